"""A roster as columns, in the order in which workers go through it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.session import Meeting
from optimizer.tables import Ints, Tables


@dataclass(frozen=True)
class Visits:
    """A roster as columns: meetings, and one row per seat taken, in route order.

    Rows are sorted by (worker, start, need). ``leave`` and ``arrive`` are the minutes of
    the way before a row (from home or the meeting before) and after it when it is the
    last of its route (0 otherwise).
    """

    meeting_need: Ints
    meeting_start: Ints
    meeting_missing: Ints
    """Seats too few or too many, plus workers repeated."""
    need: Ints
    seat: Ints
    worker: Ints
    start: Ints
    end: Ints
    place: Ints
    way_in: Ints
    way_out: Ints
    route: Ints
    """worker * 7 + day."""
    first: Ints
    """Position of the first row of each route."""
    last: Ints

    @property
    def route_worker(self) -> Ints:
        """Worker of each route that has meetings."""
        return self.worker[self.first]

    @property
    def route_day(self) -> Ints:
        """Weekday of each route that has meetings."""
        return self.route[self.first] % 7

    @property
    def leave(self) -> Ints:
        """Minute of the week at which each route leaves home."""
        return self.start[self.first] - self.way_in[self.first]

    @property
    def home(self) -> Ints:
        """Minute of the week at which each route is back home."""
        return self.end[self.last] + self.way_out[self.last]


def visits_of(t: Tables, meetings: Sequence[Meeting]) -> Visits:
    """Columns of a roster. Raises KeyError on a need or worker that the problem does not know."""
    need = np.array([t.need_row[m.need] for m in meetings], np.int64)
    start = np.array([m.start for m in meetings], np.int64)
    rows: list[tuple[int, int, int]] = []
    missing = np.zeros(len(meetings), np.int64)
    for k, (row, held) in enumerate(zip(need.tolist(), meetings, strict=True)):
        seats = int(t.need_seat[row + 1] - t.need_seat[row])
        team = held.workers
        missing[k] = abs(seats - len(team)) + len(team) - len(set(team))
        first = int(t.need_seat[row])
        rows += [(k, first + rank, t.worker_row[who]) for rank, who in enumerate(team[:seats])]
    meeting, seat, worker = np.array(rows, np.int64).reshape(-1, 3).T
    return _in_order(t, need, start, missing, meeting, seat, worker)


def _in_order(
    t: Tables,
    need: Ints,
    start: Ints,
    missing: Ints,
    at: Ints,
    seat: Ints,
    worker: Ints,
) -> Visits:
    order = np.lexsort((seat, need[at], start[at], worker))
    at, seat, worker = at[order], seat[order], worker[order]
    begin = start[at]
    route = worker * 7 + begin // 1440
    place = t.place_of(need[at], worker)
    home = t.worker_home[worker]
    opens = np.ones(len(at), np.bool_)
    opens[1:] = route[1:] != route[:-1]
    closes = np.ones(len(at), np.bool_)
    closes[:-1] = opens[1:]
    before = np.where(opens, home, np.roll(place, 1))
    return Visits(
        meeting_need=need,
        meeting_start=start,
        meeting_missing=missing,
        need=need[at],
        seat=seat,
        worker=worker,
        start=begin,
        end=begin + t.need_minutes[need[at]],
        place=place,
        way_in=t.minutes[before, place].astype(np.int64),
        way_out=np.where(closes, t.minutes[place, home], 0).astype(np.int64),
        route=route,
        first=np.flatnonzero(opens),
        last=np.flatnonzero(closes),
    )
