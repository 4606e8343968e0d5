"""Processes that are begun quickly, let loose together, and killed without a word."""

import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence

Job = Callable[[], None]


class Crowd:
    """Children of this process, one for each job; they begin when ``let_loose`` is called."""

    def __init__(self, jobs: Sequence[Job]) -> None:
        self._gate, self._lever = os.pipe()
        self._children = [self._fork(job) for job in jobs]
        os.close(self._gate)

    def let_loose(self) -> None:
        """All begin at the same moment."""
        os.close(self._lever)

    def kill(self) -> None:
        """End those that still run as a power cut would."""
        for child in self._children:
            os.kill(child, signal.SIGKILL)

    def wait(self) -> int:
        """Wait for all; how many ended otherwise than well or killed."""
        failed = 0
        for child in self._children:
            _, status = os.waitpid(child, 0)
            code = os.waitstatus_to_exitcode(status)
            failed += code not in {0, -signal.SIGKILL}
        return failed

    def _fork(self, job: Job) -> int:
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        child = os.fork()
        if child:
            return child
        _end_with(parent)
        os.close(self._lever)
        os.read(self._gate, 1)
        try:
            job()
        except BaseException:  # noqa: BLE001 - a child says why it fails, whatever it is
            traceback.print_exc()
            os._exit(1)
        os._exit(0)


def _end_with(parent: int) -> None:
    """Have this process end within a second of its parent: nobody is left behind."""

    def look(_signal: int, _frame: object) -> None:
        if os.getppid() != parent:
            os._exit(1)

    signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, 1, 1)


def run_all(jobs: Sequence[Job]) -> int:
    """Run jobs at the same time to their end; how many failed."""
    crowd = Crowd(jobs)
    crowd.let_loose()
    return crowd.wait()
