"""The nation's month in one process: priced, cut, shared, invoiced, matched and told apart.

    python -m benchmarks.bench_books [--rows 260000] [--faults 5] [--quick] [--write]

Rows are those of ``benchmarks.months``: all programmes, their ceilings and funders. The invoices
that are right for them are drawn up as tables, five of a hundred rows are made wrong as in
``benchmarks.bench_reconcile``, and everything is compared. Each stage is told in seconds of the
processor and of the clock, the least of three runs. ``seconds`` is all of it but the drawing of
the month and the making of faults, which stand for what people and invoices bring. Then one row
of an invoice changes, and then one meeting: the month is priced anew and compared with what is
known from before. Memory is the most that the process ever had, the drawing included. The last
line is one JSON object; ``--write`` adds it to ``benchmarks/results/books.csv``; ``--quick`` runs
2,000 and 60,000 rows.
"""

import argparse
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import TypeVar
from unittest.mock import patch

import billing.month
import billing.reconcile.run
from benchmarks.bench_reconcile import keep, one_more_cent, spoil
from benchmarks.months import Drawn, draw_month, price_drawn
from billing.books import Books
from billing.kept import Kept
from billing.reconcile import Memory, Reconciled, reconcile
from billing.tables import ATTENDED, conform
from tests.billing.builders import render

QUICK = (2_000, 60_000)
RUNS = 3
RESULTS = Path(__file__).parent / "results" / "books.csv"
STAGES: tuple[tuple[ModuleType, str, str], ...] = (
    (billing.month, "rate", "price"),
    (billing.month, "cut_all", "ceilings"),
    (billing.month, "split_lines", "share"),
    (billing.reconcile.run, "lay_out", "lay out"),
    (billing.reconcile.run, "compare", "match"),
    (billing.reconcile.run, "_check", "check"),
    (billing.reconcile.run, "write_down", "write down"),
)
"""Module, function and the stage it belongs to; what is in none of them is ``rest``."""
_KB = 1_000 if sys.platform != "darwin" else 1_000_000
T = TypeVar("T")


@dataclass(slots=True)
class Spent:
    """Seconds of the processor and of the clock."""

    cpu: float = 0.0
    wall: float = 0.0


class Watch:
    """Seconds of each stage of one run."""

    def __init__(self) -> None:
        self.spent: defaultdict[str, Spent] = defaultdict(Spent)
        self._inside = 0

    def measure(self, stage: str, ask: Callable[..., T], *given: object, **named: object) -> T:
        """Call, and count what it takes for the stage; a stage within a stage is that one's."""
        if self._inside:
            return ask(*given, **named)
        self._inside += 1
        cpu, wall = time.process_time(), time.perf_counter()
        try:
            return ask(*given, **named)
        finally:
            self._inside -= 1
            self.spent[stage].cpu += time.process_time() - cpu
            self.spent[stage].wall += time.perf_counter() - wall

    @contextmanager
    def over(self) -> Iterator[None]:
        """Look at every stage while it runs."""
        with ExitStack() as stack:
            for module, name, stage in STAGES:
                seen = partial(self.measure, stage, getattr(module, name))
                stack.enter_context(patch.object(module, name, seen))
            yield


