"""What a comparison found, as tables that people and pages read."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from billing.books import Books
from billing.joining import NONE, Bools, Ints, count_up, pack, pair_unique
from billing.kinds import ORDER
from billing.reconcile.compare import Compared
from billing.reconcile.matching import PASSES
from billing.results import NAMES, Told, write_table
from billing.sides import Sides

KINDS = ("1:1", "1:n", "n:1", "n:m", "1:0", "0:1", "0:n")
"""Lines to rows of a match; the last three: not billed, billed for nothing, credited or held."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The sums that have to agree, in cents."""

    billed: int
    expected: int
    told: int
    """Of the primary results."""
    residue: int
    """Of it, what nothing explains; none before a month is closed."""

    @property
    def holds(self) -> bool:
        """Whether every cent of the difference is told."""
        return self.billed - self.expected == self.told


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What a comparison found."""

    matches: pd.DataFrame
    """match, by (pass), kind, line, document, number, line_at, row_at; rows of one match stand
    together, a line and a row side by side as far as both go. Places: rows of attended, billed."""
    results: pd.DataFrame
    """kind, key, primary, cents, minutes, document, number, line, found, wanted, other_line,
    other_number, group (match), row_at, line_at, document_at, note."""
    totals: pd.DataFrame
    """Of each kind that was told: count, primary cents, cents at stake beside them."""
    identity: Identity


def write_down(books: Books, sides: Sides, found: Compared, told: Told) -> Reconciled:
    """The tables that people read, and the sums that have to agree."""
    documents, billed = books.documents["document"].to_numpy(), books.billed["number"].to_numpy()
    primary = told.cents[told.primary]
    residue = told.cents[told.primary & (told.kind == ORDER["X01"])]
    identity = Identity(
        billed=int(sides.rows.net.sum()),
        expected=int(sides.lines.net.sum()),
        told=int(primary.sum()),
        residue=int(np.abs(residue).sum()),
    )
    if not identity.holds:
        message = f"cents that no result tells: {identity}"
        raise RuntimeError(message)
    return Reconciled(
        matches=_matches(books, sides, found),
        results=write_table(told, books.attended["line"].to_numpy(), documents, billed),
        totals=_totals(told),
        identity=identity,
    )


def _totals(told: Told) -> pd.DataFrame:
    some = np.unique(told.kind)
    columns: Mapping[str, Ints] = {
        "count": np.bincount(told.kind, minlength=len(NAMES))[some],
        "cents": _sum(told.kind, np.where(told.primary, told.cents, 0))[some],
        "stake": _sum(told.kind, np.where(told.primary, 0, told.cents))[some],
    }
    return pd.DataFrame({"kind": [NAMES[at] for at in some], **columns})


def _sum(kind: Ints, cents: Ints) -> Ints:
    total = np.zeros(len(NAMES), dtype=np.int64)
    np.add.at(total, kind, cents)
    return total


def _matches(books: Books, sides: Sides, found: Compared) -> pd.DataFrame:
    """Lines beside rows, match by match."""
    lines, rows = np.flatnonzero(found.line_match != NONE), np.flatnonzero(found.row_match != NONE)
    a, b = found.line_match[lines], found.row_match[rows]
    ours, theirs = np.bincount(a, minlength=len(found.by)), np.bincount(b, minlength=len(found.by))
    one, other = _side_by_side(
        (ours == 1) & (theirs == 1), (a, lines, sides.lines.name), (b, rows, sides.rows.name)
    )
    more_lines, more_rows = _others(len(lines), one), _others(len(rows), other)
    line_at = np.concatenate((lines[one], lines[more_lines], np.full(len(more_rows), NONE)))
    row_at = np.concatenate((rows[other], np.full(len(more_lines), NONE), rows[more_rows]))
    match = np.concatenate((a[one], a[more_lines], b[more_rows]))
    by = np.argsort(match, kind="stable")
    line_at, row_at, match = line_at[by], row_at[by], match[by]
    kind = _kinds(ours, theirs)
    documents = np.append(books.documents["document"].to_numpy(dtype=object), "")
    paper = np.append(sides.rows.document, NONE)
    return pd.DataFrame(
        {
            "match": match,
            "by": pd.Categorical.from_codes(found.by[match], categories=pd.Index(PASSES)),
            "kind": pd.Categorical.from_codes(kind[match], categories=pd.Index(KINDS)),
            "line": np.append(books.attended["line"].to_numpy(dtype=object), "")[line_at],
            "document": documents[paper[row_at]],
            "number": np.append(books.billed["number"].to_numpy(dtype=object), "")[row_at],
            "line_at": line_at,
            "row_at": row_at,
        },
        copy=False,
    )


def _side_by_side(
    alone: Bools, ours: tuple[Ints, Ints, Ints], theirs: tuple[Ints, Ints, Ints]
) -> tuple[Ints, Ints]:
    """Lines and rows of one match, side by side by name; each told as match, place and names."""
    (a, lines, line_names), (b, rows, row_names) = ours, theirs
    row_of = np.full(len(alone), NONE)
    row_of[b] = np.arange(len(b))
    one = np.flatnonzero(alone[a])
    few, many = np.flatnonzero(~alone[a]), np.flatnonzero(~alone[b])
    left, right = (
        _ranked(lines[few], a[few], line_names),
        _ranked(rows[many], b[many], row_names),
    )
    more, others = pair_unique(*pack([(a[few], b[many]), (left, right)]))
    return np.concatenate((one, few[more])), np.concatenate((row_of[a[one]], many[others]))


def _others(count: int, some: Ints) -> Ints:
    """Places that are not among some."""
    rest = np.ones(count, dtype=np.bool_)
    rest[some] = False
    return np.flatnonzero(rest)


def _ranked(places: Ints, match: Ints, name: Ints) -> Ints:
    """How many of the same match stand before each, by name."""
    alone = np.bincount(match, minlength=1)[match] == 1 if len(match) else match == 0
    found = np.zeros(len(places), dtype=np.int64)
    many = np.flatnonzero(~alone)
    by = many[np.lexsort((name[places[many]], match[many]))]
    found[by] = count_up(match[by])
    return found


def _kinds(ours: Ints, theirs: Ints) -> Ints:
    """Kind of each match by how many lines and rows it has."""
    some: Bools = (ours > 0) & (theirs > 0)
    both = np.where(ours == 1, np.where(theirs == 1, 0, 1), np.where(theirs == 1, 2, 3))
    alone = np.where(theirs == 0, 4, np.where(theirs == 1, 5, 6))
    return np.where(some, both, alone)
