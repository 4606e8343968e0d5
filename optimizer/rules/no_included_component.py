"""While a component runs that includes the support of others, none of those is given.

Source: seed 003 (respite care includes the additional support that is needed).
"""

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from optimizer.limit import NeedSum
from optimizer.tables import Ints, Tables


def no_included_component(
    t: Tables,
    seat: Ints,  # noqa: ARG001 whoever comes
    worker: Ints,  # noqa: ARG001 whoever comes
) -> Iterator[NeedSum]:
    """Per including need, client and weekday: the need alone, or what it includes without it."""
    needs = t.problem.needs
    of_client: dict[str, list[int]] = defaultdict(list)
    including = {client for n in needs if n.includes for client in n.clients}
    for row, n in enumerate(needs):
        for client in including.intersection(n.clients):
            of_client[client].append(row)
    about: list[str] = []
    most: list[int] = []
    rows: list[tuple[int, int, int]] = []
    for row, n in enumerate(needs):
        for client in n.clients if n.includes else ():
            inside = [
                other
                for other in of_client[client]
                if other != row and needs[other].component in n.includes
            ]
            for _day in range(7 if inside else 0):
                rows.append((len(about), row, len(inside)))
                rows += [(len(about), other, 1) for other in inside]
                about.append(client)
                most.append(len(inside))
    limit, need, use = np.array(rows, np.int64).reshape(-1, 3).T
    days = np.tile(1 << np.arange(7), len(about) // 7)
    yield NeedSum("no_included_component", about, days, np.array(most, np.int64), limit, need, use)
