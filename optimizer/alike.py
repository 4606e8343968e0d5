"""Seats that a rule of pairs cannot tell apart: the rule is asked once for all of them.

A week has tens of thousands of seats, yet to one rule most of them are the same seat: of the
trainings asked for there are a handful. Every rule has a *label* here: a number per seat, the
same only where the rule says the same of every worker. A label may be finer than it has to
be, never coarser; a rule without one is asked about every pair.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from optimizer.tables import Bools, Ints, Tables

SILENT = -1
"""Label of those of whom a rule says nothing."""


def labels(t: Tables) -> Mapping[str, Ints]:
    """Rule of pairs -> (seats) label."""
    need, clients = t.seat_need, t.problem.clients
    lead = (t.seat_rank == 0) & ~t.need_grouped[need]
    speaks = _joined(_rows(t.client_speaks), t.client_first_language, t.client_interpreter)
    tongue = _joined(_of_members(t, speaks)[need], t.need_language[need], t.seat_talks)
    lived = _joined(_of_members(t, _rows(t.client_themes))[need], t.seat_asked)
    gender = _joined(_of_members(t, t.client_gender_asked), t.need_gender, t.need_grouped)
    chosen = np.array([t.worker_row.get(c.chosen or "", SILENT) for c in clients], np.int64)
    usual = _sets(
        t.problem.usual.get((n.group or n.clients[0], n.component), ()) for n in t.problem.needs
    )
    pins = {row: n.pinned_workers for row, n in enumerate(t.problem.needs) if n.pinned_workers}
    published = {t.need_row[name]: held.workers for name, held in t.problem.published.items()}
    return {
        "role_fits": t.seat_roles,
        "volunteer_unbilled": _joined(t.seat_paid),
        "pinned_worker": _by_name(t, pins),
        "chosen_worker": _where(lead, _of_members(t, chosen)[need], t.seat_roles),
        "trained": t.seat_subject,
        "competence_level": _joined(t.seat_subject, t.seat_level),
        "shared_experience": lived,
        "common_language": tongue,
        "not_refused": _of_members(t, _sets(c.refused for c in clients))[need],
        "not_excluded": _of_members(t, _kept_away(t))[need],
        "gender_asked": gender[need],
        "worker_present": np.zeros(len(need), np.int64),
        "reachable": t.need_place[need],
        "usual_worker": np.where(t.seat_rank == 0, usual[need], SILENT),
        "confirmed_worker": _where(
            lead, _sets(c.confirmed for c in clients)[t.need_first[need]], t.seat_roles
        ),
        "closer_experience": lived,
        "language_level": tongue,
        "interpreter": tongue,
        "published_worker": _by_name(t, published),
    }


def _joined(*columns: NDArray[Any]) -> Ints:
    """One label of several columns, none of them below ``SILENT``."""
    label = np.zeros(len(columns[0]), np.int64)
    for column in columns:
        label = label * (int(column.max(initial=0)) + 2) + column - SILENT
    return label


def _where(bears: Bools, label: Ints, other: Ints) -> Ints:
    """Two labels in one, SILENT where the first is or the rule does not bear on the seat."""
    return np.where(bears & (label != SILENT), _joined(label, other), SILENT)


def _rows(flags: Bools) -> Ints:
    """A label of rows of flags."""
    packed = np.packbits(flags, axis=1)
    if packed.size == 0:
        return np.zeros(len(flags), np.int64)
    _, label = np.unique(packed, axis=0, return_inverse=True)
    return label.reshape(-1)


def _sets(names: Iterable[Iterable[str]]) -> Ints:
    """A label of sets of names, SILENT where there is none."""
    seen: dict[frozenset[str], int] = {frozenset(): SILENT}
    return np.array([seen.setdefault(frozenset(some), len(seen)) for some in names], np.int64)


def _kept_away(t: Tables) -> Ints:
    """(clients) a label of its own for everybody from whom some worker is kept away."""
    label = np.full(len(t.problem.clients), SILENT)
    for worker in t.problem.workers:
        for name in worker.excluded & t.client_row.keys():
            label[t.client_row[name]] = t.client_row[name]
    return label


def _by_name(t: Tables, workers: Mapping[int, Sequence[str | None]]) -> Ints:
    """(seats) a label of the worker named for each seat of some needs."""
    label = np.full(len(t.seat_need), SILENT)
    seen: dict[str | None, int] = {None: SILENT}
    for need, names in workers.items():
        first, last = int(t.need_seat[need]), int(t.need_seat[need + 1])
        for seat, name in zip(range(first, last), names, strict=False):
            label[seat] = seen.setdefault(name, len(seen))
    return label


def _of_members(t: Tables, label: Ints) -> Ints:
    """(needs) the client's label; that of a company for several; SILENT where each one is."""
    found = label[t.need_first]
    beyond = int(label.max(initial=0)) + 1
    companies: dict[tuple[int, ...], int] = {}
    for need in np.flatnonzero(np.diff(t.need_member) > 1).tolist():
        members = t.member[t.need_member[need] : t.need_member[need + 1]]
        company = tuple(label[members].tolist())
        silent = set(company) == {SILENT}
        found[need] = SILENT if silent else beyond + companies.setdefault(company, len(companies))
    return found
