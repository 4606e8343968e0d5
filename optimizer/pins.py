"""Pins that cannot stand together: the smallest such sets, with the rules they break.

A set of pins stands where a roster of their needs alone serves each of them as pinned and
keeps every must. That no such roster exists is read off the check where every worker and
time is pinned, and proven by the exact model where something is left open.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting, Need
from optimizer.check import check
from optimizer.choices import meetings_of
from optimizer.columns import make_columns
from optimizer.construct import construct
from optimizer.exact import Effort, solve_exact
from optimizer.explain import explain_left_out
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.tables import make_tables
from optimizer.why import Obstacle

SERVED = 1_000_000
"""Price of leaving a pinned need out, where being served is all that is asked."""
PROOF = Effort(seconds=20.0, seed=1, threads=2)


@dataclass(frozen=True, slots=True)
class Pin:
    """Workers, a start, or both, held fast for one need."""

    need: str
    workers: tuple[str | None, ...] = ()
    """Per seat; None or nothing at all: left open."""
    start: int | None = None
    """Minutes of the week."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Pins that cannot stand together, though any of them could go and the rest would stand."""

    pins: tuple[Pin, ...]
    rules: tuple[Obstacle, ...]
    """What they would break."""


def pins_of(problem: Problem) -> tuple[Pin, ...]:
    """The pins that the needs of a week hold."""
    return tuple(
        Pin(need.id, need.pinned_workers, need.pinned_start)
        for need in problem.needs
        if need.pinned_start is not None or any(need.pinned_workers)
    )


def with_pins(problem: Problem, pins: Sequence[Pin]) -> Problem:
    """The week with pins held; what a pin says replaces what its need held before.

    Raises KeyError on a need that the week does not know.
    """
    known = {need.id for need in problem.needs}
    held = {pin.need: pin for pin in pins}
    if not held.keys() <= known:
        raise KeyError(*sorted(held.keys() - known))
    return replace(problem, needs=tuple(_held(need, held.get(need.id)) for need in problem.needs))


def conflicts_of_pins(
    problem: Problem, policy: Policy, pins: Sequence[Pin] | None = None
) -> tuple[Conflict, ...]:
    """Every conflict found among pins, none sharing a pin with another; none where they stand.

    Without ``pins`` those of the problem are asked about. Each conflict is the smaller of
    two that a deletion filter leaves, from the first pin on and from the last: whichever of
    its pins goes, the others stand (this is verified).
    """
    desk = _Desk(problem, policy)
    asked = list(pins_of(problem) if pins is None else pins)
    left, found = asked, []
    while not desk.stand(left):
        both = (desk.smallest(left), desk.smallest(left[::-1]))
        core = min(both, key=len)
        ordered = tuple(pin for pin in left if pin in core)
        found.append(Conflict(ordered, desk.broken(ordered)))
        left = [pin for pin in left if pin not in core]
    return tuple(sorted(found, key=lambda one: asked.index(one.pins[0])))


def _held(need: Need, pin: Pin | None) -> Need:
    if pin is None:
        return need
    start = need.pinned_start if pin.start is None else pin.start
    return replace(need, pinned_workers=pin.workers or need.pinned_workers, pinned_start=start)


@dataclass(frozen=True)
class _Desk:
    """A week to be asked which pins stand in it."""

    problem: Problem
    policy: Policy

    def smallest(self, pins: Sequence[Pin]) -> list[Pin]:
        """Pins that do not stand, of which none can be spared for that."""
        kept = list(pins)
        spared = True
        while spared:
            spared = False
            for pin in list(kept):
                rest = [one for one in kept if one is not pin]
                if not self.stand(rest):
                    kept, spared = rest, True
        return kept

    def stand(self, pins: Sequence[Pin]) -> bool:
        """Whether some roster of these needs keeps the pins and every must."""
        return self.roster(pins) is not None

    def roster(self, pins: Sequence[Pin]) -> tuple[Meeting, ...] | None:
        """A roster that serves these needs as pinned; None where there surely is none.

        Where the proof takes too long, the best roster found speaks for the pins.
        """
        part = self._part(pins)
        meetings = _as_pinned(part)
        if meetings is not None:
            return None if check(part, self.policy, meetings).faults else meetings
        prices = {**dict.fromkeys(self.policy.prices, 0), "wanted_meeting": SERVED}
        easy = self.policy.model_copy(update={"prices": prices})
        c = make_columns(make_tables(part, easy))
        found = construct(c)
        if (found.start < 0).any():
            solved = solve_exact(c, found, PROOF)
            found = solved.chosen or found
            if solved.proven and (found.start < 0).any():
                return None
        return meetings_of(c, found)

    def broken(self, pins: Sequence[Pin]) -> tuple[Obstacle, ...]:
        """What pins that do not stand break: all together, or the last beside the others."""
        part = self._part(pins)
        meetings = _as_pinned(part)
        if meetings is not None:
            faults = check(part, self.policy, meetings).faults
            return tuple(Obstacle(one.rule, one.about, one.amount) for one in faults)
        last, held = pins[-1].need, self.roster(pins[:-1])
        (why,) = explain_left_out(part, self.policy, held or (), [last])
        if why.refused_days:
            return tuple(Obstacle(one.rule, last, one.count) for one in why.refused_days)
        return why.nearest[0].obstacles if why.nearest else ()

    def _part(self, pins: Sequence[Pin]) -> Problem:
        """The needs of some pins alone, held as these say."""
        held = {pin.need: pin for pin in pins}
        kept = tuple(_held(need, held[need.id]) for need in self.problem.needs if need.id in held)
        published = {name: m for name, m in self.problem.published.items() if name in held}
        return replace(self.problem, needs=kept, published=published)


def _as_pinned(problem: Problem) -> tuple[Meeting, ...] | None:
    """The one roster that serves every need as pinned; None where something is left open.

    And where a pin names a worker or a minute that the week does not have: no such roster
    can be asked about.
    """
    meetings, staff = [], {worker.id for worker in problem.workers}
    for need in problem.needs:
        team = tuple(who for who in need.pinned_workers if who is not None)
        if need.pinned_start is None or len(team) < len(need.seats):
            return None
        if not 0 <= need.pinned_start < WEEK_DAYS * DAY_MINUTES or not staff.issuperset(team):
            return None
        meetings.append(Meeting(need.id, need.pinned_start, team))
    return tuple(meetings)
