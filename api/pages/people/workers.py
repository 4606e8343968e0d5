"""Workers: a list with filters by links, and one with trainings, absences and meetings."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from api.journeys.look_at_workers import WorkerRow, look_at_worker, look_at_workers
from api.pages.listing import Address, list_rows
from api.pages.memory import memory_of
from api.pages.page import Page, Visit
from api.pages.people.away import Away, steps_of
from api.pages.sent import Sent, wrong_in
from api.routes.doors import Reply
from api.routes.models import Loose, Text
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.unit import Unit
from domain.clock import ZONE
from domain.finding import Finding
from domain.people import Role
from domain.programme import components

HERE = "/workers"
Short = Annotated[str, StringConstraints(max_length=60)]
LATE = frozenset({"lapsed", "soon"})


class WorkersAsked(Loose):
    """Which workers are looked at."""

    role: Literal[""] | Role = ""
    county: Short = ""
    language: Short = ""
    state: Literal["", "lapse", "away"] = ""
    who: Text = ""
    sort: Short = ""
    page: Annotated[int, Field(ge=1, le=10_000)] = 1


COLUMNS: Mapping[str, Callable[[WorkerRow], Any]] = {
    "name": lambda one: one.worker.name.casefold(),
    "lapse": lambda one: (one.lapse and one.lapse.training.until) or date.max,
    "home": lambda one: (one.county, one.home),
    "hours": lambda one: -one.worker.week_minutes,
}


def _list(unit: Unit, visit: Visit) -> Reply:
    asked: WorkersAsked = visit.query
    every = look_at_workers(unit, memory_of(visit))
    address = Address(HERE, {**asked.model_dump(), "role": str(asked.role)})
    who = asked.who.strip().casefold()
    within = [
        one
        for one in every
        if (not asked.county or one.county == asked.county)
        and (not asked.role or asked.role in one.worker.roles)
        and (not asked.language or asked.language in _speaks(one))
        and (not who or who in f"{one.worker.name} {one.worker.id}".casefold())
    ]
    rows = [one for one in within if _is(one, asked.state)]
    roles = Counter(role for one in every for role in one.worker.roles)
    return visit.show(
        "people/workers.html.j2",
        asked=asked,
        address=address,
        states=[(key, sum(_is(one, key) for one in within)) for key in ("", "lapse", "away")],
        roles=[(role, roles[role]) for role in Role if roles[role]],
        languages=Counter(code for one in every for code in _speaks(one)).most_common(6),
        counties=sorted({one.county for one in every if one.county}),
        listing=list_rows(rows, address, COLUMNS, asked.sort, asked.page),
        many=len(every),
        today=visit.at.astimezone(ZONE).date(),
        clear=HERE,
    )


def _speaks(one: WorkerRow) -> set[str]:
    return {each.language for each in one.worker.languages}


def _is(one: WorkerRow, state: str) -> bool:
    if state == "lapse":
        return one.lapse is not None and one.lapse.state in LATE
    return state == "" or one.away is not None


def _one(unit: Unit, visit: Visit) -> Reply:
    return show_worker(unit, visit, Sent())


def show_worker(unit: Unit, visit: Visit, sent: Sent, found: Iterable[Finding] = ()) -> Reply:
    """The page of a worker; 422 with findings where a step could not be taken."""
    seen = look_at_worker(unit, memory_of(visit), visit.path["id"])
    if seen is None:
        raise Refused(404)
    faults = list(found)
    return visit.show(
        "people/worker.html.j2",
        422 if faults else 200,
        seen=seen,
        parts={name: part.name[visit.language] for name, (_, part) in components().items()},
        codes={name: programme.code for name, (programme, _) in components().items()},
        today=visit.at.astimezone(ZONE).date(),
        sent=sent,
        wrong=wrong_in(visit.language, faults),
        changes=visit.who.may(Right.PEOPLE_CHANGE),
        feeds=visit.who.may(Right.ACCESS_LOOK),
    )


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, Right.PEOPLE_LOOK, _list, "Workers", "read", asks=WorkersAsked),
    Page("GET", f"{HERE}/{{id}}", Right.PEOPLE_LOOK, _one, "One worker", "read"),
    *steps_of(Away(HERE, show_worker)),
)
