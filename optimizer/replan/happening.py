"""What events make of a week: its problem changed, and what they leave behind.

Events are told in the order in which they became known; each is applied to what the ones
before it left. What cannot be understood (nobody of that name) is a finding, never an error,
and changes nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from domain.finding import Fact, Finding
from domain.people import Absence, Shift, Worker
from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting, Need
from optimizer.problem import Problem
from optimizer.replan.events import (
    Absent,
    CameBack,
    Cancelled,
    Event,
    ExtraShift,
    NewNeed,
    Overrun,
)


@dataclass
class Happening:
    """The week while events are applied to it, and what they leave behind."""

    problem: Problem
    published: dict[str, Meeting]
    now: int
    """Minute of the week: what began before it has happened."""
    missed: dict[str, Event] = field(default_factory=dict)
    """Need -> why its published meeting is not held, where an event says so itself."""
    away: dict[tuple[str, int], Absent] = field(default_factory=dict)
    """(worker, weekday) -> the absence that touches that day."""
    shortened: dict[tuple[str, int], Shift] = field(default_factory=dict)
    """(worker, weekday) -> the shift before an absence ended it early."""
    cancelled: dict[str, Need] = field(default_factory=dict)
    overrun: dict[str, Overrun] = field(default_factory=dict)
    arrived: dict[str, NewNeed] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def needs(self) -> dict[str, Need]:
        """Needs by id."""
        return {need.id: need for need in self.problem.needs}

    def complain(self, rule: str, about: str, **facts: Fact) -> None:
        """Note that an event says nothing that the week understands."""
        self.findings.append(Finding(f"replan.{rule}", about, facts))

    def worker(self, name: str) -> Worker | None:
        """The worker of that id; a finding where there is none."""
        found = next((w for w in self.problem.workers if w.id == name), None)
        if found is None:
            self.complain("unknown_worker", name)
        return found

    def change_worker(self, changed: Worker) -> None:
        """Put a worker's new record in the place of the old one."""
        workers = tuple(changed if w.id == changed.id else w for w in self.problem.workers)
        self.problem = replace(self.problem, workers=workers)

    def change_need(self, changed: Need) -> None:
        """Put a need's new record in the place of the old one."""
        needs = tuple(changed if n.id == changed.id else n for n in self.problem.needs)
        self.problem = replace(self.problem, needs=needs)

    def way_home(self, worker: Worker, need: Need) -> int:
        """Minutes from a meeting to the worker's home."""
        ids = self.problem.travel.ids
        if need.place is None or need.place not in ids or worker.home not in ids:
            return 0
        minutes = self.problem.travel.minutes
        return int(minutes[ids.index(need.place), ids.index(worker.home)])


def apply_events(
    problem: Problem, published: Mapping[str, Meeting], events: Iterable[Event], now: int
) -> Happening:
    """The week after the events, one after another. Nothing raises on what is unknown."""
    week = Happening(problem, dict(published), now)
    for event in events:
        match event:
            case Absent():
                _send_away(week, event)
            case NewNeed():
                _take_in(week, event)
            case Cancelled():
                _call_off(week, event)
            case Overrun():
                _prolong(week, event)
            case CameBack():
                _bring_back(week, event)
            case ExtraShift():
                _add_shift(week, event)
    return week


def _send_away(week: Happening, event: Absent) -> None:
    worker = week.worker(event.worker)
    if worker is None:
        return
    if event.first > event.last:
        week.complain("days_reversed", event.worker, first=str(event.first), last=str(event.last))
        return
    gone: list[Absence] = []
    for weekday in range(WEEK_DAYS):
        day = week.problem.monday + timedelta(days=weekday)
        if event.first <= day <= event.last:
            since = event.since if day == event.first else 0
            worker, whole_day = _leave(week, worker, weekday, since)
            if whole_day:
                gone.append(Absence(worker.id, day, day, event.reason))
            week.away[worker.id, weekday] = event
            _miss(week, event, weekday * DAY_MINUTES + since, (weekday + 1) * DAY_MINUTES)
    week.change_worker(worker)
    week.problem = replace(week.problem, absences=(*week.problem.absences, *gone))


def _leave(week: Happening, worker: Worker, weekday: int, since: int) -> tuple[Worker, bool]:
    """End the day's shift at ``since``, or after the meeting that is going on; or no day at all."""
    begun = weekday * DAY_MINUTES + since
    needs = week.needs()
    held = [
        m.start + needs[m.need].minutes + week.way_home(worker, needs[m.need])
        for m in week.published.values()
        if worker.id in m.workers
        and m.start // DAY_MINUTES == weekday
        and m.start < min(week.now, begun)
        and m.need in needs
    ]
    shift = next((s for s in reversed(worker.shifts) if s.weekday == weekday), None)
    if shift is None or (since <= shift.start and not held):
        return worker, True
    until = max([since, *(minute - weekday * DAY_MINUTES for minute in held)])
    week.shortened.setdefault((worker.id, weekday), shift)
    end = max(shift.start, min(shift.end, until))
    others = tuple(s for s in worker.shifts if s.weekday != weekday)
    return replace(worker, shifts=(*others, replace(shift, end=end))), False


