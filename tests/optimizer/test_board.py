"""The board: what is put in can be taken out, and one more meeting is priced as the check does."""

from collections import Counter
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.session import Use
from optimizer.board import Board, Obstacles
from optimizer.check import check_tables
from optimizer.choices import meetings_of, pair_of
from optimizer.columns import Columns
from optimizer.policy import Policy, default_policy
from optimizer.problem import Budget, Problem
from tests.optimizer.builders import MON, a_client, a_need, a_problem, a_seat, a_worker, at
from tests.optimizer.dice import Dice
from tests.optimizer.engines import columns_of, small_columns


@dataclass
class Hand:
    """A careless hand at a board: puts anything anywhere that no rule of pairs forbids."""

    seed: int
    c: Columns = field(init=False)
    board: Board = field(init=False)
    dice: Dice = field(init=False)

    def __post_init__(self) -> None:
        self.c = small_columns(self.seed)
        self.board, self.dice = Board(self.c), Dice(self.seed, 2)

    def pick(self) -> tuple[int, int, list[int]] | None:
        """A need that is not served, a start and a pair for each seat; None where there is none."""
        c, t = self.c, self.c.tables
        need = self.dice.between(0, len(t.need_minutes) - 1)
        options = range(int(c.need_opt[need]), int(c.need_opt[need + 1]))
        if self.board.chosen.start[need] >= 0 or not options:
            return None
        option = self.dice.one(options)
        lo, hi = int(c.opt_lo[option]), int(c.opt_hi[option])
        start = self.dice.one(range(lo, hi + 1, t.policy.grid))
        pairs: list[int] = []
        workers: set[int] = set()
        for seat in range(int(t.need_seat[need]), int(t.need_seat[need + 1])):
            own = [
                pair
                for pair in range(int(c.seat_pair[seat]), int(c.seat_pair[seat + 1]))
                if c.pair_days[pair] >> (start // 1440) & 1
                and int(c.pair_worker[pair]) not in workers
            ]
            if not own:
                return None
            pairs.append(self.dice.one(own))
            workers.add(int(c.pair_worker[pairs[-1]]))
        return need, start, pairs

    def state(self) -> tuple[object, ...]:
        """Everything the board knows."""
        board = self.board
        return (
            list(board.count),
            {bond: n for bond, n in board.bonds.items() if n},
            {route: list(stops) for route, stops in board.routes.items() if stops},
            {client: list(entries) for client, entries in board.diary.items() if entries},
            board.chosen.start.tolist(),
            board.chosen.pair.tolist(),
        )

    def judged(self) -> tuple[int, Counter[str]]:
        """Cost and units under each must, by the check."""
        checked = check_tables(self.c.tables, meetings_of(self.c, self.board.chosen))
        faults: Counter[str] = Counter()
        for fault in checked.faults:
            faults[fault.rule] += fault.amount
        return checked.cost, faults


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400))
def test_what_is_put_in_and_taken_out_again_leaves_no_trace(seed: int) -> None:
    hand = Hand(seed)
    history: list[tuple[int, tuple[object, ...]]] = []
    for _ in range(20):
        picked = hand.pick()
        if picked is not None:
            history.append((picked[0], hand.state()))
            hand.board.put(*picked)
        elif history and hand.dice.chance(50):
            need, before = history.pop()
            hand.board.take_out(need)
            assert hand.state() == before
    for need, before in reversed(history):
        hand.board.take_out(need)
        assert hand.state() == before


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400))
def test_the_order_in_which_meetings_are_taken_out_does_not_matter(seed: int) -> None:
    hand = Hand(seed)
    empty = hand.state()
    served = []
    for _ in range(20):
        picked = hand.pick()
        if picked is not None:
            hand.board.put(*picked)
            served.append(picked[0])
    for need in hand.dice.some(served, len(served)):
        hand.board.take_out(need)
    assert hand.state() == empty


@pytest.mark.parametrize("block", range(5))
def test_one_more_meeting_costs_and_breaks_what_the_check_says(block: int) -> None:
    asked = 0
    for seed in range(block * 30, block * 30 + 30):
        hand = Hand(seed)
        board, t = hand.board, hand.c.tables
        for _ in range(20):
            picked = hand.pick()
            if picked is None or len(picked[2]) > 1:
                continue
            need, start, pairs = picked
            seat = int(t.need_seat[need])
            cost, obstacles = board.price_of_need(need, start)
            of_seat, more = board.price_of_seat(seat, pairs[0], start)
            before, _ = hand.judged()
            board.put(need, start, pairs)
            after, faults = hand.judged()
            assert obstacles | more == dict(faults), (seed, need, start)
            if faults:
                board.take_out(need)
                continue
            assert cost + of_seat == after - before + int(hand.c.need_price[need]), (seed, need)
            asked += 1
    assert asked > 50


