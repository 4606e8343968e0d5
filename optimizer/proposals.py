"""Changes of circumstances that could let a worker take a seat, one for each rule in the way.

A proposal changes a trial by just as much as the rule was missed, and says no less than
what it changes: two clients who lack something are two changes.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.finding import Fact
from domain.people import Client, Level, Shift, Worker
from domain.places import UNREACHABLE
from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting, Need
from optimizer.trial import Changed, Trial, Week
from optimizer.why import Change


@dataclass(frozen=True, slots=True)
class Lack:
    """One rule that a worker would miss on a seat, by how much, and when."""

    rule: str
    missed: int
    worker: str
    seat: int
    """Rank among the need's seats."""
    day: int
    start: int | None = None
    """Minute of the week; None where any start of the day would miss it."""


@dataclass(frozen=True)
class Proposal:
    """Changes, and how they change a trial."""

    changes: tuple[Change, ...]
    changed: Changed
    settle: Callable[[Meeting], "Proposal"] | None = None
    """Once a meeting is found: the same asked for as little as that meeting needs."""

    def after(self, first: "Proposal | None") -> "Proposal":
        """Both proposals, ``first`` before this one."""
        if first is None:
            return self
        settle = self.settle
        return Proposal(
            (*first.changes, *self.changes),
            lambda trial: self.changed(first.changed(trial)),
            None if settle is None else lambda meeting: settle(meeting).after(first),
        )


Proposer = Callable[[Week, Need, Lack], Proposal | None]


def change_worker(who: str, how: Callable[[Worker], Worker]) -> Changed:
    """Change one worker of a trial."""

    def changed(trial: Trial) -> Trial:
        workers = tuple(how(w) if w.id == who else w for w in trial.problem.workers)
        return replace(trial, problem=replace(trial.problem, workers=workers))

    return changed


def change_need(how: Callable[[Need], Need]) -> Changed:
    """Change the need that a trial is about."""

    def changed(trial: Trial) -> Trial:
        needs = tuple(how(n) if n.id == trial.need else n for n in trial.problem.needs)
        return replace(trial, problem=replace(trial.problem, needs=needs))

    return changed


def _change_clients(who: set[str], how: Callable[[Client], Client]) -> Changed:
    def changed(trial: Trial) -> Trial:
        clients = tuple(how(c) if c.id in who else c for c in trial.problem.clients)
        return replace(trial, problem=replace(trial.problem, clients=clients))

    return changed


def _of_worker(
    kind: str, more: Callable[[Week, Worker, int], Worker], fact: str = "minutes"
) -> Proposer:
    def propose(week: Week, need: Need, lack: Lack) -> Proposal:
        del need
        facts: dict[str, Fact] = {"worker": week.workers[lack.worker].name, fact: lack.missed}
        changed = change_worker(lack.worker, lambda w: more(week, w, lack.missed))
        return Proposal((Change(kind, facts, lack.missed),), changed)

    return propose


def _farther_reach(week: Week, need: Need, lack: Lack) -> Proposal | None:
    """As far as the place lies beyond the worker's reach, if there is a way at all."""
    worker = week.workers[lack.worker]
    way = week.minutes_between(worker.home, need.place or worker.home)
    if way >= UNREACHABLE:
        return None
    facts: dict[str, Fact] = {"worker": worker.name, "minutes": way - worker.reach_minutes}
    return Proposal(
        (Change("change.farther_reach", facts, way - worker.reach_minutes),),
        change_worker(lack.worker, lambda w: replace(w, reach_minutes=way)),
    )


def hours_with(week: Week, need: Need, worker: Worker, start: int) -> tuple[int, int]:
    """Minutes of the day at which the worker leaves home and is back, the need included."""
    day = start // DAY_MINUTES
    stops = [
        (m.start, week.needs[m.need])
        for m in week.by_worker.get(worker.id, ())
        if m.start // DAY_MINUTES == day
    ]
    stops = sorted([*stops, (start, need)], key=lambda stop: stop[0])
    (first, at), (last, until) = stops[0], stops[-1]
    leave = first - week.minutes_between(worker.home, at.place or worker.home)
    back = last + until.minutes + week.minutes_between(until.place or worker.home, worker.home)
    return leave - day * DAY_MINUTES, back - day * DAY_MINUTES


