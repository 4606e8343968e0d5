"""What to propose where a need is in its own way: money, members, days, dates, times."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from domain.caps import UnitsPerReferral
from domain.finding import Fact
from domain.people import absent_days
from domain.programme import components
from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting, Need, Window
from optimizer.problem import Problem
from optimizer.proposals import (
    ONE_DAY,
    Proposal,
    be_there,
    change_need,
    change_problem,
    in_units,
    together,
)
from optimizer.tables import days_of
from optimizer.trial import Trial, Week
from optimizer.why import Change

EARLIEST, LATEST = 8 * 60, 19 * 60
"""Starts that a client could be asked to accept, minutes of the day."""
ACADEMIC = 45

BUDGETS: Mapping[str, tuple[str, str]] = {
    "units_left": ("change.extend_units", "minutes"),
    "euros_left": ("change.raise_ceiling", "cents"),
}
"""Rules that speak of a need whoever comes, the change that helps, and its unit."""


def raise_budgets(week: Week, need: Need, day: int) -> Proposal | None:
    """Every referral and ceiling that a meeting on that day would pass, raised to just enough.

    What is overspent already has to be made good first. None where nothing is short.
    """
    own = dict.fromkeys(use.budget for use in need.uses if use.budget in week.budgets)
    budgets = [week.budgets[name] for name in own]
    return together(
        _more_of(week, need, budget.id, short)
        for rule in BUDGETS
        for budget in budgets
        if budget.rule == rule and week.policy.price(rule) is None and budget.days >> day & 1
        for short in [
            _taken(week, budget.id, budget.days)
            + sum(use.amount for use in need.uses if use.budget == budget.id)
            - budget.left
        ]
        if short > 0
    )


def _more_of(week: Week, need: Need, name: str, short: int) -> Proposal:
    """A budget larger by so much, in whole units where it is granted in units."""
    budget = week.budgets[name]
    whom = week.clients.get(budget.client)
    client = whom.name if whom else budget.client
    kind, fact = BUDGETS[budget.rule]
    step = _unit_of(need, week.problem.monday) if budget.rule == "units_left" else 1

    def make(size: int) -> Proposal:
        facts: dict[str, Fact] = {"client": client, fact: size}
        change = Change(kind, facts, size)
        if step == ACADEMIC:
            hours = size // ACADEMIC
            change = Change("change.extend_hours", facts | {"hours": hours}, size)

        def changed(problem: Problem) -> Problem:
            more = (replace(b, left=b.left + size) if b.id == name else b for b in problem.budgets)
            return replace(problem, budgets=tuple(more))

        return Proposal((change,), change_problem(changed))

    return in_units(make, -(-short // step) * step, step)


def _unit_of(need: Need, day: date) -> int:
    """Minutes of the unit in which a referral for the component is extended; 1 where none is."""
    if need.component not in components():
        return 1
    programme, component = components()[need.component]
    caps = programme.caps_of(component, day)
    return next((cap.unit_minutes for cap in caps if isinstance(cap, UnitsPerReferral)), 1)


def _taken(week: Week, budget: str, days: int) -> int:
    """What the meetings that stand take of a budget on the days that count."""
    return sum(
        use.amount
        for meeting in week.by_budget.get(budget, ())
        if days >> meeting.start // DAY_MINUTES & 1
        for use in week.needs[meeting.need].uses
        if use.budget == budget
    )


def cheapest_budgets(week: Week, need: Need, days: Iterable[int]) -> Proposal | None:
    """What has to be raised on the day that asks the least; None where a day asks nothing."""
    found = [raise_budgets(week, need, day) for day in days]
    short = [proposal for proposal in found if proposal is not None]
    if len(short) < len(found):
        return None
    return min(short, key=lambda p: (len(p.changes), sum(c.size for c in p.changes)), default=None)


def of_members(week: Week, need: Need) -> Iterator[Proposal]:
    """As many more members as a group is short of on the best of its days."""
    days = sorted({window.weekday for window in need.windows})
    week_days = days_of(week.problem.monday)
    away = [absent_days(week.problem.absences, client) for client in need.clients]
    present = max((sum(week_days[day] not in gone for gone in away) for day in days), default=0)
    short = need.smallest - present
    if need.group is None or not days or short <= 0:
        return

    def make(size: int) -> Proposal:
        change = Change("change.more_members", {"group": need.group or "", "count": size}, size)
        return Proposal((change,), change_need(lambda n: replace(n, smallest=n.smallest - size)))

    yield in_units(make, short).after(cheapest_budgets(week, need, days))


def of_time(week: Week, need: Need, shut: frozenset[int]) -> Iterator[Proposal]:
    """No lock; another time of the same days; another day; any time of another day."""
    days = sorted({window.weekday for window in need.windows})
    if need.pinned_start is not None or any(need.pinned_workers):
        free = change_need(lambda n: replace(n, pinned_workers=(), pinned_start=None))
        release = Proposal((Change("change.release_pin", {"need": need.id}, 1),), free)
        yield release.after(cheapest_budgets(week, need, days))
    if need.pinned_start is not None or not days:
        return
    first = min(w.start % DAY_MINUTES for w in need.windows)
    last = max(w.end % DAY_MINUTES for w in need.windows)
    other = [day for day in range(WEEK_DAYS) if day not in days]
    names = ", ".join(client.name for client in week.clients_of(need))
    same = [day for day in days if day not in shut]
    if same:
        yield _at_another_time(
            "change.wider_window", {"client": names}, same, (EARLIEST, LATEST)
        ).after(cheapest_budgets(week, need, same))
    for hours in ((first, last), (min(first, EARLIEST), max(last, LATEST))):
        yield _at_another_time("change.another_day", {"need": need.id}, other, hours).after(
            cheapest_budgets(week, need, other)
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


def of_dates(week: Week, need: Need) -> Iterator[Proposal]:
    """A referral, an action plan, a last day, an absence, another service that lets a day be."""
    starts = [w.start for w in need.windows] if need.pinned_start is None else [need.pinned_start]
    for day in sorted({start // DAY_MINUTES for start in starts}):
        on = week.problem.monday + timedelta(days=day)
        for proposal in (*_of_record(week, need, on), *_of_people(week, need, on)):
            yield proposal.after(raise_budgets(week, need, day))
    gap = week.days_apart[need.series] if need.series else 1
    if gap > 1 and week.policy.price("days_apart") is None:
        yield from (_closer_together(week, need, gap, fewer) for fewer in range(1, gap))


def _of_record(week: Week, need: Need, on: date) -> Iterator[Proposal]:
    """Dates of the referral and of its plan that keep the need from a day."""
    price, sunday = week.policy.price, week.problem.monday + timedelta(days=WEEK_DAYS - 1)
    names = ", ".join(client.name for client in week.clients_of(need))

    def dated(kind: str, day: date, size: int, how: Callable[[Need], Need]) -> Proposal:
        facts: dict[str, Fact] = {"client": names, "day": day.isoformat()}
        return Proposal((Change(kind, facts, size),), change_need(how))

    def ready(size: int) -> Proposal:
        day = sunday - timedelta(days=size - 1)
        ways = {"plan_owed": False, "planned_from": day}
        return dated("change.action_plan", day, size, lambda n: replace(n, **ways))  # type: ignore[arg-type]

    def longer(size: int) -> Proposal:
        day = (need.closes or on) + size * ONE_DAY
        return dated("change.longer_referral", day, size, lambda n: replace(n, closes=day))

    def earlier(size: int) -> Proposal:
        day = (need.opens or on) - size * ONE_DAY
        return dated("change.earlier_referral", day, size, lambda n: replace(n, opens=day))

    def later(size: int) -> Proposal:
        day = (need.deadline or on) + size * ONE_DAY
        return dated("change.later_deadline", day, size, lambda n: replace(n, deadline=day))

    late = need.planned_from is not None and need.planned_from > on
    if price("after_plan") is None and (need.plan_owed or late):
        yield in_units(ready, (sunday - on).days + 1)
    if price("within_referral") is None and need.closes is not None and need.closes < on:
        yield in_units(longer, (on - need.closes).days)
    if price("within_referral") is None and need.opens is not None and need.opens > on:
        yield in_units(earlier, (need.opens - on).days)
    last = need.deadline
    if price("first_meeting_in_time") is None and last is not None and last < on:
        yield in_units(later, (on - last).days)


def _of_people(week: Week, need: Need, on: date) -> Iterator[Proposal]:
    """Clients who are away that day, or have another service that rules the need out."""
    monday = week.problem.monday
    sunday = monday + timedelta(days=WEEK_DAYS - 1)
    away = [
        Proposal(
            (Change("change.client_back", {"client": c.name, "day": on.isoformat()}, 1),),
            be_there(c.id, on),
        )
        for c in week.clients_of(need)
        if need.group is None and on in absent_days(week.problem.absences, c.id)
    ]
    ended = []
    for client in week.clients_of(need):
        running = {
            p
            for p in week.problem.parallel
            if p.client == client.id
            and p.kind in need.excludes
            and p.first <= on
            and (p.last is None or on <= p.last)
        }
        if running:
            last = max(min(p.last or sunday, sunday) for p in running)

            def make(size: int, who: str = client.id, last: date = last) -> Proposal:
                day = last - size * ONE_DAY
                facts: dict[str, Fact] = {"client": week.clients[who].name, "day": day.isoformat()}

                def changed(problem: Problem) -> Problem:
                    parallel = tuple(
                        replace(p, last=min(p.last or sunday, day))
                        if p.client == who and p.kind in need.excludes and p.first <= on
                        else p
                        for p in problem.parallel
                    )
                    return replace(problem, parallel=parallel)

                return Proposal(
                    (Change("change.end_parallel", facts, size),), change_problem(changed)
                )

            ended.append(in_units(make, (last - on).days + 1))
    yield from filter(None, (together(away), together(ended)))


def _closer_together(week: Week, need: Need, gap: int, fewer: int) -> Proposal:
    """Meetings of the series so many days nearer to one another."""
    names = ", ".join(client.name for client in week.clients_of(need))

    def make(size: int) -> Proposal:
        apart = gap - size

        def changed(problem: Problem) -> Problem:
            needs = tuple(
                replace(n, days_apart=min(n.days_apart, apart)) if n.series == need.series else n
                for n in problem.needs
            )
            return replace(problem, needs=needs)

        facts: dict[str, Fact] = {"client": names, "days": apart}
        return Proposal((Change("change.closer_together", facts, size),), change_problem(changed))

    return in_units(make, fewer)
