"""One's own account: another password, a second factor; whoever changes either is signed in anew.

Both end every other login of the account, so that whoever had got in is out again.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from api.journeys.sign_in import (
    BUSY,
    CODE,
    OVER,
    SignedIn,
    leave_to_try,
    second_factor_key,
    use_code,
)
from api.security.passwords import BusyError, hash_password, judge_password, try_password
from api.security.seal import SealError
from api.security.second_factor import address_for_telephone, new_shared_secret, step_of_code
from api.store.accounts import account_of_id, set_password, set_second_factor
from api.store.failures import forget_account, give_back
from api.store.logins import Login, Stage, end_logins, find_login, open_login
from api.store.unit import Actor, Store
from domain.finding import Finding

SET_UP_LASTS = timedelta(minutes=15)
WRONG_CODE = Finding("sign_in.code", "")


@dataclass(frozen=True, slots=True)
class SecondFactorBegun:
    """What a telephone is told, and what brings it back here."""

    secret: str = field(repr=False)
    address: str = field(repr=False)
    """``otpauth://…``, for a picture that the telephone reads."""
    ticket: str = field(repr=False)
    """Goes back with the first code: sealed, for this account and a quarter of an hour."""


def change_password(
    store: Store, at: datetime, cookie: str, current: str, new: str, address: str
) -> tuple[SignedIn | None, list[Finding]]:
    """Another password for oneself.

    Findings: ``sign_in.over``, ``sign_in.wait``, ``sign_in.busy``, ``password.wrong``, and those of
    ``judge_password``.
    """
    login = _open_login(store, at, cookie)
    if login is None:
        return None, [OVER]
    found = judge_password(new, login.account.login, login.account.name)
    if found:
        return None, found
    counters, wait = leave_to_try(store, at, login.account.login, address)
    if wait:
        return None, [wait]
    kept, fault = _try_and_hash(login, current, new)
    if fault:
        return None, [fault]
    with store.door(writes=True) as connection:
        held = account_of_id(connection, login.account.id, hold=True)
        again = find_login(connection, cookie, at)
        if again is None or held is None or held.password != login.account.password:
            return None, [OVER]
        set_password(connection, held.id, kept)
        forget_account(connection, counters[0])
        give_back(connection, counters[1])
        end_logins(connection, held.id)
        fresh = open_login(connection, held.id, Stage.OPEN, at, login.way, login.tenant)
    _record(store, at, login, "change password")
    return _signed(login, fresh, login.tenant), []


def begin_second_factor(
    store: Store, at: datetime, cookie: str
) -> tuple[SecondFactorBegun | None, list[Finding]]:
    """A new shared secret for a telephone; nothing is kept until its first code comes back."""
    with store.door() as connection:
        login = find_login(connection, cookie, at)
    if login is None or login.stage not in {Stage.OPEN, Stage.SET_UP}:
        return None, [OVER]
    secret = new_shared_secret()
    told = json.dumps({"secret": secret, "ends": (at + SET_UP_LASTS).isoformat()})
    sealed = second_factor_key(store).seal(told.encode(), _place(login))
    ticket = urlsafe_b64encode(sealed).decode()
    return SecondFactorBegun(secret, address_for_telephone(secret, login.account.login), ticket), []


def confirm_second_factor(
    store: Store, at: datetime, cookie: str, ticket: str, code: str, address: str, current: str = ""
) -> tuple[SignedIn | None, list[Finding]]:
    """Keep a second factor, now that the telephone has shown its first code.

    ``current``: a code of the second factor that there is already. Findings: ``sign_in.over``,
    ``sign_in.wait``, ``sign_in.code``.
    """
    with store.door() as connection:
        login = find_login(connection, cookie, at)
    secret = _open_ticket(store, at, login, ticket)
    if login is None or secret is None:
        return None, [OVER]
    counters, wait = leave_to_try(store, at, login.account.login, address)
    if wait:
        return None, [wait]
    step = step_of_code(secret, code, at, 0)
    if step is None:
        return None, [WRONG_CODE]
    with store.door(writes=True) as connection:
        held = account_of_id(connection, login.account.id, hold=True)
        again = find_login(connection, cookie, at)
        if again is None or held is None:
            return None, [OVER]
        if held.second_factor is not None and not use_code(connection, store, held, current, at):
            return None, [WRONG_CODE]
        set_second_factor(connection, held.id, secret, step, second_factor_key(store))
        forget_account(connection, counters[0])
        give_back(connection, counters[1])
        end_logins(connection, held.id)
        places = again.places
        only = places[0].tenant if len(places) == 1 else None
        tenant = again.tenant or only
        way = login.way if CODE in login.way.split() else f"{login.way} {CODE}"
        fresh = open_login(connection, held.id, Stage.OPEN, at, way, tenant)
    _record(store, at, login, "set up second factor")
    if login.stage is Stage.SET_UP and tenant is not None:
        with store.write(Actor(tenant, login.account.id), at) as unit:
            unit.note("sign in", f"account/{login.account.id}", way=way)
    return _signed(login, fresh, tenant), []


def _open_login(store: Store, at: datetime, cookie: str) -> Login | None:
    with store.door() as connection:
        login = find_login(connection, cookie, at)
    return login if login and login.stage is Stage.OPEN else None


def _try_and_hash(login: Login, current: str, new: str) -> tuple[str, Finding | None]:
    try:
        if not try_password(login.account.password, current).right:
            return "", Finding("password.wrong", "")
        return hash_password(new), None
    except BusyError:
        return "", BUSY


def _open_ticket(store: Store, at: datetime, login: Login | None, ticket: str) -> str | None:
    if login is None or login.stage not in {Stage.OPEN, Stage.SET_UP}:
        return None
    try:
        sealed = urlsafe_b64decode(ticket.encode("ascii"))
        told = json.loads(second_factor_key(store).open(sealed, _place(login)))
    except (SealError, binascii.Error, ValueError):
        return None
    secret: str = told["secret"]
    return secret if at < datetime.fromisoformat(told["ends"]) else None


def _place(login: Login) -> str:
    return f"account|second_factor_begun|{login.account.id}"


def _signed(login: Login, cookie: str, tenant: int | None) -> SignedIn:
    account = login.account
    return SignedIn(cookie, Stage.OPEN, account.id, account.name, tenant, login.places)


def _record(store: Store, at: datetime, login: Login, action: str) -> None:
    """On the record of every provider that trusts the account."""
    for place in login.places:
        with store.write(Actor(place.tenant, login.account.id), at) as unit:
            unit.note(action, f"account/{login.account.id}")
