"""A week taken apart into shares that have nothing in common, with the sums of each share.

Routes and needs belong together when a call joins them, or a limit that can bind at all.
Names no rule.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

import numpy as np

from domain.session import WEEK_DAYS
from optimizer.columns import Columns
from optimizer.counters import MUST
from optimizer.routes import Calls, Route, make_calls, spread
from optimizer.tables import Bools, Ints


@dataclass(frozen=True)
class Uses:
    """Who moves which counter by how much, as rows."""

    counter: Ints
    mover: Ints
    """Call, option of a team, or route."""
    use: Ints

    def only(self, rows: Bools | Ints) -> "Uses":
        """Some of the rows."""
        return Uses(self.counter[rows], self.mover[rows], self.use[rows])


@dataclass(frozen=True)
class Share:
    """Needs, calls and sums that have nothing to do with the rest of the week."""

    needs: Ints
    calls: Calls
    counters: Ints
    by_call: Uses
    """Movers are rows of ``calls``."""
    by_team: Uses
    """Movers are options of needs with several seats."""
    by_route: Uses
    bond: Ints
    """Bonds that are not made yet, and the calls that would make them."""
    bond_call: Ints
    highest: Ints
    """Per counter of the week: no roster uses more."""


def take_apart(c: Columns) -> tuple[list[Share], int]:
    """The shares of a week that have calls, and the cost of promises that nobody can keep."""
    calls = make_calls(c)
    whole = _whole(c, calls)
    hopeless = _breaks_alone(c, whole.by_call)
    if len(hopeless):
        whole = _whole(c, calls.only(np.setdiff1d(np.arange(len(calls.need)), hopeless)))
    whole = replace(whole, highest=_highest(c, whole))
    kept = _can_bind(c, whole)
    whole = _without(whole, ~kept, c.rows.bond_counter)
    idle = kept.copy()
    for uses in (whole.by_call, whole.by_team, whole.by_route):
        idle[uses.counter] = False
    idle[c.rows.bond_counter[whole.bond]] = False
    k = c.counters
    missed = int((k.price * np.maximum(k.least - k.start, 0))[idle].sum())
    return _split(c, whole, kept & ~idle), missed


def _whole(c: Columns, calls: Calls) -> Share:
    """All sums of the week, over calls."""
    rows, t = c.rows, c.tables
    alone = np.flatnonzero((np.diff(t.need_seat) == 1)[calls.need])
    at, row = spread(rows.opt_at, calls.option[alone])
    by_option = Uses(rows.opt_counter[row], alone[at], rows.opt_use[row])
    at, row = spread(rows.route_at, calls.route)
    use = rows.use[rows.route_measure[row], calls.seat[at]] if len(row) else row
    by_route = Uses(rows.route_counter[row], at, use).only(use != 0)
    at, row = spread(rows.pair_at, calls.pair)
    by_pair = Uses(rows.pair_counter[row], at, rows.pair_use[row])
    teams = np.flatnonzero((np.diff(t.need_seat) > 1)[c.opt_need])
    at, row = spread(rows.opt_at, teams)
    by_team = Uses(rows.opt_counter[row], teams[at], rows.opt_use[row])
    routes = np.unique(calls.route)
    counter_of = np.full(len(t.worker_home), -1, np.int64)
    counter_of[rows.day_worker] = rows.day_counter
    counted = routes[counter_of[routes // WEEK_DAYS] >= 0]
    by_day = Uses(counter_of[counted // WEEK_DAYS], counted, np.ones(len(counted), np.int64))
    at, row = spread(rows.bond_at, calls.pair)
    bond = rows.bond[row]
    fresh = rows.bond_known[bond] == 0
    return Share(
        needs=np.arange(len(t.need_minutes)),
        calls=calls,
        counters=np.arange(len(c.counters.most)),
        by_call=Uses(
            *(
                np.concatenate([getattr(u, name) for u in (by_option, by_route, by_pair)])
                for name in ("counter", "mover", "use")
            )
        ),
        by_team=by_team,
        by_route=by_day,
        bond=bond[fresh],
        bond_call=at[fresh],
        highest=np.zeros(len(c.counters.most), np.int64),
    )


def _can_bind(c: Columns, s: Share) -> Bools:
    """Counters that some roster could miss, at a price or against a must."""
    k = c.counters
    can = (s.highest > k.most - k.start) | (k.least > k.start)
    counts: Bools = (k.price == MUST) | (k.price > 0)
    return can & counts


def _breaks_alone(c: Columns, uses: Uses) -> Ints:
    """Movers that break a must all by themselves."""
    k = c.counters
    beyond = uses.use > (k.most - k.start)[uses.counter]
    return np.unique(uses.mover[beyond & (k.price[uses.counter] == MUST)])


def rivals_on(c: Columns, share: Share, routes: list[Route]) -> list[Ints]:
    """Per route a number per need: of needs that share one, a must lets a day meet one at most.

    Rivals each take more than half of what the must allows, whichever call of the route it is.
    """
    calls, uses, k = share.calls, share.by_call, c.counters
    heavy = 2 * uses.use > (k.most - k.start)[uses.counter]
    uses = uses.only(heavy & (k.price[uses.counter] == MUST))
    row = np.unique(np.stack([calls.route[uses.mover], uses.counter, uses.mover]), axis=1)
    own = np.stack([row[0], row[1], calls.need[row[2]]])
    (route, counter, need), times = np.unique(own, axis=1, return_counts=True)
    held: dict[tuple[int, int], list[int]] = defaultdict(list)
    of_need = Counter(zip(calls.route.tolist(), calls.need.tolist(), strict=True))
    columns = (route.tolist(), counter.tolist(), need.tolist(), times.tolist())
    for r, limit, n, many in zip(*columns, strict=True):
        if many == of_need[r, n]:
            held[r, limit].append(n)
    of_route: dict[int, list[list[int]]] = defaultdict(list)
    for (r, _), needs in held.items():
        of_route[r].append(needs)
    return [_number_rivals(route, of_route[route.number]) for route in routes]


def _number_rivals(route: Route, together: list[list[int]]) -> Ints:
    """Each need belongs to the largest group that still has room for it."""
    number = np.arange(len(route.need))
    taken: set[int] = set()
    for needs in sorted(together, key=len, reverse=True):
        free = [need for need in needs if need not in taken]
        if len(free) > 1:
            taken.update(free)
            at = np.searchsorted(route.need, free)
            number[at] = at[0]
    return number


def _highest(c: Columns, s: Share) -> Ints:
    """Per counter, more than any roster could use."""
    t, many = c.tables, len(c.counters.most)
    counter, call, use = s.by_call.counter, s.by_call.mover, s.by_call.use
    # A seat is taken once, and a route has no more minutes than its shift.
    by_seat = _sum_of_greatest(many, counter, s.calls.seat[call], use)
    worker, day = np.divmod(s.calls.route[call], WEEK_DAYS)
    shift = t.shift_end[worker, day] - t.shift_start[worker, day]
    in_shift = -(-use * shift // t.need_minutes[s.calls.need[call]])
    by_route = _sum_of_greatest(many, counter, s.calls.route[call], in_shift)
    highest = np.minimum(by_seat, by_route)
    highest += _sum_of_greatest(many, s.by_team.counter, s.by_team.mover, s.by_team.use)
    np.add.at(highest, s.by_route.counter, s.by_route.use)
    return highest + _most_bonds(c, s, many)


def _most_bonds(c: Columns, s: Share, many: int) -> Ints:
    """Per counter, bonds that could be made: each once, and no more than the seats make."""
    owner = c.rows.bond_counter[s.bond]
    every = np.bincount(c.rows.bond_counter[np.unique(s.bond)], minlength=many)
    made, each = np.unique(owner * len(s.calls.need) + s.bond_call, return_counts=True)
    counter, call = np.divmod(made, max(1, len(s.calls.need)))
    return np.minimum(every, _sum_of_greatest(many, counter, s.calls.seat[call], each))


def _sum_of_greatest(many: int, counter: Ints, owner: Ints, use: Ints) -> Ints:
    """Per counter the sum, over owners, of each owner's greatest use."""
    order = np.lexsort((use, owner, counter))
    counter, owner, use = counter[order], owner[order], use[order]
    last = np.append((np.diff(counter) != 0) | (np.diff(owner) != 0), True)[: len(counter)]
    total = np.zeros(many, np.int64)
    np.add.at(total, counter[last], np.maximum(use[last], 0))
    return total


