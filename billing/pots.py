"""What may be drawn, and from which pots: the ceilings of ``domain.entitlement``, in columns.

A pot is what several lines eat from: the minutes of a referral, the cents of a client's month or
calendar year. How large a pot is on a day is asked of ``remaining`` itself, once for each
component and day, so that roster and invoice can not disagree.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from billing.columns import (
    UNKNOWN,
    distinct,
    joined,
    mapped,
    month_starts,
    numbered,
    vocabulary,
    year_starts,
)
from domain.caps import EurosPerCalendarYear, EurosPerMonth, UnitsPerReferral
from domain.clock import months_after
from domain.entitlement import History, Remaining, remaining
from domain.programme import Component, Programme
from domain.referral import Referral

NO_LIMIT = np.iinfo(np.int64).max
UNITS, MONTHS, YEARS = (0, 1), (2, 3), (4, 5)
"""Families of pots: of the programme as a whole, and of the component."""
_KINDS = (UnitsPerReferral, EurosPerMonth, EurosPerCalendarYear)
_NOTHING = History({}, {}, {}, {})
_NOBODY = "nobody"
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pot:
    """A family of pots, and the rows that draw from them."""

    rows: np.ndarray
    """Rows of ``attended``."""
    key: np.ndarray
    """Of each row, which pot of the family."""
    limit: np.ndarray
    """Of each row, the size of the pot on its day; ``NO_LIMIT`` where none is in force."""
    counts: np.ndarray
    """Of each row, whether what it is let through is taken from the pot."""
    used: np.ndarray
    """Of each pot, what was taken before."""


@dataclass(frozen=True, slots=True)
class _Books:
    """The same keys for lines and for what was used before."""

    programme: np.ndarray
    component: np.ndarray
    referral: np.ndarray
    """Number of a known referral; ``UNKNOWN`` otherwise."""
    owner: np.ndarray
    """Whose euros: the client of the referral; the client met where the referral is not known."""
    day: np.ndarray


def pots_of(
    attended: pd.DataFrame,
    programmes: Mapping[str, Programme],
    referrals: Iterable[Referral],
    used: pd.DataFrame,
) -> dict[int, Pot]:
    """The families of pots that bind any row, by ``UNITS``, ``MONTHS`` and ``YEARS``.

    ``used`` is what closed lines and earlier months took (table ``used``); rows of referrals that
    nobody knows are in no pot of euros, as in ``History``. Lines without a known referral draw
    from no pot of units.
    """
    known = {referral.id: referral for referral in referrals}
    parts = [(p, c) for p in programmes.values() for c in p.components]
    lines = _books(attended, attended["day"].to_numpy(), parts, known, attended["client"])
    before = _books(used, used["month"].to_numpy(), parts, known, None)
    limits = _limits(lines, parts, list(known.values()))
    found: dict[int, Pot] = {}
    for family in (*UNITS, *MONTHS, *YEARS):
        rows = _drawing(family, lines, limits[family], lines, parts)
        if len(rows) and (limits[family][rows] != NO_LIMIT).any():
            past = _drawing(family, lines, limits[family], before, parts)
            found[family] = _pot(family, lines, rows, limits[family], before, past, used, parts)
    return found


def _drawing(
    family: int,
    lines: _Books,
    limit: np.ndarray,
    books: _Books,
    parts: list[tuple[Programme, Component]],
) -> np.ndarray:
    """Rows that draw from the pots of a family.

    The minutes of a referral are those of all its components, whichever programme they are of.
    """
    if family == UNITS[0]:
        met = np.zeros(max(lines.referral.max(initial=0), books.referral.max(initial=0)) + 2, bool)
        met[lines.referral[limit != NO_LIMIT]] = True
        met[UNKNOWN] = False
        return np.flatnonzero(met[books.referral])
    capped = np.asarray([bool(_caps(family, *part)) for part in parts] + [False])
    whose = books.referral if family in UNITS else books.owner
    return np.flatnonzero(capped[books.component] & (whose != UNKNOWN))


def _books(
    frame: pd.DataFrame,
    days: np.ndarray,
    parts: list[tuple[Programme, Component]],
    known: Mapping[str, Referral],
    clients: pd.Series | None,
) -> _Books:
    """Keys of a table: ids as numbers that hold for both tables."""
    owners = vocabulary([referral.client for referral in known.values()])
    owner = mapped(
        frame["referral"], {name: owners[r.client] for name, r in known.items()}, UNKNOWN
    )
    if clients is not None:
        for name in clients.cat.categories:
            owners.setdefault(str(name), len(owners))
        owner = np.where(owner == UNKNOWN, numbered(clients, owners), owner)
    component = numbered(frame["component"], {c.id: k for k, (_, c) in enumerate(parts)})
    programmes = vocabulary([p.id for p, _ in parts])
    of_component = np.asarray([programmes[p.id] for p, _ in parts] + [UNKNOWN])
    referral = numbered(frame["referral"], vocabulary(list(known)))
    return _Books(of_component[component], component, referral, owner, days)


def _caps(family: int, programme: Programme, component: Component) -> list[object]:
    """Caps of a family: of the programme (even numbers) or of the component."""
    caps = component.caps if family % 2 else programme.caps
    return [cap for cap in caps if isinstance(cap, _KINDS[family // 2])]


def _pot_key(books: _Books, family: int) -> tuple[np.ndarray, ...]:
    """What names a pot of a family: whose it is, of what, and of which period."""
    of_what = books.component if family % 2 else books.programme
    if family == UNITS[0]:
        return (books.referral,)
    if family in UNITS:
        return (books.referral, of_what)
    period = month_starts(books.day) if family in MONTHS else year_starts(books.day)
    return (books.owner, of_what, period)


def _pot(
    family: int,
    lines: _Books,
    rows: np.ndarray,
    limit: np.ndarray,
    before: _Books,
    past: np.ndarray,
    used: pd.DataFrame,
    parts: list[tuple[Programme, Component]],
) -> Pot:
    """Number the pots of a family, and add up what was taken of each before."""
    now, then = _pot_key(lines, family), _pot_key(before, family)
    keys = [np.concatenate([a[rows], b[past]]) for a, b in zip(now, then, strict=True)]
    pots, number = np.unique(joined(*keys), return_inverse=True)
    amounts = used["minutes" if family in UNITS else "cents"].to_numpy()[past]
    counts = _counting(family, lines, rows, parts)
    amounts = np.where(_counting(family, before, past, parts), amounts, 0)
    taken = np.zeros(len(pots), dtype=np.int64)
    np.add.at(taken, number[len(rows) :], amounts)
    return Pot(rows, number[: len(rows)], limit[rows], counts, taken)


def _counting(
    family: int, books: _Books, rows: np.ndarray, parts: list[tuple[Programme, Component]]
) -> np.ndarray:
    """Whether a row takes from its pot: of a year, only in months that have a share in it."""
    if family not in YEARS:
        return np.ones(len(rows), dtype=np.bool_)
    component, month = books.component[rows], month_starts(books.day[rows])
    at, back = distinct(joined(component, month))
    found = []
    for row in at.tolist():
        first = date.fromordinal(int(month[row]))
        caps = _caps(family, *parts[component[row]])
        found.append(any(_touches(cap, first, months_after(first, 1) - _DAY) for cap in caps))
    whether: np.ndarray = np.asarray(found, dtype=np.bool_)[back]
    return whether


def _touches(cap: object, first: date, last: date) -> bool:
    return (
        isinstance(cap, EurosPerCalendarYear)
        and cap.since <= last
        and (cap.until is None or first <= cap.until)
    )


def _limits(
    lines: _Books, parts: list[tuple[Programme, Component]], referrals: list[Referral]
) -> np.ndarray:
    """Size of each family's pot for each row, as ``remaining`` tells it where nothing was used."""
    found = np.full((len(UNITS + MONTHS + YEARS), len(lines.day)), NO_LIMIT)
    capped = [any(_caps(k, *part) for k in range(len(found))) for part in parts]
    rows = np.flatnonzero(np.asarray([*capped, False])[lines.component])
    more = _more_units(lines.referral[rows], lines.day[rows], referrals)
    at, back = distinct(joined(lines.component[rows], lines.day[rows], more))
    sizes = np.full((len(found), len(at)), NO_LIMIT)
    for place, row in enumerate(rows[at].tolist()):
        day = date.fromordinal(int(lines.day[row]))
        whose = int(lines.referral[row])
        referral = referrals[whose] if whose != UNKNOWN else _somebody(day)
        for family, left in _asked(*parts[int(lines.component[row])], referral, day):
            sizes[family, place] = left
    found[:, rows] = sizes[:, back]
    return found


