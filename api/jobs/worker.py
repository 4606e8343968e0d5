"""A worker: takes jobs from the queue and sees to it that each ends, whatever becomes of it.

The worker itself computes nothing. Each job runs in a process of its own (``api.jobs.child``); the
worker keeps its lease, hands progress and stops through, and ends it when it takes longer than
it may. A job whose process died goes back to the queue; one whose worker died does so by itself
when the lease has run out.
"""

import logging
import multiprocessing
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

from api.jobs.child import BEGUN, STOP, House, run_child
from api.jobs.clock import Clock
from api.jobs.kind import OVERTIME, UNREADABLE, JobKind
from api.store.jobs import read_asked
from api.store.leases import Lease, LostLeaseError, finish_job, lease_job, release_job, renew_lease
from api.store.trouble import AWAY
from api.store.unit import Actor, Store

LOG = logging.getLogger("tugiplaan.jobs")
PRELOADED = ("__main__", "api.jobs.kinds", "api.jobs.child")


@dataclass(frozen=True, slots=True)
class Limits:
    """Times of a worker, in seconds."""

    lease: float = 15.0
    """A job whose worker is silent for so long is given to another."""
    beat: float = 1.0
    """Between two renewals of a lease."""
    poll: float = 0.5
    """Between two looks at an empty queue."""
    tick: float = 0.1
    over: float = 2.0
    """Granted beyond a job's own limit before its process is ended."""
    start: float = 60.0
    """Until a new process begins with its job."""
    grace: float = 20.0
    """For running jobs to end well, once the worker is asked to."""


def nothing() -> None:
    """The work of the first process, which only finds out that processes can begin."""


@dataclass
class _Running:
    """A job in its process, as the worker sees it."""

    lease: Lease
    limit: float
    process: BaseProcess
    connection: Connection
    since: float
    begun: float | None = None
    beat: float = 0.0
    progress: dict[str, Any] | None = None
    stopping: bool = False
    reason: str = ""
    """Why its process was ended by the worker."""
    lost: bool = False

    def latest(self, limits: Limits) -> float:
        """The second by which it must have ended."""
        if self.begun is None:
            return self.since + limits.start
        return self.begun + self.limit + limits.over


