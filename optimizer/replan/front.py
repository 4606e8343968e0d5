"""Re-plan a published week after something happened: the fewest changes first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from domain.finding import Finding
from domain.session import Meeting
from optimizer.check import check_tables
from optimizer.choices import Choices, meetings_of
from optimizer.columns import Columns, make_columns
from optimizer.construct import construct
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.replan.clock import SEARCH_SHARE, Clock
from optimizer.replan.events import Event
from optimizer.replan.fewest import Fewest, Score, score_of
from optimizer.replan.greedy import by_weight, place_again
from optimizer.replan.happening import Happening, apply_events
from optimizer.replan.heard import Hearing, hearing_of
from optimizer.replan.standing import find_standing, freeze
from optimizer.replan.told import Call, MeetingChange, calls_of, changes_of
from optimizer.roster import EngineRun, Result, Roster, Status
from optimizer.tables import make_tables
from optimizer.tidying import tidy_later
from optimizer.watch import Stop

NOTICE = 60
"""Minutes in which somebody can be told and be there: as far as workers go by default."""
AT_LEAST = 1.0
"""Seconds that a first answer is given, however short the time: nobody is forgotten for haste."""
QUICK_SHARE = 0.4
"""Of the time, for a first answer."""


@dataclass(frozen=True)
class Replanned:
    """A week after something happened."""

    result: Result
    """The roster, its cost and what is left out. Its bound counts nothing but what is left out."""
    changes: tuple[MeetingChange, ...]
    """What is not as published, in order of time."""
    problem: Problem
    """The week with the events in it: check, explain and publish the roster under this one."""
    findings: tuple[Finding, ...]
    """Events and published meetings that the week does not understand."""
    least_left_out: bool
    """Proven: no roster leaves out less (by weight)."""
    fewest: bool
    """Proven: of all rosters that leave out as little, none has fewer people hear."""
    left_out_weight: int
    """How many ordinary needs what is left out counts for."""

    @property
    def proven(self) -> bool:
        """Whether nothing can be better on the first two levels."""
        return self.least_left_out and self.fewest

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """Whom to phone with what, clients first."""
        return calls_of(self.changes)


@tidy_later()
def replan(
    problem: Problem,
    policy: Policy,
    published: Sequence[Meeting],
    events: Event | Iterable[Event],
    now: int,
    seconds: float = 1.0,
    *,
    notice: int = NOTICE,
    seed: int = 1,
    stop: Stop | None = None,
) -> Replanned:
    """The published week after one or more events, with the fewest changes found in ``seconds``.

    ``now`` is a minute of the week: meetings that began before it stay as they are, but for
    those that an event says were not held; a start that has to be told to somebody lies
    ``notice`` minutes later or more. First counts the weight of what is left out, then how
    many people hear of a change, then the cost of the policy. Events that the week does not
    understand become findings. Raises ValueError on a policy that prices what it may not.
    """
    clock = Clock(seconds)
    told = list(events) if isinstance(events, Iterable) else [events]
    known, findings = _known(problem, published)
    week = apply_events(problem, known, told, now)
    week.problem, frozen = freeze(week, notice)
    columns = make_columns(make_tables(week.problem, policy))
    standing = find_standing(columns, week, frozen)
    hearing = hearing_of(columns, standing, week.problem.published, _called_off(week))

    best, score, log = _first_answer(hearing, clock.left, seconds, stop)
    clock.look_at_pace()
    search = Fewest(hearing, best, score, clock.left, stop, seed, pace=clock.pace, log=log)
    search.improve()
    meetings = (*meetings_of(columns, search.best), *standing.beyond)
    sure = not standing.faults and not standing.beyond
    return Replanned(
        result=_result(columns, search, meetings, clock.spent(), seed),
        changes=changes_of(hearing, week, search.best, {m.need: m for m in meetings}),
        problem=week.problem,
        findings=(*findings, *week.findings),
        least_left_out=sure and search.score[0] <= search.left_floor,
        fewest=sure and search.score[1] <= search.heard_floor,
        left_out_weight=search.score[0],
    )


def _known(
    problem: Problem, published: Sequence[Meeting]
) -> tuple[dict[str, Meeting], list[Finding]]:
    """The published meetings of needs that the week knows; findings on the others."""
    needs = {need.id for need in problem.needs}
    staff = {worker.id for worker in problem.workers}
    findings = [Finding("replan.unknown_need", m.need) for m in published if m.need not in needs]
    findings += [
        Finding("replan.unknown_worker", who, {"need": m.need})
        for m in published
        for who in m.workers
        if m.need in needs and who not in staff
    ]
    return {m.need: m for m in published if m.need in needs}, findings


def _called_off(week: Happening) -> set[int]:
    """People of meetings called off: whatever else changes, they hear already."""
    clients = {c.id: row for row, c in enumerate(week.problem.clients)}
    workers = {w.id: len(clients) + row for row, w in enumerate(week.problem.workers)}
    names = [name for name in week.cancelled if name in week.published]
    people = {clients[c] for name in names for c in week.cancelled[name].clients if c in clients}
    return people | {
        workers[w] for name in names for w in week.published[name].workers if w in workers
    }


def _first_answer(
    hearing: Hearing, left: Callable[[], float], seconds: float, stop: Stop | None
) -> tuple[Choices, Score, list[EngineRun]]:
    """The best of: what stands; each need where the fewest hear of it; the usual first roster."""

    def stopped() -> bool:
        return stop is not None and stop()

    def spent(most: float) -> bool:
        return stopped() or left() < seconds * SEARCH_SHARE - most

    kept, quick = hearing.standing.kept, max(AT_LEAST, seconds * QUICK_SHARE)
    answers = {
        "as it stands": kept,
        "nearest": place_again(hearing, by_weight(hearing), lambda: spent(quick)),
        "construct": construct(hearing.c, kept, *[lambda: spent(seconds * QUICK_SHARE)] * 2),
    }
    scores = {name: score_of(hearing, chosen) for name, chosen in answers.items()}
    sound = {name: score for name, score in scores.items() if score is not None}
    best = min(sound, key=lambda name: sound[name])
    begun = [EngineRun(name, 0.0, score[2], None) for name, score in sound.items()]
    return answers[best], sound[best], begun


def _result(
    c: Columns, search: Fewest, meetings: tuple[Meeting, ...], seconds: float, seed: int
) -> Result:
    """The answer in the words of every other roster."""
    needs, held = c.tables.problem.needs, {m.need for m in meetings}
    in_order = tuple(sorted(meetings, key=lambda m: (m.start, m.need)))
    checked = check_tables(c.tables, in_order)
    left = tuple(need.id for need in needs if need.id not in held)
    price = int(np.sum([c.need_price[n] for n in search.hopeless]))
    return Result(
        status=Status.FOUND,
        roster=Roster(c.tables.problem.monday, in_order),
        cost=checked.cost,
        bound=min(price, checked.cost),
        costs=checked.costs,
        left_out=left,
        left_out_bound=min(len(search.hopeless), len(left)),
        seconds=round(seconds, 3),
        seed=seed,
        log=tuple(search.log),
    )