def obstacles_of(
    problem: Problem,
    held: tuple[tuple[str, int, str], ...],
    one_more: tuple[str, int, str],
    policy: Policy | None = None,
) -> Obstacles:
    """What one more meeting (need, start, worker) would break beside those held."""
    c = columns_of(problem, policy)
    t, board = c.tables, Board(c)
    for name, start, who in held:
        need = t.need_row[name]
        pair = pair_of(c, int(t.need_seat[need]), t.worker_row[who])
        board.put(need, start, [pair])
    need = t.need_row[one_more[0]]
    seat = int(t.need_seat[need])
    _, found = board.price_of_need(need, one_more[1])
    _, more = board.price_of_seat(seat, pair_of(c, seat, t.worker_row[one_more[2]]), one_more[1])
    return found | more


def test_a_family_of_two_fills_two_places_of_a_caseload_at_once() -> None:
    clients = (a_client("c1"), a_client("c2"))
    family = a_need(clients=("c1", "c2"))
    for places, missing in ((0, 2), (1, 1), (2, 0)):
        problem = a_problem(clients=clients, needs=(family,), workers=(a_worker(caseload=places),))
        found = obstacles_of(problem, (), ("n1", at(MON, 10), "w1"))
        assert found == ({"caseload": missing} if missing else {})


def test_a_family_of_two_pays_for_two_places_where_a_caseload_is_a_wish() -> None:
    policy = default_policy()
    policy = policy.model_copy(update={"prices": {**policy.prices, "caseload": 7}})
    clients = (a_client("c1"), a_client("c2"))
    needs = (a_need(clients=("c1", "c2")),)
    for places, cost in ((0, 14), (1, 7), (2, 0)):
        workers = (a_worker(caseload=places),)
        c = columns_of(a_problem(clients=clients, needs=needs, workers=workers), policy)
        assert Board(c).price_of_seat(0, 0, at(MON, 10)) == (cost, {})


def test_two_uses_of_one_budget_are_added_up() -> None:
    need = a_need(uses=(Use("b", 40), Use("b", 40)))
    for left, missing in ((80, 0), (79, 1), (40, 40), (0, 80)):
        problem = a_problem(needs=(need,), budgets=(Budget("b", "units_left", "c1", left),))
        found = obstacles_of(problem, (), ("n1", at(MON, 10), "w1"))
        assert found == ({"units_left": missing} if missing else {})


def test_meetings_that_start_together_follow_the_order_of_the_needs() -> None:
    # The hour at near comes first, for it is the first need: 60 minutes and 85 on the way.
    needs = (
        a_need("n1", place="near"),
        a_need("n2", clients=("c2",), minutes=10, place="far"),
    )
    problem = a_problem(
        clients=(a_client("c1"), a_client("c2")),
        needs=needs,
        workers=(a_worker(reach_minutes=100),),
    )
    held = (("n1", at(MON, 10), "w1"),)
    assert obstacles_of(problem, held, ("n2", at(MON, 10), "w1")) == {"worker_free": 145}


def test_a_team_moves_the_day_and_the_bonds_of_each_of_its_workers() -> None:
    team = a_need(seats=(a_seat(), a_seat()))
    more = a_need("n2"), a_need("n3", clients=("c2",))
    workers = a_worker("w1", caseload=1), a_worker("w2", caseload=1)
    clients = a_client("c1"), a_client("c2")
    c = columns_of(a_problem(clients=clients, needs=(team, *more), workers=workers))
    board = Board(c)
    board.put(0, at(MON, 10), [pair_of(c, 0, 0), pair_of(c, 1, 1)])
    assert {route for route, stops in board.routes.items() if stops} == {0, 7}
    found = {(c.counters.rule[k], c.counters.about[k]): n for k, n in enumerate(board.count) if n}
    assert found["worker_days", "w1"] == found["worker_days", "w2"] == 1
    assert found["caseload", "w1"] == found["caseload", "w2"] == 1
    assert found["worker_week_minutes", "w2"] == 60
    assert found["one_supporter", "c1"] == 1


def test_a_limit_that_no_roster_could_pass_is_not_counted() -> None:
    problem = a_problem(
        clients=(a_client("c1"), a_client("c2")),
        needs=(a_need("n1"), a_need("n2"), a_need("n3", clients=("c2",))),
        workers=(a_worker("w1", caseload=1), a_worker("w2", caseload=2)),
    )
    limits = columns_of(problem).counters
    told = set(zip(limits.rule, limits.about, strict=True))
    keyed = {one for one in told if one[0] in {"caseload", "one_supporter", "most_supporters"}}
    # Two clients are no more than w2 may have, c2 is met once, c1 never by three.
    assert keyed == {("caseload", "w1"), ("one_supporter", "c1")}
