"""Results as they are found: columns of what is told, and the table they end in."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from billing.joining import NONE, Bools, Ints
from billing.kinds import ORDER, RIGHT, Kind

NAMES = tuple(ORDER)
COLUMNS = (
    *("kind", "primary", "cents", "minutes", "group", "document", "row", "line"),
    *("found", "wanted", "other_line", "other_row", "note"),
)


@dataclass(frozen=True, slots=True)
class Told:
    """Some results in columns of one length; places are rows of the tables, -1: none."""

    kind: Ints
    """Place of the kind in the order of weight."""
    primary: Bools
    """Whether its cents are part of the difference."""
    cents: Ints
    minutes: Ints
    group: Ints
    """The match it speaks of; -1: none."""
    document: Ints
    row: Ints
    line: Ints
    found: Ints
    """What was billed, in the unit that the kind's sentence asks for."""
    wanted: Ints
    """What was to be, in the same unit."""
    other_line: Ints
    other_row: Ints
    note: Ints
    """Index into the notes of the run (words of evidence); -1: none."""

    def __len__(self) -> int:
        """How many."""
        return len(self.kind)

    def take(self, at: Any) -> "Told":
        """Some of them."""
        return Told(**{name: getattr(self, name)[at] for name in COLUMNS})


def tell(kind: Kind, count: int, **columns: Any) -> Told:
    """Results of one kind; columns that are not given are 0 where they count, else -1."""
    blank = {
        "kind": ORDER[kind.value],
        "primary": False,
        **dict.fromkeys(("cents", "minutes", "found", "wanted"), 0),
        **dict.fromkeys(("group", "document", "row", "line"), NONE),
        **dict.fromkeys(("other_line", "other_row", "note"), NONE),
    }
    unknown = set(columns) - set(blank)
    if unknown:
        message = f"results have no columns {sorted(unknown)}"
        raise ValueError(message)
    found = {}
    for name, otherwise in blank.items():
        wanted = np.bool_ if name == "primary" else np.int64
        given: np.ndarray = np.asarray(columns.get(name, otherwise), dtype=wanted)
        found[name] = np.full(count, given) if given.ndim == 0 else given
    return Told(**found)


def gather(parts: Iterable[Told]) -> Told:
    """All results in one."""
    listed = [part for part in parts if len(part)]
    if not listed:
        return tell(Kind.X01, 0)
    return Told(
        **{name: np.concatenate([getattr(part, name) for part in listed]) for name in COLUMNS}
    )


def write_table(
    told: Told,
    lines: Sequence[str] | np.ndarray,
    documents: Sequence[str] | np.ndarray,
    numbers: Sequence[str] | np.ndarray,
) -> pd.DataFrame:
    """The results as people and pages read them: in words, by weight, each with its stable key.

    Key: kind, line, document and number of the billed line, with a number behind where several
    of a kind speak of the same. What is right to the cent has none: nobody decides on it.
    """
    line_names, paper_names, row_names = (_with_blank(some) for some in (lines, documents, numbers))
    frame = pd.DataFrame(
        {
            "kind": pd.Categorical.from_codes(
                told.kind.astype(np.int16), categories=pd.Index(NAMES)
            ),
            "primary": told.primary,
            "cents": told.cents,
            "minutes": told.minutes,
            "document": paper_names[told.document],
            "number": row_names[told.row],
            "line": line_names[told.line],
            "found": told.found,
            "wanted": told.wanted,
            "other_line": line_names[told.other_line],
            "other_number": row_names[told.other_row],
            "group": told.group,
            "row_at": told.row,
            "line_at": told.line,
            "document_at": told.document,
            "note": told.note,
        },
        copy=False,
    )
    frame.insert(1, "key", pd.Series(_keys(frame, told), dtype=object))
    return frame


def _with_blank(names: Sequence[str] | np.ndarray) -> np.ndarray:
    """Names of places; at -1 the empty text."""
    return np.append(np.asarray(names, dtype=object), "")


def _keys(frame: pd.DataFrame, told: Told) -> np.ndarray:
    keys = np.full(len(frame), "", dtype=object)
    right = np.isin(told.kind, [ORDER[kind.value] for kind in RIGHT])
    some = np.flatnonzero(~right)
    kinds = np.asarray(NAMES, dtype=object)[told.kind[some]]
    parts = [frame[name].to_numpy()[some].tolist() for name in ("line", "document", "number")]
    keys[some] = [
        f"{kind}|{line}|{document}|{number}"
        for kind, line, document, number in zip(kinds.tolist(), *parts, strict=True)
    ]
    named = pd.Series(keys[some], dtype=object)
    twice = some[named.duplicated(keep=False).to_numpy()]
    counts: Counter[str] = Counter()
    for at in twice.tolist():
        name = keys[at]
        counts[name] += 1
        if counts[name] > 1:
            keys[at] = f"{name}#{counts[name]}"
    return keys
