"""The master key replaced: whatever it wraps or seals is wrapped anew, all of it or nothing.

What hangs on it is little: one key for each provider (which wraps those of its people), the shared
secrets of telephones, the names that services of others know people by, and the record of acts.
A record goes on with the new key where it stood; its older links are still proven with the key
before, which is kept wrapped by the one of today. All of this is one transaction.
"""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from api.security.seal import Key, SealError
from api.store.accounts import hash_subjects_anew, seal_second_factors_anew
from api.store.audit import Act, KeyReplacedError, write_acts
from api.store.backup import speak_for
from api.store.engine import is_sqlite
from api.store.keys import OWN, own_place
from api.store.replaced import keys_before, place_of, replaced_so_far
from api.store.schema import FAILURE, HOUSE_KEY, PERSON_KEY, PROVIDER
from api.store.unit import WRITERS, Store


def is_right_key(store: Store) -> bool:
    """Whether the store's master key is that of its database."""
    with store.door() as connection:
        if replaced_so_far(connection) != store.master.number:
            return False
        tenants = _tenants(connection)
        if not tenants:
            return True
        found = _wrapped(speak_for(connection, tenants[0]), tenants[0])
    try:
        store.master.unwrap(found, own_place(tenants[0]))
    except SealError:
        return False
    return True


def replace_master(store: Store, new: Key, by: str, at: datetime) -> None:
    """Wrap with a new master key what the store's own wraps; on record with every provider.

    ValueError where the key does not follow the one of today, KeyReplacedError where somebody was
    faster. Whoever still works with the old one
    can write nothing more.
    """
    old = store.master
    if new.number != old.number + 1:
        message = f"key {new.number} does not follow key {old.number}"
        raise ValueError(message)
    try:
        with store.door(writes=True) as connection:
            _replace(connection, old, new, by, at)
    except sa.exc.IntegrityError as fault:
        raise KeyReplacedError from fault


def _replace(connection: sa.Connection, old: Key, new: Key, by: str, at: datetime) -> None:
    if replaced_so_far(connection) != old.number:
        raise KeyReplacedError
    _keep_old(connection, old, new, at)
    seal_second_factors_anew(connection, old, new)
    hash_subjects_anew(connection, new)
    connection.execute(sa.delete(FAILURE))
    for tenant in _tenants(connection):
        _wrap_anew(speak_for(connection, tenant), tenant, old, new)
        act = Act("replace master key", "house", {"number": new.number})
        write_acts(connection, tenant, by, at, [act], new.derive("audit"))


def _keep_old(connection: sa.Connection, old: Key, new: Key, at: datetime) -> None:
    keys = (*keys_before(connection, old), old)
    connection.execute(
        sa.insert(HOUSE_KEY).values(
            number=old.number, wrapped=new.wrap(old, place_of(old.number)), replaced=at
        )
    )
    connection.execute(
        sa.update(HOUSE_KEY)
        .where(HOUSE_KEY.c.number == sa.bindparam("of_number"))
        .values(wrapped=sa.bindparam("anew")),
        [{"of_number": one.number, "anew": new.wrap(one, place_of(one.number))} for one in keys],
    )


def _wrap_anew(connection: sa.Connection, tenant: int, old: Key, new: Key) -> None:
    if not is_sqlite(connection):
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(WRITERS, tenant)))
    own = old.unwrap(_wrapped(connection, tenant), own_place(tenant))
    connection.execute(
        sa.update(PERSON_KEY)
        .where(PERSON_KEY.c.tenant == tenant, PERSON_KEY.c.person == OWN)
        .values(wrapped=new.wrap(own, own_place(tenant)))
    )


def _wrapped(connection: sa.Connection, tenant: int) -> bytes:
    found: bytes = connection.execute(
        sa.select(PERSON_KEY.c.wrapped).where(
            PERSON_KEY.c.tenant == tenant, PERSON_KEY.c.person == OWN
        )
    ).scalar_one()
    return found


def _tenants(connection: sa.Connection) -> Sequence[int]:
    return connection.execute(sa.select(PROVIDER.c.id).order_by(PROVIDER.c.id)).scalars().all()
