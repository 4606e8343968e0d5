"""Fail or die at every write that SQLite makes: before, at, and after each of them.

``strace`` stands between the program and the disk: the N-th write of a task kills the process, or
is answered that the disk is full or broken. What it had sent is then there as a whole or not at
all, and sending it again does it once.
"""

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.faults.house import House
from benchmarks.faults.kill import Told, finish
from benchmarks.faults.work import WORKS, Task
from benchmarks.faults.writer import Diary

CALLS = "pwrite64,write,fdatasync,fsync,ftruncate,unlink"
FAULTS: tuple[tuple[str, str], ...] = (
    ("kill", "signal=KILL:when={n}"),
    ("full", "error=ENOSPC:when={n}+"),
    ("broken", "error=EIO:when={n}"),
)


class NoStraceError(RuntimeError):
    """The program that fails writes on purpose is missing."""


def fail_every_write(
    house: House, step: int = 1, seconds: float | None = None, works: tuple[str, ...] = ()
) -> Told:
    """Each task, each fault, at each ``step``-th write; then everything sent again and judged.

    ``works``: their tasks alone; without names, all. ``seconds``: after these no further write is
    failed; what was done until then is judged, and ``Told.points`` says how many there would have
    been.
    """
    strace = shutil.which("strace")
    if strace is None:
        raise NoStraceError
    chosen = [name for name, _ in WORKS if not works or name in works]
    writes = {name: _count(strace, house, Task(name, f"{name}-write-all")) for name in chosen}
    points = [
        (name, fault, inject, number)
        for name, many in writes.items()
        for fault, inject in FAULTS
        for number in range(1, many + 1, step)
    ]
    told = Told(points=len(points))
    begun = time.monotonic()
    for name, fault, inject, number in points:
        if seconds is not None and time.monotonic() - begun >= seconds:
            break
        _run(strace, house, Task(name, f"{name}-write-{fault}{number}"), inject.format(n=number))
        told.kills += 1
    return finish(house, told)


def _count(strace: str, house: House, task: Task) -> int:
    """How many writes a task makes that nothing disturbs."""
    log = house.folder / f"{task.key}.log"
    _run(strace, house, task, "", log)
    calls = re.compile(rf"\b({CALLS.replace(',', '|')})\(")
    return sum(1 for line in log.read_text("utf-8").splitlines() if calls.search(line))


def _run(strace: str, house: House, task: Task, inject: str, log: Path | None = None) -> None:
    diary = house.diary(500)
    Diary(diary).write("begin", task)
    database = house.address.removeprefix("sqlite:///")
    command = [strace, "-f", "--seccomp-bpf", "-qq", "-o", str(log or "/dev/null")]
    command += ["-e", f"trace={CALLS}", "-P", database, "-P", f"{database}-journal"]
    command += ["-P", f"{database}-wal"]
    if inject:
        command += ["-e", f"inject={CALLS}:{inject}"]
    command += [sys.executable, "-m", "benchmarks.faults.one", house.address, str(diary)]
    subprocess.run([*command, task.work, task.key], check=False, capture_output=True, timeout=120)  # noqa: S603
