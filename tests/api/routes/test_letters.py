"""Questions of municipalities and notices of change by their doors: their clocks, kept once."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from api.journeys.letters import keep_request
from api.store.unit import Actor
from domain.clock import ZONE
from domain.provider import Provider
from tests.api.clients import TestClient
from tests.api.routes.conftest import House
from tests.api.store.places import AT

QUESTIONS, NOTICES = "/api/v1/questions", "/api/v1/notices"
TODAY = AT.astimezone(ZONE).date()


@pytest.fixture
def referral(people: Provider) -> str:
    """A referral whose programme wants answers within five working days."""
    return next(one.id for one in people.referrals if one.programme == "ska-support")


def _ask(client: TestClient, referral: str, key: str = "q1", **more: Any) -> Any:
    told = {"referral": referral, "received": TODAY.isoformat(), "asked": "Kuidas läheb?"}
    return client.post(QUESTIONS, json=told | more, headers={"Idempotency-Key": key})


def _notice(client: TestClient, referral: str, key: str = "n1", **more: Any) -> Any:
    told = {"referral": referral, "noticed": AT.isoformat(), "what": "Leidis töö."}
    return client.post(NOTICES, json=told | more, headers={"Idempotency-Key": key})


def _answer(client: TestClient, one: str, rests: str = '"1"', **more: Any) -> Any:
    told = {"answered": TODAY.isoformat(), "answer": "Hästi."} | more
    return client.put(f"{QUESTIONS}/{one}/answer", json=told, headers={"If-Match": rests})


def _rules(answer: Any) -> set[str]:
    return {finding["rule"] for finding in answer.json()["findings"]}


def test_a_question_has_five_working_days_until_it_is_answered(
    full_house: House, referral: str
) -> None:
    client = full_house.by_key()
    asked = _ask(client, referral)
    assert (asked.status_code, asked.headers["etag"]) == (201, '"1"')
    told = asked.json()
    assert asked.headers["location"] == f"{QUESTIONS}/{told['id']}"
    assert client.get(asked.headers["location"]).json() == told
    assert told["record"]["asked"] == "Kuidas läheb?"
    assert told["days"] == 5
    full_house.clock.pass_by(days=14)
    assert client.get(asked.headers["location"]).json()["days"] < 0
    answered = _answer(client, told["id"])
    assert (answered.status_code, answered.headers["etag"]) == (200, '"2"')
    assert answered.json()["days"] is None
    assert answered.json()["due"] == told["due"]
    assert answered.json()["record"]["answered"] == TODAY.isoformat()


def test_the_same_key_keeps_one_question(full_house: House, referral: str) -> None:
    client = full_house.by_key()
    first, again = _ask(client, referral), _ask(client, referral)
    assert first.json() == again.json()
    assert len(client.get(QUESTIONS).json()["items"]) == 1
    assert _ask(client, referral, asked="Muu?").status_code == 409


def test_an_answer_must_say_on_which_revision_it_rests(full_house: House, referral: str) -> None:
    client = full_house.by_key()
    one = _ask(client, referral).json()["id"]
    bare = {"answered": TODAY.isoformat(), "answer": "Hästi."}
    assert client.put(f"{QUESTIONS}/{one}/answer", json=bare).status_code == 428
    for wrong in ('"0"', '"2"', '"x"'):
        assert _answer(client, one, wrong).status_code == 412
    assert client.get(f"{QUESTIONS}/{one}").json()["record"]["answered"] is None
    assert _answer(client, one).status_code == 200
    assert _answer(client, one, answer="Halvasti.").status_code == 412
    assert _answer(client, one, "*", answer="Halvasti.").json()["revision"] == 3


def test_what_cannot_be_is_told_at_once(full_house: House, referral: str) -> None:
    client = full_house.by_key()
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    wrong = _ask(client, "R-none", received=tomorrow, asked=" ")
    assert wrong.status_code == 422
    assert _rules(wrong) == {"referral.unknown", "letter.future", "letter.empty"}
    one = _ask(client, referral, key="q2").json()["id"]
    early = (TODAY - timedelta(days=1)).isoformat()
    assert _rules(_answer(client, one, answered=early)) == {"letter.reversed"}
    assert _answer(client, "Q-none", "*").status_code == 404
    assert _answer(client, one, answer="x" * 2001).status_code == 422
    assert client.get(QUESTIONS).json()["items"][0]["revision"] == 1
    later = (AT + timedelta(minutes=1)).isoformat()
    assert _rules(_notice(client, referral, noticed=later)) == {"letter.future"}


def test_a_notice_keeps_both_moments(full_house: House, referral: str) -> None:
    client = full_house.by_key()
    kept = _notice(client, referral, better=True)
    assert kept.status_code == 201
    one = kept.json()["id"]
    assert (kept.json()["days"], kept.json()["record"]["told"]) == (0, None)
    full_house.clock.pass_by(days=3)
    assert client.get(f"{NOTICES}/{one}").json()["days"] < 0
    assert client.put(f"{NOTICES}/{one}/told").status_code == 428
    assert client.put(f"{NOTICES}/{one}/told", headers={"If-Match": '"2"'}).status_code == 412
    told = client.put(f"{NOTICES}/{one}/told", headers={"If-Match": '"1"'})
    assert (told.status_code, told.json()["days"]) == (200, None)
    moment = told.json()["record"]["told"]
    full_house.clock.pass_by(hours=1)
    again = client.put(f"{NOTICES}/{one}/told", headers={"If-Match": "*"})
    assert (again.json()["revision"], again.json()["record"]["told"]) == (2, moment)
    assert client.put(f"{NOTICES}/N-none/told", headers={"If-Match": "*"}).status_code == 404
    at_once = _notice(client, referral, key="n2", told=True).json()
    assert (at_once["days"], at_once["record"]["better"]) == (None, False)


def test_lists_are_told_page_by_page_and_by_what_is_open(
    full_house: House, referral: str, people: Provider
) -> None:
    client = full_house.by_key()
    other = next(one for one in people.referrals if one.id != referral)
    ids = [_ask(client, referral, key=f"q{n}").json()["id"] for n in range(3)]
    ids.append(_ask(client, other.id, key="q9").json()["id"])
    _answer(client, ids[1])
    found, after = [], None
    while True:
        page = client.get(QUESTIONS, params={"most": 3} | ({"after": after} if after else {}))
        found += [one["id"] for one in page.json()["items"]]
        after = page.json()["next"]
        if after is None:
            break
    assert found == ids

    def listed(**asked: Any) -> list[str]:
        return [one["id"] for one in client.get(QUESTIONS, params=asked).json()["items"]]

    assert listed(open=True) == [ids[0], ids[2], ids[3]]
    assert listed(open=False) == [ids[1]]
    assert listed(referral=referral, open=True) == [ids[0], ids[2]]
    assert listed(client=other.client) == [ids[3]]
    assert client.get(QUESTIONS, params={"after": "!"}).status_code == 422
    noticed = [_notice(client, referral, key=f"n{n}").json()["id"] for n in range(2)]
    client.put(f"{NOTICES}/{noticed[0]}/told", headers={"If-Match": '"1"'})
    waiting = client.get(NOTICES, params={"open": True}).json()["items"]
    assert [one["id"] for one in waiting] == noticed[1:]


def test_nobody_waits_for_an_answer_under_a_closed_referral(
    full_house: House, referral: str
) -> None:
    client = full_house.by_key()
    one = _ask(client, referral).json()["id"]
    held = client.get(f"/api/v1/referrals/{referral}").json()["record"]
    closing = {"reason": "goals_met", "on": TODAY.isoformat(), "text": ""}
    path = f"/api/v1/referrals/{referral}"
    done = client.put(path, json=held | {"closing": closing}, headers={"If-Match": "*"})
    assert done.status_code == 200, done.text
    told = client.get(f"{QUESTIONS}/{one}").json()
    assert (told["days"], told["record"]["answered"]) == (None, None)
    assert told["due"] is not None


def test_another_providers_letters_are_as_absent(full_house: House, referral: str) -> None:
    client, stranger = full_house.by_key(), full_house.by_key(tenant=2)
    one = _ask(client, referral).json()["id"]
    assert stranger.get(QUESTIONS).json()["items"] == []
    assert stranger.get(f"{QUESTIONS}/{one}").status_code == 404
    assert _answer(stranger, one, "*").status_code == 404


def test_statements_of_a_list_do_not_grow_with_it(full_house: House, people: Provider) -> None:
    sent: list[str] = []
    client = full_house.by_key()
    with full_house.store.write(Actor(1, "test"), AT) as unit:
        for one in people.referrals[:20]:
            assert not keep_request(unit, one.id, TODAY, "?")
    event.listen(
        full_house.store.engine, "before_cursor_execute", lambda *told: sent.append(told[2])
    )

    def count(most: int) -> int:
        begun = len(sent)
        assert len(client.get(QUESTIONS, params={"most": most}).json()["items"]) == most
        return len(sent) - begun

    assert count(1) == count(20)
