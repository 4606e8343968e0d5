"""One's own logins through the doors: with the cookie, the word against forging, and a proof."""

import pyotp

from api.journeys.accounts import add_member
from api.security.rights import Role
from api.store.unit import Actor
from tests.api.clients import TestClient
from tests.api.routes.conftest import SITE, House
from tests.api.store.places import AT

PASSWORD = "kolm väikest kassi aknal"  # noqa: S105 - nobody's
LOGIN = "mari@example.ee"
ME = "/api/v1/me"


def come_in(house: House, *roles: Role) -> TestClient:
    """Mari in a browser of her own."""
    told, found = add_member(house.store, Actor(1, "test"), AT, LOGIN, "Mari Maasikas", roles)
    assert told is not None, found
    client = house.nobody()
    client.headers["Origin"] = SITE
    body = {"secret": told.secret, "password": PASSWORD}
    assert client.post("/api/v1/sign-in/invitation", json=body).status_code == 200
    client.headers["X-CSRF-Token"] = client.get(ME).json()["csrf_token"]
    return client


def test_a_login_is_listed_and_ended_after_a_proof(house: House) -> None:
    client = come_in(house, Role.COORDINATOR)
    other = house.nobody()
    body = {"login": LOGIN, "password": PASSWORD}
    assert other.post("/api/v1/sign-in", json=body).json()["stage"] == "open"
    items = client.get(f"{ME}/logins").json()["items"]
    assert [one["here"] for one in items].count(True) == 1
    (lost,) = (one["id"] for one in items if not one["here"])
    end = f"{ME}/logins/{lost}/end"
    wrong = client.post(end, json={"proof": "not this one"})
    assert wrong.status_code == 401
    assert "not this one" not in wrong.text
    forged = client.post(end, json={"proof": PASSWORD}, headers={"X-CSRF-Token": "x"})
    assert forged.status_code == 403
    assert other.get(ME).status_code == 200
    assert client.post(end, json={"proof": PASSWORD}).status_code == 204
    assert other.get(ME).status_code == 401
    assert client.post(end, json={"proof": PASSWORD}).status_code == 404
    assert house.nobody().get(f"{ME}/logins").status_code == 401


def test_codes_for_emergencies_are_told_once_and_let_in(house: House) -> None:
    client = come_in(house, Role.FINANCE)
    begun = client.post(f"{ME}/second-factor").json()
    code = pyotp.TOTP(begun["secret"]).at(AT)
    told = {"ticket": begun["ticket"], "code": code}
    assert client.post(f"{ME}/second-factor/confirm", json=told).status_code == 200
    client.headers["X-CSRF-Token"] = client.get(ME).json()["csrf_token"]
    made = client.post(f"{ME}/recovery-codes", json={"proof": PASSWORD})
    codes = made.json()["codes"]
    assert (made.status_code, len(codes)) == (200, 8)
    other = house.nobody()
    body = {"login": LOGIN, "password": PASSWORD}
    assert other.post("/api/v1/sign-in", json=body).json()["stage"] == "code"
    other.headers["X-CSRF-Token"] = other.get(ME).json()["csrf_token"]
    other.headers["Origin"] = SITE
    assert other.post("/api/v1/sign-in/code", json={"code": codes[0]}).json()["stage"] == "open"
    left = client.get(f"{ME}/logins").json()
    assert left["recovery_codes_left"] == 7
    assert not any(one in str(left) for one in codes)
