"""Keep nothing longer than it is needed: drop what is old, and say whose time is over."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from api.store import kinds
from api.store.repository import Repository
from api.store.retention import drop_old
from api.store.unit import Unit
from domain.clock import months_after
from domain.finding import Finding
from domain.referral import Referral

CLIENT_YEARS = 5
"""Years after the end of the last referral for which a client's records are kept: the provider's
choice, to be able to answer for the service; the law names none for it (docs/security)."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was dropped, and whose time is over."""

    dropped: dict[str, int]
    due: tuple[str, ...]
    """Clients who are to be erased."""


def keep_no_longer(
    unit: Unit, today: date, years: int = CLIENT_YEARS
) -> tuple[Kept, list[Finding]]:
    """Drop what was kept long enough; a finding for each client whose records should go.

    A person is erased by a person (``privacy_erase``), never by a clock.
    """
    ends: dict[str, date | None] = {}
    for kept in Repository[Any](unit, kinds.REFERRAL).all().values():
        referral: Referral = kept.record
        end = referral.closing.on if referral.closing else None
        before = ends.get(referral.client, date.min)
        ends[referral.client] = None if end is None or before is None else max(before, end)
    over = {
        client: end
        for client, end in sorted(ends.items())
        if end is not None and months_after(end, 12 * years) <= today
    }
    findings = [
        Finding("privacy.due", client, {"day": end.isoformat()}) for client, end in over.items()
    ]
    return Kept(drop_old(unit), tuple(over)), findings
