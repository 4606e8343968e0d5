"""The fewest changes of a small week by looking at all rosters, judged by the oracle alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.session import Meeting, Need
from tests.optimizer.brute_force import Hunt, Step
from tests.oracle import judge, weight

Person = tuple[str, str]


def hears(need: Need, before: Meeting | None, after: Meeting | None) -> set[Person]:
    """Who hears of what became of a need, said once more in plain sets."""
    old = set(before.workers) if before else set()
    new = set(after.workers) if after else set()
    if before is None and after is None:
        return set()
    if before is not None and after is not None and before.start == after.start:
        if old == new:
            return set()
        moved = old ^ new
    else:
        moved = old | new
    return {("client", c) for c in need.clients} | {("worker", w) for w in moved}


def who_hears(
    needs: Sequence[Need], published: Mapping[str, Meeting], meetings: Sequence[Meeting]
) -> set[Person]:
    """Everybody who hears of something in a week."""
    held = {m.need: m for m in meetings}
    told = [hears(n, published.get(n.id), held.get(n.id)) for n in needs]
    return set().union(*told)


@dataclass
class FewestHunt(Hunt):
    """First the weight left out, then who hears; what has begun is held as it was."""

    published: Mapping[str, Meeting] = field(default_factory=dict)
    begun: frozenset[str] = frozenset()
    told: frozenset[Person] = frozenset()
    best: tuple[int, int] | None = None

    def _reached(self, step: Step) -> tuple[int, int]:
        """What the decisions so far cost at least on the two levels."""
        held = {m.need: m for m in step.meetings}
        left, people = 0, set(self.told)
        for need in self.problem.needs:
            open_ways = step.open_ways.get(need.id)
            if open_ways:
                continue
            if need.id not in held:
                left += weight(self.look, need)
            if open_ways is None or not open_ways:
                people |= hears(need, self.published.get(need.id), held.get(need.id))
        return left, len(people)

    def _go_on(self, step: Step) -> None:
        if self.best is not None and self._reached(step) >= self.best:
            return
        if not step.open_ways:
            if not judge(self.problem, self.policy, step.meetings).faults:
                self.best, self.meetings = self._reached(step), step.meetings
            return
        able = [
            following
            for following in self._next_steps(step)
            if self._least_cost(following) is not None and self._holds_the_past(following)
        ]
        for following in sorted(able, key=self._reached):
            self._go_on(following)

    def _holds_the_past(self, step: Step) -> bool:
        held = {m.need for m in step.meetings}
        return all(n in held or n in step.open_ways for n in self.begun)
