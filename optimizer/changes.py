"""The smallest change that would serve a need: proposed from what stands in the way, then tried.

Nothing is proposed that was not served in a trial. Fewer changes come first, then kinds in
the order of how little they ask; within a kind, the smallest.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from domain.finding import Fact
from domain.people import (
    Cefr,
    Contract,
    Gender,
    Level,
    LivedExperience,
    Shift,
    Speaks,
    Training,
    Worker,
    absent_days,
)
from domain.session import DAY_MINUTES, WEEK_DAYS, Asked, Meeting, Need, Seat, Window
from optimizer.proposals import PROPOSERS, Lack, Proposal, change_need
from optimizer.tables import days_of
from optimizer.trial import Trial, Week, serves, trial_of
from optimizer.why import Change

EARLIEST, LATEST = 8 * 60, 19 * 60
"""Starts that a client could be asked to accept, minutes of the day."""
MOST_TRIED = 8
"""Workers with whom a change of one kind is tried, those who need the least of it."""
NEWCOMER = "?"
NONE = "change.none"

KINDS = (
    "change.accept_interpreter",
    "change.interpreter_minutes",
    "change.release_pin",
    "change.renew_training",
    "change.longer_shift",
    "change.shift_on_day",
    "change.longer_day",
    "change.more_contract_minutes",
    "change.one_more_client",
    "change.one_more_day",
    "change.farther_reach",
    "change.another_supporter",
    "change.other_than_chosen",
    "change.extend_units",
    "change.raise_ceiling",
    "change.higher_level",
    "change.more_members",
    "change.wider_window",
    "change.another_day",
    "change.hire",
)
"""Kinds of changes, those that ask the least first."""

BUDGETS: Mapping[str, tuple[str, str]] = {
    "units_left": ("change.extend_units", "minutes"),
    "euros_left": ("change.raise_ceiling", "cents"),
}
"""Rules that speak of a need whoever comes, the change that helps, and its unit."""


def raise_budgets(week: Week, need: Need, day: int) -> Proposal | None:
    """Every referral and ceiling that a meeting on that day would pass, raised to just enough.

    What is overspent already has to be made good first. None where nothing is short.
    """
    more: dict[str, int] = {}
    changes = []
    for rule, (kind, fact) in BUDGETS.items():
        own = dict.fromkeys(use.budget for use in need.uses if use.budget in week.budgets)
        for budget in [week.budgets[name] for name in own if week.policy.price(rule) is None]:
            short = _taken(week, budget.id, budget.days) - budget.left
            short += sum(use.amount for use in need.uses if use.budget == budget.id)
            if budget.rule == rule and budget.days >> day & 1 and short > 0:
                more[budget.id] = short
                whom = week.clients.get(budget.client)
                facts: dict[str, Fact] = {"client": whom.name if whom else budget.client}
                changes.append(Change(kind, {**facts, fact: short}, short))

    def changed(trial: Trial) -> Trial:
        budgets = tuple(replace(b, left=b.left + more.get(b.id, 0)) for b in trial.problem.budgets)
        return replace(trial, problem=replace(trial.problem, budgets=budgets))

    return Proposal(tuple(changes), changed) if changes else None


def _taken(week: Week, budget: str, days: int) -> int:
    """What the meetings that stand take of a budget on the days that count."""
    return sum(
        use.amount
        for meeting in week.by_budget.get(budget, ())
        if days >> meeting.start // DAY_MINUTES & 1
        for use in week.needs[meeting.need].uses
        if use.budget == budget
    )


@dataclass(frozen=True)
class Hurdle:
    """Workers who could take a need on a day, but for what they lack (budgets left aside)."""

    workers: frozenset[str]
    day: int
    lacks: tuple[Lack, ...]


Attempt = tuple[Proposal, frozenset[str]]
"""A proposal, and the workers with whom it is tried."""


def smallest_change(
    week: Week, name: str, hurdles: Iterable[Hurdle], could: frozenset[str]
) -> Change:
    """The smallest change under which the need is served beside the meetings that stand.

    ``could`` are the workers who might come on some day of the week.
    """
    need = week.needs[name]
    attempts = [
        *_of_hurdles(week, need, hurdles),
        *((proposal, could) for proposal in _of_members(week, need)),
        *((proposal, could) for proposal in _of_time(week, need)),
        *((proposal, could) for proposal in _of_newcomers(week, need)),
    ]
    tried: Counter[str] = Counter()
    for proposal, workers in sorted(attempts, key=_size):
        kind = proposal.changes[-1].kind
        tried[kind] += 1
        if tried[kind] <= MOST_TRIED:
            changes = _served(week, name, proposal, workers)
            if changes:
                return reduce(lambda then, first: replace(first, then=then), reversed(changes))
    return Change(NONE, {"need": name})


def _size(attempt: Attempt) -> tuple[bool, int, int, int]:
    changes = attempt[0].changes
    kind = changes[-1].kind
    return (
        kind == KINDS[-1],
        len(changes),
        KINDS.index(kind),
        sum(change.size for change in changes),
    )


def _served(
    week: Week, name: str, proposal: Proposal, workers: frozenset[str]
) -> tuple[Change, ...]:
    """The changes, as small as the meeting found needs them; none where nothing is served."""
    held = serves(proposal.changed(trial_of(week, name, workers)))
    if held is None:
        return ()
    if proposal.settle is None:
        return proposal.changes
    settled = proposal.settle(held)
    again = serves(settled.changed(trial_of(week, name, held.workers)))
    return settled.changes if again else ()


def _of_hurdles(week: Week, need: Need, hurdles: Iterable[Hurdle]) -> Iterator[Attempt]:
    """One attempt per workers and changes, for whoever lacks one thing (or money) alone."""
    budgets = {day: raise_budgets(week, need, day) for day in range(WEEK_DAYS)}
    seen = set()
    for hurdle in hurdles:
        proposal = budgets[hurdle.day]
        if len(hurdle.lacks) == 1:
            propose = PROPOSERS.get(hurdle.lacks[0].rule)
            found = propose(week, need, hurdle.lacks[0]) if propose else None
            proposal = found.after(proposal) if found else None
        if proposal is not None and len(hurdle.lacks) <= 1:
            asked = tuple((c.kind, *c.facts.values()) for c in proposal.changes)
            if (hurdle.workers, asked) not in seen:
                seen.add((hurdle.workers, asked))
                yield proposal, hurdle.workers


def _cheapest_budgets(week: Week, need: Need, days: Iterable[int]) -> Proposal | None:
    """What has to be raised on the day that asks the least; None where a day asks nothing."""
    found = [raise_budgets(week, need, day) for day in days]
    short = [proposal for proposal in found if proposal is not None]
    if len(short) < len(found):
        return None
    return min(short, key=lambda p: (len(p.changes), sum(c.size for c in p.changes)), default=None)


def _of_members(week: Week, need: Need) -> Iterator[Proposal]:
    """As many more members as a group is short of on the best of its days."""
    days = sorted({window.weekday for window in need.windows})
    week_days = days_of(week.problem.monday)
    away = [absent_days(week.problem.absences, client) for client in need.clients]
    present = max((sum(week_days[day] not in gone for gone in away) for day in days), default=0)
    short = need.smallest - present
    if need.group is not None and days and short > 0:
        change = Change("change.more_members", {"group": need.group, "count": short}, short)
        fewer = change_need(lambda n: replace(n, smallest=n.smallest - short))
        yield Proposal((change,), fewer).after(_cheapest_budgets(week, need, days))


def _of_time(week: Week, need: Need) -> Iterator[Proposal]:
    """No lock; another time of the same days; another day."""
    days = sorted({window.weekday for window in need.windows})
    if need.pinned_start is not None or any(need.pinned_workers):
        free = change_need(lambda n: replace(n, pinned_workers=(), pinned_start=None))
        release = Proposal((Change("change.release_pin", {"need": need.id}, 1),), free)
        yield release.after(_cheapest_budgets(week, need, days))
    if need.pinned_start is not None or not days:
        return
    first = min(w.start % DAY_MINUTES for w in need.windows)
    last = max(w.end % DAY_MINUTES for w in need.windows)
    other = [day for day in range(WEEK_DAYS) if day not in days]
    names = ", ".join(client.name for client in week.clients_of(need))
    yield _at_another_time(
        "change.wider_window", {"client": names}, days, (EARLIEST, LATEST)
    ).after(_cheapest_budgets(week, need, days))
    yield _at_another_time("change.another_day", {"need": need.id}, other, (first, last)).after(
        _cheapest_budgets(week, need, other)
    )


def _at_another_time(
    kind: str, facts: Mapping[str, Fact], days: Sequence[int], hours: tuple[int, int]
) -> Proposal:
    """Starts in these hours of these days beside those that suit; at last the start found."""

    def with_windows(more: tuple[Window, ...]) -> Callable[[Trial], Trial]:
        return change_need(lambda n: replace(n, windows=(*n.windows, *more)))

    def settle(meeting: Meeting) -> Proposal:
        day, start = divmod(meeting.start, DAY_MINUTES)
        change = Change(kind, {**facts, "weekday": day, "start": start}, 1)
        return Proposal((change,), with_windows((Window(meeting.start, meeting.start),)))

    wide = tuple(Window(d * DAY_MINUTES + hours[0], d * DAY_MINUTES + hours[1]) for d in days)
    return Proposal((Change(kind, facts, 1),), with_windows(wide), settle)


def _of_newcomers(week: Week, need: Need) -> Iterator[Proposal]:
    """A new colleague for one seat or another."""
    home = need.place or next(iter(week.problem.travel.ids), None)
    days = sorted({window.weekday for window in need.windows})
    if home is not None and days:
        for seat in dict.fromkeys(need.seats):
            yield _hire(week, need, seat, home).after(_cheapest_budgets(week, need, days))


def _hire(week: Week, need: Need, seat: Seat, home: str) -> Proposal:
    """A colleague who lives where the need is and has what a seat asks for."""
    clients = week.clients_of(need)
    asks = seat.experience is not Asked.NOBODYS
    themes = sorted({theme for client in clients for theme in client.themes}) if asks else []
    spoken = [need.language] if need.language else [x for c in clients for x in c.languages[:1]]
    languages = list(dict.fromkeys(spoken if seat.talks else []))
    wishes = [need.gender, *(c.asks_gender for c in clients if need.group is None)]
    gender = next((wish for wish in wishes if wish is not None), None)
    newcomer = Worker(
        id=NEWCOMER,
        name=NEWCOMER,
        roles=seat.roles,
        contract=Contract.MANDATE,
        home=home,
        trainings=(Training(seat.subject, seat.level or Level.BESIDE, week.problem.monday),)
        if seat.subject
        else (),
        experiences=tuple(LivedExperience(theme, severe=True) for theme in themes),
        languages=tuple(Speaks(language, Cefr.C2) for language in languages),
        gender=gender or Gender.OTHER,
        shifts=tuple(Shift(day, 0, DAY_MINUTES) for day in range(WEEK_DAYS)),
        day_minutes=need.minutes,
        week_minutes=need.minutes,
        week_most=need.minutes,
        week_days=1,
        caseload=len(clients),
    )
    facts: dict[str, Fact] = {
        "roles": ",".join(sorted(seat.roles)),
        "place": need.place or "",
        "languages": ",".join(languages),
        "themes": ",".join(themes),
        "gender": gender or "",
    }

    def changed(trial: Trial) -> Trial:
        workers = (*trial.problem.workers, newcomer)
        part = replace(trial.problem, workers=workers)
        return replace(trial, problem=part, may=trial.may | {NEWCOMER})

    return Proposal((Change("change.hire", facts, 1),), changed)
