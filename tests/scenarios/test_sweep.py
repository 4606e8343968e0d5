"""Sweeps: the same numbers on every engine, nothing done twice, a kill survived."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest

from domain.finding import Finding
from scenarios import sweep as sweeping
from scenarios.executor import Engine, Processes, open_engine, read_engine
from scenarios.scenario import Scenario, variant
from scenarios.sweep import Swept, sweep
from tests.clusters import two_workers
from tests.scenarios.builders import HIRE, scenario


def both() -> tuple[Scenario, Scenario]:
    base = scenario(months=3, warm_up_months=3)
    return base, variant(base, "hire", (HIRE,))


@pytest.fixture(scope="module")
def serial() -> Swept:
    return sweep(both(), replications=4)


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with two_workers() as url:
        yield url


def assert_same(one: Swept, other: Swept) -> None:
    for name, table in one.tables.items():
        assert table.equals(other.tables[name]), name


def test_processes_give_the_same_numbers_bit_for_bit(serial: Swept) -> None:
    assert_same(serial, sweep(both(), Engine(2), replications=4))


def test_a_cluster_gives_the_same_numbers_bit_for_bit(serial: Swept, cluster: str) -> None:
    engine, findings = read_engine(cluster)
    assert engine is not None, findings
    assert_same(serial, sweep(both(), engine, replications=4))


def test_what_is_kept_is_not_done_again_and_says_the_same(serial: Swept, tmp_path: Path) -> None:
    sweep(both(), folder=tmp_path, replications=3)
    assert len(list(tmp_path.iterdir())) == 6
    done: list[int] = []

    def noticed(*given: object) -> object:
        done.append(1)
        return play(*given)  # type: ignore[arg-type]

    play = sweeping.play_task
    with patch.object(sweeping, "play_task", noticed):
        again = sweep(both(), folder=tmp_path, replications=4)
    assert len(done) == 2
    assert_same(serial, again)


def test_a_kept_outcome_that_is_broken_is_made_anew(serial: Swept, tmp_path: Path) -> None:
    sweep(both(), folder=tmp_path, replications=4)
    whole = min(tmp_path.iterdir())
    whole.write_bytes(whole.read_bytes()[:100])
    assert_same(serial, sweep(both(), folder=tmp_path, replications=4))


def test_another_question_is_not_answered_from_what_is_kept(tmp_path: Path) -> None:
    base = scenario(months=3, warm_up_months=3)
    one = sweep([base], folder=tmp_path, replications=2)
    other = sweep([base.model_copy(update={"seed": 1})], folder=tmp_path, replications=2)
    assert not one.tables["figures"].equals(other.tables["figures"])


def test_replications_go_on_until_the_interval_is_narrow() -> None:
    few = {"fewest": 3, "most": 12}
    wide = sweep([scenario(months=3, replications={**few, "half_width": 3000})])
    assert (wide.replications, wide.narrow) == (3, True)
    tight = sweep([scenario(months=3, replications={**few, "half_width": 1})])
    assert (tight.replications, tight.narrow) == (12, False)


def kill_once(marker: str) -> int:
    """Kill the process that does this, the first time."""
    path = Path(marker)
    if not path.exists():
        path.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return 7


def double(number: int) -> int:
    time.sleep(0.01)
    return 2 * number


def test_work_survives_the_kill_of_a_process(tmp_path: Path) -> None:
    with open_engine(Engine(2)) as executor:
        killed = executor.submit(kill_once, str(tmp_path / "killed"))
        others = [executor.submit(double, n) for n in range(20)]
        assert killed.result(60) == 7
        assert [one.result(60) for one in others] == [2 * n for n in range(20)]


def always_killed() -> None:
    """Kill the process that does this, every time."""
    os.kill(os.getpid(), signal.SIGKILL)


def test_work_that_kills_whoever_does_it_is_given_up() -> None:
    executor = Processes(1, attempts=2)
    with pytest.raises(Exception, match="terminated abruptly"):
        executor.submit(always_killed).result(60)
    executor.shutdown()


def test_a_cluster_survives_the_kill_of_a_process(cluster: str, tmp_path: Path) -> None:
    engine, _ = read_engine(cluster)
    assert engine is not None
    with open_engine(engine) as executor:
        killed = executor.submit(kill_once, str(tmp_path / "killed"))
        assert killed.result(60) == 7


@pytest.mark.parametrize(
    ("url", "engine"),
    [
        ("serial:", Engine()),
        ("processes:8", Engine(8)),
        ("dask://127.0.0.1:8786", Engine(cluster="tcp://127.0.0.1:8786")),
        ("tls+dask://planner:8786", Engine(cluster="tls://planner:8786")),
    ],
)
def test_a_url_says_where(url: str, engine: Engine) -> None:
    assert read_engine(url) == (engine, [])


@pytest.mark.parametrize(
    ("url", "rule"),
    [
        ("", "executor.unreadable"),
        ("processes:0", "executor.unreadable"),
        ("threads:2", "executor.unreadable"),
        ("dask://planner", "executor.unreadable"),
        ("dask://planner:8786", "executor.needs_tls"),
        ("dask://10.0.0.5:8786", "executor.needs_tls"),
    ],
)
def test_another_url_is_told_with_what_would_be_right(url: str, rule: str) -> None:
    engine, (finding,) = read_engine(url)
    assert engine is None
    assert isinstance(finding, Finding)
    assert finding.rule == rule
    assert finding.facts["expected"]
