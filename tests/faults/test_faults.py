"""Nothing acknowledged is lost and nothing happens twice, whatever fails; and bugs are noticed.

The same harness as ``python -m benchmarks.faults``, with fewer points.
"""

import os
import shutil
import sys

import pytest

from api.store.engine import POSTGRESQL, SQLITE
from benchmarks.faults.house import build_house
from benchmarks.faults.kill import Told, crash, cut, kill_at_random
from benchmarks.faults.planted import CONTROL, PLANTED, run_planted
from benchmarks.faults.races import race
from benchmarks.faults.work import WORKS
from benchmarks.faults.writes import FAULTS, fail_every_write
from tests.conftest import leave_out

SEED = int(os.environ.get("TUGIPLAAN_FAULTS_SEED", "7"))
pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked"),
    # The child of a fork is killed or ends at once: it never waits for a lock of a thread.
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]


def _is_sound(told: Told) -> None:
    assert (told.judged.lost, told.judged.doubled, told.judged.broken) == (0, 0, [])
    assert told.failed == 0


@pytest.mark.parametrize(("kind", "kills"), [(SQLITE, 40), (POSTGRESQL, 10)])
def test_killed_at_any_moment_nothing_is_lost_or_done_twice(kind: str, kills: int) -> None:
    with build_house(kind) as house:
        told = kill_at_random(house, kills, SEED)
    _is_sound(told)
    assert told.acknowledged >= kills // 2
    assert told.in_flight > kills


@pytest.mark.parametrize("act", [crash, cut])
def test_a_database_that_goes_away_comes_back_whole(act: object) -> None:
    with build_house(POSTGRESQL) as house:
        told = kill_at_random(house, 4, SEED, crash if act is crash else cut)
    _is_sound(told)
    assert told.acknowledged


@pytest.mark.parametrize("kind", [SQLITE, POSTGRESQL])
def test_of_many_at_once_one_goes_through(kind: str) -> None:
    with build_house(kind) as house:
        _is_sound(race(house, 2))


def test_dying_or_failing_at_a_write_leaves_old_or_new() -> None:
    if sys.platform != "linux" or shutil.which("strace") is None:
        leave_out("strace is missing: no write can be made to fail.")
    with build_house(SQLITE) as house:
        told = fail_every_write(house, step=17)
    _is_sound(told)
    assert told.kills >= len(WORKS) * len(FAULTS)


def test_a_house_without_a_bug_is_sound() -> None:
    assert run_planted(CONTROL, SQLITE, SEED) == ""


@pytest.mark.parametrize("name", [name for name, _ in PLANTED])
def test_a_planted_bug_is_noticed(name: str) -> None:
    assert run_planted(name, SQLITE, SEED)
