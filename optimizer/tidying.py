"""Answers are not interrupted for tidying: cycles of memory are swept when they are given.

A sweep of everything the interpreter holds takes a tenth of a second and more, and comes when it
likes: on an answer that may take a second that is the difference between soon and late.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock


@dataclass
class _Broom:
    """How many answers wait, and whether somebody swept before the first of them."""

    lock: Lock = field(default_factory=Lock)
    answers: int = 0
    sweeps: bool = True


_BROOM = _Broom()


@contextmanager
def tidy_later() -> Iterator[None]:
    """No sweep while the block runs, here or in another thread; for answers of a second or so."""
    with _BROOM.lock:
        if _BROOM.answers == 0:
            _BROOM.sweeps = gc.isenabled()
            gc.disable()
        _BROOM.answers += 1
    try:
        yield
    finally:
        with _BROOM.lock:
            _BROOM.answers -= 1
            if _BROOM.answers == 0 and _BROOM.sweeps:
                gc.enable()