def _without(s: Share, dropped: Bools, bond_counter: Ints) -> Share:
    """The same without some counters."""
    bonds = ~dropped[bond_counter[s.bond]]
    return replace(
        s,
        by_call=s.by_call.only(~dropped[s.by_call.counter]),
        by_team=s.by_team.only(~dropped[s.by_team.counter]),
        by_route=s.by_route.only(~dropped[s.by_route.counter]),
        bond=s.bond[bonds],
        bond_call=s.bond_call[bonds],
    )


def _split(c: Columns, s: Share, kept: Bools) -> list[Share]:
    """Needs, routes and counters that hang together."""
    routes = 1 + int(s.calls.route.max(initial=0))
    needs = len(s.needs)
    # One numbering of nodes: routes, then needs, then counters.
    need, counter = routes + s.calls.need, routes + needs
    edges = (
        (s.calls.route, need),
        (need[s.by_call.mover], counter + s.by_call.counter),
        (routes + c.opt_need[s.by_team.mover], counter + s.by_team.counter),
        (s.by_route.mover, counter + s.by_route.counter),
        (need[s.bond_call], counter + c.rows.bond_counter[s.bond]),
    )
    label = _join(edges, counter + len(kept))
    of_call = label[s.calls.route]
    of_need, of_counter = label[routes + s.needs], label[counter:]
    return [
        Share(
            needs=np.flatnonzero(of_need == one),
            calls=s.calls.only(mine := np.flatnonzero(of_call == one)),
            counters=np.flatnonzero(kept & (of_counter == one)),
            by_call=_renumbered(s.by_call, of_call, one, mine),
            by_team=s.by_team.only(of_need[c.opt_need[s.by_team.mover]] == one),
            by_route=s.by_route.only(label[s.by_route.mover] == one),
            bond=s.bond[of_call[s.bond_call] == one],
            bond_call=np.searchsorted(mine, s.bond_call[of_call[s.bond_call] == one]),
            highest=s.highest,
        )
        for one in np.unique(of_call).tolist()
    ]


def _renumbered(uses: Uses, of_call: Ints, one: int, mine: Ints) -> Uses:
    own = uses.only(of_call[uses.mover] == one)
    return Uses(own.counter, np.searchsorted(mine, own.mover), own.use)


def _join(edges: tuple[tuple[Ints, Ints], ...], nodes: int) -> Ints:
    """The lowest node that each node hangs together with."""
    label = np.arange(nodes)
    while True:
        before = label.copy()
        for one, other in edges:
            least = np.minimum(label[one], label[other])
            np.minimum.at(label, one, least)
            np.minimum.at(label, other, least)
        label = label[label]
        if np.array_equal(before, label):
            return label
