"""A worker's calendar by its secret address: read by a program for calendars, put into a server."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import caldav
import icalendar
import pytest
from radicale import config
from radicale.app import Application

from api.exports.published_lines import published_lines
from api.journeys.week_stored import AsPublished, keep_as_published
from api.security.rights import Role
from api.store.rosters import newest_number, publish
from api.store.unit import Actor
from domain.session import Meeting
from tests.api.conftest import SmallWeek
from tests.api.routes.conftest import House
from tests.api.store.places import AT, MONDAY


def _publish(house: House, week: SmallWeek, meetings: tuple[Meeting, ...]) -> None:
    problem = week.planned.problem
    with house.store.write(Actor(1, "test"), AT) as unit:
        number = newest_number(unit, MONDAY)
        lines = published_lines(problem, meetings)
        publish(unit, MONDAY, number, lines, cost=0, bound=0, left_out=0)
        keep_as_published(unit, MONDAY, AsPublished(number + 1, meetings, (), {}, None))


def _address(house: House, worker: str) -> Any:
    client = house.signed_in(Role.WORKER, person=worker)
    made = client.post("/api/v1/me/calendars", headers={"Idempotency-Key": "a"})
    assert made.status_code == 201, made.text
    return client, made.json()


def _events(text: bytes) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(text)
    return {str(one["uid"]): one for one in calendar.walk("VEVENT")}


def test_a_feed_tells_a_workers_meetings_and_keeps_their_names(
    full_house: House, small_week: SmallWeek
) -> None:
    meetings = small_week.planned.result.roster.meetings
    worker = meetings[0].workers[0]
    mine = [one for one in meetings if worker in one.workers]
    _publish(full_house, small_week, meetings)
    client, made = _address(full_house, worker)
    path = made["address"].removeprefix("http://127.0.0.1:8000")
    answer = full_house.nobody().get(path)
    assert answer.headers["content-type"].startswith("text/calendar")
    first = _events(answer.content)
    assert len(first) == len(mine)
    assert {int(one["sequence"]) for one in first.values()} == {0}
    assert client.get("/api/v1/me/calendar.ics").content == answer.content
    _publish(full_house, small_week, tuple(one for one in meetings if one is not mine[0]))
    second = _events(full_house.nobody().get(path).content)
    assert second.keys() < first.keys()
    assert len(second) == len(mine) - 1
    assert {int(one["sequence"]) for one in second.values()} == {1}


def test_a_revoked_or_unknown_address_shows_nothing(full_house: House) -> None:
    client, made = _address(full_house, "W01")
    path = made["address"].removeprefix("http://127.0.0.1:8000")
    assert full_house.nobody().get(path).status_code == 200
    gone = client.delete(f"/api/v1/me/calendars/{made['id']}")
    assert gone.status_code == 204
    assert full_house.nobody().get(path).status_code == 404
    assert full_house.nobody().get("/calendars/tpf_unknown.ics").status_code == 404


def _client_of(address: str) -> Any:
    maker: Any = caldav.DAVClient
    return maker(address, username="mari")


def _server_of(told: Any) -> Any:
    maker: Any = Application
    return maker(told)


@contextmanager
def _radicale(folder: Path) -> Iterator[str]:
    """A CalDAV server on loopback."""
    told = config.load()
    told.update(
        {
            "storage": {"filesystem_folder": str(folder)},
            "auth": {"type": "none"},
            "rights": {"type": "authenticated"},
        },
        "tests",
        privileged=True,
    )

    class Quiet(WSGIRequestHandler):
        def log_message(self, *_told: object) -> None:
            return

    application: Any = _server_of(told)
    server = make_server("127.0.0.1", 0, application, handler_class=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    time.sleep(0.05)
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_calendar_server_takes_the_feed_unchanged(
    full_house: House, small_week: SmallWeek, tmp_path: Path
) -> None:
    meetings = small_week.planned.result.roster.meetings
    worker = meetings[0].workers[0]
    _publish(full_house, small_week, meetings)
    _, made = _address(full_house, worker)
    path = made["address"].removeprefix("http://127.0.0.1:8000")
    feed = full_house.nobody().get(path).content
    with (
        _radicale(tmp_path) as address,
        _client_of(address) as client,
    ):
        client.request(f"{address}mari/", "MKCOL")
        answer = client.request(
            f"{address}mari/week/", "PUT", feed.decode(), {"Content-Type": "text/calendar"}
        )
        assert answer.status in {200, 201, 204}, answer.status
        kept = client.request(f"{address}mari/week/", "GET").raw
    sent, back = _events(feed), _events(kept.encode() if isinstance(kept, str) else kept)
    assert sent.keys() == back.keys()
    for uid, event in sent.items():
        for name in ("dtstart", "dtend", "summary", "location", "sequence", "description"):
            assert back[uid][name] == event[name], name


@pytest.mark.parametrize("secret", ["../x", "tpf_%00", "a" * 200, "tpk_x"])
def test_an_address_that_is_none_of_ours_is_as_absent(house: House, secret: str) -> None:
    assert house.nobody().get(f"/calendars/{secret}.ics").status_code in {404, 422}


def test_whoever_has_a_calendar_already_is_told_only_that(
    full_house: House, small_week: SmallWeek
) -> None:
    meetings = small_week.planned.result.roster.meetings
    worker = meetings[0].workers[0]
    _publish(full_house, small_week, meetings)
    client, made = _address(full_house, worker)
    path = made["address"].removeprefix("http://127.0.0.1:8000")
    for reader, at in ((full_house.nobody(), path), (client, "/api/v1/me/calendar.ics")):
        first = reader.get(at)
        mark = first.headers["etag"]
        for held in (mark, f"W/{mark}", f'"other", {mark}'):
            again = reader.get(at, headers={"If-None-Match": held})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == mark
        assert reader.get(at, headers={"If-None-Match": '"other"'}).content == first.content
    _publish(full_house, small_week, meetings[1:])
    changed = full_house.nobody().get(path, headers={"If-None-Match": mark})
    assert (changed.status_code, changed.headers["etag"] == mark) == (200, False)
