"""The worker has the gender that the need or the client asks for."""

import pytest

from domain.people import Gender
from tests.optimizer.builders import a_meeting, a_problem
from tests.optimizer.rules.ask import a_case, both_say, pair_price, removed_pairs, with_price

RULE = "gender_asked"
FEMALE, MALE, OTHER = Gender.FEMALE, Gender.MALE, Gender.OTHER


def test_who_asks_for_no_gender_misses_nothing() -> None:
    assert both_say(a_problem()) == {}


def test_a_client_who_asks_for_another_gender_breaks_this_rule_alone() -> None:
    assert both_say(a_case(clients=({"asks_gender": MALE},))) == {RULE: 1}


def test_a_need_that_asks_for_another_gender_breaks_this_rule_alone() -> None:
    assert both_say(a_case(need={"gender": OTHER})) == {RULE: 1}


# The default worker is female.
@pytest.mark.parametrize(
    ("asked", "of_need", "alone", "in_group"),
    [
        ((None,), None, 0, 0),
        ((FEMALE,), FEMALE, 0, 0),
        ((MALE,), None, 1, 0),
        ((OTHER,), FEMALE, 1, 0),
        ((None,), MALE, 1, 1),
        ((FEMALE,), MALE, 1, 1),
        # The need and the client each have a wish of their own.
        ((MALE,), MALE, 2, 1),
        ((MALE, FEMALE, MALE), None, 2, 0),
        ((MALE, None, OTHER), MALE, 3, 1),
        # Nobody can please both; one wish is missed, whoever comes.
        ((FEMALE, MALE), None, 1, 0),
    ],
)
def test_each_wish_counts_and_of_a_groups_members_none(
    asked: tuple[Gender | None, ...], of_need: Gender | None, alone: int, in_group: int
) -> None:
    clients = [{"asks_gender": gender} for gender in asked]
    for group, missed in ((None, alone), ("g1", in_group)):
        problem = a_case(clients=clients, need={"gender": of_need, "group": group})
        assert both_say(problem) == ({RULE: missed} if missed else {})
        assert removed_pairs(RULE, problem) == [int(missed > 0)]
        assert pair_price(problem) == (None if missed else 0)
        assert pair_price(problem, with_price(RULE)) == 7 * missed


@pytest.mark.parametrize("asked", list(Gender))
@pytest.mark.parametrize("has", list(Gender))
def test_any_gender_can_be_asked_for(asked: Gender, has: Gender) -> None:
    missed = int(asked is not has)
    of_client = a_case(workers=({"gender": has},), clients=({"asks_gender": asked},))
    of_need = a_case(workers=({"gender": has},), need={"gender": asked})
    for problem in (of_client, of_need):
        assert both_say(problem) == ({RULE: 1} if missed else {})
        assert removed_pairs(RULE, problem) == [missed]


def test_the_clients_own_gender_is_no_wish() -> None:
    assert both_say(a_case(clients=({"gender": MALE},))) == {}


def test_the_wish_is_for_every_seat() -> None:
    workers = ({"gender": MALE}, {"gender": FEMALE}, {"gender": MALE})
    problem = a_case(workers=workers, clients=({"asks_gender": MALE},), seats=({}, {}))
    assert both_say(problem, [a_meeting(workers=["w1", "w3"])]) == {}
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {RULE: 1}
    assert both_say(problem, [a_meeting(workers=["w2", "w1"])]) == {RULE: 1}
    assert removed_pairs(RULE, problem) == [1, 1]
