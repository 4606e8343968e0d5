"""What was compared before and has not changed is not compared again.

A block is what one provider gave and billed: no match reaches beyond it. A block is known again
by its content, whatever the order of its lines and rows, so only blocks that changed are
compared; each is laid by in an order of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
import pandas as pd

from billing.joining import NONE, Bools, Ints, name_rows
from billing.reconcile.compare import Compared
from billing.results import Told, gather
from billing.sides import Sides

_MIX = 0x9E37_79B9_7F4A_7C15
_SIGNED = np.uint64(29)
Digest = tuple[int, ...]


@dataclass(slots=True)
class Memory:
    """Blocks compared before, by their content; give the same one to run after run."""

    blocks: dict[Digest, Compared] = field(default_factory=dict)
    """Places are those in the block's own order."""
    checked: dict[Digest, Told] = field(default_factory=dict)
    compared: int = 0
    """Blocks that the last run had to compare."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A number for the content of each line and row, and the block that each belongs to."""

    lines: Ints
    rows: Ints
    line_block: Ints
    row_block: Ints
    count: int


def contents_of(sides: Sides, why: Ints) -> Contents:
    """Read off the content; ids count by name, so that the same id counts the same in every run."""
    lines, rows = sides.lines, sides.rows
    names = {
        "client": _names(sides.clients),
        "component": _names(sides.components),
        "worker": _names(sides.workers),
    }
    skip = {"meeting", "referral", "outcome", "price", "seller", "vat_category", "document"}
    line_hash = _hash(lines, names, skip)
    price = np.append(np.asarray(sides.prices.cents * 10_000 + sides.prices.unit_minutes), NONE)
    line_hash = _mixed(line_hash, price[lines.price], why, lines.vat_category)
    row_hash = _mixed(_hash(rows, names, skip), rows.vat_category)
    block = _row_blocks(sides)
    sellers = int(max(lines.seller.max(initial=0), rows.seller.max(initial=0))) + 2
    return Contents(line_hash, row_hash, lines.seller + 1, block + 1, sellers)


def _row_blocks(sides: Sides) -> Ints:
    """Block of each row: that of the line whose id it bears, else of its seller."""
    lines, rows = sides.lines, sides.rows
    block = rows.seller.copy()
    named = np.flatnonzero(rows.object != 0)
    if len(named) and len(lines.name):
        by = np.argsort(lines.name, kind="stable")
        ordered = lines.name[by]
        place = np.minimum(np.searchsorted(ordered, rows.object[named]), len(by) - 1)
        hit = ordered[place] == rows.object[named]
        block[named[hit]] = lines.seller[by[place[hit]]]
    return block


def _names(names: Any) -> Ints:

    return np.append(name_rows(pd.Series(list(names), dtype="str")), 0)


def _hash(side: Any, names: Mapping[str, Ints], skip: set[str]) -> Ints:
    columns = []
    for one in fields(side):
        if one.name in skip:
            continue
        column = getattr(side, one.name)
        columns.append(names[one.name][column] if one.name in names else column.astype(np.int64))
    return _mixed(np.zeros(len(columns[0]), dtype=np.int64), *columns)


def _mixed(start: Ints, *columns: Ints) -> Ints:
    found = start.view(np.uint64).copy()
    for column in columns:
        found ^= column.astype(np.int64).view(np.uint64)
        found *= np.uint64(_MIX)
        found ^= found >> _SIGNED
    return found.view(np.int64)


def compare_blocks(
    sides: Sides,
    contents: Contents,
    around: int,
    memory: Memory,
    compare: Callable[[Sides, Ints, Ints], Compared],
) -> tuple[Compared, Ints, Ints]:
    """Compare the blocks that memory does not have, and put everything together.

    ``around`` stands for what all blocks share. Returns what was found by places in the order of
    blocks, and that order of lines and of rows.
    """
    line_by = np.lexsort((contents.lines, contents.line_block))
    row_by = np.lexsort((contents.rows, contents.row_block))
    line_cut = np.searchsorted(contents.line_block[line_by], np.arange(contents.count + 1))
    row_cut = np.searchsorted(contents.row_block[row_by], np.arange(contents.count + 1))
    sums = [
        np.add.reduceat(np.append(_mixed(hashes * 0, hashes)[by], 0), cut[:-1])
        * (cut[:-1] < cut[1:])
        for hashes, by, cut in (
            (contents.lines, line_by, line_cut),
            (contents.rows, row_by, row_cut),
        )
    ]
    sizes = np.diff(line_cut), np.diff(row_cut)
    keys: list[Digest] = [
        (around, *(int(part[at]) for part in (*sums, *sizes))) for at in range(contents.count)
    ]
    new = np.asarray([key not in memory.blocks for key in keys], dtype=np.bool_)
    memory.compared = int((new & (sizes[0] + sizes[1] > 0)).sum())
    if new.any():
        lines = line_by[new[contents.line_block[line_by]]]
        rows = row_by[new[contents.row_block[row_by]]]
        found = compare(sides, lines, rows)
        _lay_by(memory, keys, new, found, (sizes[0], sizes[1]))
    live = {key: memory.blocks[key] for key in keys}
    memory.blocks = live
    return _together([live[key] for key in keys], sizes), line_by, row_by


