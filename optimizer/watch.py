"""Ending a solver's search from outside when somebody says stop."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

PERIOD = 0.1
"""Seconds between two questions."""

Stop = Callable[[], bool]


@contextmanager
def watching(stop: Stop | None, end: Callable[[], None]) -> Iterator[None]:
    """Ask ``stop`` ten times a second while the block runs, and call ``end`` once it says so."""
    ended = Event()
    watch = Thread(target=_watch, args=(stop, end, ended), daemon=True)
    if stop is not None:
        watch.start()
    try:
        yield
    finally:
        ended.set()


def _watch(stop: Stop, end: Callable[[], None], ended: Event) -> None:
    while not ended.wait(PERIOD):
        if stop():
            end()
            return
