"""Tours with the break that an employee's long day owes: the cheapest order with room for it."""

from domain.session import WEEK_DAYS
from optimizer.recombine import Tour
from optimizer.timing import Timing

MOST_STEPS = 3_000
"""Orders begun, in search of one with room for a break."""


def with_break(timing: Timing, tour: Tour) -> Tour | None:
    """The tour in its cheapest order with room for the break it owes; None: there is none.

    An order short enough to owe none will do; where there are too many, the tour stays.
    """
    t = timing.c.tables
    worker, day = divmod(tour.route, WEEK_DAYS)
    span = int(t.shift_end[worker, day] - t.shift_start[worker, day])
    work = int(t.need_minutes[timing.calls.need[list(tour.calls)]].sum())
    owed = t.policy.break_after
    if not t.worker_employee[worker] or span <= owed or work <= owed - tour.minutes:
        return tour
    if any(timing.walk(tour, gap) for gap in range(1, len(tour.calls))):
        return tour
    return _Orders(timing, tour, owed - work).cheapest()


class _Orders:
    """Orders of a tour, and calls that stand for its own, that have room for a break."""

    def __init__(self, timing: Timing, tour: Tour, short: int) -> None:
        """``short``: with so many minutes on the way no break is owed."""
        self.timing, self.tour, self.short, t = timing, tour, short, timing.c.tables
        worker, day = divmod(tour.route, WEEK_DAYS)
        self.home, self.begin = int(t.worker_home[worker]), int(t.shift_start[worker, day])
        self.rest, self.ways = t.policy.break_minutes, t.minutes
        own = list(tour.calls)
        seats, takes = timing.calls.seat[own], t.need_minutes[timing.calls.need[own]]
        self.takes = takes.tolist()
        self.visits = [
            [call] if timing.in_team[call] else timing.instead[tour.route, seat]
            for call, seat in zip(own, seats.tolist(), strict=True)
        ]
        self.best: Tour | None = None
        self.cost, self.steps = 0, 0

    def cheapest(self) -> Tour | None:
        """Try all orders, the tour as it is when they are too many."""
        left = frozenset(range(len(self.visits)))
        self._go_on((), left, (self.home, self.begin, 0), 0, rested=False)
        return self.tour if self.steps > MOST_STEPS else self.best

    def _go_on(
        self,
        done: tuple[int, ...],
        left: frozenset[int],
        now: tuple[int, int, int],
        paid: int,
        *,
        rested: bool,
    ) -> None:
        """Go on from a place, at a minute, after so many minutes on the way."""
        here, free, minutes = now
        self.steps += 1
        if self.steps > MOST_STEPS or (self.best is not None and paid >= self.cost):
            return
        if not left:
            # Whoever is in time for the last visit is home in time: its last start says so.
            minutes += int(self.ways[here, self.home])
            paid += self.timing.travel * int(self.ways[here, self.home])
            if (rested or minutes <= self.short) and (self.best is None or paid < self.cost):
                self.best, self.cost = Tour(self.tour.route, done, minutes), paid
            return
        for number in left:
            for call in self.visits[number]:
                place = self.timing.place_of(call, self.home)
                way = int(self.ways[here, place])
                price = int(self.timing.start_price[call]) + self.timing.travel * way
                for rest in (0, self.rest) if done and not rested else (0,):
                    start = self.timing.start_of(call, free + way + rest)
                    if start <= self.timing.calls.hi[call]:
                        idle = bool(done) and start - free - way >= self.rest
                        after = (place, start + self.takes[number], minutes + way)
                        more, fewer = (*done, call), left - {number}
                        self._go_on(more, fewer, after, paid + price, rested=rested or idle)
