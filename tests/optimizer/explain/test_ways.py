"""Every way in which a need could be served, with just what it would break."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from domain.people import Role, Shift
from domain.session import Meeting, Window
from optimizer.board import Board
from optimizer.choices import choices_of, meetings_of
from optimizer.policy import default_policy
from optimizer.problem import Problem
from optimizer.ways import Way, nearest_ways, starts_near, ways_of
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
from tests.optimizer.engines import columns_of, small_columns
from tests.oracle import judge

PEER, SPECIALIST = frozenset({Role.PEER_COUNSELLOR}), frozenset({Role.SPECIALIST})


def board_of(problem: Problem, meetings: Sequence[Meeting] = ()) -> Board:
    """A roster laid out."""
    c = columns_of(problem)
    board = Board(c)
    board.put_all(choices_of(c, meetings))
    return board


def meeting_of(board: Board, need: int, way: Way) -> Meeting:
    """The meeting that a way would be."""
    problem = board.c.tables.problem
    team = tuple(problem.workers[board.c.pair_worker[pair]].id for pair in way.pairs)
    return Meeting(problem.needs[need].id, way.start, team)


def first_half(seed: int) -> Board:
    """A small week in which every other need has taken the first way that breaks nothing."""
    board = Board(small_columns(seed))
    for need in range(0, len(board.c.tables.problem.needs), 2):
        way = next((way for way in ways_of(board, need) if not way.obstacles), None)
        if way is not None:
            board.put(need, way.start, list(way.pairs))
    return board


@pytest.mark.parametrize("block", range(5))
def test_a_way_breaks_just_the_rules_that_it_says(block: int) -> None:
    tried = 0
    for seed in range(block * 12, block * 12 + 12):
        board = first_half(seed)
        t = board.c.tables
        meetings = meetings_of(board.c, board.chosen)
        if judge(t.problem, t.policy, meetings).faults:
            continue
        for need in range(1, len(t.problem.needs), 2):
            for way in ways_of(board, need):
                new = meeting_of(board, need, way)
                same = [m for m in meetings if m.start == new.start]
                if any(set(m.workers) & set(new.workers) for m in same):
                    continue
                faults = judge(t.problem, t.policy, (*meetings, new)).faults
                assert faults.keys() == way.obstacles.keys(), (seed, new)
                for rule in faults.keys() - {"client_free"}:
                    assert faults[rule] == way.obstacles[rule], (seed, rule, new)
                tried += 1
    assert tried > 60


@pytest.mark.parametrize("seed", range(0, 40, 3))
def test_looking_for_ways_leaves_the_board_as_it_is(seed: int) -> None:
    board = first_half(seed)
    before = (list(board.count), dict(board.bonds), board.chosen.copy())
    for need in range(1, len(board.c.tables.problem.needs), 2):
        list(ways_of(board, need))
    assert board.count == before[0]
    assert {b: n for b, n in board.bonds.items() if n} == {b: n for b, n in before[1].items() if n}
    assert board.chosen.start.tolist() == before[2].start.tolist()
    assert board.chosen.pair.tolist() == before[2].pair.tolist()


def test_a_start_is_near_where_a_stretch_or_a_gap_ends() -> None:
    needs = (
        a_need(windows=(Window(at(MON, 9), at(MON, 16)),), place="near"),
        a_need("n2", clients=("c2",), windows=(Window(at(MON, 12), at(MON, 12)),)),
    )
    clients = (a_client(), a_client("c2"))
    workers = (a_worker(shifts=(Shift(MON, 570, 960),)),)
    problem = a_problem(needs=needs, clients=clients, workers=workers)
    board = board_of(problem, (a_meeting("n2", at(MON, 12)),))
    found = [start - at(MON, 0) for start in starts_near(board, 0, 0, 0)]
    shift_begins, before, after, shift_ends = 580, 650, 790, 890
    assert set(found) == {540, shift_begins, before, after, shift_ends, 960}


def test_starts_near_a_gap_lie_on_the_grid() -> None:
    needs = (
        a_need(windows=(Window(at(MON, 9), at(MON, 16)),)),
        a_need("n2", clients=("c2",), minutes=52, windows=(Window(at(MON, 12), at(MON, 12)),)),
    )
    problem = a_problem(needs=needs, clients=(a_client(), a_client("c2")))
    board = board_of(problem, (a_meeting("n2", at(MON, 12)),))
    found = starts_near(board, 0, 0, 0)
    assert at(MON, 12, 55) in found
    assert all(start % 5 == 0 for start in found)


def test_a_locked_time_is_the_only_start() -> None:
    board = board_of(a_problem(needs=(a_need(pinned_start=at(MON, 21, 3)),)))
    assert starts_near(board, 0, 0, 0) == [at(MON, 21, 3)]


def test_the_nearest_way_of_each_worker_and_stretch_comes_once_nearest_first() -> None:
    tuesday = Window(at(TUE, 17), at(TUE, 19))
    need = a_need(windows=(Window(at(MON, 16), at(MON, 18)), tuesday))
    workers = (a_worker(), a_worker("w2", shifts=(Shift(MON, 480, 1000), Shift(TUE, 480, 1000))))
    board = board_of(a_problem(needs=(need,), workers=workers))
    ways = list(ways_of(board, 0))
    found = [
        (meeting_of(board, 0, way).workers, way.option, way.obstacles) for way in nearest_ways(ways)
    ]
    assert found == [
        (("w1",), 0, {}),
        (("w1",), 1, {}),
        (("w2",), 0, {"shift": 20}),
        (("w2",), 1, {"shift": 80}),
    ]
    assert len(ways) > len(found)


def test_what_a_need_and_what_a_worker_breaks_are_told_apart() -> None:
    needs = (a_need(), a_need("n2", windows=(Window(at(MON, 10), at(MON, 10)),)))
    workers = (a_worker(day_minutes=90), a_worker("w2"))
    board = board_of(a_problem(needs=needs, workers=workers), (a_meeting("n2", at(MON, 10)),))
    way = next(
        w for w in ways_of(board, 0) if meeting_of(board, 0, w) == a_meeting(start=at(MON, 11))
    )
    assert way.of_need == {"one_a_day": 1}
    assert way.of_seats == ({"worker_day_minutes": 30},)
    assert way.obstacles == {"one_a_day": 1, "worker_day_minutes": 30}


def test_a_team_is_different_people_with_the_hardest_seat_filled_first() -> None:
    seats = (a_seat(), a_seat(roles=PEER | SPECIALIST), a_seat(roles=SPECIALIST))
    workers = (
        a_worker("w1", roles=PEER | SPECIALIST),
        a_worker("w2", roles=PEER),
        a_worker("w3", roles=PEER),
    )
    board = board_of(a_problem(needs=(a_need(seats=seats),), workers=workers))
    teams = {meeting_of(board, 0, way).workers for way in ways_of(board, 0)}
    assert teams
    assert all(team[2] == "w1" and set(team) == {"w1", "w2", "w3"} for team in teams)
    alone = replace(board.c.tables.problem, workers=workers[:2])
    assert list(ways_of(board_of(alone), 0)) == []


def test_a_seat_that_one_worker_alone_can_take_leaves_the_others_to_the_rest() -> None:
    seats = (a_seat(roles=PEER | SPECIALIST), a_seat(roles=SPECIALIST), a_seat(roles=PEER))
    workers = tuple(
        a_worker(f"w{i}", roles=roles)
        for i, roles in ((1, PEER | SPECIALIST), (2, PEER), (3, PEER))
    )
    board = board_of(a_problem(needs=(a_need(seats=seats),), workers=workers))
    teams = {meeting_of(board, 0, way).workers for way in ways_of(board, 0)}
    assert teams
    assert {team[1] for team in teams} == {"w1"}


def test_two_seats_of_a_team_draw_on_the_same_interpreting() -> None:
    clients = (a_client(languages=("ru",), interpreter=True),)
    problem = a_problem(
        clients=clients,
        needs=(a_need(seats=(a_seat(), a_seat())),),
        workers=(a_worker(), a_worker("w2")),
        interpreter_minutes={"ru": 100},
    )
    board = board_of(problem)
    ways = list(ways_of(board, 0))
    assert {Counter(way.obstacles)["interpreter_minutes"] for way in ways} == {20}
    new = meeting_of(board, 0, ways[0])
    assert judge(problem, default_policy(), (new,)).faults == {"interpreter_minutes": 20}


def test_a_need_without_a_window_has_no_way() -> None:
    assert list(ways_of(board_of(a_problem(needs=(a_need(windows=()),))), 0)) == []
