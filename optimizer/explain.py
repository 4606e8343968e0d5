"""Why a need is left out, who is nearest, and what smallest change would serve it.

Counts come from the columns (what each rule removed), the ways from the roster as it
stands, the change from a trial. Names no rule but to phrase a change.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from domain.finding import Fact
from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting
from optimizer.board import Board
from optimizer.changes import NONE, Hurdle, change_of, smallest_proposals
from optimizer.choices import choices_of, meetings_of
from optimizer.columns import REMOVERS, make_columns
from optimizer.construct import best_way
from optimizer.for_needs import BUDGETS
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.proposals import Lack, Proposal
from optimizer.rules import START_RULES
from optimizer.tables import Ints, make_tables
from optimizer.tidying import tidy_later
from optimizer.trial import Week
from optimizer.ways import (
    NearMiss,
    Way,
    able,
    missed_by_day,
    near_misses,
    nearest_ways,
    single_lacks,
    ways_of,
)
from optimizer.why import Candidate, Change, Counted, Obstacle, Why

NEAREST = 3
MOST_MOVES = 24
"""Meetings that are tried elsewhere to make room."""


@tidy_later()
def explain_left_out(
    problem: Problem,
    policy: Policy,
    meetings: Sequence[Meeting],
    needs: Sequence[str] | None = None,
    *,
    kinds: int = 1,
) -> tuple[Why, ...]:
    """Reasons for the needs named, or for every need that the roster leaves out.

    ``kinds`` is how many kinds of change are looked for, each tried by serving the need.
    A need that is served is looked at as if it were not, and asks for no change; neither
    does one that could be served as the week is. Meetings that break a must of starts or
    pairs are looked past. Raises KeyError on a need that the problem does not know.
    """
    desk = open_desk(problem, policy, meetings, kinds)
    held = {meeting.need for meeting in meetings}
    asked = [n.id for n in problem.needs if n.id not in held] if needs is None else needs
    return tuple(desk.ask(name)[0] for name in asked)


def open_desk(
    problem: Problem, policy: Policy, meetings: Sequence[Meeting], kinds: int = 1
) -> "Desk":
    """Lay a roster out: most of what a first question costs, and none of what the next ones do."""
    columns = make_columns(make_tables(problem, policy))
    board = Board(columns)
    board.put_all(choices_of(columns, meetings))
    return Desk(Week(problem, policy, meetings_of(columns, board.chosen)), board, kinds)


@dataclass(frozen=True)
class Desk:
    """A roster laid out, to be asked about one need after another."""

    week: Week
    board: Board
    kinds: int

    def ask(self, name: str) -> tuple[Why, tuple[Proposal, ...]]:
        """Everything there is to say about one need, and the proposals that would serve it.

        The roster stays as it is. Raises KeyError on a need that the week does not know.
        """
        need = self.board.c.tables.need_row[name]
        chosen, seats = self.board.chosen, self._seats(need)
        start, pairs = int(chosen.start[need]), chosen.pair[seats.start : seats.stop].tolist()
        if start < 0:
            return self._ask(need)
        self.board.take_out(need)
        found = self._ask(need)
        self.board.put(need, start, pairs)
        return found

    def _ask(self, need: int) -> tuple[Why, tuple[Proposal, ...]]:
        c, seats = self.board.c, self._seats(need)
        hardest = min(seats, key=lambda seat: int(c.seat_pair[seat + 1] - c.seat_pair[seat]))
        missed = {seat: missed_by_day(c, seat) for seat in seats}
        ways = list(ways_of(self.board, need))
        nearest = nearest_ways(ways)
        changes, proposals = self._changes(need, ways, missed)
        why = Why(
            need=self.week.problem.needs[need].id,
            workers=len(self.week.problem.workers),
            refused_days=self._refused(need),
            removed=tuple(
                Counted(rule, count)
                for rule, count in zip(REMOVERS, c.removed[hardest].tolist(), strict=True)
                if count
            ),
            blocked=tuple(
                Counted(rule, count)
                for rule, count in Counter(
                    rule for way in nearest for rule in way.obstacles
                ).most_common()
            ),
            nearest=self._nearest(need, nearest, near_misses(c, hardest, missed[hardest])),
            change=changes[0] if changes else None,
            also=changes[1:],
        )
        return why, proposals

    def _seats(self, need: int) -> range:
        at = self.board.c.tables.need_seat
        return range(int(at[need]), int(at[need + 1]))

    def _refused(self, need: int) -> tuple[Counted, ...]:
        rows = self.board.c.refused
        found = Counter(rows[rows[:, 0] == need, 1].tolist())
        return tuple(Counted(START_RULES[k].__name__, n) for k, n in sorted(found.items()))

    def _nearest(
        self, need: int, ways: Iterable[Way], misses: Iterable[NearMiss]
    ) -> tuple[Candidate, ...]:
        """The nearest ways of different workers, filled up with workers whom rules removed."""
        c, wanted = self.board.c, self.week.problem.needs[need]
        names = [worker.id for worker in self.week.problem.workers]
        whom = wanted.group or ", ".join(wanted.clients)
        found: dict[tuple[str, ...], Candidate] = {}
        for way in ways:
            team = tuple(names[c.pair_worker[pair]] for pair in way.pairs)
            if team not in found:
                stands = [Obstacle(rule, whom, n) for rule, n in way.of_need.items()]
                for who, obstacles in zip(team, way.of_seats, strict=True):
                    stands += [Obstacle(rule, who, n) for rule, n in obstacles.items()]
                found[team] = Candidate(team, way.start, tuple(stands))
        for miss in misses:
            who = names[miss.worker]
            if (who,) not in found:
                stands = [Obstacle(rule, who, n) for rule, n in miss.obstacles.items()]
                found[who,] = Candidate((who,), None, tuple(stands))
        ranked = sorted(found.values(), key=lambda f: len({one.rule for one in f.obstacles}))
        return tuple(ranked[:NEAREST])

    def _changes(
        self, need: int, ways: Sequence[Way], missed: Mapping[int, Mapping[str, Ints]]
    ) -> tuple[tuple[Change, ...], tuple[Proposal, ...]]:
        """Make room by moving one meeting; else the smallest changes of the circumstances."""
        if not all(way.obstacles for way in ways) or best_way(self.board, need) is not None:
            return (), ()
        moved = self._move(need, ways)
        rest = self.kinds - len(moved)
        if rest <= 0:
            return moved, ()
        names = [worker.id for worker in self.week.problem.workers]
        could = np.zeros(len(names), np.bool_)
        for seat in missed:
            could |= able(missed[seat])
        could_come = frozenset(names[row] for row in np.flatnonzero(could).tolist())
        days, shut = self._days(need)
        hurdles = [*self._of_ways(ways), *self._of_misses(days, missed, could_come)]
        name = self.week.problem.needs[need].id
        found = smallest_proposals(self.week, name, hurdles, could_come, shut, rest)
        changes = (*moved, *map(change_of, found))
        return changes or (Change(NONE, {"need": name}),), found

    def _of_ways(self, ways: Iterable[Way]) -> Iterator[Hurdle]:
        """Ways in which at most one worker lacks one thing, budgets left aside."""
        names, workers = self.week.problem.workers, self.board.c.pair_worker
        for way in ways:
            day = way.start // DAY_MINUTES
            team = [names[workers[pair]].id for pair in way.pairs]
            lacks = tuple(
                Lack(rule, missed, team[rank], rank, day, way.start)
                for rank, obstacles in enumerate(way.of_seats)
                for rule, missed in obstacles.items()
            )
            if way.of_need.keys() <= BUDGETS.keys() and len(lacks) <= 1:
                yield Hurdle(frozenset(team), day, lacks)

    def _of_misses(
        self, days: Sequence[int], missed: Mapping[int, Mapping[str, Ints]], could: frozenset[str]
    ) -> Iterator[Hurdle]:
        """Workers whom one must of pairs alone keeps from a seat on one of these days."""
        for rank, seat in enumerate(missed):
            for worker, day, rule, n in single_lacks(missed[seat], days):
                who = self.week.problem.workers[worker].id
                others = could if len(missed) > 1 else frozenset[str]()
                yield Hurdle(others | {who}, day, (Lack(rule, n, who, rank, day),))

    def _days(self, need: int) -> tuple[list[int], frozenset[int]]:
        """Weekdays of the need's windows that are open, and those that are shut.

        A day is shut where something but money or the client's hours stands in the need's own
        way, whoever comes and at whatever time.
        """
        c, board = self.board.c, self.board
        is_open: dict[int, bool] = {}
        for option in range(int(c.need_opt[need]), int(c.need_opt[need + 1])):
            _, obstacles = board.price_of_need(need, int(c.opt_lo[option]))
            day, free = int(c.opt_day[option]), obstacles.keys() <= {*BUDGETS, "client_free"}
            is_open[day] = is_open.get(day, False) or free
        days = [day for day, free in is_open.items() if free]
        return sorted(days), frozenset(is_open) - frozenset(days)

    def _move(self, need: int, ways: Iterable[Way]) -> tuple[Change, ...]:
        """Whether one meeting can be held elsewhere so that there is room for the need."""
        c, board = self.board.c, self.board
        if len(self._seats(need)) != 1:
            return ()
        routes = dict.fromkeys(
            (int(c.pair_worker[way.pairs[0]]), way.start // DAY_MINUTES)
            for way in sorted(ways, key=lambda way: (way.distance, way.start, way.pairs))
            if set(way.obstacles) <= {"worker_free", "shift", "breaks", "worker_day_minutes"}
        )
        others = [
            stop[3]
            for worker, day in routes
            for stop in board.routes.get(worker * WEEK_DAYS + day, ())
            if len(self._seats(stop[3])) == 1 and not self._is_pinned(stop[3])
        ]
        for other in list(dict.fromkeys(others))[:MOST_MOVES]:
            start = int(board.chosen.start[other])
            pair = int(board.chosen.pair[self._seats(other)[0]])
            route = int(c.pair_worker[pair]) * WEEK_DAYS + start // DAY_MINUTES
            board.take_out(other)
            change = self._put_both(need, other) if board.is_sound(route) else None
            board.put(other, start, [pair])
            if change is not None:
                return (change,)
        return ()

    def _is_pinned(self, need: int) -> bool:
        wanted = self.week.problem.needs[need]
        return wanted.pinned_start is not None or any(wanted.pinned_workers)

    def _put_both(self, need: int, other: int) -> Change | None:
        board = self.board
        first = best_way(board, need)
        if first is None:
            return None
        board.put(need, first[1], first[2])
        second = best_way(board, other)
        board.take_out(need)
        if second is None:
            return None
        worker = self.week.problem.workers[int(board.c.pair_worker[second[2][0]])]
        facts: dict[str, Fact] = {
            "need": self.week.problem.needs[other].id,
            "worker": worker.name,
            "start": second[1],
        }
        return Change("change.move_meeting", facts, 1)
