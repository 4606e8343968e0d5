"""The nation measured: 1,000 workers, 13,000 clients, every rule, one week.

    python -m benchmarks.bench_nation --seconds 600 --seed 1
    python -m benchmarks.bench_nation --quick

The time runs from the records of the provider to the result, so building the problem and its
columns counts. Prints each better roster and, last, one JSON object: ``first_faultless_seconds``
is when the first roster that breaks no rule stood, ``gap`` what is proven of the last one,
``hopeless`` (in the file) how many needs nobody could serve at all. ``--write`` adds the run to
``results/nation.csv``. ``--engine`` hands parts of the week to processes or a cluster, as
``scenarios.executor`` reads its URL. ``--quick`` plans a tenth of the nation and ends within a
minute.
"""

import argparse
import json
import resource
import time
from datetime import date
from pathlib import Path

from api.journeys.long_work import HERE, LARGE, open_elsewhere
from api.sample import generate
from benchmarks.bench_week import keep
from optimizer.build import build_problem
from optimizer.check import check
from optimizer.elsewhere import Elsewhere
from optimizer.policy import default_policy
from optimizer.solve import Progress, solve

MONDAY = date(2026, 11, 23)
NATION, TENTH = (1_000, 13_000), (100, 1_300)
QUICK_SECONDS = 30.0
RESULTS = Path(__file__).parent / "results" / "nation.csv"


def main() -> None:
    """Run once and print the figures."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--seconds", type=float, default=600.0)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--engine", default=HERE, metavar="URL", help="where parts are improved")
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    size = TENTH if given.quick else NATION
    seconds = QUICK_SECONDS if given.quick else given.seconds
    with open_elsewhere(given.engine, LARGE) as (elsewhere, findings):
        if findings:
            asked.error(str(findings))
        figures, more = measure(*size, seconds, given.seed, elsewhere)
    if given.write:
        keep({**figures, **more, "seed": given.seed, "engine": given.engine}, RESULTS)
    print(json.dumps(figures))


def measure(
    workers: int, clients: int, seconds: float, seed: int, elsewhere: Elsewhere | None = None
) -> tuple[dict[str, object], dict[str, object]]:
    """The figures of one run, and what stands in the file besides."""
    provider = generate(workers, clients, MONDAY, seed)
    policy = default_policy()
    begun = time.perf_counter()
    problem, _ = build_problem(provider, MONDAY)
    built = time.perf_counter() - begun
    told: list[tuple[float, Progress]] = []

    def hear(progress: Progress) -> None:
        now = time.perf_counter() - begun
        if progress.left_out < len(problem.needs):
            told.append((now, progress))
            print(f"{now:8.1f} s  cost {progress.cost:>12,}  left out {progress.left_out:>6,}")

    left = max(1.0, seconds - built)
    result = solve(problem, policy, left, seed, told=hear, elsewhere=elsewhere)
    spent = time.perf_counter() - begun
    begun_check = time.perf_counter()
    faults = check(problem, policy, result.roster.meetings).faults
    checked = time.perf_counter() - begun_check
    for run in result.log:
        print(f"{run.engine}: {run.seconds} s, cost {run.cost}, bound {run.bound}")
    figures: dict[str, object] = {
        "clients": clients,
        "workers": workers,
        "seconds": round(spent, 1),
        "first_faultless_seconds": round(told[0][0], 1) if told else None,
        "unserved": len(result.left_out),
        "gap": round(result.gap, 4),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    return figures, {
        "needs": len(problem.needs),
        "hopeless": result.left_out_bound,
        "faults": len(faults),
        "cost": result.cost,
        "bound": result.bound,
        "build_s": round(built, 2),
        "check_s": round(checked, 2),
    }


if __name__ == "__main__":
    main()
