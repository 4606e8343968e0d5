"""A small published week for tests: two colleagues, one client each, and what is asked of it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from domain.session import Meeting, Need, Window
from optimizer.check import check, faults_of
from optimizer.policy import default_policy
from optimizer.problem import Problem
from optimizer.replan import Absent, Event, Replanned, replan
from tests.optimizer.builders import (
    MON,
    MONDAY,
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_worker,
    at,
)

SECONDS = 5.0


def the_date(day: int) -> date:
    """The date of a weekday."""
    return MONDAY + timedelta(days=day)


def ill(worker: str = "w1", first: int = MON, last: int | None = None, since: int = 0) -> Absent:
    """Away from one weekday to another."""
    until = first if last is None else last
    return Absent(worker, the_date(first), the_date(until), since, "haige")


def on(day: int, first: int = 8, last: int = 16) -> tuple[Window, ...]:
    """Any start of a day between two hours."""
    return (Window(at(day, first), at(day, last)),)


def want(number: int, day: int = MON, **changes: Any) -> Need:
    """An hour with client number so and so, at any time of a day."""
    return a_need(f"n{number}", clients=(f"c{number}",), **({"windows": on(day)} | changes))


def a_week(needs: Sequence[Need], workers: int = 2, **changes: Any) -> Problem:
    """Clients and workers to go with some needs; one client for each."""
    names = dict.fromkeys(client for need in needs for client in need.clients)
    record: dict[str, Any] = {
        "needs": tuple(needs),
        "clients": tuple(a_client(name) for name in names),
        "workers": tuple(a_worker(f"w{k + 1}") for k in range(workers)),
    }
    return a_problem(**(record | changes))


def after(
    problem: Problem,
    published: Sequence[Meeting],
    events: Event | Iterable[Event],
    now: int = 0,
    notice: int = 0,
) -> Replanned:
    """Re-plan, and see that no must is missed that what has begun did not miss."""
    told = list(events) if isinstance(events, Iterable) else [events]
    found = replan(problem, default_policy(), published, told, now, SECONDS, notice=notice)
    held = found.result.roster.meetings
    past = [m for m in held if m.start < now]
    faults = faults_of(check(found.problem, default_policy(), held).faults)
    before = faults_of(check(found.problem, default_policy(), past).faults)
    assert all(missed <= before.get(rule, 0) for rule, missed in faults.items()), faults
    return found


def meeting_of(found: Replanned, need: str) -> Meeting | None:
    """What became of a need."""
    return next((m for m in found.result.roster.meetings if m.need == need), None)


__all__ = ["SECONDS", "a_meeting", "a_week", "after", "ill", "meeting_of", "on", "the_date", "want"]
