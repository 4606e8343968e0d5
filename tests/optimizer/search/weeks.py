"""Small weeks in which the order of a worker's days decides: breaks, rests, overlaps, pins.

``tests.optimizer.problems`` speaks every word of a problem, but its windows are a few grid
points wide. Here they are hours wide, days are full, and each week has one or two of
``TWISTS``: a search that judges order wrongly is dearer than the exact model, or cheaper.
"""

from functools import cache

from domain.people import Contract
from domain.session import Asked, Need, Seat, Window
from optimizer.check import check_tables
from optimizer.choices import meetings_of, nothing_chosen
from optimizer.columns import Columns
from optimizer.exact import Effort, solve_exact
from optimizer.policy import Policy, default_policy
from optimizer.problem import Problem
from optimizer.search.engine import Search
from optimizer.search.improve import improve
from tests.optimizer.builders import a_client, a_need, a_problem, a_seat, a_worker, at, shifts
from tests.optimizer.dice import Dice
from tests.optimizer.engines import columns_of, verdict_on
from tests.optimizer.people import PEER, SUPPORT, some_travel

TWISTS = ("breaks", "late and early", "overlaps", "pins", "remote", "seven days", "teams")
COMPONENTS = ("peer", "support", "legal", "debt")
EFFORT = Effort(seconds=60.0, seed=1, threads=1)
HELPER = Seat(frozenset({PEER, SUPPORT}), subject=None)
EVERYBODY = 1 << 20
NO_CLOCK = 3600.0


def _window(dice: Dice, twists: list[str], day: int) -> Window:
    """Hours wide; in the morning or the evening where rests between days are to decide."""
    if "late and early" in twists or "seven days" in twists:
        start = at(day, dice.one((6, 7, 18, 19)), dice.one((0, 10, 35)))
        return Window(start, start + dice.one((0, 45, 90)))
    start = at(day, dice.between(8, 13), dice.one((0, 20, 30)))
    return Window(start, start + dice.one((0, 30, 90, 180, 240)), liked=dice.chance(80))


def _need(
    dice: Dice, twists: list[str], number: int, clients: int, places: tuple[str, ...]
) -> Need:
    days = range(7) if "seven days" in twists else range(2) if "late and early" in twists else (1,)
    when = dice.some(tuple(days), dice.one((1, 1, 2)))
    shared = "overlaps" in twists and dice.chance(70)
    pin = None
    if "pins" in twists and dice.chance(50):
        pin = at(when[0], dice.between(8, 15)) + dice.one((0, 2, 7, 13))
    team = "teams" in twists and dice.chance(50)
    return a_need(
        f"n{number}",
        component=dice.one(COMPONENTS),
        clients=("c1",) if shared else (f"c{dice.between(1, clients)}",),
        minutes=dice.one((60, 90, 125)) if "breaks" in twists else dice.one((30, 45, 50, 90)),
        windows=tuple(_window(dice, twists, day) for day in when),
        place=None if "remote" in twists and dice.chance(50) else dice.one(places),
        seats=(HELPER, HELPER) if team else (a_seat(experience=Asked.OWN),),
        priority=dice.one((1, 1, 2, 3)),
        pinned_start=pin,
    )


def hard_week(seed: int) -> tuple[Problem, Policy]:
    """A week of 1 to 3 workers and 5 to 8 needs, and its policy."""
    dice = Dice(seed, 7)
    twists = dice.some(TWISTS, dice.between(1, 2))
    travel = some_travel(dice)
    many = dice.between(2, 3) if "teams" in twists else dice.between(1, 3)
    long = "late and early" in twists or "seven days" in twists
    hours = shifts(300, 1430, range(7)) if long else shifts(480, dice.one((960, 1080)), range(7))
    workers = tuple(
        a_worker(
            f"w{i + 1}",
            roles=frozenset({PEER, SUPPORT}),
            contract=dice.one((Contract.EMPLOYEE, Contract.EMPLOYEE, Contract.MANDATE)),
            home=dice.one(travel.ids),
            shifts=hours,
            reach_minutes=200,
            day_minutes=600,
            week_days=7,
            guaranteed_minutes=dice.one((0, 0, 120)),
        )
        for i in range(many)
    )
    clients = dice.between(3, 6)
    needs = [_need(dice, twists, i + 1, clients, travel.ids) for i in range(dice.between(5, 8))]
    policy = default_policy().model_copy(
        update={
            "grid": dice.one((5, 5, 10)),
            "break_after": dice.one((180, 240, 360)) if "breaks" in twists else 360,
            "break_minutes": dice.one((30, 45)),
            "weekly_rest": dice.one((2400, 3000, 3540)),
            "daily_rest": dice.one((600, 660)),
        }
    )
    free = {w.id: dice.one((-720, -200)) for w in workers} if long and dice.chance(50) else {}
    problem = a_problem(
        workers=workers,
        clients=tuple(a_client(f"c{i + 1}") for i in range(clients)),
        needs=tuple(sorted(needs, key=lambda n: (n.clients[0], n.id))),
        travel=travel,
        last_free=free,
    )
    return problem, policy


@cache
def hard_columns(seed: int) -> Columns:
    """The columns of a hard week."""
    return columns_of(*hard_week(seed))


@cache
def hard_optimum(seed: int) -> int:
    """What the exact model proves of it."""
    return proven(hard_columns(seed))


def proven(c: Columns) -> int:
    """Cost of the best roster, by the exact model."""
    found = solve_exact(c, nothing_chosen(c), EFFORT)
    assert found.proven
    assert found.cost is not None
    return found.cost


def searched(c: Columns, seed: int = 1, iterations: int = 1000, threads: int = 1) -> Search:
    """The search after filling and so many iterations, every worker looked at."""
    search = Search(c, seed, EVERYBODY)
    search.fill()
    improve(search, NO_CLOCK, iterations=iterations, threads=threads)
    return search


def assert_honest(search: Search) -> None:
    """What the search says of its best roster is what the check and the oracle say."""
    chosen = search.choices()
    checked = check_tables(search.c.tables, meetings_of(search.c, chosen))
    verdict = verdict_on(search.c, chosen)
    assert checked.faults == ()
    assert verdict.faults == {}
    assert (search.cost, search.left_out) == (checked.cost, int((chosen.start < 0).sum()))
    assert search.cost == verdict.cost
