"""Keep runs: one row per engine and run in ``roster.csv``, and the page that tells them."""

import csv
import os
import platform
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

RESULTS = Path(__file__).parent.parent / "results"
HEAD = """# The plain roster: our engines and their peers

Written by `python -m benchmarks.bench_roster --write` from `roster.csv`; do not change by hand.
J = 1000 x visits left out + minutes on the way, by one evaluator; same instances, same wall time,
same two cores. Medians over seeds, of the ratio too; of runs alike, the newest. Settings and models
stand in `benchmarks/plain/`, one file per peer.
"""
HEADS = ("engine", "seeds", "J", "ours / J", "left out", "violations", "s used", "settings")
Row = Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """One engine in one run."""

    engine: str
    size: str
    seed: int
    seconds: float
    """Asked."""
    used: float
    cost: int | None
    """J; None where there is no plan at all."""
    unserved: int
    travel: int
    violations: int
    bound: int | None
    settings: str
    reasons: tuple[str, ...] = ()
    """Why there is no plan, or none for some days."""


def append(lines: Iterable[Line]) -> list[Row]:
    """Add rows with date, commit and machine; gives all rows there are now."""
    path = RESULTS / "roster.csv"
    rows: list[Row] = []
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    head = {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": _commit(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}",
    }
    rows += [head | _row_of(line) for line in lines]
    RESULTS.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[-1]))
        out.writeheader()
        out.writerows(rows)
    (RESULTS / "roster.md").write_text(page(rows), encoding="utf-8")
    return rows


def _commit() -> str:
    asked = ["git", "describe", "--always", "--dirty"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 no input
    return told.stdout.strip() or "unknown"


def _row_of(line: Line) -> dict[str, str]:
    return {
        "engine": line.engine,
        "size": line.size,
        "seed": str(line.seed),
        "seconds": f"{line.seconds:g}",
        "used": f"{line.used:.1f}",
        "cost": "" if line.cost is None else str(line.cost),
        "unserved": str(line.unserved),
        "travel": str(line.travel),
        "violations": str(line.violations),
        "bound": "" if line.bound is None else str(line.bound),
        "settings": line.settings,
        "reasons": "; ".join(line.reasons),
    }


def newest(rows: Iterable[Row]) -> dict[tuple[str, float], dict[str, list[Row]]]:
    """(size, seconds) -> engine -> the newest run of every seed."""
    last = {(r["size"], float(r["seconds"]), r["engine"], r["seed"]): r for r in rows}
    found: dict[tuple[str, float], dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for (size, seconds, engine, _), row in last.items():
        found[size, seconds][engine].append(row)
    return found


def middle(rows: Iterable[Row], name: str) -> float | None:
    """Median of a column over the rows that have a figure in it."""
    figures = [float(row[name]) for row in rows if row[name]]
    return median(figures) if figures else None


def page(rows: Iterable[Row]) -> str:
    """The readable page: one table per size and time."""
    sizes = ("S", "M", "L", "XL")
    found = newest(rows)
    parts = [HEAD]
    for size, seconds in sorted(found, key=lambda key: (sizes.index(key[0]), key[1])):
        engines = found[size, seconds]
        own = engines.get("ours", [])
        ours = {row["seed"]: float(row["cost"]) for row in own if row["cost"]}
        bound = middle(own, "bound")
        parts.append(f"\n## {size}, {seconds:g} s\n")
        if bound:
            gaps = [1 - float(row["bound"]) / float(row["cost"]) for row in own if row["bound"]]
            parts.append(
                f"No plan costs less than {bound:,.0f} (our own bound, median of seeds); ours is"
                f" proven to within {100 * median(gaps):.1f} % (median; at most"
                f" {100 * max(gaps):.1f} %).\n"
            )
        lines = [_told(name, runs, ours) for name, runs in engines.items()]
        parts += [f"| {' | '.join(cells)} |" for cells in (HEADS, ["---"] * len(HEADS), *lines)]
    return "\n".join(parts) + "\n"


def _told(engine: str, runs: Sequence[Row], ours: Mapping[str, float]) -> tuple[str, ...]:
    """One line of a table; ``ours`` by seed."""
    cost = middle(runs, "cost")
    shared = [row for row in runs if row["cost"] and row["seed"] in ours]
    ratios = [ours[row["seed"]] / float(row["cost"]) for row in shared]
    whys = sorted({row["reasons"] for row in runs if row["reasons"]})
    return (
        engine,
        " ".join(sorted((row["seed"] for row in runs), key=int)),
        "none" if cost is None else f"{cost:,.0f}",
        f"{median(ratios):.3f}" if ratios else "",
        "" if cost is None else f"{middle(runs, 'unserved'):,.0f}",
        str(sum(int(row["violations"]) for row in runs)),
        f"{middle(runs, 'used'):.1f}",
        "; ".join([runs[-1]["settings"], *whys]).replace("|", "/"),
    )
