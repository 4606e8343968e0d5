"""Ill-treat a database and count what it lost, did twice, or broke.

    python -m benchmarks.faults --database sqlite --kills 200
    python -m benchmarks.faults --database postgresql --kills 100 --crashes 30 --cuts 40 --races 20
    python -m benchmarks.faults --database sqlite --every-write --races 20 --planted

``--every-write`` needs strace and SQLite; ``--crashes`` and ``--cuts`` PostgreSQL, which comes with
the package for tests. Prints what each part found and, last, one JSON object. Exit code 1 where a
promise was broken or a planted bug was missed.
"""

import argparse
import json
import sys
from pathlib import Path

from api.store.engine import POSTGRESQL, SQLITE
from benchmarks.bench_week import keep
from benchmarks.faults.house import build_house
from benchmarks.faults.kill import Told, crash, cut, kill_at_random
from benchmarks.faults.planted import CAUGHT, MISSED, run_all_planted, run_planted
from benchmarks.faults.races import race
from benchmarks.faults.work import WORKS
from benchmarks.faults.writes import fail_every_write

RESULTS = Path(__file__).parents[1] / "results" / "faults.csv"


def main() -> int:
    """Do what is asked; the exit code."""
    asked = _read()
    if asked.plant:
        found = run_planted(asked.plant, asked.database, asked.seed)
        print(found)
        return CAUGHT if found else MISSED
    parts: list[tuple[str, Told]] = []
    if asked.kills:
        with build_house(asked.database) as house:
            parts.append(("kills", kill_at_random(house, asked.kills, asked.seed)))
    for name, times, act in (("crashes", asked.crashes, crash), ("cuts", asked.cuts, cut)):
        if times:
            with build_house(asked.database) as house:
                parts.append((name, kill_at_random(house, times, asked.seed, act)))
    if asked.every_write:
        works = tuple(name for name in asked.works.split(",") if name)
        with build_house(asked.database) as house:
            parts.append(("every write", fail_every_write(house, asked.step, asked.seconds, works)))
    if asked.races:
        with build_house(asked.database) as house:
            parts.append(("races", race(house, asked.races)))
    planted, missed = run_all_planted(asked.database, asked.seed) if asked.planted else (0, [])
    for name, told in parts:
        _show(name, told)
    for name in missed:
        print(f"MISSED: {name}")
    line = {
        "database": asked.database,
        "kills": sum(told.kills for _, told in parts),
        "acknowledged": sum(told.acknowledged for _, told in parts),
        "lost": sum(told.judged.lost for _, told in parts),
        "doubled": sum(told.judged.doubled for _, told in parts),
        "broken": sum(len(told.judged.broken) + told.failed for _, told in parts),
        "planted": planted,
        "caught": planted - len(missed),
    }
    if asked.write:
        keep({**line, "asked": " ".join(sys.argv[1:])}, RESULTS)
    print(json.dumps(line))
    return 0 if all(told.sound for _, told in parts) and not missed else 1


def _show(name: str, told: Told) -> None:
    many = f"{told.kills} of {told.points}" if told.points else f"{told.kills}"
    print(
        f"{name}: {many} times, {told.acknowledged} acknowledged, {told.in_flight} under way,"
        f" {told.judged.lost} lost, {told.judged.doubled} twice, {len(told.judged.broken)} broken,"
        f" {told.failed} writers failed"
    )
    for words in told.judged.broken[:10]:
        print(f"    {words}")


def _read() -> argparse.Namespace:
    first, _, rest = str(__doc__).partition("\n")
    parser = argparse.ArgumentParser(
        "python -m benchmarks.faults",
        description=first,
        epilog=rest,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--database", choices=(SQLITE, POSTGRESQL), default=SQLITE)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--crashes", type=int, default=0, help="PostgreSQL ended at once")
    parser.add_argument("--cuts", type=int, default=0, help="every connection cut")
    parser.add_argument("--every-write", action="store_true", help="SQLite alone")
    parser.add_argument("--step", type=int, default=1, help="of the writes, every which")
    parser.add_argument(
        "--seconds", type=float, default=None, help="of the writes, those of the first so many"
    )
    parser.add_argument(
        "--works", default="", help="of the writes, those of these works, parted by commas"
    )
    parser.add_argument("--races", type=int, default=0, help="rounds of 24 at once")
    parser.add_argument("--planted", action="store_true", help="does it find bugs?")
    parser.add_argument("--plant", default="", help=argparse.SUPPRESS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", action="store_true", help="add the run to results/faults.csv")
    asked = parser.parse_args()
    if unknown := set(filter(None, asked.works.split(","))) - {name for name, _ in WORKS}:
        parser.error(f"no works of these names: {', '.join(sorted(unknown))}")
    if asked.every_write and asked.database != SQLITE:
        parser.error("--every-write is for SQLite: PostgreSQL's own processes write, see --crashes")
    if (asked.crashes or asked.cuts) and asked.database != POSTGRESQL:
        parser.error("--crashes and --cuts are for PostgreSQL")
    return asked


if __name__ == "__main__":
    sys.exit(main())
