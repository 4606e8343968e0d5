"""Sign in: by password, then by the second factor where there is one or must be one.

What is wrong is never told apart: an unknown account, a wrong password and a disabled account are
answered alike and take as long. After some failures the next must wait (``store.failures``).
"""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from api.journeys.account_record import on_record
from api.security.passwords import BusyError, hash_password, judge_password, try_password
from api.security.recovery import digest_of_code, is_recovery_code
from api.security.seal import Key
from api.security.second_factor import step_of_code
from api.security.tokens import INVITED_PREFIX, digest
from api.store.accounts import (
    Account,
    account_of_id,
    account_of_login,
    key_of_second_factor,
    open_second_factor,
    plain_login,
    renew_password,
    set_password,
    use_recovery,
    use_step,
)
from api.store.failures import (
    Counter,
    ask_leave,
    count_account,
    count_address,
    forget_account,
    give_back,
    must_wait,
)
from api.store.logins import (
    Door,
    Stage,
    choose_tenant,
    end_login,
    end_logins,
    find_login,
    open_login,
)
from api.store.members import Place, places_of
from api.store.unit import Actor, Store
from domain.finding import Finding

LOG = logging.getLogger("tugiplaan.access")
PASSWORD, CODE, RECOVERY = "password", "code", "recovery"
WRONG = Finding("sign_in.wrong", "")
OVER = Finding("sign_in.over", "")
BUSY = Finding("sign_in.busy", "")


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody on the way in, or in."""

    cookie: str = field(repr=False)
    """The new secret of the browser; every older one of this way in is void."""
    stage: Stage
    account: str
    name: str
    tenant: int | None
    """The provider chosen: the only one there is, or none yet."""
    places: tuple[Place, ...]
    failed_before: int = 0
    """Attempts that failed since the last sign-in: told to the person."""


def sign_in(
    store: Store, at: datetime, login: str, password: str, address: str, cookie: str = ""
) -> tuple[SignedIn | None, list[Finding]]:
    """Let somebody in by login and password, or on to the second factor.

    ``address``: of the network, as the door sees it. ``cookie``: what the browser brought; that
    login ends. Findings: ``sign_in.wrong``, ``sign_in.wait`` (``seconds``), ``sign_in.busy``.
    """
    counters, wait = leave_to_try(store, at, login, address)
    if wait:
        return None, [wait]
    with store.door() as connection:
        account = account_of_login(connection, login)
    kept = account.password if account and not account.disabled else None
    try:
        verdict = try_password(kept, password)
    except BusyError:
        with store.door(writes=True) as connection:
            for counter in counters:
                give_back(connection, counter)
        return None, [BUSY]
    if account is None or kept is None or not verdict.right:
        LOG.info("sign-in failed", extra={"about": counters[0].about[:12], "way": PASSWORD})
        return None, [WRONG]
    with store.door(writes=True) as connection:
        held = account_of_id(connection, account.id, hold=True)
        if held is None or held.disabled or held.password != kept:
            return None, [WRONG]
        if verdict.renewed:
            renew_password(connection, account.id, kept, verdict.renewed)
        if cookie:
            end_login(connection, cookie)
        places = places_of(connection, held.id)
        signed = _go_on(store, connection, held, places, at, PASSWORD, counters)
    begin_work(store, at, signed, PASSWORD)
    return signed, []


def enter_code(
    store: Store, at: datetime, cookie: str, code: str, address: str
) -> tuple[SignedIn | None, list[Finding]]:
    """Let somebody in by the code of the second factor, after the password.

    A code for emergencies serves as well, once. Findings as of ``sign_in``; ``sign_in.over``: too
    late, or not after a password.
    """
    with store.door(writes=True) as connection:
        login = find_login(connection, cookie, at)
        if login is None or login.stage is not Stage.CODE:
            return None, [OVER]
        counters = _counters(store, login.account.login, address)
        wait = ask_leave(connection, counters, at)
        if wait:
            return None, [_must_wait(wait)]
        if not use_code(connection, store, login.account, code, at):
            LOG.info("sign-in failed", extra={"about": counters[0].about[:12], "way": CODE})
            return None, [Finding("sign_in.code", "")]
        end_login(connection, cookie)
        way = f"{login.way} {RECOVERY if is_recovery_code(code) else CODE}"
        signed = let_in(connection, login.account, login.places, at, way, counters)
    begin_work(store, at, signed, way)
    return signed, []


def accept_invitation(
    store: Store, at: datetime, secret: str, password: str, address: str
) -> tuple[SignedIn | None, list[Finding]]:
    """Choose a password by an invitation, which serves once, and go on as after a sign-in.

    Findings: ``sign_in.over``, and those of ``security.passwords.judge_password``.
    """
    if not secret.startswith(INVITED_PREFIX):
        return None, [OVER]
    with store.door() as connection:
        login = find_login(connection, secret, at)
    if login is None or login.stage is not Stage.INVITED:
        return None, [OVER]
    found = judge_password(password, login.account.login, login.account.name)
    if found:
        return None, found
    try:
        kept = hash_password(password)
    except BusyError:
        return None, [BUSY]
    counters = _counters(store, login.account.login, address)
    with on_record(store, at, login.account.id, login.places) as record:
        connection = record.connection
        if not end_login(connection, secret):
            return None, [OVER]
        end_logins(connection, login.account.id)
        set_password(connection, login.account.id, kept)
        signed = _go_on(store, connection, login.account, login.places, at, PASSWORD, None)
        forget_account(connection, counters[0])
        record.action = "choose a password"
    begin_work(store, at, signed, PASSWORD)
    return signed, []


def sign_in_otherwise(
    store: Store, at: datetime, account: Account, way: str, *, strong: bool, cookie: str = ""
) -> tuple[SignedIn | None, list[Finding]]:
    """Let somebody in whom a service of others has named; ``strong``: no second factor is due."""
    with store.door(writes=True) as connection:
        held = account_of_id(connection, account.id, hold=True)
        if held is None or held.disabled:
            return None, [WRONG]
        if cookie:
            end_login(connection, cookie)
        places = places_of(connection, held.id)
        if strong:
            signed = let_in(connection, held, places, at, way, None)
        else:
            signed = _go_on(store, connection, held, places, at, way, None)
    begin_work(store, at, signed, way)
    return signed, []


def leave_to_try(
    store: Store, at: datetime, login: str, address: str
) -> tuple[tuple[Counter, Counter], Finding | None]:
    """Count an attempt before it is tried; or how long it must wait."""
    counters = _counters(store, plain_login(login), address)
    # Whoever knocks a thousand times writes nothing and keeps nobody from writing.
    with store.door() as connection:
        wait = must_wait(connection, counters, at)
    if not wait:
        with store.door(writes=True) as connection:
            wait = ask_leave(connection, counters, at)
    return counters, _must_wait(wait) if wait else None


def use_code(connection: Door, store: Store, account: Account, code: str, at: datetime) -> bool:
    """Whether a code is right now and was never used; now it is."""
    if account.second_factor is not None and is_recovery_code(code):
        return use_recovery(connection, account.id, digest_of_code(code))
    secret = open_second_factor(account, second_factor_key(store))
    if secret is None:
        return False
    step = step_of_code(secret, code, at, account.step)
    return step is not None and use_step(connection, account.id, step)


def let_in(
    connection: Door,
    account: Account,
    places: tuple[Place, ...],
    at: datetime,
    way: str,
    counters: tuple[Counter, Counter] | None,
) -> SignedIn:
    """A login that is open, for the only provider there is or for none yet."""
    failed = 0
    if counters:
        failed = forget_account(connection, counters[0])
        give_back(connection, counters[1])
    tenant = places[0].tenant if len(places) == 1 else None
    cookie = open_login(connection, account.id, Stage.OPEN, at, way)
    return SignedIn(cookie, Stage.OPEN, account.id, account.name, tenant, places, failed)


def second_factor_key(store: Store) -> Key:
    """The key that seals what telephones know."""
    return key_of_second_factor(store.master)


def needs_second_factor(store: Store, places: Iterable[Place]) -> bool:
    """Whether somebody has a role, anywhere, that nobody has here without a second factor."""
    return any(place.roles & store.asked_twice for place in places)


def _go_on(
    store: Store,
    connection: Door,
    account: Account,
    places: tuple[Place, ...],
    at: datetime,
    way: str,
    counters: tuple[Counter, Counter] | None,
) -> SignedIn:
    """In, or on to the second factor; failures are forgotten only by whoever is in."""
    due = Stage.CODE if account.second_factor is not None else Stage.SET_UP
    if due is Stage.SET_UP and not needs_second_factor(store, places):
        return let_in(connection, account, places, at, way, counters)
    if counters:
        give_back(connection, counters[1])
    cookie = open_login(connection, account.id, due, at, way)
    return SignedIn(cookie, due, account.id, account.name, None, places)


def _counters(store: Store, login: str, address: str) -> tuple[Counter, Counter]:
    key = store.master.derive("failures")
    return count_account(key, login), count_address(key, address)


def _must_wait(wait: timedelta) -> Finding:
    return Finding("sign_in.wait", "", {"seconds": -(-wait // timedelta(seconds=1))})


def begin_work(store: Store, at: datetime, signed: SignedIn, way: str) -> None:
    """For the only provider there is: whoever has rights there is on its record."""
    if signed.tenant is None:
        return
    with store.write(Actor(signed.tenant, signed.account), at) as unit:
        choose_tenant(unit.connection, digest(signed.cookie), signed.tenant)
        unit.note(
            "sign in", f"account/{signed.account}", way=way, failed_before=signed.failed_before
        )
