"""Weeks as a careless or unlucky provider might send them (see the problem's own rules of thumb).

None is impossible to read: every one must end with a roster, or with its needs left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from domain.people import Contract, Shift
from domain.session import Meeting, Use, Window
from optimizer.policy import Policy, default_policy
from optimizer.problem import Budget, Problem
from tests.optimizer.builders import (
    MON,
    SAT,
    SUN,
    TUE,
    a_client,
    a_need,
    a_problem,
    a_seat,
    a_travel,
    a_worker,
    at,
    shifts,
)
from tests.optimizer.engines import a_busy_week

HOUSE = default_policy()
ALL_WEEK = tuple(Window(at(day, 8), at(day, 16)) for day in range(5))


@dataclass(frozen=True)
class Case:
    """A week, its policy, a roster to start from, and how many needs stay out (None: some)."""

    problem: Problem
    left_out: int | None = 0
    policy: Policy = HOUSE
    start: tuple[Meeting, ...] = field(default=())


def several(many: int, **changes: Any) -> Problem:
    """So many clients with a need each, all week long, and three workers."""
    return a_problem(
        clients=tuple(a_client(f"c{i:04}") for i in range(many)),
        needs=tuple(
            a_need(f"n{i:04}", **({"clients": (f"c{i:04}",), "windows": ALL_WEEK} | changes))
            for i in range(many)
        ),
        workers=tuple(a_worker(f"w{i}") for i in range(3)),
    )


def priced(problem: Problem, price: int, left_out: int | None) -> Case:
    """Everything that has a price has this one."""
    return Case(
        problem, left_out, HOUSE.model_copy(update={"prices": dict.fromkeys(HOUSE.prices, price)})
    )


def crossing() -> Case:
    """Three pins of one worker at one time, and one at night."""
    pins = (at(MON, 10), at(MON, 10, 7), at(MON, 10, 30), at(SUN, 3))
    problem = several(len(pins))
    needs = tuple(
        replace(need, pinned_start=pin, pinned_workers=("w1",))
        for need, pin in zip(problem.needs, pins, strict=True)
    )
    return Case(replace(problem, needs=needs), 3)


def everything_pinned() -> Case:
    """Every need has its worker and its minute, off the grid."""
    problem = several(12)
    needs = tuple(
        replace(need, pinned_start=at(i // 3, 9 + 2 * (i % 3)) + i, pinned_workers=(f"w{i % 3}",))
        for i, need in enumerate(problem.needs)
    )
    return Case(replace(problem, needs=needs))


def overspent() -> Case:
    """A budget below nothing, and a worker with more clients than places."""
    needs = (a_need("n1", uses=(Use("b", 60),)), a_need("n2", clients=("c2",)))
    known = frozenset({("w1", "c1"), ("w1", "gone"), ("w1", "away"), ("gone", "c1")})
    return Case(
        a_problem(
            clients=(a_client("c1"), a_client("c2")),
            needs=needs,
            budgets=(Budget("b", "units_left", "c1", -200),),
            workers=(a_worker(caseload=1),),
            known=known,
        ),
        2,
    )


def round_the_clock(many: int, minutes: int = 5) -> Problem:
    """Five minutes each with many clients, and a worker who never goes home."""
    worker = a_worker(
        contract=Contract.MANDATE,
        shifts=shifts(0, 1440, range(7)),
        day_minutes=1440,
        week_minutes=9000,
        week_most=9000,
        week_days=7,
        caseload=many,
    )
    problem = several(many, minutes=minutes, windows=(Window(0, 1435),))
    return replace(problem, workers=(worker,))


def a_faulty_start() -> Case:
    """Given: everything with one worker at one time."""
    problem = a_busy_week(40, 4)
    start = tuple(Meeting(n.id, n.windows[0].start, ("w00",)) for n in problem.needs)
    return Case(problem, None, start=start)


def a_start_from_elsewhere() -> Case:
    """Given: needs and workers that nobody knows, and minutes of no week."""
    start = (
        Meeting("n9", at(MON, 10), ("w1",)),
        Meeting("n1", at(MON, 10), ("w9",)),
        Meeting("n1", -5, ("w1",)),
        Meeting("n1", at(SUN, 23) + 5000, ("w1", "w1")),
        Meeting("n1", at(MON, 10), ()),
    )
    return Case(a_problem(), 0, start=start)


def a_large_group(members: int) -> Case:
    """A group of so many, who are also met alone."""
    clients = tuple(a_client(f"c{i:03}") for i in range(members))
    group = a_need(
        "g",
        component="group",
        clients=tuple(c.id for c in clients),
        group="g",
        smallest=2,
        language="et",
        windows=ALL_WEEK,
    )
    alone = tuple(a_need(f"n{i}", clients=(f"c{i:03}",), windows=ALL_WEEK) for i in range(20))
    needs = tuple(sorted((group, *alone), key=lambda n: (n.clients[0], n.id)))
    workers = tuple(a_worker(f"w{i}") for i in range(3))
    return Case(a_problem(clients=clients, needs=needs, workers=workers))


def a_large_team(seats: int) -> Case:
    """A meeting that asks for so many workers at once, and just as many there."""
    return Case(
        a_problem(
            needs=(a_need(seats=(a_seat(),) * seats),),
            workers=tuple(a_worker(f"w{i:02}") for i in range(seats)),
        )
    )


def on(monday: date, **changes: Any) -> Case:
    """Three clients' needs in a certain week."""
    return Case(replace(several(3), monday=monday, **changes))


