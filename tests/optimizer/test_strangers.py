"""Rosters of garbage: told with what would be right, never an exception, never clean."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.finding import Finding
from domain.session import Meeting
from domain.words import LANGUAGES, Language, say
from optimizer.check import check, faults_of
from optimizer.policy import default_policy
from optimizer.problem import Problem
from tests.optimizer.builders import MON, SUN, a_meeting, a_need, a_problem, a_worker, at
from tests.optimizer.problems import small_policy, small_problem
from tests.oracle import judge

WEEK = 7 * 1440
STRANGE = ("roster.unknown_need", "roster.unknown_worker", "roster.outside_week")
HUGE = 10**30
ANY_TEXT = st.text(max_size=5)
ANY_START = st.integers(-HUGE, HUGE) | st.integers(-WEEK, 2 * WEEK)
SEEDS = st.integers(0, 1_000_000)


def names(known: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(known) | ANY_TEXT if known else ANY_TEXT


def rosters(problem: Problem, *, sane: bool) -> st.SearchStrategy[list[Meeting]]:
    """Meetings of any ids and minutes; ``sane``: of known ones, with teams of any size."""
    needs, workers = [n.id for n in problem.needs], [w.id for w in problem.workers]
    need = st.sampled_from(needs) if sane else names(needs)
    who = st.sampled_from(workers) if sane else names(workers)
    start = st.integers(0, WEEK - 1)
    one = st.builds(
        Meeting, need, start if sane else start | ANY_START, st.lists(who, max_size=4).map(tuple)
    )
    return st.lists(one, max_size=8)


def strange_values(problem: Problem, meeting: Meeting) -> list[str | int]:
    """What of a meeting the week does not know, said in plain loops."""
    values: list[str | int] = []
    if all(meeting.need != need.id for need in problem.needs):
        values.append(meeting.need)
    values += [w for w in meeting.workers if all(w != one.id for one in problem.workers)]
    if meeting.start < 0 or meeting.start >= WEEK:
        values.append(meeting.start)
    return values


def strange(faults: tuple[Finding, ...]) -> list[Finding]:
    return [fault for fault in faults if fault.rule in STRANGE]


@settings(max_examples=150, deadline=None)
@given(SEEDS, st.data())
def test_every_strange_value_is_told_and_the_rest_is_judged_as_ever(
    seed: int, data: st.DataObject
) -> None:
    problem, policy = small_problem(seed), small_policy(seed)
    roster = data.draw(rosters(problem, sane=False))
    checked = check(problem, policy, roster)
    found = strange(checked.faults)
    expected = [value for one in roster for value in strange_values(problem, one)]
    assert [fault.facts["value"] for fault in found] == expected
    sound = [one for one in roster if not strange_values(problem, one)]
    rest = check(problem, policy, sound)
    assert checked.faults == (*found, *rest.faults)
    assert checked.costs == rest.costs
    assert faults_of(rest.faults) == judge(problem, policy, sound).faults


@settings(max_examples=100, deadline=None)
@given(SEEDS, st.data())
def test_known_people_at_any_minute_in_teams_of_any_size_are_judged_as_the_oracle_does(
    seed: int, data: st.DataObject
) -> None:
    problem, policy = small_problem(seed), small_policy(seed)
    if not problem.needs or not problem.workers:
        problem = a_problem()
    roster = data.draw(rosters(problem, sane=True))
    checked, verdict = check(problem, policy, roster), judge(problem, policy, roster)
    assert faults_of(checked.faults) == verdict.faults
    assert checked.cost == verdict.cost


@settings(max_examples=100, deadline=None)
@given(SEEDS, st.data())
def test_a_roster_with_one_strange_meeting_is_never_clean(seed: int, data: st.DataObject) -> None:
    problem, policy = small_problem(seed), small_policy(seed)
    roster = data.draw(rosters(problem, sane=False))
    odd = data.draw(st.sampled_from((-1, WEEK, HUGE)))
    roster.insert(data.draw(st.integers(0, len(roster))), Meeting("n0", odd, ("w0",)))
    assert check(problem, policy, roster).faults


@pytest.mark.parametrize(
    ("meeting", "told"),
    [
        (a_meeting("n9"), ("roster.unknown_need", "n9", "n9", "n1, n2")),
        (a_meeting(workers=("w9",)), ("roster.unknown_worker", "n1", "w9", "w2, w3, w4")),
        (a_meeting(workers=("a",)), ("roster.unknown_worker", "n1", "a", "w1, w2, w3")),
        (a_meeting(start=-1), ("roster.outside_week", "n1", -1, "0..10079")),
        (a_meeting(start=WEEK), ("roster.outside_week", "n1", WEEK, "0..10079")),
    ],
)
def test_a_stranger_is_told_with_what_would_be_right(
    meeting: Meeting, told: tuple[str, str, str | int, str]
) -> None:
    staff = tuple(a_worker(f"w{k}") for k in (1, 2, 3, 4))
    problem = a_problem(workers=staff, needs=(a_need("n1"), a_need("n2")))
    (fault,) = strange(check(problem, default_policy(), (meeting,)).faults)
    assert (fault.rule, fault.about, fault.facts["value"], fault.facts["expected"]) == told
    assert fault.amount == 1


@pytest.mark.parametrize("start", [0, WEEK - 1])
def test_the_first_and_the_last_minute_lie_in_the_week(start: int) -> None:
    faults = check(a_problem(), default_policy(), (a_meeting(start=start),)).faults
    assert faults
    assert not strange(faults)


def test_a_week_without_people_expects_nobody() -> None:
    problem = a_problem(needs=(), workers=(), clients=())
    faults = check(problem, default_policy(), (a_meeting(),)).faults
    assert [(fault.rule, fault.facts["expected"]) for fault in faults] == [
        ("roster.unknown_need", "-"),
        ("roster.unknown_worker", "-"),
    ]


def test_a_meeting_that_is_set_aside_serves_nobody() -> None:
    good = a_meeting(start=at(MON, 10))
    assert check(a_problem(), default_policy(), (good,)).cost == 0
    beyond = replace(good, start=at(SUN, 24))
    assert check(a_problem(), default_policy(), (beyond,)).cost == 10_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_a_sentence(language: Language) -> None:
    roster = (a_meeting("n9", -1, ("w9",)),)
    faults = strange(check(a_problem(), default_policy(), roster).faults)
    assert [fault.rule for fault in faults] == list(STRANGE)
    for fault in faults:
        said = say(language, fault.rule, about=fault.about, **fault.facts)
        assert said.startswith("n9: ")
        assert str(fault.facts["expected"]) in said