def _longer_shift(week: Week, need: Need, lack: Lack) -> Proposal | None:
    """The shift longer by as much as a start asks for; where there is none that day, one."""
    if lack.start is None:
        return _shift_on_day(week, need, lack)
    worker = week.workers[lack.worker]
    own = [shift for shift in worker.shifts if shift.weekday == lack.day][-1]
    leave, back = hours_with(week, need, worker, lack.start)
    wide = Shift(lack.day, min(own.start, leave), max(own.end, back))
    if wide.start < 0 or wide.end > DAY_MINUTES:
        return None
    minutes = own.start - wide.start + wide.end - own.end
    facts: dict[str, Fact] = {"worker": worker.name, "weekday": lack.day, "minutes": minutes}
    facts |= {"start": wide.start, "end": wide.end}
    shifts = tuple(wide if shift == own else shift for shift in worker.shifts)
    return Proposal(
        (Change("change.longer_shift", facts, minutes),),
        change_worker(lack.worker, lambda w: replace(w, shifts=shifts)),
    )


def _shift_on_day(week: Week, need: Need, lack: Lack) -> Proposal:
    """Hours on duty from leaving home to being back, for whatever start of the day suits."""
    worker = week.workers[lack.worker]

    def hours(start: int, end: int, settle: Callable[[Meeting], Proposal] | None) -> Proposal:
        shift = Shift(lack.day, max(0, start), min(DAY_MINUTES, end))
        facts: dict[str, Fact] = {"worker": worker.name, "weekday": lack.day}
        facts |= {"start": shift.start, "end": shift.end}
        change = Change("change.shift_on_day", facts, shift.end - shift.start)
        more = change_worker(worker.id, lambda w: replace(w, shifts=(*w.shifts, shift)))
        return Proposal((change,), more, settle)

    today = [w for w in need.windows if w.weekday == lack.day]
    starts = [s for w in today for s in (w.start, w.end)]
    starts = starts if need.pinned_start is None else [need.pinned_start]
    earliest, _ = hours_with(week, need, worker, min(starts))
    _, latest = hours_with(week, need, worker, max(starts))
    return hours(earliest, latest, lambda m: hours(*hours_with(week, need, worker, m.start), None))


