"""The exact model of a neighbourhood, with who is left out and who hears of a change."""

from collections import defaultdict
from collections.abc import Iterable
from typing import cast

import numpy as np
from ortools.sat.python import cp_model

from domain.session import DAY_MINUTES
from optimizer.choices import Choices
from optimizer.model import Linear, Model, Part
from optimizer.order import add_order
from optimizer.replan.heard import Hearing
from optimizer.replan.near import Near
from optimizer.solution import hint
from optimizer.tables import Ints


class Levels:
    """Three objectives over one model: the weight left out, the people who hear, the cost."""

    def __init__(self, hearing: Hearing, near: Near, start: Choices, weight: Ints) -> None:
        self.hearing, self.near = hearing, near
        self.model = Model(near.c, Part(near.needs, near.workers, start))
        self.model.build()
        add_order(self.model)
        skipped = near.needs | hearing.standing.begun
        outside = [n for n in np.flatnonzero(start.start < 0).tolist() if n not in skipped]
        weights = [int(weight[n]) for n in self.model.served]
        served = cp_model.LinearExpr.weighted_sum(list(self.model.served.values()), weights)
        self.left = int(weight[outside].sum()) + sum(weights) - served
        self.hears: dict[int, cp_model.IntVar] = {}
        self.told = hearing.told.union(
            *(hearing.of_change(start, n) for n in hearing.changed(start) if n not in near.needs)
        )
        for need in sorted(near.needs):
            self._add_hearing(need)
        self.heard = cast("cp_model.LinearExpr", len(self.told) + sum(self.hears.values()))
        self.cost = cast("cp_model.LinearExpr", sum(self.model.cost) + self.model.offset)

    def changes(self, people: int) -> Linear:
        """The first two levels as one figure: weight left out times ``people``, and who hears."""
        return self.left * people + self.heard

    def keep(self, level: Linear, most: int) -> None:
        """No worse than this on a level."""
        self.model.cp.add(level <= most)

    def minimise(self, level: Linear, start: Choices) -> None:
        """Set what to minimise and where to begin."""
        self.model.cp.minimize(level)
        self.model.cp.clear_hints()  # type: ignore[no-untyped-call]
        hint(self.model, start)

    def _hears(self, person: int) -> cp_model.IntVar | None:
        """Whether somebody hears of a change; None where it is so in any case."""
        if person in self.told:
            return None
        if person not in self.hears:
            self.hears[person] = self.model.cp.new_bool_var(f"hears {person}")
        return self.hears[person]

    def _add_hearing(self, need: int) -> None:
        """Whoever does not hear keeps the published start with the published workers."""
        hearing, before = self.hearing, self.hearing.published.get(need)
        taken = self._taken(need)
        if before is None:
            for client in hearing.clients[need]:
                self._tell(client, [self.model.served[need]])
            for (worker, _), literals in taken.items():
                self._tell(hearing.worker(worker), literals)
            return
        start, team = before
        stays = self._stays(need, start)
        keeps = [taken.get((worker, start // DAY_MINUTES), []) for worker in sorted(team)]
        for client in hearing.clients[need]:
            self._tell_unless(client, [stays, *keeps])
        for worker, own in zip(sorted(team), keeps, strict=True):
            self._tell_unless(hearing.worker(worker), [stays, own])
        for (worker, _), literals in taken.items():
            if worker not in team:
                self._tell(hearing.worker(worker), literals)

    def _taken(self, need: int) -> dict[tuple[int, int], list[cp_model.IntVar]]:
        """(worker, weekday) -> literals of that worker on any seat of a need."""
        c, t = self.near.c, self.near.c.tables
        found: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        first, last = (int(c.seat_pair[t.need_seat[n]]) for n in (need, need + 1))
        days = sorted({int(c.opt_day[o]) for o in range(*c.need_opt[need : need + 2].tolist())})
        for pair in range(first, last):
            for day in days:
                literal = self.model.taken.get((pair, day))
                if literal is not None:
                    found[int(c.pair_worker[pair]), day].append(literal)
        return found

    def _stays(self, need: int, start: int) -> list[cp_model.IntVar]:
        """The option that is the published start alone."""
        c = self.near.c
        return [
            self.model.option[o]
            for o in range(int(c.need_opt[need]), int(c.need_opt[need + 1]))
            if c.opt_lo[o] == c.opt_hi[o] == start
        ]

    def _tell(self, person: int, literals: Iterable[cp_model.IntVar]) -> None:
        """Each of these is heard of."""
        hears = self._hears(person)
        if hears is not None:
            for literal in literals:
                self.model.cp.add_implication(literal, hears)

    def _tell_unless(self, person: int, kept: Iterable[list[cp_model.IntVar]]) -> None:
        """Everything but one of each list is heard of."""
        hears = self._hears(person)
        if hears is not None:
            for literals in kept:
                self.model.cp.add_bool_or([*literals, hears])
