"""Run a peer over a week: its days side by side or one by one, its time shared out by visits.

Every peer has the same wall time on the same two cores as our engine. Seven days share the time in
proportion to their visits: peers of one thread solve two days at a time in two processes,
peers with threads of their own one day at a time. Imports, starting Java and drawing up the columns
of a day are not counted as time used, building the peer's own model is. A peer runs in processes
of its own: when it fails, dies or does not end, the others do not notice.
"""

import multiprocessing as mp
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from multiprocessing.connection import Connection, wait
from typing import Any

import numpy as np

from benchmarks.plain.day import day_of, two_halves
from benchmarks.plain.instance import DAYS, Instance


@dataclass(frozen=True)
class Peer:
    """A module with ``SETTINGS``, ``solve_day(day, seconds, seed)`` and perhaps ``prepare()``."""

    name: str
    library: str
    """What must be installed."""
    side_by_side: bool
    """Two days at a time, each on one core; False: one day at a time, threads of its own."""


PEERS = (
    Peer("vroom", "vroom", side_by_side=False),
    Peer("pyvrp", "pyvrp", side_by_side=True),
    Peer("routing", "ortools", side_by_side=True),
    Peer("cpsat", "ortools", side_by_side=False),
    Peer("timefold", "timefold", side_by_side=True),
)
PATIENCE = 3.0
"""Times the seconds given after which a peer that has not ended is ended, plus ..."""
GRACE = 180.0
"""... seconds for imports, Java and models."""
LEAST = 0.2
"""Seconds for a day that no time is left for."""


@dataclass
class Outcome:
    """What an engine made of a week."""

    engine: str
    settings: str = ""
    seconds: float = 0.0
    """Wall time used."""
    routes: dict[tuple[int, int], list[int]] = field(default_factory=dict)
    solved: int = 0
    """Days with a plan."""
    reasons: list[str] = field(default_factory=list)
    """Why there is no plan, or none for some days."""


def run_peer(
    name: str, instance: Instance, seconds: float, seed: int, patience: float | None = None
) -> Outcome:
    """The plan of a peer; one that is not installed or fails says so in ``reasons``.

    ``patience`` is how long to wait for it in all, when not so long as usual.
    """
    peer = next(peer for peer in PEERS if peer.name == name)
    outcome = Outcome(name)
    if find_spec(peer.library) is None:
        outcome.reasons.append(f"{peer.library} is not installed")
        return outcome
    begun = time.perf_counter()
    if patience is None:
        patience = PATIENCE * seconds + GRACE
    if patience <= 0:
        outcome.reasons.append("no time was left for it")
        return outcome
    lots = two_halves(instance) if peer.side_by_side else ([*range(DAYS)],)
    running = dict(_start(name, instance, lot, seconds, seed) for lot in lots)
    while running:
        ready: list[Any] = wait(list(running), max(0.0, begun + patience - time.perf_counter()))
        for here in ready:
            if not _hear(here, outcome):
                _end(running.pop(here), outcome)
        if not ready:
            for process in running.values():
                process.kill()
                process.join()
            outcome.reasons.append(f"ended by us after {patience:.0f} s")
            break
    return outcome


def _start(
    name: str, instance: Instance, lot: list[int], seconds: float, seed: int
) -> tuple[Any, Any]:
    """Where a process tells what it found, and the process."""
    spawn = mp.get_context("spawn")
    here, there = spawn.Pipe(duplex=False)
    process = spawn.Process(target=_solve_lot, args=(there, name, instance, lot, seconds, seed))
    process.start()
    there.close()
    return here, process


def _hear(here: Any, outcome: Outcome) -> bool:
    """Take one message of a process; False when it has no more."""
    try:
        told = here.recv()
    except EOFError:
        return False
    if "settings" in told:
        outcome.settings = told["settings"]
    elif "reason" in told:
        outcome.reasons.append(told["reason"])
    else:
        outcome.solved += 1
        outcome.routes |= told["routes"]
    outcome.seconds = max(outcome.seconds, told.get("seconds", 0.0))
    return True


def _end(process: Any, outcome: Outcome) -> None:
    process.join()
    if process.exitcode:
        outcome.reasons.append(f"its process died with code {process.exitcode}")


def _solve_lot(
    there: Connection, name: str, instance: Instance, lot: Iterable[int], seconds: float, seed: int
) -> None:
    """In a process of its own: solve the days of a lot and tell each."""
    peer = import_module(f"benchmarks.plain.{name}")
    there.send({"settings": peer.SETTINGS})
    if hasattr(peer, "prepare"):
        peer.prepare()
    days = [day_of(instance, weekday) for weekday in lot]
    days = [day for day in days if day.visits and day.workers]
    begun = time.perf_counter()
    for at, day in enumerate(days):
        rest = seconds - (time.perf_counter() - begun)
        share = day.visits / sum(later.visits for later in days[at:])
        told: dict[str, object] = {}
        try:
            routes = peer.solve_day(day, max(LEAST, rest * share), seed)
        except Exception as fault:  # noqa: BLE001 whatever a peer fails of is told in the table
            told["reason"] = f"day {day.weekday}: {type(fault).__name__}: {fault}"[:200]
        else:
            told["routes"] = {
                (int(day.worker[row]), day.weekday): day.visit[np.array(route, np.int64)].tolist()
                for row, route in enumerate(routes)
                if route
            }
        told["seconds"] = time.perf_counter() - begun
        there.send(told)
    there.close()
