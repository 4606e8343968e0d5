"""A week looked at by the oracle: people and needs by id, meetings laid out as seats and routes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.people import Client, Worker
from domain.session import Meeting, Need, Seat
from optimizer.policy import Policy
from optimizer.problem import Problem

DAY = 1440
WEEK = 7


@dataclass(frozen=True)
class Chair:
    """One filled seat of one meeting."""

    meeting: Meeting
    need: Need
    number: int
    seat: Seat
    worker: Worker
    clients: tuple[Client, ...]
    weekday: int
    day: date


@dataclass(frozen=True)
class Look:
    """The problem and the policy with lookups; an unknown id is a KeyError."""

    problem: Problem
    policy: Policy
    needs: dict[str, Need] = field(init=False)
    workers: dict[str, Worker] = field(init=False)
    clients: dict[str, Client] = field(init=False)
    row: dict[str, int] = field(init=False)
    ways: list[list[int]] = field(init=False)
    order: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Index once, for a brute force asks thousands of times."""
        problem = self.problem
        object.__setattr__(self, "needs", {n.id: n for n in problem.needs})
        object.__setattr__(self, "order", {n.id: i for i, n in enumerate(problem.needs)})
        object.__setattr__(self, "workers", {w.id: w for w in problem.workers})
        object.__setattr__(self, "clients", {c.id: c for c in problem.clients})
        object.__setattr__(self, "row", {p: i for i, p in enumerate(problem.travel.ids)})
        object.__setattr__(self, "ways", problem.travel.minutes.astype(int).tolist())

    def day(self, meeting: Meeting) -> date:
        """The day of a meeting is the day of its start."""
        return self.problem.monday + timedelta(days=meeting.start // DAY)

    def is_away(self, who: str, day: date) -> bool:
        """Whether somebody is away on a day."""
        for absence in self.problem.absences:
            if absence.who == who and absence.first <= day <= absence.last:
                return True
        return False

    def way(self, from_place: str, to_place: str) -> int:
        """Minutes from one place to another."""
        return self.ways[self.row[from_place]][self.row[to_place]]

    def chairs(self, meeting: Meeting) -> list[Chair]:
        """The seats that exist and are filled; workers beyond them have no seat to be judged on."""
        need = self.needs[meeting.need]
        clients = tuple(self.clients[c] for c in need.clients)
        day = self.day(meeting)
        return [
            Chair(meeting, need, i, seat, self.workers[worker], clients, meeting.start // DAY, day)
            for i, (seat, worker) in enumerate(zip(need.seats, meeting.workers, strict=False))
        ]

    def all_chairs(self, meetings: Sequence[Meeting]) -> list[Chair]:
        """Every filled seat of a roster."""
        return [chair for meeting in meetings for chair in self.chairs(meeting)]
