"""One run: our engines, then the peers, each judged by the evaluator and told in a line."""

import resource
import time
from collections.abc import Sequence

from benchmarks.plain.draw import draw
from benchmarks.plain.evaluate import evaluate
from benchmarks.plain.instance import Instance
from benchmarks.plain.ours import Solved, solve_instance
from benchmarks.plain.peers import run_peer
from benchmarks.plain.results import Line

WIDTH = 100
QUICK_GRACE = 15.0
"""Seconds that a quick run gives a peer beyond three times its time."""


def compare(
    size: str, seconds: float, seed: int, peers: Sequence[str], last: float | None
) -> tuple[list[Line], Solved, dict[str, object]]:
    """Run our engines, then every peer until ``last``; print the table."""
    instance = draw(size, seed)
    print(
        f"{size}: {instance.workers} workers, {instance.visits} visits, "
        f"{instance.clients} clients, seed {seed}, {seconds:g} s each"
    )
    solved = solve_instance(instance, seconds, seed)
    lines = [our_line(instance, seconds, seed, solved)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    tell(lines[0], None)
    for name in peers:
        patience = None
        if last is not None:
            patience = min(3 * seconds + QUICK_GRACE, last - time.perf_counter())
        line = peer_line(name, instance, seconds, seed, patience)
        lines.append(line)
        tell(line, lines[0].cost)
    return lines, solved, summary(lines, solved, peak)


def our_line(instance: Instance, seconds: float, seed: int, solved: Solved) -> Line:
    """Our engines' line of the table."""
    judged = solved.judged
    return Line(
        engine="ours",
        size=instance.size,
        seed=seed,
        seconds=seconds,
        used=solved.seconds,
        cost=judged.cost,
        unserved=judged.unserved,
        travel=judged.travel,
        violations=len(judged.violations),
        bound=solved.result.bound,
        settings=f"problem built in {solved.build_seconds:.2f} s; "
        + ", ".join(run.engine for run in solved.result.log),
    )


def peer_line(
    name: str, instance: Instance, seconds: float, seed: int, patience: float | None
) -> Line:
    """Run a peer and have its plan judged."""
    outcome = run_peer(name, instance, seconds, seed, patience)
    judged = evaluate(instance, outcome.routes)
    return Line(
        engine=name,
        size=instance.size,
        seed=seed,
        seconds=seconds,
        used=outcome.seconds,
        cost=judged.cost if outcome.solved else None,
        unserved=judged.unserved,
        travel=judged.travel,
        violations=len(judged.violations),
        bound=None,
        settings=outcome.settings,
        reasons=tuple(outcome.reasons),
    )


def tell(line: Line, ours: int | None) -> None:
    """One line of the table; ``ours / J`` below 1 means that ours is cheaper."""
    cost = "none" if line.cost is None else f"{line.cost:,}"
    ratio = f"{ours / line.cost:.3f}" if ours is not None and line.cost else ""
    words = "; ".join([*line.reasons, line.settings])
    print(
        f"{line.engine:>9}  J {cost:>10}  ours/J {ratio:>5}  left out {line.unserved:>6,}  "
        f"violations {line.violations}  used {line.used:6.1f} s  {words[:WIDTH]}",
        flush=True,
    )


def summary(lines: Sequence[Line], solved: Solved, peak: int) -> dict[str, object]:
    """The figures of a run; the best peer is the cheapest without a violation."""
    ours = lines[0]
    fair = [line for line in lines[1:] if line.cost is not None and not line.violations]
    best = min(fair, key=lambda line: line.cost or 0, default=None)
    return {
        "size": ours.size,
        "seconds": ours.seconds,
        "seed": ours.seed,
        "ours": ours.cost,
        "unserved": ours.unserved,
        "violations": ours.violations,
        "bound": solved.result.bound,
        "gap": round(solved.result.gap, 4),
        "best_peer": best.cost if best else None,
        "peer": best.engine if best else None,
        "ratio": round(ours.cost / best.cost, 4) if best and best.cost and ours.cost else None,
        "peak_mb": peak,
    }
