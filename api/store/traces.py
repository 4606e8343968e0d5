"""Where else than in the records of a person something stands about them."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from api.store.operations import blank_answers
from api.store.schema import AUDIT, DRAFT, FEED, JOB, MEMBERSHIP, ROSTER
from api.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Look:
    """Something somebody did about a person, as it is on record."""

    at: datetime
    actor: str
    action: str
    about: str


def weeks_with_rosters(unit: Unit, since: date | None = None) -> list[date]:
    """Mondays of the weeks of which a roster was published."""
    chosen = [ROSTER.c.monday >= since] if since else []
    rows = unit.connection.execute(
        sa.select(ROSTER.c.monday).where(ROSTER.c.tenant == unit.tenant, *chosen).distinct()
    )
    return sorted(row.monday for row in rows)


def drafts_naming(unit: Unit, person: str, since: date) -> list[date]:
    """Mondays of the weeks whose draft names somebody."""
    rows = unit.connection.execute(
        sa.select(DRAFT.c.monday, DRAFT.c.told).where(
            DRAFT.c.tenant == unit.tenant, DRAFT.c.monday >= since
        )
    )
    return sorted(row.monday for row in rows if json.dumps(person) in json.dumps(row.told))


def accounts_of(unit: Unit, person: str) -> list[str]:
    """Accounts that are a person: a worker with a calendar of their own."""
    rows = unit.connection.execute(
        sa.select(MEMBERSHIP.c.account)
        .where(MEMBERSHIP.c.tenant == unit.tenant, MEMBERSHIP.c.person == person)
        .distinct()
    )
    return sorted(row.account for row in rows)


def unfinished_jobs(unit: Unit) -> int:
    """Long work that waits or goes on: what it was asked may name anybody."""
    count = sa.select(sa.func.count()).select_from(JOB)
    mine = (JOB.c.tenant == unit.tenant, JOB.c.finished.is_(None))
    return int(unit.connection.execute(count.where(*mine)).scalar_one())


def looks_at(unit: Unit, person: str) -> list[Look]:
    """What is on record about a person, the first first."""
    named = sa.or_(
        AUDIT.c.about.endswith(f"/{person}", autoescape=True),
        sa.cast(AUDIT.c.told, sa.String).contains(json.dumps(person), autoescape=True),
    )
    rows = unit.connection.execute(
        sa.select(AUDIT.c.at, AUDIT.c.actor, AUDIT.c.action, AUDIT.c.about)
        .where(AUDIT.c.tenant == unit.tenant, named)
        .order_by(AUDIT.c.number)
    )
    return [Look(row.at, row.actor, row.action, row.about) for row in rows]


def forget_traces(unit: Unit, person: str, monday: date) -> dict[str, int]:
    """Drop whatever might name a person beside the records; how many of each.

    Drafts of weeks before ``monday``, finished jobs with what they were asked and answered,
    calendars of the person. Answers to requests stay as "done", without their words.
    """
    connection, tenant = unit.connection, unit.tenant
    orders: dict[str, Any] = {
        "draft": sa.delete(DRAFT).where(DRAFT.c.tenant == tenant, DRAFT.c.monday < monday),
        "job": sa.delete(JOB).where(JOB.c.tenant == tenant, JOB.c.finished.is_not(None)),
        "feed": sa.delete(FEED).where(FEED.c.tenant == tenant, FEED.c.worker == person),
    }
    found = {name: connection.execute(order).rowcount for name, order in orders.items()}
    return {**found, "operation": blank_answers(unit)}