def _more_units(whose: np.ndarray, days: np.ndarray, referrals: list[Referral]) -> np.ndarray:
    """Units by which each row's referral was extended by its day: by nothing else do pots differ.

    Referrals without an extension, and those that nobody knows, have the pots of the rule.
    """
    found = np.zeros(len(whose), dtype=np.int64)
    longer = np.asarray([bool(r.extensions) for r in referrals] + [False])
    at = np.flatnonzero(longer[whose])
    if len(at):
        pairs, back = np.unique(joined(whose[at], days[at]), return_inverse=True)
        first = np.empty(len(pairs), dtype=np.int64)
        first[back] = at
        units = [_extended(referrals[whose[row]], int(days[row])) for row in first.tolist()]
        found[at] = np.asarray(units, dtype=np.int64)[back]
    return found


def _extended(referral: Referral, day: int) -> int:
    return sum(more.units for more in referral.extensions if more.on.toordinal() <= day)


def _somebody(day: date) -> Referral:
    return Referral(id=_NOBODY, programme="", client=_NOBODY, on=day)


def _asked(
    programme: Programme, component: Component, referral: Referral, day: date
) -> Iterator[tuple[int, int]]:
    """Family and size of each pot on a day."""
    for part in remaining(programme, component, referral, _NOTHING, day, day):
        yield family_of(part, programme, referral), part.left


def family_of(part: Remaining, programme: Programme, referral: Referral) -> int:
    """Which family of pots an answer of ``remaining`` speaks of, as its scope names it."""
    if part.rule == "units_left":
        return UNITS[part.scope != f"{referral.id}:units"]
    own = not part.scope.startswith(f"{referral.client}:{programme.id}:all:")
    monthly = "-" in part.scope.rpartition(":")[2]
    return (MONTHS if monthly else YEARS)[own]
