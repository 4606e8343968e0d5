"""Rows of two, of many owners one after another: who counts where."""

import numpy as np

from optimizer.search.week import Table
from optimizer.tables import Ints


class Uses:
    """Rows so far, and how many."""

    def __init__(self) -> None:
        self.parts: list[Ints] = []
        self.many = 0

    def add(self, rows: tuple[Ints, Ints, Ints]) -> tuple[Ints, Ints]:
        """Append; gives where each owner's rows begin and end."""
        starts, one, two = rows
        self.parts.append(np.stack([one, two], axis=1))
        first = self.many
        self.many += len(one)
        return starts[:-1] + first, starts[1:] + first

    def table(self) -> Table:
        """All of them. ValueError where an amount is more than the search can count with."""
        rows = np.concatenate([np.zeros((0, 2), np.int64), *self.parts])
        largest = int(rows.max(initial=0))
        if largest > np.iinfo(np.int32).max:
            message = f"an amount of {largest} is more than the search can count with"
            raise ValueError(message)
        return rows.astype(np.int32)
