"""Bugs planted on purpose, each a line that somebody could write: all must be found."""

import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime
from typing import Any
from unittest import mock

import sqlalchemy as sa

from api.security.seal import SealError
from api.store import audit, engine, guard, operations, rosters, settings_of, unit
from api.store.engine import POSTGRESQL
from api.store.guard import ScopeError
from api.store.keys import Keys
from api.store.kinds import CLIENT
from api.store.operations import Answer
from api.store.repository import Repository
from api.store.sealed_shelf import SealedShelf
from api.store.unit import Actor, Store, Unit
from benchmarks.faults import races, work
from benchmarks.faults.house import build_house
from benchmarks.faults.kill import kill_at_random
from benchmarks.faults.writer import MASTER
from domain.people import Client

KILLS, ROUNDS = 14, 1
CAUGHT, MISSED = 3, 0
"""Exit codes of a run with one bug."""
Plant = Callable[[], Any]


def _patch(where: object, name: str, value: object) -> Plant:
    return lambda: mock.patch.object(where, name, value)


def _in_two_commits(
    store: Store, actor: Actor, at: datetime, key: str, request: bytes, do: Callable[..., Answer]
) -> Answer:
    with store.read(actor, at) as found:
        known = operations.answered(found, key, request)
    if known:
        return known
    with store.write(actor, at) as first:
        answer = do(first)
    with store.write(actor, at) as second:
        operations.reserve(second, key, request)
        operations.keep_answer(second, key, answer)
    return answer


def _answered_too_early(
    store: Store, actor: Actor, at: datetime, key: str, request: bytes, do: Callable[..., Answer]
) -> Answer:
    """Every third answer is given, and its work undone."""
    if random.random() < 2 / 3:  # noqa: S311 - any share will do
        return _ONCE(store, actor, at, key, request, do)
    try:
        with store.write(actor, at) as begun:
            answer = operations.answered(begun, key, request) or do(begun)
            _undo()
    except _UndoneError:
        pass
    return answer


class _UndoneError(Exception):
    """Work that is thrown away."""


def _undo() -> None:
    raise _UndoneError


_ONCE = operations.once


def _set_anyhow(of: Unit, name: str, told: Any, _expected: int | None = None) -> Any:
    """Whoever writes last wins."""
    return settings_of_write(of, name, told)


settings_of_write = settings_of.write_setting


def _every_statement_alone(address: str, master: Any) -> Store:
    opened = _OPEN(address, master)
    return Store(opened.engine.execution_options(isolation_level="AUTOCOMMIT"), opened.master)


_OPEN = unit.open_store


@contextmanager
def _without_begin() -> Iterator[None]:
    """No transaction at all: each statement is its own."""
    with (
        mock.patch.object(engine, "_begin_sqlite", _skip),
        mock.patch("benchmarks.faults.writer.open_store", _every_statement_alone),
    ):
        yield


@contextmanager
def _blind_guard() -> Iterator[None]:
    """Nobody looks whose rows a statement means, and the condition is forgotten."""
    whole = Repository._read  # noqa: SLF001 - a bug is planted where it would be written

    def anybodys(self: Any, *chosen: Any) -> Any:
        connection = self._unit.connection
        keys = Keys(connection, 1, MASTER)
        self._unit = Unit(connection, Actor(1, "leak"), self._unit.at, keys, [])
        return whole(self, *chosen)

    with (
        mock.patch.object(guard, "_look", _skip),
        mock.patch.object(Repository, "_read", anybodys),
    ):
        yield


def _same_head(*_told: object) -> audit.Head:
    return audit.Head(0, audit.NOTHING_BEFORE)


def _skip(*_told: object, **_more: object) -> None:
    return None


def _one_more(of: Unit, monday: Any) -> int:
    return _NEWEST(of, monday) + 1


_NEWEST = rosters.newest_number