def _sums(values: Ints, cut: Ints) -> Ints:
    """Sum of each block of an ordered column."""
    sums: Ints = np.add.reduceat(np.append(values, 0), cut[:-1])
    return np.where(cut[:-1] < cut[1:], sums, 0)


def _lay_by(
    memory: Memory, keys: list[Digest], new: Bools, found: Compared, sizes: tuple[Ints, Ints]
) -> None:
    """Cut what was found into blocks."""
    which = np.flatnonzero(new)
    line_cut = np.append(0, np.cumsum(sizes[0][which]))
    row_cut = np.append(0, np.cumsum(sizes[1][which]))
    of_line = np.repeat(np.arange(len(which)), sizes[0][which])
    of_row = np.repeat(np.arange(len(which)), sizes[1][which])
    told = found.told
    of_told = np.where(
        told.row != NONE, np.append(of_row, 0)[told.row], np.append(of_line, 0)[told.line]
    )
    of_match = np.zeros(len(found.by), dtype=np.int64)
    of_match[found.line_match[found.line_match != NONE]] = of_line[found.line_match != NONE]
    of_match[found.row_match[found.row_match != NONE]] = of_row[found.row_match != NONE]
    order = np.argsort(of_match, kind="stable")
    match_cut = np.searchsorted(of_match[order], np.arange(len(which) + 1))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    told_by = np.argsort(of_told, kind="stable")
    told_cut = np.searchsorted(of_told[told_by], np.arange(len(which) + 1))
    line_match, row_match = _moved(found.line_match, rank), _moved(found.row_match, rank)
    told = replace(told, group=_moved(told.group, rank)).take(told_by)
    for at, block in enumerate(which):
        lines, rows = slice(*line_cut[at : at + 2]), slice(*row_cut[at : at + 2])
        first = int(match_cut[at])
        memory.blocks[keys[block]] = Compared(
            line_match=_shifted(line_match[lines], -first),
            row_match=_shifted(row_match[rows], -first),
            by=found.by[order[match_cut[at] : match_cut[at + 1]]],
            told=_place(
                told.take(slice(*told_cut[at : at + 2])),
                -int(line_cut[at]),
                -int(row_cut[at]),
                -first,
            ),
        )


def _together(blocks: list[Compared], sizes: tuple[Ints, Ints]) -> Compared:
    """All blocks in one, one after another."""
    lines, rows = np.append(0, np.cumsum(sizes[0])), np.append(0, np.cumsum(sizes[1]))
    matches = np.append(0, np.cumsum([len(block.by) for block in blocks])).astype(np.int64)
    return Compared(
        np.concatenate(
            [_shifted(b.line_match, int(n)) for b, n in zip(blocks, matches[:-1], strict=True)]
        ),
        np.concatenate(
            [_shifted(b.row_match, int(n)) for b, n in zip(blocks, matches[:-1], strict=True)]
        ),
        np.concatenate([block.by for block in blocks]),
        gather(
            _place(block.told, int(lines[at]), int(rows[at]), int(matches[at]))
            for at, block in enumerate(blocks)
        ),
    )


def _place(told: Told, line: int, row: int, match: int) -> Told:
    """Results with their places moved."""
    moved = {
        "line": line, "other_line": line, "row": row, "other_row": row, "group": match
    }  # fmt: skip
    columns: dict[str, Any] = {
        name: _shifted(getattr(told, name), by) for name, by in moved.items()
    }
    return replace(told, **columns)


def _shifted(places: Ints, by: int) -> Ints:
    return np.where(places == NONE, NONE, places + by)


def _moved(places: Ints, rank: Ints) -> Ints:
    return np.where(places == NONE, NONE, np.append(rank, NONE)[places])
