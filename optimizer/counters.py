"""Limits as numbered counters, with ready-made rows of who counts where."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.session import WEEK_DAYS
from optimizer.limit import NO_LIMIT, Different, Limits, NeedSum, PairSum, WorkerDays, WorkerSum
from optimizer.tables import Bools, Ints, Tables, spread, starts_of, units

MUST = -1
"""Price of a limit that must be kept."""

DENSE = 16
"""Times as many codes as rows, up to which codes are ticked off instead of sorted."""

NONE = np.zeros(0, np.int64)


@dataclass(frozen=True)
class Counters:
    """One row per limit."""

    rule: tuple[str, ...]
    """Rule of each counter."""
    about: tuple[str, ...]
    most: Ints
    least: Ints
    price: Ints
    """Per unit missed; MUST where it must be kept."""
    start: Ints
    """What is counted before anything is chosen (bonds that stand)."""


@dataclass(frozen=True)
class Rows:
    """Which counters an option, a route or a pair moves, and by how much."""

    opt_at: Ints
    opt_counter: Ints
    opt_use: Ints
    route_at: Ints
    """(workers * 7 + 1)"""
    route_counter: Ints
    route_measure: Ints
    """Row of ``use``: minutes of a seat, as this counter counts them."""
    use: Ints
    """(measures, seats)"""
    pair_at: Ints
    pair_counter: Ints
    pair_use: Ints
    bond_at: Ints
    """(pairs + 1) where the bonds that a pair makes begin in ``bond``."""
    bond: Ints
    bond_counter: Ints
    """Counter that a fresh bond moves by one."""
    bond_known: Ints
    """1 where the bond stands already and moves nothing."""
    day_worker: Ints
    day_counter: Ints
    """Counters of days with meetings, and their workers."""


class Gathering:
    """Hands out counter numbers, limit by limit, and keeps the rows until all are known."""

    def __init__(
        self,
        t: Tables,
        opt_need: Ints,
        opt_day: Ints,
        need_opt: Ints,
        seat: Ints,
        worker: Ints,
    ) -> None:
        self.t, self.seat, self.worker = t, seat, worker
        self.opt_need, self.opt_day, self.need_opt = opt_need, opt_day, need_opt
        self.rule: list[str] = []
        self.about: list[str] = []
        self.most: list[Ints] = []
        self.least: list[Ints] = []
        self.start: list[Ints] = []
        self.opts: list[tuple[Ints, Ints, Ints]] = []
        self.routes: list[tuple[Ints, Ints, Ints]] = []
        self.pairs: list[tuple[Ints, Ints, Ints]] = []
        self.days: list[tuple[Ints, Ints]] = []
        self.measures: list[Ints] = []
        self.bonds: list[tuple[Ints, Ints]] = []
        self.bond_counter: list[Ints] = []
        self.bond_known: list[Ints] = []

    def take(self, limit: Limits) -> None:
        """Number one limit's counters and expand its rows."""
        if isinstance(limit, Different):
            self._take_bonds(limit)
            return
        if isinstance(limit, NeedSum):
            limit = _that_can_bind(limit)
        first = self._number(limit.rule, limit.about, limit.most)
        if isinstance(limit, WorkerSum):
            self.least[-1] = limit.least
        match limit:
            case NeedSum():
                self._take_needs(limit, first)
            case WorkerSum():
                self._take_workers(limit, first)
            case PairSum():
                self.pairs.append((limit.row_pair, limit.row_limit + first, limit.row_use))
            case WorkerDays():
                self.days.append((limit.worker, np.arange(len(limit.most)) + first))

    def _number(self, rule: str, about: Sequence[str], most: Ints) -> int:
        """Hand out the numbers of some limits; gives the first."""
        first = len(self.rule)
        self.rule += [rule] * len(most)
        self.about += about
        self.most.append(most)
        self.least.append(np.zeros_like(most))
        self.start.append(np.zeros_like(most))
        return first

    def _take_needs(self, limit: NeedSum, first: int) -> None:
        row, opt = spread(self.need_opt, limit.row_need)
        counts = (limit.days[limit.row_limit[row]] >> self.opt_day[opt]) & 1 == 1
        row, opt = row[counts], opt[counts]
        self.opts.append((opt, limit.row_limit[row] + first, limit.row_use[row]))

    def _take_workers(self, limit: WorkerSum, first: int) -> None:
        same = [k for k, use in enumerate(self.measures) if np.array_equal(use, limit.use)]
        measure = same[0] if same else len(self.measures)
        if not same:
            self.measures.append(limit.use)
        counter, day = np.nonzero((limit.days[:, None] >> np.arange(WEEK_DAYS)) & 1)
        route = limit.worker[counter] * WEEK_DAYS + day
        self.routes.append((route, counter + first, np.full(len(route), measure)))

    def _take_bonds(self, limit: Different) -> None:
        """Bonds of the limits that all seats together would pass; the others say nothing."""
        workers, many = len(self.t.problem.workers), len(limit.most)
        known = np.unique(limit.known_key * workers + limit.known_worker)
        stood = _count(known // workers if limit.on_key else known % workers, many)
        most = np.maximum(limit.most, stood)
        key, pair = limit.pair_key_of, limit.pair_key
        if limit.on_key:
            # A seat makes one bond of a key at most, whoever takes it.
            seat = self.seat[pair]
            other = np.ones(len(key), np.bool_)
            other[1:] = (key[1:] != key[:-1]) | (seat[1:] != seat[:-1])
            may = stood + _count(key[other], many) > most
            rows = np.flatnonzero(may[key])
        else:
            may = limit.keys > most
            rows = np.flatnonzero(may[self.worker[pair]])
        key, pair = key[rows], pair[rows]
        bonds, bond = _numbered(key * workers + self.worker[pair], limit.keys * workers)
        owner = bonds // workers if limit.on_key else bonds % workers
        stands = np.isin(bonds, known)
        binds = stood + _count(owner[~stands], many) > most
        kept = np.flatnonzero(binds)
        first = self._number(limit.rule, [limit.about[k] for k in kept.tolist()], most[kept])
        self.start[-1] = stood[kept]
        some = binds[owner]
        rows = np.flatnonzero(some[bond])
        base = sum(len(part) for part in self.bond_counter)
        self.bonds.append((pair[rows], _renumbered(some)[bond[rows]] + base))
        self.bond_counter.append(_renumbered(binds)[owner[some]] + first)
        self.bond_known.append(stands[some].astype(np.int64))

    def counters(self) -> Counters:
        """All counters; what stands already is never held against a limit."""
        start = _joined(self.start)
        most = np.maximum(_joined(self.most), start)
        prices = {name: self.t.policy.price(name) for name in set(self.rule)}
        price = [prices[name] for name in self.rule]
        return Counters(
            rule=tuple(self.rule),
            about=tuple(self.about),
            most=np.minimum(most, NO_LIMIT),
            least=_joined(self.least),
            price=np.array([MUST if p is None else p for p in price], np.int64),
            start=start,
        )

    def rows(self) -> Rows:
        """All rows, sorted by who moves them."""
        routes = len(self.t.problem.workers) * WEEK_DAYS
        opt_at, (opt_counter, opt_use) = _sorted(self.opts, len(self.opt_need), 2)
        route_at, (route_counter, measure) = _sorted(self.routes, routes, 2)
        pair_at, (pair_counter, pair_use) = _sorted(self.pairs, len(self.seat), 2)
        bond_at, (bond,) = _sorted(self.bonds, len(self.seat), 1)
        return Rows(
            opt_at=opt_at,
            opt_counter=opt_counter,
            opt_use=opt_use,
            route_at=route_at,
            route_counter=route_counter,
            route_measure=measure,
            use=np.array(self.measures, np.int64).reshape(len(self.measures), -1),
            pair_at=pair_at,
            pair_counter=pair_counter,
            pair_use=pair_use,
            bond_at=bond_at,
            bond=bond,
            bond_counter=_joined(self.bond_counter),
            bond_known=_joined(self.bond_known),
            day_worker=_joined([w for w, _ in self.days]),
            day_counter=_joined([c for _, c in self.days]),
        )


def _that_can_bind(limit: NeedSum) -> NeedSum:
    """The limits that all their needs together would pass; the others say nothing."""
    demand = np.zeros(len(limit.most), np.int64)
    np.add.at(demand, limit.row_limit, limit.row_use)
    binds = demand > limit.most
    kept = np.flatnonzero(binds)
    rows = np.flatnonzero(binds[limit.row_limit])
    return NeedSum(
        limit.rule,
        [limit.about[k] for k in kept.tolist()],
        limit.days[kept],
        limit.most[kept],
        _renumbered(binds)[limit.row_limit[rows]],
        limit.row_need[rows],
        limit.row_use[rows],
    )


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate([NONE, *parts])


def _renumbered(kept: Bools) -> Ints:
    """New numbers of those that are kept, 0, 1, .. in order."""
    return np.cumsum(kept) - 1


def _count(rows: Ints, many: int) -> Ints:
    return units(np.bincount(rows, minlength=many))


def _numbered(code: Ints, codes: int) -> tuple[Ints, Ints]:
    """Distinct codes in order, and which of them each one is."""
    if codes > DENSE * len(code):
        return np.unique(code, return_inverse=True)
    seen = np.zeros(codes, np.bool_)
    seen[code] = True
    return np.flatnonzero(seen), _renumbered(seen)[code]


def _sorted(parts: Sequence[tuple[Ints, ...]], owners: int, width: int) -> tuple[Ints, list[Ints]]:
    """Where each owner's rows begin, and the columns: part after part for every owner."""
    parts = [part for part in parts if len(part[0])]
    many = [_count(owner, owners) for owner, *_ in parts]
    at = (
        starts_of(sum(many, np.zeros(owners, np.int64)))
        if parts
        else np.zeros(owners + 1, np.int64)
    )
    columns = [np.empty(int(at[-1]), np.int64) for _ in range(width)]
    free = at[:-1].copy() if parts else at
    for (owner, *values), count in zip(parts, many, strict=True):
        order = np.argsort(owner, kind="stable")
        place = (free - np.cumsum(count) + count)[owner[order]] + np.arange(len(owner))
        for column, value in zip(columns, values, strict=True):
            column[place] = value[order]
        free += count
    return at, columns
