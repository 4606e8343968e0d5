"""A cluster of this machine: a scheduler and two workers on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from distributed import LocalCluster


@contextmanager
def two_workers() -> Iterator[str]:
    """The URL of such a cluster, while it is there."""
    make: Any = LocalCluster
    alone = {"dashboard_address": "127.0.0.1:0", "host": "127.0.0.1", "threads_per_worker": 1}
    with make(n_workers=2, processes=True, **alone) as opened:
        yield str(opened.scheduler_address).replace("tcp://", "dask://")
