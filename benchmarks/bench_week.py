"""The main job measured: workbook records to a checked, bounded and explained roster.

    python -m benchmarks.bench_week --size small|provider|nation --seconds 60 --seed 1

Prints one line per step and, last, one JSON object. ``--write`` adds the run to
``benchmarks/results/week.csv`` with date, commit and machine. ``nation`` (1,000 workers,
13,000 clients) goes as far as the first roster by hand; ``bench_nation`` measures the search.
Figures are of one run on one machine; memory is the peak of the whole process. Beside the seconds
of each step stand those that a processor ``worked`` for it, which hardly depend on what else the
machine does, and at the end its ``load``: the processes that wanted a processor in the last minute.
"""

import argparse
import csv
import json
import os
import platform
import resource
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from api.exports.provider_workbook import write_provider
from api.imports.provider_workbook import read_provider
from api.sample import generate, sample
from optimizer.build import build_problem
from optimizer.check import check_tables
from optimizer.choices import meetings_of
from optimizer.columns import make_columns
from optimizer.construct import construct
from optimizer.explain import explain_left_out
from optimizer.policy import default_policy
from optimizer.solve import solve
from optimizer.tables import make_tables

MONDAY = date(2026, 11, 23)
NATION = (1_000, 13_000)
RESULTS = Path(__file__).parent / "results" / "week.csv"
T = TypeVar("T")


def main() -> None:
    """Run one size and print its figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--size", choices=("small", "provider", "nation"), default="provider")
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    figures = measure(given.size, given.seconds, given.seed)
    if given.write:
        keep(figures)
    print(json.dumps(figures))


def measure(size: str, seconds: float, seed: int) -> dict[str, object]:
    """Figures of one run: seconds, counts, cost and proven bound."""
    figures: dict[str, object] = {"size": size, "seed": seed, "asked_seconds": seconds}

    def timed(name: str, step: Callable[[], T]) -> T:
        begun, work = time.perf_counter(), time.process_time()
        result = step()
        figures[name] = round(time.perf_counter() - begun, 3)
        figures[f"{name} worked"] = round(time.process_time() - work, 3)
        print(f"{name:>16} {figures[name]}")
        return result

    if size == "nation":
        provider = timed("sample_s", lambda: generate(*NATION, MONDAY, seed))
    else:
        provider = timed("sample_s", lambda: sample(size, MONDAY, seed))  # type: ignore[arg-type]
    with TemporaryDirectory() as folder:
        book = Path(folder) / "week.xlsx"
        timed("write_workbook_s", lambda: write_provider(book, provider))
        read, findings = timed("read_workbook_s", lambda: read_provider(book))
    if read is None:
        message = f"the sample's workbook has errors: {findings[:3]}"
        raise ValueError(message)
    problem, _ = timed("build_s", lambda: build_problem(read, MONDAY))
    policy = default_policy()
    tables = timed("tables_s", lambda: make_tables(problem, policy))
    columns = timed("columns_s", lambda: make_columns(tables))
    first = timed("first_roster_s", lambda: construct(columns))
    checked = timed("check_s", lambda: check_tables(tables, meetings_of(columns, first)))
    figures |= {
        "workers": len(problem.workers),
        "clients": len(problem.clients),
        "needs": len(problem.needs),
        "first_cost": checked.cost,
        "first_left_out": int((first.start < 0).sum()),
        "faults": len(checked.faults),
    }
    if size != "nation":
        result = timed("solve_s", lambda: solve(problem, policy, seconds, seed))
        meetings = result.roster.meetings
        timed("explain_s", lambda: explain_left_out(problem, policy, meetings))
        figures |= {
            "status": str(result.status),
            "cost": result.cost,
            "bound": result.bound,
            "gap": round(result.gap, 4),
            "left_out": len(result.left_out),
            "left_out_bound": result.left_out_bound,
            "faults": len(check_tables(tables, meetings).faults),
        }
    figures["load"] = round(os.getloadavg()[0], 1)
    figures["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return figures


def keep(figures: dict[str, object], results: Path = RESULTS) -> None:
    """Add a run to a file of results, with date, commit and machine."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 whichever git is there
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    machine = f"{os.cpu_count()} cores, {platform.machine()}"
    row = {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit,
        "machine": f"{machine}, Python {platform.python_version()}",
        **figures,
    }
    results.parent.mkdir(exist_ok=True)
    old: list[dict[str, str]] = []
    if results.exists():
        with results.open(encoding="utf-8", newline="") as file:
            old = list(csv.DictReader(file))
    names = list(dict.fromkeys([*(name for line in old for name in line), *row]))
    with results.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, names)
        out.writeheader()
        out.writerows([*old, row])


if __name__ == "__main__":
    main()
