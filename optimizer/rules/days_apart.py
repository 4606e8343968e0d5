"""Meetings of a series keep their days apart."""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from optimizer.limit import NeedSum
from optimizer.tables import Ints, Tables


def days_apart(t: Tables, seat: Ints, worker: Ints) -> Iterator[NeedSum]:  # noqa: ARG001 whoever comes
    """Per series and stretch of (its most) ``days_apart`` days inside the week: one meeting."""
    series: dict[str, list[int]] = defaultdict(list)
    for row, n in enumerate(t.problem.needs):
        if n.series:
            series[n.series].append(row)
    about: list[str] = []
    days: list[int] = []
    rows: list[tuple[int, int]] = []
    for needs in series.values():
        apart = min(7, max(t.problem.needs[row].days_apart for row in needs))
        for first in range(8 - apart):
            rows += [(len(about), row) for row in needs]
            about.append(t.problem.needs[needs[0]].clients[0])
            days.append(((1 << apart) - 1) << first)
    limit, need = np.array(rows, np.int64).reshape(-1, 2).T
    ones = np.ones(len(about), np.int64)
    use = np.ones(len(limit), np.int64)
    yield NeedSum("days_apart", about, np.array(days, np.int64), ones, limit, need, use)
