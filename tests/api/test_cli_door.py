"""Whatever a door does, the command line does: as the operator, on record, once."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.app import make_app
from api.journeys.open_house import open_house
from api.settings import Settings
from tests.api.clients import TestClient
from tests.api.store.places import AT
from tests.api.test_cli_access import Run, founded, run

__all__ = ["founded", "run"]
CLIENTS = "/api/v1/clients"
LADY = {"name": "Mari Näidis", "home": "tartu", "languages": ["et"], "themes": ["depression"]}


def _told(run: Run, *words: object, **more: Any) -> Any:
    return json.loads(run("door", *words, "--json", **more).stdout)


def test_a_record_is_kept_looked_at_changed_and_taken_away(founded: Run, tmp_path: Path) -> None:
    (tmp_path / "lady.json").write_text(json.dumps(LADY), "utf-8")
    one = f"{CLIENTS}/C900"
    assert _told(founded, "PUT", one, "--body", "lady.json")["status"] == 428
    kept = _told(founded, "PUT", one, "--body", "lady.json", "--revision", 0)
    assert (kept["ok"], kept["status"], kept["etag"]) == (True, 200, '"1"')
    moved = json.dumps(LADY | {"home": "narva"})
    stale = _told(founded, "PUT", one, "--body", "-", "--revision", 2, said=moved)
    assert (stale["ok"], stale["status"]) == (False, 412)
    founded("door", "PUT", one, "--body", "-", "--revision", 1, said=moved)
    shown = founded("door", "GET", one)
    assert (shown.exit_code, json.loads(shown.stdout)["record"]["home"]) == (0, "narva")
    assert _told(founded, "DELETE", one, "--revision", "any")["status"] == 204
    acts = _told(founded, "GET", "/api/v1/audit")["answer"]["items"]
    assert {act["actor"] for act in acts if act["about"] == "client/C900"} == {"command"}


def test_a_key_does_a_thing_once(founded: Run) -> None:
    body = json.dumps(LADY | {"id": "C901"})
    words = ("POST", CLIENTS, "--body", "-", "--key", "one")
    first, again = (_told(founded, *words, said=body) for _ in range(2))
    assert first == again
    assert first["status"] == 201
    made_up = _told(founded, "POST", CLIENTS, "--body", "-", said=body)
    assert made_up["status"] == 412


def test_what_only_an_administrator_may_is_done_by_the_operator(founded: Run) -> None:
    (member,) = _told(founded, "GET", "/api/v1/accounts")["answer"]["items"]
    path = f"/api/v1/accounts/{member['account']}/logins"
    assert _told(founded, "DELETE", path)["status"] == 204
    assert _told(founded, "GET", "/api/v1/me")["status"] == 401


@pytest.mark.parametrize(("language", "said"), [("et", "Kohta"), ("ru", "Место"), ("en", "Place")])
def test_every_fault_is_said_in_the_language_asked_for(
    founded: Run, language: str, said: str
) -> None:
    wrong = json.dumps(LADY | {"home": "kuu"})
    words = ("PUT", f"{CLIENTS}/C1", "--body", "-", "--revision", 0, "--language", language)
    refused = founded("door", *words, said=wrong)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert said in refused.stderr


def test_a_file_is_written_and_sent(founded: Run, tmp_path: Path) -> None:
    path = "/api/v1/exports/people.xlsx?week=2026-11-23"
    bare = founded("door", "GET", path, "--language", "en")
    assert (bare.exit_code, "--out" in bare.stderr) == (2, True)
    assert founded("door", "GET", path, "--out", "people.xlsx").exit_code == 0
    assert (tmp_path / "people.xlsx").stat().st_mode & 0o077 == 0
    sent = _told(founded, "POST", "/api/v1/imports", "--body", "people.xlsx")
    assert sent["status"] in {200, 422}
    form = _told(founded, "POST", "/api/v1/months/deliver", "--file", "people=people.xlsx")
    assert "month" in json.dumps(form["problem"])
    gone = founded("door", "POST", "/api/v1/imports", "--body", "none.xlsx", "--json")
    assert (gone.exit_code, json.loads(gone.stdout)["ok"]) == (2, False)


def test_a_page_is_no_door(founded: Run) -> None:
    refused = founded("door", "GET", "/referrals", "--language", "en")
    assert (refused.exit_code, "/api/v1/" in refused.stderr) == (2, True)


def test_a_house_that_listens_knows_nobody_by_itself(founded: Run) -> None:
    assert founded("account", "list").exit_code == 0
    store, findings = open_house(Settings())
    assert store is not None, findings
    app = make_app(store, Settings(), lambda: AT)
    with TestClient(app, "http://127.0.0.1:8000") as client:
        assert client.get(CLIENTS).status_code == 401
