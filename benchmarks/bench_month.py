"""What the price of a month costs: processor seconds and memory, on a month drawn at random.

    python -m benchmarks.bench_month --rows 260000 --seed 1

Prints one JSON object. Figures are of one run on one machine; memory is the peak of the process.
"""

import argparse
import json
import resource
import time

from benchmarks.months import draw_month, price_drawn


def main() -> None:
    """Price a drawn month three times and print the least seconds of the processor."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--rows", type=int, default=2_000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    drawn = draw_month(given.rows, given.seed)
    seconds = []
    for _ in range(3):
        begun = time.process_time()
        month = price_drawn(drawn)
        seconds.append(round(time.process_time() - begun, 4))
    cuts = {
        name: int((month.priced[name] > 0).sum()) for name in ("net", "over_units", "over_year")
    }
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    figures = {"rows": len(month.priced), "cpu_seconds": min(seconds), "all": seconds}
    print(json.dumps({**figures, "lines": cuts, "splits": len(month.split), "peak_mb": peak}))


if __name__ == "__main__":
    main()
