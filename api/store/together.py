"""What many look at in the same moment goes on record in one transaction.

Every look at a person's data is on record before anybody sees it. A commit waits for the disk, so
a hundred people who look at something at once would wait for each other; instead one of those
waiting writes down what all of them looked at, and then all go on.
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from api.store.audit import Entry

Keep = Callable[[int, list[Entry]], None]
"""Writes acts of one provider in a transaction of its own."""


@dataclass
class _Waiting:
    tenant: int
    entries: list[Entry]
    turn: threading.Event = field(default_factory=threading.Event)
    kept: bool = False
    fault: BaseException | None = None


class Together:
    """Those who wait for the same commit; any number of threads may come."""

    def __init__(self, keep: Keep) -> None:
        self._keep = keep
        self._lock = threading.Lock()
        self._waiting: list[_Waiting] = []
        self._somebody_writes = False

    def record(self, tenant: int, entries: Iterable[Entry]) -> None:
        """Have acts on record; raises what the database raised where they are not."""
        mine = _Waiting(tenant, list(entries))
        with self._lock:
            self._waiting.append(mine)
            writes = not self._somebody_writes
            self._somebody_writes = True
        if not writes:
            mine.turn.wait()
        if not mine.kept and mine.fault is None:
            self._write_for_all()
        if mine.fault is not None:
            raise mine.fault

    def _write_for_all(self) -> None:
        """Write what everybody waits for, and hand the pen to the first who came meanwhile."""
        with self._lock:
            batch, self._waiting = self._waiting, []
        try:
            for tenant, some in _by_tenant(batch).items():
                self._write(tenant, some)
        finally:
            with self._lock:
                heir = self._waiting[0] if self._waiting else None
                self._somebody_writes = heir is not None
            for one in batch:
                one.turn.set()
            if heir is not None:
                heir.turn.set()

    def _write(self, tenant: int, some: list[_Waiting]) -> None:
        try:
            self._keep(tenant, [entry for one in some for entry in one.entries])
        except Exception as fault:  # noqa: BLE001 - each of those waiting hears of it
            for one in some:
                one.fault = fault
        else:
            for one in some:
                one.kept = True


def _by_tenant(batch: Iterable[_Waiting]) -> Mapping[int, list[_Waiting]]:
    found: dict[int, list[_Waiting]] = {}
    for one in batch:
        found.setdefault(one.tenant, []).append(one)
    return found
