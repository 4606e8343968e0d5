"""What the compiled labels read and write: routes, prices, limits and room, as named arrays."""

from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

from optimizer.tables import Ints

Floats = NDArray[np.float64]
F = TypeVar("F", bound=Callable[..., object])
NJIT: Any = njit
"""``_nrt`` is not in its stubs."""

NEED, MINUTE, MASK, LOAD, ODD, CALL, BEFORE, NEXT, LINE = range(9)
"""Rows of the bench: where, when, what is remembered, loaded, met by half, called; and chains."""
FIELDS = 9
HOME = -1
OUT_OF_ROOM = -1


class Shape(NamedTuple):
    """A route as the compiled functions read it; see ``routes.Route``."""

    at: Ints
    lo: Ints
    hi: Ints
    minutes: Ints
    ways: NDArray[np.int16]
    next_at: Ints
    next_need: NDArray[np.int16]
    out: Ints
    back: Ints
    begin: int
    end: int
    grid: int
    slot: int
    """Minutes within which ends known from behind are the same."""


class Prices(NamedTuple):
    """What calls and ways cost, and what may be of interest."""

    call: Floats
    travel: float
    behind: Floats
    """(needs, slots) least cost from the end of a need until home."""
    most: float
    """Days that cost as much are of no interest."""


class Limits(NamedTuple):
    """What a day may: load, and meeting again what was forgotten."""

    load: Ints
    """Per call."""
    load_most: int
    bit: Ints
    """(needs) -1: never remembered."""
    keep: Ints
    """(needs) bits that survive a visit there."""
    triples: Ints
    """(needs) bits of the triples that each need belongs to."""
    triple_price: Floats
    """What each second need of a triple costs besides."""
    rough: bool
    """Labels are dropped whatever they remember and carry."""


New = tuple[int, float, int, int, int]
"""A label about to be kept: minute, cost, load, mask, triples of which an odd number is met."""


class Bench(NamedTuple):
    """Room for labels, and for what is known of each need and minute."""

    whole: Ints
    """(FIELDS, labels)"""
    cost: Floats
    by_minute: Ints
    """Newest label that ends in a minute of the shift."""
    by_need: Ints
    best: Floats
    """(needs) cheapest day that ends there, and its last label."""
    best_label: Ints


class Paths(NamedTuple):
    """Where days are written to: calls from the last to the first."""

    calls: Ints
    lengths: Ints
    costs: Floats


def inner(function: F) -> F:
    """Compile what compiled functions call; without counting references, nothing may allocate."""
    return cast("F", NJIT(_nrt=False)(function))


def entry(function: F) -> F:
    """Compile what Python calls: kept on disk, other threads run meanwhile."""
    return cast("F", NJIT(_nrt=False, nogil=True, cache=True)(function))
