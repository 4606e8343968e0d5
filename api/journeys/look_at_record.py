"""The record of acts, as an auditor reads it: page by page, and whether the chain holds."""

from api.store.audit import Head, broken_at, head_of
from api.store.listing import ActsChosen, Noted, list_acts
from api.store.unit import Store, Unit


def read_acts(
    unit: Unit, before: int | None, most: int, chosen: ActsChosen | None = None
) -> list[Noted]:
    """Acts, the newest first; that somebody read them is an act itself."""
    found = list_acts(unit, before, most, chosen)
    unit.note("look", "audit", count=len(found))
    return found


def verify_acts(unit: Unit, store: Store) -> tuple[Head, int | None]:
    """The end of the chain, and the number of the first link that does not hold (None: all do)."""
    broken = broken_at(
        unit.connection, unit.tenant, store.audit_key, before=store.audit_keys_before
    )
    head = head_of(unit.connection, unit.tenant)
    unit.note("verify", "audit")
    return head, broken
