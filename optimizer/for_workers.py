"""What to propose where one rule alone keeps a worker from a seat, rule by rule."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from domain.finding import Fact
from domain.people import Level, Worker
from domain.places import UNREACHABLE
from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting, Need
from optimizer.for_shifts import longer_shift
from optimizer.proposals import (
    Lack,
    Proposal,
    Proposer,
    be_there,
    change_client,
    change_need,
    change_problem,
    change_worker,
    in_units,
    together,
)
from optimizer.trial import Trial, Week
from optimizer.why import Change


def _of_worker(
    kind: str, more: Callable[[Week, Worker, int], Worker], fact: str = "minutes"
) -> Proposer:
    def propose(week: Week, need: Need, lack: Lack) -> Proposal:
        del need

        def make(size: int) -> Proposal:
            facts: dict[str, Fact] = {"worker": week.workers[lack.worker].name, fact: size}
            changed = change_worker(lack.worker, lambda w: more(week, w, size))
            return Proposal((Change(kind, facts, size),), changed)

        return in_units(make, lack.missed)

    return propose


def _farther_reach(week: Week, need: Need, lack: Lack) -> Proposal | None:
    """As far as the place lies beyond the worker's reach, if there is a way at all."""
    worker = week.workers[lack.worker]
    way = week.minutes_between(worker.home, need.place or worker.home)
    if way >= UNREACHABLE:
        return None

    def make(size: int) -> Proposal:
        facts: dict[str, Fact] = {"worker": worker.name, "minutes": size}
        reach = worker.reach_minutes + size
        return Proposal(
            (Change("change.farther_reach", facts, size),),
            change_worker(lack.worker, lambda w: replace(w, reach_minutes=reach)),
        )

    return in_units(make, way - worker.reach_minutes)


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

        def less() -> Iterable[Proposal]:
            return (until(weekday - 1, None),) if settle is None and weekday > 0 else ()

        return Proposal((Change("change.renew_training", facts, 1),), more, settle, less)

    return until(WEEK_DAYS - 1, lambda meeting: until(meeting.start // DAY_MINUTES, None))


def _higher_level(week: Week, need: Need, lack: Lack) -> Proposal | None:
    """The training that holds on the day, at the level that the seat asks for."""
    worker, seat = week.workers[lack.worker], need.seats[lack.seat]
    day = week.problem.monday + timedelta(days=lack.day)
    held = [t for t in worker.trainings if t.subject == seat.subject and t.holds_on(day)]
    if not held or seat.subject is None:
        return None
    best = max(held, key=lambda t: t.level)

    def make(size: int) -> Proposal:
        level = Level(best.level + size)
        raised = tuple(replace(t, level=level) if t == best else t for t in worker.trainings)
        facts: dict[str, Fact] = {"worker": worker.name, "subject": best.subject}
        change = Change("change.higher_level", facts | {"level": int(level)}, size)
        return Proposal((change,), change_worker(worker.id, lambda w: replace(w, trainings=raised)))

    return in_units(make, (seat.level or Level.BESIDE) - best.level)


def _come_back(week: Week, need: Need, lack: Lack) -> Proposal:
    """The worker comes on one day of an absence."""
    del need
    worker = week.workers[lack.worker]
    day = week.problem.monday + timedelta(days=lack.day)
    change = Change("change.worker_back", {"worker": worker.name, "day": day.isoformat()}, 1)
    return Proposal((change,), be_there(worker.id, day))


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
    asked = [
        Proposal(
            (
                Change(
                    "change.accept_interpreter", {"client": c.name, "language": c.languages[0]}, 1
                ),
            ),
            change_client(c.id, lambda c: replace(c, interpreter=True)),
        )
        for c in alone
        if not c.interpreter
    ]
    taken = sum(week.needs[m.need].minutes for m in week.interpreted.get(first, ()))
    had = max(0, at_hand.get(first, 0))
    more = max(0, taken + need.minutes - had)
    if lack.rule == "interpreter_minutes":
        more = lack.missed
    elif week.policy.price("interpreter_minutes") is not None:
        more = 0 if had else 1

    def make(size: int) -> Proposal:
        facts: dict[str, Fact] = {"language": first, "minutes": size}
        minutes = {**at_hand, first: had + size}
        return Proposal(
            (Change("change.interpreter_minutes", facts, size),),
            change_problem(lambda problem: replace(problem, interpreter_minutes=minutes)),
        )

    return together([*asked, *([in_units(make, more)] if more else [])])


def _another_supporter(week: Week, need: Need, lack: Lack) -> Proposal:
    def make(size: int) -> Proposal:
        facts = {
            "client": week.clients[need.clients[0]].name,
            "worker": week.workers[lack.worker].name,
        }

        def changed(trial: Trial) -> Trial:
            more = trial.policy.most_supporters + size
            policy = trial.policy.model_copy(update={"most_supporters": more})
            return replace(trial, policy=policy)

        return Proposal((Change("change.another_supporter", facts, size),), changed)

    return in_units(make, lack.missed)


def _other_than_chosen(week: Week, need: Need, lack: Lack) -> Proposal | None:
    """Every client who chose another takes this worker as well."""
    roles, worker = need.seats[lack.seat].roles, week.workers[lack.worker]
    chose = [
        client
        for client in week.clients_of(need)
        for chosen in [week.workers.get(client.chosen or "")]
        if chosen is not None and chosen.id != worker.id and chosen.roles & roles
    ]
    return together(
        Proposal(
            (Change("change.other_than_chosen", {"client": c.name, "worker": worker.name}, 1),),
            change_client(c.id, lambda c: replace(c, chosen=None)),
        )
        for c in chose
    )


def _any_gender(week: Week, need: Need, lack: Lack) -> Proposal | None:
    """Whoever asks for a worker of another gender takes this one."""
    worker, clients = week.workers[lack.worker], week.clients_of(need)
    wishes = (
        [] if need.group else [c for c in clients if c.asks_gender not in (None, worker.gender)]
    )
    asked = [
        Proposal(
            (Change("change.any_gender", {"client": c.name, "worker": worker.name}, 1),),
            change_client(c.id, lambda c: replace(c, asks_gender=None)),
        )
        for c in wishes
    ]
    if need.gender not in (None, worker.gender):
        names = ", ".join(client.name for client in clients)
        change = Change("change.any_gender", {"client": names, "worker": worker.name}, 1)
        asked.append(Proposal((change,), change_need(lambda n: replace(n, gender=None))))
    return together(asked)


def _one_more_client(week: Week, worker: Worker, clients: int) -> Worker:
    """More clients than the worker has: bonds that stand may be beyond the caseload already."""
    stand = max(worker.caseload, len(week.bonds.get(worker.id, ())))
    return replace(worker, caseload=stand + clients)


PROPOSERS: Mapping[str, Proposer] = {
    "common_language": _interpreter,
    "interpreter_minutes": _interpreter,
    "trained": _renew_training,
    "shift": longer_shift,
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
    "gender_asked": _any_gender,
    "competence_level": _higher_level,
    "worker_present": _come_back,
}
"""What to propose against each rule that stands alone in the way of a worker."""
