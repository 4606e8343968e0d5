"""Browsers: in by password, out again; nothing forged changes anything; headers keep pages safe."""

import logging
from pathlib import Path
from typing import Any

import pytest

from api.journeys.accounts import add_member
from api.journeys.sign_in import SignedIn
from api.routes.problems import told_finding
from api.routes.rates import Rates
from api.security.oidc import Begun
from api.security.rights import Role
from api.store.logins import Stage
from api.store.unit import Actor
from domain.finding import Finding
from tests.api.routes.conftest import COOKIE, SITE, House, NewHouse
from tests.api.store.places import AT

PASSWORD = "kolm väikest kassi aknal"  # noqa: S105 - nobody's
LOGIN = "mari@example.ee"
PUT = {"name": "Mari", "home": "tartu", "languages": ["et"]}
NEW = {"If-None-Match": "*"}
HERE = "/api/v1/clients/C900"


def _invited(house: House, *roles: Role) -> Any:
    told, found = add_member(house.store, Actor(1, "test"), AT, LOGIN, "Mari Maasikas", roles)
    assert told is not None, found
    client = house.nobody()
    client.headers["Origin"] = SITE
    body = {"secret": told.secret, "password": PASSWORD}
    answer = client.post("/api/v1/sign-in/invitation", json=body)
    assert answer.status_code == 200, answer.text
    return client, answer


def test_whoever_is_invited_chooses_a_password_and_is_in(house: House) -> None:
    client, answer = _invited(house, Role.COORDINATOR)
    assert (answer.json()["stage"], answer.json()["provider"]) == ("open", 1)
    line = answer.headers["set-cookie"]
    assert line.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(line.split("; "))
    me = client.get("/api/v1/me").json()
    assert (me["login"], me["provider"]) == (LOGIN, 1)
    assert "people:change" in me["rights"]
    client.headers["X-CSRF-Token"] = me["csrf_token"]
    assert client.put(HERE, json=PUT, headers=NEW).status_code == 200
    out = client.post("/api/v1/sign-out", json={})
    assert (out.status_code, out.headers["clear-site-data"]) == (204, '"cache", "storage"')
    assert client.get("/api/v1/me").status_code == 401


def test_a_wrong_password_is_refused_and_then_must_wait(house: House) -> None:
    _invited(house, Role.COORDINATOR)
    client = house.nobody()
    statuses = []
    for _ in range(12):
        body = {"login": LOGIN, "password": "not this one"}
        answer = client.post("/api/v1/sign-in", json=body)
        statuses.append(answer.status_code)
        assert "not this one" not in answer.text
    assert set(statuses) == {401, 429}
    assert answer.headers["retry-after"].isdecimal()
    assert answer.json()["findings"][0]["rule"] == "sign_in.wait"


def test_whoever_needs_a_second_factor_may_do_nothing_before_it(house: House) -> None:
    client, answer = _invited(house, Role.ADMINISTRATOR)
    assert answer.json()["stage"] == "set_up"
    assert client.get("/api/v1/accounts").status_code == 403
    client.headers["X-CSRF-Token"] = client.get("/api/v1/me").json()["csrf_token"]
    begun = client.post("/api/v1/me/second-factor")
    assert begun.json()["address"].startswith("otpauth://")


@pytest.mark.parametrize(
    "forged",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "0" * 64},
    ],
)
def test_a_change_that_another_page_sends_is_refused(house: House, forged: dict[str, str]) -> None:
    client = house.signed_in(Role.COORDINATOR)
    answer = client.put(HERE, json=PUT, headers=NEW | forged)
    assert (answer.status_code, answer.json()["type"][-6:]) == (403, "forged")
    assert client.put(HERE, json=PUT, headers=NEW).status_code == 200
    key = house.by_key()
    assert key.get(HERE).headers["etag"] == '"1"'


