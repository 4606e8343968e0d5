"""The smallest change that would serve a need: proposed from what stands in the way, then tried.

Nothing is proposed that was not served in a trial. Kinds come in the order of how little
they ask; within a kind, the smallest.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

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
from optimizer.proposals import PROPOSERS, Proposal, with_client, with_need
from optimizer.trial import Trial, serves
from optimizer.why import Change, Obstacle

EARLIEST, LATEST = 8 * 60, 19 * 60
"""Starts that a client could be asked to accept, minutes of the day."""
NEWCOMER = "?"
NONE = "change.none"
OF_BUDGETS = ("units_left", "euros_left")
"""Rules that speak of a need whoever comes: what they ask stands in every way."""


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
        with_need(trial, replace(need, windows=wide)),
    )
    first = min(w.start % DAY_MINUTES for w in need.windows)
    last = max(w.end % DAY_MINUTES for w in need.windows)
    every = tuple(
        Window(day * DAY_MINUTES + first, day * DAY_MINUTES + last) for day in range(WEEK_DAYS)
    )
    yield Proposal(
        Change("change.another_day", {"need": need.id}, 1),
        with_need(trial, replace(need, windows=every)),
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
        trial = with_client(trial, client)
    asks = any(seat.experience is not Asked.NOBODYS for seat in need.seats)
    facts: dict[str, Fact] = {
        "roles": ",".join(sorted(need.seats[0].roles)),
        "place": newcomer.home,
        "languages": ",".join(dict.fromkeys(languages)),
        "themes": ",".join(themes) if asks else "",
    }
    hired = replace(trial.problem, workers=(*trial.problem.workers, newcomer))
    return Proposal(Change("change.hire", facts, 1), replace(trial, problem=hired))
