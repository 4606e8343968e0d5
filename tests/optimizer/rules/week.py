"""Weeks of several needs: held by hand, priced by the board, solved by the exact engine."""

from collections.abc import Sequence
from typing import Any

from domain.session import Meeting, Window
from optimizer.board import Board
from optimizer.check import misses
from optimizer.choices import meetings_of, nothing_chosen, pair_of
from optimizer.exact import Effort, solve_exact
from optimizer.policy import Policy, default_policy
from optimizer.problem import Problem
from optimizer.tables import make_tables
from tests.optimizer.builders import a_client, a_need, a_problem, a_worker, at
from tests.optimizer.engines import columns_of, verdict_on
from tests.optimizer.rules.ask import Changes

ANY_TIME = tuple(Window(at(day, 0), at(day, 23, 55)) for day in range(7))
EFFORT = Effort(seconds=60.0, seed=1, threads=1)


def a_week(
    *needs: Changes,
    workers: Sequence[Changes] = ({},),
    clients: Sequence[Changes] = ({},),
    **changes: Any,
) -> Problem:
    """Needs ``n1``, ``n2`` .. of ``c1`` at any time, clients ``c1`` .. and workers ``w1`` .. ."""
    record: dict[str, Any] = {
        "workers": tuple(a_worker(f"w{i + 1}", **w) for i, w in enumerate(workers)),
        "clients": tuple(a_client(f"c{i + 1}", **c) for i, c in enumerate(clients)),
        "needs": tuple(
            a_need(f"n{i + 1}", **({"windows": ANY_TIME} | dict(n))) for i, n in enumerate(needs)
        ),
    }
    return a_problem(**(record | changes))


def starts(*minutes: int) -> tuple[Window, ...]:
    """Windows that allow these starts alone."""
    return tuple(Window(minute, minute) for minute in minutes)


def meet(number: int, start: int, *workers: str) -> Meeting:
    """Need ``n<number>`` served, by ``w1`` unless others are named."""
    return Meeting(f"n{number}", start, workers or ("w1",))


def only(rule: str, units: int) -> dict[str, int]:
    """What is missed when at most this rule is."""
    return {rule: units} if units else {}


def whom(rule: str, problem: Problem, meetings: Sequence[Meeting]) -> dict[str, int]:
    """Whom the check's findings under a rule are about, with the units missed."""
    found: dict[str, int] = {}
    for name, about, units in misses(make_tables(problem, default_policy()), meetings):
        for who, n in zip(about, units.tolist(), strict=True):
            if name == rule and n:
                found[who] = found.get(who, 0) + n
    return found


def cheapest(problem: Problem, policy: Policy | None = None) -> tuple[int, tuple[Meeting, ...]]:
    """Cost and meetings of the exact engine's best roster: proven, and sound by the oracle."""
    c = columns_of(problem, policy)
    found = solve_exact(c, nothing_chosen(c), EFFORT)
    assert found.proven
    assert found.chosen is not None
    verdict = verdict_on(c, found.chosen)
    assert verdict.faults == {}
    assert verdict.cost == found.cost
    return verdict.cost, meetings_of(c, found.chosen)


def served(problem: Problem, policy: Policy | None = None) -> int:
    """How many needs the exact engine's best roster serves."""
    return len(cheapest(problem, policy)[1])


def price_of_one_more(
    problem: Problem,
    held: Sequence[Meeting],
    one_more: Meeting,
    policy: Policy | None = None,
) -> int:
    """What the board says the seats of one more sound meeting cost beside those held."""
    c = columns_of(problem, policy)
    t, board = c.tables, Board(c)
    cost = 0
    for meeting in (*held, one_more):
        need = t.need_row[meeting.need]
        first = int(t.need_seat[need])
        pairs = [pair_of(c, first + k, t.worker_row[who]) for k, who in enumerate(meeting.workers)]
        cost = 0
        for rank, pair in enumerate(pairs):
            of_seat, obstacles = board.price_of_seat(first + rank, pair, meeting.start)
            assert obstacles == {}
            cost += of_seat
        board.put(need, meeting.start, pairs)
    return cost
