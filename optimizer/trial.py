"""Trying a change out: the part of a week that it touches, changed, and the need put in.

A trial holds one need left out, the workers who might take it, and every meeting that
shares a worker, a client, a budget or interpreting with it. Whatever else the week holds
neither helps nor hinders the need.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from domain.session import Meeting
from optimizer.board import Board
from optimizer.check import check
from optimizer.choices import choices_of, meetings_of
from optimizer.columns import make_columns
from optimizer.construct import best_way
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.tables import make_tables


@dataclass(frozen=True)
class Trial:
    """The part of a week around one need, with the meetings that stand in it."""

    problem: Problem
    policy: Policy
    meetings: tuple[Meeting, ...]
    need: str


Changed = Callable[[Trial], Trial]


def trial_of(
    problem: Problem,
    policy: Policy,
    meetings: Sequence[Meeting],
    need: str,
    workers: Iterable[str],
) -> Trial:
    """The part of the week that serving ``need`` by one of ``workers`` can touch."""
    by_id = {n.id: n for n in problem.needs}
    wanted = by_id[need]
    chosen, clients = set(workers), set(wanted.clients)
    budgets = {use.budget for use in wanted.uses}
    kept = tuple(
        meeting
        for meeting in meetings
        if chosen & set(meeting.workers)
        or clients & set(by_id[meeting.need].clients)
        or budgets & {use.budget for use in by_id[meeting.need].uses}
        or problem.interpreter_minutes
    )
    inside = {meeting.need for meeting in kept} | {need}
    staff = chosen | {who for meeting in kept for who in meeting.workers}
    served = tuple(n for n in problem.needs if n.id in inside)
    people = {client for n in served for client in n.clients}
    part = replace(
        problem,
        needs=served,
        workers=tuple(w for w in problem.workers if w.id in staff),
        clients=tuple(c for c in problem.clients if c.id in people),
        published={k: m for k, m in problem.published.items() if k in inside},
    )
    return Trial(part, policy, kept, need)


def serves(trial: Trial) -> Meeting | None:
    """The meeting that the trial's need gets, None where it still cannot be held.

    Verified by the check: the meetings that stand and the new one together miss no must.
    """
    columns = make_columns(make_tables(trial.problem, trial.policy))
    board = Board(columns)
    board.put_all(choices_of(columns, trial.meetings))
    row = columns.tables.need_row[trial.need]
    best = best_way(board, row)
    if best is None:
        return None
    board.put(row, best[1], best[2])
    held = meetings_of(columns, board.chosen)
    if len(held) <= len(trial.meetings) or check(trial.problem, trial.policy, held).faults:
        return None
    return next(meeting for meeting in held if meeting.need == trial.need)