def main() -> None:
    """Measure and print the figures."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--rows", type=int, default=260_000)
    asked.add_argument("--faults", type=int, default=5, help="wrong rows in a hundred")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--quick", action="store_true", help=" and ".join(map(str, QUICK)))
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    figures: dict[str, int | float] = {}
    for rows in QUICK if given.quick else (given.rows,):
        figures = measure(rows, given.faults, given.seed)
        if given.write:
            keep(figures, RESULTS)
    print(json.dumps(figures))


def measure(rows: int, faults: int, seed: int = 1) -> dict[str, int | float]:
    """Seconds, memory and results of one month."""
    drawn = draw_month(rows, seed)
    drawn_mb = peak()
    best: tuple[Spent, Watch] | None = None
    books, found, memory = run(drawn, faults, Watch()), None, Memory()
    for _ in range(RUNS):
        watch = Watch()
        whole = Spent()
        books = run(drawn, faults, watch)
        with watch.over():
            found = timed(whole, partial(reconcile, books))
        priced = watch.spent.pop("all of the price")
        drawn_up = watch.spent["draw up"]
        whole.cpu += priced.cpu + drawn_up.cpu
        whole.wall += priced.wall + drawn_up.wall
        if best is None or whole.cpu < best[0].cpu:
            best = whole, watch
    assert best is not None
    assert isinstance(found, Reconciled)
    whole, watch = best
    stages = {**watch.spent, "rest": rest_of(whole, watch)}
    print(f"{rows} rows, {len(books.billed)} of invoices")
    for stage, spent in stages.items():
        print(f"  {stage:<12}{spent.cpu:8.3f} s of the processor {spent.wall:8.3f} s")
    peak_mb = peak()
    reconcile(books, memory=memory)
    row = replace(books, billed=one_more_cent(books.billed))
    again_row = least(
        lambda: reconcile(row, memory=memory), lambda: reconcile(books, memory=memory)
    )
    later = longer(drawn)
    kept = Kept()
    price_drawn(drawn, kept)
    again_meeting = least(
        lambda: reconcile(priced_anew(books, later, kept), memory=memory),
        lambda: reconcile(priced_anew(books, drawn, kept), memory=memory),
    )
    return {
        "rows": rows,
        "faults": faults,
        "seconds": round(whole.cpu, 3),
        "wall_seconds": round(whole.wall, 3),
        **{f"{stage.replace(' ', '_')}_s": round(spent.cpu, 3) for stage, spent in stages.items()},
        "again_row_seconds": round(again_row, 3),
        "again_meeting_seconds": round(again_meeting, 3),
        "drawn_mb": drawn_mb,
        "peak_mb": peak_mb,
        "findings": int((~found.results["kind"].isin(["P01", "P02"])).sum()),
        "residue_cents": found.identity.residue,
    }


def run(drawn: Drawn, faults: int, watch: Watch) -> Books:
    """Price the month and draw up its invoices, some rows of them wrong."""
    whole = Spent()
    with watch.over():
        month = timed(whole, partial(price_drawn, drawn))
    watch.spent["all of the price"] = whole
    books = watch.measure("draw up", render, drawn.attended, drawn.terms.prices, month.priced)
    return spoil(replace(books, split=month.split), faults)


def longer(drawn: Drawn) -> Drawn:
    """The month with the first individual meeting a quarter of an hour longer."""
    minutes = drawn.attended["minutes"].to_numpy().copy()
    alone = (drawn.attended["activity"].astype("str") == "individual").to_numpy()
    minutes[int(alone.argmax())] += 15
    return replace(drawn, attended=conform(ATTENDED, drawn.attended.assign(minutes=minutes)))


def priced_anew(books: Books, drawn: Drawn, kept: Kept) -> Books:
    """The books after what was attended has changed."""
    month = price_drawn(drawn, kept)
    return replace(books, attended=drawn.attended, priced=month.priced, split=month.split)


def least(ask: Callable[[], object], back: Callable[[], object]) -> float:
    """Least seconds of the processor of three calls; ``back`` undoes each."""
    found = []
    for _ in range(RUNS):
        spent = Spent()
        timed(spent, ask)
        found.append(spent.cpu)
        back()
    return min(found)


def rest_of(whole: Spent, watch: Watch) -> Spent:
    """What is in no stage."""
    parts = watch.spent.values()
    return Spent(
        whole.cpu - sum(part.cpu for part in parts), whole.wall - sum(part.wall for part in parts)
    )


def timed(spent: Spent, ask: Callable[[], T]) -> T:
    """Call, and add what it takes."""
    cpu, wall = time.process_time(), time.perf_counter()
    found = ask()
    spent.cpu += time.process_time() - cpu
    spent.wall += time.perf_counter() - wall
    return found


def peak() -> int:
    """Most memory of the process so far, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KB)


if __name__ == "__main__":
    main()
