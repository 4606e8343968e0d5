"""Small weeks as the engines see them, and larger ones that keep them busy."""

from functools import cache

from domain.session import Meeting, Window
from optimizer.choices import Choices, meetings_of
from optimizer.columns import Columns, make_columns
from optimizer.policy import Policy, default_policy
from optimizer.problem import Problem
from optimizer.tables import make_tables
from tests.optimizer.brute_force import best
from tests.optimizer.builders import a_client, a_need, a_problem, a_worker, at
from tests.optimizer.problems import small_policy, small_problem
from tests.oracle import Verdict, judge


@cache
def small_columns(seed: int) -> Columns:
    """The columns of a small week under a small policy."""
    return make_columns(make_tables(small_problem(seed), small_policy(seed)))


@cache
def optimum(seed: int) -> tuple[int, tuple[Meeting, ...]]:
    """Cost and meetings of the cheapest roster of that week, by the brute force."""
    found = best(small_problem(seed), small_policy(seed))
    assert found is not None
    return found


def columns_of(problem: Problem, policy: Policy | None = None) -> Columns:
    """The columns of a week, under the policy of the house unless another is given."""
    return make_columns(make_tables(problem, policy or default_policy()))


def verdict_on(c: Columns, chosen: Choices) -> Verdict:
    """What the oracle says of choices."""
    return judge(c.tables.problem, c.tables.policy, meetings_of(c, chosen))


def a_busy_week(needs: int, workers: int, hours: int = 4) -> Problem:
    """So many clients with a meeting each, at three places, and workers who live at two."""
    places = ("here", "near", "far")
    return a_problem(
        clients=tuple(a_client(f"c{i:03}", home=places[i % 3]) for i in range(needs)),
        needs=tuple(
            a_need(
                f"n{i:03}",
                clients=(f"c{i:03}",),
                minutes=45 + 15 * (i % 5),
                place=places[i % 3],
                windows=(Window(at(i % 5, 8 + i % 3), at(i % 5, 8 + i % 3 + hours)),),
            )
            for i in range(needs)
        ),
        workers=tuple(
            a_worker(f"w{i:02}", home=places[i % 2], reach_minutes=200) for i in range(workers)
        ),
    )
