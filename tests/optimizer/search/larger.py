"""Weeks that are improved whole, day beside day, or region beside region."""

from functools import cache
from typing import Any

from api.sample import generate
from domain.people import Worker
from domain.session import Window
from optimizer.build import build_problem
from optimizer.columns import Columns
from optimizer.problem import Problem
from tests.optimizer.builders import MONDAY, a_client, a_need, a_problem, a_worker, at
from tests.optimizer.engines import columns_of

A_DAY = 25
PLACES = ("here", "near", "far")


@cache
def whole() -> Columns:
    """A provider's week, too small for regions, its days coupled."""
    return columns_of(build_problem(generate(12, 60, MONDAY), MONDAY)[0])


@cache
def days() -> Columns:
    """Five days that have nothing to do with one another."""
    return columns_of(apart(A_DAY))


@cache
def regions() -> Columns:
    """More than two regions' needs, and a week's limits on every worker."""
    return columns_of(coupled(1_650))


def apart(a_day: int) -> Problem:
    """So many needs a day, each on its day, and workers whose weekly limits cannot bind."""
    many = 5 * a_day
    return a_problem(
        clients=tuple(a_client(f"c{i:03}") for i in range(many)),
        needs=tuple(
            a_need(
                f"n{i:03}",
                clients=(f"c{i:03}",),
                minutes=45 + 15 * (i % 3),
                place=PLACES[i % 3],
                windows=(Window(at(i % 5, 8 + i % 4), at(i % 5, 11 + i % 4)),),
            )
            for i in range(many)
        ),
        workers=tuple(free_of_weeks(f"w{i}") for i in range(4)),
    )


def free_of_weeks(worker: str = "w1", **changes: Any) -> Worker:
    """A worker whom nothing limits over two days."""
    record: dict[str, Any] = {
        "home": PLACES[int(worker[1:]) % 3],
        "reach_minutes": 300,
        "caseload": 9_999,
        "week_minutes": 10_000,
        "week_most": 10_000,
        "week_days": 7,
    }
    return a_worker(worker, **(record | changes))


def coupled(many: int) -> Problem:
    """Needs that may fall on two days each."""
    workers = tuple(a_worker(f"w{i:02}", home=PLACES[i % 3], reach_minutes=300) for i in range(100))
    return a_problem(
        clients=tuple(a_client(f"c{i:04}") for i in range(many)),
        needs=tuple(
            a_need(
                f"n{i:04}",
                clients=(f"c{i:04}",),
                minutes=45 + 15 * (i % 3),
                place=PLACES[i % 3],
                windows=tuple(
                    Window(at((i + d) % 5, 8 + i % 4), at((i + d) % 5, 11 + i % 4)) for d in (0, 2)
                ),
            )
            for i in range(many)
        ),
        workers=workers,
    )
