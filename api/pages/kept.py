"""What takes long to work out, kept by a mark of what it was made from, for a while.

A mark that differs means that it is worked out anew; so nobody is shown what holds no more. Each
process keeps for itself, as much as fits and no longer than a login lasts without a sign of life.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
MOST = 64
LASTS = timedelta(minutes=30)


@dataclass
class _Held:
    mark: str
    value: Any
    at: datetime


class Kept:
    """Values by key and mark; those used longest ago go first."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, _Held] = OrderedDict()
        self._lock = Lock()
        self._making: dict[Hashable, Lock] = {}

    def __call__(self, key: Hashable, mark: str, at: datetime, make: Callable[[], T]) -> T:
        """What is kept under a key for this mark, or what ``make`` makes now."""
        with self._lock:
            making = self._making.setdefault(key, Lock())
        with making:
            held = self._find(key, mark, at)
            if held is None:
                held = _Held(mark, make(), at)
            with self._lock:
                held.at = at
                self._held[key] = held
                self._held.move_to_end(key)
                while len(self._held) > MOST:
                    gone, _ = self._held.popitem(last=False)
                    self._making.pop(gone, None)
        value: T = held.value
        return value

    def forget(self) -> None:
        """Begin anew, as a house does that was just opened."""
        with self._lock:
            self._held.clear()
            self._making.clear()

    def _find(self, key: Hashable, mark: str, at: datetime) -> _Held | None:
        with self._lock:
            for name in [name for name, one in self._held.items() if at - one.at > LASTS]:
                del self._held[name]
            held = self._held.get(key)
        return held if held is not None and held.mark == mark else None
