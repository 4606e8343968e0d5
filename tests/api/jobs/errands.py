"""Jobs that only tests ask for: quick ones, stubborn ones, greedy ones, ones that die."""

import os
import signal
import time
from dataclasses import dataclass

from api.jobs.kind import Ended, JobKind, RefusedError, Task
from api.store.settings_of import read_setting, write_setting
from api.store.unit import Unit
from domain.finding import Finding


@dataclass(frozen=True)
class Errand:
    """What is asked of any of them."""

    seconds: float = 0.2


def _count(task: Task[Errand]) -> Ended:
    time.sleep(task.asked.seconds)

    def keep(unit: Unit) -> dict[str, int]:
        # A second result would be a second revision.
        name = f"counted {task.lease.id}"
        held = read_setting(unit, name)
        kept = write_setting(unit, name, {"times": held.revision + 1 if held else 1})
        return {"revision": kept.revision}

    return Ended(keep=keep)


def _wait_for_stop(task: Task[Errand]) -> Ended:
    best = 1000
    while not task.stop():
        best -= 1
        task.tell({"status": "searching", "cost": best, "gap": 0.5})
        time.sleep(0.02)
    return Ended({"best": best})


def _ignore_everything(_task: Task[Errand]) -> Ended:
    while True:
        time.sleep(0.1)


def _eat(_task: Task[Errand]) -> Ended:
    eaten: list[bytearray] = []
    while True:
        eaten.append(bytearray(256_000_000))


def _die(_task: Task[Errand]) -> Ended:
    os.kill(os.getpid(), signal.SIGKILL)
    return Ended()


def _stumble(_task: Task[Errand]) -> Ended:
    message = "Mari Maasikas"
    raise RuntimeError(message)


def _refuse(_task: Task[Errand]) -> Ended:
    def keep(unit: Unit) -> None:
        write_setting(unit, "kept", 1)
        raise RefusedError([Finding("privacy.erased", "C001")])

    return Ended(keep=keep)


def _trip(_task: Task[Errand]) -> Ended:
    def keep(unit: Unit) -> None:
        write_setting(unit, "kept", 1)
        raise ZeroDivisionError

    return Ended(keep=keep)


COUNT = JobKind("count", Errand, lambda _: 30.0, _count)
WAIT = JobKind("wait", Errand, lambda _: 60.0, _wait_for_stop)
BRIEF = JobKind("brief", Errand, lambda _: 1.0, _wait_for_stop)
IGNORE = JobKind("ignore", Errand, lambda asked: asked.seconds, _ignore_everything)
EAT = JobKind("eat", Errand, lambda _: 60.0, _eat)
DIE = JobKind("die", Errand, lambda _: 60.0, _die)
STUMBLE = JobKind("stumble", Errand, lambda _: 60.0, _stumble)
REFUSE = JobKind("refuse", Errand, lambda _: 60.0, _refuse)
TRIP = JobKind("trip", Errand, lambda _: 60.0, _trip)
ALL = (COUNT, WAIT, BRIEF, IGNORE, EAT, DIE, STUMBLE, REFUSE, TRIP)
ERRANDS = {one.name: one for one in ALL}
