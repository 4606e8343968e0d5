"""What pages do, doors do as well: logins ended, a draft dropped, interpreting at hand set."""

from api.jobs.drafting import keep_roster
from api.security.rights import Role
from api.store.drafts import DraftRoster
from api.store.unit import Actor
from tests.api.conftest import SmallWeek
from tests.api.routes.conftest import House
from tests.api.store.places import AT

WEEK = "/api/v1/weeks/2026-11-23"
INTERPRETING = "/api/v1/settings/interpreting"


def test_all_logins_of_somebody_end_at_once(house: House) -> None:
    administrator = house.signed_in(Role.ADMINISTRATOR)
    planner = house.signed_in(Role.PLANNER)
    one = planner.get("/api/v1/me").json()["account"]
    assert administrator.delete("/api/v1/accounts/A-none/logins").status_code == 404
    assert planner.get("/api/v1/scenarios").status_code == 200
    stranger = house.signed_in(Role.ADMINISTRATOR, tenant=2)
    assert stranger.delete(f"/api/v1/accounts/{one}/logins").status_code == 404
    assert planner.get("/api/v1/scenarios").status_code == 200
    assert administrator.delete(f"/api/v1/accounts/{one}/logins").status_code == 204
    assert planner.get("/api/v1/scenarios").status_code == 401


def test_a_draft_is_dropped_by_its_revision(full_house: House, small_week: SmallWeek) -> None:
    client = full_house.by_key()
    assert client.delete(f"{WEEK}/draft", headers={"If-Match": '"0"'}).status_code == 404
    roster = DraftRoster(small_week.planned.result.roster.meetings)
    with full_house.store.write(Actor(1, "test"), AT) as unit:
        keep_roster(unit, small_week.planned.problem, roster, None)
    assert client.delete(f"{WEEK}/draft").status_code == 428
    assert client.delete(f"{WEEK}/draft", headers={"If-Match": "*"}).status_code == 428
    assert client.delete(f"{WEEK}/draft", headers={"If-Match": '"2"'}).status_code == 412
    assert client.get(f"{WEEK}/draft").status_code == 200
    assert client.delete(f"{WEEK}/draft", headers={"If-Match": '"1"'}).status_code == 204
    assert client.get(f"{WEEK}/draft").status_code == 404


def test_minutes_of_interpreting_are_set_on_their_revision(house: House) -> None:
    client = house.by_key()
    first = client.get(INTERPRETING)
    assert (first.json(), first.headers["etag"]) == ({"minutes": {}, "revision": 0}, '"0"')
    told = {"minutes": {"uk": 600, "ru": 0}}
    assert client.put(INTERPRETING, json=told).status_code == 428
    kept = client.put(INTERPRETING, json=told, headers={"If-None-Match": "*"})
    assert (kept.status_code, kept.headers["etag"]) == (200, '"1"')
    assert client.get(INTERPRETING).json() == {"minutes": {"uk": 600}, "revision": 1}
    assert client.put(INTERPRETING, json=told, headers={"If-None-Match": "*"}).status_code == 412
    wrong = {"minutes": {"xx": 60}}
    refused = client.put(INTERPRETING, json=wrong, headers={"If-Match": '"1"'})
    assert [one["rule"] for one in refused.json()["findings"]] == ["setting.language"]
    long = {"minutes": {"uk": 7 * 24 * 60 + 1}}
    assert client.put(INTERPRETING, json=long, headers={"If-Match": '"1"'}).status_code == 422
    again = client.put(INTERPRETING, json={"minutes": {}}, headers={"If-Match": "*"})
    assert again.json() == {"minutes": {}, "revision": 2}
