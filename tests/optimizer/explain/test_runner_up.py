"""The price of a choice is the oracle's, and nobody else would do for less than the runner-up."""

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest

from domain.people import Cefr, LivedExperience, Speaks
from domain.session import Meeting, Window
from optimizer.policy import default_policy
from optimizer.runner_up import Choice, Priced, explain_choice
from tests.optimizer.builders import (
    MON,
    TUE,
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_seat,
    a_worker,
    at,
)
from tests.optimizer.explain.apply import Roster, State
from tests.optimizer.explain.rosters import whole_weeks
from tests.oracle import judge

HOUSE = default_policy()


def costs_of(state: State, meetings: Roster) -> Counter[str]:
    """What each wish costs in a roster, by the oracle."""
    problem, policy, _ = state
    missed = judge(problem, policy, meetings).missed
    return Counter(
        {rule: policy.prices[rule] * n for rule, n in missed.items() if rule in policy.prices}
    )


def price_of(state: State, priced: Priced) -> dict[str, int]:
    """What a way of serving costs by rule, by the oracle, being served left aside."""
    others = tuple(m for m in state[2] if m.need != priced.meeting.need)
    after, before = costs_of(state, (*others, priced.meeting)), costs_of(state, others)
    found = {rule: after[rule] - before[rule] for rule in after | before}
    return {rule: cost for rule, cost in found.items() if cost and rule != "wanted_meeting"}


def said(priced: Priced) -> dict[str, int]:
    return {line.rule: line.cost for line in priced.costs if line.cost}


def best_other(state: State, choice: Choice) -> int | None:
    """The least that any other worker would cost, at any start, breaking nothing; by the oracle."""
    problem, policy, meetings = state
    wanted = next(n for n in problem.needs if n.id == choice.need)
    others = tuple(m for m in meetings if m.need != choice.need)
    starts = {s for w in wanted.windows for s in range(w.start, w.end + 1) if s % policy.grid == 0}
    starts = starts if wanted.pinned_start is None else {wanted.pinned_start}
    base = judge(problem, policy, others)
    found = []
    for start, worker in product(sorted(starts), problem.workers):
        if (worker.id,) != choice.chosen.meeting.workers:
            verdict = judge(problem, policy, (*others, Meeting(wanted.id, start, (worker.id,))))
            if not verdict.faults:
                served = verdict.missed["wanted_meeting"] - base.missed["wanted_meeting"]
                cost = verdict.cost - base.cost - served * policy.prices["wanted_meeting"]
                found.append(cost)
    return min(found, default=None)


def test_each_rule_has_its_price_and_the_difference_adds_up() -> None:
    kin = LivedExperience("depression", severe=True)
    far = a_worker("w2", home="near", languages=(Speaks("et", Cefr.B1),), experiences=(kin,))
    problem = a_problem(workers=(a_worker(), far), usual={("c1", "peer"): ("w1",)})
    choice = explain_choice(problem, HOUSE, (a_meeting(),), "n1")
    assert choice.chosen.meeting == a_meeting()
    assert choice.chosen.costs == ()
    assert choice.runner_up is not None
    assert choice.runner_up.meeting.workers == ("w2",)
    assert {line.rule: (line.missed, line.cost) for line in choice.differences} == {
        "language_level": (1, 20),
        "travel": (20, 20),
        "usual_worker": (1, 120),
    }
    assert choice.runner_up.cost - choice.chosen.cost == 160


def test_the_dearer_choice_has_a_cheaper_runner_up() -> None:
    problem = a_problem(workers=(a_worker(), a_worker("w2", home="near")))
    choice = explain_choice(problem, HOUSE, (a_meeting(workers=["w2"]),), "n1")
    assert choice.runner_up is not None
    assert (choice.chosen.cost, choice.runner_up.cost) == (20, 0)
    assert [(line.rule, line.cost) for line in choice.differences] == [("travel", -20)]


def test_where_nobody_else_may_come_the_nearest_is_named_with_what_it_would_break() -> None:
    busy = (Window(at(MON, 10), at(MON, 10)),)
    needs = (a_need(windows=busy), a_need("n2", clients=("c2",), windows=busy))
    problem = a_problem(
        needs=needs, clients=(a_client(), a_client("c2")), workers=(a_worker(), a_worker("w2"))
    )
    held = (a_meeting(), a_meeting("n2", workers=["w2"]))
    choice = explain_choice(problem, HOUSE, held, "n1")
    assert choice.runner_up is not None
    assert choice.runner_up.meeting.workers == ("w2",)
    assert [one.rule for one in choice.runner_up.obstacles] == ["worker_free"]


def test_alone_in_the_house_there_is_no_runner_up() -> None:
    choice = explain_choice(a_problem(), HOUSE, (a_meeting(),), "n1")
    assert choice.runner_up is None
    assert choice.differences == ()


def test_of_a_team_somebody_else_in_one_seat_is_the_runner_up() -> None:
    seats = (a_seat(), a_seat())
    workers = (a_worker(), a_worker("w2"), a_worker("w3", home="near"), a_worker("w4", home="far"))
    problem = a_problem(needs=(a_need(seats=seats),), workers=workers)
    choice = explain_choice(problem, HOUSE, (a_meeting(workers=["w1", "w2"]),), "n1")
    assert choice.runner_up is not None
    assert "w3" in choice.runner_up.meeting.workers
    assert choice.runner_up.cost == 20


def test_a_need_that_is_not_served_is_a_programmers_error() -> None:
    with pytest.raises(KeyError):
        explain_choice(a_problem(), HOUSE, (), "n1")


def test_the_other_worker_may_come_at_another_time() -> None:
    windows = (Window(at(MON, 10), at(MON, 10)), Window(at(TUE, 10), at(TUE, 10), liked=False))
    shift = replace(a_worker("w2"), shifts=a_worker().shifts[1:])
    problem = a_problem(needs=(a_need(windows=windows),), workers=(a_worker(), shift))
    choice = explain_choice(problem, HOUSE, (a_meeting(),), "n1")
    assert choice.runner_up is not None
    assert choice.runner_up.meeting.start == at(TUE, 10)
    assert said(choice.runner_up) == {"liked_time": 15}


@pytest.mark.parametrize("block", range(2))
def test_prices_are_the_oracles_and_no_other_worker_does_for_less(block: int) -> None:
    compared = 0
    for state in whole_weeks(range(block * 30, block * 30 + 30)):
        for meeting in state[2]:
            choice = explain_choice(*state, meeting.need)
            assert said(choice.chosen) == price_of(state, choice.chosen)
            if choice.runner_up is not None:
                assert said(choice.runner_up) == price_of(state, choice.runner_up)
                assert choice.runner_up.meeting.workers != meeting.workers
            if len(meeting.workers) > 1:
                continue
            best = best_other(state, choice)
            free = choice.runner_up is not None and not choice.runner_up.obstacles
            assert free == (best is not None), (state, choice)
            if best is not None and choice.runner_up is not None:
                assert choice.runner_up.cost == best, (state, choice)
                compared += 1
    assert compared > 20
