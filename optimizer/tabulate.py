"""People, needs and seats as columns: row numbers instead of names, bits instead of sets."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from domain.people import Client, Contract, Gender, Role, Worker
from domain.session import DAY_MINUTES, WEEK_DAYS, Asked, Need
from domain.themes import kind_of
from optimizer.problem import Problem

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Columns = dict[str, NDArray[Any]]

ROLES = tuple(Role)
GENDERS = tuple(Gender)
ASKED = tuple(Asked)


def units(missed: Any) -> Ints:
    """Whole units, from whatever numpy made of them."""
    return np.asarray(missed, dtype=np.int64)


def days_of(monday: date) -> tuple[date, ...]:
    """The seven days of the week that begins on a Monday."""
    return tuple(monday + timedelta(days=d) for d in range(WEEK_DAYS))


def starts_of(counts: Iterable[int]) -> Ints:
    """Where slices of the given lengths begin, and where the last one ends."""
    many = counts if isinstance(counts, np.ndarray) else np.fromiter(counts, np.int64)
    starts = np.zeros(len(many) + 1, np.int64)
    np.cumsum(many, out=starts[1:])
    return starts


def spread(begins: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """(position in ``chosen``, row) for every row of the slices that were chosen, in that order.

    ``begins`` says where each slice begins; ``starts_of`` makes it.
    """
    many = np.diff(begins)
    if (many == 1).all():
        return np.arange(len(chosen)), begins[chosen]
    many = many[chosen]
    at = np.repeat(np.arange(len(chosen)), many)
    return at, (begins[chosen] - np.cumsum(many) + many)[at] + np.arange(len(at))


@cache
def _bits(members: frozenset[Role]) -> int:
    return sum(1 << ROLES.index(role) for role in members)


def languages(problem: Problem) -> tuple[str, ...]:
    """Every language that somebody speaks, understands or interprets, in order."""
    return tuple(
        sorted(
            {name for c in problem.clients for name in c.languages}
            | {s.language for w in problem.workers for s in w.languages}
            | {n.language for n in problem.needs if n.language}
            | set(problem.interpreter_minutes),
        ),
    )


def kinds(themes: Sequence[str]) -> Ints:
    """Row of the kind of each theme."""
    names = [kind_of(theme) for theme in themes]
    rows = {name: row for row, name in enumerate(sorted(set(names)))}
    return np.array([rows[name] for name in names], np.int64)


def _column(values: Iterable[int]) -> Ints:
    return np.fromiter(values, np.int64)


def _flags(values: Iterable[bool]) -> Bools:
    return np.fromiter(values, np.bool_)


def need_columns(
    needs: Sequence[Need],
    clients: dict[str, int],
    languages: Sequence[str],
    place: dict[str, int],
) -> Columns:
    """Columns with one row per need."""
    spoken = {name: row for row, name in enumerate(languages)}
    windows = [window for n in needs for window in n.windows]
    return {
        "need_window": starts_of(len(n.windows) for n in needs),
        "window_start": _column(w.start for w in windows),
        "window_end": _column(w.end for w in windows),
        "window_liked": _flags(w.liked for w in windows),
        "need_minutes": _column(n.minutes for n in needs),
        "need_place": _column(-1 if n.place is None else place[n.place] for n in needs),
        "need_grouped": _flags(n.group is not None for n in needs),
        "need_first": _column(clients[n.clients[0]] for n in needs),
        "need_seat": starts_of(len(n.seats) for n in needs),
        "need_member": starts_of(len(n.clients) for n in needs),
        "member": _column(clients[c] for n in needs for c in n.clients),
        "need_language": _column(spoken[n.language] if n.language else -1 for n in needs),
        "need_gender": _column(GENDERS.index(n.gender) if n.gender else -1 for n in needs),
    }


def seat_columns(
    needs: Sequence[Need],
    subjects: Sequence[str],
) -> Columns:
    """Columns with one row per seat, seats of a need side by side."""
    seats = [(row, rank, seat) for row, n in enumerate(needs) for rank, seat in enumerate(n.seats)]
    subject = {name: row for row, name in enumerate(subjects)}
    return {
        "seat_need": _column(row for row, _, _ in seats),
        "seat_rank": _column(rank for _, rank, _ in seats),
        "seat_roles": _column(_bits(seat.roles) for *_, seat in seats),
        "seat_subject": _column(subject[s.subject] if s.subject else -1 for *_, s in seats),
        "seat_level": _column(int(s.level or 0) for *_, s in seats),
        "seat_asked": _column(ASKED.index(s.experience) for *_, s in seats),
        "seat_talks": _flags(s.talks for *_, s in seats),
        "seat_paid": _flags(s.paid for *_, s in seats),
    }


def client_columns(
    problem: Problem,
    languages: Sequence[str],
    themes: Sequence[str],
) -> Columns:
    """Columns with one row per client."""
    clients: Sequence[Client] = problem.clients
    spoken = {name: row for row, name in enumerate(languages)}
    theme = {name: row for row, name in enumerate(themes)}
    speaks = np.zeros((len(clients), len(languages)), np.bool_)
    has = np.zeros((len(clients), len(themes)), np.bool_)
    words = [(row, spoken[name]) for row, c in enumerate(clients) for name in c.languages]
    lived = [(row, theme[name]) for row, c in enumerate(clients) for name in c.themes]
    speaks[tuple(np.array(words, np.int64).reshape(-1, 2).T)] = True
    has[tuple(np.array(lived, np.int64).reshape(-1, 2).T)] = True
    at_hand = {name for name, minutes in problem.interpreter_minutes.items() if minutes > 0}
    return {
        "client_speaks": speaks,
        "client_first_language": _column(
            spoken[c.languages[0]] if c.languages else -1 for c in clients
        ),
        "client_interpreter": _flags(
            c.interpreter and bool(c.languages) and c.languages[0] in at_hand for c in clients
        ),
        "client_gender_asked": _column(
            GENDERS.index(c.asks_gender) if c.asks_gender else -1 for c in clients
        ),
        "client_themes": has,
        "client_away": _away(problem, [c.id for c in clients]),
    }


def _away(problem: Problem, ids: Sequence[str]) -> Bools:
    away = np.zeros((len(ids), WEEK_DAYS), np.bool_)
    rows = {name: row for row, name in enumerate(ids)}
    week = days_of(problem.monday)
    for absence in problem.absences:
        row = rows.get(absence.who)
        if row is not None:
            away[row] |= [absence.first <= day <= absence.last for day in week]
    return away


def worker_columns(
    workers: Sequence[Worker],
    languages: Sequence[str],
    place: dict[str, int],
) -> Columns:
    """Columns with one row per worker."""
    spoken = {name: row for row, name in enumerate(languages)}
    level = np.zeros((len(workers), len(languages)), np.int64)
    for row, worker in enumerate(workers):
        for speaks in worker.languages:
            at = spoken[speaks.language]
            level[row, at] = max(level[row, at], int(speaks.level))
    return {
        "worker_home": _column(place[w.home] for w in workers),
        "worker_reach": _column(w.reach_minutes for w in workers),
        "worker_roles": _column(_bits(w.roles) for w in workers),
        "worker_gender": _column(GENDERS.index(w.gender) for w in workers),
        "worker_volunteer": _flags(w.contract is Contract.VOLUNTEER for w in workers),
        "worker_employee": _flags(w.contract is Contract.EMPLOYEE for w in workers),
        "worker_level": level,
    }


def worker_cubes(
    problem: Problem,
    subjects: Sequence[str],
    themes: Sequence[str],
) -> Columns:
    """What workers have lived through, learned, and when they are away."""
    workers = problem.workers
    theme = {name: row for row, name in enumerate(themes)}
    subject = {name: row for row, name in enumerate(subjects)}
    week = days_of(problem.monday)
    lived = np.zeros((len(ASKED), len(workers), len(themes)), np.bool_)
    trained = np.zeros((len(workers), len(subjects), WEEK_DAYS), np.int64)
    for row, worker in enumerate(workers):
        for e in worker.experiences:
            at = theme[e.theme]
            lived[ASKED.index(Asked.OWN), row, at] |= not e.family
            lived[ASKED.index(Asked.OWN_SEVERE), row, at] |= not e.family and e.severe
            lived[ASKED.index(Asked.FAMILY), row, at] = True
            lived[ASKED.index(Asked.FAMILY_SEVERE), row, at] |= e.severe
        for t in worker.trainings:
            best = trained[row, subject[t.subject]]
            holds = np.array([t.holds_on(day) for day in week])
            best[:] = np.maximum(best, holds * int(t.level))
    return {
        "worker_themes": lived,
        "worker_trained": trained,
        "worker_away": _away(problem, [w.id for w in workers]),
    }


def shift_columns(workers: Sequence[Worker]) -> Columns:
    """When shifts begin and end, by worker and weekday."""
    start = np.full((len(workers), WEEK_DAYS), 1, np.int64)
    end = np.zeros((len(workers), WEEK_DAYS), np.int64)
    for row, worker in enumerate(workers):
        for shift in worker.shifts:
            start[row, shift.weekday] = shift.weekday * DAY_MINUTES + shift.start
            end[row, shift.weekday] = shift.weekday * DAY_MINUTES + shift.end
    return {"shift_start": start, "shift_end": end}
