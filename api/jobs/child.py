"""A job in a process of its own: whatever becomes of it, its worker and the server live on.

The process has a most of memory, ends when its worker's end of the pipe is gone, and keeps what
the job changed in the transaction that ends the job: an attempt that no longer counts keeps
nothing.
"""

import logging
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from threading import Event, Thread
from traceback import extract_tb
from typing import Any

from api.jobs.clock import Clock
from api.jobs.kind import (
    CHANGED_MEANWHILE,
    FAILED,
    OUT_OF_MEMORY,
    Ended,
    RefusedError,
    Task,
    refused,
)
from api.journeys.long_work import HERE
from api.security.seal import Key
from api.store.leases import Lease, LostLeaseError, finish_job
from api.store.repository import ChangedMeanwhileError
from api.store.trouble import AWAY
from api.store.unit import Actor, Store, open_store

STOP = "stop"
BEGUN, PROGRESS = "begun", "progress"
TELL_SECONDS = 0.25
"""Between two words of progress."""
ORPHAN = 3
"""Exit code of a process whose worker is gone."""
LOG = logging.getLogger("tugiplaan.jobs")


@dataclass(frozen=True, slots=True)
class House:
    """Where the data lies, as a process is told of it: never on a command line."""

    address: str
    secret: bytes = field(repr=False)
    memory: int
    """Bytes that a job may take; 0: as many as there are."""
    number: int = 0
    """How often the master key was replaced before this one."""
    parts: str = HERE
    """URL of where parts of a job may be done, besides its process."""

    def open(self) -> Store:
        """The store."""
        return open_store(self.address, Key(self.secret, self.number))


class _Telling:
    """The child's end of the pipe."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._told = float("-inf")
        self.last: dict[str, Any] | None = None
        self.stopped = Event()

    def listen(self) -> None:
        """Hear of a stop; end at once where nobody is there any more."""
        while True:
            try:
                if self._connection.recv() == STOP:
                    self.stopped.set()
            except (EOFError, OSError):
                os._exit(ORPHAN)

    def tell(self, progress: dict[str, Any]) -> None:
        """Hand on progress, not more often than anybody would look."""
        self.last = progress
        now = time.monotonic()
        if now - self._told >= TELL_SECONDS:
            self._told = now
            self._connection.send((PROGRESS, progress))


def run_child(
    connection: Connection,
    run: Callable[[Task[Any]], Ended],
    lease: Lease,
    asked: Any,
    house: House,
    clock: Clock,
) -> None:
    """Do a leased job and end it; the exit code is 0 where it was ended."""
    for number in (signal.SIGINT, signal.SIGTERM):
        # Signals of a whole group are for the worker, which tells what is to be stopped.
        signal.signal(number, signal.SIG_IGN)
    telling = _Telling(connection)
    Thread(target=telling.listen, daemon=True).start()
    lift = limit_memory(house.memory)
    began = time.monotonic()
    connection.send((BEGUN, None))
    store = house.open()

    def work() -> Ended:
        task = Task(
            store=store,
            lease=lease,
            asked=asked,
            clock=clock,
            spent=lambda: time.monotonic() - began,
            tell=telling.tell,
            stop=telling.stopped.is_set,
            memory=house.memory or 1 << 62,
            parts=house.parts,
        )
        return run(task)

    ended = end_of(work, lease)
    lift()
    _finish(store, lease, ended, clock, telling.last)


def limit_memory(most: int) -> Callable[[], None]:
    """Take no more than ``most`` bytes of address space, until the limit is lifted.

    Where a system knows no such limit (Windows, macOS), the estimate before the work alone holds.
    """
    try:
        import resource  # noqa: PLC0415 - not every system has it
    except ImportError:
        return lambda: None
    if not most:
        return lambda: None
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    return lambda: resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def end_of(work: Callable[[], Ended], lease: Lease) -> Ended:
    """How the work ended: an error of any sort has a name and ends nothing else."""
    try:
        return work()
    except MemoryError:
        return Ended(reason=OUT_OF_MEMORY)
    except Exception as fault:  # noqa: BLE001 - whatever it is, the job ends with a reason
        return _stumbled(fault, lease)


def _stumbled(fault: Exception, lease: Lease) -> Ended:
    """A fault of the program: the log tells where, and not its message, which may hold a name."""
    where = [f"{one.filename}:{one.lineno}" for one in extract_tb(fault.__traceback__)]
    LOG.error("job %s failed: %s at %s", lease.id, type(fault).__name__, " < ".join(where[-6:]))
    return Ended(reason=FAILED)


def _finish(
    store: Store, lease: Lease, ended: Ended, clock: Clock, progress: dict[str, Any] | None
) -> None:
    """End the job with what it changed; without it where that cannot be kept.

    Nothing at all where somebody else was given the job. What the database fails with is raised:
    the job goes back to the queue.
    """
    actor = Actor(lease.tenant, lease.by)
    try:
        try:
            with store.write(actor, clock()) as unit:
                answer = ended.keep(unit) if ended.keep else ended.answer
                finish_job(unit, lease, answer, ended.reason, progress)
        except LostLeaseError:
            raise
        except AWAY:
            raise
        except ChangedMeanwhileError:
            other = Ended(reason=CHANGED_MEANWHILE)
        except RefusedError as fault:
            other = refused(fault.findings)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the job ends with a reason
            other = _stumbled(fault, lease)
        else:
            return
        with store.write(actor, clock()) as unit:
            finish_job(unit, lease, other.answer, other.reason, progress)
    except LostLeaseError:
        LOG.warning("job %s: attempt %d no longer counts", lease.id, lease.attempt)
