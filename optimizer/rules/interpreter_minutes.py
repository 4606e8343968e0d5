"""Minutes of interpreting at hand in a week, by language (source: seed 004)."""

from collections.abc import Iterator

import numpy as np

from optimizer.limit import PairSum
from optimizer.lookups import needs_interpreter
from optimizer.tables import Ints, Tables


def interpreter_minutes(t: Tables, seat: Ints, worker: Ints) -> Iterator[PairSum]:
    """Per language: minutes of the meetings, once per seat that needs an interpreter."""
    language = needs_interpreter(t, seat, worker)
    pair = np.flatnonzero(language >= 0)
    at_hand = [max(0, t.problem.interpreter_minutes.get(name, 0)) for name in t.languages]
    yield PairSum(
        "interpreter_minutes",
        t.languages,
        np.array(at_hand, np.int64),
        language[pair],
        pair,
        t.need_minutes[t.seat_need[seat[pair]]],
    )
