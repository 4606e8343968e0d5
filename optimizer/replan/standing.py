"""What of a published week still stands after something happened, and what cannot."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import numpy as np

from domain.session import DAY_MINUTES, Meeting, Need, Window
from optimizer.board import Board, Obstacles
from optimizer.check import check_tables, faults_of
from optimizer.choices import Choices, choices_of, meetings_of, nothing_chosen
from optimizer.columns import Columns
from optimizer.problem import Problem
from optimizer.replan.events import Absent
from optimizer.replan.happening import Happening


@dataclass
class Standing:
    """The published week in the engines' terms, split by what became of it."""

    kept: Choices
    """What stands: meetings that have begun, and later ones that nothing forbids."""
    begun: frozenset[int]
    """Needs (rows) whose meeting began before now: nothing about them can change."""
    hit: dict[int, str]
    """Need (row) -> rule or event for which its published meeting cannot stand."""
    surely: frozenset[int]
    """Of these, the ones that cannot stand whatever else is changed."""
    beyond: tuple[Meeting, ...]
    """Meetings that have begun and that a must forbids: they happened all the same."""
    faults: dict[str, int] = field(default_factory=dict)
    """Rule -> units that the meetings that have begun miss among themselves."""


def freeze(week: Happening, notice: int) -> tuple[Problem, frozenset[str]]:
    """The problem in which the past is pinned and nobody is called sooner than in ``notice``.

    Returns it with the needs whose meeting has begun. Pins on what cannot be any more (a
    worker who is away then, a minute that has passed) are released. A meeting that somebody
    unknown held is over: nobody wants it again.
    """
    staff = {worker.id for worker in week.problem.workers}
    begun, needs = set(), []
    for need in week.problem.needs:
        meeting = week.published.get(need.id)
        if meeting is None or need.id in week.missed or meeting.start >= week.now:
            stands = meeting if meeting is not None and need.id not in week.missed else None
            needs.append(_open(_released(need, week), stands, week.now, notice))
        elif staff.issuperset(meeting.workers):
            begun.add(need.id)
            pins = meeting.workers if len(meeting.workers) == len(need.seats) else ()
            needs.append(replace(need, pinned_start=meeting.start, pinned_workers=pins))
    names = {need.id for need in needs}
    published = {name: m for name, m in week.published.items() if name in names}
    return replace(week.problem, needs=tuple(needs), published=published), frozenset(begun)


def _released(need: Need, week: Happening) -> Need:
    """The need without pins on a worker whose absence hits its meeting, or on a minute gone by."""
    why = week.missed.get(need.id)
    if isinstance(why, Absent):
        workers = tuple(None if who == why.worker else who for who in need.pinned_workers)
        need = replace(need, pinned_workers=workers)
    if need.pinned_start is not None and need.pinned_start < week.now:
        need = replace(need, pinned_start=None)
    return need


def _open(need: Need, stands: Meeting | None, now: int, notice: int) -> Need:
    """The need with starts from ``now + notice`` on, and the start that stands."""
    earliest = now + notice
    windows = [replace(w, start=max(w.start, earliest)) for w in need.windows if w.end >= earliest]
    if stands is not None and stands.start < earliest:
        windows += [
            Window(stands.start, stands.start, liked=w.liked)
            for w in need.windows
            if w.start <= stands.start <= w.end
        ][:1]
    return replace(need, windows=tuple(windows))


