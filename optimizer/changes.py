"""The smallest change that would serve a need: proposed from what stands in the way, then tried.

Nothing is proposed that was not served in a trial. Kinds come in the order of how little
they ask; within a kind, the smallest.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from domain.finding import Fact
from domain.people import (
    Cefr,
    Client,
    Contract,
    Level,
    LivedExperience,
    Shift,
    Speaks,
    Training,
    Worker,
)
from domain.session import DAY_MINUTES, WEEK_DAYS, Asked, Need, Window
from optimizer.trial import Trial, serves
from optimizer.why import Change, Obstacle

EARLIEST, LATEST = 8 * 60, 19 * 60
"""Starts that a client could be asked to accept, minutes of the day."""
NEWCOMER = "?"
NONE = "change.none"
OF_BUDGETS = ("units_left", "euros_left")
"""Rules that speak of a need whoever comes: what they ask stands in every way."""


@dataclass(frozen=True)
class Proposal:
    """A change and the trial in which it holds."""

    change: Change
    trial: Trial


Proposer = Callable[[Trial, Worker, Client, Need, Obstacle], Proposal | None]


def smallest_change(
    near: Trial,
    wide: Trial,
    single: Iterable[tuple[str, Obstacle]],
    spent: Iterable[Obstacle] = (),
) -> Change:
    """The first proposal that serves the need.

    ``single`` are workers with one obstacle each, ``near`` a trial with them, ``wide`` one
    with everybody who could come at another time. ``spent`` budgets stand in every way:
    they are raised first, and what else is needed follows as ``Change.then``.
    """
    for obstacle in spent:
        propose = PROPOSERS[obstacle.rule]
        raised = propose(near, *_about(near), obstacle)
        wider = propose(wide, *_about(wide), obstacle)
        if raised is None or wider is None:
            continue
        if serves(wider.trial) is not None:
            return raised.change
        rest = smallest_change(raised.trial, wider.trial, single)
        if rest.kind == NONE:
            return rest
        return replace(raised.change, then=rest)
    for proposal in (*_by_kind(near, single), *_of_time(wide), _hire(near)):
        held = serves(proposal.trial)
        if held is not None:
            start = held.start % DAY_MINUTES
            day = held.start // DAY_MINUTES
            late: dict[str, dict[str, Fact]] = {
                "change.wider_window": {"weekday": day, "start": start},
                "change.another_day": {"weekday": day},
            }
            facts = {**proposal.change.facts, **late.get(proposal.change.kind, {})}
            return replace(proposal.change, facts=facts)
    return Change(NONE, {"need": near.need})


def _about(trial: Trial) -> tuple[Worker, Client, Need]:
    """Anybody, the need's first client, and the need."""
    need = next(n for n in trial.problem.needs if n.id == trial.need)
    client = next(c for c in trial.problem.clients if c.id == need.clients[0])
    return trial.problem.workers[0], client, need


def _by_kind(trial: Trial, single: Iterable[tuple[str, Obstacle]]) -> list[Proposal]:
    """One proposal per kind, the smallest, in the order of ``PROPOSERS``."""
    workers = {worker.id: worker for worker in trial.problem.workers}
    clients = {client.id: client for client in trial.problem.clients}
    need = next(n for n in trial.problem.needs if n.id == trial.need)
    order = {rule: k for k, rule in enumerate(PROPOSERS)}
    best: dict[str, tuple[int, int, Proposal]] = {}
    for who, obstacle in single:
        proposer = PROPOSERS.get(obstacle.rule)
        client = clients[need.clients[0]]
        found = proposer(trial, workers[who], client, need, obstacle) if proposer else None
        if found is not None:
            kind, size = found.change.kind, found.change.size
            if kind not in best or size < best[kind][1]:
                best[kind] = (order[obstacle.rule], size, found)
    return [proposal for _, _, proposal in sorted(best.values(), key=lambda b: b[:2])]


def _with_worker(trial: Trial, worker: Worker) -> Trial:
    workers = tuple(worker if w.id == worker.id else w for w in trial.problem.workers)
    return replace(trial, problem=replace(trial.problem, workers=workers))


def _with_need(trial: Trial, need: Need) -> Trial:
    needs = tuple(need if n.id == need.id else n for n in trial.problem.needs)
    return replace(trial, problem=replace(trial.problem, needs=needs))