def with_grid(grid: int) -> Case:
    """Another grid, and windows that begin between its points."""
    problem = several(8, windows=(Window(at(TUE, 9, 7), at(TUE, 14, 52)),))
    return Case(problem, 0, HOUSE.model_copy(update={"grid": grid}))


def alike(many: int) -> Case:
    """One client's need, so many times: one of them can be met."""
    return Case(a_problem(needs=tuple(a_need(f"n{i:05}") for i in range(many))), many - 1)


CASES: dict[str, Callable[[], Case]] = {
    "nothing at all": lambda: Case(
        a_problem(workers=(), clients=(), needs=(), travel=a_travel((), ()))
    ),
    "no needs": lambda: Case(a_problem(needs=())),
    "no workers": lambda: Case(a_problem(workers=()), 1),
    "no shifts": lambda: Case(a_problem(workers=(a_worker(shifts=()),)), 1),
    "no windows": lambda: Case(a_problem(needs=(a_need(windows=()),)), 1),
    "windows outside shifts": lambda: Case(
        several(3, windows=(Window(at(SAT, 1), at(SAT, 5)),)), 3
    ),
    "a need longer than any shift": lambda: Case(several(2, minutes=700), 2),
    "a need longer than a day": lambda: Case(several(2, minutes=3000), 2),
    "a need of no minutes": lambda: Case(several(3, minutes=0)),
    "no way is any way": lambda: Case(
        replace(several(9), travel=a_travel(("here", "near"), ((0, 0), (0, 0))))
    ),
    "a place without coordinates": lambda: Case(several(2, place="island"), 2),
    "a home without coordinates": lambda: Case(a_problem(workers=(a_worker(home="island"),)), 1),
    "everything remote": lambda: Case(several(30, place=None)),
    "everything pinned": everything_pinned,
    "pins that cross": crossing,
    "a pin before the week": lambda: Case(a_problem(needs=(a_need(pinned_start=-100),)), 1),
    "a pin after the week": lambda: Case(a_problem(needs=(a_need(pinned_start=10_080),)), 1),
    "a pin of another year": lambda: Case(a_problem(needs=(a_need(pinned_start=99_999),)), 1),
    "a pin of somebody unknown": lambda: Case(
        a_problem(needs=(a_need(pinned_workers=("w9",)),)), 1
    ),
    "windows beyond the week": lambda: Case(
        several(2, windows=(Window(10_100, 10_300), Window(-300, -100))), 2
    ),
    "caps passed already": overspent,
    "the clock goes back": lambda: on(date(2026, 10, 19)),
    "the clock goes forward": lambda: on(date(2027, 3, 22)),
    "week 53": lambda: on(date(2026, 12, 28), holidays=frozenset({date(2027, 1, 1)})),
    "a worker round the clock": lambda: Case(round_the_clock(50)),
    "a group of 300": lambda: a_large_group(300),
    "a team of 12": lambda: a_large_team(12),
    "2,000 needs of one client": lambda: alike(2_000),
    "2,000 clients with one wish": lambda: Case(several(2_000), None),
    "a grid of one minute": lambda: with_grid(1),
    "a grid of a quarter": lambda: with_grid(15),
    "no price at all": lambda: priced(several(9), 0, None),
    "huge prices": lambda: priced(several(9), 90_000_000, None),
    "a start full of faults": a_faulty_start,
    "a start from elsewhere": a_start_from_elsewhere,
    "a shift that ends before it begins": lambda: Case(
        a_problem(workers=(a_worker(shifts=(Shift(0, 600, 500),)),)), 1
    ),
    "a rest that began next week": lambda: Case(
        replace(several(2), last_free={f"w{i}": 20_000 for i in range(3)})
    ),
}
