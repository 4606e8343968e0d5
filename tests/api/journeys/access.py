"""People who sign in, in the tests of it: invented, with their passwords and telephones."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pyotp
import pytest

from api.journeys.accounts import add_member
from api.journeys.own_account import begin_second_factor, confirm_second_factor
from api.journeys.sign_in import SignedIn, accept_invitation, enter_code, sign_in
from api.security import passwords
from api.security.passwords import Verdict
from api.security.rights import Role
from api.store.logins import Stage
from api.store.unit import Actor, Store
from domain.finding import Finding

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ADMIN = Actor(1, "command")
OTHER_ADMIN = Actor(2, "command")
ADDRESS = "192.0.2.1"
PASSWORD = "kolm rebast metsas"  # noqa: S105 - an invented one
OTHER_PASSWORD = "neli hunti õues kevadel"  # noqa: S105 - an invented one


@dataclass(frozen=True)
class Person:
    """Somebody with an account; the telephone's secret where there is one."""

    login: str
    account: str
    cookie: str
    secret: str = ""

    def code(self, at: datetime) -> str:
        return pyotp.TOTP(self.secret).at(at)


@dataclass
class Hashes:
    """How many passwords were tried."""

    tried: int = 0


@pytest.fixture
def hashes(monkeypatch: pytest.MonkeyPatch) -> Hashes:
    """Hashing that costs nothing and is counted; what is right stays right."""
    counted = Hashes()

    def try_one(kept: str | None, password: str) -> Verdict:
        counted.tried += 1
        return Verdict(kept == f"hash of {password}")

    for module in ("sign_in", "own_account"):
        monkeypatch.setattr(f"api.journeys.{module}.try_password", try_one)
        monkeypatch.setattr(f"api.journeys.{module}.hash_password", lambda one: f"hash of {one}")
    assert passwords.AT_ONCE == 2
    return counted


def invite(
    store: Store,
    login: str,
    *roles: Role,
    actor: Actor = ADMIN,
    person: str = "",
    at: datetime = AT,
) -> tuple[str, str]:
    """Account and invitation of somebody new."""
    invited, findings = add_member(store, actor, at, login, "Mari Maasikas", roles, person)
    assert invited is not None, findings
    return invited.account, invited.secret


def come_in(
    store: Store,
    login: str,
    *roles: Role,
    actor: Actor = ADMIN,
    person: str = "",
    at: datetime = AT,
) -> Person:
    """Somebody invited who chose a password, set up a telephone where it must be, and is in."""
    account, secret = invite(store, login, *roles, actor=actor, person=person, at=at)
    signed, findings = accept_invitation(store, at, secret, PASSWORD, ADDRESS)
    assert signed is not None, findings
    if signed.stage is Stage.OPEN:
        return Person(login, account, signed.cookie)
    return set_up(store, login, account, signed.cookie, at)


def set_up(store: Store, login: str, account: str, cookie: str, at: datetime) -> Person:
    """The same with a telephone."""
    begun, findings = begin_second_factor(store, at, cookie)
    assert begun is not None, findings
    code = pyotp.TOTP(begun.secret).at(at)
    told = (store, at, cookie, begun.ticket, code, ADDRESS)
    signed, findings = confirm_second_factor(*told, password=PASSWORD)
    assert signed is not None, findings
    return Person(login, account, signed.cookie, begun.secret)


def sign_in_again(store: Store, person: Person, at: datetime) -> SignedIn:
    """In once more, by password and telephone."""
    signed, findings = sign_in(store, at, person.login, PASSWORD, ADDRESS)
    assert signed is not None, findings
    if signed.stage is Stage.CODE:
        signed, findings = enter_code(store, at, signed.cookie, person.code(at), ADDRESS)
    assert signed is not None, findings
    return signed


def rules(findings: list[Finding]) -> list[str]:
    """Which rules speak."""
    return [one.rule for one in findings]


def later(**told: int) -> datetime:
    """So long after the beginning."""
    return AT + timedelta(**told)
