"""A writer: sends tasks one after the other and keeps a diary of what it began and was told."""

import json
import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import sqlalchemy as sa

from api.security.seal import Key
from api.store.operations import Answer
from api.store.repository import ChangedMeanwhileError
from api.store.shelf import BusyError
from api.store.unit import Store, open_store
from benchmarks.faults.work import WORKS, Task, carry_out, told_of

MASTER = Key(bytes(range(32)))
AWAY = (sa.exc.OperationalError, sa.exc.InterfaceError)
"""The database is away or busy; anything else is a fault of the program."""
TRIES = 3000
PAUSE = 0.02


class Diary:
    """Lines in a file, each written with one call: what a kill leaves is whole lines."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def write(self, what: str, task: Task, **told: object) -> None:
        """Add a line."""
        line = json.dumps({"what": what, "work": task.work, "key": task.key, **told})
        os.write(self._file, f"{line}\n".encode())


def read_diary(path: Path) -> tuple[list[Task], list[Task]]:
    """Tasks that were begun, and those that were acknowledged."""
    begun: list[Task] = []
    told: list[Task] = []
    if path.exists():
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            (begun if row["what"] == "begin" else told).append(Task(row["work"], row["key"]))
    return begun, told


def write_on(address: str, diary: Path, seed: int, most: int) -> None:
    """Send tasks until ``most`` are done, first those of the diary that were never answered."""
    store = open_store(address, MASTER)
    begun, told = read_diary(diary)
    answered = set(told)
    kept = Diary(diary)
    for task in [one for one in begun if one not in answered]:
        _send(store, kept, task)
    for task in _tasks(seed, most):
        kept.write("begin", task)
        _send(store, kept, task)
    store.close()


def _send(store: Store, diary: Diary, task: Task) -> None:
    """Send a task until it is answered; where somebody else was faster, it is read anew."""
    while True:
        try:
            answer = patiently(lambda: carry_out(store, task))
        except (ChangedMeanwhileError, BusyError):
            continue
        diary.write("told", task, **told_of(answer))
        return


def patiently(send: Callable[[], Answer]) -> Answer:
    """An answer, asked for again while the database is away or busy, as a client of ours does."""
    for _ in range(TRIES):
        try:
            return send()
        except AWAY:
            time.sleep(PAUSE)
    return send()


def _tasks(seed: int, most: int) -> Iterator[Task]:
    names = [name for name, _ in WORKS]
    dice = random.Random(seed)  # noqa: S311 - which task comes next is no secret
    for number in range(most):
        work = dice.choice(names)
        yield Task(work, f"{work}{seed}x{number}")
