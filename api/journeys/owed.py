"""What is owed under a referral, and until when: first meeting, answers, notices, an action plan.

Source: seed 004 (working days), and the programmes' values.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.clock import ZONE, working_days_between
from domain.entitlement import answer_deadline, start_deadline
from domain.people import Cefr, Client, Worker
from domain.programme import Component, Programme, programmes
from domain.referral import InformationRequest, Notice, PlanItem, Referral
from optimizer.policy import default_policy


class What(StrEnum):
    """Something that somebody waits for."""

    FIRST_MEETING = "first_meeting"
    THREE_PARTY = "three_party"
    """The first meeting with the case manager is not planned yet."""
    ANSWER = "answer"
    NOTICE = "notice"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that is owed."""

    what: What
    due: date | None
    """Last day on which it is in time; None: no day is set."""
    days: int | None
    """Working days left; 0: today is the last; below 0: so many too late."""
    about: str = ""
    """Id of the question or notice."""

    @property
    def pressing(self) -> bool:
        """Whether today is the last day, or it is late already."""
        return self.days is not None and self.days <= 0


def days_left(today: date, due: date) -> int:
    """Working days until a last day; 0: that is today; below 0: so many late."""
    if due >= today:
        return working_days_between(today, due)
    return -max(working_days_between(due, today), 1)


def owed_under(
    referral: Referral,
    today: date,
    plan: Iterable[PlanItem] = (),
    requests: Iterable[InformationRequest] = (),
    notices: Iterable[Notice] = (),
) -> tuple[Owed, ...]:
    """Everything owed under a referral, the most pressing first; nothing once it is closed."""
    if referral.closing is not None:
        return ()
    found = [*_meetings(referral, today, plan), *_answers(referral, today, requests)]
    for one in notices:
        if one.told is None:
            day = one.noticed.astimezone(ZONE).date()
            found.append(Owed(What.NOTICE, day, days_left(today, day), one.id))
    return tuple(sorted(found, key=_pressing))


def pressing_days(owed: Iterable[Owed]) -> int | None:
    """Working days until the first thing owed; None where no day is set."""
    days = [one.days for one in owed if one.days is not None]
    return min(days, default=None)


def first_component(programme: Programme) -> Component | None:
    """The component with which the service starts where the case manager comes along."""
    return next((one for one in programme.components if one.first and one.three_party), None)


def interpreter_for(
    clients: Iterable[Client], programme: Programme, workers: Iterable[Worker]
) -> str:
    """Language in which somebody must interpret: nobody who may come shares one; else nothing."""
    roles = {role for one in programme.components for seat in one.seats for role in seat.roles}
    level = Cefr(default_policy().language_level)
    spoken = {
        one.language
        for worker in workers
        if worker.roles & roles
        for one in worker.languages
        if one.level >= level
    }
    return next(
        (one.languages[0] for one in clients if one.languages and spoken.isdisjoint(one.languages)),
        "",
    )


def _meetings(referral: Referral, today: date, plan: Iterable[PlanItem]) -> Iterator[Owed]:
    programme = programmes()[referral.programme]
    dues = [start_deadline(programme, one, referral) for one in programme.components]
    due = min((one for one in dues if one is not None), default=None)
    if due is not None:
        yield Owed(What.FIRST_MEETING, due, days_left(today, due))
    first = first_component(programme)
    planned = first is not None and any(one.component == first.id for one in plan)
    if first is not None and referral.first_met is None and not planned:
        yield Owed(What.THREE_PARTY, None, None)
    asks_plan = any(one.plan == "asked" for one in programme.components)
    if asks_plan and referral.planned_on is None:
        yield Owed(What.PLAN, None, None)


def _answers(
    referral: Referral, today: date, requests: Iterable[InformationRequest]
) -> Iterator[Owed]:
    programme = programmes()[referral.programme]
    for one in requests:
        if one.answered is None:
            due = answer_deadline(programme, one)
            days = None if due is None else days_left(today, due)
            yield Owed(What.ANSWER, due, days, one.id)


def _pressing(one: Owed) -> tuple[bool, int, str]:
    return one.days is None, one.days or 0, one.what
