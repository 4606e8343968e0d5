"""Changes of circumstances that could let a worker take a seat, one for each rule in the way.

A proposal changes a trial's problem (or policy) by just as much as the rule was missed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.finding import Fact
from domain.people import Client, Level, Shift, Worker
from domain.session import DAY_MINUTES, WEEK_DAYS, Need
from optimizer.trial import Trial
from optimizer.why import Change, Obstacle


@dataclass(frozen=True)
class Proposal:
    """A change and the trial in which it holds."""

    change: Change
    trial: Trial


Proposer = Callable[[Trial, Worker, Client, Need, Obstacle], Proposal | None]


def with_worker(trial: Trial, worker: Worker) -> Trial:
    """Replace one worker of the trial."""
    workers = tuple(worker if w.id == worker.id else w for w in trial.problem.workers)
    return replace(trial, problem=replace(trial.problem, workers=workers))


def with_need(trial: Trial, need: Need) -> Trial:
    """Replace one need of the trial."""
    needs = tuple(need if n.id == need.id else n for n in trial.problem.needs)
    return replace(trial, problem=replace(trial.problem, needs=needs))


def with_client(trial: Trial, client: Client) -> Trial:
    """Replace one client of the trial."""
    clients = tuple(client if c.id == client.id else c for c in trial.problem.clients)
    return replace(trial, problem=replace(trial.problem, clients=clients))


def _budget(kind: str, rule: str, fact: str) -> Proposer:
    def propose(
        trial: Trial, worker: Worker, client: Client, need: Need, obstacle: Obstacle
    ) -> Proposal:
        del worker
        own = {use.budget for use in need.uses}
        budgets = tuple(
            replace(b, left=max(b.left, 0) + obstacle.missed)
            if b.id in own and b.rule == rule
            else b
            for b in trial.problem.budgets
        )
        change = Change(kind, {"client": client.name, fact: obstacle.missed}, obstacle.missed)
        return Proposal(change, replace(trial, problem=replace(trial.problem, budgets=budgets)))

    return propose


def _of_worker(kind: str, more: Callable[[Worker, int], Worker], fact: str = "minutes") -> Proposer:
    def propose(
        trial: Trial, worker: Worker, client: Client, need: Need, obstacle: Obstacle
    ) -> Proposal:
        del client, need
        change = Change(kind, {"worker": worker.name, fact: obstacle.missed}, obstacle.missed)
        return Proposal(change, with_worker(trial, more(worker, obstacle.missed)))

    return propose


def _longer_shift(
    trial: Trial, worker: Worker, client: Client, need: Need, obstacle: Obstacle
) -> Proposal | None:
    """More time on a day with a shift, or a shift on a day the need could have."""
    del client
    days = sorted({window.weekday for window in need.windows})
    own = [s for s in worker.shifts if s.weekday in days]
    if own:
        widest = tuple(
            replace(s, start=s.start - obstacle.missed, end=s.end + obstacle.missed)
            if s.weekday in days
            else s
            for s in worker.shifts
        )
        facts: dict[str, Fact] = {
            "worker": worker.name,
            "weekday": own[0].weekday,
            "minutes": obstacle.missed,
        }
        change = Change("change.longer_shift", facts, obstacle.missed)
        return Proposal(change, with_worker(trial, replace(worker, shifts=widest)))
    if not days:
        return None
    window = next(w for w in need.windows if w.weekday == days[0])
    start = max(0, window.start % DAY_MINUTES - worker.reach_minutes)
    end = min(DAY_MINUTES, window.end % DAY_MINUTES + need.minutes + worker.reach_minutes)
    shift = Shift(days[0], start, end)
    facts = {"worker": worker.name, "weekday": days[0], "start": start, "end": end}
    change = Change("change.shift_on_day", facts, end - start)
    return Proposal(change, with_worker(trial, replace(worker, shifts=(*worker.shifts, shift))))


def _renew_training(
    trial: Trial, worker: Worker, client: Client, need: Need, obstacle: Obstacle
) -> Proposal | None:
    """A training that the worker has had, valid again."""
    del client, obstacle
    sunday = trial.problem.monday + timedelta(days=WEEK_DAYS - 1)
    subjects = {seat.subject for seat in need.seats}
    lapsed = [t for t in worker.trainings if t.subject in subjects and not t.holds_on(sunday)]
    if not lapsed:
        return None
    renewed = tuple(
        replace(t, since=min(t.since, trial.problem.monday), until=None) if t in lapsed else t
        for t in worker.trainings
    )
    facts: dict[str, Fact] = {
        "worker": worker.name,
        "subject": lapsed[0].subject,
        "day": sunday.isoformat(),
    }
    trained = with_worker(trial, replace(worker, trainings=renewed))
    return Proposal(Change("change.renew_training", facts, 1), trained)


def _higher_level(
    trial: Trial, worker: Worker, client: Client, need: Need, obstacle: Obstacle
) -> Proposal:
    del client, obstacle
    asked = max((seat.level or Level.BESIDE for seat in need.seats), default=Level.BESIDE)
    subject = next((s.subject for s in need.seats if s.subject), "") or ""
    raised = tuple(
        replace(t, level=max(t.level, asked)) if t.subject == subject else t
        for t in worker.trainings
    )
    facts: dict[str, Fact] = {"worker": worker.name, "subject": subject, "level": int(asked)}
    change = Change("change.higher_level", facts, int(asked))
    return Proposal(change, with_worker(trial, replace(worker, trainings=raised)))


def _interpreter(
    trial: Trial, worker: Worker, client: Client, need: Need, obstacle: Obstacle
) -> Proposal:
    """The client accepts an interpreter, or there is more of one."""
    del worker, obstacle
    language = client.languages[0]
    more = dict(trial.problem.interpreter_minutes)
    more[language] = more.get(language, 0) + need.minutes
    problem = replace(trial.problem, interpreter_minutes=more)
    facts: dict[str, Fact] = {"language": language, "minutes": need.minutes}
    if client.interpreter:
        change = Change("change.interpreter_minutes", facts, need.minutes)
        return Proposal(change, replace(trial, problem=problem))
    welcome = with_client(replace(trial, problem=problem), replace(client, interpreter=True))
    facts = {"client": client.name, "language": language}
    return Proposal(Change("change.accept_interpreter", facts, 1), welcome)


def _another_supporter(
    trial: Trial, worker: Worker, client: Client, need: Need, obstacle: Obstacle
) -> Proposal:
    del need
    more = trial.policy.most_supporters + obstacle.missed
    policy = trial.policy.model_copy(update={"most_supporters": more})
    change = Change("change.another_supporter", {"client": client.name, "worker": worker.name}, 1)
    return Proposal(change, replace(trial, policy=policy))


def _other_than_chosen(
    trial: Trial, worker: Worker, client: Client, need: Need, obstacle: Obstacle
) -> Proposal:
    del need, obstacle
    change = Change("change.other_than_chosen", {"client": client.name, "worker": worker.name}, 1)
    return Proposal(change, with_client(trial, replace(client, chosen=None)))


def _release_pin(
    trial: Trial, worker: Worker, client: Client, need: Need, obstacle: Obstacle
) -> Proposal:
    del worker, client, obstacle
    free = replace(need, pinned_workers=(), pinned_start=None)
    return Proposal(Change("change.release_pin", {"need": need.id}, 1), with_need(trial, free))


PROPOSERS: dict[str, Proposer] = {
    "common_language": _interpreter,
    "interpreter_minutes": _interpreter,
    "pinned_worker": _release_pin,
    "trained": _renew_training,
    "shift": _longer_shift,
    "worker_day_minutes": _of_worker(
        "change.longer_day", lambda w, n: replace(w, day_minutes=w.day_minutes + n)
    ),
    "worker_week_minutes": _of_worker(
        "change.more_contract_minutes", lambda w, n: replace(w, week_most=w.week_most + n)
    ),
    "caseload": _of_worker(
        "change.one_more_client", lambda w, n: replace(w, caseload=w.caseload + n), "count"
    ),
    "worker_days": _of_worker(
        "change.one_more_day", lambda w, n: replace(w, week_days=w.week_days + n), "count"
    ),
    "reachable": _of_worker(
        "change.farther_reach", lambda w, n: replace(w, reach_minutes=w.reach_minutes + n)
    ),
    "most_supporters": _another_supporter,
    "chosen_worker": _other_than_chosen,
    "units_left": _budget("change.extend_units", "units_left", "minutes"),
    "euros_left": _budget("change.raise_ceiling", "euros_left", "cents"),
    "competence_level": _higher_level,
}
"""What to propose against each rule that stands alone in the way, the least first."""
