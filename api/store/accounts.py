"""Accounts of people who sign in, wherever they work, and as services of others know them."""

import hmac
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from api.security.seal import Key
from api.security.tokens import new_id
from api.store.schema import ACCOUNT, IDENTITY

LOGIN_MOST = 200


class TakenError(RuntimeError):
    """A login, or a name given by a service of others, that another account has."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in."""

    id: str
    login: str
    name: str
    password: str | None = field(repr=False)
    """The hash; None: no password, or none yet."""
    second_factor: bytes | None = field(repr=False)
    """The shared secret, sealed; None: none is set up."""
    step: int
    """Last time step whose code was used."""
    disabled: bool
    created: datetime
    recovery: tuple[str, ...] = field(default=(), repr=False)
    """Hashes of the codes that serve in place of the telephone, each once."""


def plain_login(login: str) -> str:
    """A login as it is kept and looked for: letters alike, large and small."""
    return unicodedata.normalize("NFKC", login[:LOGIN_MOST]).strip().casefold()


def add_account(
    connection: sa.Connection, login: str, name: str, at: datetime, password: str | None = None
) -> str:
    """A new account's id; TakenError where the login is taken: then the transaction is void."""
    one = new_id("A")
    values = {"name": name, "password": password, "disabled": False, "created": at}
    try:
        connection.execute(sa.insert(ACCOUNT).values(id=one, login=plain_login(login), **values))
    except sa.exc.IntegrityError as fault:
        raise TakenError from fault
    return one


def account_of_login(connection: sa.Connection, login: str) -> Account | None:
    """The account of a login."""
    return _first(connection, ACCOUNT.c.login == plain_login(login))


def account_of_id(connection: sa.Connection, account: str, *, hold: bool = False) -> Account | None:
    """The account of an id; ``hold``: nobody else changes it until the transaction ends."""
    return _first(connection, ACCOUNT.c.id == account, hold=hold)


def set_password(connection: sa.Connection, account: str, kept: str | None) -> None:
    """Keep another hash; None: there is no password."""
    _set(connection, account, password=kept)


def renew_password(connection: sa.Connection, account: str, old: str, kept: str) -> None:
    """Keep the same password by a hash of today, unless somebody changed it meanwhile."""
    connection.execute(
        sa.update(ACCOUNT)
        .where(ACCOUNT.c.id == account, ACCOUNT.c.password == old)
        .values(password=kept)
    )


def set_disabled(connection: sa.Connection, account: str, *, disabled: bool) -> None:
    """Let nobody in by this account, or let them in again."""
    _set(connection, account, disabled=disabled)


def set_second_factor(
    connection: sa.Connection, account: str, secret: str | None, step: int, key: Key
) -> None:
    """Keep a shared secret, sealed, whose code of ``step`` was used; None: there is none.

    With the last telephone its codes for emergencies go too.
    """
    if secret is None:
        _set(connection, account, second_factor=None, second_factor_step=step, recovery=None)
        return
    sealed = key.seal(secret.encode(), _place(account))
    _set(connection, account, second_factor=sealed, second_factor_step=step)


def open_second_factor(account: Account, key: Key) -> str | None:
    """The shared secret; None where there is none."""
    if account.second_factor is None:
        return None
    return key.open(account.second_factor, _place(account.id)).decode()


def use_step(connection: sa.Connection, account: str, step: int) -> bool:
    """Use the code of a step; False where somebody used it, or a later one, already."""
    done = connection.execute(
        sa.update(ACCOUNT)
        .where(ACCOUNT.c.id == account, ACCOUNT.c.second_factor_step < step)
        .values(second_factor_step=step)
    )
    return done.rowcount == 1


def set_recovery(connection: sa.Connection, account: str, hashes: Iterable[str]) -> None:
    """Keep hashes of codes in place of those that were."""
    _set(connection, account, recovery=list(hashes))


def use_recovery(connection: sa.Connection, account: str, kept: str) -> bool:
    """Use up a code by its hash; False where there is none such, or it was used already."""
    held = account_of_id(connection, account, hold=True)
    if held is None or kept not in held.recovery:
        return False
    set_recovery(connection, account, (one for one in held.recovery if one != kept))
    return True


