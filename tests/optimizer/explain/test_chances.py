"""Whoever has no chance is never served; whoever has one is looked at in earnest."""

from collections import Counter
from dataclasses import replace

import pytest

from domain.session import Meeting, Window
from optimizer import trial as trials
from optimizer.chances import has_a_chance
from optimizer.explain import explain_left_out
from optimizer.policy import default_policy
from optimizer.problem import Problem
from optimizer.trial import Trial, serves, trial_of
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
    shifts,
)
from tests.optimizer.explain.rosters import BLOCKS, block_of, week, whys

POLICY = default_policy()
ALL_DAY = (Window(at(MON, 8), at(MON, 17)),)
TWO = (a_client("c1"), a_client("c2"))


def chance(problem: Problem, *meetings: Meeting, may: tuple[str, ...] = ("w1",)) -> bool:
    """Whether the need ``n1`` has one."""
    return has_a_chance(problem, POLICY, meetings, "n1", may)


@pytest.mark.parametrize("block", range(BLOCKS))
def test_nobody_without_a_chance_is_served(block: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every trial of random weeks: with the filter and without, the same is served."""
    seen: Counter[tuple[bool, bool]] = Counter()

    def look(*asked: object) -> bool:
        found = has_a_chance(*asked)  # type: ignore[arg-type]
        latest.append(found)
        return True

    def judge(trial: Trial) -> Meeting | None:
        latest.clear()
        held = serves(trial)
        seen[latest[-1], held is not None] += 1
        return held

    latest: list[bool] = []
    monkeypatch.setattr(trials, "has_a_chance", look)
    monkeypatch.setattr("optimizer.changes.serves", judge)
    monkeypatch.setattr("optimizer.changes.likely", judge)
    for seed in block_of(block):
        assert explain_left_out(*week(seed)) == whys(seed), seed
    assert seen[False, True] == 0
    assert seen[False, False] > 30
    assert seen[True, True] > 30


def test_nobody_who_may_come_is_no_chance() -> None:
    assert chance(a_problem())
    assert not chance(a_problem(), may=())


def test_a_start_that_no_must_of_starts_leaves_is_none() -> None:
    assert not chance(a_problem(needs=(a_need(windows=()),)))
    late = a_need(closes=a_problem().monday.replace(day=22))
    assert not chance(a_problem(needs=(late,)))


@pytest.mark.parametrize(("pin", "has"), [(at(MON, 10, 2), True), (at(MON, 17, 1), False)])
def test_a_pin_is_the_only_start(pin: int, has: bool) -> None:  # noqa: FBT001 a column
    assert chance(a_problem(needs=(a_need(pinned_start=pin),))) is has


@pytest.mark.parametrize(("minutes", "has"), [(600, True), (601, False)])
def test_a_need_longer_than_the_shift_has_none(minutes: int, has: bool) -> None:  # noqa: FBT001 a column
    assert chance(a_problem(needs=(a_need(minutes=minutes, windows=ALL_DAY),))) is has


@pytest.mark.parametrize(("place", "end", "has"), [("here", 12, True), ("near", 12, False)])
def test_a_gap_holds_the_need_and_both_ways(place: str, end: int, has: bool) -> None:  # noqa: FBT001 a column
    """From 11 to 12 the worker is free at ``here``; to ``near`` and back takes twenty minutes."""
    needs = (
        a_need("n1", place=place, windows=ALL_DAY),
        a_need("n2", clients=("c2",), minutes=180),
        a_need("n3", clients=("c2",), minutes=360),
    )
    problem = a_problem(needs=needs, clients=TWO)
    stands = (a_meeting("n2", at(MON, 8)), a_meeting("n3", at(MON, end)))
    assert chance(problem, *stands) is has


def test_another_day_is_another_gap() -> None:
    needs = (
        a_need("n1", windows=(*ALL_DAY, Window(at(TUE, 8), at(TUE, 9)))),
        a_need("n2", clients=("c2",), minutes=600),
    )
    problem = a_problem(needs=needs, clients=TWO)
    stands = (a_meeting("n2", at(MON, 8)),)
    assert chance(problem, *stands)
    only_monday = replace(
        problem, workers=(a_worker(shifts=shifts(weekdays=(MON,))),), needs=problem.needs
    )
    assert not chance(only_monday, *stands)


def test_clients_are_in_one_place_at_a_time() -> None:
    needs = (a_need("n1"), a_need("n2", minutes=180))
    problem = a_problem(needs=needs, workers=(a_worker("w1"), a_worker("w2")))
    assert not chance(problem, a_meeting("n2", at(MON, 10), ("w2",)))
    assert chance(problem, a_meeting("n2", at(MON, 11), ("w2",)))


def test_of_a_team_only_the_starts_are_looked_at() -> None:
    needs = (
        a_need("n1", seats=(a_seat(), a_seat())),
        a_need("n2", clients=("c2",), minutes=600),
    )
    problem = a_problem(needs=needs, clients=TWO)
    assert chance(problem, a_meeting("n2", at(MON, 8)))


def test_trials_of_one_need_are_cut_out_once_and_never_mixed_up() -> None:
    problem, policy, meetings = week(1)
    desk = trials.Week(problem, policy, meetings)
    names, staff = [n.id for n in problem.needs], [w.id for w in problem.workers]
    one = trial_of(desk, names[0], staff)
    assert trial_of(desk, names[0], staff) is one
    assert trial_of(desk, names[0], staff[:1]) != one
    other = trial_of(desk, names[1], staff)
    assert other.need == names[1]
    assert len(desk.trials) == 1
    assert trial_of(desk, names[0], staff) == one
