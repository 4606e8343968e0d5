"""What several rules look up in the tables: interpreters, budgets, weekly minutes, rest."""

from collections.abc import Sequence

import numpy as np

from domain.session import DAY_MINUTES, WEEK_DAYS
from optimizer.limit import NO_LIMIT
from optimizer.tables import Bools, Ints, Tables, units

NEVER = -(1 << 30)
"""A minute long before the week: nothing is known of the time before it."""
ALL_WEEK = 127


def needs_interpreter(t: Tables, seat: Ints, worker: Ints) -> Ints:
    """Per pair the language (row) in which an interpreter is needed; -1: none is.

    It is the first language of the first client who shares none with the worker. Seats
    that need not talk, and groups with a language of their own, never need one.
    """
    asks = t.seat_talks & (t.need_language[t.seat_need] < 0)
    some = np.flatnonzero(asks[seat])
    at, client = t.members_of(t.seat_need[seat[some]])
    pair = some[at]
    speaks = t.worker_level >= t.policy.language_level
    alone = ~in_common(t.client_speaks, client, speaks, worker[pair])
    first = np.flatnonzero(alone)[::-1]
    language = np.full(len(seat), -1, np.int64)
    language[pair[first]] = t.client_first_language[client[first]]
    return language


def in_common(one: Bools, row: Ints, other: Bools, col: Ints) -> Bools:
    """Whether a row of some flags and a row of others have one in common, for every two rows."""
    eights, others = np.packbits(one, axis=1), np.packbits(other, axis=1)
    found = np.zeros(len(row), np.bool_)
    for at in range(eights.shape[1]):
        found |= eights[row, at] & others[col, at] != 0
    return found


def lived_rows(t: Tables, asked: Ints, worker: Ints) -> tuple[Bools, Ints]:
    """(asked x workers, themes) what workers have lived through, and the row of each asked."""
    workers = len(t.worker_home)
    flags = t.worker_themes.reshape(len(t.worker_themes) * workers, len(t.themes))
    return flags, asked * workers + worker


def of_kinds(t: Tables, themes: Bools) -> Bools:
    """(rows, kinds) whether a row of flags of themes has one of each kind."""
    kinds = np.zeros((len(t.themes), int(t.theme_kind.max(initial=-1)) + 1), np.bool_)
    kinds[np.arange(len(t.themes)), t.theme_kind] = True
    found: Bools = np.matmul(themes, kinds)
    return found


def budget_rows(
    t: Tables,
    rule: str,
) -> tuple[Sequence[str], Ints, Ints, Ints, Ints, Ints]:
    """Columns of a NeedSum over the budgets of a rule: about, days, most, and rows of uses.

    An overspent budget allows nothing more, but what is spent is spent.
    """
    own = [b for b in t.problem.budgets if b.rule == rule]
    row = {b.id: k for k, b in enumerate(own)}
    uses = np.array(
        [
            (row[use.budget], need, use.amount)
            for need, n in enumerate(t.problem.needs)
            for use in n.uses
            if use.budget in row
        ],
        np.int64,
    ).reshape(-1, 3)
    return (
        [b.client for b in own],
        np.array([b.days for b in own], np.int64),
        np.array([max(b.left, 0) for b in own], np.int64),
        uses[:, 0],
        uses[:, 1],
        uses[:, 2],
    )


def week_minutes(
    t: Tables,
    most: Sequence[int] | None = None,
    least: Sequence[int] | None = None,
) -> tuple[Sequence[str], Ints, Ints, Ints, Ints, Ints]:
    """Columns of a WorkerSum over every worker's minutes with clients in the week."""
    many = len(t.problem.workers)
    return (
        [w.id for w in t.problem.workers],
        np.arange(many),
        np.full(many, ALL_WEEK, np.int64),
        np.full(many, NO_LIMIT, np.int64) if most is None else np.array(most, np.int64),
        np.zeros(many, np.int64) if least is None else np.array(least, np.int64),
        t.need_minutes[t.seat_need],
    )


def supporters(
    t: Tables,
    seat: Ints,
    most: int,
) -> tuple[Sequence[str], Ints, Ints, int, bool, Ints, Ints, Ints]:
    """Columns of a Different over workers per client and component, on lead seats, groups aside."""
    keys: dict[tuple[int, str], int] = {}
    key_of = np.full(len(t.problem.needs), -1, np.int64)
    for row, n in enumerate(t.problem.needs):
        if n.group is None:
            key_of[row] = keys.setdefault((int(t.need_first[row]), n.component), len(keys))
    key = np.where(t.seat_rank == 0, key_of[t.seat_need], -1)[seat]
    pair = np.flatnonzero(key >= 0)
    none = np.zeros(0, np.int64)
    about = [t.problem.clients[client].id for client, _ in keys]
    return about, pair, key[pair], len(keys), True, np.full(len(keys), most), none, none


def last_free(t: Tables) -> Ints:
    """Per worker the minute at which last week's work ended, NEVER where it is not known."""
    return np.array([t.problem.last_free.get(w.id, NEVER) for w in t.problem.workers], np.int64)


def next_shift(t: Tables) -> Ints:
    """Per worker the minute at which the first shift of a next week like this one begins."""
    has = t.shift_start <= t.shift_end
    begins = np.where(has, t.shift_start, NO_LIMIT).min(axis=1, initial=NO_LIMIT)
    return units(begins + WEEK_DAYS * DAY_MINUTES)
