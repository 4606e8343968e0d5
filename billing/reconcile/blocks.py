"""What was compared before and has not changed is not compared again.

A block is what one provider gave and billed: no match reaches beyond it, but where a row bears the
id of another provider's line, and then both are one block. A block is known again by its content,
whatever the order of its lines and rows, so only blocks that changed are compared; each is laid by
in an order of its own.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

import numpy as np
import pandas as pd

from billing.books import Known
from billing.joining import NONE, Bools, Ints, Names, name_rows
from billing.reconcile.compare import Compared
from billing.results import Told, gather
from billing.sides import Lines, Prices, Rows, Sides

_MIX = 0x9E37_79B9_7F4A_7C15
_SHIFT = np.uint64(29)
_OF_ONE_RUN = ("meeting", "referral", "outcome", "price", "document")
"""Of these the comparison knows what ``why`` tells, and the price itself."""
Digest = tuple[int, ...]
Places = tuple[Ints, Ints]
"""Of lines and of rows."""


@dataclass(slots=True)
class Memory:
    """Blocks compared before, by their content; give the same one to run after run."""

    blocks: dict[Digest, Compared] = field(default_factory=dict)
    """Places are those in the block's own order."""
    names: Names = field(default_factory=Names)
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
    names = _names_of(sides)
    price = np.append(np.asarray(sides.prices.cents * 10_000 + sides.prices.unit_minutes), NONE)
    line_hash = _mixed(_hash(lines, names), price[lines.price], why)
    row_hash = _hash(rows, names)
    block = _blocks(sides)
    return Contents(
        line_hash, row_hash, block[lines.seller + 1], block[rows.seller + 1], len(block)
    )


def around(sides: Sides, known: Known) -> int:
    """A number for what all blocks share: prices, earlier invoices, days and tolerance."""
    names = _names_of(sides)
    code = zlib.crc32(repr((known.first, known.last, known.open_since, known.rounding)).encode())
    for side in (sides.prices, sides.earlier):
        code = zlib.crc32(_hash(side, names).tobytes(), code)
    return code


def _names_of(sides: Sides) -> dict[str, Ints]:
    """What stands for each id, by the column in which it stands."""
    return {
        "client": _names(sides.clients),
        "component": _names(sides.components),
        "worker": _names(sides.workers),
        "seller": _names(sides.sellers),
        "vat_category": _names(sides.vat_categories),
    }


def _blocks(sides: Sides) -> Ints:
    """Block of each seller, nobody first; those whom a row's id joins have one."""
    lines, rows = sides.lines, sides.rows
    block = np.arange(len(sides.sellers) + 1)
    named = np.flatnonzero(rows.object != 0)
    if not len(named) or not len(lines.name):
        return block
    by = np.argsort(lines.name, kind="stable")
    ordered = lines.name[by]
    place = np.minimum(np.searchsorted(ordered, rows.object[named]), len(by) - 1)
    hit = ordered[place] == rows.object[named]
    one, other = rows.seller[named[hit]] + 1, lines.seller[by[place[hit]]] + 1
    apart = one != other
    for a, b in np.unique(np.column_stack((one[apart], other[apart])), axis=0):
        block[block == block[b]] = block[a]
    return block


def _names(names: Sequence[str]) -> Ints:
    return np.append(name_rows(pd.Series(list(names), dtype="str")), 0)


def _hash(side: Lines | Rows | Prices, names: Mapping[str, Ints]) -> Ints:
    """A number for each place, of all columns but those whose numbers are of one run alone."""
    columns = []
    for one in fields(side):
        if one.name in _OF_ONE_RUN:
            continue
        column = getattr(side, one.name)
        columns.append(names[one.name][column] if one.name in names else column)
    return _mixed(np.zeros(len(columns[0]), dtype=np.int64), *columns)


def _mixed(start: Ints, *columns: Ints) -> Ints:
    found = start.view(np.uint64).copy()
    for column in columns:
        found *= np.uint64(_MIX)
        found += column.astype(np.int64, copy=False).view(np.uint64)
        found ^= found >> _SHIFT
    return found.view(np.int64)


def compare_blocks(
    contents: Contents,
    around: int,
    memory: Memory,
    compare: Callable[[Sequence[Places]], Iterable[Compared]],
    most: int = 0,
) -> tuple[Compared, Ints, Ints]:
    """Compare the blocks that memory does not have, and put everything together.

    ``around`` stands for what all blocks share. They are compared in parts of about ``most`` lines
    and rows (0: all at once). Returns what was found by places in the order of blocks, and that
    order of lines and of rows.
    """
    line_by = _by_block(contents.lines, contents.line_block, contents.count)
    row_by = _by_block(contents.rows, contents.row_block, contents.count)
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
    parts = list(_parts(new, sizes[0] + sizes[1], most))
    places = [
        (line_by[part[contents.line_block[line_by]]], row_by[part[contents.row_block[row_by]]])
        for part in parts
    ]
    for part, found in zip(parts, compare(places), strict=True):
        _lay_by(memory, keys, part, found, (sizes[0], sizes[1]))
    live = {key: memory.blocks[key] for key in keys}
    memory.blocks = live
    return _together([live[key] for key in keys], sizes), line_by, row_by


def _parts(new: Bools, sizes: Ints, most: int) -> Iterator[Bools]:
    """The blocks that are new, in parts of about so many lines and rows."""
    if not new.any():
        return
    new_sizes = np.where(new, sizes, 0)
    total = int(new_sizes.sum())
    many = max(1, total // most) if most else 1
    begins = np.cumsum(new_sizes) - new_sizes
    number = begins * many // max(1, total)
    for one in np.unique(number[new]):
        yield new & (number == one)


def _by_block(content: Ints, block: Ints, count: int) -> Ints:
    """Places block by block, in each by as much of the content as fits into one number beside."""
    room = np.uint64(max(1, count.bit_length()))
    high = block.astype(np.uint64) << (np.uint64(64) - room)
    return np.argsort(high | (content.view(np.uint64) >> room), kind="stable")


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
