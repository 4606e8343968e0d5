"""A week by its doors: solved by a job, looked at, changed by hand, previewed, published."""

import json
from pathlib import Path
from typing import Any

from api.jobs.drafting import keep_roster
from api.jobs.kinds import KINDS
from api.routes.files import WORKBOOK
from api.security.rights import Right
from api.store.drafts import DraftRoster
from api.store.jobs import read_asked
from api.store.unit import Actor
from tests.api.clients import TestClient
from tests.api.conftest import SmallWeek
from tests.api.routes.conftest import House
from tests.api.store.places import AT

HERE = "/api/v1/weeks/2026-11-23"


def _draft(house: House, week: SmallWeek) -> None:
    """What the job of solving would have left."""
    roster = DraftRoster(week.planned.result.roster.meetings)
    with house.store.write(Actor(1, "test"), AT) as unit:
        keep_roster(unit, week.planned.problem, roster, None)


def _post(client: TestClient, path: str, key: str, body: Any, **headers: str) -> Any:
    return client.post(path, json=body, headers={"Idempotency-Key": key} | headers)


def test_a_week_is_put_into_the_queue_as_it_was_asked_for(full_house: House) -> None:
    client = full_house.by_key()
    asked = _post(client, f"{HERE}/solve", "a", {"seconds": 5, "seed": 7})
    assert asked.status_code == 202, asked.text
    job = asked.json()["id"]
    assert asked.headers["location"] == f"/api/v1/jobs/{job}"
    assert _post(client, f"{HERE}/solve", "a", {"seconds": 5, "seed": 7}).json()["id"] == job
    with full_house.store.read(Actor(1, "test"), AT) as unit:
        told = KINDS["solve_week"].read(read_asked(unit, job))
    assert (told.seconds, told.seed, told.monday.isoformat()) == (5, 7, "2026-11-23")
    happened = {"absent": ["W01:E..R"], "now": "E 10:00"}
    assert _post(client, f"{HERE}/replan", "b", happened).status_code == 202
    assert len(client.get("/api/v1/jobs").json()["items"]) == 2
    stopped = client.post(f"/api/v1/jobs/{job}/stop", headers={"Idempotency-Key": "c"})
    assert stopped.json()["state"] == "stopped"


def test_how_far_a_job_is_comes_as_events_until_it_has_ended(full_house: House) -> None:
    client = full_house.by_key()
    job = _post(client, f"{HERE}/solve", "a", {}).json()["id"]
    client.post(f"/api/v1/jobs/{job}/stop", headers={"Idempotency-Key": "b"})
    answer = client.get(f"/api/v1/jobs/{job}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    lines = dict(line.split(": ", 1) for line in answer.text.strip().splitlines())
    assert lines["event"] == "job"
    assert json.loads(lines["data"])["state"] == "stopped"
    assert full_house.by_key(tenant=2).get(f"/api/v1/jobs/{job}/events").status_code == 404
    blind = full_house.by_key(scopes=frozenset({Right.JOB_LOOK}))
    assert blind.get(f"/api/v1/jobs/{job}").json()["answer"] is None


def test_a_draft_is_changed_previewed_and_published_by_its_revision(
    full_house: House, small_week: SmallWeek
) -> None:
    client = full_house.by_key()
    assert client.get(HERE).json()["draft"] is None
    assert client.get(f"{HERE}/draft").status_code == 404
    _draft(full_house, small_week)
    draft = client.get(f"{HERE}/draft")
    assert (draft.status_code, draft.headers["etag"]) == (200, '"1"'), draft.text
    meetings = draft.json()["meetings"]
    assert len(meetings) == len(small_week.planned.result.roster.meetings)
    edits = {"edits": [{"do": "leave_out", "need": meetings[0]["need"]}]}
    assert _post(client, f"{HERE}/edits", "a", edits).status_code == 428
    assert _post(client, f"{HERE}/edits", "b", edits, **{"If-Match": '"9"'}).status_code == 412
    edited = _post(client, f"{HERE}/edits", "c", edits, **{"If-Match": '"1"'})
    assert (edited.status_code, edited.json()["meetings"]) == (200, len(meetings) - 1)
    unknown = {"edits": [{"do": "move", "need": "nothing", "start": 600}]}
    refused = _post(client, f"{HERE}/edits", "d", unknown, **{"If-Match": '"2"'})
    assert (refused.status_code, bool(refused.json()["findings"])) == (422, True)
    far = {"edits": [{"do": "move", "need": "x", "start": 10**12}]}
    assert _post(client, f"{HERE}/edits", "e", far, **{"If-Match": '"2"'}).status_code == 422
    assert client.get(f"{HERE}/preview").status_code == 200
    first = _post(client, f"{HERE}/publish", "f", {"after": 0}, **{"If-Match": '"2"'})
    assert (first.status_code, first.json()["number"]) == (201, 1), first.text
    roster = client.get(first.headers["location"])
    assert roster.json()["served"] == len(meetings) - 1
    assert client.get(f"{HERE}/rosters/2").status_code == 404
    assert (
        _post(client, f"{HERE}/publish", "g", {"after": 0}, **{"If-Match": '"2"'}).status_code
        == 412
    )


def test_a_day_that_is_no_monday_is_refused(house: House) -> None:
    client = house.by_key()
    for day in ("2026-11-24", "1000-01-06", "9999-12-27", "monday"):
        assert client.get(f"/api/v1/weeks/{day}").status_code == 422, day


def test_a_workbook_goes_in_and_comes_out_alike(house: House, small_week: SmallWeek) -> None:
    client = house.by_key()
    content = Path(small_week.workbook).read_bytes()
    headers = {"Idempotency-Key": "a", "Content-Type": WORKBOOK}
    answer = client.post("/api/v1/imports", content=content, headers=headers)
    assert answer.status_code == 200, answer.text
    assert answer.json()["added"]["clients"] == 30
    out = client.get("/api/v1/exports/people.xlsx", params={"week": "2026-11-23"})
    assert (out.status_code, out.headers["content-type"]) == (200, WORKBOOK)
    again = client.post(
        "/api/v1/imports", content=out.content, headers=headers | {"Idempotency-Key": "b"}
    )
    assert again.status_code == 200, again.text
    assert (again.json()["added"], again.json()["changed"]) == ({}, {})


def test_a_broken_workbook_changes_nothing_and_every_fault_is_told(house: House) -> None:
    client = house.by_key()
    headers = {"Idempotency-Key": "a", "Content-Type": WORKBOOK}
    answer = client.post("/api/v1/imports", content=b"PK\x03\x04nothing", headers=headers)
    assert answer.status_code == 422
    assert answer.json()["findings"][0]["sentence"]
    assert client.get("/api/v1/clients").json()["items"] == []
    other = client.post("/api/v1/imports", content=b"x", headers={"Idempotency-Key": "b"})
    assert other.status_code == 415
