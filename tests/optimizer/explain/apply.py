"""A change carried out on the whole week from its words alone, and served by the oracle alone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

from domain.people import (
    Absence,
    Cefr,
    Client,
    Contract,
    Gender,
    Level,
    LivedExperience,
    Role,
    Shift,
    Speaks,
    Training,
    Worker,
)
from domain.session import DAY_MINUTES, Meeting, Need, Window
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.why import Change
from tests.oracle import judge

Facts = Mapping[str, Any]
Roster = tuple[Meeting, ...]
State = tuple[Problem, Policy, Roster]
NEWCOMER = "newcomer"


def steps_of(change: Change | None) -> Iterator[Change]:
    """A change and whatever is needed as well."""
    while change is not None:
        yield change
        change = change.then


def applied(state: State, need: str, change: Change) -> State:
    """The week after a change and whatever is needed as well."""
    for step in steps_of(change):
        problem, policy, meetings = state
        if step.kind == "change.another_supporter":
            more = policy.most_supporters + step.size
            state = problem, policy.model_copy(update={"most_supporters": more}), meetings
        elif step.kind == "change.move_meeting":
            state = problem, policy, moved(problem, meetings, step.facts)
        else:
            state = CARRY_OUT[step.kind](problem, need, step.facts), policy, meetings
    return state


def with_size(change: Change, size: int) -> Change:
    """The same change, of another size."""
    unit = next((f for f in ("minutes", "cents", "count") if f in change.facts), None)
    facts = dict(change.facts) | ({unit: size} if unit else {})
    return replace(change, size=size, facts=facts)


def moved(problem: Problem, meetings: Roster, facts: Facts) -> Roster:
    """The roster with one meeting at its new time, with its new worker."""
    who = next(w.id for w in problem.workers if w.name == facts["worker"])
    others = tuple(m for m in meetings if m.need != facts["need"])
    assert len(others) == len(meetings) - 1
    return (*others, Meeting(facts["need"], facts["start"], (who,)))


def ways_to_serve(state: State, need: str) -> Iterator[Meeting]:
    """Every meeting of the need beside which, by the oracle, no must is missed."""
    problem, policy, meetings = state
    wanted = next(n for n in problem.needs if n.id == need)
    starts = {s for w in wanted.windows for s in range(w.start, w.end + 1) if s % policy.grid == 0}
    if wanted.pinned_start is not None:
        starts = {wanted.pinned_start}
    teams = list(product([w.id for w in problem.workers], repeat=len(wanted.seats)))
    for start, team in product(sorted(starts), teams):
        meeting = Meeting(need, start, team)
        if not judge(problem, policy, (*meetings, meeting)).faults:
            yield meeting


def serves(state: State, need: str) -> bool:
    """Whether the need can be served beside the meetings that stand, by the oracle."""
    return next(ways_to_serve(state, need), None) is not None


def _clients(problem: Problem, names: str, how: Callable[[Client], Client]) -> Problem:
    assert set(names.split(", ")) <= {c.name for c in problem.clients}
    clients = tuple(how(c) if c.name in names.split(", ") else c for c in problem.clients)
    return replace(problem, clients=clients)


def _worker(problem: Problem, name: str, how: Callable[[Worker], Worker]) -> Problem:
    assert name in {w.name for w in problem.workers}
    return replace(problem, workers=tuple(how(w) if w.name == name else w for w in problem.workers))


def _need(problem: Problem, need: str, how: Callable[[Need], Need]) -> Problem:
    return replace(problem, needs=tuple(how(n) if n.id == need else n for n in problem.needs))


def _budget(problem: Problem, need: str, rule: str, name: str, more: int) -> Problem:
    drawn = {use.budget for n in problem.needs if n.id == need for use in n.uses}
    client = next(c.id for c in problem.clients if c.name == name)
    budgets = tuple(
        replace(b, left=b.left + more)
        if (b.rule, b.client) == (rule, client) and b.id in drawn
        else b
        for b in problem.budgets
    )
    return replace(problem, budgets=budgets)


def extend_units(problem: Problem, need: str, facts: Facts) -> Problem:
    return _budget(problem, need, "units_left", facts["client"], facts["minutes"])


def raise_ceiling(problem: Problem, need: str, facts: Facts) -> Problem:
    return _budget(problem, need, "euros_left", facts["client"], facts["cents"])


def accept_interpreter(problem: Problem, _need: str, facts: Facts) -> Problem:
    return _clients(problem, facts["client"], lambda c: replace(c, interpreter=True))


def interpreter_minutes(problem: Problem, _need: str, facts: Facts) -> Problem:
    pool = dict(problem.interpreter_minutes)
    pool[facts["language"]] = max(0, pool.get(facts["language"], 0)) + facts["minutes"]
    return replace(problem, interpreter_minutes=pool)


def release_pin(problem: Problem, need: str, _facts: Facts) -> Problem:
    return _need(problem, need, lambda n: replace(n, pinned_workers=(), pinned_start=None))


def renew_training(problem: Problem, _need: str, facts: Facts) -> Problem:
    day = date.fromisoformat(facts["day"])

    def renewed(t: Training) -> Training:
        lapsed = t.subject == facts["subject"] and t.until is not None and t.until < day
        return replace(t, until=day) if lapsed else t

    return _worker(
        problem,
        facts["worker"],
        lambda w: replace(w, trainings=tuple(renewed(t) for t in w.trainings)),
    )


def longer_shift(problem: Problem, _need: str, facts: Facts) -> Problem:
    def wider(worker: Worker) -> Worker:
        (old,) = [s for s in worker.shifts if s.weekday == facts["weekday"]]
        new = Shift(old.weekday, facts["start"], facts["end"])
        assert new.start <= old.start
        assert new.end >= old.end
        assert old.start - new.start + new.end - old.end == facts["minutes"]
        return replace(worker, shifts=tuple(new if s == old else s for s in worker.shifts))

    return _worker(problem, facts["worker"], wider)


def shift_on_day(problem: Problem, _need: str, facts: Facts) -> Problem:
    more = Shift(facts["weekday"], facts["start"], facts["end"])
    return _worker(problem, facts["worker"], lambda w: replace(w, shifts=(*w.shifts, more)))


def longer_day(problem: Problem, _need: str, facts: Facts) -> Problem:
    more = facts["minutes"]
    return _worker(problem, facts["worker"], lambda w: replace(w, day_minutes=w.day_minutes + more))


def more_contract_minutes(problem: Problem, _need: str, facts: Facts) -> Problem:
    more = facts["minutes"]
    return _worker(problem, facts["worker"], lambda w: replace(w, week_most=w.week_most + more))


def one_more_client(problem: Problem, _need: str, facts: Facts) -> Problem:
    def more(worker: Worker) -> Worker:
        stand = len([bond for bond in problem.known if bond[0] == worker.id])
        return replace(worker, caseload=max(worker.caseload, stand) + facts["count"])

    return _worker(problem, facts["worker"], more)


def one_more_day(problem: Problem, _need: str, facts: Facts) -> Problem:
    more = facts["count"]
    return _worker(problem, facts["worker"], lambda w: replace(w, week_days=w.week_days + more))


def farther_reach(problem: Problem, _need: str, facts: Facts) -> Problem:
    more = facts["minutes"]
    return _worker(
        problem, facts["worker"], lambda w: replace(w, reach_minutes=w.reach_minutes + more)
    )


def other_than_chosen(problem: Problem, _need: str, facts: Facts) -> Problem:
    return _clients(problem, facts["client"], lambda c: replace(c, chosen=None))


def higher_level(problem: Problem, _need: str, facts: Facts) -> Problem:
    def raised(t: Training) -> Training:
        mine = t.subject == facts["subject"]
        return replace(t, level=max(t.level, Level(facts["level"]))) if mine else t

    return _worker(
        problem,
        facts["worker"],
        lambda w: replace(w, trainings=tuple(raised(t) for t in w.trainings)),
    )


def more_members(problem: Problem, need: str, facts: Facts) -> Problem:
    """The group asks for fewer of those who are there: others make up the number."""
    assert facts["group"] == next(n.group for n in problem.needs if n.id == need)
    return _need(problem, need, lambda n: replace(n, smallest=n.smallest - facts["count"]))


def action_plan(problem: Problem, need: str, facts: Facts) -> Problem:
    ready = {"plan_owed": False, "planned_from": date.fromisoformat(facts["day"])}
    return _need(problem, need, lambda n: replace(n, **ready))  # type: ignore[arg-type]


def longer_referral(problem: Problem, need: str, facts: Facts) -> Problem:
    day = date.fromisoformat(facts["day"])
    return _need(problem, need, lambda n: replace(n, closes=day))


def earlier_referral(problem: Problem, need: str, facts: Facts) -> Problem:
    day = date.fromisoformat(facts["day"])
    return _need(problem, need, lambda n: replace(n, opens=day))


def later_deadline(problem: Problem, need: str, facts: Facts) -> Problem:
    day = date.fromisoformat(facts["day"])
    return _need(problem, need, lambda n: replace(n, deadline=day))


def end_parallel(problem: Problem, need: str, facts: Facts) -> Problem:
    """Whatever the need excludes and runs into the week after that day ends on that day."""
    day = date.fromisoformat(facts["day"])
    (client,) = (c.id for c in problem.clients if c.name == facts["client"])
    excluded = next(n.excludes for n in problem.needs if n.id == need)
    sunday = problem.monday + timedelta(days=6)
    parallel = tuple(
        replace(p, last=min(p.last or day, day))
        if p.client == client and p.kind in excluded and p.first <= sunday
        else p
        for p in problem.parallel
    )
    return replace(problem, parallel=parallel)


def client_back(problem: Problem, _need: str, facts: Facts) -> Problem:
    (client,) = (c.id for c in problem.clients if c.name == facts["client"])
    return _back(problem, client, date.fromisoformat(facts["day"]))


def worker_back(problem: Problem, _need: str, facts: Facts) -> Problem:
    (worker,) = (w.id for w in problem.workers if w.name == facts["worker"])
    return _back(problem, worker, date.fromisoformat(facts["day"]))


def _back(problem: Problem, who: str, there: date) -> Problem:
    """Absences day by day, without one of them."""
    days = {
        (away.who, date.fromordinal(n))
        for away in problem.absences
        for n in range(away.first.toordinal(), away.last.toordinal() + 1)
    }
    assert (who, there) in days
    left = sorted(days - {(who, there)})
    return replace(problem, absences=tuple(Absence(name, day, day) for name, day in left))


def any_gender(problem: Problem, need: str, facts: Facts) -> Problem:
    wanted = next(n for n in problem.needs if n.id == need)
    names = ", ".join(c.name for n in wanted.clients for c in problem.clients if c.id == n)
    if wanted.gender is not None and names == facts["client"]:
        return _need(problem, need, lambda n: replace(n, gender=None))
    return _clients(problem, facts["client"], lambda c: replace(c, asks_gender=None))


def closer_together(problem: Problem, need: str, facts: Facts) -> Problem:
    series = next(n.series for n in problem.needs if n.id == need)
    days = facts["days"]
    needs = tuple(
        replace(n, days_apart=min(n.days_apart, days)) if n.series == series else n
        for n in problem.needs
    )
    return replace(problem, needs=needs)


def another_time(problem: Problem, need: str, facts: Facts) -> Problem:
    start = facts["weekday"] * DAY_MINUTES + facts["start"]
    window = Window(start, start)
    return _need(problem, need, lambda n: replace(n, windows=(*n.windows, window)))


def hire(problem: Problem, need: str, facts: Facts) -> Problem:
    """Somebody with what the words ask for, trained in whatever the seats ask for."""
    wanted = next(n for n in problem.needs if n.id == need)
    named: dict[str, Sequence[str]] = {
        fact: [word for word in str(facts[fact]).split(",") if word]
        for fact in ("roles", "languages", "themes")
    }
    newcomer = Worker(
        id=NEWCOMER,
        name="Newcomer",
        roles=frozenset(Role(role) for role in named["roles"]),
        contract=Contract.MANDATE,
        home=facts["place"] or problem.travel.ids[-1],
        trainings=tuple(
            Training(s.subject, Level.GROUPS, date(2020, 1, 1)) for s in wanted.seats if s.subject
        ),
        experiences=tuple(LivedExperience(theme, severe=True) for theme in named["themes"]),
        languages=tuple(Speaks(language, Cefr.C2) for language in named["languages"]),
        gender=Gender(facts["gender"]) if facts["gender"] else Gender.OTHER,
        shifts=tuple(Shift(day, 0, DAY_MINUTES) for day in range(7)),
        day_minutes=wanted.minutes,
        week_minutes=wanted.minutes,
    )
    return replace(problem, workers=(*problem.workers, newcomer))


CARRY_OUT: Mapping[str, Callable[[Problem, str, Facts], Problem]] = {
    "change.extend_units": extend_units,
    "change.extend_hours": extend_units,
    "change.action_plan": action_plan,
    "change.longer_referral": longer_referral,
    "change.earlier_referral": earlier_referral,
    "change.later_deadline": later_deadline,
    "change.end_parallel": end_parallel,
    "change.client_back": client_back,
    "change.worker_back": worker_back,
    "change.any_gender": any_gender,
    "change.closer_together": closer_together,
    "change.raise_ceiling": raise_ceiling,
    "change.accept_interpreter": accept_interpreter,
    "change.interpreter_minutes": interpreter_minutes,
    "change.release_pin": release_pin,
    "change.renew_training": renew_training,
    "change.longer_shift": longer_shift,
    "change.shift_on_day": shift_on_day,
    "change.longer_day": longer_day,
    "change.more_contract_minutes": more_contract_minutes,
    "change.one_more_client": one_more_client,
    "change.one_more_day": one_more_day,
    "change.farther_reach": farther_reach,
    "change.other_than_chosen": other_than_chosen,
    "change.higher_level": higher_level,
    "change.more_members": more_members,
    "change.wider_window": another_time,
    "change.another_day": another_time,
    "change.hire": hire,
}
"""Every kind but ``another_supporter`` (of the policy) and ``move_meeting`` (of the roster)."""
