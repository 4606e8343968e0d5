"""Scenarios measured: so many clients, a year of warm-up and a year that counts, so often.

    python -m benchmarks.bench_scenarios --clients 13000 --replications 30 --engine processes:2
    python -m benchmarks.bench_scenarios --quick

Seconds run from the scenario to the finished tables, starting the engine included; compiling
once, which later runs find on disk, is done before. ``cpu_seconds`` are those of all processors.
``exponent`` is that of the growth of processor seconds of one replication from a quarter of the
clients to all of them. ``peak_mb`` adds this process and the largest of its helpers as many times
as there are helpers (not those of a cluster that stands elsewhere). ``--overload`` takes half of
the workers. The last line is one JSON object; ``--write`` adds it to ``results/scenarios.csv``.
"""

import argparse
import json
import math
import resource
import time
from datetime import date
from multiprocessing import Process
from pathlib import Path
from typing import Any

from benchmarks.bench_week import keep
from domain.people import Role
from scenarios.compare import estimate
from scenarios.demand import Demand
from scenarios.executor import Engine, read_engine
from scenarios.outcome import outcome_of
from scenarios.scenario import Replications, Scenario
from scenarios.simulate import play_once, set_stage
from scenarios.staff import Staff
from scenarios.sweep import sweep
from scenarios.warm import warm_up

PEERS, SUPPORT = "tk-peer", "kv-three-party"
QUICK = (350, 4)
PARTS = 4
PER_WORKER = 6
"""Clients for each worker."""
RESULTS = Path(__file__).parent / "results" / "scenarios.csv"


def question(clients: int, *, overload: bool = False) -> Scenario:
    """Half of the clients with peer counsellors, half of them with coordinators and support."""
    workers = max(clients // PER_WORKER, 1) // (2 if overload else 1)
    shape: Any = {"reach": "neighbours", "languages": ("et", "ru"), "week_minutes": 1200}
    return Scenario(
        name=f"clients-{clients}",
        begins=date(2027, 1, 1),
        demand=(
            Demand(component=PEERS, clients=clients - clients // 2, returns_percent=10),
            Demand(component=SUPPORT, clients=clients // 2, stay_days=100),
        ),
        staff=(
            Staff(id="peers", roles=(Role.PEER_COUNSELLOR,), count=workers - workers // 3, **shape),
            Staff(id="support", roles=(Role.SUPPORT_PERSON,), count=workers // 3, **shape),
        ),
        replications=Replications(fewest=2, most=10_000),
        megabytes=100_000,
    )


def seconds_of(scenario: Scenario, times: int = 3) -> float:
    """Processor seconds of one replication; the least of several, the stage apart."""
    stage, found = set_stage(scenario), []
    for replication in range(times):
        begun = time.process_time()
        outcome_of(play_once(stage, replication))
        found.append(time.process_time() - begun)
    return min(found)


def peak_megabytes(helpers: int) -> int:
    """Of this process, and of its helpers as if each were as large as the largest."""
    mine = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    theirs = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return (mine + helpers * theirs) // 1024


def processor_seconds() -> float:
    """Of this process and of its helpers that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def measure(
    clients: int, replications: int, engine: Engine, *, overload: bool = False
) -> dict[str, object]:
    """The figures of one run."""
    scenario = question(clients, overload=overload)
    warm = Process(target=warm_up)
    warm.start()
    warm.join()
    begun, spent = time.perf_counter(), processor_seconds()
    swept = sweep([scenario], engine, replications=replications)
    seconds, spent = time.perf_counter() - begun, processor_seconds() - spent
    peak = peak_megabytes(engine.processes)
    whole = seconds_of(scenario)
    part = seconds_of(question(clients // PARTS, overload=overload))
    share = estimate(swept, scenario.name, "share_in_time")
    return {
        "clients": clients,
        "replications": replications,
        "seconds": round(seconds, 2),
        "peak_mb": peak,
        "exponent": round(math.log(whole / part) / math.log(PARTS), 3),
        "share_in_time": round(share.mean, 2),
        "half_width": round(share.half, 2),
        "cpu_seconds": round(spent, 2),
        "cpu_seconds_each": round(whole, 3),
    }


def main() -> None:
    """Run once and print the figures."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--clients", type=int, default=13_000)
    asked.add_argument("--replications", type=int, default=30)
    asked.add_argument("--engine", default="processes:2")
    asked.add_argument("--overload", action="store_true")
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    engine, findings = read_engine(given.engine)
    if engine is None:
        asked.error(", ".join(f"{one.rule}: {one.facts['expected']}" for one in findings))
    clients, replications = QUICK if given.quick else (given.clients, given.replications)
    figures = measure(clients, replications, engine, overload=given.overload)
    if given.write:
        more = {"engine": given.engine, "overload": given.overload}
        keep({**figures, **more, "day": date.today().isoformat()}, RESULTS)  # noqa: DTZ011
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
