"""Let a worker work until somebody tells it to end, or nobody is there any more to do so."""

import os
import signal
from collections.abc import Callable
from types import FrameType

from api.jobs.worker import Worker


def run_worker(worker: Worker, *, beside: bool = False) -> None:
    """Work until SIGTERM or SIGINT; ``beside``: until whoever began this process is gone too."""

    def end(_number: int, _frame: FrameType | None) -> None:
        worker.end()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    worker.run(_orphaned() if beside else lambda: False)


def _orphaned() -> Callable[[], bool]:
    parent = os.getppid()
    return lambda: os.getppid() != parent
