"""The same experience is closer than an experience of the same kind."""

from typing import Any

import pytest

from domain.people import LivedExperience
from domain.session import Asked
from optimizer.policy import default_policy
from optimizer.problem import Problem
from tests.optimizer.builders import a_meeting, a_problem
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, without_price

RULE = "closer_experience"
PRICE = default_policy().prices[RULE]
NEAR, SAME = LivedExperience("bipolar"), LivedExperience("depression")


def with_themes(*themes: set[str], **changes: Any) -> Problem:
    """Clients ``c1``, ``c2`` .. by their themes, and a worker who knows depression."""
    return a_case(clients=[{"themes": frozenset(t)} for t in themes], **changes)


def test_the_very_theme_in_common_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


def test_a_theme_of_the_same_kind_breaks_this_rule_alone() -> None:
    assert both_say(with_themes({"bipolar"})) == {RULE: 1}


# Bipolar and burnout are of the kind of depression; wheelchair and stroke are of another.
@pytest.mark.parametrize(
    ("themes", "missed"),
    [
        (({"depression", "bipolar"},), 0),
        (({"bipolar", "burnout"},), 1),
        (({"wheelchair", "bipolar"},), 1),
        (({"bipolar"}, {"burnout"}, {"depression"}), 2),
        (({"bipolar"}, set()), 1),
        (({"depression"}, set()), 0),
        # Where not even the kind is shared, the other rule speaks.
        (({"wheelchair"},), 0),
        (({"wheelchair"}, {"bipolar"}), 1),
        ((set(),), 0),
    ],
)
@pytest.mark.parametrize("group", [None, "g1"])
def test_clients_matched_by_kind_alone_are_counted(
    themes: tuple[set[str], ...], missed: int, group: str | None
) -> None:
    problem = with_themes(*themes, need={"group": group})
    said = both_say(problem)
    assert said.get(RULE, 0) == missed
    if "shared_experience" in said:
        assert pair_price(problem) is None
        return
    assert pair_price(problem) == PRICE * missed
    assert removed_pairs(RULE, problem, without_price(RULE)) == [int(missed > 0)]


@pytest.mark.parametrize(
    ("asked", "lived", "missed"),
    [
        (Asked.NOBODYS, (NEAR,), 0),
        (Asked.OWN, (NEAR,), 1),
        (Asked.OWN, (NEAR, SAME), 0),
        # The same theme counts only where the seat lets that experience count.
        (Asked.OWN, (NEAR, LivedExperience("depression", family=True)), 1),
        (Asked.FAMILY, (NEAR, LivedExperience("depression", family=True)), 0),
        (Asked.OWN_SEVERE, (LivedExperience("bipolar", severe=True), SAME), 1),
        (Asked.OWN_SEVERE, (NEAR, LivedExperience("depression", severe=True)), 0),
        (Asked.FAMILY_SEVERE, (LivedExperience("burnout", family=True, severe=True), SAME), 1),
    ],
)
def test_an_experience_counts_as_the_seat_asks(
    asked: Asked, lived: tuple[LivedExperience, ...], missed: int
) -> None:
    problem = a_case(workers=({"experiences": lived},), seats=({"experience": asked},))
    assert both_say(problem) == ({RULE: 1} if missed else {})
    assert pair_price(problem) == PRICE * missed


def test_each_seat_of_a_team_can_be_closer() -> None:
    near = {"experiences": (NEAR,)}
    problem = a_case(workers=(near, near, {}), seats=({}, {}))
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 2}
    assert both_say(problem, [a_meeting(workers=["w3", "w2"])]) == {RULE: 1}
    assert removed_pairs(RULE, problem, without_price(RULE)) == [2, 2]