def find_standing(c: Columns, week: Happening, begun: frozenset[str]) -> Standing:
    """Split the published week: begun, standing, hit."""
    t = c.tables
    known = [m for m in t.problem.published.values() if _is_known(c, m)]
    held = choices_of(c, [m for m in known if m.need not in week.missed])
    past = frozenset(t.need_row[name] for name in begun)
    beyond = tuple(m for m in known if m.need in begun and held.start[t.need_row[m.need]] < 0)
    hit = {}
    for name, meeting in t.problem.published.items():
        row = t.need_row[name]
        if held.start[row] < 0 and row not in past:
            hit[row] = "missed" if name in week.missed else _rule_against(c, meeting)
    surely = set(hit)
    frozen = _only(c, held, past)
    faults = faults_of(check_tables(t, meetings_of(c, frozen)).faults)
    if not _adds(c, held, faults):
        return Standing(held, past, hit, frozenset(surely), beyond, faults)
    board = Board(c)
    board.put_all(frozen)
    later = [n for n in np.flatnonzero(held.start >= 0).tolist() if n not in past]
    for need in sorted(later, key=lambda n: (int(held.start[n]), n)):
        start = int(held.start[need])
        if _overlaps_the_past(c, frozen, need, held, past):
            surely.add(need)
        pairs = held.pair[t.need_seat[need] : t.need_seat[need + 1]].tolist()
        obstacles = obstacles_of(board, need, start, pairs)
        if obstacles:
            hit[need] = min(obstacles)
        else:
            board.put(need, start, pairs)
    return Standing(board.chosen, past, hit, frozenset(surely), beyond, faults)


def _is_known(c: Columns, meeting: Meeting) -> bool:
    return meeting.need in c.tables.need_row and all(
        who in c.tables.worker_row for who in meeting.workers
    )


def _only(c: Columns, chosen: Choices, needs: Iterable[int]) -> Choices:
    """The same choices for some needs, nothing for the others."""
    t, found = c.tables, nothing_chosen(c)
    for need in needs:
        seats = slice(int(t.need_seat[need]), int(t.need_seat[need + 1]))
        found.start[need], found.pair[seats] = chosen.start[need], chosen.pair[seats]
    return found


def _adds(c: Columns, chosen: Choices, faults: dict[str, int]) -> bool:
    """Whether choices miss more of some must than is missed already."""
    return adds_fault(faults_of(check_tables(c.tables, meetings_of(c, chosen)).faults), faults)


def adds_fault(after: dict[str, int], before: dict[str, int]) -> bool:
    """Whether some rule is missed by more than before."""
    return any(missed > before.get(rule, 0) for rule, missed in after.items())


def _rule_against(c: Columns, meeting: Meeting) -> str:
    """The first must that a meeting breaks by itself."""
    if not _is_known(c, meeting):
        return "unknown_worker"
    faults = check_tables(c.tables, (meeting,)).faults
    return faults[0].rule if faults else "shift"


def _overlaps_the_past(
    c: Columns, frozen: Choices, need: int, held: Choices, past: frozenset[int]
) -> bool:
    """Whether a meeting begins before one that has begun ends, with the same worker or client."""
    t = c.tables
    start = int(held.start[need])

    def people(row: int) -> set[int]:
        pairs = held.pair[t.need_seat[row] : t.need_seat[row + 1]]
        clients = t.member[t.need_member[row] : t.need_member[row + 1]]
        return {*(~c.pair_worker[pairs]).tolist(), *clients.tolist()}

    return any(
        int(frozen.start[row]) <= start < int(frozen.start[row] + t.need_minutes[row])
        and not people(need).isdisjoint(people(row))
        for row in past
        if frozen.start[row] >= start - DAY_MINUTES
    )


def obstacles_of(board: Board, need: int, start: int, pairs: list[int]) -> Obstacles:
    """What a meeting would break beside those that stand; empty where it may be put in."""
    first = int(board.c.tables.need_seat[need])
    _, obstacles = board.price_of_need(need, start)
    used: dict[int, int] = {}
    for rank, pair in enumerate(pairs):
        _, more = board.price_of_seat(first + rank, pair, start)
        obstacles |= more
        for k, use in board.rows_of_seat(first + rank, pair, start):
            used[k] = used.get(k, 0) + use
    if board.breaks(used):
        obstacles |= {"full_team": 1}
    return obstacles