def test_a_service_of_others_is_as_absent_where_none_is_named(house: House) -> None:
    client = house.nobody()
    for path in ("/api/v1/sign-in/elsewhere", "/api/v1/sign-in/elsewhere/back?code=x&state=y"):
        assert client.get(path, follow_redirects=False).status_code == 404


def test_whoever_a_service_names_comes_in_with_a_cookie_of_ours(
    new_house: NewHouse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("shared")
    house = new_house(
        oidc_issuer="https://who.example.ee",
        oidc_client_id="house",
        oidc_secret_file=tmp_path / "secret",
    )
    asked: list[tuple[str, str]] = []

    def go(*_told: object) -> tuple[Begun, list[Finding]]:
        return Begun("https://who.example.ee/authorize?state=s", "ab12"), []

    def back(*told: Any) -> tuple[SignedIn | None, list[Finding]]:
        asked.append((told[3], told[4]))
        if "state=s" not in told[4]:
            return None, [Finding("sign_in.elsewhere_failed", "")]
        return SignedIn("our-cookie", Stage.OPEN, "A1", "Mari", 1, ()), []

    monkeypatch.setattr("api.routes.elsewhere.go_elsewhere", go)
    monkeypatch.setattr("api.routes.elsewhere.come_back", back)
    client = house.nobody()
    here = {"Sec-Fetch-Site": "same-origin"}
    sent = client.get("/api/v1/sign-in/elsewhere", headers=here, follow_redirects=False)
    assert (sent.status_code, sent.headers["location"][:22]) == (303, "https://who.example.ee")
    came = client.get("/api/v1/sign-in/elsewhere/back?code=c&state=s", follow_redirects=False)
    assert (came.status_code, came.headers["location"]) == (303, "/")
    assert f"{COOKIE}=our-cookie" in came.headers["set-cookie"]
    assert asked == [("ab12", "code=c&state=s")]
    wrong = client.get("/api/v1/sign-in/elsewhere/back?code=c&state=x", follow_redirects=False)
    assert wrong.status_code == 401
    assert "set-cookie" not in wrong.headers


@pytest.mark.parametrize("site", ["cross-site", "same-site", None])
def test_no_page_of_others_begins_a_sign_in_elsewhere(
    new_house: NewHouse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, site: str | None
) -> None:
    (tmp_path / "secret").write_text("shared")
    named = {"oidc_issuer": "https://who.example.ee", "oidc_client_id": "house"}
    house = new_house(**named, oidc_secret_file=tmp_path / "secret")
    begun: list[object] = []
    monkeypatch.setattr("api.routes.elsewhere.go_elsewhere", lambda *told: begun.append(told))
    headers = {"Sec-Fetch-Site": site} if site else {}
    answer = house.nobody().get(
        "/api/v1/sign-in/elsewhere", headers=headers, follow_redirects=False
    )
    assert (answer.status_code, begun) == (403, [])


def test_nobody_is_signed_in_by_another_page(house: House) -> None:
    client = house.nobody()
    body = {"login": LOGIN, "password": PASSWORD}
    headers = {"Origin": "https://elsewhere.example"}
    assert client.post("/api/v1/sign-in", json=body, headers=headers).status_code == 403


def test_every_answer_has_the_headers_that_keep_pages_safe(house: House) -> None:
    client = house.nobody()
    for path in ("/livez", "/nowhere", "/api/v1/clients"):
        headers = client.get(path).headers
        assert "unsafe" not in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "no-referrer"
        assert "max-age" in headers["strict-transport-security"]
        assert len(headers["x-request-id"]) == 36


def test_a_cookie_of_a_house_behind_tls_belongs_to_its_host_alone(new_house: NewHouse) -> None:
    house = new_house(public_url="https://plaan.example.ee")
    told, _ = add_member(
        house.store, Actor(1, "test"), AT, LOGIN, "Mari Maasikas", [Role.COORDINATOR]
    )
    assert told is not None
    body = {"secret": told.secret, "password": PASSWORD}
    answer = house.nobody().post("/api/v1/sign-in/invitation", json=body)
    line = answer.headers["set-cookie"]
    assert line.startswith("__Host-tugiplaan=")
    assert "Secure" in line.split("; ")


def test_whoever_asks_too_often_is_told_when_to_come_again(new_house: NewHouse) -> None:
    house = new_house(requests_a_minute=60, requests_at_once=5)
    one, other = house.by_key(), house.by_key(tenant=2)
    statuses = [one.get("/api/v1/clients").status_code for _ in range(6)]
    assert statuses == [200] * 5 + [429]
    assert other.get("/api/v1/clients").status_code == 200
    answer = one.get("/api/v1/clients")
    assert answer.headers["retry-after"] == "1"
    house.clock.pass_by(seconds=1)
    assert one.get("/api/v1/clients").status_code == 200
    assert [other.get("/livez").status_code for _ in range(9)].count(429) > 0


def test_a_bucket_fills_as_time_passes_and_never_over() -> None:
    rates = Rates(a_minute=60, at_once=2)
    assert [rates.take("a", AT) for _ in range(3)] == [0, 0, 1]
    assert rates.take("b", AT) == 0
    later = AT.replace(hour=9)
    assert [rates.take("a", later) for _ in range(3)] == [0, 0, 1]


def test_the_log_tells_ids_and_nothing_that_anybody_wrote(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    client = house.by_key()
    code = "47101010033"
    record = PUT | {"name": "Mari Erakordne", "personal_code": code, "themes": ["depression"]}
    with caplog.at_level(logging.DEBUG):
        client.put(HERE, json=record, headers=NEW)
        client.put(HERE, json=record | {"born": "Erakordne"}, headers=NEW)
        client.get(HERE)
        client.get("/api/v1/clients?status=Erakordne")
        client.get("/api/v1/Erakordne")
        client.get("/calendars/tpf_Erakordne.ics")
        client.post("/api/v1/sign-in", json={"login": "Erakordne", "password": "Erakordne"})
    lines = [str(one.__dict__) for one in caplog.records if one.name.startswith("tugiplaan")]
    assert len(lines) >= 7
    for word in ("Erakordne", code, "depression", "Mari"):
        assert not [line for line in lines if word in line], word
    answered = [one.__dict__ for one in caplog.records if one.message == "answered"]
    assert answered[0]["route"] == "/api/v1/clients/{id}"
    assert answered[0]["caller"].startswith("key:")
    figures = house.nobody().get("/metrics").text
    assert "Erakordne" not in figures
    assert 'route="/api/v1/clients/{id}"' in figures


def test_a_finding_that_nobody_wrote_a_sentence_for_is_told_by_its_rule() -> None:
    told = told_finding("en", Finding("nobody.wrote_it", "C1"))
    assert told == {"rule": "nobody.wrote_it", "about": "C1", "sentence": "nobody.wrote_it"}


def test_a_fault_inside_is_told_to_nobody_outside(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_told: object) -> None:
        message = "Mari Erakordne is ill"
        raise RuntimeError(message)

    monkeypatch.setattr("api.routes.records.look_at", fail)
    answer = house.by_key().get(HERE)
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "Erakordne" not in answer.text + str([one.__dict__ for one in caplog.records])
    (noted,) = [one for one in caplog.records if one.message == "fault inside"]
    assert answer.headers["x-request-id"] == noted.__dict__["request"]
    assert noted.__dict__["kind"] == "RuntimeError"


def test_a_number_that_comes_along_is_not_the_number_of_the_request(house: House) -> None:
    own = "11111111-2222-4333-8444-555555555555"
    told = [house.nobody().get("/livez", headers={"X-Request-Id": own}) for _ in range(2)]
    assert len({own, *(one.headers["x-request-id"] for one in told)}) == 3
