import json
from pathlib import Path

import pytest

from benchmarks.public.home_care import HomeCare, read_home_care, read_known
from benchmarks.public.home_care_judge import earliest, judge_home_care
from benchmarks.public.home_care_ours import solve_home_care, week_of
from optimizer.search import at
from tests.benchmarks.public_toys import BEST_KNOWN, HOME_CARE

PLAN = [[(2, 0), (1, 0)], [(2, 1), (1, 1), (0, 0)]]


@pytest.fixture
def care(tmp_path: Path) -> HomeCare:
    (tmp_path / "toy.json").write_text(json.dumps(HOME_CARE), "utf-8")
    return read_home_care(tmp_path / "toy.json")


def test_usual_durations_hold_where_none_is_told(care: HomeCare) -> None:
    assert [patient.minutes for patient in care.patients] == [(5.0,), (4.0, 3.0), (4.0, 3.0)]
    assert [patient.gap for patient in care.patients] == [(0, 0), (0, 0), (5, 8)]
    assert care.carers == (frozenset({"s1"}), frozenset({"s1", "s2"}))


def test_best_known_figures_are_read_by_name(tmp_path: Path) -> None:
    (tmp_path / "best.csv").write_text(BEST_KNOWN, "utf-8")
    known = read_known(tmp_path / "best.csv")["toy"]
    assert (known.distance, known.largest, known.lateness, known.cost) == (69.0, 9.0, 18.0, 32.0)


def test_two_carers_begin_together_or_one_after_the_other(care: HomeCare) -> None:
    start = earliest(care, PLAN)
    assert start is not None
    # The second carer reaches the third patient at 5 and waits until 10, five after the first;
    # done at 13, a way of 9 to the second patient, where both begin; done at 25, a way of 6.
    assert start == {(2, 0): 5.0, (2, 1): 10.0, (1, 0): 22.0, (1, 1): 22.0, (0, 0): 31.0}


def test_cost_is_a_third_of_distance_lateness_and_largest_lateness(care: HomeCare) -> None:
    nursed = judge_home_care(care, PLAN)
    assert nursed.violations == ()
    assert nursed.distance == 5 + 9 + 15 + 5 + 9 + 6 + 10
    assert (nursed.lateness, nursed.largest) == (10 + 10 + 11, 11)
    assert nursed.cost == pytest.approx((59 + 31 + 11) / 3)


def test_too_long_a_gap_holds_the_first_carer_up(care: HomeCare) -> None:
    start = earliest(care, [[(2, 0), (1, 0)], [(0, 0), (2, 1), (1, 1)]])
    assert start is not None
    assert (start[0, 0], start[2, 1], start[2, 0]) == (10.0, 22.0, 14.0)


def test_orders_that_wait_for_each_other_cannot_be_kept(care: HomeCare) -> None:
    circle = [[(1, 0), (2, 0)], [(2, 1), (1, 1), (0, 0)]]
    assert earliest(care, circle) is None
    assert judge_home_care(care, circle).violations == ("orders and gaps cannot be kept together",)


def test_every_fault_of_a_plan_is_told(care: HomeCare) -> None:
    wrong = judge_home_care(care, [[(1, 1), (2, 0), (2, 0)], [(1, 0), (7, 0)]]).violations
    for told in (
        "service (0, 0) is made 0 times",
        "service (2, 0) is made 2 times",
        "there is no service (7, 0)",
        "carer 1 cannot do service (1, 1)",
        "carer 1 comes twice to one patient",
    ):
        assert told in wrong


def test_our_search_nurses_the_toy_as_well_as_by_hand(care: HomeCare) -> None:
    cared = solve_home_care(care, 1.0, (1,))
    assert cared.nursed is not None
    assert cared.nursed.violations == ()
    assert cared.nursed.cost <= judge_home_care(care, PLAN).cost


def test_a_shifted_clock_changes_no_round(care: HomeCare) -> None:
    week = week_of(care, 10.0, 1)
    way = week.way[1].tolist()
    assert (way[0][4], way[4][0]) == (50 * 5 - 325, 50 * 5 + 325)
    assert way[1][4] + way[4][2] == way[1][3] + way[3][2]


def test_lateness_is_priced_by_its_last_minute_for_every_carer(care: HomeCare) -> None:
    week = week_of(care, 10.0, 1)
    needs = week.rows[week.num[at.NEEDS0] : week.num[at.SEATS0]]
    told = week.thin[needs[1, at.OPT0] : needs[1, at.OPT1]]
    assert told[0, [at.LO, at.HI, at.OPT_PRICE]].tolist() == [0, 12 * 50, 0]
    assert told[-1, [at.LO, at.HI, at.OPT_PRICE]].tolist() == [0, 22 * 50, 2 * 10 * 50]
    in_turn = week.thin[needs[2, at.OPT1] - 1, [at.HI, at.OPT_PRICE]].tolist()
    assert in_turn == [30 * 50 + 500 - 325, 500 + 500 - 325]
