"""One's own account: another password, a second factor; whoever changes either is signed in anew.

Both end every other login of the account, so that whoever had got in is out again.
"""

import binascii
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from api.journeys.account_record import on_record
from api.journeys.sign_in import (
    BUSY,
    CODE,
    OVER,
    SignedIn,
    begin_work,
    leave_to_try,
    second_factor_key,
    use_code,
)
from api.security.passwords import BusyError, hash_password, judge_password, try_password
from api.security.seal import SealError
from api.security.second_factor import address_for_telephone, new_shared_secret, step_of_code
from api.security.tokens import digest
from api.store.accounts import account_of_id, set_password, set_second_factor
from api.store.failures import forget_account, give_back
from api.store.logins import (
    Door,
    Login,
    Stage,
    choose_tenant,
    end_logins,
    find_login,
    is_still_there,
    open_login,
)
from api.store.unit import Store
from domain.finding import Finding

SET_UP_LASTS = timedelta(minutes=15)
WRONG_CODE = Finding("sign_in.code", "")
WRONG_PASSWORD = Finding("password.wrong", "")


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
    with on_record(store, at, login.account.id, login.places) as record:
        connection = record.connection
        held = account_of_id(connection, login.account.id, hold=True)
        there = is_still_there(connection, login)
        if not there or held is None or held.password != login.account.password:
            return None, [OVER]
        set_password(connection, held.id, kept)
        forget_account(connection, counters[0])
        give_back(connection, counters[1])
        end_logins(connection, held.id)
        fresh = _stay(connection, login, at, login.way, login.tenant)
        record.action = "change password"
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
    store: Store,
    at: datetime,
    cookie: str,
    ticket: str,
    code: str,
    address: str,
    current: str = "",
    password: str = "",
) -> tuple[SignedIn | None, list[Finding]]:
    """Keep a second factor, now that the telephone has shown its first code.

    ``current``: a code of the second factor that there is already. ``password``: where there is
    none, of whoever is in already; without a password they must have come in just now.
    Findings: ``sign_in.over``, ``sign_in.wait``, ``sign_in.busy``, ``sign_in.code``,
    ``password.wrong``.
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
    first = login.stage is Stage.OPEN and login.account.second_factor is None
    doubt = prove_by_password(login, at, password) if first and step is not None else None
    if step is None or doubt:
        return None, [doubt or WRONG_CODE]
    with on_record(store, at, login.account.id, login.places) as record:
        connection = record.connection
        held = account_of_id(connection, login.account.id, hold=True)
        same = held is not None and held.password == login.account.password
        if held is None or not same or not is_still_there(connection, login):
            return None, [OVER]
        if held.second_factor is not None and not use_code(connection, store, held, current, at):
            return None, [WRONG_CODE]
        set_second_factor(connection, held.id, secret, step, second_factor_key(store))
        forget_account(connection, counters[0])
        give_back(connection, counters[1])
        end_logins(connection, held.id)
        way = login.way if CODE in login.way.split() else f"{login.way} {CODE}"
        fresh = _stay(connection, login, at, way, login.tenant)
        record.action = "set up second factor"
    signed = _signed(login, fresh, login.tenant)
    if login.stage is Stage.SET_UP and len(login.places) == 1:
        signed = replace(signed, tenant=login.places[0].tenant)
        begin_work(store, at, signed, way)
    return signed, []


def prove_by_password(login: Login, at: datetime, password: str) -> Finding | None:
    """Whether it is still the person who came in: what speaks against it.

    Whoever has no password here must have come in within the last quarter of an hour.
    """
    if login.account.password is None:
        return None if at - login.created < SET_UP_LASTS else OVER
    try:
        right = try_password(login.account.password, password).right
    except BusyError:
        return BUSY
    return None if right else WRONG_PASSWORD


def _stay(connection: Door, login: Login, at: datetime, way: str, tenant: int | None) -> str:
    """A new login in the place of the one that made the change; the secret of it."""
    fresh = open_login(connection, login.account.id, Stage.OPEN, at, way)
    if tenant is not None:
        choose_tenant(connection, digest(fresh), tenant)
    return fresh


def _open_login(store: Store, at: datetime, cookie: str) -> Login | None:
    with store.door() as connection:
        login = find_login(connection, cookie, at)
    return login if login and login.stage is Stage.OPEN else None


def _try_and_hash(login: Login, current: str, new: str) -> tuple[str, Finding | None]:
    try:
        if not try_password(login.account.password, current).right:
            return "", WRONG_PASSWORD
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
