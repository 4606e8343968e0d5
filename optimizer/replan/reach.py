"""How far a change is from what has to change, counted in people who hear.

Changes that share no person, budget or interpreters with a need that has to change can be
taken back at no loss: a worker, a client or a pool that both sides leave alone is as it was
published. So in some best roster every change hangs together with a *source*, a need without
a meeting, by a chain of changes of which each shares somebody who hears with the next.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from optimizer.columns import Columns
from optimizer.lookups import needs_interpreter
from optimizer.replan.heard import Hearing

FAR = 1 << 20
"""Farther than any number of people."""
MOST_CHAINS = 20_000
"""Chains of changes followed, before all that may change is called near."""

Pool = tuple[str, str]
"""What meetings share beside people: a budget, or the interpreters of a language."""
People = frozenset[int]
Chains = dict[int, list[People]]
"""Need -> smallest sets of people who hear when it is changed in a chain from a source."""


@dataclass(frozen=True)
class Reach:
    """How many people more than those who hear in any case it takes, at least."""

    most: int
    """Farther than this nobody looked; FAR: all that could matter is near."""
    need: Mapping[int, int]
    """Need -> fewest people more who hear when it is changed."""
    pair: Mapping[tuple[int, int], int]
    """(need, worker) -> the same when that worker comes."""


def reach_of(
    hearing: Hearing, may: Collection[int], sources: Iterable[int], sure: People, most: int
) -> Reach:
    """Floors of all changes that take up to ``most`` people more.

    ``may`` are the needs that may have a meeting now or later, ``sources`` those of them
    without one that stands, ``sure`` the people who hear in any case.
    """
    web = _Web(hearing, may, sure)
    chains = web.follow(sources, most) if most < FAR else None
    if chains is None:
        pairs = {(need, worker): 0 for need in may for worker in web.comes[need]}
        return Reach(FAR, dict.fromkeys(may, 0), pairs)
    floors = {need: min(map(len, sets)) for need, sets in chains.items()}
    pairs = {
        (need, worker): web.with_worker(need, worker, sets)
        for need, sets in chains.items()
        for worker in web.comes[need]
    }
    near = {key: floor for key, floor in pairs.items() if floor <= most}
    whole = not web.cut and len(near) == len(pairs)
    return Reach(FAR if whole else most, floors, near)


class _Web:
    """Who and what hangs together with whom."""

    def __init__(self, hearing: Hearing, may: Collection[int], sure: People) -> None:
        self.hearing, self.sure = hearing, sure
        self.cut = False
        """Whether some chain was not followed because it is too long."""
        self.comes = {need: _workers_of(hearing.c, need) for need in may}
        self.own = {need: frozenset(hearing.own(need)) - sure for need in may}
        """People, beside those who are sure to, who hear whatever the need is changed to."""
        self.old = {
            need: frozenset(map(hearing.worker, hearing.published[need][1]))
            for need in may
            if need in hearing.published
        }
        self.touched: dict[int, People] = {}
        """Need -> everybody who may have to do with it, before or after."""
        self.by_own: dict[People, list[int]] = defaultdict(list)
        self.of_person: dict[int, list[int]] = defaultdict(list)
        self.pools = _pools(hearing.c, may)
        self.of_pool: dict[Pool, list[int]] = defaultdict(list)
        for need in may:
            new = frozenset(map(hearing.worker, self.comes[need]))
            clients = frozenset(hearing.clients[need])
            self.touched[need] = clients | new | self.old.get(need, frozenset())
            self.by_own[self.own[need]].append(need)
            for person in self.touched[need]:
                self.of_person[person].append(need)
            for pool in self.pools[need]:
                self.of_pool[pool].append(need)

    def follow(self, sources: Iterable[int], most: int) -> Chains | None:
        """Chains from the sources, the shortest first; None where there are too many."""
        found: Chains = defaultdict(list)
        layers: list[list[tuple[int, People]]] = [[] for _ in range(most + 1)]
        for need in sources:
            people = self.own[need] if self._must_change(need) else frozenset[int]()
            if len(people) <= most:
                layers[len(people)].append((need, people))
            else:
                self.cut = True
        chains = 0
        for layer in layers:
            # A layer grows while it is walked: changes that nobody more hears of.
            for need, people in layer:
                if any(smaller <= people for smaller in found[need]):
                    continue
                found[need].append(people)
                chains += 1
                if chains > MOST_CHAINS:
                    return None
                for other, wider in self._next(need, people, most):
                    if not any(smaller <= wider for smaller in found.get(other, ())):
                        layers[len(wider)].append((other, wider))
        return found

    def _must_change(self, need: int) -> bool:
        """Whether a source can only be served as something else than published.

        Of two meetings that cannot both stand, either may: what stands in the way is changed
        then, and nobody hears of the meeting itself.
        """
        return need in self.hearing.standing.surely or need not in self.hearing.published

    def _next(self, need: int, people: People, most: int) -> Iterator[tuple[int, People]]:
        """Changes that share somebody who hears, or a pool, with a change."""
        for person in self.touched[need]:
            wider = people if person in self.sure else people | {person}
            if len(wider) > most:
                self.cut = True
            elif len(wider) < most or not self.cut:
                for other in self.of_person[person]:
                    yield from self._joined(need, other, wider, most)
            else:
                for other in self._within(wider):
                    if person in self.touched[other]:
                        yield from self._joined(need, other, wider, most)
        for pool in self.pools[need]:
            for other in self.of_pool[pool]:
                yield from self._joined(need, other, people, most)

    def _joined(
        self, need: int, other: int, people: People, most: int
    ) -> Iterator[tuple[int, People]]:
        wider = people | self.own[other]
        if len(wider) > most:
            self.cut = True
        elif other != need:
            yield other, wider

    def _within(self, people: People) -> Iterator[int]:
        """Needs whose change nobody else has to hear of."""
        for size in range(len(people) + 1):
            for some in combinations(sorted(people), size):
                yield from self.by_own.get(frozenset(some), ())

    def with_worker(self, need: int, worker: int, chains: list[People]) -> int:
        """The fewest people who hear when that worker comes, over the chains to the need."""
        person = self.hearing.worker(worker)
        # Whoever stays in a team at the same hour need not hear of it.
        if person in self.sure or person in self.old.get(need, frozenset()):
            return min(map(len, chains))
        return min(len(people | {person}) for people in chains)


def _workers_of(c: Columns, need: int) -> list[int]:
    """Workers (rows) whom the musts of pairs allow on some seat."""
    t = c.tables
    first, last = (int(c.seat_pair[t.need_seat[n]]) for n in (need, need + 1))
    return sorted(set(c.pair_worker[first:last].tolist()))


def _pools(c: Columns, needs: Collection[int]) -> dict[int, set[Pool]]:
    """Budgets that a need draws on, and the languages in which it may need interpreters."""
    found = {n: {("budget", use.budget) for use in c.tables.problem.needs[n].uses} for n in needs}
    language = needs_interpreter(c.tables, c.pair_seat, c.pair_worker)
    for pair in np.flatnonzero(language >= 0).tolist():
        need = int(c.tables.seat_need[c.pair_seat[pair]])
        if need in found:
            found[need].add(("interpreter", str(language[pair])))
    return found
