"""Small tools for columns: ids to numbers, several keys to one, rows in the order of service."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from domain.session import DAY_MINUTES

UNKNOWN = -1


def vocabulary(names: Sequence[str]) -> dict[str, int]:
    """A number for each name, in the order of first appearance."""
    return {name: place for place, name in enumerate(dict.fromkeys(names))}


def numbered(column: pd.Series, names: Mapping[str, int]) -> np.ndarray:
    """The number of each row's id; ``UNKNOWN`` for an id that the vocabulary does not have."""
    known = [names.get(str(name), UNKNOWN) for name in column.cat.categories.tolist()]
    if not known:
        return np.full(len(column), UNKNOWN)
    return np.asarray(known, dtype=np.int64)[column.cat.codes.to_numpy()]


def mapped(column: pd.Series, values: Mapping[str, int], otherwise: int) -> np.ndarray:
    """A whole number for each row's id, ``otherwise`` where there is none."""
    known = [values.get(str(name), otherwise) for name in column.cat.categories.tolist()]
    if not known:
        return np.full(len(column), otherwise)
    return np.asarray(known, dtype=np.int64)[column.cat.codes.to_numpy()]


def joined(*keys: np.ndarray) -> np.ndarray:
    """One number a row for several keys: equal where all keys are equal.

    Keys are whole numbers of any range; OverflowError where their ranges do not fit together.
    """
    code = np.zeros(len(keys[0]), dtype=np.int64)
    room = 1
    for key in keys:
        if not len(key):
            return code
        least, most = int(key.min()), int(key.max())
        room *= most - least + 1
        if room > 2**62:
            message = "keys of too wide a range to be joined"
            raise OverflowError(message)
        code = code * (most - least + 1) + (key - least)
    return code


def service_order(attended: pd.DataFrame, rows: np.ndarray) -> np.ndarray:
    """Some rows of ``attended`` in the order of service: local day and start, then line id."""
    lines = attended["line"].tolist()
    by_line = np.asarray(sorted(rows.tolist(), key=lines.__getitem__), dtype=np.int64)
    when = moments(attended)[by_line]
    return by_line[np.argsort(when, kind="stable")]


def moments(attended: pd.DataFrame) -> np.ndarray:
    """Local minute at which each row began, counted over all days."""
    days = attended["day"].to_numpy()
    return np.asarray(days * DAY_MINUTES + attended["start"].to_numpy())


def month_starts(days: np.ndarray) -> np.ndarray:
    """First day of the month of each day, as ``date.toordinal`` counts."""
    return _begun(days, "datetime64[M]")


def year_starts(days: np.ndarray) -> np.ndarray:
    """First day of the year of each day."""
    return _begun(days, "datetime64[Y]")


_EPOCH = 719_163
"""1970-01-01 as ``date.toordinal`` counts."""


def _begun(days: np.ndarray, period: str) -> np.ndarray:
    dates = (days - _EPOCH).astype("datetime64[D]")
    return dates.astype(period).astype("datetime64[D]").astype(np.int64) + _EPOCH


def distinct(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First row of each different key, and for each row the place of its key among them."""
    back, names = pd.factorize(keys)
    first = np.empty(len(names), dtype=np.int64)
    first[back[::-1]] = np.arange(len(keys))[::-1]
    return first, back


def firsts(keys: np.ndarray) -> np.ndarray:
    """Whether each row is the first with its key."""
    found = np.zeros(len(keys), dtype=np.bool_)
    found[np.unique(keys, return_index=True)[1]] = True
    return found
