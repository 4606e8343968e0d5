"""Where long work is done: here, in processes of this machine, or on a cluster. One URL says it.

``serial:`` | ``processes:N`` | ``dask://host:port`` | ``tls+dask://host:port``. Whatever is behind
it is a plain ``concurrent.futures.Executor``, so parts of a roster, blocks of a reconciliation and
replications of a scenario are handed to the same thing: rooms below take an executor as it comes
and need to know no URL. Work handed over is a function of a module with plain arguments, gives the
same for the same arguments, and may be done twice.
"""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from ipaddress import ip_address
from multiprocessing import get_context
from threading import Lock
from typing import Any, ParamSpec, TypeVar

from domain.finding import Finding

UNREADABLE, NO_DASK, NEEDS_TLS = "executor.unreadable", "executor.no_dask", "executor.needs_tls"
EXPECTED = "serial:, processes:2, dask://localhost:8786, tls+dask://host:8786"
LOCAL = re.compile(r"processes:([1-9][0-9]{0,2})")
CLUSTER = re.compile(r"(tls\+)?dask://([^\s/:]+|\[[0-9a-f:]+\]):([0-9]{1,5})")
ATTEMPTS = 4
"""Times that work is begun when those who did it are killed."""
PATIENCE = "15s"
"""Of connections within a cluster: five seconds, the usual, fail under load."""

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Engine:
    """What a URL says."""

    processes: int = 0
    """0: nothing but this process."""
    cluster: str = ""
    """Address of a dask scheduler (``tcp://`` or ``tls://``); empty: none."""


def read_engine(url: str) -> tuple[Engine | None, list[Finding]]:
    """What a URL says; None, and why, where it cannot be.

    A cluster beyond this machine is spoken to under TLS alone: its plain connections ask nobody
    who they are, and whoever reaches them runs what they like.
    """
    if url == "serial:":
        return Engine(), []
    if local := LOCAL.fullmatch(url):
        return Engine(int(local[1])), []
    found = CLUSTER.fullmatch(url)
    facts = {"value": url, "expected": EXPECTED}
    if not found:
        return None, [Finding(UNREADABLE, url, facts)]
    tls, host, port = found.groups()
    if not tls and not _is_here(host.strip("[]")):
        return None, [Finding(NEEDS_TLS, url, {**facts, "expected": f"tls+{url}"})]
    if find_spec("distributed") is None:
        return None, [Finding(NO_DASK, url, facts)]
    return Engine(cluster=f"{'tls' if tls else 'tcp'}://{host}:{port}"), []


def _is_here(host: str) -> bool:
    """Whether a name or address means this machine itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def open_engine(engine: Engine) -> Iterator[Executor]:
    """The executor of an engine; work that was handed over and not begun is dropped at the end.

    OSError where a cluster cannot be reached. Certificates of a cluster are those that dask's own
    settings name (``distributed.comm.tls``).
    """
    executor: Executor = Serial()
    if engine.cluster:
        with _cluster(engine.cluster) as executor:
            yield executor
        return
    if engine.processes:
        executor = Processes(engine.processes)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def hands_of(executor: Executor) -> int:
    """How much it does at once: its processes, or the threads of a cluster's workers."""
    match executor:
        case Processes():
            return executor.processes
        case Cluster():
            return max(1, executor.hands())
    return 1


class Serial(Executor):
    """Does what it is handed at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Do it, and keep what came of it."""
        future: Future[T] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - whoever asks for the result is told
            future.set_exception(error)
        return future


class Cluster(Executor):
    """The executor of a cluster, and how many hands its workers have at the moment."""

    def __init__(self, inner: Executor, hands: Callable[[], int]) -> None:
        self._inner, self.hands = inner, hands

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand work over."""
        return self._inner.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """Begin nothing more."""
        self._inner.shutdown(wait=wait, cancel_futures=cancel_futures)


class Processes(Executor):
    """Processes of this machine. Where one is killed, its work is begun again in new ones."""

    def __init__(self, processes: int, attempts: int = ATTEMPTS) -> None:
        self.processes, self._attempts = processes, attempts
        self._lock, self._closed = Lock(), False
        self._pool = self._make()
        self._inside: set[Future[Any]] = set()

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Hand work over; RuntimeError after ``shutdown``."""
        future: Future[T] = Future()
        self._begin(future, self._attempts, lambda pool: pool.submit(fn, *args, **kwargs))
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002
        """Begin nothing more."""
        with self._lock:
            self._closed = True
        self._pool.shutdown(wait=wait, cancel_futures=cancel_futures)

    def _make(self) -> ProcessPoolExecutor:
        # New processes, not copies of this one: threads of ours would stand still in a copy.
        return ProcessPoolExecutor(self.processes, mp_context=get_context("spawn"))

    def _begin(
        self,
        future: Future[T],
        attempts: int,
        hand_over: Callable[[ProcessPoolExecutor], Future[T]],
    ) -> None:
        with self._lock:
            if self._closed:
                message = "no work is taken after the end"
                raise RuntimeError(message)
            pool = self._pool
            try:
                inner = hand_over(pool)
            except BrokenProcessPool:
                self._pool = pool = self._make()
                inner = hand_over(pool)

        def tell(done: Future[T]) -> None:
            if done.cancelled():
                future.cancel()
                return
            error = done.exception()
            if isinstance(error, BrokenProcessPool) and attempts > 1 and not self._closed:
                self._replace(pool)
                self._begin(future, attempts - 1, hand_over)
            elif error is not None:
                future.set_exception(error)
            else:
                future.set_result(done.result())

        inner.add_done_callback(tell)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        with self._lock:
            if self._pool is broken:
                self._pool = self._make()


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    """The executor of a dask cluster."""
    # An extra without types: read only where a cluster is asked for.
    dask: Any = import_module("dask")
    distributed: Any = import_module("distributed")

    times = {
        "distributed.comm.timeouts.tcp": PATIENCE,
        "distributed.comm.timeouts.connect": PATIENCE,
    }
    with dask.config.set(times):
        safe = distributed.Security(require_encryption=True) if address.startswith("tls:") else None
        client = distributed.Client(address, security=safe, timeout=PATIENCE, set_as_default=False)
        try:
            yield Cluster(
                client.get_executor(pure=False, retries=ATTEMPTS - 1),
                lambda: sum(client.nthreads().values()),
            )
        finally:
            client.close()
