"""Keep runs: one row per instance and run in ``public.csv``, and the page that tells them."""

import csv
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

RESULTS = Path(__file__).parent.parent / "results"
HEAD = """# Public instances: our search, the best known plans, and PyVRP

Written by `python -m benchmarks.bench_public --data DIR --write` from `public.csv`; do not change
by hand. Every plan is judged by a plain evaluator with the rules it was published with; gaps are
to the best known cost. Both engines have the same wall time and the same number of cores, one seed
on each: two cores one after the other, or one core each and both at once, as the number of seeds
tells. Of runs alike the newest stands here. One run each: the figures carry the noise of one seed
or two on one machine.
"""
NOTES = {
    "sdvrptw": "Site-dependent VRP with time windows (Cordeau and Laporte 2001; Vidal and others "
    "2013): distance, in thousandths.",
    "pcvrptw": "Prize-collecting VRP with time windows, 1,000 clients: distance and prizes not "
    "collected, in tenths, cut off (DIMACS).",
    "hhcrsp": "Home health care routing and scheduling (Mankowska and others 2014): (distance + "
    "all lateness + largest lateness) / 3. Our search knows no price per minute of lateness and no "
    "gap between two carers: it works on a narrower problem (lateness in steps under a cap, gaps "
    "in their middle) and the plan is judged by the full rules. What is compared is therefore our "
    "best plan of the narrower problem, at its full price, with the best published plan of the "
    "full one: the gap holds what the narrowing loses as well as what the search loses. PyVRP "
    "cannot express two carers at once, so the best known cost stands alone beside ours.",
}
HEADS = (
    "instance",
    "best known",
    "ours",
    "gap",
    "PyVRP",
    "its gap",
    "s",
    "ours with",
    "PyVRP with",
)
Row = Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """One instance in one run."""

    set: str
    instance: str
    seconds: float
    """Asked."""
    seed: int
    """The first of the seeds."""
    known: float
    ours: float | None
    """None where there is no faultless plan."""
    peer: float | None
    used: float
    words: str
    peer_words: str

    @property
    def gap(self) -> float | None:
        """Ours above the best known, as a share of it."""
        return None if self.ours is None else self.ours / self.known - 1

    @property
    def peer_gap(self) -> float | None:
        """The peer's above the best known, as a share of it."""
        return None if self.peer is None else self.peer / self.known - 1


def summary(name: str, lines: Sequence[Line]) -> dict[str, object]:
    """The figures of a set; without gaps where an instance has no faultless plan."""
    gaps = [line.gap for line in lines if line.gap is not None]
    whole = bool(gaps) and len(gaps) == len(lines)
    return {
        "set": name,
        "instances": len(lines),
        "mean_gap": round(sum(gaps) / len(gaps), 5) if whole else None,
        "worst_gap": round(max(gaps), 5) if whole else None,
    }


def append(lines: Iterable[Line]) -> None:
    """Add rows with date, commit and machine, and write the page anew."""
    path = RESULTS / "public.csv"
    rows: list[Row] = []
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
    python = f"Python {platform.python_version()}"
    head = {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": _commit(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, {python}",
    }
    rows += [head | row_of(line) for line in lines]
    RESULTS.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[-1]))
        out.writeheader()
        out.writerows(rows)
    (RESULTS / "public.md").write_text(page(rows), encoding="utf-8")


def _commit() -> str:
    asked = ["git", "describe", "--always", "--dirty"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)  # noqa: S603 no input
    return told.stdout.strip() or "unknown"


def row_of(line: Line) -> dict[str, str]:
    """A line as the file keeps it."""
    return {
        "set": line.set,
        "instance": line.instance,
        "seconds": f"{line.seconds:g}",
        "seed": str(line.seed),
        "known": f"{line.known:g}" if line.set == "hhcrsp" else str(int(line.known)),
        "ours": _figure(line.ours, line.set),
        "gap": "" if line.gap is None else f"{line.gap:.5f}",
        "pyvrp": _figure(line.peer, line.set),
        "pyvrp_gap": "" if line.peer_gap is None else f"{line.peer_gap:.5f}",
        "used": f"{line.used:.1f}",
        "words": line.words,
        "pyvrp_words": line.peer_words,
    }


def _figure(cost: float | None, name: str) -> str:
    if cost is None:
        return ""
    return f"{cost:.3f}" if name == "hhcrsp" else str(int(cost))


def page(rows: Iterable[Row]) -> str:
    """The readable page: a table per set and time, the newest run of every instance."""
    last = {(row["set"], float(row["seconds"]), row["instance"]): row for row in rows}
    parts = [HEAD]
    for name, seconds in sorted({key[:2] for key in last}):
        found = [row for key, row in sorted(last.items()) if key[:2] == (name, seconds)]
        parts += [f"\n## {name}, {seconds:g} s\n", NOTES[name]]
        parts += [f"\nMean gap: ours {_mean(found, 'gap')}, PyVRP {_mean(found, 'pyvrp_gap')}.\n"]
        lines = [_told(row) for row in found]
        parts += [f"| {' | '.join(cells)} |" for cells in (HEADS, ["---"] * len(HEADS), *lines)]
    return "\n".join(parts) + "\n"


def _mean(rows: Sequence[Row], name: str) -> str:
    gaps = [float(row[name]) for row in rows if row[name]]
    if not gaps:
        return "none"
    missing = len(rows) - len(gaps)
    told = f"{100 * sum(gaps) / len(gaps):.2f} %"
    return f"{told} ({missing} without a plan)" if missing else told


def _told(row: Row) -> tuple[str, ...]:
    """One line of a table."""

    def share(name: str) -> str:
        return f"{100 * float(row[name]):.2f} %" if row[name] else ""

    figures = row["known"], row["ours"] or "none", share("gap"), row["pyvrp"], share("pyvrp_gap")
    return (row["instance"], *figures, row["used"], row["words"], row["pyvrp_words"])
