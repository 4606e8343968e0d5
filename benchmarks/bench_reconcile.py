"""The comparison measured: a month of so many lines against its invoices, some of them wrong.

    python -m benchmarks.bench_reconcile [--lines 260000] [--faults 5] [--quick] [--write]
    python -m benchmarks.bench_reconcile --datacompy OTHER/bin/python

Lines are priced by hand from a short list, one provider for 2,000 of them; of the invoices so
many in a hundred rows are wrong: left out, billed twice, of another day, length, price, client,
component or worker. Processor time of one run, of one after a single row was changed, and of one
provider alone; the most memory of the process; and how much longer it takes than the mere join of
both sides by the same key in duckdb, which finds no reason; and than datacompy's comparison of the
two tables by provider, client, component and day, which pairs what stands twice by the order of
the rows. datacompy asks for an older pandas than ours, so it cannot be installed beside us: give
the interpreter of an environment that has it, or its figure is left out. The last line is one
JSON object; ``--write`` adds it to ``benchmarks/results/reconcile.csv``.
"""

import argparse
import csv
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import duckdb
import numpy as np
import pandas as pd

from billing.books import Books
from billing.reconcile import Memory, reconcile
from billing.rounding import price_each
from billing.tables import BILLED, conform
from tests.billing.builders import FIRST, LAST, a_month, with_totals

PER_PROVIDER = 2_000
QUICK_LINES = 60_000
BUSY = 2
"""From this load on a machine is told to have been busy: seconds of the processor are more then."""
RESULTS = Path(__file__).parent / "results" / "reconcile.csv"
_KB = 1_000 if sys.platform != "darwin" else 1_000_000
T = TypeVar("T")
KEY = "provider, client, component, day, minutes, net"


