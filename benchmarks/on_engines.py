"""The same sweep on one engine after the other, with equal numbers or an AssertionError.

An engine is a URL of ``scenarios.executor``, or ``cluster:N``: a Dask scheduler and N workers on
this machine, for the time of the run. Seconds run from handing over the first replication to the
finished tables; ``start_s`` is what the engine took before, until it had played something small.
All of it is on one machine: there is no network in between.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from scenarios.executor import Engine, open_engine, read_engine
from scenarios.scenario import Scenario
from scenarios.sweep import Swept, sweep

CLUSTER = "cluster:"
STARTS = 8
"""Replications of something small: every process has some of them, and has read what it needs."""


def on_engines(
    scenario: Scenario, small: Scenario, urls: Sequence[str], replications: int
) -> list[dict[str, object]]:
    """Seconds on each engine, and how many times as fast as on the first; ``small`` starts it."""
    rows: list[dict[str, object]] = []
    first: tuple[float, Swept] | None = None
    for url in urls:
        begun = time.perf_counter()
        with _engine(url) as engine, open_engine(engine) as executor:
            sweep([small], replications=STARTS, executor=executor)
            ready = time.perf_counter()
            swept = sweep([scenario], replications=replications, executor=executor)
            seconds = time.perf_counter() - ready
        first = first or (seconds, swept)
        _assert_equal(first[1], swept, url)
        rows.append(
            {
                "engine": url,
                "start_s": round(ready - begun, 2),
                "seconds": round(seconds, 2),
                "times_as_fast": round(first[0] / seconds, 2),
            }
        )
    return rows


@contextmanager
def _engine(url: str) -> Iterator[Engine]:
    if url.startswith(CLUSTER):
        with _cluster(int(url.removeprefix(CLUSTER))) as address:
            yield _read(address)
        return
    yield _read(url)


def _read(url: str) -> Engine:
    engine, findings = read_engine(url)
    if engine is None:
        message = ", ".join(f"{one.rule}: {one.facts['expected']}" for one in findings)
        raise ValueError(message)
    return engine


@contextmanager
def _cluster(workers: int) -> Iterator[str]:
    """Address of a cluster of this machine: processes of one thread each."""
    make: Any = import_module("distributed").LocalCluster
    with make(
        n_workers=workers,
        processes=True,
        threads_per_worker=1,
        host="127.0.0.1",
        dashboard_address="127.0.0.1:0",
        memory_limit=0,
    ) as opened:
        yield str(opened.scheduler_address).replace("tcp://", "dask://")


def _assert_equal(one: Swept, other: Swept, url: str) -> None:
    for name, table in one.tables.items():
        assert table.equals(other.tables[name]), f"{url}: {name} are others"
