"""From tours to minutes: when each meeting begins, with breaks, rests, teams and clients.

Tours that cannot know of one another are timed apart: those of one employee's week (rests),
of one team, and of a client's one day belong together. In each such bundle CP-SAT finds the
cheapest orders that can be; a tour that stands alone and owes no break needs none of that.
A tour says who meets whom on a day: its order, and in which stretch of the day a need begins,
are what is cheapest, so that another may do as well where that one cannot be.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from ortools.sat.python import cp_model

from domain.session import WEEK_DAYS
from optimizer.choices import meetings_of, nothing_chosen, option_at
from optimizer.columns import Columns
from optimizer.model import Model, Part
from optimizer.order import add_order
from optimizer.recombine import Tour
from optimizer.routes import Calls, Route
from optimizer.solution import read
from optimizer.visits import visits_of

SECONDS = 2.0
"""For one bundle: most take a hundredth of one."""
Key = tuple[int, frozenset[tuple[int, int]]]
"""Of a tour: its route, and its needs with the option where it is a team's."""


@dataclass(frozen=True)
class Conflict:
    """Days that do not go together, or only at an extra cost."""

    days: frozenset[Key]
    extra: int | None
    """None: they cannot be."""
    exact: bool
    """These days only, and not those on which more is met as well."""

    def names(self, tour: Key) -> list[Key]:
        """The days among them that a tour is, or holds."""
        if self.exact:
            return [day for day in self.days if day == tour]
        return [day for day in self.days if day[0] == tour[0] and day[1] <= tour[1]]


@dataclass(frozen=True)
class Timed:
    """A bundle with its minutes."""

    start: dict[int, int]
    """Need -> minute of the week."""
    cost: int
    """Of the ways and of the starts."""