def main() -> None:
    """Measure and print the figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--lines", type=int, default=260_000)
    asked.add_argument("--faults", type=int, default=5, help="wrong rows in a hundred")
    asked.add_argument("--datacompy", type=Path, help="an interpreter that has datacompy")
    asked.add_argument("--quick", action="store_true", help=f"{QUICK_LINES} lines")
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    figures = measure(QUICK_LINES if given.quick else given.lines, given.faults, given.datacompy)
    if given.write:
        keep(figures)
    print(json.dumps(figures))


def measure(lines: int, faults: int, other: Path | None = None) -> dict[str, int | float | None]:
    """Seconds, memory and findings of one month."""
    providers = max(1, lines // PER_PROVIDER)
    books = spoil(a_month(1, lines, providers, apart=False), faults)
    small = spoil(a_month(1, PER_PROVIDER, 1, apart=False), faults)
    reconcile(small)
    one = min(seconds(lambda: reconcile(small)) for _ in range(3))
    print(f"one provider: {one:.3f} s")
    took, found = timed(lambda: reconcile(books))
    print(found.totals.to_string(index=False))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KB
    memory = Memory()
    reconcile(books, memory=memory)
    after = replace(books, billed=one_more_cent(books.billed))
    again = seconds(lambda: reconcile(after, memory=memory))
    print(f"again after one change: {again:.3f} s, {memory.compared} blocks compared")
    return {
        "lines": lines,
        "faults": faults,
        "seconds": round(took, 3),
        "again_seconds": round(again, 3),
        "provider_seconds": round(one, 4),
        "peak_mb": round(peak),
        "duckdb_ratio": round(took / join_in_sql(books), 1),
        "datacompy_ratio": ratio_to_datacompy(books, took, other),
        "findings": int((~found.results["kind"].isin(["P01", "P02"])).sum()),
        "residue_cents": found.identity.residue,
    }


def spoil(books: Books, share: int) -> Books:
    """The books with so many of a hundred rows wrong, each in one of eight ways."""
    dice = np.random.default_rng(7)
    billed, count = books.billed, len(books.billed)
    hit = dice.random(count) < share / 100
    way = np.where(hit, dice.integers(0, 8, count), -1)
    columns = {name: billed[name].to_numpy().copy() for name in billed}
    columns["first"] = np.where(
        way == 0, FIRST + (columns["first"] + 1 - FIRST) % (LAST - FIRST), columns["first"]
    )
    columns["last"] = columns["first"]
    columns["minutes"] = np.where(way == 1, columns["minutes"] + 7, columns["minutes"])
    columns["quantity"] = columns["minutes"] * 10_000
    columns["unit_price"] = np.where(way == 2, columns["unit_price"] + 5_900, columns["unit_price"])  # noqa: PLR2004
    columns["base"] = np.where(way == 3, 105 - columns["base"], columns["base"])  # noqa: PLR2004
    whole = price_each(columns["unit_price"], columns["minutes"], columns["base"] * 100, 100)
    columns["net"] = np.where(hit, whole - columns["allowance"], columns["net"])
    for at, name in ((4, "client"), (5, "component"), (6, "worker")):
        other = np.roll(columns[name], 1)
        columns[name] = np.where(way == at, other, columns[name])
    left_out, twice = way == 7, dice.random(count) < share / 800  # noqa: PLR2004
    rows = np.sort(np.concatenate((np.flatnonzero(~left_out), np.flatnonzero(twice & ~left_out))))
    frame = pd.DataFrame({name: column[rows] for name, column in columns.items()})
    return with_totals(replace(books, billed=conform(BILLED, frame)))


def one_more_cent(billed: pd.DataFrame) -> pd.DataFrame:
    """The rows with one cent more in the first."""
    changed = billed.copy()
    net = billed["net"].to_numpy().copy()
    net[0] += 1
    changed["net"] = net
    return changed


def join_in_sql(books: Books) -> float:
    """Processor seconds in which duckdb joins both sides by the whole key, with counts."""
    lines = books.attended[["provider", "client", "component", "day"]].assign(
        minutes=books.priced["billable"], net=books.priced["net"]
    )
    sellers = dict(
        zip(books.documents["document"], books.documents["seller"].astype("str"), strict=True)
    )
    rows = books.billed[["client", "component", "minutes", "net"]].assign(
        provider=books.billed["document"].astype("str").map(sellers), day=books.billed["first"]
    )
    with duckdb.connect() as base:
        for name, frame in (("lines", lines), ("rows", rows)):
            plain = frame.astype({c: "object" for c in frame if frame[c].dtype.kind == "O"})
            base.register(f"{name}_frame", plain)
            base.execute(f"create table {name} as select * from {name}_frame")  # noqa: S608 - names of ours
        asked = f"""
            select sum(least(a.n, b.n)) from
            (select {KEY}, count(*) n from lines group by all) a
            join (select {KEY}, count(*) n from rows group by all) b using ({KEY})
        """  # noqa: S608 - names of ours
        return min(seconds(lambda: base.execute(asked).fetchall()) for _ in range(3))


def ratio_to_datacompy(books: Books, took: float, other: Path | None) -> float | None:
    """How much longer we take than datacompy; None where it is not to be had."""
    if other is None:
        print("datacompy: not installed here, see --datacompy")
        return None
    sellers = dict(
        zip(books.documents["document"], books.documents["seller"].astype("str"), strict=True)
    )
    sides = (
        books.attended[["provider", "client", "component", "day"]].assign(
            minutes=books.priced["billable"], net=books.priced["net"]
        ),
        books.billed[["client", "component", "minutes", "net"]].assign(
            provider=books.billed["document"].astype("str").map(sellers), day=books.billed["first"]
        ),
    )
    both: dict[str, np.ndarray] = {}
    for name in sides[0]:
        columns = [side[name] for side in sides]
        if columns[0].dtype.kind not in "iu":
            joined = pd.concat([column.astype("str") for column in columns])
            codes = pd.factorize(joined)[0]
            values = [codes[: len(columns[0])], codes[len(columns[0]) :]]
        else:
            values = [column.to_numpy() for column in columns]
        both |= {f"lines_{name}": values[0], f"rows_{name}": values[1]}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "both.npz"
        np.savez(file, **both)  # type: ignore[arg-type]
        found = subprocess.run(  # noqa: S603 - an interpreter that the user names
            [str(other), str(Path(__file__).with_name("compare_rows.py")), str(file)],
            capture_output=True,
            text=True,
            check=False,
        )
    if found.returncode:
        print(f"datacompy: {found.stderr.strip().splitlines()[-1]}")
        return None
    told = json.loads(found.stdout.splitlines()[-1])
    print(f"datacompy: {told['seconds']:.3f} s, {told['equal']} pairs agree")
    return round(took / float(told["seconds"]), 2)


def seconds(ask: Callable[[], object]) -> float:
    """Processor time of a call."""
    return timed(ask)[0]


def timed(ask: Callable[[], T]) -> tuple[float, T]:
    """Processor time of a call, and what it gave."""
    begun = time.process_time()
    found = ask()
    return time.process_time() - begun, found


def keep(figures: Mapping[str, int | float | None], results: Path = RESULTS) -> None:
    """Add a run to the results, with date, commit and machine."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 whichever git is there
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    busy = os.getloadavg()[0] if hasattr(os, "getloadavg") else 0
    machine += f", load {busy:.0f}" if busy >= BUSY else ""
    row = {"date": datetime.now(UTC).date().isoformat(), "commit": commit, "machine": machine}
    new = not results.exists()
    with results.open("a", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, [*row, *figures])
        if new:
            out.writeheader()
        out.writerow(
            row | {name: "" if figure is None else str(figure) for name, figure in figures.items()}
        )


if __name__ == "__main__":
    main()
