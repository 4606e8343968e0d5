from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks.public.judge import judge
from benchmarks.public.ours import coarse_unit, solve_instance, week_of
from benchmarks.public.vrplib import Instance, read_instance, read_plan
from optimizer.search import at
from tests.benchmarks.public_toys import PRIZES, PRIZES_PLAN, SITES, SITES_PLAN


@pytest.fixture
def sites(tmp_path: Path) -> Instance:
    (tmp_path / "toy.vrp").write_text(SITES, "utf-8")
    (tmp_path / "toy.sol").write_text(SITES_PLAN, "utf-8")
    return read_instance(tmp_path / "toy.vrp")


@pytest.fixture
def prizes(tmp_path: Path) -> Instance:
    (tmp_path / "toy.vrp").write_text(PRIZES, "utf-8")
    (tmp_path / "toy.sol").write_text(PRIZES_PLAN, "utf-8")
    return read_instance(tmp_path / "toy.vrp")


def test_site_dependent_files_are_read_in_thousandths_rounded(sites: Instance) -> None:
    assert sites.ways[0].tolist() == [0, 1000, 2000, 5000]
    assert sites.ways[1, 2] == 1000, "999.6 is not cut off"
    assert sites.first.tolist() == [0, 0, 30_000, 0]
    assert (sites.longest, sites.service.tolist()) == (20_000, [0, 1000, 1000, 2000])


def test_demand_and_capacity_are_counted_as_they_stand(sites: Instance) -> None:
    assert (sites.demand.tolist(), sites.capacity.tolist()) == ([0, 3, 4, 5], [7, 12])


def test_a_vehicle_may_go_where_its_row_says_and_to_the_depot(sites: Instance) -> None:
    assert sites.allowed.tolist() == [[True, True, True, False], [True] * 4]


def test_prize_collecting_files_are_read_in_tenths_cut_off(prizes: Instance) -> None:
    assert prizes.ways[0].tolist() == [0, 14, 90]
    assert prizes.prize.tolist() == [0, 90, 40]
    assert (prizes.service.tolist(), prizes.longest) == ([0, 50, 50], None)
    assert prizes.capacity.tolist() == [10, 10]
    assert prizes.allowed.all()


def test_best_known_plans_cost_what_they_state(
    sites: Instance, prizes: Instance, tmp_path: Path
) -> None:
    assert (sites.name, prizes.kind) == ("toy", "PCVRPTW")
    routes, cost = read_plan(tmp_path / "toy.sol")
    judged = judge(prizes, routes)
    assert (judged.cost, judged.prizes, judged.left_out, judged.violations) == (cost, 40, 1, ())


def test_a_route_left_as_late_as_can_be_is_as_short_as_can_be(sites: Instance) -> None:
    # Leaving at 28 to be at the second client at 30: away from 28 to 33 and not from 0.
    judged = judge(sites, [[1, 2], [3]])
    assert (judged.distance, judged.violations) == (14_000, ())
    tight = replace(sites, longest=5999)
    assert judge(tight, [[1, 2], []]).violations[0] == "vehicle 1 is away for 6000"


def test_every_fault_of_a_plan_is_told(sites: Instance) -> None:
    late = replace(sites, last=np.array([100_000, 50_000, 50_000, 6_000]))
    wrong = judge(late, [[3, 3, 1], [2, 9], [1]]).violations
    for told in (
        "vehicle 1 may not go to client 3",
        "client 3 is visited again",
        "vehicle 1 carries 13",
        "vehicle 1 is 1000 late at 3",
        "vehicle 2 goes where nobody is",
        "there is no vehicle 3",
    ):
        assert told in wrong
    assert "client 3 is not visited" in judge(sites, [[1, 2], []]).violations


def test_being_back_late_is_told(sites: Instance) -> None:
    early = replace(sites, last=np.array([31_000, 50_000, 50_000, 60_000]))
    assert "vehicle 1 is 2000 late at the depot" in judge(early, [[2], [1, 3]]).violations


def test_our_search_finds_the_best_toy_plans(sites: Instance, prizes: Instance) -> None:
    assert solve_instance(prizes, 0.3, (1,)).judged.cost == 28 + 40
    solved = solve_instance(sites, 0.3, (1, 2))
    assert solved.judged.violations == ()
    assert solved.judged.cost == min(
        judge(sites, plan).cost
        for plan in ([[1, 2], [3]], [[1], [2, 3]], [[2], [1, 3]], [[], [1, 2, 3]])
        if not judge(sites, plan).violations
    )


def test_a_day_too_short_for_two_clients_takes_two_vehicles(sites: Instance) -> None:
    tight = replace(sites, longest=13_000)
    solved = solve_instance(tight, 0.3, (1,))
    assert (solved.judged.cost, solved.judged.violations) == (14_000, ())


def test_a_coarse_unit_is_rounded_to_the_safe_side(sites: Instance) -> None:
    week = week_of(sites, 7, 1)
    assert week.way[1, 0, 1] == 143
    seats = week.rows[week.num[at.SEATS0] :]
    assert seats[:, at.MINUTES].tolist() == [143, 143, 286]
    options = week.thin[week.num[at.OPTS0] : week.num[at.PAIRS0]]
    assert options[:, [at.LO, at.HI]].tolist() == [[0, 7142], [4286, 7142], [0, 8571]]
    assert week.num[at.BREAK_AFTER] == 2857


def test_a_unit_is_as_coarse_as_the_numbers_of_the_search_need(sites: Instance) -> None:
    far = replace(sites, ways=sites.ways * 10**9)
    assert coarse_unit(replace(sites, ways=sites.ways // 1000)) == 1
    assert 2 * 64 * -(-int(far.ways.max()) // coarse_unit(far)) < at.NONE