def _miss(week: Happening, event: Absent, start: int, end: int) -> None:
    """Meetings that begin in the absence, or would last into it, are not held.

    That holds of those whose time has passed, too; but what was going on when the worker
    left has been held.
    """
    needs = week.needs()
    for meeting in week.published.values():
        if event.worker not in meeting.workers or meeting.start >= end:
            continue
        minutes = needs[meeting.need].minutes if meeting.need in needs else 0
        into = meeting.start >= week.now and meeting.start + minutes > start
        if meeting.start >= start or into:
            week.missed.setdefault(meeting.need, event)


def _take_in(week: Happening, event: NewNeed) -> None:
    need, problem = event.need, week.problem
    known = {client.id for client in problem.clients}
    clients = tuple(client for client in event.clients if client.id not in known)
    places = set(problem.travel.ids)
    known |= {client.id for client in clients}
    strangers = [client for client in need.clients if client not in known]
    if need.id in week.needs() or need.id in week.cancelled:
        week.complain("need_exists", need.id)
    elif need.place is not None and need.place not in places:
        week.complain("unknown_place", need.id, place=need.place)
    elif not need.clients or not need.seats:
        week.complain("empty_need", need.id)
    elif strangers:
        for client in strangers:
            week.complain("unknown_client", client, need=need.id)
    else:
        row = {c.id: k for k, c in enumerate((*problem.clients, *clients))}
        needs = sorted((*problem.needs, need), key=lambda n: (row[n.clients[0]], n.id))
        budgets = {budget.id: budget for budget in (*event.budgets, *problem.budgets)}
        week.problem = replace(
            problem,
            needs=tuple(needs),
            clients=(*problem.clients, *clients),
            budgets=tuple(budgets.values()),
        )
        week.arrived[need.id] = event


def _call_off(week: Happening, event: Cancelled) -> None:
    need = week.needs().get(event.need)
    if need is not None:
        needs = tuple(n for n in week.problem.needs if n.id != need.id)
        week.problem = replace(week.problem, needs=needs)
        week.cancelled[need.id] = need
        week.missed.pop(need.id, None)
    elif event.need not in week.cancelled:
        week.complain("unknown_need", event.need)


def _prolong(week: Happening, event: Overrun) -> None:
    need, meeting = week.needs().get(event.need), week.published.get(event.need)
    if need is None:
        week.complain("unknown_need", event.need)
    elif meeting is None:
        week.complain("not_planned", event.need)
    elif event.minutes <= 0:
        week.complain("no_overrun", event.need, minutes=event.minutes)
    else:
        longer = replace(need, minutes=need.minutes + event.minutes)
        week.change_need(longer)
        week.overrun[need.id] = event
        for name in meeting.workers:
            worker = next((w for w in week.problem.workers if w.id == name), None)
            if worker is not None:
                week.change_worker(_allow(week, worker, longer, meeting))


def _allow(week: Happening, worker: Worker, need: Need, meeting: Meeting) -> Worker:
    """What has happened is no reason to send the next client away: limits give way to it."""
    needs, weekday = week.needs(), meeting.start // DAY_MINUTES
    own = [m for m in week.published.values() if worker.id in m.workers and m.need in needs]
    day = sum(needs[m.need].minutes for m in own if m.start // DAY_MINUTES == weekday)
    whole = sum(needs[m.need].minutes for m in own)
    back = meeting.start + need.minutes + week.way_home(worker, need) - weekday * DAY_MINUTES
    shifts = worker.shifts
    if meeting.start < week.now:
        shifts = tuple(
            replace(s, end=max(s.end, min(back, DAY_MINUTES))) if s.weekday == weekday else s
            for s in shifts
        )
    return replace(
        worker,
        shifts=shifts,
        day_minutes=max(worker.day_minutes, day),
        week_most=max(worker.week_most, whole),
    )


def _bring_back(week: Happening, event: CameBack) -> None:
    worker = week.worker(event.worker)
    if worker is None:
        return
    back = (event.first - week.problem.monday).days
    for weekday in range(max(0, back), WEEK_DAYS):
        whole = week.shortened.pop((worker.id, weekday), None)
        shifts = tuple(whole if whole and s.weekday == weekday else s for s in worker.shifts)
        worker = replace(worker, shifts=shifts)
        week.away.pop((worker.id, weekday), None)
    week.change_worker(worker)
    for name, why in list(week.missed.items()):
        late = week.published[name].start >= back * DAY_MINUTES
        if late and isinstance(why, Absent) and why.worker == worker.id:
            del week.missed[name]
    before = event.first - timedelta(days=1)
    absences = tuple(
        replace(a, last=min(a.last, before)) if a.who == event.worker else a
        for a in week.problem.absences
        if a.who != event.worker or a.first <= before
    )
    week.problem = replace(week.problem, absences=absences)


def _add_shift(week: Happening, event: ExtraShift) -> None:
    worker, extra = week.worker(event.worker), event.shift
    if worker is None:
        return
    if not 0 <= extra.weekday < WEEK_DAYS or extra.start >= extra.end:
        week.complain("no_shift", event.worker, weekday=extra.weekday)
        return
    own = [s for s in worker.shifts if s.weekday == extra.weekday][-1:]
    hours = [extra, *own]
    hull = Shift(extra.weekday, min(s.start for s in hours), max(s.end for s in hours))
    others = tuple(s for s in worker.shifts if s.weekday != extra.weekday)
    days = worker.week_days + (not own)
    week.change_worker(replace(worker, shifts=(*others, hull), week_days=days))
