"""Three needs, each met once: in whole days, at most one day meets two of them.

Mixtures of half days do better than that, and are forbidden it (subset-row cuts: Jepsen,
Petersen, Spoorendonk, Pisinger, Operations Research 56, 2008).
"""

from collections import Counter

import numpy as np

from optimizer.linear import Floats
from optimizer.tables import Ints

WHOLE = 0.999
"""From here on a day is taken."""
TOO_MUCH = 1.02
"""Pairs met, from which a triple is worth a row."""
MANY = 40
"""Triples that one look adds."""
OF_A_NEED = 6


def broken_triples(days: list[tuple[float, Ints]]) -> list[tuple[int, ...]]:
    """The triples of needs that days, at their levels, meet in pairs most above once."""
    settled = _needs_of([own for x, own in days if x > WHOLE])
    parts = [(x, np.setdiff1d(own, settled)) for x, own in days if x <= WHOLE]
    days = [(x, own) for x, own in parts if len(own) > 1]
    needs = _needs_of([own for _, own in days])
    level = np.array([x for x, _ in days], np.float64)
    met = np.zeros((len(days), len(needs)))
    for row, (_, own) in enumerate(days):
        np.add.at(met[row], np.searchsorted(needs, own), 1.0)
    once = np.minimum(met, 1.0)
    pairs = (once * level[:, None]).T @ once
    np.fill_diagonal(pairs, 0.0)
    found = []
    for i in range(len(needs)):
        others = i + 1 + np.flatnonzero(pairs[i, i + 1 :] > 0)
        # Two of the three pairs are met for sure; so one of them holds the lowest need, or all do.
        found += _with(i, others, pairs, met, level)
    found.sort(key=lambda one: (-one[0], one[1]))
    taken: Counter[int] = Counter()
    kept: list[tuple[int, ...]] = []
    for _, triple in found:
        if len(kept) < MANY and max(taken[n] for n in triple) < OF_A_NEED:
            taken.update(triple)
            kept.append(tuple(int(needs[n]) for n in triple))
    return kept


def _needs_of(days: list[Ints]) -> Ints:
    return np.unique(np.concatenate([np.zeros(0, np.int64), *days]))


def _with(
    i: int, others: Ints, pairs: Floats, met: Floats, level: Floats
) -> list[tuple[float, tuple[int, ...]]]:
    """Broken triples of a need and two later ones."""
    found = []
    for j in others.tolist():
        later = np.arange(i + 1, len(pairs))
        most = pairs[i, j] + pairs[i, later] + pairs[j, later]
        for k in later[(most > TOO_MUCH) & (later != j)].tolist():
            if k < j and pairs[i, k] > 0:
                continue
            sum_met = met[:, i] + met[:, j] + met[:, k]
            value = float(level @ (sum_met // 2))
            if value > TOO_MUCH:
                found.append((value, (i, *sorted((j, k)))))
    return found
