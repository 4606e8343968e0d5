"""The front door: the best roster of a week within the time given, and how good it can be."""

from collections.abc import Sequence

from domain.session import Meeting
from optimizer.choices import choices_of
from optimizer.columns import make_columns
from optimizer.elsewhere import Elsewhere
from optimizer.improving import improve_windows, start_from
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.proving import is_small, prove
from optimizer.roster import Result
from optimizer.running import Progress, Running, Told
from optimizer.tables import make_tables
from optimizer.turns import improve_quickly, search_or_wait
from optimizer.watch import Stop

__all__ = ["ENGINES", "Progress", "Told", "solve"]

ENGINES = ("auto", "exact", "search", "windows")
QUICK_SHARE, QUICK_SECONDS = 0.75, 20.0
"""Of the time, for a good roster before the whole week is solved: often it is proven there."""


def solve(
    problem: Problem,
    policy: Policy,
    seconds: float,
    seed: int = 1,
    start: Sequence[Meeting] = (),
    *,
    told: Told | None = None,
    stop: Stop | None = None,
    work: int | None = None,
    engine: str = "auto",
    elsewhere: Elsewhere | None = None,
) -> Result:
    """The best roster found in ``seconds``, its cost by rule and a proven bound.

    ``start`` is a roster to start from; what of it a must forbids is dropped. ``told`` hears
    of progress, ``stop`` ends the search and keeps the best so far. ``work`` (windows to
    solve, or thousands of iterations of the search) instead of the clock makes the result
    the same on every machine. ``engine`` is one of ``ENGINES``: ``auto`` proves small weeks
    by the exact model and improves larger ones by the compiled search, then by the pool, or by
    windows while neither is compiled. ``elsewhere`` is where parts of a large week are improved;
    where it fails or is late, they are improved here.
    """
    columns = make_columns(make_tables(problem, policy))
    run = Running(columns, seconds, seed, told, stop, work, elsewhere)
    given = choices_of(columns, start) if start else None
    small = engine in ("auto", "exact") and is_small(run, asked=engine == "exact")
    if engine == "search" or (engine == "auto" and not small):
        search_or_wait(run, given, asked=engine == "search")
        return run.result(proven=False)
    if engine == "auto" and run.work is None:
        improve_quickly(run, given, min(QUICK_SECONDS, run.left() * QUICK_SHARE))
        if run.is_best():
            return run.result(proven=True)
    else:
        start_from(run, given)
        if not small or engine == "auto":
            improve_windows(run, run.left())
    return run.result(proven=small and prove(run))