@dataclass
class Worker:
    """One worker with so many processes; ``end`` may be called from a signal."""

    name: str
    house: House
    kinds: Mapping[str, JobKind[Any]]
    clock: Clock
    processes: int = 1
    limits: Limits = Limits()
    preloaded: tuple[str, ...] = PRELOADED
    """What every process knows when it begins, imported once."""
    store: Store = field(init=False)
    ending: float | None = field(default=None, init=False)
    """Second at which it was asked to end."""
    _running: list[_Running] = field(default_factory=list, init=False)
    _start: Any = field(init=False)

    def __post_init__(self) -> None:
        """Open the store; lay out the ground from which processes begin warm."""
        self.store = self.house.open()
        methods = multiprocessing.get_all_start_methods()
        self._start = multiprocessing.get_context(
            "forkserver" if "forkserver" in methods else "spawn"
        )
        if "forkserver" in methods:
            self._start.set_forkserver_preload(list(self.preloaded))

    def end(self) -> None:
        """Take no more jobs; have those that run keep their best and end."""
        self.ending = self.ending or time.monotonic()

    def run(self, over: Callable[[], bool] = lambda: False) -> None:
        """Work until asked to end, or ``over`` says so; all processes have ended then."""
        looked = float("-inf")
        # The first process begins when everything is imported: no lease has to wait for that.
        first = self._start.Process(target=nothing)
        first.start()
        first.join()
        try:
            while self.ending is None or self._running:
                if over():
                    self.end()
                now = time.monotonic()
                free = len(self._running) < self.processes
                if self.ending is None and free and now - looked >= self.limits.poll:
                    looked = now if not self._take() else float("-inf")
                self._wait()
                for running in list(self._running):
                    self._attend(running)
        finally:
            for running in self._running:
                running.process.kill()
            self.store.close()

    def _take(self) -> bool:
        """Lease a job and begin it; whether there was one."""
        try:
            length = timedelta(seconds=self.limits.lease)
            lease = lease_job(self.store, self.name, self.kinds, self.clock(), length)
            if lease is None:
                return False
            with self.store.read(self._actor(lease), self.clock()) as unit:
                told = read_asked(unit, lease.id)
        except AWAY as fault:
            LOG.warning("the queue cannot be read: %s", type(fault).__name__)
            return False
        kind = self.kinds[lease.kind]
        try:
            asked = kind.read(told)
        except ValueError:
            self._close(lease, UNREADABLE)
            return True
        try:
            self._begin(lease, kind, asked)
        except (OSError, EOFError) as fault:
            # The ground from which processes begin is gone: it is laid out anew with the next.
            LOG.warning("job %s could not begin: %s", lease.id, type(fault).__name__)
            self._close(lease, "")
        return True

    def _begin(self, lease: Lease, kind: JobKind[Any], asked: Any) -> None:
        """Begin a leased job in a process of its own."""
        own, childs = self._start.Pipe()
        process = self._start.Process(
            target=run_child, args=(childs, kind.run, lease, asked, self.house, self.clock)
        )
        process.start()
        childs.close()
        now = time.monotonic()
        self._running.append(_Running(lease, kind.limit(asked), process, own, now, beat=now))
        LOG.info("job %s (%s) begun, attempt %d", lease.id, lease.kind, lease.attempt)

    def _wait(self) -> None:
        """Until something is told or a process ends, not longer than a tick."""
        if not self._running:
            time.sleep(self.limits.tick)
            return
        ends = [one.process.sentinel for one in self._running]
        wait([*(one.connection for one in self._running), *ends], self.limits.tick)

    def _attend(self, running: _Running) -> None:
        """Hear what a job tells, keep its lease, stop it, end it, put it away."""
        heard = self._hear(running)
        if running.process.exitcode is not None:
            self._put_away(running)
            return
        if not heard:
            # The pipe is gone and the process not yet: do not spin.
            time.sleep(self.limits.tick)
        now = time.monotonic()
        if self.ending is not None:
            self._stop(running)
            if now - self.ending > self.limits.grace:
                running.process.kill()
                return
        if running.begun is not None and now > running.begun + running.limit:
            self._stop(running)
        if now > running.latest(self.limits):
            running.reason = OVERTIME if running.begun is not None else ""
            running.process.kill()
        elif now - running.beat >= self.limits.beat:
            running.beat = now
            self._renew(running)

    def _hear(self, running: _Running) -> bool:
        """False where nobody is at the other end any more."""
        try:
            while running.connection.poll():
                word, told = running.connection.recv()
                if word == BEGUN:
                    running.begun = time.monotonic()
                else:
                    running.progress = told
        except (EOFError, OSError):
            return False
        return True

    def _renew(self, running: _Running) -> None:
        try:
            with self.store.write(self._actor(running.lease), self.clock()) as unit:
                length = timedelta(seconds=self.limits.lease)
                if renew_lease(unit, running.lease, length, running.progress):
                    self._stop(running)
        except LostLeaseError:
            running.lost = True
            running.process.kill()
        except AWAY as fault:
            LOG.warning("a lease cannot be renewed: %s", type(fault).__name__)

    @staticmethod
    def _stop(running: _Running) -> None:
        if not running.stopping:
            running.stopping = True
            with suppress(OSError):
                running.connection.send(STOP)

    def _put_away(self, running: _Running) -> None:
        """A process has ended: its job too, or it goes back to the queue."""
        self._running.remove(running)
        running.process.join()
        running.connection.close()
        code = running.process.exitcode
        if running.lost or code == 0:
            return
        LOG.warning("job %s: its process ended with %s", running.lease.id, code)
        self._close(running.lease, running.reason, running.progress)

    def _close(self, lease: Lease, reason: str, progress: dict[str, Any] | None = None) -> None:
        """End a job with a reason, or give it back where there is none."""
        try:
            with self.store.write(self._actor(lease), self.clock()) as unit:
                if reason:
                    finish_job(unit, lease, None, reason, progress)
                else:
                    release_job(unit, lease)
        except LostLeaseError:
            LOG.info("job %s had ended already", lease.id)
        except AWAY as fault:
            LOG.warning("job %s is left to its lease: %s", lease.id, type(fault).__name__)

    def _actor(self, lease: Lease) -> Actor:
        return Actor(lease.tenant, self.name)
