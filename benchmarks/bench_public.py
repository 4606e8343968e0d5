"""Our search on public instances, beside the best known plans and PyVRP.

    python -m benchmarks.bench_public --data DIR --seconds 60
    python -m benchmarks.bench_public --data DIR --seconds 120 --sets pcvrptw --write
    python -m benchmarks.bench_public --data DIR --quick

``DIR`` has a folder per set: ``sdvrptw`` and ``pcvrptw`` with ``.vrp`` files and the best known
``.sol`` beside each, ``hhcrsp`` with ``.json`` files and ``best_known.csv``. Both engines get the
same wall time and two cores, a seed on each, one after the other; with ``--cores 1`` each has one
seed on one core and both run at once (of home care two files), in half of the time. Prints a table
per set, then its JSON line; gaps are shares of the best known cost, and null where an instance has
no faultless plan. ``--write`` adds the run to ``results/public.csv`` and writes
``results/public.md`` anew.
``--quick`` takes the two smallest files of each set for two seconds: does everything work? Its
figures mean little.
"""

import argparse
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from benchmarks.public.home_care import BEST_KNOWN, read_home_care, read_known
from benchmarks.public.home_care_ours import solve_home_care
from benchmarks.public.ours import solve_instance
from benchmarks.public.pyvrp import solve_with_pyvrp
from benchmarks.public.results import Line, append, summary
from benchmarks.public.search import warm_up
from benchmarks.public.vrplib import read_instance, read_plan

HOME_CARE = "hhcrsp"
SETS = ("sdvrptw", "pcvrptw", HOME_CARE)
QUICK_SECONDS, QUICK_FILES = 2.0, 2
NO_PEER = "PyVRP cannot express two carers at once"


def main() -> None:
    """Run the sets asked for, print tables and figures."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--data", type=Path, required=True)
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--seed", type=int, default=1, help="the first of two")
    asked.add_argument("--cores", type=int, choices=(1, 2), default=2, help="of each engine")
    asked.add_argument("--sets", default=",".join(SETS), help="names parted by commas")
    asked.add_argument("--only", default="", help="names of instances parted by commas")
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    sets = given.sets.split(",")
    if unknown := sorted(set(sets) - set(SETS)):
        asked.error(f"no sets of these names: {', '.join(unknown)}")
    warm_up()
    for name in sets:
        files = files_of(given.data / name, given.only)
        if given.quick:
            files = sorted(files, key=lambda path: path.stat().st_size)[:QUICK_FILES]
        seconds = QUICK_SECONDS if given.quick else given.seconds
        print(f"{name}: {len(files)} instances, {seconds:g} s each")
        lines = []
        for line in run_set(name, files, seconds, range(given.seed, given.seed + given.cores)):
            lines.append(line)
            tell(line)
        if given.write and lines:
            append(lines)
        print(json.dumps(summary(name, lines)), flush=True)


def files_of(folder: Path, only: str) -> list[Path]:
    """The instances of a set, by name."""
    wanted = {word for word in only.split(",") if word}
    found = sorted([*folder.glob("*.vrp"), *folder.glob("*.json")])
    return [path for path in found if not wanted or path.stem in wanted]


def run_set(name: str, files: list[Path], seconds: float, seeds: range) -> Iterator[Line]:
    """One line after another, each as soon as it is there."""
    alone = len(seeds) == 1 and name == HOME_CARE
    run = run_home_care if name == HOME_CARE else run_routing
    with ThreadPoolExecutor(2 if alone else 1) as pool:
        yield from pool.map(lambda path: run(name, path, seconds, seeds), files)


def run_routing(name: str, path: Path, seconds: float, seeds: range) -> Line:
    """Ours, then PyVRP, on a VRPLIB file; both at once where each has one seed."""
    instance = read_instance(path)
    _, known = read_plan(path.with_suffix(".sol"))
    ours = partial(solve_instance, instance, seconds, tuple(seeds))
    theirs = partial(solve_with_pyvrp, path, instance, seconds, tuple(seeds))
    with ThreadPoolExecutor(2 if len(seeds) == 1 else 1) as pool:
        first, second = pool.submit(ours), pool.submit(theirs)
        solved, peer = first.result(), second.result()
    faults = solved.judged.violations
    words = f"{solved.words}; {len(faults)} faults: {faults[0]}" if faults else solved.words
    return Line(
        set=name,
        instance=instance.name,
        seconds=seconds,
        seed=seeds[0],
        known=known,
        ours=None if faults else solved.judged.cost,
        peer=None if isinstance(peer, str) or peer.judged.violations else peer.judged.cost,
        used=solved.seconds,
        words=words,
        peer_words=peer if isinstance(peer, str) else peer.words,
    )


def run_home_care(name: str, path: Path, seconds: float, seeds: range) -> Line:
    """Ours on a home care file; a best known cost beside it."""
    instance = read_home_care(path)
    cared = solve_home_care(instance, seconds, tuple(seeds))
    return Line(
        set=name,
        instance=instance.name,
        seconds=seconds,
        seed=seeds[0],
        known=read_known(path.parent / BEST_KNOWN)[instance.name].cost,
        ours=cared.nursed.cost if cared.nursed else None,
        peer=None,
        used=cared.seconds,
        words=cared.words,
        peer_words=NO_PEER,
    )


def tell(line: Line) -> None:
    """One line of the table."""

    def cost(value: float | None) -> str:
        return "none" if value is None else f"{value:,.0f}"

    def share(value: float | None) -> str:
        return "" if value is None else f"{100 * value:.2f} %"

    print(
        f"{line.instance:>24}  best known {cost(line.known):>10}  ours {cost(line.ours):>10} "
        f"{share(line.gap):>8}  PyVRP {cost(line.peer):>10} {share(line.peer_gap):>8}  "
        f"{line.used:6.1f} s  {line.words}; {line.peer_words}",
        flush=True,
    )


if __name__ == "__main__":
    main()
