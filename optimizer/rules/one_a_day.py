"""A client has at most one meeting of a component a day."""

from collections.abc import Iterator

import numpy as np

from optimizer.limit import NeedSum
from optimizer.tables import Ints, Tables


def one_a_day(t: Tables, seat: Ints, worker: Ints) -> Iterator[NeedSum]:  # noqa: ARG001 whoever comes
    """Per client, component and weekday: one meeting."""
    need = np.arange(len(t.problem.needs))
    at, client = t.members_of(need)
    names = sorted({n.component for n in t.problem.needs})
    row = {name: k for k, name in enumerate(names)}
    component = np.array([row[n.component] for n in t.problem.needs], np.int64)
    key = client * max(1, len(names)) + component[at]
    kept, group = np.unique(key, return_inverse=True)
    days = np.arange(7)
    yield NeedSum(
        "one_a_day",
        [t.problem.clients[c].id for c in np.repeat(kept // max(1, len(names)), 7).tolist()],
        np.tile(1 << days, len(kept)),
        np.ones(len(kept) * 7, np.int64),
        (group[:, None] * 7 + days).ravel(),
        np.repeat(at, 7),
        np.ones(len(at) * 7, np.int64),
    )
