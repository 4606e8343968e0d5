"""A week in parts that have nothing to do with one another, to be improved side by side.

A part is a set of routes and a set of needs: whatever its needs can move (routes, counters,
bonds, clients' hours) no need of another part moves. What stands between parts is frozen
while they are improved. So the changes of all parts add up, to the unit.
"""

from dataclasses import dataclass

import numpy as np

from domain.session import WEEK_DAYS
from optimizer.search import at
from optimizer.search.nearby import only_ways_of, tell_places
from optimizer.search.week import Table, Week
from optimizer.tables import Bools, Ints

LATER = 1 << 27
Some = Ints | Table


@dataclass(frozen=True)
class Part:
    """Routes and needs, as masks over their rows."""

    routes: Bools
    needs: Bools


def independent_days(w: Week) -> list[Part]:
    """The weekdays, where no need, counter or rest reaches over two of them; else nothing."""
    needs0, seats0 = int(w.num[at.NEEDS0]), int(w.num[at.SEATS0])
    needs, routes = w.rows[needs0:seats0], w.rows[:needs0]
    if routes[:, at.AFTER_DAY].any() or w.thin[int(w.num[at.WORKERS0]) :, at.WATCHED].any():
        return []
    many = needs[:, at.OPT1] - needs[:, at.OPT0]
    option = np.repeat(needs[:, at.OPT0], many) + _within(many)
    owner = np.repeat(np.arange(len(needs)), many)
    first, last = np.full(len(needs), WEEK_DAYS), np.full(len(needs), -1)
    days = w.thin[option, at.DAY]
    np.minimum.at(first, owner, days)
    np.maximum.at(last, owner, days)
    if (first < last).any():
        return []
    touched = _counters_by_day(w, option, (owner, first))
    if (np.bincount(touched // WEEK_DAYS) > 1).any():
        return []
    weekday = routes[:, at.WEEKDAY]
    parts = [Part(weekday == day, first == day) for day in range(WEEK_DAYS)]
    return [part for part in parts if part.needs.any()]


def _within(many: Some) -> Ints:
    many = many.astype(np.int64)
    ends = np.cumsum(many)
    return np.arange(many.sum()) - np.repeat(ends - many, many)


def _counters_by_day(w: Week, option: Ints, owners: tuple[Ints, Ints]) -> Ints:
    """Counter * 7 + day, once each, of everything that an option, a pair or a route moves."""
    owner, first = owners
    needs0, seats0 = int(w.num[at.NEEDS0]), int(w.num[at.SEATS0])
    found = [_codes(w, w.thin[option, at.OROW0], w.thin[option, at.OROW1], first[owner])]
    seats = w.rows[seats0:]
    many = seats[:, at.PAIR1] - seats[:, at.PAIR0]
    pair = np.repeat(seats[:, at.PAIR0], many) + _within(many)
    day = np.repeat(first[seats[:, at.NEED] - needs0], many)
    found.append(_codes(w, w.thin[pair, at.PROW0], w.thin[pair, at.PROW1], day))
    found.append(_codes(w, w.thin[pair, at.TIE0], w.thin[pair, at.TIE1], day, through_bond=True))
    worker = w.thin[pair, at.PAIR_WORKER]
    found.append(_codes(w, w.thin[worker, at.DAYS0], w.thin[worker, at.DAYS1], day))
    routes = w.rows[:needs0]
    found.append(_codes(w, routes[:, at.ROW0], routes[:, at.ROW1], routes[:, at.WEEKDAY]))
    return np.unique(np.concatenate(found))


def _codes(w: Week, begin: Some, end: Some, day: Some, *, through_bond: bool = False) -> Ints:
    many = end.astype(np.int64) - begin
    use = np.repeat(begin.astype(np.int64), many) + _within(many)
    counter = w.uses[use, at.COUNTER].astype(np.int64)
    if through_bond:
        counter = w.limits[counter, at.BOND_COUNTER]
    found: Ints = counter * WEEK_DAYS + np.repeat(day, many)
    return found


def regions(w: Week, many: int, chance: np.random.Generator) -> list[Part]:
    """Workers cut into groups along the ways from two places drawn by chance, and their needs.

    A need belongs to the group of all its workers, or, left out, to the group of a worker
    who could come. It is frozen where one of its counters has needs of two groups.
    """
    needs0 = int(w.num[at.NEEDS0])
    homes = w.rows[:needs0:WEEK_DAYS, at.HOME]
    one, two = chance.integers(w.way.shape[1], size=2)
    apart = w.way[1, homes, one].astype(np.int64) - w.way[1, homes, two]
    load = w.rows[:needs0, at.SIZE].reshape(-1, WEEK_DAYS).sum(axis=1) + 1
    order = np.lexsort((chance.permutation(len(homes)), apart))
    group = np.zeros(len(homes), np.int64)
    group[order] = np.cumsum(load[order]) * many // (load.sum() + 1)
    own = _groups_of_needs(w, group, chance)
    own[_frozen_by_counters(w, own, group)] = -1
    route_group = np.repeat(group, WEEK_DAYS)
    parts = [Part(route_group == g, own == g) for g in range(many)]
    return [part for part in parts if part.needs.any()]


def _groups_of_needs(w: Week, group: Ints, chance: np.random.Generator) -> Ints:
    """(needs) group; -1 where workers of two groups come, or nobody could."""
    needs0, seats0 = int(w.num[at.NEEDS0]), int(w.num[at.SEATS0])
    seats = w.rows[seats0:]
    need = seats[:, at.NEED] - needs0
    pairs = seats[:, at.PAIR1] - seats[:, at.PAIR0]
    drawn = seats[:, at.PAIR0] + (chance.random(len(seats)) * pairs).astype(np.int64)
    route = np.where(seats[:, at.ROUTE] >= 0, seats[:, at.ROUTE], w.thin[drawn, at.ROUTE0])
    seat_group = np.where((pairs > 0) | (seats[:, at.ROUTE] >= 0), group[route // WEEK_DAYS], -1)
    low = np.full(seats0 - needs0, len(group))
    high = np.full(seats0 - needs0, -1)
    np.minimum.at(low, need, seat_group)
    np.maximum.at(high, need, seat_group)
    return np.where(low == high, low, -1)


def _frozen_by_counters(w: Week, own: Ints, group: Ints) -> Bools:
    """(needs) whether one of its counters, pools, keys or clients has needs of two groups.

    Only pairs with workers of the need's own group count: no other can be chosen.
    """
    needs0, seats0 = int(w.num[at.NEEDS0]), int(w.num[at.SEATS0])
    needs, seats = w.rows[needs0:seats0], w.rows[seats0:]
    many = needs[:, at.OPT1] - needs[:, at.OPT0]
    option = np.repeat(needs[:, at.OPT0], many) + _within(many)
    owner = np.repeat(np.arange(len(needs)), many)
    rows = [_owned(w, w.thin[option, at.OROW0], w.thin[option, at.OROW1], owner)]
    many = seats[:, at.PAIR1] - seats[:, at.PAIR0]
    pair = np.repeat(seats[:, at.PAIR0], many) + _within(many)
    owner = np.repeat(seats[:, at.NEED] - needs0, many)
    near = group[w.thin[pair, at.ROUTE0] // WEEK_DAYS] == own[owner]
    pair, owner = pair[near], owner[near]
    rows.append(_owned(w, w.thin[pair, at.PROW0], w.thin[pair, at.PROW1], owner))
    rows.append(_owned(w, w.thin[pair, at.TIE0], w.thin[pair, at.TIE1], owner, through_bond=True))
    first, last = needs[:, at.MEMBER0], needs[:, at.MEMBER1]
    rows.append(_owned(w, first, last, np.arange(len(needs)), shift=len(w.limits)))
    owner, counter = (np.concatenate(part) for part in zip(*rows, strict=True))
    free = own[owner] >= 0
    owner, counter = owner[free], counter[free]
    low = np.full(int(counter.max(initial=0)) + 1, 1 << 40)
    high = np.full(len(low), -1 << 40)
    np.minimum.at(low, counter, own[owner])
    np.maximum.at(high, counter, own[owner])
    held = np.zeros(len(needs), np.bool_)
    held[owner[low[counter] < high[counter]]] = True
    return held


def _owned(
    w: Week, begin: Some, end: Some, owner: Ints, *, through_bond: bool = False, shift: int = 0
) -> tuple[Ints, Ints]:
    """Rows (owner, counter)."""
    many = end.astype(np.int64) - begin
    use = np.repeat(begin.astype(np.int64), many) + _within(many)
    counter = w.uses[use, at.COUNTER].astype(np.int64) + shift
    owners = np.repeat(owner, many)
    if through_bond:
        counter = w.limits[counter, at.BOND_COUNTER]
    return owners, counter


def take_part(w: Week, part: Part, seed: int) -> Week:
    """A copy of the week in which only a part can be changed; its best is what is there now."""
    changed = ("rows", "thin", "limits", "stops", "twos", "scratch", "num", "bits", "keys")
    own = w._replace(**{name: getattr(w, name).copy() for name in changed})
    needs0, seats0 = int(w.num[at.NEEDS0]), int(w.num[at.SEATS0])
    own = only_ways_of(own, part.routes, part.needs[w.rows[seats0:, at.NEED] - needs0])
    own.rows[needs0:seats0, at.FROZEN] = ~part.needs
    routes = own.rows[:needs0]
    routes[~part.routes, at.FROM_HOME] = LATER
    routes[~part.routes, at.TO_HOME] = -LATER
    routes[~part.routes, at.VERSION] = own.num[at.VERSIONS] + 1
    own.num[at.VERSIONS] += 1
    list_needs(own)
    best_is_now(own)
    own.num[at.ITERATIONS] = 0
    own.bits[-1, 0] = np.uint64((int(own.bits[-1, 0]) ^ (seed * 0x9E3779B97F4A7C15)) % 2**64 | 1)
    return own


def list_needs(w: Week) -> None:
    """List the needs that may be changed, and those of them that are left out."""
    needs0, seats0 = int(w.num[at.NEEDS0]), int(w.num[at.SEATS0])
    rows = w.rows[needs0:seats0]
    active = np.flatnonzero(rows[:, at.FROZEN] == 0)
    absent = active[rows[active, at.OPT] < 0]
    w.thin[: len(active), at.ACTIVE_L] = active + needs0
    w.thin[: len(absent), at.ABSENT_L] = absent + needs0
    rows[:, at.ABSENT_AT] = -1
    rows[absent, at.ABSENT_AT] = np.arange(len(absent))
    w.num[at.ACTIVE], w.num[at.ABSENT] = len(active), len(absent)


def best_is_now(w: Week) -> None:
    """Take the roster as it is for the best one."""
    needs0, seats0 = int(w.num[at.NEEDS0]), int(w.num[at.SEATS0])
    w.rows[:needs0, at.BEST_SIZE] = w.rows[:needs0, at.SIZE]
    w.rows[:needs0, at.DIRTY] = 0
    w.stops[:, :, at.BEST_SEAT] = w.stops[:, :, at.SEAT]
    needs = w.rows[needs0:seats0]
    for best, now in ((at.BEST_OPT, at.OPT), (at.BEST_FROM, at.FROM), (at.BEST_TO, at.TO)):
        needs[:, best] = needs[:, now]
    needs[:, at.NEED_DIRTY] = 0
    w.rows[seats0:, at.BEST_PAIR] = w.rows[seats0:, at.PAIR]
    w.num[at.DIRTY_ROUTES] = w.num[at.DIRTY_NEEDS] = 0
    w.num[at.BEST], w.num[at.BEST_ABSENT] = w.num[at.COST], w.num[at.ABSENT]


def put_together(w: Week, parts: list[Part], weeks: list[Week]) -> None:
    """Take over what every part has become, and the best of each where together they are better."""
    cost, absent = int(w.num[at.COST]), int(w.num[at.ABSENT])
    best = cost + sum(int(own.num[at.BEST]) - cost for own in weeks)
    listed = sum(int((w.rows[_needs(w), at.OPT][part.needs] < 0).sum()) for part in parts)
    if best < w.num[at.BEST]:
        best_is_now(w)
        for part, own in zip(parts, weeks, strict=True):
            _take_best(w, part, own)
        w.num[at.BEST] = best
        w.num[at.BEST_ABSENT] = absent - listed + sum(int(own.num[at.BEST_ABSENT]) for own in weeks)
    counts = w.limits[:, at.COUNT].copy()
    for part, own in zip(parts, weeks, strict=True):
        _take_now(w, part, own)
        w.limits[:, at.COUNT] += own.limits[:, at.COUNT] - counts
        w.num[at.COST] += own.num[at.COST] - cost
        w.num[at.ITERATIONS] += own.num[at.ITERATIONS]
        own.num[at.ITERATIONS] = 0
    needs0 = int(w.num[at.NEEDS0])
    last = max(int(w.num[at.VERSIONS]), *(int(own.num[at.VERSIONS]) for own in weeks))
    w.rows[:needs0, at.VERSION] = np.arange(needs0) + last + 1
    w.num[at.VERSIONS] = last + needs0 + 1
    w.num[at.STAMP] = max(int(w.num[at.STAMP]), *(int(own.num[at.STAMP]) for own in weeks))
    w.bits[-1, 0] = weeks[0].bits[-1, 0]
    everything_dirty(w)
    list_needs(w)


def everything_dirty(w: Week) -> None:
    """The next best roster is copied whole: what differs from the last one is not known."""
    needs0, seats0 = int(w.num[at.NEEDS0]), int(w.num[at.SEATS0])
    w.rows[:needs0, at.DIRTY] = 1
    w.rows[needs0:seats0, at.NEED_DIRTY] = 1
    w.thin[:needs0, at.DIRTY_ROUTES_L] = np.arange(needs0)
    w.thin[: seats0 - needs0, at.DIRTY_NEEDS_L] = np.arange(needs0, seats0)
    w.num[at.DIRTY_ROUTES], w.num[at.DIRTY_NEEDS] = needs0, seats0 - needs0


def _needs(w: Week) -> slice:
    return slice(int(w.num[at.NEEDS0]), int(w.num[at.SEATS0]))


def _take_best(w: Week, part: Part, own: Week) -> None:
    routes = np.flatnonzero(part.routes)
    needs = np.flatnonzero(part.needs) + int(w.num[at.NEEDS0])
    w.rows[routes, at.BEST_SIZE] = own.rows[routes, at.BEST_SIZE]
    w.stops[routes, :, at.BEST_SEAT] = own.stops[routes, :, at.BEST_SEAT]
    for column in (at.BEST_OPT, at.BEST_FROM, at.BEST_TO):
        w.rows[needs, column] = own.rows[needs, column]
    seats = _seats_of(w, needs)
    w.rows[seats, at.BEST_PAIR] = own.rows[seats, at.BEST_PAIR]


def _take_now(w: Week, part: Part, own: Week) -> None:
    routes = np.flatnonzero(part.routes)
    needs = np.flatnonzero(part.needs) + int(w.num[at.NEEDS0])
    for column in (at.SIZE, at.FROM_HOME, at.TO_HOME, at.BACK, at.SHORT):
        w.rows[routes, column] = own.rows[routes, column]
    w.stops[routes, :, : at.OLD] = own.stops[routes, :, : at.OLD]
    tell_places(w, routes)
    for column in (at.OPT, at.FROM, at.TO, at.MISSED):
        w.rows[needs, column] = own.rows[needs, column]
    seats = _seats_of(w, needs)
    for column in (at.ROUTE, at.PAIR):
        w.rows[seats, column] = own.rows[seats, column]


def _seats_of(w: Week, needs: Ints) -> Ints:
    first, last = w.rows[needs, at.SEAT0], w.rows[needs, at.SEAT1]
    many = last - first
    found: Ints = np.repeat(first, many) + _within(many)
    return found
