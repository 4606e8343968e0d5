"""Trying a change out: the part of a week that it touches, changed, and the need put in.

A trial holds one need left out, the workers who might take it, and every meeting that
shares one of these workers, a client, a budget or interpreting with it. Whatever else the
week holds neither helps nor hinders the need. The meetings that stand do not move.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from domain.people import Client, Worker
from domain.session import Meeting, Need, Seat
from optimizer.board import Board
from optimizer.chances import has_a_chance
from optimizer.check import check_tables, faults_of
from optimizer.choices import choices_of, meetings_of
from optimizer.columns import make_columns
from optimizer.construct import best_way
from optimizer.policy import Policy
from optimizer.problem import Budget, Problem
from optimizer.tables import Tables, make_tables
from optimizer.ways import ways_of


@dataclass(frozen=True)
class Week:
    """A roster of a week, looked up by whatever meetings share with one another."""

    problem: Problem
    policy: Policy
    meetings: tuple[Meeting, ...]

    @cached_property
    def needs(self) -> dict[str, Need]:
        """Needs by id."""
        return {need.id: need for need in self.problem.needs}

    @cached_property
    def rows(self) -> dict[str, int]:
        """Places of the needs: of meetings that begin together the first goes first."""
        return {need.id: row for row, need in enumerate(self.problem.needs)}

    @cached_property
    def workers(self) -> dict[str, Worker]:
        """Workers by id."""
        return {worker.id: worker for worker in self.problem.workers}

    @cached_property
    def clients(self) -> dict[str, Client]:
        """Clients by id."""
        return {client.id: client for client in self.problem.clients}

    @cached_property
    def budgets(self) -> dict[str, Budget]:
        """Budgets by id."""
        return {budget.id: budget for budget in self.problem.budgets}

    @cached_property
    def by_worker(self) -> dict[str, list[Meeting]]:
        """Meetings of each worker."""
        return self._by(lambda meeting: meeting.workers)

    @cached_property
    def by_client(self) -> dict[str, list[Meeting]]:
        """Meetings of each client."""
        return self._by(lambda meeting: self.needs[meeting.need].clients)

    @cached_property
    def by_budget(self) -> dict[str, list[Meeting]]:
        """Meetings that draw on each budget."""
        return self._by(lambda m: {use.budget for use in self.needs[m.need].uses})

    @cached_property
    def interpreted(self) -> dict[str, list[Meeting]]:
        """Meetings with an interpreter, by language; once per seat that needs one."""
        return self._by(lambda meeting: self.interpreting(meeting.need, meeting.workers))

    @cached_property
    def bonds(self) -> dict[str, set[tuple[str, str]]]:
        """Bonds that stand already, by worker."""
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for bond in self.problem.known:
            found[bond[0]].add(bond)
        return found

    @cached_property
    def days_apart(self) -> dict[str, int]:
        """Days from one meeting to the next, the most that any need of a series asks for."""
        found: dict[str, int] = {}
        for need in self.problem.needs:
            found[need.series] = max(need.days_apart, found.get(need.series, 0))
        return found

    def _by(self, keys: Callable[[Meeting], Iterable[str]]) -> dict[str, list[Meeting]]:
        found: dict[str, list[Meeting]] = defaultdict(list)
        for meeting in self.meetings:
            for key in keys(meeting):
                found[key].append(meeting)
        return found

    def clients_of(self, need: Need) -> list[Client]:
        """Whoever is to be met."""
        return [self.clients[client] for client in need.clients]

    def interpreting(self, need: str, workers: Iterable[str]) -> list[str]:
        """Languages in which the seats of a meeting with these workers need an interpreter."""
        found = []
        wanted = self.needs[need]
        for seat, who in zip(wanted.seats, workers, strict=False):
            alone = self.without_words(wanted, seat, who)
            found += [language for c in alone[:1] for language in c.languages[:1]]
        return found

    def without_words(self, need: Need, seat: Seat, worker: str) -> list[Client]:
        """Clients who share no language with the worker, where an interpreter may come."""
        if need.language is not None or not seat.talks:
            return []
        enough = self.policy.language_level
        spoken = {s.language for s in self.workers[worker].languages if s.level >= enough}
        return [c for c in self.clients_of(need) if spoken.isdisjoint(c.languages)]

    def minutes_between(self, one: str, other: str) -> int:
        """Minutes of the way from one place to another."""
        rows = self._place_rows
        return int(self.problem.travel.minutes[rows[one], rows[other]])

    @cached_property
    def trials(self) -> dict[tuple[str, frozenset[str]], "Trial"]:
        """Trials of the need asked about last, by the workers who may take it."""
        return {}

    @cached_property
    def _place_rows(self) -> dict[str, int]:
        return {name: row for row, name in reversed(list(enumerate(self.problem.travel.ids)))}


@dataclass(frozen=True)
class Trial:
    """The part of a week around one need, with the meetings that stand in it."""

    problem: Problem
    policy: Policy
    meetings: tuple[Meeting, ...]
    need: str
    may: frozenset[str]
    """Workers all of whose meetings are here: nobody else is asked to take the need."""


Changed = Callable[[Trial], Trial]


def trial_of(week: Week, need: str, workers: Iterable[str]) -> Trial:
    """The part of the week that serving ``need`` by some of ``workers`` can touch."""
    asked = need, frozenset(workers)
    if asked not in week.trials:
        if any(name != need for name, _ in week.trials):
            week.trials.clear()
        week.trials[asked] = _cut_out(week, *asked)
    return week.trials[asked]


def _cut_out(week: Week, need: str, may: frozenset[str]) -> Trial:
    wanted = week.needs[need]
    wanted = replace(wanted, days_apart=week.days_apart[wanted.series])
    clients = week.clients_of(wanted)
    drawn = {use.budget for use in wanted.uses}
    near = [
        *(week.by_worker.get(worker, []) for worker in sorted(may)),
        *(week.by_client.get(client.id, []) for client in clients),
        *(week.by_budget.get(budget, []) for budget in sorted(drawn)),
        *(week.interpreted.get(lang, []) for c in clients for lang in c.languages[:1]),
    ]
    found = {meeting.need: meeting for part in near for meeting in part}
    kept = tuple(meeting for name, meeting in found.items() if name != need)
    inside = {meeting.need for meeting in kept} | {need}
    served = [
        replace(week.needs[m.need], pinned_start=m.start, pinned_workers=m.workers) for m in kept
    ]
    people = {client for name in inside for client in week.needs[name].clients}
    staff = may | {who for meeting in kept for who in meeting.workers} | _named(week, wanted)
    problem = week.problem
    part = replace(
        problem,
        needs=tuple(sorted((wanted, *served), key=lambda n: week.rows[n.id])),
        workers=tuple(week.workers[w] for w in sorted(staff & week.workers.keys())),
        clients=tuple(week.clients[c] for c in sorted(people)),
        budgets=tuple(week.budgets[b] for b in sorted(drawn & week.budgets.keys())),
        known=frozenset(bond for who in staff for bond in week.bonds.get(who, ())),
        published={n: problem.published[n] for n in inside if n in problem.published},
    )
    return Trial(part, week.policy, kept, need, may)


def _named(week: Week, need: Need) -> set[str]:
    """Workers whom clients, locks or past rosters name: the rules ask whether they are there."""
    found = set(week.problem.usual.get((need.group or need.clients[0], need.component), ()))
    published = week.problem.published.get(need.id)
    found |= set(published.workers if published else ())
    found |= {worker for worker in need.pinned_workers if worker}
    for client in week.clients_of(need):
        found |= client.confirmed | ({client.chosen} if client.chosen else set())
    return found


def serves(trial: Trial) -> Meeting | None:
    """The meeting that the trial's need gets, None where it still cannot be held.

    Verified by the check: beside the meetings that stand, the new one misses no must.
    """
    return _serve(trial, verify=True)


def likely(trial: Trial) -> Meeting | None:
    """The same without the check: where it will serve, for whoever verifies a part of it next."""
    return _serve(trial, verify=False)


def _serve(trial: Trial, *, verify: bool) -> Meeting | None:
    stands = trial.problem, trial.policy, trial.meetings
    if not has_a_chance(*stands, trial.need, trial.may):
        return None
    columns = make_columns(make_tables(trial.problem, trial.policy))
    row = columns.tables.need_row[trial.need]
    may = np.array([w.id in trial.may for w in trial.problem.workers], np.bool_)
    elsewhere = columns.tables.seat_need[columns.pair_seat] != row
    days = np.where(elsewhere | may[columns.pair_worker], columns.pair_days, 0)
    columns = replace(columns, pair_days=days)
    board = Board(columns)
    board.put_all(choices_of(columns, trial.meetings))
    if not _has_a_day(board, row):
        return None
    best = best_way(board, row) or _clear_team(board, row)
    if best is None:
        return None
    board.put(row, best[1], best[2])
    held = meetings_of(columns, board.chosen)
    if len(held) <= len(trial.meetings):
        return None
    if verify and _adds_fault(columns.tables, trial.meetings, held):
        return None
    return next(meeting for meeting in held if meeting.need == trial.need)


def _clear_team(board: Board, need: int) -> tuple[int, int, list[int]] | None:
    """A way that the best for each seat in turn passes by: one seat has the best of its own."""
    if int(board.c.tables.need_seat[need + 1] - board.c.tables.need_seat[need]) == 1:
        return None
    clear = (way for way in ways_of(board, need) if not way.obstacles)
    return next(((way.cost, way.start, list(way.pairs)) for way in clear), None)


def _has_a_day(board: Board, need: int) -> bool:
    """Whether some stretch of starts passes no limit of the need itself, whoever comes."""
    c = board.c
    for option in range(int(c.need_opt[need]), int(c.need_opt[need + 1])):
        _, obstacles = board.price_of_need(need, int(c.opt_lo[option]))
        if obstacles.keys() <= {"client_free"}:
            return True
    return False


def _adds_fault(t: Tables, stands: Sequence[Meeting], held: Sequence[Meeting]) -> bool:
    """Whether a must is missed by more than the meetings that stand miss it by themselves."""
    after = faults_of(check_tables(t, held).faults)
    if not after:
        return False
    before = faults_of(check_tables(t, stands).faults)
    return any(missed > before.get(rule, 0) for rule, missed in after.items())