def link_identity(
    connection: sa.Connection, issuer: str, subject: str, account: str, masters: Sequence[Key]
) -> None:
    """Know an account by how a service of others names it; TakenError where another has it.

    The subject of the state's service is a personal code: only a hash with the house's keys is kept
    (``masters``: every master key, the first one first).
    """
    kept = _subject(masters, issuer, subject)
    try:
        connection.execute(sa.insert(IDENTITY).values(issuer=issuer, subject=kept, account=account))
    except sa.exc.IntegrityError as fault:
        raise TakenError from fault


def make_fresh(connection: sa.Connection, account: str, name: str) -> None:
    """Let an account begin anew: whatever let somebody in by it before does so no more."""
    connection.execute(sa.delete(IDENTITY).where(IDENTITY.c.account == account))
    void = {"password": None, "second_factor": None, "recovery": None}
    _set(connection, account, name=name, disabled=False, **void)


def account_of_identity(
    connection: sa.Connection, issuer: str, subject: str, masters: Sequence[Key]
) -> Account | None:
    """The account that a service of others names."""
    named = (
        sa.select(IDENTITY.c.account)
        .where(
            IDENTITY.c.issuer == issuer, IDENTITY.c.subject == _subject(masters, issuer, subject)
        )
        .scalar_subquery()
    )
    return _first(connection, ACCOUNT.c.id == named)


def names_of(connection: sa.Connection, accounts: Iterable[str]) -> dict[str, str]:
    """Names of people by their accounts' ids."""
    rows = connection.execute(
        sa.select(ACCOUNT.c.id, ACCOUNT.c.name).where(ACCOUNT.c.id.in_(sorted(set(accounts))))
    )
    return {row.id: row.name for row in rows}


def account_from(row: sa.Row[*tuple[Any, ...]]) -> Account:
    """The account of a row with all columns of the table."""
    told = row._mapping  # noqa: SLF001 - the library's public name begins so
    return Account(
        told[ACCOUNT.c.id],
        told[ACCOUNT.c.login],
        told[ACCOUNT.c.name],
        told[ACCOUNT.c.password],
        told[ACCOUNT.c.second_factor],
        told[ACCOUNT.c.second_factor_step],
        told[ACCOUNT.c.disabled],
        told[ACCOUNT.c.created],
        tuple(told[ACCOUNT.c.recovery] or ()),
    )


def _first(
    connection: sa.Connection, condition: sa.ColumnElement[bool], *, hold: bool = False
) -> Account | None:
    asked = sa.select(*ACCOUNT.c).where(condition)
    row = connection.execute(asked.with_for_update() if hold else asked).first()
    return account_from(row) if row else None


def _set(connection: sa.Connection, account: str, **values: object) -> None:
    connection.execute(sa.update(ACCOUNT).where(ACCOUNT.c.id == account).values(**values))


def hash_subjects_anew(connection: sa.Connection, master: Key) -> None:
    """Hash names given by services of others once more, with a master key that follows.

    What they were nobody knows, so the hash of the keys before is what is hashed.
    """
    rows = connection.execute(sa.select(IDENTITY)).all()
    connection.execute(sa.delete(IDENTITY))
    if rows:
        kept = [{**row._mapping, "subject": _once_more(master, row.subject)} for row in rows]  # noqa: SLF001 - the library's public name begins so
        connection.execute(sa.insert(IDENTITY), kept)


def seal_second_factors_anew(connection: sa.Connection, old: Key, new: Key) -> None:
    """Seal what telephones know with a master key that follows."""
    rows = connection.execute(
        sa.select(ACCOUNT.c.id, ACCOUNT.c.second_factor).where(ACCOUNT.c.second_factor.is_not(None))
    ).all()
    before, after = key_of_second_factor(old), key_of_second_factor(new)
    for row in rows:
        secret = before.open(row.second_factor, _place(row.id))
        _set(connection, row.id, second_factor=after.seal(secret, _place(row.id)))


def key_of_second_factor(master: Key) -> Key:
    """The key that seals what telephones know."""
    return master.derive("second factor")


def _subject(masters: Sequence[Key], issuer: str, subject: str) -> str:
    told = f"{issuer}|{subject}"
    for master in masters:
        told = _once_more(master, told)
    return told


def _once_more(master: Key, told: str) -> str:
    return hmac.new(master.derive("identity").secret, told.encode(), sha256).hexdigest()


def _place(account: str) -> str:
    return f"account|second_factor|{account}"
