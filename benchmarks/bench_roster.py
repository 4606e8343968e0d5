"""Our engines beside their peers on the plain weekly roster, judged by one evaluator.

    python -m benchmarks.bench_roster --size M --seconds 30 --seed 1
    python -m benchmarks.bench_roster --size L --seconds 120 --seed 7 --peers vroom,pyvrp --write
    python -m benchmarks.bench_roster --quick

Everybody has the same wall time on the same two cores. Prints a table and, last, one JSON object.
Seeds 1 to 5 are frozen, any other is drawn anew. A peer that is not installed or fails stands in
the table with the reason; they come with ``pip install --group peers`` (Timefold needs Java 17).
``--write`` adds the run to ``results/roster.csv`` and draws ``roster.md`` and the plots anew.
``--quick`` runs S and M for a moment and ends within a minute: does everything work? Its figures
mean little.
"""

import argparse
import json
import time

from benchmarks.plain.draw import SIZES
from benchmarks.plain.peers import PEERS

NAMES = tuple(peer.name for peer in PEERS)
QUICK = (("S", 1.0), ("M", 3.0))
QUICK_SECONDS = 57.0
"""After which a quick run waits for nobody."""


def main() -> None:
    """Run the sizes asked for and print table and figures."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--size", choices=tuple(SIZES), default="M")
    asked.add_argument("--seconds", type=float, default=30.0)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--peers", default=",".join(NAMES), help="names parted by commas, or none")
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    peers = [name for name in given.peers.split(",") if name and name != "none"]
    if unknown := sorted(set(peers) - set(NAMES)):
        asked.error(f"no peers of these names: {', '.join(unknown)}")
    # Not at the top: the peers' processes read this file again and need none of it.
    from benchmarks.plain.compare import compare  # noqa: PLC0415
    from benchmarks.plain.plot import draw_plots  # noqa: PLC0415
    from benchmarks.plain.results import append  # noqa: PLC0415

    last = time.perf_counter() + QUICK_SECONDS if given.quick else None
    figures: dict[str, object] = {}
    for size, seconds in QUICK if given.quick else ((given.size, given.seconds),):
        lines, solved, figures = compare(size, seconds, given.seed, peers, last)
        if given.write:
            for path in draw_plots(append(lines), lines, solved.told):
                print(f"drawn: {path.name}")
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
