"""The week by forms alone: assigned, held fast, left out, published; two people at a time."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from api.app import make_app
from api.imports.provider_workbook import read_provider
from api.jobs.drafting import keep_roster
from api.jobs.kinds import KINDS
from api.pages.forms import put_mask
from api.security.rights import Role
from api.security.tokens import forgery_word
from api.store.drafts import DraftRoster, read_draft
from api.store.jobs import newest_jobs, read_asked
from api.store.people import put_provider
from api.store.unit import Actor, Store
from tests.api.clients import TestClient
from tests.api.conftest import MONDAY, SmallWeek
from tests.api.pages.conftest import sign_in
from tests.api.routes.conftest import COOKIE, SITE, Clock, settings_of
from tests.api.store.conftest import address, new_address, store
from tests.api.store.places import AT

__all__ = ["address", "new_address", "store"]
HERE = f"/weeks/{MONDAY.isoformat()}"
HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)">')


class Visitor:
    """Somebody with a browser that runs no scripts."""

    def __init__(self, client: TestClient, cookie: str) -> None:
        self.client, self.cookie = client, cookie

    def get(self, path: str) -> Any:
        return self.client.get(path, headers={"Cookie": f"{COOKIE}={self.cookie}"})

    def send(self, path: str, **fields: Any) -> Any:
        word = put_mask(forgery_word(self.cookie))
        told = {"word": word, **fields}
        headers = {"Origin": SITE, "Cookie": f"{COOKIE}={self.cookie}"}
        self.client.cookies.clear()
        return self.client.post(path, data=told, headers=headers)

    def revision(self, path: str) -> str:
        """The revision that the forms of a page carry."""
        return next(str(value) for name, value in HIDDEN.findall(self.get(path).text)
                    if name == "revision")  # fmt: skip


@pytest.fixture
def week(store: Store, small_week: SmallWeek) -> Store:
    """A store with people and the draft of a week."""
    people, _ = read_provider(Path(small_week.workbook))
    assert people is not None
    with store.write(Actor(1, "test"), AT) as unit:
        put_provider(unit, people)
        roster = DraftRoster(small_week.planned.result.roster.meetings)
        keep_roster(unit, small_week.planned.problem, roster, None)
    return store


@pytest.fixture
def two(week: Store, address: str) -> Iterator[tuple[Visitor, Visitor]]:
    """Two coordinators at the same week."""
    app = make_app(week, settings_of(address), Clock())
    headers = {"Accept": "text/html", "Accept-Language": "en"}
    with TestClient(app, SITE, headers=headers, follow_redirects=False) as client:
        yield (
            Visitor(client, sign_in(week, Role.COORDINATOR, "kadri@example.ee", "Kadri Tamme")),
            Visitor(client, sign_in(week, Role.COORDINATOR, "mihkel@example.ee", "Mihkel Kask")),
        )


def _meetings(week: Store) -> dict[str, tuple[int, tuple[str, ...]]]:
    with week.read(Actor(1, "test"), AT) as unit:
        roster = read_draft(unit, MONDAY).roster
    assert roster is not None
    return {one.need: (one.start, one.workers) for one in roster.meetings}


def _words(answer: Any) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", answer.text))


def test_a_meeting_is_left_out_and_assigned_again(
    two: tuple[Visitor, Visitor], week: Store
) -> None:
    kadri, _ = two
    need, (start, workers) = next(iter(_meetings(week).items()))
    page = f"{HERE}/needs/{need}"
    out = kadri.send(page, do="leave_out", revision=kadri.revision(page))
    assert (out.status_code, out.headers["location"]) == (303, HERE)
    assert need not in _meetings(week)
    assert "Why it is left out" in kadri.get(page).text
    weighed = kadri.get(f"{page}?worker={','.join(workers)}&start={start}")
    assert "breaks nothing" in weighed.text
    back = kadri.send(
        page, do="assign", worker=list(workers), start=start, revision=kadri.revision(page)
    )
    assert back.status_code == 303, _words(back)
    assert _meetings(week)[need] == (start, workers)


def test_what_breaks_a_must_is_refused_with_every_reason_and_nothing_is_changed(
    two: tuple[Visitor, Visitor], week: Store
) -> None:
    kadri, _ = two
    before = _meetings(week)
    need, (_, workers) = next(iter(before.items()))
    page = f"{HERE}/needs/{need}"
    night = {"do": "assign", "worker": list(workers), "start": 3 * 60}
    weighed = kadri.get(f"{page}?worker={','.join(workers)}&start=180")
    assert "This would break" in weighed.text
    refused = kadri.send(page, **night, revision=kadri.revision(page))
    assert refused.status_code == 422
    assert "This cannot be; nothing was changed" in refused.text
    assert _meetings(week) == before


@pytest.mark.parametrize("hold", ["worker", "time", "both"])
def test_worker_time_or_both_are_held_fast_and_let_go(
    two: tuple[Visitor, Visitor], week: Store, hold: str
) -> None:
    kadri, _ = two
    need = next(iter(_meetings(week)))
    page = f"{HERE}/needs/{need}"
    assert kadri.send(
        page, do="pin", hold=hold, revision=kadri.revision(page)
    ).status_code == 303  # fmt: skip
    with week.read(Actor(1, "test"), AT) as unit:
        roster = read_draft(unit, MONDAY).roster
    assert roster is not None
    (pin,) = (one for one in roster.pins if one.need == need)
    assert (any(pin.workers), pin.start is not None) == (hold != "time", hold != "worker")
    assert "held fast" in kadri.get(page).text
    assert kadri.send(page, do="unpin", revision=kadri.revision(page)).status_code == 303
    assert "held fast" not in kadri.get(page).text.split("<h1>")[1].split("</div>")[0]


def test_the_second_of_two_sees_what_changed_and_loses_nothing(
    two: tuple[Visitor, Visitor], week: Store
) -> None:
    kadri, mihkel = two
    meetings = _meetings(week)
    need, other = list(meetings)[:2]
    page = f"{HERE}/needs/{need}"
    seen, was = kadri.revision(page), " ".join([str(meetings[need][0]), *meetings[need][1]])
    mihkels = f"{HERE}/needs/{other}"
    assert mihkel.send(
        mihkels, do="leave_out", revision=mihkel.revision(mihkels)
    ).status_code == 303  # fmt: skip
    clash = kadri.send(page, do="leave_out", revision=seen, was=was)
    assert clash.status_code == 409
    words = _words(clash)
    assert "Mihkel Kask changed it" in words
    assert "This meeting stands as you saw it" in words
    assert need in _meetings(week)
    form = dict(HIDDEN.findall(clash.text.split("Your change")[1]))
    form.pop("word")
    again = kadri.send(page, **form)
    assert again.status_code == 303, _words(again)
    assert not {need, other} & set(_meetings(week))


def test_a_draft_is_previewed_published_and_the_next_one_shown_against_it(
    two: tuple[Visitor, Visitor], week: Store
) -> None:
    kadri, _ = two
    assert "The first roster of this week" in kadri.get(f"{HERE}/preview").text
    sent = kadri.send(f"{HERE}/publish", revision=kadri.revision(f"{HERE}/preview"), after=0)
    assert sent.status_code == 303, _words(sent)
    assert "Roster 1 is published" in kadri.get(HERE).text
    published = next(iter(re.findall(r'data-need="([^"]+)"', kadri.get(HERE).text)))
    page = f"{HERE}/needs/{published}"
    assert kadri.send(
        page, do="leave_out", revision=kadri.revision(page)
    ).status_code == 303  # fmt: skip
    preview = kadri.get(f"{HERE}/preview")
    assert "<del>" in preview.text
    back = kadri.send(f"{HERE}/back", revision=kadri.revision(f"{HERE}/preview"), listed=published)
    assert back.status_code == 303, _words(back)
    assert published in _meetings(week)
    twice = kadri.send(f"{HERE}/publish", revision=1, after=0)
    assert twice.status_code == 412


def test_a_search_is_asked_for_once_however_often_the_form_is_sent(
    two: tuple[Visitor, Visitor], week: Store
) -> None:
    kadri, _ = two
    form = dict(HIDDEN.findall(kadri.get(f"{HERE}/solve").text.split("<main")[1]))
    form |= {"seconds": "15", "begin": "here"}
    form.pop("word")
    first, second = (kadri.send(f"{HERE}/solve", **form) for _ in range(2))
    assert first.status_code == 303, _words(first)
    assert first.headers["location"] == second.headers["location"]
    with week.read(Actor(1, "test"), AT) as unit:
        (job,) = newest_jobs(unit)
        asked = KINDS["solve_week"].read(read_asked(unit, job.id))
    assert (asked.monday, asked.seconds, asked.afresh) == (MONDAY, 15, False)
    follow = kadri.get(first.headers["location"])
    assert "data-job" in follow.text
    assert 'http-equiv="refresh"' in follow.text
    stopped = kadri.send(f"{first.headers['location']}/enough")
    assert stopped.status_code == 303
    assert "called off before it began" in kadri.get(first.headers["location"]).text


def test_the_week_comes_as_a_workbook_and_as_calendars(two: tuple[Visitor, Visitor]) -> None:
    kadri, _ = two
    book = kadri.get(f"{HERE}/roster.xlsx")
    assert (book.status_code, book.content[:2]) == (200, b"PK")
    calendar = kadri.get(f"{HERE}/calendars/W01.ics")
    assert calendar.content.startswith(b"BEGIN:VCALENDAR")
    assert kadri.get(f"{HERE}/calendars/W99.ics").status_code == 404


def test_filters_stand_in_the_address_and_leave_away_what_they_do_not_name(
    two: tuple[Visitor, Visitor], small_week: SmallWeek
) -> None:
    kadri, _ = two
    whole = kadri.get(HERE).text
    codes = set(re.findall(r'class="ses (\w\w)', whole))
    assert len(codes) > 1
    one = min(codes)
    chosen = kadri.get(f"{HERE}?programme={one.upper()}").text
    assert set(re.findall(r'class="ses (\w\w)', chosen)) == {one}
    worker = small_week.planned.problem.workers[0].name
    mine = kadri.get(f"{HERE}?who={worker}").text
    assert len(re.findall(r'<tr id="w-', mine)) == 1
    assert kadri.get(f"{HERE}?county=Nowhere").status_code == 200
    assert kadri.get(f"{HERE}?page=999").status_code == 200
    assert kadri.get(f"{HERE}?view=upside-down").status_code == 422
