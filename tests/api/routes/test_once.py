"""Requests by their key: done once, however often they come."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from api.security.rights import Role
from tests.api.clients import TestClient
from tests.api.routes.conftest import House
from tests.api.store.places import AT

HERE = "/api/v1/clients"
LADY = {"id": "C900", "name": "Mari Näidis", "home": "tartu", "languages": ["et"]}
AT_ONCE = 24


def _post(client: TestClient, key: str, **more: Any) -> Any:
    return client.post(HERE, json=LADY | more, headers={"Idempotency-Key": key})


def test_the_same_request_is_answered_again_and_not_done_again(house: House) -> None:
    client = house.by_key()
    first, again = _post(client, "a"), _post(client, "a")
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.content, first.headers["etag"]) == (again.content, again.headers["etag"])
    assert first.headers["location"] == again.headers["location"] == f"{HERE}/C900"
    assert client.get(f"{HERE}/C900").headers["etag"] == '"1"'
    assert _post(client, "b").status_code == 412


def test_a_key_that_comes_with_other_words_is_refused(house: House) -> None:
    client = house.by_key()
    _post(client, "a")
    other = _post(client, "a", name="Teine")
    assert (other.status_code, other.json()["type"]) == (409, "urn:tugiplaan:problem:key_used")
    stranger = house.by_key(tenant=2)
    assert _post(stranger, "a").status_code == 201


def test_a_request_without_a_key_or_with_a_strange_one_is_refused(house: House) -> None:
    client = house.by_key()
    for headers in ({}, {"Idempotency-Key": ""}, {"Idempotency-Key": "x" * 101}):
        assert client.post(HERE, json=LADY, headers=headers).status_code == 422
    assert client.get(f"{HERE}/C900").status_code == 404


def test_what_was_refused_can_be_asked_again_by_its_key(house: House) -> None:
    client = house.by_key()
    assert _post(client, "a", home="kuu").status_code == 422
    assert _post(client, "a").status_code == 201


def test_of_many_at_once_one_is_done_and_all_are_answered_alike(house: House) -> None:
    client = house.by_key()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(pool.map(lambda _: _post(client, "a"), range(AT_ONCE)))
    assert {one.status_code for one in answers} == {201}
    assert len({one.content for one in answers}) == 1
    assert len(client.get(HERE).json()["items"]) == 1


def test_a_secret_is_told_once_and_never_again(house: House) -> None:
    client = house.signed_in(Role.ADMINISTRATOR)
    body = {"name": "books", "scopes": ["people:look"], "ends": AT.replace(year=2027).isoformat()}
    headers = {"Idempotency-Key": "a"}
    first = client.post("/api/v1/keys", json=body, headers=headers)
    again = client.post("/api/v1/keys", json=body, headers=headers)
    assert first.status_code == again.status_code == 201, first.text
    assert first.json()["secret"].startswith("tpk_")
    assert again.json() == first.json() | {"secret": ""}
    assert len(client.get("/api/v1/keys").json()["items"]) == 1