def _with_client(trial: Trial, client: Client) -> Trial:
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
        return Proposal(change, _with_worker(trial, more(worker, obstacle.missed)))

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
        return Proposal(change, _with_worker(trial, replace(worker, shifts=widest)))
    if not days:
        return None
    window = next(w for w in need.windows if w.weekday == days[0])
    start = max(0, window.start % DAY_MINUTES - worker.reach_minutes)
    end = min(DAY_MINUTES, window.end % DAY_MINUTES + need.minutes + worker.reach_minutes)
    shift = Shift(days[0], start, end)
    facts = {"worker": worker.name, "weekday": days[0], "start": start, "end": end}
    change = Change("change.shift_on_day", facts, end - start)
    return Proposal(change, _with_worker(trial, replace(worker, shifts=(*worker.shifts, shift))))


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
    trained = _with_worker(trial, replace(worker, trainings=renewed))
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
    return Proposal(change, _with_worker(trial, replace(worker, trainings=raised)))


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
    welcome = _with_client(replace(trial, problem=problem), replace(client, interpreter=True))
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
    return Proposal(change, _with_client(trial, replace(client, chosen=None)))


def _release_pin(
    trial: Trial, worker: Worker, client: Client, need: Need, obstacle: Obstacle
) -> Proposal:
    del worker, client, obstacle
    free = replace(need, pinned_workers=(), pinned_start=None)
    return Proposal(Change("change.release_pin", {"need": need.id}, 1), _with_need(trial, free))


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


def _of_time(trial: Trial) -> Iterator[Proposal]:
    """Another time of the same days, then another day."""
    need = next(n for n in trial.problem.needs if n.id == trial.need)
    if need.pinned_start is not None or not need.windows:
        return
    client = next(c for c in trial.problem.clients if c.id == need.clients[0])
    days = sorted({window.weekday for window in need.windows})
    wide = tuple(Window(d * DAY_MINUTES + EARLIEST, d * DAY_MINUTES + LATEST) for d in days)
    yield Proposal(
        Change("change.wider_window", {"client": client.name}, 1),
        _with_need(trial, replace(need, windows=wide)),
    )
    first = min(w.start % DAY_MINUTES for w in need.windows)
    last = max(w.end % DAY_MINUTES for w in need.windows)
    every = tuple(
        Window(day * DAY_MINUTES + first, day * DAY_MINUTES + last) for day in range(WEEK_DAYS)
    )
    yield Proposal(
        Change("change.another_day", {"need": need.id}, 1),
        _with_need(trial, replace(need, windows=every)),
    )


def _hire(trial: Trial) -> Proposal:
    """A new colleague who has what the hardest seat asks for."""
    need = next(n for n in trial.problem.needs if n.id == trial.need)
    clients = [c for c in trial.problem.clients if c.id in need.clients]
    themes = sorted({theme for client in clients for theme in client.themes})
    languages = [need.language] if need.language else [c.languages[0] for c in clients]
    monday = trial.problem.monday
    newcomer = Worker(
        id=NEWCOMER,
        name=NEWCOMER,
        roles=need.seats[0].roles,
        contract=Contract.MANDATE,
        home=need.place or trial.problem.travel.ids[0],
        trainings=tuple(
            Training(seat.subject, Level.GROUPS, monday) for seat in need.seats if seat.subject
        ),
        experiences=tuple(LivedExperience(theme, severe=True) for theme in themes),
        languages=tuple(Speaks(language, Cefr.C2) for language in dict.fromkeys(languages)),
        gender=need.gender or clients[0].asks_gender or clients[0].gender,
        shifts=tuple(Shift(day, 0, DAY_MINUTES) for day in range(WEEK_DAYS)),
        week_days=WEEK_DAYS,
    )
    free = [replace(client, chosen=None) for client in clients]
    for client in free:
        trial = _with_client(trial, client)
    asks = any(seat.experience is not Asked.NOBODYS for seat in need.seats)
    facts: dict[str, Fact] = {
        "roles": ",".join(sorted(need.seats[0].roles)),
        "place": newcomer.home,
        "languages": ",".join(dict.fromkeys(languages)),
        "themes": ",".join(themes) if asks else "",
    }
    hired = replace(trial.problem, workers=(*trial.problem.workers, newcomer))
    return Proposal(Change("change.hire", facts, 1), replace(trial, problem=hired))
