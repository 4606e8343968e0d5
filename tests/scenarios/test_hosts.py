"""A cluster of two hosts, one of which is lost in the middle of a sweep."""

import socket
import threading
import time
from concurrent.futures import Executor
from pathlib import Path
from typing import Any

import dask
import pytest

from scenarios.executor import Engine, hands_of, open_engine, read_engine
from scenarios.sweep import sweep
from tests.scenarios.builders import scenario
from tests.scenarios.hosts import (
    NEEDED,
    TTL,
    as_environment,
    certificate,
    scheduler,
    two_hosts,
)

REPLICATIONS = 24


@pytest.mark.skipif(not NEEDED, reason="network namespaces need root and ip")
def test_the_loss_of_a_whole_host_ends_with_the_right_result(tmp_path: Path) -> None:
    of = scenario(months=3, warm_up_months=3)
    right = sweep([of], Engine(), replications=REPLICATIONS)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    tls = certificate(tmp_path)
    settings = as_environment({**tls, "distributed.scheduler.worker-ttl": TTL})
    settings["PYTHONPATH"] = str(Path(__file__).parents[2])
    lost = threading.Event()
    config: Any = dask.config
    with two_hosts() as (stays, goes), scheduler(port, settings), config.set(tls):
        for host in (stays, goes):
            host.run(
                "distributed.cli.dask_worker",
                f"tls://{host.outside}:{port}",
                "--nthreads",
                "1",
                "--host",
                host.inside,
                "--no-dashboard",
                settings=settings,
            )
        engine, findings = read_engine(f"tls+dask://{stays.outside}:{port}")
        assert engine is not None, findings

        def told(done: int, _: int) -> None:
            if done == 4:
                goes.cut()
                lost.set()

        with open_engine(engine) as executor:
            wait_for_workers(executor, 2)
            found = sweep([of], executor=executor, replications=REPLICATIONS, told=told)
    assert lost.is_set()
    for name, table in right.tables.items():
        assert table.equals(found.tables[name]), name


def wait_for_workers(executor: Executor, many: int) -> None:
    """Wait until so many workers of one thread each have come."""
    given_up = time.monotonic() + 60
    while hands_of(executor) < many:
        assert time.monotonic() < given_up
        time.sleep(0.1)