def _people_without_referrals(of: Unit, key: str) -> Answer:
    """The second half of an import forgotten for one key in two."""
    if work.hash_of(key) % 2:
        return _TAKE_IN(of, key)
    clients = [Client(f"{key}-{n}", f"Name {n}", "tartu", ("et",)) for n in range(work.PEOPLE)]
    Repository[Client](of, CLIENT).put(clients)
    return Answer(201, b"")


_TAKE_IN = work.take_in


@contextmanager
def _no_idempotency() -> Iterator[None]:
    with (
        mock.patch.object(operations, "answered", _skip),
        mock.patch.object(operations, "reserve", return_value=True),
    ):
        yield


@contextmanager
def _number_left_out() -> Iterator[None]:
    with (
        mock.patch.object(work, "newest_number", _one_more),
        mock.patch.object(rosters, "newest_number", _one_more),
    ):
        yield


@contextmanager
def _half() -> Iterator[None]:
    works = tuple(
        (name, _people_without_referrals if name == "import" else do) for name, do in work.WORKS
    )
    with mock.patch.object(work, "WORKS", works):
        yield


@contextmanager
def _last_wins() -> Iterator[None]:
    with (
        mock.patch.object(work, "write_setting", _set_anyhow),
        mock.patch.object(races, "write_setting", _set_anyhow),
    ):
        yield


CONTROL = "nothing"
"""In place of a bug: such a house is sound, or the harness cries wolf."""
PLANTED: tuple[tuple[str, Plant], ...] = (
    ("work and answer in two commits", _patch(work, "once", _in_two_commits)),
    ("no idempotency", _no_idempotency),
    ("answered before it holds", _patch(work, "once", _answered_too_early)),
    ("last writer wins", _last_wins),
    ("no transaction", _without_begin),
    ("no provider asked for", _blind_guard),
    ("no record of acts", _patch(Unit, "note", _skip)),
    ("a record of acts without a chain", _patch(audit, "_head_to_follow", _same_head)),
    ("a version thrown away", _patch(Repository, "_keep_past", _skip)),
    ("a roster's number left out", _number_left_out),
    ("books that count no changes", _patch(SealedShelf, "_count", _skip)),
    ("an import that forgets its half", _half),
)

HELD = {(POSTGRESQL, "no provider asked for")}
"""Bugs that a database makes harmless by itself: there row-level security shows nothing."""


def run_planted(name: str, kind: str, seed: int) -> str:
    """How a house with one bug was found to be unsound; empty where nobody noticed."""
    with {**dict(PLANTED), CONTROL: nullcontext}[name]():
        try:
            with build_house(kind) as house:
                told = kill_at_random(house, KILLS, seed)
            if told.sound:
                with build_house(kind) as house:
                    told = races.race(house, ROUNDS)
        except (ScopeError, SealError, sa.exc.SQLAlchemyError) as fault:
            return f"{type(fault).__name__}: {fault}".splitlines()[0]
    judged = told.judged
    first = judged.broken[0] if judged.broken else f"{told.failed} writers failed"
    counted = f"{judged.lost} lost, {judged.doubled} twice; {first}"
    return "" if told.sound else counted


def run_all_planted(kind: str, seed: int) -> tuple[int, list[str]]:
    """How many bugs were planted, and which nobody noticed; each in its own process.

    Where a house without a bug is found to be unsound, none counts as noticed.
    """
    missed = []
    names = [name for name, _ in PLANTED if (kind, name) not in HELD]
    for name in (CONTROL, *names):
        command = [sys.executable, "-m", "benchmarks.faults", "--database", kind]
        command += ["--plant", name, "--seed", str(seed)]
        done = subprocess.run(command, check=False, capture_output=True, timeout=300)  # noqa: S603
        if name == CONTROL and done.returncode != MISSED:
            return len(names), names
        if name != CONTROL and done.returncode != CAUGHT:
            missed.append(name)
        print(f"{name}: {done.stdout.decode().strip()}"[:150], flush=True)
    return len(names), missed
