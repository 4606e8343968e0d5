"""Why a need is left out, who is nearest, and what smallest change would serve it.

Counts come from the columns (what each rule removed), the ways from the roster as it
stands, the change from a trial. Names no rule but to phrase a change.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from domain.finding import Fact
from domain.session import DAY_MINUTES, Meeting
from optimizer.board import Board
from optimizer.changes import OF_BUDGETS, smallest_change
from optimizer.choices import choices_of, meetings_of
from optimizer.columns import REMOVERS, make_columns
from optimizer.construct import best_way
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.rules import START_RULES
from optimizer.tables import make_tables
from optimizer.trial import trial_of
from optimizer.ways import NearMiss, Way, near_misses, ways_of
from optimizer.why import Candidate, Change, Counted, Obstacle, Why

NEAREST = 3
MOST_TRIED = 8
"""Workers with a single obstacle whose change is tried."""
MOST_MOVES = 24
"""Meetings that are tried elsewhere to make room."""


def explain_left_out(
    problem: Problem,
    policy: Policy,
    meetings: Sequence[Meeting],
    needs: Sequence[str] | None = None,
) -> tuple[Why, ...]:
    """Reasons for the needs named, or for every need that the roster leaves out.

    Meetings that break a must of starts or pairs are looked past. Raises KeyError on a
    need that the problem does not know.
    """
    columns = make_columns(make_tables(problem, policy))
    board = Board(columns)
    board.put_all(choices_of(columns, meetings))
    desk = _Desk(problem, policy, board)
    rows = columns.tables.need_row
    held = {meeting.need for meeting in meetings}
    asked = [n.id for n in problem.needs if n.id not in held] if needs is None else needs
    return tuple(desk.why(rows[name]) for name in asked)


@dataclass(frozen=True)
class _Desk:
    """A roster laid out, to be asked about one need after another."""

    problem: Problem
    policy: Policy
    board: Board

    def why(self, need: int) -> Why:
        """Everything there is to say about one need."""
        c, t = self.board.c, self.board.c.tables
        seats = range(int(t.need_seat[need]), int(t.need_seat[need + 1]))
        hardest = min(seats, key=lambda seat: int(c.seat_pair[seat + 1] - c.seat_pair[seat]))
        ways = sorted(ways_of(self.board, need), key=lambda way: (way.distance, way.start))
        misses = near_misses(c, hardest)
        return Why(
            need=self.problem.needs[need].id,
            workers=len(self.problem.workers),
            refused_days=self._refused(need),
            removed=tuple(
                Counted(rule, int(count))
                for rule, count in zip(REMOVERS, c.removed[hardest], strict=True)
                if count
            ),
            blocked=tuple(
                Counted(rule, count)
                for rule, count in Counter(
                    rule for way in ways for rule in way.obstacles
                ).most_common()
            ),
            nearest=self._nearest(ways, misses),
            change=self._change(need, ways, misses),
        )

    def _refused(self, need: int) -> tuple[Counted, ...]:
        rows = self.board.c.refused
        found = Counter(rows[rows[:, 0] == need, 1].tolist())
        return tuple(Counted(START_RULES[k].__name__, n) for k, n in sorted(found.items()))

    def _nearest(self, ways: Iterable[Way], misses: Iterable[NearMiss]) -> tuple[Candidate, ...]:
        """The nearest ways of different workers, filled up with workers whom rules removed."""
        c = self.board.c
        names = [worker.id for worker in self.problem.workers]
        found: dict[tuple[str, ...], Candidate] = {}
        for way in ways:
            team = tuple(names[c.pair_worker[pair]] for pair in way.pairs)
            if team not in found:
                found[team] = Candidate(team, way.start, self._obstacles(way.obstacles, team))
        for miss in misses:
            team = (names[miss.worker],)
            if team not in found:
                found[team] = Candidate(team, None, self._obstacles(miss.obstacles, team))
        ranked = sorted(found.values(), key=lambda f: len(f.obstacles))
        return tuple(ranked[:NEAREST])

    @staticmethod
    def _obstacles(obstacles: dict[str, int], team: tuple[str, ...]) -> tuple[Obstacle, ...]:
        return tuple(Obstacle(rule, ", ".join(team), n) for rule, n in obstacles.items())

    def _change(self, need: int, ways: Sequence[Way], misses: Sequence[NearMiss]) -> Change:
        """Make room by moving one meeting; else the smallest change of the circumstances."""
        moved = self._move(need, ways)
        if moved is not None:
            return moved
        c = self.board.c
        names = [worker.id for worker in self.problem.workers]
        always = self._always(ways)
        found = [(names[c.pair_worker[way.pairs[0]]], way.obstacles) for way in ways]
        found += [(names[miss.worker], miss.obstacles) for miss in misses]
        single = self._smallest_by_rule(
            [
                (who, Obstacle(rule, who, missed))
                for who, obstacles in found
                for rule, missed in obstacles.items()
                if rule not in always and len(obstacles.keys() - always.keys()) == 1
            ]
        )
        name = self.problem.needs[need].id
        meetings = meetings_of(c, self.board.chosen)
        could = {names[c.pair_worker[pair]] for way in ways for pair in way.pairs}
        could |= {names[w] for w in self._able(need)}
        near = trial_of(self.problem, self.policy, meetings, name, {w for w, _ in single})
        wide = trial_of(self.problem, self.policy, meetings, name, could)
        spent = [Obstacle(rule, "", missed) for rule, missed in always.items()]
        return smallest_change(near, wide, single, spent)

    @staticmethod
    def _always(ways: Sequence[Way]) -> dict[str, int]:
        """What of the budgets stands in every way, whoever comes."""
        return {
            rule: min(way.obstacles[rule] for way in ways)
            for rule in OF_BUDGETS
            if ways and all(rule in way.obstacles for way in ways)
        }

    def _able(self, need: int) -> set[int]:
        """Workers whom no rule of pairs keeps from some seat, whatever the day."""
        c, t = self.board.c, self.board.c.tables
        able = set(range(len(t.worker_home)))
        for seat in range(int(t.need_seat[need]), int(t.need_seat[need + 1])):
            able -= {miss.worker for miss in near_misses(c, seat)}
        return able

    @staticmethod
    def _smallest_by_rule(single: list[tuple[str, Obstacle]]) -> list[tuple[str, Obstacle]]:
        """The worker who misses each rule by the least."""
        best: dict[str, tuple[str, Obstacle]] = {}
        for who, obstacle in single:
            known = best.get(obstacle.rule)
            if known is None or obstacle.missed < known[1].missed:
                best[obstacle.rule] = (who, obstacle)
        return list(best.values())[:MOST_TRIED]

    def _move(self, need: int, ways: Iterable[Way]) -> Change | None:
        """Whether one meeting can be held elsewhere so that there is room for the need."""
        c, t, board = self.board.c, self.board.c.tables, self.board
        if np.diff(t.need_seat)[need] != 1:
            return None
        routes = dict.fromkeys(
            (int(c.pair_worker[way.pairs[0]]), way.start // DAY_MINUTES)
            for way in ways
            if set(way.obstacles) <= {"worker_free", "shift", "breaks", "worker_day_minutes"}
        )
        others = [
            stop[3]
            for worker, day in routes
            for stop in board.routes.get(worker * 7 + day, ())
            if np.diff(t.need_seat)[stop[3]] == 1 and not self._is_pinned(stop[3])
        ]
        for other in list(dict.fromkeys(others))[:MOST_MOVES]:
            start = int(board.chosen.start[other])
            pair = int(board.chosen.pair[t.need_seat[other]])
            board.take_out(other)
            change = self._put_both(need, other)
            board.put(other, start, [pair])
            if change is not None:
                return change
        return None

    def _is_pinned(self, need: int) -> bool:
        wanted = self.problem.needs[need]
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
        worker = self.problem.workers[int(board.c.pair_worker[second[2][0]])]
        facts: dict[str, Fact] = {
            "need": self.problem.needs[other].id,
            "worker": worker.name,
            "start": second[1],
        }
        return Change("change.move_meeting", facts, 1)
