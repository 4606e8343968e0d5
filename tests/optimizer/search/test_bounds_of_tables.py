"""Tables of the compiled search have an end, and nothing is ever written beyond it.

Compiled code checks no bounds: a fault may end the process, so what could is tried in one of
its own.
"""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from domain.session import Meeting, Use, Window
from optimizer.check import check
from optimizer.policy import default_policy
from optimizer.problem import Budget
from optimizer.search import at as columns
from optimizer.search.engine import MOST_COUNTED, Search, count_anew, iterate, work_on
from optimizer.search.loop import FILL
from optimizer.search.pack import LONGEST, MOST_TAKEN, pack
from optimizer.solve import solve
from tests.optimizer.builders import a_need, a_problem, a_worker, at, shifts
from tests.optimizer.engines import a_busy_week, columns_of, small_columns
from tests.optimizer.search.hostile import a_large_team, round_the_clock, several
from tests.optimizer.search.weeks import assert_honest
from tests.optimizer.test_solve import assert_sound

HOUSE = default_policy()
ROOT = Path(__file__).parents[3]


def in_a_process_of_its_own(name: str) -> None:
    """Call a function of this file elsewhere: what ends a process must not end the tests."""
    code = f"from tests.optimizer.search import test_bounds_of_tables as t; t.{name}()"
    done = subprocess.run(  # noqa: S603 this very program
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (done.returncode, done.stderr[-500:])


def a_long_day(visits: int, minutes: int) -> Search:
    """The search begun from one worker's day of so many visits, one right after another."""
    problem = round_the_clock(visits, minutes)
    start = tuple(Meeting(n.id, minutes * i, ("w1",)) for i, n in enumerate(problem.needs))
    assert check(problem, HOUSE, start).faults == ()
    result = solve(problem, HOUSE, 1, start=start, engine="search")
    assert_sound(problem, HOUSE, result)
    assert result.cost == 0
    search = Search(columns_of(problem))
    search.fill()
    iterate(search.week, search.kinds, 200, 10.0)
    return search


def a_day_of_200_visits() -> None:
    """More than a route of the search holds unless it is asked to."""
    search = a_long_day(200, 5)
    assert search.left_out == 200 - LONGEST
    assert_honest(search)


def a_day_of_visits_without_minutes() -> None:
    """More visits than minutes, and more than any position on a route can say."""
    search = a_long_day(columns.MOST_STOPS + 200, 0)
    assert search.left_out == columns.MOST_STOPS + 200 - LONGEST


def a_long_bank() -> None:
    """5,000 needs of one client, each of another component, all lined up in one iteration."""
    week = tuple(Window(at(day, 9), at(day, 15)) for day in range(7))
    needs = tuple(a_need(f"n{i:04}", component=f"k{i}", windows=week) for i in range(5_000))
    worker = a_worker(
        shifts=shifts(480, 1080, range(7)),
        week_days=7,
        day_minutes=480,
        week_minutes=3000,
        week_most=3000,
    )
    search = Search(columns_of(a_problem(needs=needs, workers=(worker,))))
    search.fill()
    room = len(search.week.twos) - int(search.week.num[columns.LOG0])
    logged = banked = 0
    for _ in range(60):
        iterate(search.week, search.kinds, 1, 10.0)
        logged = max(logged, int(search.week.num[columns.LOGGED]))
        banked = max(banked, int(search.week.num[columns.BANK]))
    assert logged <= room, (logged, room)
    assert banked == MOST_TAKEN
    assert_honest(search)


def a_short_log() -> None:
    """A log that holds a need or two: what does not fit is not moved, and all can be undone."""
    search = Search(columns_of(a_busy_week(60, 6)))
    search.fill()
    w = search.week
    moved, log0 = int(w.num[columns.MOVED]), int(w.num[columns.LOG0])
    before = w.twos[log0 + 5 * moved :].copy()
    short = w._replace(twos=w.twos[: log0 + 5 * moved])
    for heat in (1.0, 500.0):
        for _ in range(300):
            iterate(short, search.kinds, 1, heat)
            assert w.num[columns.LOGGED] <= 5 * moved
        assert_honest(search)
    assert np.array_equal(w.twos[log0 + 5 * moved :], before)


@pytest.mark.parametrize(
    "name",
    ["a_day_of_200_visits", "a_day_of_visits_without_minutes", "a_long_bank", "a_short_log"],
)
def test_nothing_is_written_beyond_a_table(name: str) -> None:
    in_a_process_of_its_own(name)


def test_a_route_is_as_wide_as_its_shift_needs_and_as_a_start_asks_for() -> None:
    def width(longest: int) -> int:
        return int(pack(columns_of(round_the_clock(300)), 1, longest=longest).week.stops.shape[1])

    assert [width(n) for n in (0, 40, 60, 200)] == [LONGEST, LONGEST, 70, 210]
    assert width(9_999) == columns.MOST_STOPS
    assert pack(columns_of(several(3)), 1).week.stops.shape[1] == 11


def test_a_log_holds_what_a_need_can_move_at_most() -> None:
    most = 0
    for seed in range(60):
        search = Search(small_columns(seed))
        num, rows = search.week.num, search.week.rows
        for n in range(int(num[columns.NEEDS0]), int(num[columns.SEATS0])):
            work_on(search.week, FILL, search.kinds, np.array([n]))
            if rows[n, columns.OPT] >= 0:
                most = max(most, int(num[columns.LOGGED]))
                assert num[columns.LOGGED] <= num[columns.MOVED]
    assert most > 5


@pytest.mark.parametrize(("seats", "workers"), [(12, 11), (70, 70), (70, 90)])
def test_a_team_as_large_as_the_staff_ends(seats: int, workers: int) -> None:
    case = a_large_team(seats)
    staff = tuple(a_worker(f"w{i:02}") for i in range(workers))
    search = Search(columns_of(replace(case.problem, workers=staff)))
    search.fill()
    iterate(search.week, search.kinds, 100, 1.0)
    assert_honest(search)
    assert search.left_out == 1 or workers >= seats


@pytest.mark.parametrize("counted", [columns.STAMP, columns.VERSIONS])
def test_hours_of_search_overflow_neither_stamps_nor_versions(counted: int) -> None:
    search = Search(columns_of(a_busy_week(60, 6)))
    search.fill()
    filled = search.cost
    search.week.num[counted] = 2**31 - 100
    for _ in range(5):
        iterate(search.week, search.kinds, 100, 5.0)
        assert search.week.num[columns.TOUCHED] <= search.week.num[columns.NEEDS0]
        assert search.week.num[columns.CHANGED] <= 60
    assert search.week.num[counted] < MOST_COUNTED
    assert search.cost < filled
    assert_honest(search)


def test_counting_anew_changes_no_roster() -> None:
    one, other = (Search(columns_of(a_busy_week(60, 6))) for _ in range(2))
    for k in range(6):
        for search in (one, other):
            if k == 0:
                search.fill()
            iterate(search.week, search.kinds, 50, 20.0)
        count_anew(other.week)
    assert one.cost == other.cost
    assert np.array_equal(one.choices().start, other.choices().start)
    assert np.array_equal(one.choices().pair, other.choices().pair)


def test_an_amount_too_large_to_count_with_is_refused_by_name() -> None:
    needs = (a_need("n1", uses=(Use("b", 1 << 31),)),)
    problem = a_problem(needs=needs, budgets=(Budget("b", "units_left", "c1", 60),))
    with pytest.raises(ValueError, match="an amount of 2147483648"):
        pack(columns_of(problem), 1)
