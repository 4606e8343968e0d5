"""Signing in through a service of others, tried against a real, certified provider."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from api.journeys.accounts import add_member, change_roles, disable_account, link_account
from api.journeys.sign_in_elsewhere import (
    FAILED,
    OFF,
    STRANGER,
    come_back,
    go_elsewhere,
    service_of,
)
from api.journeys.who_is_it import who_is_it
from api.security import oidc
from api.security.oidc import ElsewhereError, Identity, Service, begin_elsewhere, finish_elsewhere
from api.security.rights import Role
from api.security.seal import Key
from api.settings import Settings
from api.store.logins import Stage
from api.store.unit import Actor, Store
from tests.api.security.conftest import CLIENT, REDIRECT, SECRET, Elsewhere

KEY = Key(bytes(range(32)))
ADMIN = Actor(1, "command")
MARI = "EE60001018800"


def now() -> datetime:
    """Tokens of a real provider hold by its clock."""
    return datetime.now(UTC)


@pytest.fixture
def service(elsewhere: Elsewhere) -> Service:
    elsewhere.next(sub=MARI, acr="high", amr=["smartid"])
    return Service(elsewhere.issuer, CLIENT, SECRET, REDIRECT, "openid idcard mid smartid")


def test_who_comes_back_is_named_by_issuer_and_subject(
    elsewhere: Elsewhere, service: Service
) -> None:
    begun = begin_elsewhere(service, KEY, now())
    query = elsewhere.send(begun.url)
    found = finish_elsewhere(service, KEY, now(), begun.ticket, query)
    assert found == Identity(elsewhere.issuer, MARI, "high", ("smartid",))


def test_what_is_sent_along_is_code_flow_with_pkce_state_and_nonce(service: Service) -> None:
    begun = begin_elsewhere(service, KEY, now())
    told = {name: values[0] for name, values in parse_qs(urlsplit(begun.url).query).items()}
    assert told["response_type"] == "code"
    assert told["code_challenge_method"] == "S256"
    assert told["redirect_uri"] == REDIRECT
    assert told["scope"] == "openid idcard mid smartid"
    assert min(len(told[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    assert not any(told[name] in begun.ticket for name in ("state", "nonce"))
    again = begin_elsewhere(service, KEY, now())
    assert told["state"] not in again.url
    assert told["nonce"] not in again.url


def test_a_code_serves_once(elsewhere: Elsewhere, service: Service) -> None:
    begun = begin_elsewhere(service, KEY, now())
    query = elsewhere.send(begun.url)
    finish_elsewhere(service, KEY, now(), begun.ticket, query)
    with pytest.raises(ElsewhereError):
        finish_elsewhere(service, KEY, now(), begun.ticket, query)


def test_whoever_was_sent_from_another_browser_does_not_come_in(
    elsewhere: Elsewhere, service: Service
) -> None:
    mine, theirs = (begin_elsewhere(service, KEY, now()) for _ in range(2))
    query = elsewhere.send(theirs.url)
    for ticket in (mine.ticket, "", "00", "no ticket", mine.ticket[:-2]):
        with pytest.raises(ElsewhereError):
            finish_elsewhere(service, KEY, now(), ticket, query)
    with pytest.raises(ElsewhereError):
        finish_elsewhere(service, Key(bytes(32)), now(), theirs.ticket, query)


def test_a_state_that_was_changed_is_refused(elsewhere: Elsewhere, service: Service) -> None:
    begun = begin_elsewhere(service, KEY, now())
    told = parse_qs(elsewhere.send(begun.url))
    for query in (f"code={told['code'][0]}", f"code={told['code'][0]}&state=other", ""):
        with pytest.raises(ElsewhereError):
            finish_elsewhere(service, KEY, now(), begun.ticket, query)


def test_an_answer_of_another_service_is_refused(elsewhere: Elsewhere, service: Service) -> None:
    begun = begin_elsewhere(service, KEY, now())
    query = elsewhere.send(begun.url)
    mixed = query.replace("iss=http", "iss=https")
    assert mixed != query
    with pytest.raises(ElsewhereError, match="another service"):
        finish_elsewhere(service, KEY, now(), begun.ticket, mixed)


def test_whoever_comes_back_after_ten_minutes_is_too_late(
    elsewhere: Elsewhere, service: Service
) -> None:
    begun = begin_elsewhere(service, KEY, now() - timedelta(minutes=10))
    with pytest.raises(ElsewhereError, match="too late"):
        finish_elsewhere(service, KEY, now(), begun.ticket, elsewhere.send(begun.url))


def test_whoever_goes_away_there_is_not_let_in_here(elsewhere: Elsewhere, service: Service) -> None:
    elsewhere.next(refuse=True)
    begun = begin_elsewhere(service, KEY, now())
    with pytest.raises(ElsewhereError, match="user_cancel"):
        finish_elsewhere(service, KEY, now(), begun.ticket, elsewhere.send(begun.url))


def test_a_wrong_secret_of_ours_is_refused_there(elsewhere: Elsewhere, service: Service) -> None:
    begun = begin_elsewhere(service, KEY, now())
    query = elsewhere.send(begun.url)
    wrong = replace(service, client_secret="other")  # noqa: S106 - wrong on purpose
    with pytest.raises(ElsewhereError):
        finish_elsewhere(wrong, KEY, now(), begun.ticket, query)


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("nonce", "another"),
        ("aud", "somebody else"),
        ("iss", "https://elsewhere.example"),
        ("exp", 1_000_000_000),
        ("sub", None),
        ("nonce", None),
    ],
)
def test_a_token_that_says_something_else_is_refused(claim: str, value: object) -> None:
    service = Service("https://tara.example", CLIENT, SECRET, REDIRECT)
    signer = RSAKey.generate_key(3072)
    claims: dict[str, object] = {
        "iss": service.issuer,
        "aud": CLIENT,
        "sub": MARI,
        "exp": 2_000_000_000,
        "iat": 1_700_000_000,
        "nonce": "N",
        "acr": "high",
        "amr": ["mid"],
    }
    at = datetime(2026, 11, 23, tzinfo=UTC)
    keys = {"keys": [signer.as_dict(private=False)]}

    def token(told: dict[str, object], **header: str) -> dict[str, str]:
        return {"id_token": jwt.encode({"alg": "RS256", **header}, told, signer)}

    found = oidc._identity(service, token(claims), keys, "N", at)  # noqa: SLF001 - the core of it
    assert found == Identity(service.issuer, MARI, "high", ("mid",))
    other = {name: one for name, one in {**claims, claim: value}.items() if one is not None}
    with pytest.raises(JoseError):
        oidc._identity(service, token(other), keys, "N", at)  # noqa: SLF001
    with pytest.raises(JoseError):
        oidc._identity(  # noqa: SLF001
            service, token(claims), {"keys": [RSAKey.generate_key(3072).as_dict()]}, "N", at
        )
    head, body, _ = token(claims)["id_token"].split(".")
    with pytest.raises(JoseError):
        oidc._identity(service, {"id_token": f"{head}.{body}."}, keys, "N", at)  # noqa: SLF001


def test_a_service_that_says_it_is_another_one_is_not_trusted(service: Service) -> None:
    other = service.issuer.replace("127.0.0.1", "localhost")
    with pytest.raises(ElsewhereError, match="another one"):
        begin_elsewhere(replace(service, issuer=other), KEY, now())


@pytest.mark.parametrize(
    "issuer", ["http://127.0.0.1:9", "http://tara.example", "", "file:///etc/passwd"]
)
def test_a_service_that_cannot_be_reached_safely_is_told(issuer: str) -> None:
    with pytest.raises(ElsewhereError):
        begin_elsewhere(Service(issuer, CLIENT, SECRET, REDIRECT), KEY, now())


def account(store: Store, *roles: Role) -> str:
    invited, findings = add_member(store, ADMIN, now(), "mari@naidis.ee", "Mari", roles)
    assert invited is not None, findings
    return invited.account


def test_a_linked_account_comes_in_and_a_stranger_does_not(
    store: Store, elsewhere: Elsewhere, service: Service
) -> None:
    mari = account(store, Role.FINANCE)
    begun, _ = go_elsewhere(store, now(), service)
    assert begun is not None
    back = (service, begun.ticket, elsewhere.send(begun.url))
    assert come_back(store, now(), *back) == (None, [STRANGER])
    assert link_account(store, ADMIN, now(), mari, service.issuer, MARI) == []
    begun, _ = go_elsewhere(store, now(), service)
    assert begun is not None
    signed, findings = come_back(store, now(), service, begun.ticket, elsewhere.send(begun.url))
    assert signed is not None, findings
    assert (signed.stage, signed.tenant) == (Stage.OPEN, 1)
    known = who_is_it(store, now(), signed.cookie)
    assert known is not None
    assert known.caller.roles == {Role.FINANCE}


@pytest.mark.parametrize(("acr", "stage"), [("low", Stage.SET_UP), ("substantial", Stage.OPEN)])
def test_only_a_service_that_is_sure_enough_stands_in_for_the_second_factor(
    store: Store, elsewhere: Elsewhere, service: Service, acr: str, stage: Stage
) -> None:
    mari = account(store, Role.FINANCE)
    link_account(store, ADMIN, now(), mari, service.issuer, MARI)
    elsewhere.next(sub=MARI, acr=acr, amr=["mid"])
    begun, _ = go_elsewhere(store, now(), service)
    assert begun is not None
    signed, _ = come_back(store, now(), service, begun.ticket, elsewhere.send(begun.url))
    assert signed is not None
    assert signed.stage is stage


def test_a_disabled_account_stays_out_and_an_identity_has_one_account(
    store: Store, elsewhere: Elsewhere, service: Service
) -> None:
    mari = account(store, Role.COORDINATOR)
    link_account(store, ADMIN, now(), mari, service.issuer, MARI)
    other, _ = add_member(store, ADMIN, now(), "jaan@naidis.ee", "Jaan", {Role.PLANNER})
    assert other is not None
    taken = link_account(store, ADMIN, now(), other.account, service.issuer, MARI)
    assert [one.rule for one in taken] == ["access.identity_taken"]
    disable_account(store, ADMIN, now(), mari)
    begun, _ = go_elsewhere(store, now(), service)
    assert begun is not None
    back = come_back(store, now(), service, begun.ticket, elsewhere.send(begun.url))
    assert back == (None, [STRANGER])


def test_a_name_given_elsewhere_is_forgotten_when_an_account_begins_anew(
    store: Store, service: Service
) -> None:
    mari = account(store, Role.COORDINATOR)
    link_account(store, ADMIN, now(), mari, service.issuer, MARI)
    with store.write(ADMIN, now()) as unit:
        assert change_roles(unit, mari, ()) == []
    assert account(store, Role.PLANNER) == mari
    assert link_account(store, ADMIN, now(), mari, service.issuer, MARI) == []


def test_without_a_service_nobody_is_sent_anywhere(store: Store) -> None:
    assert go_elsewhere(store, now(), None) == (None, [OFF])
    assert come_back(store, now(), None, "", "") == (None, [OFF])
    nowhere = Service("http://127.0.0.1:9", CLIENT, SECRET, REDIRECT)
    assert go_elsewhere(store, now(), nowhere) == (None, [FAILED])


def test_the_service_is_what_the_operator_set(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(f"{SECRET}\n", "utf-8")
    settings = Settings(
        public_url="https://plaan.example/",
        oidc_issuer="https://tara.example",
        oidc_client_id=CLIENT,
        oidc_secret_file=secret,
        oidc_scopes="openid mid",
        oidc_strong="high",
    )
    found = Service(
        "https://tara.example",
        CLIENT,
        SECRET,
        "https://plaan.example/api/v1/sign-in/elsewhere/back",
        "openid mid",
        frozenset({"high"}),
    )
    assert service_of(settings) == (found, [])
    assert SECRET not in repr(found)
    assert service_of(Settings()) == (None, [])


@pytest.mark.parametrize(
    "told",
    [{}, {"oidc_client_id": "x"}, {"oidc_secret_file": "nowhere"}, {"oidc_scopes": "profile"}],
)
def test_a_service_that_is_set_by_halves_is_told(
    tmp_path: Path, told: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("secret").write_text(SECRET, "utf-8")
    whole = {"oidc_client_id": CLIENT, "oidc_secret_file": "secret"}
    named: dict[str, Any] = {**({} if told == {} else whole), **told}
    if "oidc_client_id" in told:
        del named["oidc_secret_file"]
    service, findings = service_of(Settings(oidc_issuer="https://tara.example", **named))
    assert service is None
    assert [one.rule for one in findings] == ["house.oidc"]
