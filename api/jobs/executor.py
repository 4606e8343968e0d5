"""Where long work is done: in so many processes of this machine, or (scenarios alone) on a cluster.

Setting ``TUGIPLAAN_EXECUTOR``: ``processes:2``, or ``dask://host:8786``.
"""

import re
from dataclasses import dataclass
from importlib.util import find_spec

from domain.finding import Finding

LOCAL = re.compile(r"processes:([1-9][0-9]{0,2})")
CLUSTER = re.compile(r"dask://[^\s/:]+:[0-9]{1,5}")
UNREADABLE, NO_DASK = "executor.unreadable", "executor.no_dask"


@dataclass(frozen=True, slots=True)
class Executor:
    """How many jobs are done at once, and where parts of a scenario go."""

    processes: int = 1
    cluster: str = ""
    """Address of a dask scheduler; empty: everything is done here."""


def read_executor(text: str) -> tuple[Executor | None, list[Finding]]:
    """What a setting says; None, and why, where it cannot be."""
    local = LOCAL.fullmatch(text)
    if local:
        return Executor(int(local[1])), []
    if not CLUSTER.fullmatch(text):
        expected = "processes:2, dask://host:8786"
        return None, [Finding(UNREADABLE, text, {"value": text, "expected": expected})]
    if find_spec("distributed") is None:
        return None, [Finding(NO_DASK, text, {"value": text})]
    return Executor(1, text), []
