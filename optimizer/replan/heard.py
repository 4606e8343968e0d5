"""Who hears of a change: clients whose meeting is another one, workers whose day is another one.

People are numbered: clients by their rows, workers after them. A person who hears of three
changes counts once, for one call tells them all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from domain.session import Meeting
from optimizer.choices import Choices
from optimizer.columns import Columns
from optimizer.replan.standing import Standing


@dataclass(frozen=True)
class Hearing:
    """What was published, by rows, and whom it takes to change it."""

    c: Columns
    standing: Standing
    published: Mapping[int, tuple[int, frozenset[int]]]
    """Need -> published start and workers (rows of workers)."""
    told: frozenset[int]
    """People who hear in any case: of meetings called off."""

    @cached_property
    def clients(self) -> list[list[int]]:
        """Clients of each need."""
        t = self.c.tables
        return [
            t.member[t.need_member[n] : t.need_member[n + 1]].tolist()
            for n in range(len(t.need_minutes))
        ]

    def worker(self, row: int) -> int:
        """Number of a worker among the people."""
        return len(self.c.tables.problem.clients) + row

    def team(self, chosen: Choices, need: int) -> frozenset[int]:
        """Workers (rows) whom choices send to a need."""
        t, c = self.c.tables, self.c
        pairs = chosen.pair[t.need_seat[need] : t.need_seat[need + 1]]
        return frozenset(c.pair_worker[pairs].tolist())

    def is_changed(self, chosen: Choices, need: int) -> bool:
        """Whether a need gets another start or other workers than published."""
        if need in self.standing.begun:
            return False
        start, before = int(chosen.start[need]), self.published.get(need)
        if before is None:
            return start >= 0
        return start != before[0] or self.team(chosen, need) != before[1]

    def changed(self, chosen: Choices) -> list[int]:
        """Needs that are not as published."""
        maybe = np.flatnonzero(chosen.start >= 0).tolist()
        return [n for n in sorted({*maybe, *self.published}) if self.is_changed(chosen, n)]

    def of_change(self, chosen: Choices, need: int) -> set[int]:
        """Who hears of what became of one need."""
        start, before = int(chosen.start[need]), self.published.get(need)
        old = before[1] if before else frozenset[int]()
        new = self.team(chosen, need) if start >= 0 else frozenset[int]()
        kept = old & new if before and start == before[0] else frozenset[int]()
        return {*self.clients[need], *(self.worker(w) for w in (old | new) - kept)}

    def people(self, chosen: Choices) -> set[int]:
        """Everybody who hears of something."""
        return set(self.told).union(*(self.of_change(chosen, n) for n in self.changed(chosen)))

    def own(self, need: int) -> set[int]:
        """Who hears whatever a need is changed to: its clients, and on a new time its workers.

        A worker of a team who keeps the hour keeps the day: only whoever is alone is sure.
        """
        before = self.published.get(need)
        sure = before[1] if before is not None and len(before[1]) == 1 else frozenset[int]()
        return {*self.clients[need], *map(self.worker, sure)}


def hearing_of(
    c: Columns, standing: Standing, published: Mapping[str, Meeting], told: Iterable[int]
) -> Hearing:
    """Look up what was published; workers whom nobody knows any more cannot be told."""
    t = c.tables
    rows = {
        t.need_row[m.need]: (
            m.start,
            frozenset(t.worker_row[who] for who in m.workers if who in t.worker_row),
        )
        for m in published.values()
        if m.need in t.need_row
    }
    return Hearing(c, standing, rows, frozenset(told))
