"""A calendar whose address tells nothing: the secret goes along as a password."""

from typing import Any

import pytest

from api.routes.calendars import password_of
from api.security.rights import Role
from api.store.people import put_provider
from api.store.unit import Actor
from domain.provider import Provider
from tests.api.routes.conftest import SITE, House, NewHouse
from tests.api.store.places import AT


def made(house: House, people: Provider, worker: str = "W01") -> Any:
    """A new address of a worker's calendar."""
    with house.store.write(Actor(1, "test"), AT) as unit:
        put_provider(unit, people)
    client = house.signed_in(Role.WORKER, person=worker)
    answer = client.post("/api/v1/me/calendars", headers={"Idempotency-Key": worker})
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.mark.parametrize("how", ["secret", "password"])
def test_an_address_without_the_secret_opens_by_password_alone(
    new_house: NewHouse, people: Provider, how: str
) -> None:
    house = new_house(calendar_addresses=how)
    told = made(house, people)
    secret, path = told["secret"], f"/calendars/{told['id']}.ics"
    nobody = house.nobody()
    asked = nobody.get(path)
    assert (asked.status_code, asked.headers["www-authenticate"][:5]) == (401, "Basic")
    opened = nobody.get(path, auth=(told["id"], secret))
    assert opened.status_code == 200
    assert opened.headers["content-type"].startswith("text/calendar")
    for wrong in ("", "tpf_x", secret[:-1], secret.upper()):
        assert nobody.get(path, auth=(told["id"], wrong)).status_code == 401
    assert nobody.get(f"/calendars/F{'0' * 16}.ics", auth=("x", secret)).status_code == 401


def test_where_the_operator_says_so_no_address_holds_a_secret(
    new_house: NewHouse, people: Provider
) -> None:
    house = new_house(calendar_addresses="password")
    told = made(house, people)
    assert told["address"] == f"{SITE}/calendars/{told['id']}.ics"
    assert told["secret"] not in told["address"]
    nobody = house.nobody()
    assert nobody.get(f"/calendars/{told['secret']}.ics").status_code == 404
    assert nobody.get(told["address"], auth=("x", told["secret"])).status_code == 200


def test_a_revoked_address_asks_for_a_password_and_takes_none(
    house: House, people: Provider
) -> None:
    told = made(house, people)
    client = house.signed_in(Role.WORKER, person="W01")
    assert client.delete(f"/api/v1/me/calendars/{told['id']}").status_code == 204
    path = f"/calendars/{told['id']}.ics"
    assert house.nobody().get(path, auth=("x", told["secret"])).status_code == 401


@pytest.mark.parametrize(
    ("header", "password"),
    [
        ("Basic eDp0cGZfYQ==", "tpf_a"),
        ("basic OnRwZl9hOmI=", "tpf_a:b"),
        ("Basic not base64", ""),
        ("Basic //8=", ""),
        ("Bearer eDp0cGZfYQ==", ""),
        ("", ""),
    ],
)
def test_any_header_may_come_along(header: str, password: str) -> None:
    class Asked:
        headers = {"authorization": header}  # noqa: RUF012 - of one test

    assert password_of(Asked()) == password  # type: ignore[arg-type]
