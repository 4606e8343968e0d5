"""Between rosters and models: a roster as a hint, a solution as a roster."""

import numpy as np
from ortools.sat.python import cp_model

from domain.session import DAY_MINUTES
from optimizer.choices import LEFT_OUT, Choices, option_at
from optimizer.model import Model


def hint(model: Model, chosen: Choices) -> None:
    """Start from a roster."""
    c, t = model.c, model.c.tables
    for need, served in model.served.items():
        start = int(chosen.start[need])
        model.cp.add_hint(served, start >= 0)
        option = option_at(c, need, start) if start >= 0 else -1
        for o in range(int(c.need_opt[need]), int(c.need_opt[need + 1])):
            model.cp.add_hint(model.option[o], o == option)
        if start >= 0 and model.timed:
            model.cp.add_hint(model.start[need], start)
    seats = {
        (int(chosen.pair[seat]), int(chosen.start[t.seat_need[seat]]) // DAY_MINUTES)
        for seat in np.flatnonzero(chosen.pair >= 0).tolist()
    }
    for key, literal in model.taken.items():
        model.cp.add_hint(literal, key in seats)
    met = {
        int(bond)
        for pair, _ in seats
        for bond in c.rows.bond[c.rows.bond_at[pair] : c.rows.bond_at[pair + 1]]
    }
    for bond, literal in model.bonds.items():
        model.cp.add_hint(literal, bond in met)


def read(model: Model, solver: cp_model.CpSolver | cp_model.CpSolverSolutionCallback) -> Choices:
    """The roster of a solution."""
    c, t = model.c, model.c.tables
    chosen = model.part.standing.copy()
    for need, served in model.served.items():
        on = bool(solver.value(served))
        chosen.start[need] = solver.value(model.start[need]) if on else LEFT_OUT
        chosen.pair[t.need_seat[need] : t.need_seat[need + 1]] = LEFT_OUT
    for (pair, _), literal in model.taken.items():
        if solver.value(literal):
            chosen.pair[c.pair_seat[pair]] = pair
    return chosen
