"""What was delivered, with what programmes and referrals say of it: what checks look at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from billing.books import OUTCOMES, Books, Known
from billing.joining import NONE, Bools, Ints, cross, pack
from billing.kinds import ORDER, Kind
from billing.sides import Lines, Sides
from billing.tables import NO_DAY
from domain.caps import GroupSize
from domain.programme import Component, Programme, components


@dataclass(frozen=True)
class Given:
    """Lines of a run in numbers, the tables they came from, and what is known around them."""

    books: Books
    sides: Sides
    known: Known

    @property
    def lines(self) -> Lines:
        """What was delivered."""
        return self.sides.lines

    @cached_property
    def catalogue(self) -> tuple[tuple[Programme, Component] | None, ...]:
        """Programme and component behind each component's number; None: no programme has it."""
        return tuple(components().get(name) for name in self.sides.components)

    @cached_property
    def programmes(self) -> list[str]:
        """Programmes of the components, in order."""
        return sorted({found[0].id for found in self.catalogue if found})

    @cached_property
    def programme(self) -> Ints:
        """Programme of each line: place among ``programmes``; -1: none has the component."""
        place = {name: at for at, name in enumerate(self.programmes)}
        return self.each(lambda programme, _: place[programme.id], NONE)

    def each(self, ask: Callable[[Programme, Component], int], otherwise: int) -> Ints:
        """A number for each line by its component; ``otherwise`` where no programme has it."""
        known = [otherwise if found is None else int(ask(*found)) for found in self.catalogue]
        return np.asarray([*known, otherwise], dtype=np.int64)[self.lines.component]

    @cached_property
    def paid(self) -> Bools:
        """Whether each line's component is ever billed."""
        paid: Bools = self.each(lambda _, component: component.paid, 1) == 1
        return paid

    @cached_property
    def referral_at(self) -> Ints:
        """Row of ``known.referrals`` of each line; -1: none."""
        if self.known.referrals is None:
            return np.full(len(self.lines.net), NONE)
        ids = {str(name): at for at, name in enumerate(self.known.referrals["referral"])}
        column = self.books.attended["referral"]
        place = [ids.get(str(name), NONE) for name in column.cat.categories]
        return np.asarray([*place, NONE], dtype=np.int64)[column.cat.codes.to_numpy()]

    @cached_property
    def entitlement(self) -> dict[Kind, Bools]:
        """What each line lacks of a referral (E01–E03, E07–E09); of what is not known, nothing."""
        return {**_by_referral(self), **_by_worker(self)}

    @cached_property
    def why(self) -> Ints:
        """Of each line for which nothing is due, the kind that says why; -1 elsewhere.

        The weightiest of: what became of the meeting, no confirmation, no referral, no price, an
        unpaid component.
        """
        lines = self.lines
        kinds = [OUTCOMES.get(name) for name in self.sides.outcomes]
        by_outcome = [NONE if kind is None else ORDER[kind] for kind in kinds]
        outcome = np.asarray([*by_outcome, NONE], dtype=np.int64)[lines.outcome]
        worst = np.where(outcome == NONE, len(ORDER), outcome)
        masks = dict(self.entitlement)
        masks[Kind.T06] = (lines.price == NONE) & self.paid
        masks[Kind.C05] = ~self.paid
        masks[Kind.P06] = ~lines.confirmed & (lines.price != NONE) & lines.delivered
        for kind, mask in masks.items():
            worst = np.where(mask, np.minimum(worst, ORDER[kind.value]), worst)
        worst = np.where(worst == len(ORDER), ORDER["T06"], worst)
        return np.where(lines.full == 0, worst, NONE)

    def group_sizes(self, at: Ints) -> tuple[Ints, Ints]:
        """Smallest and largest group of some lines on their days; 0 where no programme tells."""
        lines = self.lines
        key = lines.component[at] * 4_000_000 + lines.day[at]
        some, back = np.unique(key, return_inverse=True)
        sizes = [self._size(*divmod(int(one), 4_000_000)) for one in some]
        found = np.asarray(sizes or [(0, 0)], dtype=np.int64)
        return found[back, 0], found[back, 1]

    def _size(self, component: int, day: int) -> tuple[int, int]:
        entry = self.catalogue[component]
        if entry is None:
            return 0, 0
        for cap in reversed(list(entry[0].caps_of(entry[1], date.fromordinal(day)))):
            if isinstance(cap, GroupSize):
                return cap.smallest, cap.largest
        return 0, 0


def _by_referral(given: Given) -> dict[Kind, Bools]:
    known, lines = given.known.referrals, given.lines
    if known is None:
        return {}
    at = given.referral_at
    none = at == NONE
    first, last, closed = (
        np.append(known[name].to_numpy(), 0)[at] for name in ("first", "last", "closed")
    )
    clients = [str(name) for name in known["client"]]
    place = {name: code for code, name in enumerate(given.sides.clients)}
    whose = np.asarray([*(place.get(name, NONE) for name in clients), NONE], dtype=np.int64)[at]
    order = {name: number for number, name in enumerate(given.programmes)}
    of = np.asarray([*(order.get(str(name), NONE) for name in known["programme"]), NONE], np.int64)
    return {
        Kind.E01: none | (whose != lines.client),
        Kind.E02: ~none & (lines.day < first),
        Kind.E03: ~none & (lines.day > last),
        Kind.E07: ~none & (given.programme != NONE) & (of[at] != given.programme),
        Kind.E08: ~none & (closed != NO_DAY) & (lines.day > closed),
    }


def _by_worker(given: Given) -> dict[Kind, Bools]:
    known, lines = given.known.qualified, given.lines
    if known is None:
        return {}
    workers = {name: code for code, name in enumerate(given.sides.workers)}
    parts = {name: code for code, name in enumerate(given.sides.components)}
    who = np.asarray([workers.get(str(name), NONE) for name in known["worker"]], dtype=np.int64)
    what = np.asarray([parts.get(str(name), NONE) for name in known["component"]], dtype=np.int64)
    ours, theirs = cross(*pack([(lines.worker, who), (lines.component, what)]))
    since, until = known["since"].to_numpy()[theirs], known["until"].to_numpy()[theirs]
    held = (since <= lines.day[ours]) & (lines.day[ours] <= until)
    allowed = np.zeros(len(lines.net), dtype=np.bool_)
    allowed[ours[held]] = True
    return {Kind.E09: ~allowed & (lines.worker != NONE)}
