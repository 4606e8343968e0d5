"""Reconcile: what was billed against what was delivered, to the cent.

The sum of what was billed, less the sum of what was due, is the sum of the primary results; what
nothing explains is one of them (X01).
"""

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import fields, replace

import numpy as np
from pandas import DataFrame

from billing.books import Books, Known
from billing.checks import CHECKS
from billing.given import Given
from billing.joining import NONE, Ints, pack
from billing.kinds import ORDER
from billing.laying import lay_out
from billing.reconcile.blocks import Memory, Places, around, compare_blocks, contents_of
from billing.reconcile.compare import Compared, compare
from billing.reconcile.papers import look_at_papers, tell_papers
from billing.reconcile.written import Reconciled, write_down
from billing.results import Told, gather
from billing.sides import Sides

PART = 20_000
"""Lines and rows of a part: a second's work, far more than handing it over takes."""


def reconcile(
    books: Books,
    known: Known | None = None,
    memory: Memory | None = None,
    executor: Executor | None = None,
) -> Reconciled:
    """Compare what was billed with what was delivered.

    With a ``memory`` from an earlier run only providers of whom something changed are compared.
    With an ``executor`` they are compared there, in parts of some providers, with the same result.
    The result depends on the content of the tables alone, not on the order of their rows. Raises
    ValueError where a billed line names no document that is there.
    """
    known = known or Known()
    memory = Memory() if memory is None and executor is not None else memory
    papers = look_at_papers(books, known)
    sides = lay_out(books, known, papers.held, memory.names if memory else None)
    known = replace(known, first=sides.first, last=sides.last)
    given = Given(books, sides, known)
    taken = np.flatnonzero(~sides.rows.held)
    open_rows = (
        sides if len(taken) == len(sides.rows.net) else replace(sides, rows=sides.rows.take(taken))
    )
    if memory is None:
        found = compare(open_rows, given.why, known)
    else:
        found = _compare_again(open_rows, given, memory, executor)
    found = _numbered(_with_held(found, sides, taken))
    told = gather(
        (
            _at_rows(found.told, taken),
            *_held_groups(tell_papers(books, known, papers, sides.rows), found, sides),
            _check(given),
        )
    )
    return write_down(books, sides, found, _in_order(told, sides))


def _check(given: Given) -> Told:
    return gather(part for check in CHECKS for part in check(given))


def _compare_again(
    sides: Sides, given: Given, memory: Memory, executor: Executor | None
) -> Compared:
    """Compare what memory does not have, here or elsewhere."""
    contents = contents_of(sides, given.why)

    def again(parts: Sequence[Places]) -> Iterable[Compared]:
        some = [
            replace(sides, lines=sides.lines.take(lines), rows=sides.rows.take(rows))
            for lines, rows in parts
        ]
        whys = [given.why[lines] for lines, _ in parts]
        knowns = [_without_tables(given.known)] * len(parts)
        if executor is None or len(parts) == 1:
            return map(compare, some, whys, knowns)
        return executor.map(compare, some, whys, knowns)

    found, line_by, row_by = compare_blocks(
        contents, around(sides, given.known), memory, again, PART if executor else 0
    )
    line_match, row_match = np.empty_like(found.line_match), np.empty_like(found.row_match)
    line_match[line_by], row_match[row_by] = found.line_match, found.row_match
    told = _at_lines(_at_rows(found.told, row_by), line_by)
    told = replace(
        told,
        document=np.where(told.row == NONE, NONE, np.append(sides.rows.document, NONE)[told.row]),
    )
    return Compared(line_match, row_match, found.by, told)


def _without_tables(known: Known) -> Known:
    """What the comparison of single providers asks of what is known: no tables."""
    tables = {
        one.name: None for one in fields(known) if isinstance(getattr(known, one.name), DataFrame)
    }
    return replace(known, **tables)  # type: ignore[arg-type]


def _at_rows(told: Told, places: Ints) -> Told:
    with_none = np.append(places, NONE)
    return replace(told, row=with_none[told.row], other_row=with_none[told.other_row])


def _at_lines(told: Told, places: Ints) -> Told:
    with_none = np.append(places, NONE)
    return replace(told, line=with_none[told.line], other_line=with_none[told.other_line])


def _with_held(found: Compared, sides: Sides, taken: Ints) -> Compared:
    """Matches with one more for each document that is held."""
    row_match = np.full(len(sides.rows.net), NONE)
    row_match[taken] = found.row_match
    held = np.flatnonzero(sides.rows.held)
    some, of = np.unique(sides.rows.document[held], return_inverse=True)
    row_match[held] = len(found.by) + of
    by = np.append(found.by, np.full(len(some), 1))
    return replace(found, row_match=row_match, by=by)


def _numbered(found: Compared) -> Compared:
    """Matches in the order of their first lines, then of the first rows of those without any.

    Whichever way they were found, in one run or block by block, they bear the same numbers.
    """
    lines, count = len(found.line_match), len(found.by)
    places = lines + len(found.row_match)
    first = places + np.arange(count)
    for column, begin in ((found.row_match, lines), (found.line_match, 0)):
        here = np.flatnonzero(column != NONE)[::-1]
        first[column[here]] = begin + here
    stands = np.zeros(places + count, dtype=np.int64)
    stands[first] = 1
    number = np.append(np.cumsum(stands)[first] - 1, NONE)
    by = np.empty_like(found.by)
    by[number[:-1]] = found.by
    return Compared(
        line_match=number[found.line_match],
        row_match=number[found.row_match],
        by=by,
        told=replace(found.told, group=number[found.told.group]),
    )


def _held_groups(parts: object, found: Compared, sides: Sides) -> list[Told]:
    """What is told of documents that are held speaks of the match of their rows."""
    group = np.full(int(sides.rows.document.max(initial=-1)) + 2, NONE)
    held = sides.rows.held
    group[sides.rows.document[held]] = found.row_match[held]
    listed: list[Told] = list(parts)  # type: ignore[call-overload]
    return [
        replace(part, group=group[np.minimum(part.document, len(group) - 1)])
        if part.primary.any()
        else part
        for part in listed
    ]


def _in_order(told: Told, sides: Sides) -> Told:
    """Results by weight and day, in an order that the order of the tables does not change.

    What is right comes last. Only where everything that is told is the same do places decide.
    """
    right = told.kind >= ORDER["P02"]
    some = np.flatnonzero(~right)
    line, row = told.line[some], told.row[some]
    day = np.where(
        line == NONE, np.append(sides.rows.first, 0)[row], np.append(sides.lines.day, 0)[line]
    )
    keys = (
        *(getattr(told, name)[some] for name in ("other_row", "other_line", "row", "line")),
        told.document[some],
        told.wanted[some],
        told.cents[some],
        np.append(sides.rows.name, 0)[row],
        np.append(sides.lines.name, 0)[line],
        np.append(sides.lines.start, 0)[line],
        day,
        ~told.primary[some],
        told.kind[some],
    )
    rest = np.flatnonzero(right)
    places = [(getattr(told, name)[rest], rest[:0]) for name in ("kind", "row", "line")]
    rest = rest[np.argsort(pack(places)[0], kind="stable")]
    return told.take(np.concatenate((some[np.lexsort(keys)], rest)))
