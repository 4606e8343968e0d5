"""What a coordinator has to tell whom: one record for each meeting that is another one now."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from domain.finding import Fact
from domain.session import DAY_MINUTES, Meeting
from optimizer.choices import Choices
from optimizer.replan.events import Absent
from optimizer.replan.happening import Happening
from optimizer.replan.heard import Hearing


@dataclass(frozen=True, slots=True)
class MeetingChange:
    """A meeting that is no more, is new, or is another one, and why."""

    need: str
    kind: str
    """Key of its sentence: ``replan.moved``, ``replan.other_worker``, ``replan.moved_to_other``,
    ``replan.left_out``, ``replan.added`` or ``replan.cancelled``."""
    before: Meeting | None
    after: Meeting | None
    clients: tuple[str, ...]
    """Clients who hear of it."""
    workers: tuple[str, ...]
    """Workers who hear of it."""
    why: str
    """Key of its reason, e.g. ``replan.why.absent``."""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """Facts of both sentences: need, client, from, to, worker (before), other (after), about."""


@dataclass(frozen=True, slots=True)
class Call:
    """Everything that one person hears."""

    who: str
    is_client: bool
    changes: tuple[MeetingChange, ...]


KINDS = ("left_out", "moved_to_other", "other_worker", "moved", "added", "cancelled")
"""Kinds of changes, the hardest to hear first."""


def calls_of(changes: tuple[MeetingChange, ...]) -> tuple[Call, ...]:
    """Whom to phone: clients first, those with the hardest news before the others."""
    of: dict[tuple[bool, str], list[MeetingChange]] = defaultdict(list)
    for change in changes:
        for client in change.clients:
            of[True, client].append(change)
        for worker in change.workers:
            of[False, worker].append(change)
    calls = [Call(who, is_client, tuple(news)) for (is_client, who), news in of.items()]
    return tuple(sorted(calls, key=lambda c: (not c.is_client, min(map(_rank, c.changes)), c.who)))


def _rank(change: MeetingChange) -> int:
    return KINDS.index(change.kind.removeprefix("replan."))


def changes_of(
    hearing: Hearing, week: Happening, chosen: Choices, meetings: Mapping[str, Meeting]
) -> tuple[MeetingChange, ...]:
    """Every meeting that is not as published, in order of the time it was or will be at."""
    t = hearing.c.tables
    found = [_called_off(week, name) for name in week.cancelled if name in week.published]
    changed = hearing.changed(chosen)
    for row in changed:
        need = t.problem.needs[row]
        before, after = week.published.get(need.id), meetings.get(need.id)
        why, about = _why(hearing, week, chosen, row, changed)
        people = hearing.of_change(chosen, row)
        first = hearing.worker(0)
        found.append(
            MeetingChange(
                need=need.id,
                kind=f"replan.{_kind(before, after)}",
                before=before,
                after=after,
                clients=tuple(dict.fromkeys(need.clients)),
                workers=tuple(
                    t.problem.workers[p - first].id for p in sorted(people) if p >= first
                ),
                why=f"replan.why.{why}",
                facts=_facts(week, need.id, before, after, about),
            )
        )
    return tuple(sorted(found, key=lambda c: (_first(c), c.need)))


def _first(change: MeetingChange) -> int:
    return min(m.start for m in (change.before, change.after) if m is not None)


def _called_off(week: Happening, name: str) -> MeetingChange:
    need, before = week.cancelled[name], week.published[name]
    return MeetingChange(
        need=name,
        kind="replan.cancelled",
        before=before,
        after=None,
        clients=tuple(dict.fromkeys(need.clients)),
        workers=tuple(dict.fromkeys(before.workers)),
        why="replan.why.cancelled",
        facts=_facts(week, name, before, None, ""),
    )


def _kind(before: Meeting | None, after: Meeting | None) -> str:
    if after is None:
        return "left_out"
    if before is None:
        return "added"
    if before.start == after.start:
        return "other_worker"
    return "moved" if set(before.workers) == set(after.workers) else "moved_to_other"


def _why(
    hearing: Hearing, week: Happening, chosen: Choices, row: int, changed: list[int]
) -> tuple[str, str]:
    """The reason of a change, and whom or what it is about."""
    need = hearing.c.tables.problem.needs[row].id
    before = week.published.get(need)
    if before is None:
        return ("new" if need in week.arrived else "possible_now"), need
    if row in hearing.standing.hit or need in week.missed:
        return _why_hit(hearing, week, row, before)
    standing, day = hearing.standing, before.start // DAY_MINUTES
    others = [n for n in changed if n != row and (n in standing.hit or n not in hearing.published)]
    near = [n for n in others if _comes_into(hearing, chosen, n, row, day)]
    near += [n for n in others if _share(hearing, n, row)]
    if near:
        return "room", hearing.c.tables.problem.needs[near[0]].id
    return "better", need


def _why_hit(hearing: Hearing, week: Happening, row: int, before: Meeting) -> tuple[str, str]:
    """Why a published meeting cannot stand."""
    event = week.missed.get(before.need)
    if isinstance(event, Absent):
        return "absent", event.worker
    for worker in before.workers:
        if (worker, before.start // DAY_MINUTES) in week.away:
            return "absent", worker
    rows = hearing.c.tables.need_row
    late = [n for n in week.overrun if n == before.need]
    late += [n for n in week.overrun if n in rows and _share(hearing, rows[n], row)]
    return ("overrun", late[0]) if late else ("rule", hearing.standing.hit[row])


def _comes_into(hearing: Hearing, chosen: Choices, need: int, row: int, day: int) -> bool:
    """Whether a need takes place now on a day of those whose meeting was moved for it."""
    start = int(chosen.start[need])
    team = hearing.published[row][1]
    return (
        start >= 0
        and start // DAY_MINUTES == day
        and not team.isdisjoint(hearing.team(chosen, need))
    )


def _share(hearing: Hearing, one: int, other: int) -> bool:
    """Whether two needs share a client or a published worker."""
    none = (0, frozenset[int]())
    mine, theirs = (hearing.published.get(n, none)[1] for n in (one, other))
    clients = set(hearing.clients[one]) & set(hearing.clients[other])
    return bool(clients or mine & theirs)


def _facts(
    week: Happening, name: str, before: Meeting | None, after: Meeting | None, about: str
) -> dict[str, Fact]:
    """Names, not ids, wherever there is one."""
    need = week.cancelled.get(name) or week.needs()[name]
    people = {c.id: c.name for c in week.problem.clients}
    staff = {w.id: w.name for w in week.problem.workers}
    facts: dict[str, Fact] = {
        "need": name,
        "client": ", ".join(people.get(c, c) for c in need.clients),
        "about": staff.get(about, about),
    }
    if before is not None:
        facts["from"] = before.start
        facts["worker"] = ", ".join(staff.get(w, w) for w in before.workers)
    if after is not None:
        facts["to"] = after.start
        facts["other"] = ", ".join(staff.get(w, w) for w in after.workers)
    return facts
