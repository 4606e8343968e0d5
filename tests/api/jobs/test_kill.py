"""Workers and their processes killed at random: each job ends once, and nothing counts twice."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from api.jobs.clock import utc_now
from api.store.jobs import State, add_job, newest_jobs
from api.store.settings_of import read_setting
from api.store.unit import Store
from tests.api.store.places import ONE

JOBS = 20
KILLS = 6
LONGEST = 240.0

Hands = list[subprocess.Popen[bytes]]


@pytest.fixture
def hands() -> Iterator[Hands]:
    started: Hands = []
    yield started
    for hand in started:
        hand.kill()
        hand.wait()


def begin(address: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - this very program
        [sys.executable, "-m", "tests.api.jobs.hand", address],
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parents[3],
    )


def children(pid: int) -> list[int]:
    """Processes below a process."""
    found: list[int] = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            told = stat.read_text().rpartition(")")[2].split()
            if int(told[1]) == pid:
                found.append(int(stat.parent.name))
    return [*found, *(below for one in found for below in children(one))]


def test_every_job_ends_once_however_often_workers_are_killed(
    store: Store, address: str, hands: Hands
) -> None:
    with store.write(ONE, utc_now()) as unit:
        for _ in range(JOBS):
            add_job(unit, "count", {"seconds": 0.2})
    dice = Random(7)  # noqa: S311 - a test is no secret
    hands += [begin(address), begin(address)]
    latest = time.monotonic() + LONGEST
    killed = 0
    while True:
        with store.read(ONE, utc_now()) as unit:
            jobs = newest_jobs(unit)
        busy = [one for one in jobs if one.state in {State.QUEUED, State.RUNNING}]
        if not busy:
            break
        assert time.monotonic() < latest, f"{len(busy)} jobs did not end"
        hands[:] = [begin(address) if hand.poll() is not None else hand for hand in hands]
        if killed < KILLS and any(one.state == State.RUNNING for one in jobs):
            place = dice.randrange(len(hands))
            victims = [hands[place].pid] if killed % 3 == 1 else children(hands[place].pid)[-1:]
            for victim in victims:
                with suppress(ProcessLookupError):
                    os.kill(victim, signal.SIGKILL)
                    killed += 1
        time.sleep(dice.uniform(0.1, 0.6))
    assert killed >= 4
    assert len(jobs) == JOBS
    done = [one for one in jobs if one.state == State.DONE]
    given_up = [one for one in jobs if one.reason == "job.given_up"]
    assert len(done) + len(given_up) == JOBS
    assert len(done) >= JOBS - 3
    assert sum(one.attempt for one in jobs) > JOBS
    with store.read(ONE, utc_now()) as unit:
        counted = {one.id: read_setting(unit, f"counted {one.id}") for one in jobs}
    assert {one.id for one in done} == {name for name, kept in counted.items() if kept}
    assert {kept.revision for kept in counted.values() if kept} == {1}


def test_a_worker_told_to_end_does_so_and_its_processes_too(
    store: Store, address: str, hands: Hands
) -> None:
    with store.write(ONE, utc_now()) as unit:
        job = add_job(unit, "wait", {}).id
    hands.append(begin(address))
    latest = time.monotonic() + LONGEST
    while not _progress(store):
        assert time.monotonic() < latest
        time.sleep(0.1)
    below = children(hands[0].pid)
    hands[0].send_signal(signal.SIGTERM)
    assert hands[0].wait(30) == 0
    with store.read(ONE, utc_now()) as unit:
        (one,) = newest_jobs(unit)
    assert (one.id, one.state) == (job, State.DONE)
    time.sleep(1.0)
    assert not [pid for pid in below if Path(f"/proc/{pid}/cmdline").exists() and _alive(pid)]


def _progress(store: Store) -> bool:
    with store.read(ONE, utc_now()) as unit:
        return any(one.progress for one in newest_jobs(unit))


def _alive(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
