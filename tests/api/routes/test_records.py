"""Records by their doors: looked at, listed, kept, taken away; what is refused, and how."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from api.routes.examples import examples
from api.routes.records import RESOURCES
from api.store.schema import AUDIT
from api.store.unit import Actor
from domain.provider import Provider
from tests.api.clients import TestClient
from tests.api.routes.conftest import House
from tests.api.store.places import AT

LADY = {"name": "Mari Näidis", "home": "tartu", "languages": ["et"], "themes": ["depression"]}
NEW = {"If-None-Match": "*"}
HERE = "/api/v1/clients"


def _keep(client: TestClient, one: str = "C900", **more: Any) -> Any:
    answer = client.put(f"{HERE}/{one}", json=LADY | more, headers=NEW)
    assert answer.status_code == 200, answer.text
    return answer.json()


def _rules(answer: Any) -> set[str]:
    return {finding["rule"] for finding in answer.json()["findings"]}


def test_what_is_kept_is_looked_at_alike(house: House) -> None:
    client = house.by_key()
    kept = _keep(client)
    answer = client.get(f"{HERE}/C900")
    assert answer.headers["etag"] == '"1"'
    assert answer.json()["record"] == kept["record"]
    assert answer.json()["record"]["themes"] == ["depression"]
    assert "no-store" in answer.headers["cache-control"]


def test_a_change_must_say_on_which_revision_it_rests(house: House) -> None:
    client = house.by_key()
    assert client.put(f"{HERE}/C900", json=LADY).status_code == 428
    _keep(client)
    assert client.put(f"{HERE}/C900", json=LADY, headers=NEW).status_code == 412
    for wrong in ('"0"', '"2"', '"x"', "7" * 30):
        answer = client.put(f"{HERE}/C900", json=LADY, headers={"If-Match": wrong})
        assert answer.status_code == 412, wrong
        assert answer.headers["content-type"] == "application/problem+json"
    changed = client.put(f"{HERE}/C900", json=LADY | {"name": "M"}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    assert client.delete(f"{HERE}/C900").status_code == 428
    assert client.delete(f"{HERE}/C900", headers={"If-Match": '"1"'}).status_code == 412
    assert client.delete(f"{HERE}/C900", headers={"If-Match": '"2"'}).status_code == 204
    assert client.get(f"{HERE}/C900").status_code == 404


def test_what_was_before_is_told_from_the_first_on(house: House) -> None:
    client = house.by_key()
    _keep(client)
    client.put(f"{HERE}/C900", json=LADY | {"home": "narva"}, headers={"If-Match": '"1"'})
    client.delete(f"{HERE}/C900", headers={"If-Match": "*"})
    found = client.get(f"{HERE}/C900/history").json()["items"]
    assert [one["record"]["home"] for one in found] == ["tartu", "narva"]
    assert [one["taken_away"] for one in found] == [False, True]


def test_every_fault_of_a_record_is_told_at_once_in_the_callers_language(house: House) -> None:
    client = house.by_key()
    wrong = LADY | {"home": "kuu", "themes": ["sorrow"], "chosen": "W9", "personal_code": "1" * 11}
    for language, said in (("et", "Kohta"), ("ru", "Место"), ("en", "Place")):
        answer = client.put(
            f"{HERE}/C900", json=wrong, headers=NEW | {"Accept-Language": f"de, {language};q=0.5"}
        )
        assert answer.status_code == 422
        assert _rules(answer) == {
            "import.unknown_place",
            "import.unknown_theme",
            "import.personal_code",
        }
        sentences = {one["rule"]: one["sentence"] for one in answer.json()["findings"]}
        assert said in sentences["import.unknown_place"]
        assert {one["column"] for one in answer.json()["findings"]} == {
            "home",
            "themes",
            "personal_code",
        }
    strange = client.put(f"{HERE}/C900", json=LADY | {"chosen": "W9"}, headers=NEW)
    assert _rules(strange) == {"import.unknown_worker"}


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"tenant": 2}, "request.unknown_field"),
        ({"id": "C1"}, "request.unknown_field"),
        ({"revision": 7}, "request.unknown_field"),
        ({"interpreter": 1}, "request.yes_no"),
        ({"interpreter": "true"}, "request.yes_no"),
        ({"name": "a\0b"}, "request.signs"),
        ({"name": "x" * 2001}, "request.at_most"),
        ({"name": 7}, "request.text"),
        ({"born": "2026-13-01"}, "request.day"),
        ({"gender": "unknown"}, "request.word"),
        ({"languages": "et"}, "request.several"),
        ({"languages": ["et"] * 501}, "request.at_most"),
    ],
)
def test_a_field_that_is_not_a_records_own_is_refused(
    house: House, wrong: dict[str, Any], rule: str
) -> None:
    answer = house.by_key().put(f"{HERE}/C900", json=LADY | wrong, headers=NEW)
    assert (answer.status_code, _rules(answer)) == (422, {rule})


@pytest.mark.parametrize("body", ["", "{", "[]", "null", '{"name": "\\ud800"}', "{\x00}"])
def test_a_body_that_is_no_record_is_refused(house: House, body: str) -> None:
    headers = NEW | {"Content-Type": "application/json"}
    answer = house.by_key().put(f"{HERE}/C900", content=body, headers=headers)
    assert answer.status_code == 422
    assert answer.json()["findings"]


def test_a_body_of_another_kind_or_too_long_is_refused(house: House) -> None:
    client = house.by_key()
    text = client.put(f"{HERE}/C900", content="x", headers=NEW | {"Content-Type": "text/plain"})
    assert text.status_code == 415
    long = client.put(f"{HERE}/C900", json=LADY | {"name": "x" * 1_000_000}, headers=NEW)
    assert long.status_code == 413

    def pieces() -> Any:
        for _ in range(20):
            yield b" " * 100_000

    headers = NEW | {"Content-Type": "application/json"}
    assert client.put(f"{HERE}/C900", content=pieces(), headers=headers).status_code == 413


def test_the_examples_of_the_reference_are_taken_as_they_stand(house: House) -> None:
    client = house.by_key()
    for number, resource in enumerate(RESOURCES):
        headers = {"Idempotency-Key": f"example-{number}"}
        body = examples()[resource.name]
        answer = client.post(f"/api/v1/{resource.name}", json=body, headers=headers)
        assert answer.status_code == 201, answer.text
        assert client.get(answer.headers["location"]).json()["id"] == answer.json()["id"]


def test_a_record_that_others_name_is_not_taken_away(full_house: House, people: Provider) -> None:
    client = full_house.by_key()
    one = people.referrals[0].client
    answer = client.delete(f"{HERE}/{one}", headers={"If-Match": "*"})
    assert answer.status_code == 409
    assert answer.json()["type"].endswith("still_named")
    assert "import.unknown_client" in _rules(answer)
    assert client.get(f"{HERE}/{one}").status_code == 200


def test_a_change_that_breaks_another_record_is_refused(
    full_house: House, people: Provider
) -> None:
    client = full_house.by_key()
    item = people.plan[0]
    held = client.get(f"/api/v1/referrals/{item.referral}")
    programmes = {one.programme for one in people.referrals}
    other = min(programmes - {held.json()["record"]["programme"]})
    record = held.json()["record"] | {"programme": other, "status": ""}
    answer = client.put(
        f"/api/v1/referrals/{item.referral}",
        json=record,
        headers={"If-Match": held.headers["etag"]},
    )
    assert answer.status_code == 422
    assert "import.component_not_of_programme" in _rules(answer)


def test_a_record_as_it_was_given_out_can_be_kept_again(full_house: House) -> None:
    client = full_house.by_key()
    for resource in RESOURCES:
        listed = client.get(f"/api/v1/{resource.name}", params={"most": 3}).json()["items"]
        assert listed or resource.name in {"families", "held-meetings", "parallel-services"}
        for one in listed:
            path = f"/api/v1/{resource.name}/{one['id']}"
            answer = client.put(path, json=one["record"], headers={"If-Match": "*"})
            assert answer.status_code == 200, answer.text
            assert answer.json()["revision"] == 1


def test_a_list_is_told_page_by_page_without_losing_anybody(
    full_house: House, people: Provider
) -> None:
    client = full_house.by_key()
    found: list[str] = []
    asked: dict[str, Any] = {"most": 7, "fields": "home"}
    while True:
        page = client.get(HERE, params=asked).json()
        found += [one["id"] for one in page["items"]]
        assert len(found) == len(set(found))
        assert all(one["record"].keys() == {"home"} for one in page["items"])
        if page["next"] is None:
            break
        asked["after"] = page["next"]
    assert found == [client.id for client in people.clients]


def test_a_list_is_filtered_by_open_columns(full_house: House, people: Provider) -> None:
    client = full_house.by_key()
    programme = people.referrals[0].programme
    page = client.get("/api/v1/referrals", params={"programme": programme, "most": 200}).json()
    wanted = [one.id for one in people.referrals if one.programme == programme]
    assert [one["id"] for one in page["items"]] == wanted
    assert client.get("/api/v1/referrals", params={"status": "x"}).status_code == 422
    assert client.get(HERE, params={"fields": "nothing"}).status_code == 422
    assert client.get(HERE, params={"after": "!"}).status_code == 422
    assert client.get(HERE, params={"most": 201}).status_code == 422


def test_every_look_is_on_record_before_it_is_answered(full_house: House) -> None:
    client = full_house.by_key()
    before = len(_acts(full_house))
    client.get(f"{HERE}/C001")
    client.get(HERE)
    acts = _acts(full_house)[before:]
    assert [(act.action, act.about) for act in acts] == [
        ("look", "client/C001"),
        ("list", "client"),
    ]
    assert acts[1].told["count"] == 30
    assert acts[0].actor.startswith("key:")


def _acts(house: House) -> list[Any]:
    with house.store.read(Actor(1, "test"), AT) as unit:
        asked = sa.select(AUDIT).where(AUDIT.c.tenant == 1).order_by(AUDIT.c.number)
        return list(unit.connection.execute(asked))


def test_another_providers_record_is_as_absent(full_house: House) -> None:
    stranger = full_house.by_key(tenant=2)
    absent = stranger.get(f"{HERE}/C999")
    other = stranger.get(f"{HERE}/C001")
    assert (absent.status_code, other.status_code) == (404, 404)
    assert absent.json().keys() == other.json().keys()
    assert absent.json() | {"instance": ""} == other.json() | {"instance": ""}
    assert stranger.get(f"{HERE}/C001/history").status_code == 404
    assert stranger.get(HERE).json()["items"] == []
    taken = stranger.delete(f"{HERE}/C001", headers={"If-Match": "*"})
    assert taken.status_code == 404


def test_statements_of_a_request_do_not_grow_with_the_people(full_house: House) -> None:
    client = full_house.by_key()
    sent: list[str] = []
    event.listen(
        full_house.store.engine, "before_cursor_execute", lambda *told: sent.append(told[2])
    )

    def count(path: str) -> int:
        begun = len(sent)
        assert client.get(path).status_code == 200
        return len(
            [one for one in sent[begun:] if not one.startswith(("BEGIN", "SELECT set_config"))]
        )

    for resource in ("clients", "workers", "plan-items"):
        few, many = (count(f"/api/v1/{resource}?most={most}") for most in (1, 200))
        assert few == many <= 8, resource
    assert count(f"{HERE}/C001") <= 7


def test_a_change_takes_few_statements(full_house: House, people: Provider) -> None:
    client = full_house.by_key()
    sent: list[str] = []
    event.listen(
        full_house.store.engine, "before_cursor_execute", lambda *told: sent.append(told[2])
    )
    # Transactions, whose they are, and the locks that SQLite needs none of.
    beside = ("BEGIN", "SELECT set_config", "SELECT pg_advisory")

    def count(path: str, **change: Any) -> int:
        record = client.get(path).json()["record"] | change
        begun = len(sent)
        answer = client.put(path, json=record, headers={"If-Match": "*"})
        assert (answer.status_code, answer.json()["revision"]) == (200, 2), answer.text
        return len([one for one in sent[begun:] if not one.startswith(beside)])

    assert count(f"{HERE}/C001", name="Mari") <= 8
    assert count(f"/api/v1/referrals/{people.referrals[0].id}", municipality="Tartu linn") <= 8
    assert count(f"/api/v1/plan-items/{people.plan[0].id}", minutes=75) <= 9
    begun = len(sent)
    headers = {"Idempotency-Key": "new"}
    made = client.post(HERE, json=LADY | {"id": "C900"}, headers=headers)
    assert made.status_code == 201
    assert len([one for one in sent[begun:] if not one.startswith(beside)]) <= 15
    assert client.get(f"{HERE}/C900").json()["record"] == made.json()["record"]
    assert client.get(f"{HERE}/C900").json()["changed"] == made.json()["changed"]
