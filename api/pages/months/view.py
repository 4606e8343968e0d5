"""A month as its pages show it: programmes and components, findings, rows, ceilings, funders."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from api.exports.trace_words import component_name
from api.journeys.look_at_month import MonthSeen
from api.journeys.month_caps import CapUsed
from api.journeys.month_rows import DECIDED, FITS, Ints, day_of
from api.journeys.month_write import say_result
from api.pages.months.asked import Chosen, sum_column
from api.store import KeptResult
from billing.decisions import Decision
from domain.programme import components, programmes
from domain.words import Language

SUMS = ("planned", "delivered", "expected", "invoiced", "difference")
STATE_NAMES = {FITS: "fits", DECIDED: "decided"}
HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Sums:
    """A line of the table of programmes."""

    id: str
    name: str
    code: str
    minutes: int
    cents: dict[str, int]


@dataclass(frozen=True, slots=True)
class Group:
    """A programme with its components."""

    sums: Sums
    parts: tuple[Sums, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A result of the work list."""

    result: KeptResult
    row: int
    whom: str
    client: str
    code: str
    programme: str
    component: str
    sentence: str
    held: Decision | None
    expected: int
    """Cents of its row."""
    invoiced: int


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row of the table of rows."""

    line: str
    billed: str
    day: date | None
    client: str
    name: str
    worker: str
    code: str
    programme: str
    component: str
    minutes: int
    outcome: str
    state: str
    cents: dict[str, int]


@dataclass(frozen=True, slots=True)
class CapShown:
    """A ceiling with its meter in hundredths."""

    cap: CapUsed
    name: str
    code: str
    programme: str
    component: str
    filled: int
    planned: int
    """What a month takes at this pace, as far as there is room."""
    kind: str
    """Colour of the meter: ``a`` calm, ``w`` nearly full, ``x`` full."""
    band: tuple[int, int] | None
    """Where the meter may stand a month later: at the slowest and at the fastest pace."""


def total_of(seen: MonthSeen) -> Sums:
    """The sums of the whole month."""
    return _sums(seen, "", "", "", np.arange(len(seen.rows)))


def groups_of(seen: MonthSeen, language: Language) -> tuple[Group, ...]:
    """Every programme of the month with its components, the largest first."""
    column, part = seen.rows.programme, seen.rows.component
    found = []
    for code, name in enumerate(column.names):
        rows = np.flatnonzero(column.codes == code)
        if not len(rows):
            continue
        parts = [
            _sums(seen, one, component_name(one, language), "", rows[part.codes[rows] == at])
            for at, one in enumerate(part.names)
            if one and (part.codes[rows] == at).any()
        ]
        known = programmes().get(name)
        told = (known.name[language], known.code) if known else ("", "")
        found.append(Group(_sums(seen, name, *told, rows), tuple(sorted(parts, key=_largest))))
    return tuple(sorted(found, key=lambda one: (not one.sums.id, _largest(one.sums))))


def _largest(one: Sums) -> tuple[int, str]:
    return -one.cents["expected"], one.name


def _sums(seen: MonthSeen, one: str, name: str, code: str, rows: Ints) -> Sums:
    cents = {key: int(sum_column(seen, key)[rows].sum()) for key in SUMS}
    return Sums(one, name, code, int(seen.rows.minutes[rows].sum()), cents)


def found_of(chosen: Chosen, places: Sequence[int], language: Language) -> tuple[Found, ...]:
    """Some results, by their places, for the work list."""
    return tuple(_found(chosen.seen, at, language) for at in places)


def _found(seen: MonthSeen, at: int, language: Language) -> Found:
    result, rows = seen.results[at], seen.rows
    row = int(rows.result_row[at])
    client, component = rows.client.name(row), rows.component.name(row)
    return Found(
        result=result,
        row=row,
        whom=seen.people.clients.get(client, client),
        client=client,
        code=code_of(component),
        programme=programme_name(rows.programme.name(row), language),
        component=component_name(component, language) if component else "",
        sentence=say_result(result.finding, language),
        held=seen.held.get(result.key),
        expected=int(rows.expected[row]),
        invoiced=int(rows.invoiced[row]),
    )


def find_result(chosen: Chosen, key: str, language: Language) -> Found | None:
    """A result by its key; None where there is none."""
    place = next((at for at, one in enumerate(chosen.seen.results) if one.key == key), None)
    return None if place is None else _found(chosen.seen, place, language)


def rows_shown(seen: MonthSeen, places: Sequence[int], language: Language) -> Iterator[RowShown]:
    """Some rows, by their places."""
    rows = seen.rows
    columns = {name: sum_column(seen, name) for name in SUMS}
    for at in places:
        component, client = rows.component.name(at), rows.client.name(at)
        worker = rows.worker.name(at)
        yield RowShown(
            line=rows.line[at],
            billed=rows.billed[at],
            day=day_of(int(rows.day[at])),
            client=client,
            name=seen.people.clients.get(client, client),
            worker=seen.people.workers.get(worker, worker),
            code=code_of(component),
            programme=programme_name(rows.programme.name(at), language),
            component=component_name(component, language) if component else "",
            minutes=int(rows.minutes[at]),
            outcome=rows.outcome.name(at),
            state=STATE_NAMES.get(int(seen.row_states[at]), "waits"),
            cents={name: int(column[at]) for name, column in columns.items()},
        )


def caps_shown(
    seen: MonthSeen, caps: Sequence[CapUsed], language: Language
) -> tuple[CapShown, ...]:
    """Ceilings with their meters."""
    return tuple(_cap(seen, one, language) for one in caps)


def _cap(seen: MonthSeen, cap: CapUsed, language: Language) -> CapShown:
    filled = _share(cap.used, cap.whole)
    planned = min(_share(cap.pace, cap.whole), HUNDRED - filled)
    programme = components()[cap.component][0]
    band = None
    if cap.runs_out and cap.left and cap.slowest != cap.fastest:
        ends = (_share(cap.used + pace, cap.whole) for pace in (cap.slowest, cap.fastest))
        low, high = ends
        band = (low, high) if low < high else None
    return CapShown(
        cap=cap,
        name=seen.people.clients.get(cap.client, cap.client),
        code=programme.code,
        programme=programme.name[language],
        component=component_name(cap.component, language),
        filled=filled,
        planned=planned,
        kind="x" if not cap.left else "w" if cap.ends_in_time else "a",
        band=band,
    )


def _share(amount: int, whole: int) -> int:
    return min(max(amount * HUNDRED // whole, 0), HUNDRED) if whole > 0 else HUNDRED


def funders_of(seen: MonthSeen) -> tuple[tuple[str, int], ...]:
    """What each funder pays of the month, the largest first."""
    split = seen.base.basis.split
    column = split["funder"]
    codes, cents = column.cat.codes.to_numpy(), split["cents"].to_numpy()
    sums = np.zeros(len(column.cat.categories), dtype=np.int64)
    np.add.at(sums, codes, cents)
    told = zip((str(one) for one in column.cat.categories), sums.tolist(), strict=True)
    return tuple(sorted((one for one in told if one[1]), key=lambda one: (-one[1], one[0])))


def code_of(component: str) -> str:
    """Two letters of a component's programme; nothing where nobody knows it."""
    known = components().get(component)
    return known[0].code if known else ""


def programme_name(programme: str, language: Language) -> str:
    """What people call a programme; nothing where there is none."""
    known = programmes().get(programme)
    return known.name[language] if known else ""
