"""Rows of two tables brought together by keys: shared numbers, packed keys, pairs by count."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
NONE = -1
_ROOM = 2**62
_EMPTY = pd.util.hash_array(np.asarray([""], dtype=object), categorize=False)[0]


def share(*columns: pd.Series) -> tuple[tuple[Ints, ...], list[str]]:
    """Numbers of ids that several tables share, and the names behind them; -1: the empty id."""
    lists = [column.cat.categories.to_numpy(dtype=object) for column in columns]
    every = np.concatenate([np.asarray([""], dtype=object), *lists])
    codes, names = pd.factorize(every)
    cuts = np.cumsum([1, *(len(ids) for ids in lists)])
    found = []
    for begin, column in zip(cuts, columns, strict=False):
        # The empty id is the first of all, so it comes to be -1.
        known = codes[begin : begin + len(column.cat.categories)].astype(np.int64) - 1
        places = column.cat.codes.to_numpy()
        found.append(known[places] if len(known) else np.full(len(places), NONE))
    return tuple(found), [str(name) for name in names[1:]]


def name_rows(column: pd.Series) -> Ints:
    """A number that stands for each text, the same in every run; 0 stands for the empty one."""
    hashed = np.asarray(pd.util.hash_array(column.to_numpy(dtype=object), categorize=False))
    return np.where(hashed == _EMPTY, 0, hashed.view(np.int64))


@dataclass(slots=True)
class Names:
    """Numbers of the texts of columns, found once for as long as a text stands where it stood."""

    kept: dict[str, tuple[npt.NDArray[np.object_], Ints]] = field(default_factory=dict)

    def rows(self, which: str, column: pd.Series) -> Ints:
        """What ``name_rows`` gives; ``which`` tells the columns apart."""
        texts = column.to_numpy(dtype=object, copy=True)
        before = self.kept.get(which)
        if before is None or len(before[0]) != len(texts):
            found = name_rows(column)
        else:
            found = before[1].copy()
            new = np.flatnonzero(before[0] != texts)
            found[new] = name_rows(column.iloc[new])
        self.kept[which] = texts, found
        return found


def name_ids(column: pd.Series) -> Ints:
    """The same of a column of ids: hashed once a name."""
    names = name_rows(pd.Series(column.cat.categories.to_numpy(dtype=object), dtype="str"))
    return names[column.cat.codes.to_numpy()] if len(names) else np.zeros(len(column), np.int64)


def pack(parts: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    """One number for several keys of two tables: equal where all of the keys are equal."""
    cut = len(parts[0][0])
    code = np.zeros(cut + len(parts[0][1]), dtype=np.int64)
    room = 1
    for left, right in parts:
        both = np.concatenate((left, right))
        if not len(both):
            break
        least = int(both.min())
        span = int(both.max()) - least + 1
        if room * span > _ROOM:
            code, room = _densely(code)
        if room * span > _ROOM:
            both, span = _densely(both)
            least = 0
        code = code * span + (both - least)
        room *= span
    return code[:cut], code[cut:]


def number(left: Ints, right: Ints) -> tuple[Ints, Ints, int]:
    """Keys of two tables as numbers from 0, and how many there are."""
    codes, count = _densely(np.concatenate((left, right)))
    return codes[: len(left)], codes[len(left) :], count


def _densely(keys: Ints) -> tuple[Ints, int]:
    codes, names = pd.factorize(keys)
    return codes.astype(np.int64, copy=False), len(names)


def pair_unique(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Places of pairs whose key stands once on either side."""
    a, b, count = number(left, right)
    once = (np.bincount(a, minlength=count) == 1) & (np.bincount(b, minlength=count) == 1)
    where = np.zeros(count, dtype=np.int64)
    where[b] = np.arange(len(b))
    ours = np.flatnonzero(once[a])
    return ours, where[a[ours]]


def pair_counted(left: Ints, right: Ints, left_order: Ints, right_order: Ints) -> tuple[Ints, Ints]:
    """Places of pairs of equal keys, as many as the scarcer side has.

    Rows of one key stand for one another, so counts decide; those that are left over are the last
    in the orders given (a place in line for each row).
    """
    a, b, _ = number(left, right)
    one, other = _in_line(a, left_order), _in_line(b, right_order)
    both = pack(((a, b), (one, other)))
    return pair_unique(*both)


def _in_line(keys: Ints, order: Ints) -> Ints:
    """How many rows of the same key stand before each."""
    by = np.lexsort((order, keys))
    found = np.empty(len(keys), dtype=np.int64)
    found[by] = count_up(keys[by])
    return found


def count_up(ordered: Ints) -> Ints:
    """0, 1, 2 within each run of equal values of an ordered column."""
    places = np.arange(len(ordered))
    begins = np.ones(len(ordered), dtype=np.bool_)
    begins[1:] = ordered[1:] != ordered[:-1]
    return places - np.maximum.accumulate(np.where(begins, places, 0))


def cross(left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """Places of all pairs of equal keys."""
    a, b, count = number(left, right)
    by = np.argsort(b, kind="stable")
    sizes = np.bincount(b, minlength=count)
    begins = np.concatenate(([0], np.cumsum(sizes)[:-1])) if count else np.zeros(0, np.int64)
    times = sizes[a]
    ours = np.repeat(np.arange(len(a)), times)
    within = np.arange(len(ours)) - np.repeat(np.cumsum(times) - times, times)
    return ours, by[np.repeat(begins[a], times) + within]


def columns_of(frame: pd.DataFrame, *names: str) -> tuple[Ints, ...]:
    """Columns of whole numbers."""
    return tuple(frame[name].to_numpy() for name in names)


def take(record: Any, at: npt.NDArray[Any], names: Sequence[str]) -> dict[str, Any]:
    """Some rows of every named column of a record."""
    return {name: getattr(record, name)[at] for name in names}
