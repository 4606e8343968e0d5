"""The same seed and iterations give the same roster: again, on more threads, elsewhere."""

import subprocess
import sys
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path

import pytest

from optimizer.columns import Columns
from optimizer.search.engine import Search
from optimizer.search.improve import improve
from tests.optimizer.search.larger import days, regions, whole
from tests.optimizer.search.weeks import NO_CLOCK, assert_honest

ROOT = Path(__file__).parents[3]
ROOT = Path(__file__).parents[3]

CASES: dict[str, tuple[Callable[[], Columns], int, str]] = {
    "whole": (whole, 600, "whole"),
    "days": (days, 1_000, "5 days"),
    "regions": (regions, 12_000, "2 regions, 12 cuts"),
}


def run(name: str, threads: int, seed: int = 4) -> tuple[Search, str]:
    """One search, and how it was divided."""
    make, iterations, _ = CASES[name]
    search = Search(make(), seed)
    search.fill()
    return search, improve(search, NO_CLOCK, iterations=iterations, threads=threads)


def fingerprint(search: Search) -> str:
    """All that was chosen, in a word."""
    chosen = search.choices()
    return blake2b(chosen.start.tobytes() + chosen.pair.tobytes(), digest_size=8).hexdigest()


@cache
def on_one_thread(name: str) -> Search:
    """The same search for every test."""
    search, how = run(name, 1)
    assert how == CASES[name][2]
    return search


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("threads", [1, 2])
def test_again_and_on_two_threads_the_roster_is_the_same(name: str, threads: int) -> None:
    one, (other, how) = on_one_thread(name), run(name, threads)
    assert how == CASES[name][2]
    assert (one.cost, one.left_out, one.iterations) == (
        other.cost,
        other.left_out,
        other.iterations,
    )
    assert fingerprint(one) == fingerprint(other)


@pytest.mark.parametrize("name", CASES)
def test_however_it_was_divided_the_cost_is_what_the_judges_say_and_iterations_pay(
    name: str,
) -> None:
    search = on_one_thread(name)
    assert_honest(search)
    filled = Search(search.c, 4)
    filled.fill()
    assert_honest(filled)
    assert search.cost < filled.cost


def test_another_seed_goes_another_way() -> None:
    assert fingerprint(on_one_thread("whole")) != fingerprint(run("whole", 1, seed=5)[0])


def test_another_process_finds_the_same_rosters() -> None:
    code = "from tests.optimizer.search import test_same_again as t; t.tell()"
    other = subprocess.run(  # noqa: S603 this very program
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert other.returncode == 0, other.stderr
    assert other.stdout.split() == [fingerprint(on_one_thread(name)) for name in CASES]


def tell() -> None:
    """What the other process says."""
    sys.stdout.write(" ".join(fingerprint(run(name, 2)[0]) for name in CASES))
