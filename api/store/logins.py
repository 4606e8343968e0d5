"""Logins: who is signed in. They stand with the house and not in the cookie, so they can be ended.

A login ends half an hour after it was last seen, and twelve hours after it began, whatever happens.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa

from api.security.tokens import digest, new_secret
from api.store.accounts import Account, account_from
from api.store.guard import UNSCOPED
from api.store.members import Place, gather_places
from api.store.schema import ACCOUNT, LOGIN, MEMBERSHIP, PROVIDER

Door = sa.Connection
"""A transaction through the store's door."""

IDLE = timedelta(minutes=30)
ID_LENGTH = 16
SEEN_EVERY = timedelta(minutes=1)
"""How often it is written down that somebody is still there."""


class Stage(StrEnum):
    """How far somebody is on the way in."""

    OPEN = "open"
    """Signed in."""
    CODE = "code"
    """The password was right; the code of the second factor is due."""
    SET_UP = "set_up"
    """The password was right; a second factor must be set up first."""
    INVITED = "invited"
    """Invited, by a secret that serves once, to choose a password."""


LASTS: Mapping[Stage, timedelta] = {
    Stage.OPEN: timedelta(hours=12),
    Stage.CODE: timedelta(minutes=10),
    Stage.SET_UP: timedelta(minutes=15),
    Stage.INVITED: timedelta(hours=24),
}


@dataclass(frozen=True, slots=True)
class Login:
    """Somebody on the way in, or in."""

    sha256: str
    stage: Stage
    tenant: int | None
    """The provider chosen."""
    way: str
    """How they showed who they are: ``password``, ``password code``, or a service of others."""
    created: datetime
    seen: datetime
    account: Account
    places: tuple[Place, ...]
    """Providers they work for now."""

    @property
    def place(self) -> Place | None:
        """The provider chosen, where they still work for it."""
        return next((one for one in self.places if one.tenant == self.tenant), None)


def open_login(
    connection: sa.Connection,
    account: str,
    stage: Stage,
    at: datetime,
    way: str,
    prefix: str = "",
) -> str:
    """A new login, for no provider yet; the secret that the browser keeps."""
    secret = new_secret(prefix)
    connection.execute(
        sa.insert(LOGIN).values(
            sha256=digest(secret),
            account=account,
            stage=stage.value,
            way=way,
            created=at,
            seen=at,
            ends=at + LASTS[stage],
        )
    )
    return secret


def find_login(connection: sa.Connection, secret: str, at: datetime) -> Login | None:
    """The login of a secret, with all that is known of it, by one statement; None: it is over."""
    rows = connection.execute(
        sa.select(
            *(column.label(f"login_{column.name}") for column in LOGIN.c),
            MEMBERSHIP.c.tenant,
            MEMBERSHIP.c.role,
            MEMBERSHIP.c.person,
            PROVIDER.c.name.label("provider"),
            *ACCOUNT.c,
        )
        .select_from(
            LOGIN.join(ACCOUNT, ACCOUNT.c.id == LOGIN.c.account)
            .outerjoin(MEMBERSHIP, MEMBERSHIP.c.account == ACCOUNT.c.id)
            .outerjoin(PROVIDER, PROVIDER.c.id == MEMBERSHIP.c.tenant)
        )
        .where(LOGIN.c.sha256 == digest(secret)),
        execution_options={UNSCOPED: "a cookie says who comes, before any provider is known"},
    ).all()
    if not rows:
        return None
    row = rows[0]
    account = account_from(row)
    stage = Stage(row.login_stage)
    idle = stage is Stage.OPEN and at - row.login_seen >= IDLE
    if account.disabled or idle or at >= row.login_ends:
        return None
    places = gather_places(
        (one.tenant, one.provider, one.role, one.person) for one in rows if one.tenant is not None
    )
    return Login(
        row.login_sha256,
        stage,
        row.login_tenant_chosen,
        row.login_way,
        row.login_created,
        row.login_seen,
        account,
        places,
    )


def is_still_there(connection: sa.Connection, login: Login) -> bool:
    """Whether nobody has ended a login since it was found."""
    asked = sa.select(LOGIN.c.sha256).where(LOGIN.c.sha256 == login.sha256)
    return connection.execute(asked).first() is not None


def touch_login(connection: sa.Connection, login: Login, at: datetime) -> None:
    """Write down that somebody is still there."""
    connection.execute(
        sa.update(LOGIN).where(LOGIN.c.sha256 == login.sha256, LOGIN.c.seen < at).values(seen=at)
    )


def choose_tenant(connection: sa.Connection, sha256: str, tenant: int) -> None:
    """Have a login work for this provider from now on."""
    connection.execute(
        sa.update(LOGIN).where(LOGIN.c.sha256 == sha256).values(tenant_chosen=tenant)
    )


def end_login(connection: sa.Connection, secret: str) -> bool:
    """End a login; False where there is none."""
    done = connection.execute(sa.delete(LOGIN).where(LOGIN.c.sha256 == digest(secret)))
    return done.rowcount == 1


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser in which somebody is in."""

    id: str
    """Names the login and opens nothing."""
    way: str
    created: datetime
    seen: datetime
    ends: datetime


def browsers_of(connection: sa.Connection, account: str, at: datetime) -> list[Browser]:
    """Where somebody is in now, the last seen first."""
    rows = connection.execute(
        sa.select(LOGIN)
        .where(
            LOGIN.c.account == account,
            LOGIN.c.stage == Stage.OPEN.value,
            LOGIN.c.seen > at - IDLE,
            LOGIN.c.ends > at,
        )
        .order_by(LOGIN.c.seen.desc(), LOGIN.c.sha256)
    )
    return [
        Browser(browser_id(row.sha256), row.way, row.created, row.seen, row.ends) for row in rows
    ]


def browser_id(sha256: str) -> str:
    """The id by which a person's own login is named."""
    return sha256[:ID_LENGTH]


def end_browser(connection: sa.Connection, account: str, browser: str) -> bool:
    """End a login of an account by its id; False where there is none."""
    if len(browser) != ID_LENGTH:
        return False
    done = connection.execute(
        sa.delete(LOGIN).where(
            LOGIN.c.account == account,
            LOGIN.c.sha256.startswith(browser, autoescape=True),
            LOGIN.c.stage == Stage.OPEN.value,
        )
    )
    return done.rowcount == 1


def end_logins(connection: sa.Connection, account: str) -> int:
    """End every login of an account, and its invitations; how many."""
    return connection.execute(sa.delete(LOGIN).where(LOGIN.c.account == account)).rowcount


def forget_logins(connection: sa.Connection, at: datetime) -> int:
    """Drop logins that are over; how many."""
    idle = sa.and_(LOGIN.c.stage == Stage.OPEN.value, LOGIN.c.seen <= at - IDLE)
    return connection.execute(sa.delete(LOGIN).where(sa.or_(LOGIN.c.ends <= at, idle))).rowcount
