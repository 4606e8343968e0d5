"""What is compiled, run as plain Python in another process, gives the very same roster.

Compiled code checks no bounds, counts no references (``_nrt=False``, a flag that numba does
not document) and wraps whole numbers; plain Python over wide tables does none of this, and
over the tables as they are it stops where a way is added to more than a way can be.
"""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np

from optimizer.search.engine import Search
from optimizer.search.improve import improve
from optimizer.search.week import Week
from tests.optimizer.engines import small_columns
from tests.optimizer.search.weeks import EVERYBODY, NO_CLOCK, hard_columns

SEEDS = range(6)
ITERATIONS = 200
ROOT = Path(__file__).parents[3]


def rosters(*, wide: bool) -> list[list[int]]:
    """Cost, iterations, chance, starts and pairs of a few weeks; ``wide``: in 64 bits."""
    found = []
    for seed in SEEDS:
        for c in (small_columns(seed), hard_columns(seed)):
            search = Search(c, 5, EVERYBODY)
            if wide:
                search.packing = replace(search.packing, week=widened(search.week))
            search.fill()
            improve(search, NO_CLOCK, iterations=ITERATIONS, threads=1)
            chosen, state = search.choices(), int(search.week.bits[-1, 0])
            figures = [search.cost, search.iterations, state]
            found.append([*figures, *chosen.start.tolist(), *chosen.pair.tolist()])
    return found


def widened(week: Week) -> Week:
    """The same tables in whole numbers that nothing in a week overflows."""
    whole = {n: t for n, t in week._asdict().items() if t.dtype.kind == "i"}
    return week._replace(**{name: table.astype(np.int64) for name, table in whole.items()})


def test_compiled_and_plain_python_find_the_same_rosters() -> None:
    code = "from tests.optimizer.search import test_plain_python as t; t.tell()"
    plain = subprocess.run(  # noqa: S603 this very program
        [sys.executable, "-W", "ignore::RuntimeWarning", "-c", code],
        cwd=ROOT,
        env={**os.environ, "NUMBA_DISABLE_JIT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert plain.returncode == 0, plain.stderr
    narrow, wide = json.loads(plain.stdout)
    assert narrow == wide == rosters(wide=False)


def tell() -> None:
    """What the other process says."""
    sys.stdout.write(json.dumps([rosters(wide=False), rosters(wide=True)]))
