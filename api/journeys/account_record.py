"""Changes of somebody's own account, on record with every provider that trusts it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from api.store.logins import Door
from api.store.members import Place
from api.store.unit import Actor, Store


@dataclass
class Record:
    """A change of somebody's account, and what it will be called on record; empty: none was."""

    connection: Door
    action: str = ""


@contextmanager
def on_record(
    store: Store, at: datetime, account: str, places: tuple[Place, ...]
) -> Iterator[Record]:
    """Change an account and have it on record with every provider that trusts it.

    With the first one in the same transaction, so that no change goes without.
    """
    if not places:
        with store.door(writes=True) as connection:
            yield Record(connection)
        return
    about = f"account/{account}"
    with store.write(Actor(places[0].tenant, account), at) as unit:
        record = Record(unit.connection)
        yield record
        if record.action:
            unit.note(record.action, about)
    for place in places[1:] if record.action else ():
        with store.write(Actor(place.tenant, account), at) as unit:
            unit.note(record.action, about)
