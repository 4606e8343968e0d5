"""Scenarios of a provider: what was asked, by whom, and the newest answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from api.store.comparisons import drop_comparisons_of
from api.store.jobs import State
from api.store.repository import ChangedMeanwhileError
from api.store.schema import JOB, SCENARIO
from api.store.unit import Unit

HEADLINE = "headline"
"""What of a result stands beside a scenario in a list."""


@dataclass(frozen=True, slots=True)
class KeptScenario:
    """A scenario as it is kept."""

    id: str
    revision: int
    """1 when it was new; one more with each change."""
    changed: datetime
    by: str
    told: Mapping[str, Any]
    """Its fields, as a file would have them."""
    result: Mapping[str, Any] | None
    """What came of it when it was played last; of the revision that stands in it."""
    job: str = ""
    """By which it was, or is being, played last; empty: by none."""


@dataclass(frozen=True, slots=True)
class ListedScenario:
    """A scenario as it stands in a list: how far it is, and the newest answer in short."""

    kept: KeptScenario
    headline: Mapping[str, Any] | None
    state: State | None
    """Of the job that plays it, or played it last; None: nobody asked, or it is forgotten."""
    reason: str
    """Why that job failed or was stopped; empty where it was not."""


def list_scenarios(unit: Unit) -> list[KeptScenario]:
    """Every scenario, by id; results are left out."""
    columns = [c for c in SCENARIO.c if c.name != "result"]
    rows = unit.connection.execute(
        sa.select(*columns).where(SCENARIO.c.tenant == unit.tenant).order_by(SCENARIO.c.id)
    )
    return [KeptScenario(r.id, r.revision, r.changed, r.by, r.told, None) for r in rows]


def survey_scenarios(unit: Unit) -> list[ListedScenario]:
    """Every scenario, by id, with how far it is and what came of it in short."""
    columns = [c for c in SCENARIO.c if c.name != "result"]
    headline = SCENARIO.c.result[HEADLINE].label("headline")
    rows = unit.connection.execute(
        sa.select(*columns, headline, JOB.c.state, JOB.c.reason)
        .select_from(
            SCENARIO.outerjoin(
                JOB, sa.and_(JOB.c.id == SCENARIO.c.job, JOB.c.tenant == unit.tenant)
            )
        )
        .where(SCENARIO.c.tenant == unit.tenant)
        .order_by(SCENARIO.c.id)
    )
    return [
        ListedScenario(
            KeptScenario(r.id, r.revision, r.changed, r.by, r.told, None, r.job or ""),
            r.headline,
            State(r.state) if r.state else None,
            r.reason or "",
        )
        for r in rows
    ]


def find_scenarios(unit: Unit, ids: Iterable[str]) -> dict[str, KeptScenario]:
    """Scenarios by id, those that there are, with their results."""
    rows = unit.connection.execute(
        sa.select(SCENARIO).where(
            SCENARIO.c.tenant == unit.tenant, SCENARIO.c.id.in_(sorted(set(ids)))
        )
    )
    return {
        r.id: KeptScenario(r.id, r.revision, r.changed, r.by, r.told, r.result, r.job or "")
        for r in rows
    }


def save_scenario(
    unit: Unit, one: str, told: Mapping[str, Any], expected: int | None = None
) -> KeptScenario:
    """Keep a scenario in place of the one before; its result stays until it is played again.

    ChangedMeanwhileError where another revision than ``expected`` holds (0: there is none yet).
    """
    held = find_scenarios(unit, [one]).get(one)
    revision = held.revision if held else 0
    if expected is not None and expected != revision:
        raise ChangedMeanwhileError(SCENARIO.name, [one])
    if held is not None and held.told == told:
        return held
    values = {
        "revision": revision + 1,
        "changed": unit.at,
        "by": unit.actor.name,
        "told": dict(told),
    }
    if held is None:
        kept = _add(unit, {"tenant": unit.tenant, "id": one, **values})
    else:
        kept = _change(unit, one, revision, values)
    if not kept:
        raise ChangedMeanwhileError(SCENARIO.name, [one])
    unit.note("scenario", one, revision=revision + 1)
    result, job = (held.result, held.job) if held else (None, "")
    return KeptScenario(one, revision + 1, unit.at, unit.actor.name, told, result, job)


def remember_job(unit: Unit, one: str, job: str) -> None:
    """Note by which job a scenario is being played."""
    unit.connection.execute(
        sa.update(SCENARIO)
        .where(SCENARIO.c.tenant == unit.tenant, SCENARIO.c.id == one)
        .values(job=job)
    )


def keep_result(unit: Unit, one: str, revision: int, job: str, result: Mapping[str, Any]) -> bool:
    """Keep what came of a revision; False where another one is asked for by now."""
    kept = _change(unit, one, revision, {"result": dict(result), "job": job})
    if kept:
        unit.note("scenario result", one, revision=revision)
    return kept


def drop_scenario(unit: Unit, one: str, expected: int | None = None) -> bool:
    """A scenario is there no more, nor what it was compared in; False where there was none.

    ChangedMeanwhileError where another revision than ``expected`` holds.
    """
    held = find_scenarios(unit, [one]).get(one)
    if held is None:
        return False
    if expected is not None and expected != held.revision:
        raise ChangedMeanwhileError(SCENARIO.name, [one])
    done = unit.connection.execute(
        sa.delete(SCENARIO).where(
            SCENARIO.c.tenant == unit.tenant,
            SCENARIO.c.id == one,
            SCENARIO.c.revision == held.revision,
        )
    )
    if done.rowcount != 1:
        raise ChangedMeanwhileError(SCENARIO.name, [one])
    drop_comparisons_of(unit, one)
    unit.note("scenario away", one)
    return True


def _change(unit: Unit, one: str, revision: int, values: Mapping[str, Any]) -> bool:
    done = unit.connection.execute(
        sa.update(SCENARIO)
        .where(
            SCENARIO.c.tenant == unit.tenant,
            SCENARIO.c.id == one,
            SCENARIO.c.revision == revision,
        )
        .values(**values)
    )
    return done.rowcount == 1


def _add(unit: Unit, row: Mapping[str, Any]) -> bool:
    """False where somebody added it at the same moment."""
    try:
        with unit.connection.begin_nested():
            unit.connection.execute(sa.insert(SCENARIO).values(**row))
    except sa.exc.IntegrityError:
        return False
    return True
