"""A roster in the engines' terms: a start per need, a pair per seat."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.session import Meeting
from optimizer.columns import Columns
from optimizer.tables import Ints

LEFT_OUT = -1


@dataclass(frozen=True)
class Choices:
    """What is chosen. The arrays may be written to: engines improve in place."""

    start: Ints
    """(needs) minute of the week, LEFT_OUT where the need is not served."""
    pair: Ints
    """(seats) pair that takes the seat, LEFT_OUT where nobody does."""

    def copy(self) -> "Choices":
        """Copy the arrays, so that one may be changed without the other."""
        return Choices(self.start.copy(), self.pair.copy())


def nothing_chosen(c: Columns) -> Choices:
    """Leave every need out."""
    return Choices(
        np.full(len(c.tables.need_minutes), LEFT_OUT, np.int64),
        np.full(len(c.tables.seat_need), LEFT_OUT, np.int64),
    )


def option_at(c: Columns, need: int, start: int) -> int:
    """Option of a need that holds a start; -1 where none does."""
    for option in range(int(c.need_opt[need]), int(c.need_opt[need + 1])):
        if c.opt_lo[option] <= start <= c.opt_hi[option]:
            return option
    return -1


def pair_of(c: Columns, seat: int, worker: int) -> int:
    """Pair of a seat and a worker; -1 where a must forbids it."""
    first, last = int(c.seat_pair[seat]), int(c.seat_pair[seat + 1])
    own: list[int] = c.pair_worker[first:last].tolist()
    return first + own.index(worker) if worker in own else -1


def choices_of(c: Columns, meetings: Sequence[Meeting]) -> Choices:
    """Choices that say the same as a roster; meetings that no engine may choose are left out."""
    t = c.tables
    chosen = nothing_chosen(c)
    for meeting in meetings:
        need = t.need_row.get(meeting.need, -1)
        if need < 0 or option_at(c, need, meeting.start) < 0:
            continue
        seats = range(int(t.need_seat[need]), int(t.need_seat[need + 1]))
        if len(seats) != len(set(meeting.workers)) or len(seats) != len(meeting.workers):
            continue
        pairs = [
            pair_of(c, seat, t.worker_row[who]) if who in t.worker_row else -1
            for seat, who in zip(seats, meeting.workers, strict=True)
        ]
        day = meeting.start // 1440
        if all(pair >= 0 and c.pair_days[pair] >> day & 1 for pair in pairs):
            chosen.start[need] = meeting.start
            chosen.pair[list(seats)] = pairs
    return chosen


def meetings_of(c: Columns, chosen: Choices) -> tuple[Meeting, ...]:
    """The roster that choices stand for, in order of start."""
    t = c.tables
    workers = [w.id for w in t.problem.workers]
    return tuple(
        Meeting(
            t.problem.needs[need].id,
            int(chosen.start[need]),
            tuple(
                workers[c.pair_worker[pair]]
                for pair in chosen.pair[t.need_seat[need] : t.need_seat[need + 1]].tolist()
            ),
        )
        for need in sorted(
            np.flatnonzero(chosen.start >= 0).tolist(),
            key=lambda n: (chosen.start[n], t.problem.needs[n].id),
        )
    )