def _renew_training(week: Week, need: Need, lack: Lack) -> Proposal | None:
    """The best training that has lapsed, valid until the day of the meeting."""
    worker, subject = week.workers[lack.worker], need.seats[lack.seat].subject
    monday = week.problem.monday
    day = monday + timedelta(days=lack.day)
    lapsed = [t for t in worker.trainings if t.subject == subject and t.until and t.until < day]
    if not lapsed:
        return None
    best = max(lapsed, key=lambda t: t.level)

    def until(weekday: int, settle: Callable[[Meeting], Proposal] | None) -> Proposal:
        last = monday + timedelta(days=weekday)
        renewed = tuple(replace(t, until=last) if t == best else t for t in worker.trainings)
        facts = {"worker": worker.name, "subject": best.subject, "day": last.isoformat()}
        more = change_worker(worker.id, lambda w: replace(w, trainings=renewed))
        return Proposal((Change("change.renew_training", facts, 1),), more, settle)

    return until(WEEK_DAYS - 1, lambda meeting: until(meeting.start // DAY_MINUTES, None))


def _higher_level(week: Week, need: Need, lack: Lack) -> Proposal | None:
    """The training that holds on the day, at the level that the seat asks for."""
    worker, seat = week.workers[lack.worker], need.seats[lack.seat]
    day = week.problem.monday + timedelta(days=lack.day)
    held = [t for t in worker.trainings if t.subject == seat.subject and t.holds_on(day)]
    asked = seat.level or Level.BESIDE
    if not held or seat.subject is None:
        return None
    best = max(held, key=lambda t: t.level)
    raised = tuple(replace(t, level=asked) if t == best else t for t in worker.trainings)
    facts: dict[str, Fact] = {"worker": worker.name, "subject": seat.subject, "level": int(asked)}
    change = Change("change.higher_level", facts, asked - best.level)
    return Proposal((change,), change_worker(worker.id, lambda w: replace(w, trainings=raised)))


def _interpreter(week: Week, need: Need, lack: Lack) -> Proposal | None:
    """Whoever shares no language accepts an interpreter, and there is enough of one."""
    alone = week.without_words(need, need.seats[lack.seat], lack.worker)
    at_hand = week.problem.interpreter_minutes
    languages = [language for c in alone for language in c.languages[:1]]
    if not alone or len(languages) < len(alone):
        return None
    first = languages[0]
    if any(at_hand.get(language, 0) <= 0 for language in languages[1:] if language != first):
        return None
    changes = [
        Change("change.accept_interpreter", {"client": c.name, "language": c.languages[0]}, 1)
        for c in alone
        if not c.interpreter
    ]
    taken = sum(week.needs[m.need].minutes for m in week.interpreted.get(first, ()))
    had = max(0, at_hand.get(first, 0))
    more = max(0, taken + need.minutes - had)
    if lack.rule == "interpreter_minutes":
        more = lack.missed
    elif week.policy.price("interpreter_minutes") is not None and had:
        more = 0
    if more:
        facts: dict[str, Fact] = {"language": first, "minutes": more}
        changes.append(Change("change.interpreter_minutes", facts, more))
    minutes = {**at_hand, first: had + more}
    welcome = _change_clients({c.id for c in alone}, lambda c: replace(c, interpreter=True))

    def changed(trial: Trial) -> Trial:
        problem = replace(trial.problem, interpreter_minutes=minutes)
        return welcome(replace(trial, problem=problem))

    return Proposal(tuple(changes), changed)


def _another_supporter(week: Week, need: Need, lack: Lack) -> Proposal:
    facts = {
        "client": week.clients[need.clients[0]].name,
        "worker": week.workers[lack.worker].name,
    }

    def changed(trial: Trial) -> Trial:
        more = trial.policy.most_supporters + lack.missed
        policy = trial.policy.model_copy(update={"most_supporters": more})
        return replace(trial, policy=policy)

    return Proposal((Change("change.another_supporter", facts, lack.missed),), changed)


def _other_than_chosen(week: Week, need: Need, lack: Lack) -> Proposal:
    """Every client who chose another takes this worker as well."""
    roles, worker = need.seats[lack.seat].roles, week.workers[lack.worker]
    chose = [
        client
        for client in week.clients_of(need)
        for chosen in [week.workers.get(client.chosen or "")]
        if chosen is not None and chosen.id != worker.id and chosen.roles & roles
    ]
    return Proposal(
        tuple(
            Change("change.other_than_chosen", {"client": c.name, "worker": worker.name}, 1)
            for c in chose
        ),
        _change_clients({c.id for c in chose}, lambda c: replace(c, chosen=None)),
    )


def _one_more_client(week: Week, worker: Worker, clients: int) -> Worker:
    """More clients than the worker has: bonds that stand may be beyond the caseload already."""
    stand = max(worker.caseload, len(week.bonds.get(worker.id, ())))
    return replace(worker, caseload=stand + clients)


PROPOSERS: Mapping[str, Proposer] = {
    "common_language": _interpreter,
    "interpreter_minutes": _interpreter,
    "trained": _renew_training,
    "shift": _longer_shift,
    "worker_day_minutes": _of_worker(
        "change.longer_day", lambda _, w, n: replace(w, day_minutes=w.day_minutes + n)
    ),
    "worker_week_minutes": _of_worker(
        "change.more_contract_minutes", lambda _, w, n: replace(w, week_most=w.week_most + n)
    ),
    "caseload": _of_worker("change.one_more_client", _one_more_client, "count"),
    "worker_days": _of_worker(
        "change.one_more_day", lambda _, w, n: replace(w, week_days=w.week_days + n), "count"
    ),
    "reachable": _farther_reach,
    "most_supporters": _another_supporter,
    "chosen_worker": _other_than_chosen,
    "competence_level": _higher_level,
}
"""What to propose against each rule that stands alone in the way of a worker."""
