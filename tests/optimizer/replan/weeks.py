"""Small weeks that were published, and what happened then, by chance."""

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.people import Shift
from domain.session import Meeting, Window
from optimizer.choices import meetings_of
from optimizer.construct import construct
from optimizer.policy import Policy, default_policy
from optimizer.problem import Problem
from optimizer.replan import Absent, CameBack, Cancelled, Event, ExtraShift, NewNeed, Overrun
from tests.optimizer.builders import (
    MON,
    a_client,
    a_need,
    a_problem,
    a_worker,
    at,
    shifts,
)
from tests.optimizer.dice import Dice
from tests.optimizer.engines import columns_of, small_columns
from tests.optimizer.problems import small_policy, small_problem

KINDS = ("absent", "absent", "absent", "new", "cancelled", "overrun", "back", "shift")


@dataclass(frozen=True)
class Story:
    """A published week, what happened and when."""

    problem: Problem
    policy: Policy
    published: tuple[Meeting, ...]
    events: tuple[Event, ...]
    now: int
    notice: int


def a_story(seed: int) -> Story:
    """A small week as the first engine leaves it, with one to three events; each seed another."""
    dice = Dice(seed, 7)
    problem, policy, columns = small_problem(seed), small_policy(seed), small_columns(seed)
    published = meetings_of(columns, construct(columns))
    if dice.chance(20):
        published = tuple(m for m in published if dice.chance(70))
    now = dice.one((0, 0, 0, 600, 1440 + 540, 2 * 1440 + 660, 4 * 1440))
    events = tuple(_event(dice, problem, published, k) for k in range(dice.one((1, 1, 1, 2, 3))))
    return Story(problem, policy, published, events, now, dice.one((0, 60)))


def a_tight_story(seed: int) -> Story:
    """A day of few hours and many meetings on which whoever is met most often falls ill.

    Whatever is moved pushes something else away, so that fewest changes are not the nearest.
    """
    dice = Dice(seed, 8)
    names = ("w1", "w2", "w3", "w4")
    policy = default_policy().model_copy(update={"grid": 60})
    clients = tuple(
        a_client(f"c{k}", refused=frozenset(dice.some(names, dice.one((1, 2, 2)))))
        for k in range(dice.between(9, 11))
    )
    needs = tuple(
        a_need(
            f"n{k}",
            clients=(client.id,),
            windows=tuple(Window(at(MON, h), at(MON, h)) for h in _hours(dice)),
            priority=dice.one((1, 1, 1, 2)),
        )
        for k, client in enumerate(clients)
    )
    hours = shifts(540, 780, (MON,))
    week = a_problem(
        needs=needs,
        clients=clients,
        workers=tuple(a_worker(name, shifts=hours) for name in names),
    )
    columns = columns_of(week, policy)
    published = meetings_of(columns, construct(columns))
    most = max(names, key=lambda name: sum(name in m.workers for m in published))
    return Story(week, policy, published, (Absent(most, week.monday, week.monday),), 0, 0)


def _hours(dice: Dice) -> list[int]:
    return dice.some((9, 10, 11, 12), dice.one((1, 2, 2)))


def _event(dice: Dice, problem: Problem, published: tuple[Meeting, ...], number: int) -> Event:
    worker = dice.one([w.id for w in problem.workers])
    day = problem.monday + timedelta(days=dice.between(0, 6))
    need = dice.one(problem.needs)
    held = dice.one([m.need for m in published]) if published else need.id
    kind = dice.one(KINDS)
    if kind == "absent" and published:
        first = problem.monday + timedelta(days=dice.one(published).start // 1440)
        worker = dice.one(dice.one(published).workers)
        last = first + timedelta(days=dice.one((0, 0, 6)))
        return Absent(worker, first, last, dice.one((0, 0, 600, 780)))
    fresh = replace(need, id=f"new{number}", priority=3, pinned_workers=(), pinned_start=None)
    fresh = replace(fresh, clients=(dice.one(problem.clients).id,), group=None)
    other: dict[str, Event] = {
        "absent": Absent(worker, day, day),
        "new": NewNeed(fresh),
        "cancelled": Cancelled(held),
        "overrun": Overrun(held, dice.one((15, 30, 60))),
        "back": CameBack(worker, day),
        "shift": ExtraShift(worker, Shift(dice.between(0, 6), 480, 1080)),
    }
    return other[kind]
