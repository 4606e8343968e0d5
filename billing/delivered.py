"""What was delivered: from the newest record of each meeting to rows that a price is asked for.

One row is one client's part in one meeting. A meeting with a family is one row, that of the
member who was referred (the first in the record): its price is for the hour given to the
family, the referral is one, and a ceiling "per person" can only be that person's. A group is one
row for each member, present or not, because its price is for each member present.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import pandas as pd

from billing.tables import ATTENDED, NO_DAY, table
from domain.clock import ZONE, elapsed_minutes
from domain.session import Attendance, Held, Outcome

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HOUR = 60


def delivered(held: Iterable[Held]) -> pd.DataFrame:
    """Rows of ``attended`` in the order of service: local day, start, line.

    Of several versions of a meeting the newest is told. Minutes elapse in UTC; day and month
    are those of the local start, also over midnight. Raises ValueError where two records of one
    meeting bear the same version and differ, or a time is no whole minute.
    """
    rows = [row for record in newest(held) for row in _rows(record)]
    rows.sort(key=lambda row: (row["day"], row["start"], row["line"]))
    return table(ATTENDED, {name: [row[name] for row in rows] for name in ATTENDED.names})


def newest(held: Iterable[Held]) -> list[Held]:
    """The newest version of each meeting, in the order in which meetings are first met."""
    found: dict[str, Held] = {}
    seen: dict[tuple[str, int], Held] = {}
    for record in held:
        if seen.setdefault((record.meeting, record.version), record) != record:
            message = f"{record.meeting} has two different records of version {record.version}"
            raise ValueError(message)
        if record.version >= found.setdefault(record.meeting, record).version:
            found[record.meeting] = record
    return list(found.values())


def line_of(meeting: str, client: str) -> str:
    """Name of a client's part in a meeting."""
    return f"{meeting}/{client}"


def _rows(record: Held) -> Iterator[dict[str, object]]:
    """Rows of one meeting."""
    group = record.activity == "group"
    whole_family = record.beneficiary == "family" and not group
    parts = record.clients[:1] if whole_family else record.clients
    came = [record.outcome_of(part) is Outcome.DELIVERED for part in record.clients]
    local = record.begins.astimezone(ZONE)
    for part in parts:
        outcome = record.outcome_of(part)
        if whole_family and any(came):
            outcome = Outcome.DELIVERED
        yield {
            **_whose(record, part),
            "day": local.toordinal(),
            "start": local.hour * _HOUR + local.minute,
            "begun": elapsed_minutes(_EPOCH, record.begins),
            "minutes": elapsed_minutes(record.begins, record.ends),
            "activity": record.activity,
            "beneficiary": record.beneficiary,
            "present": sum(came) if group else 1,
            "outcome": outcome.value,
            "confirmed": record.confirmed,
            "planned": record.planned,
            "booked": record.booked.toordinal() if record.booked else NO_DAY,
            "recorded": record.recorded.toordinal(),
        }


def _whose(record: Held, part: Attendance) -> dict[str, object]:
    """Who, under what, and by whom."""
    return {
        "line": line_of(record.meeting, part.client),
        "meeting": record.meeting,
        "version": record.version,
        "client": part.client,
        "referral": part.referral,
        "component": record.component,
        "provider": record.provider,
        "worker": record.workers[0] if record.workers else "",
        "theirs": part.theirs,
    }
