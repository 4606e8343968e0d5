"""The problem once more, as columns: what the rules read.

People, needs and seats become row numbers; sets become bits or small matrices. A rule
then speaks about a million candidate pairs at once.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.tabulate import (
    ASKED,
    GENDERS,
    ROLES,
    Bools,
    Ints,
    client_columns,
    days_of,
    kinds,
    languages,
    need_columns,
    seat_columns,
    shift_columns,
    spread,
    starts_of,
    units,
    worker_columns,
    worker_cubes,
)

__all__ = [
    "ASKED",
    "GENDERS",
    "ROLES",
    "Bools",
    "Ints",
    "Tables",
    "days_of",
    "make_tables",
    "spread",
    "starts_of",
    "units",
]


@dataclass(frozen=True)
class Tables:
    """Columns of one problem under one policy. Names say whose rows they are."""

    problem: Problem
    policy: Policy
    client_row: dict[str, int]
    worker_row: dict[str, int]
    need_row: dict[str, int]
    languages: tuple[str, ...]
    subjects: tuple[str, ...]
    themes: tuple[str, ...]

    need_minutes: Ints
    need_place: Ints
    """Row of the travel matrix; -1 remote."""
    need_grouped: Bools
    need_first: Ints
    """Row of the need's first client."""
    need_seat: Ints
    """(needs + 1) where the seats of a need begin; seats stand side by side."""
    need_member: Ints
    """(needs + 1) where the clients of a need begin in ``member``."""
    member: Ints
    """Rows of clients, need after need."""
    need_language: Ints
    """Row of ``languages``; -1 where the clients' own languages count."""
    need_gender: Ints
    need_window: Ints
    """(needs + 1) where the windows of a need begin."""
    window_start: Ints
    window_end: Ints
    window_liked: Bools

    seat_need: Ints
    seat_rank: Ints
    seat_roles: Ints
    """Bits of ``ROLES``."""
    seat_subject: Ints
    seat_level: Ints
    seat_asked: Ints
    """Row of ``ASKED``."""
    seat_talks: Bools
    seat_paid: Bools

    client_speaks: Bools
    """(clients, languages)"""
    client_first_language: Ints
    client_interpreter: Bools
    """Accepts an interpreter, and there are minutes of interpreting in the first language."""
    client_gender_asked: Ints
    client_themes: Bools
    """(clients, themes)"""
    client_away: Bools
    """(clients, days)"""

    worker_home: Ints
    worker_reach: Ints
    worker_roles: Ints
    worker_gender: Ints
    worker_volunteer: Bools
    worker_employee: Bools
    worker_level: Ints
    """(workers, languages) CEFR, 0 not spoken."""
    worker_themes: Bools
    """(asked, workers, themes) experiences that count for each way of asking."""
    worker_trained: Ints
    """(workers, subjects, days) best level of the trainings that hold, 0 none."""
    worker_away: Bools
    """(workers, days)"""
    shift_start: Ints
    """(workers, days) minutes of the week; start > end: no shift."""
    shift_end: Ints
    theme_kind: Ints
    """(themes) row of the kind."""
    minutes: NDArray[np.int16]
    """Travel between places, minutes."""

    @property
    def week(self) -> tuple[date, ...]:
        """The seven days."""
        return days_of(self.problem.monday)

    def members_of(self, need: Ints) -> tuple[Ints, Ints]:
        """Rows (position in ``need``, client) for the clients of each need asked about."""
        at, row = spread(self.need_member, need)
        return at, self.member[row]

    def per_pair(self, need: Ints, missed: NDArray[Any] | np.bool_, at: Ints) -> Ints:
        """Sum, for each position of ``need``, the client rows that missed."""
        return units(np.bincount(at[missed], minlength=len(need)))

    def place_of(self, need: Ints, worker: Ints) -> Ints:
        """Where a worker attends a need: its place, or the worker's home when remote."""
        place = self.need_place[need]
        return np.where(place < 0, self.worker_home[worker], place)


def make_tables(problem: Problem, policy: Policy) -> Tables:
    """All columns of a problem. Cost: one pass over the records."""
    clients = {client.id: row for row, client in enumerate(problem.clients)}
    workers = {worker.id: row for row, worker in enumerate(problem.workers)}
    spoken = languages(problem)
    subjects = tuple(
        sorted(
            {t.subject for w in problem.workers for t in w.trainings}
            | {s.subject for n in problem.needs for s in n.seats if s.subject},
        ),
    )
    themes = tuple(
        sorted(
            {t for c in problem.clients for t in c.themes}
            | {e.theme for w in problem.workers for e in w.experiences},
        ),
    )
    place = {name: row for row, name in reversed(list(enumerate(problem.travel.ids)))}
    return Tables(
        problem=problem,
        policy=policy,
        client_row=clients,
        worker_row=workers,
        need_row={need.id: row for row, need in enumerate(problem.needs)},
        languages=spoken,
        subjects=subjects,
        themes=themes,
        theme_kind=kinds(themes),
        minutes=problem.travel.minutes,
        **need_columns(problem.needs, clients, spoken, place),
        **seat_columns(problem.needs, subjects),
        **client_columns(problem, spoken, themes),
        **worker_columns(problem.workers, spoken, place),
        **worker_cubes(problem, subjects, themes),
        **shift_columns(problem.workers),
    )
