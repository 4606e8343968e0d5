"""Reasons measured: why one need is left out, why all of them are, and why a worker was chosen.

    python -m benchmarks.bench_explain [--quick] [--write]

Weeks of 40 workers and 300 clients, from several seeds, with the roster that is found first
(it leaves out more than the search does). ``one_ms`` is a question asked cold, the roster
laid out anew each time; ``one_laid_out_ms`` is one asked of a roster that lies there already,
as pages ask; ``all_seconds`` is every need left out of a week. Median and worst of all seeds, in
processor time: a question runs on one processor and waits for nothing.
The last line is one JSON object; ``--write`` adds the run to ``benchmarks/results/explain.csv``.
"""

import argparse
import json
import os
import statistics
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import date
from pathlib import Path

from api.sample import sample
from benchmarks.bench_week import keep
from domain.session import Meeting
from optimizer.build import build_problem
from optimizer.choices import meetings_of
from optimizer.columns import make_columns
from optimizer.construct import construct
from optimizer.differ import compare_rosters
from optimizer.explain import explain_left_out, open_desk
from optimizer.helps import what_would_help
from optimizer.policy import default_policy
from optimizer.problem import Problem
from optimizer.runner_up import explain_choice
from optimizer.tables import make_tables

MONDAY = date(2026, 11, 23)
SEEDS, QUICK_SEEDS = (1, 2, 3, 4, 5), (1,)
CHOICES = 20
"""Meetings of each week whose choice is explained."""
GOAL = 0.05
"""Seconds within which one question is to be answered."""
RESULTS = Path(__file__).parent / "results" / "explain.csv"


def main() -> None:
    """Measure every seed and print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true", help="one seed instead of five")
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    figures = measure(QUICK_SEEDS if given.quick else SEEDS)
    if given.write:
        keep(flat(figures), RESULTS)
    print(json.dumps(figures))


def measure(seeds: tuple[int, ...]) -> dict[str, object]:
    """Milliseconds and seconds over the weeks of some seeds."""
    times: dict[str, list[float]] = defaultdict(list)
    left = 0
    for seed in seeds:
        problem, meetings = a_week(seed)
        held = {meeting.need for meeting in meetings}
        out = [need.id for need in problem.needs if need.id not in held]
        left += len(out)
        for name, found in ask_all(problem, meetings, out).items():
            times[name] += found
        print(f"seed {seed}: {len(out)} left out, all in {times['all'][-1]:.3f} s")
    return {
        "seeds": len(seeds),
        "left_out": left,
        "one_ms": in_ms(times["cold"]),
        "one_laid_out_ms": in_ms(times["laid_out"]),
        "all_seconds": middle_and_worst(times["all"], 3),
        "choice_ms": in_ms(times["choice"]),
        "compare_seconds": middle_and_worst(times["compare"], 3),
        "helps_seconds": middle_and_worst(times["helps"], 3),
        "beyond_50_ms": sum(one > GOAL for one in times["cold"]),
        "load": round(os.getloadavg()[0], 1),
    }


def ask_all(
    problem: Problem, meetings: tuple[Meeting, ...], out: list[str]
) -> dict[str, list[float]]:
    """Seconds of every kind of question about one roster."""
    policy = default_policy()
    explain_left_out(problem, policy, meetings, out[:1])
    desk = open_desk(problem, policy, meetings)
    some = meetings[:: max(1, len(meetings) // CHOICES)]
    published = tuple(problem.published.values())

    def cold(name: str) -> float:
        return seconds(lambda: explain_left_out(problem, policy, meetings, [name]))

    def choice(name: str) -> float:
        return seconds(lambda: explain_choice(problem, policy, meetings, name))

    def laid_out(name: str) -> float:
        return seconds(lambda: desk.ask(name))

    return {
        "all": [seconds(lambda: explain_left_out(problem, policy, meetings))],
        "cold": [cold(name) for name in out],
        "laid_out": [laid_out(name) for name in out],
        "choice": [choice(meeting.need) for meeting in some],
        "compare": [seconds(lambda: compare_rosters(problem, policy, published, meetings))],
        "helps": [seconds(lambda: what_would_help(problem, policy, meetings), 1)],
    }


def a_week(seed: int) -> tuple[Problem, tuple[Meeting, ...]]:
    """A made-up provider's week and the roster that is found first."""
    problem, _ = build_problem(sample("provider", MONDAY, seed), MONDAY)
    c = make_columns(make_tables(problem, default_policy()))
    return problem, meetings_of(c, construct(c))


def seconds(ask: Callable[[], object], times: int = 3) -> float:
    """Processor time of a question, the least of a few times: others may use the machine too."""
    found = []
    for _ in range(times):
        begun = time.process_time()
        ask()
        found.append(time.process_time() - begun)
    return min(found)


def in_ms(found: list[float]) -> dict[str, float]:
    """Median and worst in milliseconds."""
    return middle_and_worst([1000 * one for one in found], 1)


def middle_and_worst(found: list[float], digits: int) -> dict[str, float]:
    """Median and worst."""
    middle, worst = statistics.median(found), max(found)
    return {"median": round(middle, digits), "worst": round(worst, digits)}


def flat(figures: dict[str, object]) -> dict[str, object]:
    """One column a figure: median and worst side by side."""
    row: dict[str, object] = {}
    for name, figure in figures.items():
        parts = figure.items() if isinstance(figure, dict) else [("", figure)]
        row |= {f"{name} {part}".strip(): value for part, value in parts}
    return row


if __name__ == "__main__":
    main()
