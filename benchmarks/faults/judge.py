"""What must hold after every fault, and what became of each task: lost, done twice, or broken."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from itertools import groupby

import sqlalchemy as sa

from api.store.audit import broken_at
from api.store.engine import SQLITE
from api.store.kinds import CLIENT, KINDS, REFERRAL
from api.store.repository import Repository
from api.store.schema import AUDIT, ISSUED, OPERATION, PAST, RECORDS, ROSTER
from api.store.sealed_shelf import open_sealed
from api.store.settings_of import read_setting
from api.store.unit import Actor, Store, Unit
from benchmarks.faults.work import AT, CHAIN, PEOPLE, Task
from domain.people import Client
from domain.referral import Referral

JUDGE = Actor(1, "judge")
STRANGER = Actor(2, "stranger")


@dataclass
class Judged:
    """How often each promise was broken, with words for whoever looks into it."""

    lost: int = 0
    doubled: int = 0
    broken: list[str] = field(default_factory=list)


def judge(store: Store, acknowledged: Iterable[Task], begun: Iterable[Task]) -> Judged:
    """Hold the database against what the writers were told.

    ``begun``: every task that was ever sent, acknowledged or not: it is there once or not at all.
    """
    found = Judged()
    with store.read(JUDGE, AT) as unit:
        effects = _effects(unit, found)
        _rows_hold(unit, found)
        _chain_holds(store, unit, found)
        _numbers_hold(unit, found)
        _versions_hold(unit, found)
        _answers_hold(unit, effects, found)
    with store.read(STRANGER, AT) as unit:
        if Repository[Client](unit, CLIENT).all() or list(open_sealed(unit).names()):
            found.broken.append("a stranger sees what is not theirs")
    if store.engine.dialect.name == SQLITE:
        _file_holds(str(store.engine.url.database), found)
    told = set(acknowledged)
    for task in told | set(begun):
        times = effects[task.work, task.key]
        found.lost += task in told and times == 0
        found.doubled += times > 1
    return found


def _effects(unit: Unit, found: Judged) -> Counter[tuple[str, str]]:
    """How often each task has left its mark."""
    marks: Counter[tuple[str, str]] = Counter()
    clients = Counter(one.rsplit("-", 1)[0] for one in Repository[Client](unit, CLIENT).all())
    referrals = Counter(
        one.removeprefix("R-").rsplit("-", 1)[0]
        for one in Repository[Referral](unit, REFERRAL).all()
    )
    for key in clients.keys() | referrals.keys():
        if clients[key] != PEOPLE or referrals[key] != PEOPLE:
            found.broken.append(f"half an import: {key} {clients[key]} {referrals[key]}")
        marks["import", key] += 1
    rows = unit.connection.execute(sa.select(ROSTER.c.told).where(ROSTER.c.tenant == unit.tenant))
    for row in rows:
        for meeting in row.told:
            marks["publish", meeting["client"]] += 1
    shelf = open_sealed(unit)
    for damaged in shelf.damaged():
        found.broken.append(f"damaged file {damaged}")
    chain = json.loads(shelf.read(CHAIN)) if shelf.has(CHAIN) else []
    closed = [json.loads(shelf.read(name))["key"] for name in shelf.names("closed")]
    if closed != chain:
        found.broken.append("closed months are not those of the chain")
    for key in chain:
        marks["close", key] += 1
    done = unit.connection.execute(
        sa.select(OPERATION.c.key).where(OPERATION.c.tenant == unit.tenant)
    ).scalars()
    counted = [key for key in done if key.startswith("count")]
    for key in counted:
        marks["count", key] += 1
    held = read_setting(unit, "count")
    if (held.told if held else 0) != len(counted):
        found.broken.append(f"counted {held.told if held else 0}, asked {len(counted)} times")
    return marks


def _rows_hold(unit: Unit, found: Judged) -> None:
    """Nothing sealed is unreadable, and who was referred is there."""
    known = set(Repository[Client](unit, CLIENT).all())
    for one in Repository[Referral](unit, REFERRAL).all().values():
        if one.record.client not in known:
            found.broken.append(f"a referral of nobody: {one.id}")


def _chain_holds(store: Store, unit: Unit, found: Judged) -> None:
    """The record of acts is whole, and tells of everything that was done."""
    link = broken_at(unit.connection, unit.tenant, store.audit_key)
    if link is not None:
        found.broken.append(f"the record of acts breaks at {link}")
    acts: Counter[str] = Counter(
        unit.connection.execute(
            sa.select(AUDIT.c.action).where(AUDIT.c.tenant == unit.tenant)
        ).scalars()
    )
    rosters = unit.connection.execute(
        sa.select(sa.func.count()).select_from(ROSTER).where(ROSTER.c.tenant == unit.tenant)
    ).scalar_one()
    if acts["publish"] != rosters:
        found.broken.append(f"{rosters} rosters, {acts['publish']} on record")


def _numbers_hold(unit: Unit, found: Judged) -> None:
    """Numbers run from 1 without a gap."""
    rosters = unit.connection.execute(
        sa.select(ROSTER.c.monday, ROSTER.c.number)
        .where(ROSTER.c.tenant == unit.tenant)
        .order_by(ROSTER.c.monday, ROSTER.c.number)
    ).all()
    for monday, group in groupby(rosters, key=lambda row: row.monday):
        numbers = [row.number for row in group]
        if numbers != list(range(1, len(numbers) + 1)):
            found.broken.append(f"rosters of {monday} are numbered {numbers}")
    issued = unit.connection.execute(
        sa.select(ISSUED.c.position)
        .where(ISSUED.c.tenant == unit.tenant)
        .order_by(ISSUED.c.position)
    ).scalars()
    numbers = list(issued)
    closed = len(list(open_sealed(unit).names("closed")))
    if numbers != list(range(1, closed + 1)):
        found.broken.append(f"{closed} months closed, invoices {numbers}")


def _versions_hold(unit: Unit, found: Judged) -> None:
    """What holds and what held before count up by one."""
    past: dict[tuple[str, str], list[int]] = {}
    for row in unit.connection.execute(
        sa.select(PAST.c.kind, PAST.c.id, PAST.c.revision).where(PAST.c.tenant == unit.tenant)
    ):
        past.setdefault((row.kind, row.id), []).append(row.revision)
    for kind in KINDS:
        table = RECORDS[kind.name]
        for one, revision in unit.connection.execute(
            sa.select(table.c.id, table.c.revision).where(table.c.tenant == unit.tenant)
        ):
            before = sorted(past.get((kind.name, one), []))
            if [*before, revision] != list(range(1, revision + 1)):
                found.broken.append(f"versions of {kind.name} {one}: {before} {revision}")


def _answers_hold(unit: Unit, effects: Counter[tuple[str, str]], found: Judged) -> None:
    """Where there is an answer there is its work, and the other way round."""
    keys = set(
        unit.connection.execute(
            sa.select(OPERATION.c.key).where(OPERATION.c.tenant == unit.tenant)
        ).scalars()
    )
    done = {key for _, key in effects}
    for key in sorted(keys ^ done):
        found.broken.append(f"{key}: {'an answer' if key in keys else 'work'} alone")


def _file_holds(path: str, found: Judged) -> None:
    with closing(sqlite3.connect(path)) as file:
        (told,) = file.execute("PRAGMA integrity_check").fetchone()
    if told != "ok":
        found.broken.append(f"the file: {told}")
