"""Compiling with numba: without Python's lock, kept on disk, and made anew when a file changes."""

from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

from numba import njit

COMPILED = ("compiled", "days", "events", "heap", "match", "net", "serve", "state", "wait")
"""Files of this folder that hold what is compiled."""
F = TypeVar("F", bound=Callable[..., object])


def inner(function: F) -> F:
    """Compile what other compiled functions call and what makes no array.

    Arrays come in named tuples: counting references to each of them at every call would cost more
    than the work itself.
    """
    return njit(_nrt=False)(function)  # type: ignore[call-overload]


def making(function: F) -> F:
    """Compile what other compiled functions call and what makes arrays."""
    return njit(function)


def entry(function: F) -> F:
    """Compile what Python calls: kept on disk."""
    return njit(nogil=True, cache=True)(function)  # type: ignore[return-value]


def sources() -> int:
    """A number that changes with any of the compiled files: entries carry it in their closure."""
    digest = blake2b(digest_size=6)
    for name in COMPILED:
        digest.update((Path(__file__).parent / f"{name}.py").read_bytes())
    return int.from_bytes(digest.digest(), "big")
