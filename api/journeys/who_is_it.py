"""Who is it: what a cookie, a program's key or a calendar's address says about who asks."""

from dataclasses import dataclass
from datetime import datetime

from api.security.rights import Caller
from api.security.tokens import FEED_PREFIX, KEY_PREFIX, forgery_word
from api.store.api_keys import find_api_key
from api.store.failures import forget_failures
from api.store.feeds import Feed, find_feed
from api.store.logins import (
    SEEN_EVERY,
    Stage,
    end_login,
    end_logins,
    find_login,
    forget_logins,
    touch_login,
)
from api.store.logins import choose_tenant as keep_choice
from api.store.members import Place
from api.store.unit import Actor, Store
from domain.finding import Finding

OVER = Finding("sign_in.over", "")


@dataclass(frozen=True, slots=True)
class Known:
    """Who comes with a cookie."""

    caller: Caller
    """What they may; nothing until they are wholly in and have chosen a provider."""
    stage: Stage
    login: str
    name: str
    places: tuple[Place, ...]
    second_factor: bool
    forgery_word: str
    """What every request that changes something must bring in ``X-CSRF-Token``."""


def who_is_it(store: Store, at: datetime, cookie: str) -> Known | None:
    """Who comes with a cookie; None: nobody, or their login is over.

    One statement; one more, each minute, writes down that they are still there.
    """
    if not cookie:
        return None
    with store.door() as connection:
        login = find_login(connection, cookie, at)
    if login is None or login.stage is Stage.INVITED:
        return None
    if login.stage is Stage.OPEN and at - login.seen >= SEEN_EVERY:
        with store.door(writes=True) as connection:
            touch_login(connection, login, at)
    place = login.place if login.stage is Stage.OPEN else None
    account = login.account
    caller = (
        Caller(place.tenant, account.id, place.roles, place.person)
        if place
        else Caller(0, account.id)
    )
    return Known(
        caller,
        login.stage,
        account.login,
        account.name,
        login.places,
        account.second_factor is not None,
        forgery_word(cookie),
    )


def who_has_key(store: Store, at: datetime, secret: str) -> Caller | None:
    """The program that comes with a key; None: there is none, or it has ended or was revoked."""
    if not secret.startswith(KEY_PREFIX):
        return None
    with store.door() as connection:
        key = find_api_key(connection, secret, at)
    return Caller(key.tenant, f"key:{key.id}", scopes=key.scopes) if key else None


def whose_feed(store: Store, secret: str) -> Feed | None:
    """The worker whose calendar an address shows; None: there is none, or it was revoked."""
    if not secret.startswith(FEED_PREFIX):
        return None
    with store.door() as connection:
        return find_feed(connection, secret)


def choose_provider(
    store: Store, at: datetime, cookie: str, tenant: int
) -> tuple[Known | None, list[Finding]]:
    """Work for one of one's providers from now on.

    Findings: ``sign_in.over``; ``access.no_member``: no provider of theirs, or none at all.
    """
    with store.door() as connection:
        login = find_login(connection, cookie, at)
    if login is None or login.stage is not Stage.OPEN:
        return None, [OVER]
    if tenant not in {place.tenant for place in login.places}:
        return None, [Finding("access.no_member", login.account.login)]
    with store.write(Actor(tenant, login.account.id), at) as unit:
        keep_choice(unit.connection, login.sha256, tenant)
        unit.note("sign in", f"account/{login.account.id}", way=login.way)
    return who_is_it(store, at, cookie), []


def sign_out(store: Store, at: datetime, cookie: str, *, everywhere: bool = False) -> bool:
    """End a login, or every one of its account; False where there was none."""
    with store.door(writes=True) as connection:
        login = find_login(connection, cookie, at)
        if login is None:
            return end_login(connection, cookie)
        if everywhere:
            end_logins(connection, login.account.id)
        else:
            end_login(connection, cookie)
    if login.place:
        with store.write(Actor(login.place.tenant, login.account.id), at) as unit:
            action = "sign out everywhere" if everywhere else "sign out"
            unit.note(action, f"account/{login.account.id}")
    return True


def sweep_access(store: Store, at: datetime) -> int:
    """Drop logins and counters of failures that are over; how many. Once a night is enough."""
    with store.door(writes=True) as connection:
        return forget_logins(connection, at) + forget_failures(connection, at)
