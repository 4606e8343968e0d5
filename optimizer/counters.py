"""Limits as numbered counters, with ready-made rows of who counts where."""

from dataclasses import dataclass

import numpy as np

from domain.session import WEEK_DAYS
from optimizer.limit import NO_LIMIT, Different, Limits, NeedSum, PairSum, WorkerDays, WorkerSum
from optimizer.tables import Ints, Tables, starts_of

MUST = -1
"""Price of a limit that must be kept."""

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
        if isinstance(limit, NeedSum):
            limit = _that_can_bind(limit)
        first = len(self.rule)
        many = len(limit.most)
        self.rule += [limit.rule] * many
        self.about += list(limit.about)
        self.most.append(limit.most)
        self.least.append(
            limit.least if isinstance(limit, WorkerSum) else np.zeros_like(limit.most)
        )
        self.start.append(np.zeros_like(limit.most))
        match limit:
            case NeedSum():
                self._take_needs(limit, first)
            case WorkerSum():
                self._take_workers(limit, first)
            case PairSum():
                self.pairs.append((limit.row_pair, limit.row_limit + first, limit.row_use))
            case Different():
                self._take_bonds(limit, first)
            case WorkerDays():
                self.days.append((limit.worker, np.arange(many) + first))

    def _take_needs(self, limit: NeedSum, first: int) -> None:
        many = np.diff(self.need_opt)[limit.row_need]
        opt = np.repeat(self.need_opt[limit.row_need], many) + _within(many)
        row = np.repeat(np.arange(len(many)), many)
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

    def _take_bonds(self, limit: Different, first: int) -> None:
        workers = len(self.t.problem.workers)
        code = limit.pair_key_of * workers + self.worker[limit.pair_key]
        bonds, inverse = np.unique(code, return_inverse=True)
        known = np.unique(limit.known_key * workers + limit.known_worker)
        owner = bonds // workers if limit.on_key else bonds % workers
        stood = known // workers if limit.on_key else known % workers
        np.add.at(self.start[-1], stood, 1)
        base = sum(len(part) for part in self.bond_counter)
        self.bonds.append((limit.pair_key, inverse + base))
        self.bond_counter.append(owner + first)
        self.bond_known.append(np.isin(bonds, known).astype(np.int64))

    def counters(self) -> Counters:
        """All counters; what stands already is never held against a limit."""
        start = _joined(self.start)
        most = np.maximum(_joined(self.most), start)
        price = [self.t.policy.price(name) for name in self.rule]
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
        opt_at, opt_counter, opt_use = _sorted(self.opts, len(self.opt_need))
        route_at, route_counter, measure = _sorted(self.routes, routes)
        pair_at, pair_counter, pair_use = _sorted(self.pairs, len(self.seat))
        bond_at, bond, _ = _sorted([(p, b, b) for p, b in self.bonds], len(self.seat))
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
    kept = np.flatnonzero(demand > limit.most)
    number = np.full(len(limit.most), -1, np.int64)
    number[kept] = np.arange(len(kept))
    rows = np.flatnonzero(number[limit.row_limit] >= 0)
    return NeedSum(
        limit.rule,
        [limit.about[k] for k in kept.tolist()],
        limit.days[kept],
        limit.most[kept],
        number[limit.row_limit[rows]],
        limit.row_need[rows],
        limit.row_use[rows],
    )


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate([NONE, *parts])


def _within(many: Ints) -> Ints:
    """0, 1, .. inside each slice of the given lengths."""
    ends = np.cumsum(many)
    return np.arange(many.sum()) - np.repeat(ends - many, many)


def _sorted(parts: list[tuple[Ints, Ints, Ints]], owners: int) -> tuple[Ints, Ints, Ints]:
    owner = _joined([part[0] for part in parts])
    order = np.argsort(owner, kind="stable")
    at = starts_of(np.bincount(owner, minlength=owners).tolist())
    return at, _joined([part[1] for part in parts])[order], _joined([p[2] for p in parts])[order]
