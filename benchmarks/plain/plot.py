"""Draw runs: how our plan gets better with time, and what engines reach at every size."""

from collections.abc import Iterable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.plain.draw import SIZES
from benchmarks.plain.results import RESULTS, Line, Row, middle, newest
from optimizer.solve import Progress

MARKS = "os^vDP*X"


def draw_plots(
    rows: Iterable[Row], lines: Sequence[Line], told: Sequence[Progress]
) -> tuple[Path, ...]:
    """Write the plots of a run; none where matplotlib is not installed."""
    if find_spec("matplotlib") is None:
        return ()
    import_module("matplotlib").use("svg")
    pyplot: Any = import_module("matplotlib.pyplot")
    pyplot.rcParams["svg.hashsalt"] = "tugiplaan"
    seconds = lines[0].seconds
    return (_over_time(pyplot, lines, told), _over_size(pyplot, rows, seconds))


def _save(pyplot: Any, name: str) -> Path:
    path = RESULTS / name
    pyplot.legend(fontsize="small")
    pyplot.grid(alpha=0.3)
    pyplot.tight_layout()
    pyplot.savefig(path, metadata={"Date": None})
    pyplot.close()
    return path


def _over_time(pyplot: Any, lines: Sequence[Line], told: Sequence[Progress]) -> Path:
    """Our cost from the first plan on; peers, who tell nothing, where they end."""
    size = lines[0].size
    pyplot.figure(figsize=(7, 4.5))
    for mark, line in zip(MARKS, lines, strict=False):
        if line.cost is None:
            continue
        if line.engine == "ours" and told:
            when = [*(p.seconds for p in told), line.used]
            cost = [*(p.cost for p in told), line.cost]
            pyplot.step(when, cost, where="post", label="ours")
        else:
            pyplot.plot([line.used], [line.cost], mark, label=line.engine)
        if line.bound:
            pyplot.axhline(line.bound, linestyle=":", color="grey", label="proven bound")
    pyplot.xlabel("seconds")
    pyplot.ylabel("J (the lower the better)")
    pyplot.yscale("log")
    pyplot.title(f"{size}, seed {lines[0].seed}, {lines[0].seconds:g} s on two cores")
    return _save(pyplot, f"roster_time_{size}.svg")


def _over_size(pyplot: Any, rows: Iterable[Row], seconds: float) -> Path:
    """Median cost by number of visits, at the same time given."""
    points: dict[str, list[tuple[int, float]]] = {}
    for (size, asked), engines in newest(rows).items():
        for engine, runs in engines.items():
            cost = middle(runs, "cost")
            if asked == seconds and cost is not None:
                points.setdefault(engine, []).append((SIZES[size].visits, cost))
    pyplot.figure(figsize=(7, 4.5))
    for mark, (engine, reached) in zip(MARKS, points.items(), strict=False):
        pyplot.plot(*zip(*sorted(reached), strict=True), f"{mark}-", label=engine)
    pyplot.xlabel("visits")
    pyplot.ylabel("J (the lower the better)")
    pyplot.xscale("log")
    pyplot.yscale("log")
    pyplot.title(f"Cost over size, {seconds:g} s on two cores")
    return _save(pyplot, f"roster_size_{seconds:g}s.svg")