class Timing:
    """Gives minutes to tours of one share."""

    def __init__(self, c: Columns, calls: Calls, routes: Sequence[Route]) -> None:
        """Know which calls could stand for one another."""
        self.c, self.calls = c, calls
        self.routes = {route.number: route for route in routes}
        self.room: dict[int, bool] = {}
        self.travel = c.tables.policy.price("travel") or 0
        self.in_team = (np.diff(c.tables.need_seat) > 1)[calls.need]
        self.start_price = np.where(self.in_team, 0, c.opt_price[calls.option])
        self.instead: dict[tuple[int, int], list[int]] = defaultdict(list)
        """(route, seat) -> calls"""
        pairs = zip(calls.route.tolist(), calls.seat.tolist(), strict=True)
        for call, pair in enumerate(pairs):
            self.instead[pair].append(call)

    def key_of(self, tour: Tour) -> Key:
        """What a tour counts: tours with the same key differ in their cost alone."""
        calls, own = self.calls, list(tour.calls)
        option = np.where(self.in_team[own], calls.option[own], -1)
        seats = calls.seat[own].tolist()
        return tour.route, frozenset(zip(seats, option.tolist(), strict=True))

    def promised(self, tours: Iterable[Tour]) -> int:
        """What tours cost by their ways and starts, if they can be as they are."""
        own = [call for tour in tours for call in tour.calls]
        ways = sum(tour.minutes for tour in tours)
        return self.travel * ways + int(self.start_price[own].sum())

    def bundles(self, tours: Sequence[Tour]) -> list[frozenset[Tour]]:
        """Tours that have to be timed together."""
        head = {tour: tour for tour in tours}

        def head_of(one: Tour) -> Tour:
            while head[one] != one:
                one = head[one]
            return one

        for first, *others in self._knots(tours):
            for other in others:
                head[head_of(other)] = head_of(first)
        found: dict[Tour, list[Tour]] = defaultdict(list)
        for tour in tours:
            found[head_of(tour)].append(tour)
        return [frozenset(own) for own in found.values()]

    def parts_of(self, bundle: Iterable[Tour]) -> list[frozenset[Tour]]:
        """Where a fault of a bundle may lie: in a tour, a week, or a client's day; teams whole."""
        tours = sorted(bundle, key=lambda tour: tour.route)
        teams = {
            tour: {int(self.calls.need[call]) for call in tour.calls if self.in_team[call]}
            for tour in tours
        }
        parts = []
        for few in [[tour] for tour in tours] + self._knots(tours):
            part = set(few)
            while more := {
                tour
                for tour in tours
                if tour not in part and any(teams[tour] & teams[other] for other in part)
            }:
                part |= more
            parts.append(frozenset(part))
        return sorted(dict.fromkeys(parts), key=len)

    def _knots(self, tours: Sequence[Tour]) -> list[list[Tour]]:
        """Tours of one employee's week, and tours that meet the same client on one day."""
        t = self.c.tables
        held: dict[tuple[bool, int, int], list[Tour]] = defaultdict(list)
        for tour in tours:
            worker, day = divmod(tour.route, WEEK_DAYS)
            if t.worker_employee[worker]:
                held[False, worker, 0].append(tour)
            _, clients = t.members_of(self.calls.need[list(tour.calls)])
            for client in np.unique(clients).tolist():
                held[True, client, day].append(tour)
        return [own for own in held.values() if len(own) > 1]

    def time_bundle(self, bundle: Iterable[Tour]) -> Timed | None:
        """The minutes of a bundle, as cheap as can be; None where it cannot be.

        Raises TimeoutError when that was not settled in time.
        """
        t, tours = self.c.tables, sorted(bundle, key=lambda tour: tour.route)
        first = tours[0]
        needs = self.calls.need[list(first.calls)]
        _, clients = t.members_of(needs)
        alone = len(tours) == 1 and len(np.unique(clients)) == len(clients)
        if alone and not t.worker_employee[first.route // WEEK_DAYS]:
            walked = self.walk(first, 0)
            if walked is not None:
                start = dict(zip(needs.tolist(), walked, strict=True))
                return Timed(start, self.promised([first]))
        return self._solve(tours)

    def conflict_of(self, part: Iterable[Tour], extra: int | None) -> Conflict:
        """What clashes in tours; where they cannot be, as few visits as still do.

        A visit left away makes room, so that what cannot be with few cannot be with more.
        """
        left = {tour.route: tour.calls for tour in part}
        if extra is not None or not all(map(self._makes_room, left)):
            return Conflict(frozenset(map(self.key_of, part)), extra, exact=True)
        for route, calls in list(left.items()):
            for call in calls:
                own = tuple(one for one in left[route] if one != call)
                fewer = [Tour(r, some, 0) for r, some in {**left, route: own}.items() if some]
                if not self.in_team[call] and fewer and self.time_bundle(fewer) is None:
                    left[route] = own
        kept = [Tour(route, own, 0) for route, own in left.items() if own]
        return Conflict(frozenset(map(self.key_of, kept)), None, exact=False)

    def _makes_room(self, number: int) -> bool:
        """Whether no visit of a route takes less time than the way round it would."""
        if number not in self.room:
            r = self.routes[number]
            ways = np.zeros((len(r.need) + 1, len(r.need) + 1), np.int64)
            ways[1:, 1:], ways[0, 1:], ways[1:, 0] = r.ways, r.out, r.back
            met = enumerate(r.minutes.tolist(), 1)
            self.room[number] = all(
                bool((ways <= ways[:, [k]] + minutes + ways[[k], :]).all()) for k, minutes in met
            )
        return self.room[number]

    def place_of(self, call: int, home: int) -> int:
        """Where a call is met."""
        place = int(self.c.tables.need_place[self.calls.need[call]])
        return home if place < 0 else place

    def walk(self, tour: Tour, gap: int) -> list[int] | None:
        """Each start as early as it can be, a break before visit ``gap`` (0: none).

        None where one comes too late.
        """
        t, calls = self.c.tables, self.calls
        worker, day = divmod(tour.route, WEEK_DAYS)
        here = home = int(t.worker_home[worker])
        free, starts = int(t.shift_start[worker, day]), []
        for position, call in enumerate(tour.calls):
            place = self.place_of(call, home)
            rest = t.policy.break_minutes if gap and position == gap else 0
            start = self.start_of(call, free + rest + int(t.minutes[here, place]))
            if start > calls.hi[call]:
                return None
            starts.append(start)
            here, free = place, start + int(t.need_minutes[calls.need[call]])
        return starts

    def start_of(self, call: int, ready: int) -> int:
        """First start of a call for somebody who is ready then; maybe too late."""
        lo, grid = int(self.calls.lo[call]), self.c.tables.policy.grid
        return lo if ready <= lo else -(-ready // grid) * grid

    def _solve(self, tours: Sequence[Tour]) -> Timed | None:
        """Who comes on which day is given, and the option of a team; all else is sought."""
        c, calls = self.c, self.calls
        own = [call for tour in tours for call in tour.calls]
        needs = sorted(set(calls.need[own].tolist()))
        workers = frozenset(tour.route // WEEK_DAYS for tour in tours)
        model = Model(c, Part(frozenset(needs), workers, nothing_chosen(c)))
        model.build()
        days = c.opt_day[calls.option[own]].tolist()
        given = set(zip(calls.pair[own].tolist(), days, strict=True))
        for key, literal in model.taken.items():
            model.cp.add(literal == int(key in given))
        for need in needs:
            model.cp.add(model.served[need] == 1)
        for call in own:
            if self.in_team[call]:
                model.cp.add(model.option[int(calls.option[call])] == 1)
        model.routes = {
            route: [node for node in nodes if (node.pair, route % WEEK_DAYS) in given]
            for route, nodes in model.routes.items()
        }
        add_order(model)
        model.minimise()
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = SECONDS
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False
        status = solver.solve(model.cp)
        if status == cp_model.INFEASIBLE:
            return None
        if status != cp_model.OPTIMAL:
            message = f"the minutes of {len(needs)} meetings were not settled in {SECONDS} s"
            raise TimeoutError(message)
        chosen = read(model, solver)
        v = visits_of(c.tables, meetings_of(c, chosen))
        cost = self.travel * int((v.way_in + v.way_out).sum())
        start = {need: int(chosen.start[need]) for need in needs}
        alone = np.diff(c.tables.need_seat) == 1
        cost += sum(int(c.opt_price[option_at(c, n, start[n])]) for n in needs if alone[n])
        return Timed(start, cost)
