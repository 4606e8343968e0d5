"""Many at once: the same request, or different ones for the same place; one may win."""

from collections.abc import Callable
from functools import partial

import sqlalchemy as sa

from api.store.operations import Answer, once
from api.store.repository import ChangedMeanwhileError
from api.store.rosters import newest_number, publish
from api.store.schema import AUDIT, ROSTER
from api.store.sealed_shelf import open_sealed
from api.store.settings_of import write_setting
from api.store.shelf import BusyError
from api.store.unit import Actor, Store, Unit, open_store
from benchmarks.faults.crowd import run_all
from benchmarks.faults.house import House
from benchmarks.faults.judge import JUDGE
from benchmarks.faults.kill import Told, finish
from benchmarks.faults.work import AT, MONDAY, Task, carry_out
from benchmarks.faults.writer import MASTER, Diary

AT_ONCE = 24
RACER = Actor(1, "race")


def same_request(house: House, number: int) -> None:
    """The same import with the same key, by all."""
    task = Task("import", f"import-race{number}")

    def send(writer: int) -> None:
        store = open_store(house.address, MASTER)
        diary = Diary(house.diary(100 + writer))
        diary.write("begin", task)
        carry_out(store, task)
        diary.write("told", task)
        store.close()

    for writer in range(AT_ONCE):
        house.diary(100 + writer)
    if run_all([partial(send, writer) for writer in range(AT_ONCE)]):
        message = "a writer of the same request failed"
        raise RuntimeError(message)


def same_place(house: House, number: int, work: Callable[[Unit, int], None], name: str) -> str:
    """Different requests that rest on the same state: empty where exactly one went through."""
    folder = house.folder / f"race-{name}-{number}"
    folder.mkdir()

    def send(writer: int) -> None:
        store = open_store(house.address, MASTER)
        key = f"race-{name}-{number}-{writer}"

        def do(unit: Unit) -> Answer:
            work(unit, number)
            return Answer(201, b"")

        try:
            once(store, RACER, AT, key, b"", do)
        except (ChangedMeanwhileError, BusyError):
            pass
        else:
            (folder / str(writer)).touch()
        store.close()

    failed = run_all([partial(send, writer) for writer in range(AT_ONCE)])
    won = len(list(folder.iterdir()))
    return (
        "" if (won, failed) == (1, 0) else f"{name} {number}: {won} went through, {failed} failed"
    )


def publish_next(unit: Unit, number: int) -> None:
    """Publish roster ``number`` of a week of its own."""
    monday = MONDAY.replace(year=2030)
    publish(unit, monday, number, (), cost=0, bound=0, left_out=0)


def close_next(unit: Unit, number: int) -> None:
    """Close a month on books at a given revision."""
    shelf = open_sealed(unit)
    name = f"races/{number}.json"
    if shelf.has(name):
        raise BusyError(name)
    shelf.put({name: b"{}"})


def set_next(unit: Unit, number: int) -> None:
    """Change a setting that stands at a given revision."""
    write_setting(unit, "race", number + 1, number)


PLACES: tuple[tuple[str, Callable[[Unit, int], None]], ...] = (
    ("publish", publish_next),
    ("close", close_next),
    ("setting", set_next),
)


def race(house: House, rounds: int) -> Told:
    """Every race, ``rounds`` times; judged like a kill."""
    wrong: list[str] = []
    for number in range(rounds):
        same_request(house, number)
        wrong += [said for name, work in PLACES if (said := same_place(house, number, work, name))]
    told = finish(house, Told())
    store = open_store(house.address, MASTER)
    wrong += _rosters(store, rounds)
    store.close()
    # What the races publish carries no key of a task, and is counted here.
    told.judged.broken = [one for one in told.judged.broken if "race-" not in one]
    told.judged.broken += wrong
    return told


def _rosters(store: Store, rounds: int) -> list[str]:
    with store.read(JUDGE, AT) as unit:
        held = newest_number(unit, MONDAY.replace(year=2030))
        rows = unit.connection.execute(
            sa.select(sa.func.count()).select_from(ROSTER).where(ROSTER.c.tenant == unit.tenant)
        ).scalar_one()
        acts = unit.connection.execute(
            sa.select(sa.func.count())
            .select_from(AUDIT)
            .where(AUDIT.c.tenant == unit.tenant, AUDIT.c.action == "publish")
        ).scalar_one()
    return [] if held == rounds and rows == acts else [f"{rounds} rounds, roster {held}"]
