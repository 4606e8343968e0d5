"""What changed between two rosters, and what going back would cost or break, by the oracle."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from domain.people import Absence
from domain.session import Meeting, Window
from optimizer.board import Board
from optimizer.choices import meetings_of
from optimizer.construct import best_way
from optimizer.differ import Comparison, Fate, compare_rosters
from optimizer.policy import default_policy
from tests.optimizer.builders import (
    MON,
    TUE,
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_worker,
    at,
)
from tests.optimizer.engines import small_columns
from tests.optimizer.explain.rosters import whole_weeks
from tests.oracle import judge

HOUSE = default_policy()
ALL_DAY = (Window(at(MON, 8), at(MON, 16)), Window(at(TUE, 8), at(TUE, 16)))
MONDAY = date(2026, 11, 23)
WEEK = a_problem(
    clients=tuple(a_client(f"c{i}") for i in range(1, 7)),
    needs=tuple(a_need(f"n{i}", clients=(f"c{i}",), windows=ALL_DAY) for i in range(1, 7)),
    workers=(a_worker(), a_worker("w2", home="near")),
)
BEFORE = tuple(a_meeting(f"n{i}", at(MON, 8 + i)) for i in range(1, 6))
AFTER = (
    a_meeting("n1", at(MON, 9)),
    a_meeting("n2", at(TUE, 10)),
    a_meeting("n3", at(MON, 11), ["w2"]),
    a_meeting("n4", at(TUE, 12), ["w2"]),
    a_meeting("n6", at(MON, 14)),
)


def by_need(found: Comparison) -> dict[str, Fate]:
    return {line.need: line.fate for line in found.lines}


def test_every_need_of_either_roster_has_its_fate() -> None:
    found = compare_rosters(WEEK, HOUSE, BEFORE, AFTER)
    assert by_need(found) == {
        "n1": Fate.KEPT,
        "n2": Fate.MOVED,
        "n3": Fate.OTHER_WORKER,
        "n4": Fate.MOVED_TO_OTHER,
        "n5": Fate.DROPPED,
        "n6": Fate.NEW,
    }
    assert found.count(Fate.MOVED, Fate.MOVED_TO_OTHER) == 2
    assert found.gone == ()


def test_a_change_costs_what_going_back_on_it_would_save() -> None:
    found = compare_rosters(WEEK, HOUSE, BEFORE[:3], AFTER[:3])
    lines = {line.need: line for line in found.lines}
    assert lines["n1"].costs == ()
    assert {line.rule: line.cost for line in lines["n3"].costs} == {"travel": 20}
    assert lines["n3"].cost == 20
    assert lines["n3"].forced == ()
    back = compare_rosters(WEEK, HOUSE, AFTER[:3], BEFORE[:3])
    assert {line.rule: line.cost for line in back.lines[2].costs} == {"travel": -20}
    assert [(line.rule, line.cost) for line in back.costs] == [("travel", -20)]


def test_a_change_that_a_must_forced_names_the_must() -> None:
    away = replace(WEEK, absences=(Absence("w1", MONDAY, MONDAY),))
    after = (a_meeting("n1", at(MON, 9), ["w2"]),)
    (line,) = compare_rosters(away, HOUSE, BEFORE[:1], after).lines
    assert [(one.rule, one.about, one.missed) for one in line.forced] == [
        ("worker_present", "n1, w1", 1)
    ]
    assert compare_rosters(away, HOUSE, BEFORE[:1], after).before.faults != ()


def test_a_meeting_dropped_says_what_it_would_have_cost_or_broken() -> None:
    away = replace(WEEK, absences=(Absence("c1", MONDAY, MONDAY),))
    (line,) = compare_rosters(away, HOUSE, BEFORE[:1], ()).lines
    assert (line.fate, line.after) == (Fate.DROPPED, None)
    assert [one.rule for one in line.forced] == ["client_present"]
    assert {one.rule: one.cost for one in line.costs} == {"wanted_meeting": 10_000}


def test_whoever_has_left_and_what_nobody_asks_for_are_told_apart() -> None:
    before = (a_meeting("n1", workers=["gone"]), a_meeting("old"))
    found = compare_rosters(WEEK, HOUSE, before, AFTER[:1])
    assert [m.need for m in found.gone] == ["old"]
    (line,) = found.lines
    assert line.fate is Fate.MOVED_TO_OTHER
    assert [(one.rule, one.missed) for one in line.forced] == [("full_team", 1)]
    with pytest.raises(KeyError):
        compare_rosters(WEEK, HOUSE, (), before)


def test_nothing_changes_between_a_roster_and_itself() -> None:
    found = compare_rosters(WEEK, HOUSE, BEFORE, BEFORE)
    assert {line.fate for line in found.lines} == {Fate.KEPT}
    assert found.costs == ()


def first_come(seed: int) -> tuple[Meeting, ...]:
    """Each need where it is best for it, the last first."""
    board = Board(small_columns(seed))
    for need in reversed(range(len(board.c.tables.problem.needs))):
        best = best_way(board, need)
        if best is not None:
            board.put(need, best[1], best[2])
    return meetings_of(board.c, board.chosen)


def test_costs_and_faults_are_the_oracles() -> None:
    changed = forced = 0
    for seed in range(80):
        for problem, policy, after in whole_weeks([seed]):
            before = first_come(seed)
            found = compare_rosters(problem, policy, before, after)
            total = judge(problem, policy, after).cost - judge(problem, policy, before).cost
            assert sum(line.cost for line in found.costs) == total
            for line in found.lines:
                if line.fate is Fate.KEPT:
                    continue
                others = tuple(m for m in after if m.need != line.need)
                back = (*others, line.before) if line.before else others
                verdict, now = judge(problem, policy, back), judge(problem, policy, after)
                assert line.cost == now.cost - verdict.cost, (seed, line)
                faults: Counter[str] = Counter()
                for one in line.forced:
                    faults[one.rule] += one.missed
                assert faults == Counter(verdict.faults), (seed, line)
                changed += 1
                forced += bool(line.forced)
    assert changed > 60
    assert forced > 10
