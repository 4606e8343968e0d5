import json
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from benchmarks import bench_roster
from benchmarks.plain import compare, peers, results
from benchmarks.plain.draw import draw
from benchmarks.plain.evaluate import evaluate
from benchmarks.plain.peers import PEERS, Peer, run_peer
from benchmarks.plain.results import Line, page
from tests.benchmarks.toy import a_week

INSTALLED = [peer.name for peer in PEERS if find_spec(peer.library) is not None]


@pytest.mark.parametrize("name", INSTALLED)
def test_a_peer_that_is_installed_finds_the_best_toy_week(name: str) -> None:
    instance = a_week()
    outcome = run_peer(name, instance, 3.0, 1)
    judged = evaluate(instance, outcome.routes)
    assert outcome.reasons == []
    assert (judged.cost, judged.violations, outcome.solved) == (70, (), 2)


@pytest.mark.parametrize("name", INSTALLED)
def test_plans_of_a_peer_break_nothing(name: str) -> None:
    instance = draw("S", 4)
    outcome = run_peer(name, instance, 4.0, 1)
    judged = evaluate(instance, outcome.routes)
    assert (judged.violations, outcome.solved) == ((), 7)
    assert judged.unserved < instance.visits // 2


def test_our_own_solver_is_among_the_peers() -> None:
    assert {"routing", "cpsat"} <= set(INSTALLED)


def test_a_peer_that_is_not_installed_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "PEERS", (Peer("vroom", "no_such_library", side_by_side=False),))
    assert run_peer("vroom", a_week(), 1.0, 1).reasons == ["no_such_library is not installed"]


def test_a_peer_that_fails_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "PEERS", (Peer("day", "numpy", side_by_side=True),))
    outcome = run_peer("day", a_week(), 1.0, 1)
    assert outcome.solved == 0
    assert outcome.reasons == ["its process died with code 1"] * 2


def test_a_peer_that_does_not_end_is_ended() -> None:
    outcome = run_peer("routing", a_week(), 60.0, 1, patience=0.5)
    assert (outcome.solved, outcome.reasons) == (0, ["ended by us after 0 s"])
    assert run_peer("routing", a_week(), 1.0, 1, patience=0.0).reasons == [
        "no time was left for it"
    ]


def a_line(engine: str, cost: int | None, *reasons: str, seed: int = 1) -> Line:
    return Line(engine, "M", seed, 30.0, 29.9, cost, 31, 268, 0, 40_000, "as is", reasons)


def test_the_page_tells_medians_and_reasons(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(results, "RESULTS", tmp_path)
    results.append([a_line("ours", 50_000), a_line("vroom", 60_000), a_line("pyvrp", None, "gone")])
    results.append([a_line("ours", 30_000, seed=2), a_line("greedy", 32_000, seed=2)])
    rows = results.append([a_line("ours", 52_000), a_line("greedy", 65_000)])
    assert len(rows) == 7
    told = page(rows)
    assert "| ours | 1 2 | 41,000 | 1.000 | 31 | 0 | 29.9 | as is |" in told
    # Of the newest run of each seed: 52 / 60 alone, and the middle of 52 / 65 and 30 / 32.
    assert "| vroom | 1 | 60,000 | 0.867 |" in told
    assert "| greedy | 1 2 | 48,500 | 0.869 |" in told
    assert "| pyvrp | 1 | none |  |  | 0 | 29.9 | as is; gone |" in told
    assert (tmp_path / "roster.md").read_text("utf-8") == told


def test_the_last_line_is_one_object_with_the_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    week = a_week()
    monkeypatch.setattr(compare, "draw", lambda _size, _seed: week)
    asked = ["bench_roster", "--size", "S", "--seconds", "1", "--peers", "cpsat"]
    monkeypatch.setattr(sys, "argv", asked)
    bench_roster.main()
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    peak = told.pop("peak_mb")
    assert peak > 0
    assert told == {
        "size": "toy",
        "seconds": 1.0,
        "seed": 1,
        "ours": 70,
        "unserved": 0,
        "violations": 0,
        "bound": 70,
        "gap": 0.0,
        "best_peer": 70,
        "peer": "cpsat",
        "ratio": 1.0,
    }
