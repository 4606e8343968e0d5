"""Many at once: the same request, or different ones for the same place; one may win."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import sqlalchemy as sa

from api.store.operations import Answer, once
from api.store.repository import ChangedMeanwhileError
from api.store.rosters import newest_number, publish
from api.store.schema import AUDIT, ROSTER
from api.store.sealed_shelf import SealedShelf, open_sealed
from api.store.settings_of import read_setting, write_setting
from api.store.shelf import BusyError
from api.store.unit import Actor, Store, Unit, open_store
from benchmarks.faults.crowd import run_all
from benchmarks.faults.house import House
from benchmarks.faults.judge import JUDGE
from benchmarks.faults.kill import Told, finish
from benchmarks.faults.work import AT, MONDAY, Task, carry_out
from benchmarks.faults.writer import MASTER, Diary, patiently

AT_ONCE = 24
OF_RACES = MONDAY.replace(year=2030)
RACER = Actor(1, "race")


def same_request(house: House, number: int) -> None:
    """The same import with the same key, by all."""
    task = Task("import", f"import-race{number}")

    def send(writer: int) -> None:
        store = open_store(house.address, MASTER)
        diary = Diary(house.diary(100 + writer))
        diary.write("begin", task)
        patiently(lambda: carry_out(store, task))
        diary.write("told", task)
        store.close()

    for writer in range(AT_ONCE):
        house.diary(100 + writer)
    if run_all([partial(send, writer) for writer in range(AT_ONCE)]):
        message = "a writer of the same request failed"
        raise RuntimeError(message)


@dataclass(frozen=True, slots=True)
class Place:
    """Something that one may change at a time."""

    name: str
    seen: Callable[[Unit], int]
    """Its state, as everybody sees it before the race."""
    change: Callable[[Unit, int, str], None]
    """A change that rests on that state, by somebody."""


def same_place(house: House, number: int, place: Place) -> str:
    """Different requests that rest on the same state: empty where exactly one went through."""
    folder = house.folder / f"race-{place.name}-{number}"
    folder.mkdir()
    store = open_store(house.address, MASTER)
    with store.read(RACER, AT) as unit:
        seen = place.seen(unit)
    store.close()

    def send(writer: int) -> None:
        store = open_store(house.address, MASTER)
        key = f"race-{place.name}-{number}-{writer}"

        def do(unit: Unit) -> Answer:
            place.change(unit, seen, key)
            return Answer(201, b"")

        try:
            patiently(lambda: once(store, RACER, AT, key, b"", do))
        except (ChangedMeanwhileError, BusyError):
            pass
        else:
            (folder / str(writer)).touch()
        store.close()

    failed = run_all([partial(send, writer) for writer in range(AT_ONCE)])
    won = len(list(folder.iterdir()))
    if (won, failed) == (1, 0):
        return ""
    return f"{place.name} {number}: {won} went through, {failed} failed"


def _publish(unit: Unit, seen: int, _key: str) -> None:
    publish(unit, OF_RACES, seen, (), cost=0, bound=0, left_out=0)


def _change_books(unit: Unit, seen: int, key: str) -> None:
    SealedShelf(unit, {}, seen).put({f"races/{key}.json": b"{}"})


def _seen_setting(unit: Unit) -> int:
    held = read_setting(unit, "race")
    return held.revision if held else 0


def _set(unit: Unit, seen: int, key: str) -> None:
    write_setting(unit, "race", key, seen)


PLACES = (
    Place("publish", lambda unit: newest_number(unit, OF_RACES), _publish),
    Place("books", lambda unit: open_sealed(unit).revision, _change_books),
    Place("setting", _seen_setting, _set),
)


def race(house: House, rounds: int) -> Told:
    """Every race, ``rounds`` times; judged like a kill."""
    wrong: list[str] = []
    for number in range(rounds):
        same_request(house, number)
        wrong += [said for place in PLACES if (said := same_place(house, number, place))]
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
        held = newest_number(unit, OF_RACES)
        rows = unit.connection.execute(
            sa.select(sa.func.count()).select_from(ROSTER).where(ROSTER.c.tenant == unit.tenant)
        ).scalar_one()
        acts = unit.connection.execute(
            sa.select(sa.func.count())
            .select_from(AUDIT)
            .where(AUDIT.c.tenant == unit.tenant, AUDIT.c.action == "publish")
        ).scalar_one()
    return [] if held == rounds and rows == acts else [f"{rounds} rounds, roster {held}"]
