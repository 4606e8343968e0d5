"""A meeting starts at a time that the client likes best, where one is named."""

import numpy as np

from optimizer.tables import Ints, Tables


def liked_time(t: Tables, need: Ints, start: Ints) -> Ints:
    """1 where the need names liked windows and the start lies in none of them."""
    missed = np.zeros(len(need), np.int64)
    for at, (row, minute) in enumerate(zip(need.tolist(), start.tolist(), strict=True)):
        liked = [w for w in t.problem.needs[row].windows if w.liked]
        missed[at] = bool(liked) and not any(w.start <= minute <= w.end for w in liked)
    return missed
