"""A peer counsellor has lived through something of the kind that the client lives with."""

from typing import Any

import pytest

from domain.people import LivedExperience
from domain.session import Asked
from optimizer.problem import Problem
from tests.optimizer.builders import a_meeting, a_problem
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, with_price

RULE = "shared_experience"
OWN = LivedExperience("depression")
OWN_SEVERE = LivedExperience("depression", severe=True)
FAMILYS = LivedExperience("depression", family=True)
FAMILYS_SEVERE = LivedExperience("depression", family=True, severe=True)
WHEELCHAIR = LivedExperience("wheelchair", severe=True)


def with_themes(*themes: set[str], **changes: Any) -> Problem:
    """Clients ``c1``, ``c2`` .. by their themes, and a worker who knows depression."""
    return a_case(clients=[{"themes": frozenset(t)} for t in themes], **changes)


def test_the_default_worker_shares_the_experience() -> None:
    assert both_say(a_problem()) == {}


def test_an_experience_of_another_kind_breaks_this_rule_alone() -> None:
    assert both_say(with_themes({"wheelchair"})) == {RULE: 1}


@pytest.mark.parametrize(
    ("asked", "enough"),
    [
        (Asked.NOBODYS, {OWN, OWN_SEVERE, FAMILYS, FAMILYS_SEVERE}),
        (Asked.OWN, {OWN, OWN_SEVERE}),
        (Asked.OWN_SEVERE, {OWN_SEVERE}),
        (Asked.FAMILY, {OWN, OWN_SEVERE, FAMILYS, FAMILYS_SEVERE}),
        (Asked.FAMILY_SEVERE, {OWN_SEVERE, FAMILYS_SEVERE}),
    ],
)
def test_the_seat_says_whose_experience_counts(asked: Asked, enough: set[LivedExperience]) -> None:
    for lived in (OWN, OWN_SEVERE, FAMILYS, FAMILYS_SEVERE):
        workers = ({"experiences": (lived, WHEELCHAIR)},)
        problem = a_case(workers=workers, seats=({"experience": asked},))
        assert both_say(problem) == ({} if lived in enough else {RULE: 1})
        assert removed_pairs(RULE, problem) == [int(lived not in enough)]


# Bipolar and burnout are of the kind of depression; wheelchair and stroke are of another.
@pytest.mark.parametrize(
    ("themes", "missed"),
    [
        (({"bipolar"},), 0),
        (({"wheelchair", "burnout"},), 0),
        (({"wheelchair", "stroke"},), 1),
        (({"depression"}, {"wheelchair"}), 1),
        (({"wheelchair"}, {"stroke"}, {"blindness"}), 3),
        # Who has no theme asks for nothing, as long as somebody has one.
        (({"depression"}, set()), 0),
        (({"stroke"}, set(), set()), 1),
        # Where nobody has one, nobody can share it: one miss for all.
        ((set(),), 1),
        ((set(), set(), set()), 1),
    ],
)
@pytest.mark.parametrize("group", [None, "g1"])
def test_each_client_with_a_theme_shares_a_kind_with_the_worker(
    themes: tuple[set[str], ...], missed: int, group: str | None
) -> None:
    problem = with_themes(*themes, need={"group": group})
    assert both_say(problem).get(RULE, 0) == missed
    assert removed_pairs(RULE, problem) == [int(missed > 0)]
    # The default policy prices the closer experience; here this rule's price alone is read.
    costs = [pair_price(problem, with_price(RULE, price)) or 0 for price in (0, 7)]
    assert costs[1] - costs[0] == 7 * missed


def test_a_worker_who_has_lived_through_nothing_shares_nothing() -> None:
    assert both_say(with_themes({"depression"}, workers=({"experiences": ()},))) == {RULE: 1}
    no_themes = with_themes(set(), workers=({"experiences": ()},))
    assert both_say(no_themes) == {RULE: 1}


def test_a_seat_that_asks_for_nobodys_experience_is_silent_even_without_themes() -> None:
    for themes in (set[str](), {"stroke"}):
        seats = ({"experience": Asked.NOBODYS},)
        problem = with_themes(themes, workers=({"experiences": ()},), seats=seats)
        assert both_say(problem) == {}
        assert removed_pairs(RULE, problem) == [0]


def test_each_seat_of_a_team_asks_for_itself() -> None:
    workers = ({"experiences": (OWN,)}, {"experiences": (FAMILYS,)})
    problem = a_case(workers=workers, seats=({}, {"experience": Asked.FAMILY}))
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {}
    assert both_say(problem, [a_meeting(workers=["w2", "w1"])]) == {RULE: 1}
    assert removed_pairs(RULE, problem) == [1, 0]
