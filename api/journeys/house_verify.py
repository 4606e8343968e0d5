"""Verify a house: the record of acts, the books, the numbers of invoices, the sealed records."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.journeys.month_verify import verify_books
from api.security.seal import SealError
from api.store import kinds, open_books
from api.store.audit import Head, broken_at, head_of
from api.store.names_anew import misnamed
from api.store.people import PARTS
from api.store.providers import provider_names
from api.store.repository import Repository
from api.store.sweep import left_of_erased
from api.store.unit import Actor, Store, Unit
from api.store.verify_past import open_past
from domain.finding import Fact, Finding

NO_BOOKS = "books.none"


@dataclass(frozen=True, slots=True)
class VerifiedProvider:
    """What was looked at of one provider."""

    tenant: int
    name: str
    head: Head
    """End of its record of acts: worth telling somebody outside."""
    records: int
    """That were opened."""
    invoices: int
    past: int = 0
    """Versions of records that hold no more, each opened too."""


def verify_house(
    store: Store, by: str, at: datetime, told: Mapping[int, Head] | None = None
) -> tuple[list[VerifiedProvider], list[Finding]]:
    """Work out anew whatever the database claims of itself, provider by provider.

    ``told``: heads of the records of acts that were told outside earlier, by provider: rows cut
    off the end of a record are found by them alone.
    """
    seen: list[VerifiedProvider] = []
    findings: list[Finding] = []
    for tenant, name in provider_names(store).items():
        with store.read(Actor(tenant, by), at) as unit:
            one, faults = _verify(unit, store, name, (told or {}).get(tenant))
        seen.append(one)
        findings += faults
    lost = sorted(set(told or {}) - {one.tenant for one in seen})
    findings += [Finding("verify.provider_gone", str(tenant)) for tenant in lost]
    return seen, findings


def _verify(
    unit: Unit, store: Store, name: str, told: Head | None
) -> tuple[VerifiedProvider, list[Finding]]:
    findings = []
    broken = broken_at(unit.connection, unit.tenant, store.audit_key, told, store.audit_keys_before)
    if broken is not None:
        facts: dict[str, Fact] = {"number": broken}
        findings.append(Finding("verify.acts", name, facts, broken))
    records = 0
    unread = len(findings)
    for kind in (*PARTS.values(), kinds.REQUEST, kinds.NOTICE, kinds.HELD):
        try:
            records += len(Repository[Any](unit, kind).all())
        except SealError as fault:
            findings.append(Finding("verify.sealed", fault.place))
    past, unopened = open_past(unit)
    findings += [Finding("verify.sealed", place) for place in unopened]
    if len(findings) == unread:
        findings += [Finding("verify.misnamed", one) for one in misnamed(unit)]
    for kind_name, ids in left_of_erased(unit).items():
        findings += [Finding("verify.erased_left", f"{kind_name}/{one}") for one in ids]
    books, faults = verify_books(unit)
    findings += [one for one in faults if one.rule != NO_BOOKS]
    issued = len(open_books(unit).issued) if books else 0
    head = head_of(unit.connection, unit.tenant)
    return VerifiedProvider(unit.tenant, name, head, records, issued, past), findings
