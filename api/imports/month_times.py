"""Local times of a month's meetings as instants: the clock of Estonia, asked where it is unclear.

Once a year an hour never comes and once an hour comes twice. Nobody guesses which was meant.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from api.imports.month_columns import Columns
from api.workbook.month.vocabulary import CLOCKS
from domain.clock import ZONE
from domain.finding import Finding
from domain.session import DAY_MINUTES

EPOCH_DAY = date(1970, 1, 1).toordinal()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
FIRST_YEAR = date(2000, 1, 1).toordinal()
"""Nothing of a month is older: a year 1900 is a slip."""
LONGEST_NIGHT = DAY_MINUTES // 2
"""A meeting whose end is before its start went over midnight, unless it would be longer."""
NONE = -1
SUMMER, WINTER = (word.key for word in CLOCKS)
EITHER = " / ".join(word.et for word in CLOCKS)


@dataclass(frozen=True)
class Times:
    """When each row began (minutes since 1970 UTC) and how long it took; rubbish where told."""

    begun: np.ndarray
    minutes: np.ndarray
    findings: list[Finding]


def days_of(columns: Columns, key: str, otherwise: int = 0) -> np.ndarray:
    """Days as ``date.toordinal`` counts them."""
    values = columns.values[key]
    known: dict[object, int] = {
        day: day.toordinal() if isinstance(day, date) else otherwise for day in set(values)
    }
    return np.fromiter(map(known.__getitem__, values), np.int64, len(values))


def wholes_of(columns: Columns, key: str, otherwise: int = 0) -> np.ndarray:
    """Whole numbers."""
    values = columns.values[key]
    if None not in values:
        return np.asarray(values, np.int64)
    filled = (otherwise if value is None else value for value in values)
    return np.fromiter(filled, np.int64, len(values))


def texts_of(columns: Columns, key: str, otherwise: str = "") -> list[str]:
    """Texts and ids."""
    return [otherwise if value is None else value for value in columns.values[key]]  # type: ignore[misc]


def read_times(columns: Columns) -> Times:
    """The instants and lengths of the rows of ``attended``, and every time that is unclear."""
    day = days_of(columns, "day")
    start, end = wholes_of(columns, "start", NONE), wholes_of(columns, "end", NONE)
    told = wholes_of(columns, "minutes", NONE)
    known = (day > 0) & (start >= 0)
    findings = list(_missing(columns, end, told))
    offset, changing = _offsets(day)
    begun = (day - EPOCH_DAY) * DAY_MINUTES + start - offset
    length = np.where(end >= start, end - start, end - start + DAY_MINUTES)
    for at in np.flatnonzero(known & changing):
        clock = columns.values["clock"][at]
        instants = _instants(int(day[at]), int(start[at]))
        if not instants:
            findings.append(columns.finding(int(at), "start", "no_such_time"))
            continue
        if len(instants) > 1 and clock is None:
            findings.append(columns.finding(int(at), "start", "time_twice", EITHER))
            continue
        begun[at] = instants[-1 if clock == WINTER else 0]
        if end[at] >= 0:
            findings += _end_on_changing_day(columns, int(at), begun, length)
    ended = known & (end >= 0) & ~_told_of(columns, findings)
    night = ended & (end < start) & (length > LONGEST_NIGHT) & (told < 0)
    findings += columns.findings(
        np.flatnonzero(night), "end", "range_reversed", lambda at: _clock(int(start[at]))
    )
    differs = ended & (told >= 0) & (told != length)
    findings += columns.findings(
        np.flatnonzero(differs), "minutes", "end_and_minutes_differ", lambda at: str(length[at])
    )
    return Times(begun, np.where(told >= 0, told, length), findings)


def _missing(columns: Columns, end: np.ndarray, told: np.ndarray) -> list[Finding]:
    """Rows with neither an end nor minutes, unless one of them could not be taken."""
    none = (end < 0) & (told < 0)
    for key in ("end", "minutes"):
        none &= ~columns.bad.get(key, np.zeros(len(columns), np.bool_))
    rows = np.flatnonzero(none)
    return list(columns.findings(rows, "minutes", "end_or_minutes_missing", lambda _: ""))


def _offsets(days: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Minutes that local time is ahead of UTC, and whether clocks change on the day or the next."""
    different, places = np.unique(days, return_inverse=True)
    found = [_ahead(max(int(day), 1)) for day in different]
    after = [[_ahead(max(int(day), 1) + more) for more in (1, 2)] for day in different]
    changing = [any(one != now for one in next_) for now, next_ in zip(found, after, strict=True)]
    return np.asarray(found, np.int64)[places], np.asarray(changing, np.bool_)[places]


def _ahead(day: int) -> int:
    midnight = datetime.combine(date.fromordinal(day), time(), ZONE)
    ahead = midnight.utcoffset()
    return 0 if ahead is None else ahead // MINUTE


def _instants(day: int, minute: int) -> list[int]:
    """The instants that a local time means: one, none where it never came, two where it came twice.

    The earlier one is in summer time.
    """
    at = date.fromordinal(day + minute // DAY_MINUTES)
    wall = time(*divmod(minute % DAY_MINUTES, 60))
    found: dict[int, None] = {}
    for fold in (0, 1):
        local = datetime.combine(at, wall.replace(fold=fold), ZONE)
        instant = local.astimezone(UTC)
        if instant.astimezone(ZONE).replace(tzinfo=None) == local.replace(tzinfo=None):
            found[(instant - EPOCH) // MINUTE] = None
    return list(found)


def _end_on_changing_day(
    columns: Columns, at: int, begun: np.ndarray, length: np.ndarray
) -> list[Finding]:
    """The true length where clocks change, or the finding that it cannot be told."""
    day: date = columns.values["day"][at]  # type: ignore[assignment]
    start: int = columns.values["start"][at]  # type: ignore[assignment]
    end: int = columns.values["end"][at]  # type: ignore[assignment]
    told = columns.values["minutes"][at]
    instants = _instants(day.toordinal(), end if end >= start else end + DAY_MINUTES)
    lengths = [instant - int(begun[at]) for instant in instants if instant >= begun[at]]
    if told is not None:
        length[at] = told if told in lengths else next(iter(lengths), 0)
        return []
    if len(lengths) == 1:
        length[at] = lengths[0]
        return []
    return [columns.finding(at, "end", "end_unclear")]


def _told_of(columns: Columns, findings: list[Finding]) -> np.ndarray:
    """Rows of whose times something was told already."""
    numbers = {finding.where.row for finding in findings if finding.where}
    return np.isin(
        columns.places + 2, np.fromiter((n or 0 for n in numbers), np.int64, len(numbers))
    )


def _clock(minutes: int) -> str:
    return f"≥ {minutes // 60}:{minutes % 60:02d}"
