import json
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks import bench_public
from benchmarks.public import results
from benchmarks.public.pyvrp import solve_with_pyvrp
from benchmarks.public.results import Line, page, row_of, summary
from benchmarks.public.vrplib import read_instance
from tests.benchmarks.public_toys import (
    BEST_KNOWN,
    HOME_CARE,
    PRIZES,
    PRIZES_PLAN,
    SITES,
    SITES_PLAN,
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, text in (
        ("sdvrptw/toy.vrp", SITES),
        ("sdvrptw/toy.sol", SITES_PLAN),
        ("pcvrptw/toy.vrp", PRIZES),
        ("pcvrptw/toy.sol", PRIZES_PLAN),
        ("hhcrsp/toy.json", json.dumps(HOME_CARE)),
        ("hhcrsp/best_known.csv", BEST_KNOWN),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def _line(instance: str, known: float, ours: float | None) -> Line:
    return Line("sdvrptw", instance, 5.0, 1, known, ours, None, 5.0, "", "PyVRP is not installed")


@pytest.mark.parametrize("cores", ["1", "2"])
def test_a_run_ends_with_one_json_line_per_set(
    cores: str,
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    given = ["bench_public", "--data", str(data), "--seconds", "1", "--cores", cores, "--write"]
    monkeypatch.setattr(sys, "argv", given)
    bench_public.main()
    told = [line for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    figures = [json.loads(line) for line in told]
    assert [set(one) for one in figures] == [{"set", "instances", "mean_gap", "worst_gap"}] * 3
    assert [one["set"] for one in figures] == ["sdvrptw", "pcvrptw", "hhcrsp"]
    assert (figures[1]["instances"], figures[1]["mean_gap"]) == (1, 0.0)
    assert "two carers at once" in (tmp_path / "public.md").read_text("utf-8")
    assert len((tmp_path / "public.csv").read_text("utf-8").splitlines()) == 4


def test_gaps_are_shares_of_the_best_known_cost() -> None:
    lines = [_line("a", 100, 101), _line("b", 200, 206)]
    told = summary("sdvrptw", lines)
    assert told == {"set": "sdvrptw", "instances": 2, "mean_gap": 0.02, "worst_gap": 0.03}


def test_a_set_with_an_instance_without_a_plan_has_no_mean() -> None:
    lines = [_line("a", 100, 101), _line("b", 200, None)]
    assert summary("sdvrptw", lines)["mean_gap"] is None
    assert "(1 without a plan)" in page([row_of(line) for line in lines])


def test_the_page_shows_the_newest_run_of_every_instance() -> None:
    rows = [row_of(_line("a", 100, ours)) for ours in (104, 102)]
    told = page(rows)
    assert "2.00 %" in told
    assert "4.00 %" not in told


@pytest.mark.parametrize("text", [SITES, PRIZES])
def test_pyvrp_finds_a_plan_that_the_judge_accepts(text: str, tmp_path: Path) -> None:
    (tmp_path / "toy.vrp").write_text(text, "utf-8")
    instance = read_instance(tmp_path / "toy.vrp")
    solved = solve_with_pyvrp(tmp_path / "toy.vrp", instance, 0.5, (1,))
    if find_spec("pyvrp") is None or find_spec("vrplib") is None:
        assert solved == "PyVRP is not installed"
    else:
        assert not isinstance(solved, str)
        assert solved.judged.violations == ()
