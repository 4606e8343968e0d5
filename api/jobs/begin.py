"""Make a worker as an operator set it; begin one beside the server as a process of its own."""

import os
import socket
import subprocess
import sys

from api.jobs.child import House
from api.jobs.clock import utc_now
from api.jobs.executor import read_executor
from api.jobs.kinds import KINDS
from api.jobs.size import MEGABYTE
from api.jobs.worker import Limits, Worker
from api.journeys.safe_settings import judge_settings
from api.security.seal import read_key
from api.settings import Settings
from domain.finding import Finding

BESIDE = "--beside"


def make_worker(
    settings: Settings, processes: int | None = None
) -> tuple[Worker | None, list[Finding]]:
    """A worker as an operator set it; None, and why, where its executor cannot be.

    ``processes``: jobs at once, instead of what is set. OSError and ValueError as ``read_key``.
    """
    executor, findings = read_executor(settings.executor)
    findings += [one for one in judge_settings(settings) if one not in findings]
    if executor is None or findings:
        return None, findings
    key = read_key(settings.key_file)
    memory = settings.job_megabytes * MEGABYTE
    house = House(settings.database_url, key.secret, memory, key.number, executor.parts)
    name = f"{socket.gethostname()}:{os.getpid()}"
    limits = Limits(lease=float(settings.lease_seconds))
    return Worker(name, house, KINDS, utc_now, processes or executor.processes, limits), []


def begin_beside() -> subprocess.Popen[bytes]:
    """Begin a worker beside a server, with the same settings; it ends when the server does.

    ``terminate`` ends it well: running jobs keep their best first.
    """
    # In a session of its own: Ctrl-C on a terminal is for the server, which ends its worker.
    return subprocess.Popen(  # noqa: S603 - this very program
        [sys.executable, "-m", "api.jobs", BESIDE], start_new_session=True
    )
