"""Scenarios by their doors: kept on a revision, played by a job, compared, never another's."""

from typing import Any

import pytest

from api.jobs.child import House as ChildHouse
from api.jobs.clock import utc_now
from api.jobs.kinds import KINDS
from api.jobs.worker import Limits, Worker
from api.security.rights import Right, Role
from api.store.jobs import ENDED, find_job, read_asked
from api.store.unit import Actor
from tests.api.clients import TestClient
from tests.api.routes.conftest import House
from tests.api.store.places import AT, MASTER
from tests.scenarios.builders import STAYS

HERE = "/api/v1/scenarios"
LIMITS = Limits(poll=0.1, tick=0.05, over=60.0)
SMALL: dict[str, Any] = {
    "begins": "2027-01-01",
    "months": 2,
    "warm_up_months": 1,
    "demand": [{"component": STAYS, "clients": 20, "stay_days": 60, "languages": {"uk": 1}}],
    "staff": [
        {"id": "all", "roles": ["support_person"], "count": 4, "languages": ["uk"]}
        | {"reach": "country", "week_minutes": 300}
    ],
}


def put(client: TestClient, name: str, fields: dict[str, Any], rests: str = "") -> Any:
    headers = {"If-Match": rests} if rests else {"If-None-Match": "*"}
    return client.put(f"{HERE}/{name}", json={"scenario": fields}, headers=headers)


def post(client: TestClient, path: str, key: str, body: Any) -> Any:
    return client.post(f"{HERE}/{path}", json=body, headers={"Idempotency-Key": key})


@pytest.fixture
def client(house: House) -> TestClient:
    return house.signed_in(Role.PLANNER)


def test_a_scenario_is_kept_on_a_revision_and_listed(client: TestClient) -> None:
    first = put(client, "mine", {**SMALL, "title": "Our own"})
    assert (first.status_code, first.headers["etag"]) == (200, '"1"')
    assert put(client, "mine", SMALL).status_code == 412
    assert put(client, "mine", SMALL, '"1"').headers["etag"] == '"2"'
    assert put(client, "mine", SMALL, '"1"').status_code == 412
    looked = client.get(f"{HERE}/mine")
    assert (looked.json()["revision"], looked.json()["scenario"]["name"]) == (2, "mine")
    listed = client.get(HERE).json()["items"]
    assert [(one["id"], one["revision"]) for one in listed] == [("mine", 2)]
    gone = client.delete(f"{HERE}/mine", headers={"If-Match": '"2"'})
    assert gone.status_code == 204
    assert client.get(f"{HERE}/mine").status_code == 404


def test_every_fault_is_told_with_its_field_and_nothing_is_kept(client: TestClient) -> None:
    staff = [{**SMALL["staff"][0], "county": "Virumaa", "count": -1}]
    refused = put(client, "bad", {**SMALL, "staff": staff, "monthz": 3})
    assert refused.status_code == 422
    told = " ".join(one["sentence"] for one in refused.json()["findings"])
    for part in ("staff.0.county", "staff.0.count", "monthz"):
        assert part in told
    large = put(client, "large", {**SMALL, "demand": [{**SMALL["demand"][0], "clients": 10**9}]})
    assert large.json()["findings"][0]["rule"] == "scenario.too_large"
    assert client.get(HERE).json()["items"] == []


def test_another_provider_and_another_role_see_nothing(house: House, client: TestClient) -> None:
    put(client, "mine", SMALL)
    other = house.signed_in(Role.PLANNER, tenant=2)
    assert other.get(HERE).json()["items"] == []
    assert other.get(f"{HERE}/mine").status_code == 404
    assert post(other, "mine/run", "a", {}).status_code == 404
    assert house.signed_in(Role.COORDINATOR).get(HERE).status_code == 403
    looks = house.by_key(scopes=frozenset({Right.SCENARIO_LOOK}))
    assert looks.get(f"{HERE}/mine").status_code == 200
    assert put(looks, "other", SMALL).status_code == 403


def test_a_run_is_asked_once_for_each_key_as_it_was_asked(house: House, client: TestClient) -> None:
    put(client, "mine", SMALL)
    first = post(client, "mine/run", "a", {"replications": 3})
    assert first.status_code == 202
    assert post(client, "mine/run", "a", {"replications": 3}).json()["id"] == first.json()["id"]
    with house.store.read(Actor(1, "test"), AT) as unit:
        asked = KINDS["scenario"].read(read_asked(unit, first.json()["id"]))
    assert (asked.ids, asked.replications) == (("mine",), 3)
    assert client.get(f"{HERE}/mine/result").status_code == 404
    unknown = post(client, "compare", "b", {"ids": ["mine", "nobody"]})
    assert unknown.status_code == 422
    assert [one["about"] for one in unknown.json()["findings"]] == ["nobody"]


def test_compared_scenarios_are_played_together_and_their_answer_is_kept(
    house: House, client: TestClient, address: str
) -> None:
    put(client, "mine", SMALL)
    more = {**SMALL["staff"][0], "count": 12}
    put(client, "more", {**SMALL, "staff": [more]})
    job = post(client, "compare", "a", {"ids": ["mine", "more"], "replications": 2}).json()["id"]

    def ended() -> bool:
        with house.store.read(Actor(1, "test"), AT) as unit:
            found = find_job(unit, job)
        return found is not None and found.state in ENDED

    Worker("test", ChildHouse(address, MASTER, 0), KINDS, utc_now, 1, LIMITS).run(ended)
    told = client.get(f"/api/v1/jobs/{job}").json()
    assert (told["state"], told["reason"]) == ("done", "")
    assert told["progress"]["status"] == "playing"
    result = client.get(f"{HERE}/mine/result").json()
    assert result["revisions"] == {"mine": 1, "more": 1}
    assert [one["name"] for one in result["scenarios"]] == ["mine", "more"]
    assert result["replications"] == 2
    assert client.get(f"{HERE}/more/result").status_code == 404
    blind = house.signed_in(Role.FINANCE)
    assert blind.get(f"/api/v1/jobs/{job}").json()["answer"] is None
