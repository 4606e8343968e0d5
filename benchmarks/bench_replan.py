"""Re-planning measured: one worker ill, for a day or for the week, in a published week.

    python -m benchmarks.bench_replan [--quick] [--write]

A made-up provider of 40 workers and 300 clients (``--quick``: 6 and 30) is planned and
published; then, one after another, workers fall ill for the day of their first meeting or for
the whole week, and each time the published week is re-planned within a second. One line per
event; the last line is one JSON object. ``left_out_extra`` counts meetings left out (by
weight) beyond those of the greedy answer: never more than nothing. ``proven`` is the share of
events of which nobody can have fewer people hear without leaving out more. Seconds are those
that somebody waits; how busy the machine was stands beside them as ``load``, the processes that
wanted a processor in the last minute. ``--write`` adds the run to
``benchmarks/results/replan.csv`` with date, commit and machine.
"""

import argparse
import json
import os
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from api.sample import sample
from benchmarks.bench_week import keep
from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting
from optimizer.build import build_problem
from optimizer.check import check
from optimizer.choices import meetings_of
from optimizer.columns import make_columns
from optimizer.construct import construct
from optimizer.policy import Policy, default_policy
from optimizer.problem import Problem
from optimizer.replan import Absent, Replanned, replan
from optimizer.replan.happening import apply_events
from optimizer.replan.standing import find_standing, freeze
from optimizer.rules.wanted_meeting import weights
from optimizer.solve import solve
from optimizer.tables import make_tables

MONDAY = date(2026, 11, 23)
CALL = 7 * 60
"""Minute of the day at which somebody calls to say that they are ill."""
RESULTS = Path(__file__).parent / "results" / "replan.csv"
Call = tuple[str, Absent, int]
"""Day or week, the absence, and the minute of the week at which it becomes known."""


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--write", action="store_true")
    asked.add_argument("--seconds", type=float, default=1.0, help="for each re-planning")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    figures = measure(quick=given.quick, seconds=given.seconds, seed=given.seed)
    if given.write:
        keep(figures, RESULTS)
    print(json.dumps(figures))


def measure(*, quick: bool, seconds: float, seed: int) -> dict[str, object]:
    """Publish a week and re-plan it after each absence."""
    provider = sample("small" if quick else "provider", MONDAY, seed)
    problem, _ = build_problem(provider, MONDAY)
    policy = default_policy()
    published = solve(problem, policy, 3 if quick else 30, seed).roster.meetings
    took: list[float] = []
    worked: list[float] = []
    extra: list[int] = []
    found: list[Replanned] = []
    for span, absence, now in absences(problem, published):
        begun, work = time.perf_counter(), time.process_time()
        answer = replan(problem, policy, published, absence, now, seconds, seed=seed)
        took.append(time.perf_counter() - begun)
        worked.append(time.process_time() - work)
        faults = check(answer.problem, policy, answer.result.roster.meetings).faults
        assert not faults, faults[:3]
        found.append(answer)
        extra.append(
            answer.left_out_weight - greedy_left_out(problem, policy, published, absence, now)
        )
        print(
            f"{span:>5} {absence.worker} {took[-1]:.2f} s, {len(answer.changes)} changes,"
            f" {len(answer.calls)} people, left out {len(answer.result.left_out)}"
            f" (greedy {-extra[-1]:+d}), fewest {answer.fewest}"
        )
    return {
        "workers": len(problem.workers),
        "clients": len(problem.clients),
        "events": len(found),
        "median_seconds": round(median(took), 3),
        "worst_seconds": round(max(took), 3),
        "beyond_seconds": sum(one > seconds for one in took),
        "median_processor_seconds": round(median(worked), 3),
        "median_changes": median(len(answer.changes) for answer in found),
        "median_people": median(len(answer.calls) for answer in found),
        "left_out_extra": max(extra),
        "left_out_saved": -sum(extra),
        "proven": round(sum(answer.fewest for answer in found) / len(found), 3),
        "seed": seed,
        "asked_seconds": seconds,
        "load": round(os.getloadavg()[0], 1),
    }


def absences(problem: Problem, published: tuple[Meeting, ...]) -> Iterator[Call]:
    """Each second worker for a day, each fourth for the week."""
    sunday = problem.monday + timedelta(days=WEEK_DAYS - 1)
    for row, worker in enumerate(problem.workers):
        own = [m.start // DAY_MINUTES for m in published if worker.id in m.workers]
        if own and row % 2 == 0:
            day = problem.monday + timedelta(days=own[0])
            yield "day", Absent(worker.id, day, day), own[0] * DAY_MINUTES + CALL
        if own and row % 4 == 1:
            yield "week", Absent(worker.id, problem.monday, sunday), CALL


def greedy_left_out(
    problem: Problem,
    policy: Policy,
    published: tuple[Meeting, ...],
    absence: Absent,
    now: int,
) -> int:
    """The weight that the usual first roster leaves out, begun from what stands."""
    week = apply_events(problem, {m.need: m for m in published}, [absence], now)
    week.problem, begun = freeze(week, notice=60)
    columns = make_columns(make_tables(week.problem, policy))
    chosen = construct(columns, find_standing(columns, week, begun).kept)
    held = {m.need for m in meetings_of(columns, chosen)}
    weight = weights(columns.tables).tolist()
    return sum(w for n, w in zip(week.problem.needs, weight, strict=True) if n.id not in held)


if __name__ == "__main__":
    main()
