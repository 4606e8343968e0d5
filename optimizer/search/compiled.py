"""Compiling with numba, and chance that is the same on every machine."""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numba import njit

if TYPE_CHECKING:
    from optimizer.search.week import Week

COMPILED = (
    "at",
    "compiled",
    "counting",
    "insert",
    "loop",
    "moves",
    "order",
    "ruin",
    "team",
    "week",
)
"""Files of this folder that hold what is compiled."""
F = TypeVar("F", bound=Callable[..., object])

# Shifts and the factor of xorshift64*, in the type of its state: a mixture would turn to floats.
RIGHT, LEFT, RIGHT_AGAIN, TOP = np.uint64(12), np.uint64(25), np.uint64(27), np.uint64(11)
FACTOR = np.uint64(2685821657736338717)
ONE = 1.0 / 9007199254740992.0
"""2 to the power of -53."""


def compiled(function: F) -> F:
    """Compile what other compiled functions call.

    Arrays come in named tuples. Without ``_nrt=False`` each call would count references to
    every one of them, which costs twenty times the work itself; so nothing in here may
    allocate.
    """
    return njit(_nrt=False)(function)  # type: ignore[call-overload]


def entry(function: F) -> F:
    """Compile what Python calls: kept on disk, and run without Python's lock."""
    return njit(_nrt=False, nogil=True, cache=True)(function)  # type: ignore[call-overload]


def sources() -> int:
    """A number that changes with any of the compiled files.

    What is kept on disk is looked up by the file of the function that Python calls. A
    change in a file further down would go unseen, so entries carry this number.
    """
    digest = blake2b(digest_size=6)
    for name in COMPILED:
        digest.update((Path(__file__).parent / f"{name}.py").read_bytes())
    return int.from_bytes(digest.digest(), "big")


@compiled
def draw(w: "Week") -> float:
    """Draw a number in [0, 1): xorshift64*, its state in an array."""
    x = w.bits[w.bits.shape[0] - 1, 0]
    x ^= x >> RIGHT
    x ^= x << LEFT
    x ^= x >> RIGHT_AGAIN
    w.bits[w.bits.shape[0] - 1, 0] = x
    return float((x * FACTOR) >> TOP) * ONE


@compiled
def below(w: "Week", many: int) -> int:
    """Draw a whole number from 0 to below ``many``."""
    return int(draw(w) * many)
