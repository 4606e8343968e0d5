"""The tables of the search: what it reads and what it changes."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.int32]
Wide = NDArray[np.int64]


class Week(NamedTuple):
    """One week under search. Columns as ``optimizer.search.at`` names them."""

    rows: Table
    """Routes, needs, seats."""
    thin: Table
    """Lists, options, pairs, workers."""
    uses: Table
    """Who counts where."""
    limits: Wide
    """Counters and bonds."""
    stops: Table
    """(routes, visits, columns)"""
    twos: Wide
    """Places kept, and the log that undoes an iteration."""
    scratch: Wide
    num: Wide
    way: NDArray[np.int16]
    """(2, places, places): first [to, from], then [from, to]; rows lie together."""
    near: Table
    """(2, needs, neighbours) rows of needs: by way, and by way and hour; -1 beyond the last."""
    bits: NDArray[np.uint64]
    """Workers who may take a seat, per seat; then those touched; then the state of chance."""
    keys: NDArray[np.float64]
    """Keys of the bank while it is lined up."""
