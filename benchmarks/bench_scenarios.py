"""Scenarios measured: so many clients, a year of warm-up and a year that counts, so often.

    python -m benchmarks.bench_scenarios --clients 13000 --replications 30 --engine processes:2
    python -m benchmarks.bench_scenarios --peers ciw,simpy,simpy-meetings --clients 2000
    python -m benchmarks.bench_scenarios --engines processes:1,processes:2,cluster:2
    python -m benchmarks.bench_scenarios --quick

Seconds run from the scenario to the finished tables, starting the engine included; compiling
once, which later runs find on disk, is done before. ``cpu_seconds`` are those of all processors.
``exponent`` is that of the growth of processor seconds of one replication from a quarter of the
clients to all of them. ``peak_mb`` adds this process and the largest of its helpers as many times
as there are helpers (not those of a cluster that stands elsewhere). ``--overload`` takes half of
the workers. ``load`` is how many processes wanted a processor in the minute before the end.

``--peers`` plays a queue that others can express too, in ours and in theirs, and tells client-years
a second (``against_peers``). ``--engines`` plays the same sweep on one engine after the other
(``on_engines``). The last line is one JSON object; ``--write`` adds it to ``scenarios.csv``,
``scenario_peers.csv`` or ``scenario_engines.csv`` of ``results``.
"""

import argparse
import json
import math
import os
import resource
import time
from datetime import date
from multiprocessing import Process
from pathlib import Path
from typing import Any

from benchmarks.against_peers import PEERS, against_peers
from benchmarks.bench_week import keep
from benchmarks.on_engines import on_engines
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

ADVICE, SUPPORT = "tk-peer", "kv-three-party"
USUAL, QUICK = (13_000, 30), (350, 4)
QUEUE = (2_000, 10)
PARTS = 4
PER_WORKER = 6
"""Clients for each worker."""
RESULTS = Path(__file__).parent / "results"


def question(clients: int, *, overload: bool = False) -> Scenario:
    """Half of the clients with peer counsellors, half of them with coordinators and support."""
    workers = max(clients // PER_WORKER, 1) // (2 if overload else 1)
    shape: Any = {"reach": "neighbours", "languages": ("et", "ru"), "week_minutes": 1200}
    return Scenario(
        name=f"clients-{clients}",
        begins=date(2027, 1, 1),
        demand=(
            Demand(component=ADVICE, clients=clients - clients // 2, returns_percent=10),
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


def compile_once() -> None:
    """Put what is compiled on disk, in a process of its own: no figure holds it."""
    warm = Process(target=warm_up)
    warm.start()
    warm.join()


def measure(
    clients: int, replications: int, engine: Engine, *, overload: bool = False
) -> dict[str, object]:
    """The figures of one run."""
    scenario = question(clients, overload=overload)
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
    asked.add_argument("--clients", type=int)
    asked.add_argument("--replications", type=int)
    asked.add_argument("--engine", default="processes:2")
    asked.add_argument("--engines", default="", help="URLs and cluster:N parted by commas")
    asked.add_argument(
        "--peers", default="", help="parted by commas: " + ", ".join(one.name for one in PEERS)
    )
    asked.add_argument("--overload", action="store_true")
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    peers, engines = _parted(given.peers), _parted(given.engines)
    if unknown := sorted(set(peers) - {one.name for one in PEERS}):
        asked.error(f"no peers of these names: {', '.join(unknown)}")
    engine, findings = read_engine(given.engine)
    if engine is None:
        asked.error(", ".join(f"{one.rule}: {one.facts['expected']}" for one in findings))
    usual = QUICK if given.quick else QUEUE if peers else USUAL
    clients, replications = given.clients or usual[0], given.replications or usual[1]
    compile_once()
    rows: list[dict[str, object]]
    if peers:
        name, rows = "scenario_peers", [against_peers(peers, clients, replications)]
    elif engines:
        scenario, small = question(clients, overload=given.overload), question(QUICK[0])
        more = {"clients": clients, "replications": replications}
        rows = [{**more, **row} for row in on_engines(scenario, small, engines, replications)]
        name = "scenario_engines"
    else:
        rows = [measure(clients, replications, engine, overload=given.overload)]
        rows[0] |= {"engine": given.engine, "overload": given.overload}
        name = "scenarios"
    for row in rows:
        row["load"] = round(os.getloadavg()[0], 1)
        if given.write:
            today = date.today().isoformat()  # noqa: DTZ011
            keep({**row, "day": today}, RESULTS / f"{name}.csv")
    print(json.dumps(rows if engines else rows[0]))


def _parted(names: str) -> list[str]:
    return [name for name in names.split(",") if name]


if __name__ == "__main__":
    main()
