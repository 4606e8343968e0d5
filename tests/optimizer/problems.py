"""Random small weeks in which every word of a problem is spoken sooner or later.

A week has a handful of troubles out of ``TROUBLES`` and is easy otherwise, so that most needs
can be served and the rules that join meetings (sums and order) decide. Windows are a few grid
points wide, so that ``brute_force`` can look at every roster.
"""

from dataclasses import replace
from datetime import date, timedelta

from domain.people import Absence, Client, Gender, Level, Worker
from domain.referral import ParallelService
from domain.session import Asked, Meeting, Need, Seat, Use, Window
from optimizer.problem import Budget, Problem
from tests.optimizer.builders import (
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_seat,
    a_travel,
    a_worker,
    at,
    shifts,
)
from tests.optimizer.dice import Dice
from tests.optimizer.people import (
    ALL_WEEK,
    PEER,
    SPECIALIST,
    SUPPORT,
    some_client,
    some_travel,
    some_worker,
)
from tests.optimizer.policies import small_policy

__all__ = [
    "TROUBLES",
    "a_client",
    "a_meeting",
    "a_need",
    "a_problem",
    "a_seat",
    "a_travel",
    "a_worker",
    "at",
    "shifts",
    "small_policy",
    "small_problem",
]

TROUBLES = (
    "absences",
    "bonds",
    "budgets",
    "dates",
    "experience",
    "history",
    "holidays",
    "language",
    "limits",
    "long",
    "parallel",
    "pins",
    "rest",
    "roles",
    "series",
    "shifts",
    "teams",
    "training",
    "travel",
    "windows",
    "wishes",
)
MONDAYS = (date(2026, 12, 21), date(2026, 12, 28), date(2027, 2, 22))
HOLIDAYS = frozenset(
    {
        date(2026, 12, 24),
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2027, 1, 1),
        date(2027, 2, 24),
    }
)
REHABILITATION = "state_rehabilitation"


def _windows(dice: Dice, days: list[int]) -> tuple[Window, ...]:
    """Up to three windows of one or two grid points, in trouble some outside every shift."""
    found = set()
    for _ in range(dice.between(1, 2 if "teams" in dice.troubles else 3)):
        start = at(dice.one(days), dice.between(8, 14), dice.one((0, 30)))
        if dice.trouble("windows", 20):
            start = at(dice.one(days), dice.one((5, 18, 21)))
        if dice.trouble("rest", 40):
            start = at(dice.one(days), dice.one((6, 7, 20, 21)))
        found.add(Window(start, start + dice.one((0, 3, 5)), liked=dice.chance(75)))
    return tuple(sorted(found, key=lambda w: (w.start, w.end, w.liked)))


def _seats(dice: Dice) -> tuple[Seat, ...]:
    """A peer counsellor, a support person, two of them, or a specialist with a peer."""
    experience = dice.one(tuple(Asked)) if "experience" in dice.troubles else Asked.OWN
    peer = a_seat(level=dice.one((None, Level.SHORT, Level.INDEPENDENT)), experience=experience)
    helper = Seat(
        frozenset({SUPPORT, PEER}),
        subject="support" if dice.chance(30) else None,
        talks=dice.chance(85),
        paid=dice.chance(60),
    )
    if dice.trouble("teams", 60):
        return dice.one(((helper, helper), (Seat(frozenset({SPECIALIST})), peer)))
    return (dice.one((peer, helper)),)


def _smallest(dice: Dice, members: int) -> int:
    """Where people are away, groups meet in full: else the rule would seldom speak."""
    return members if "absences" in dice.troubles else dice.one((1, members))


def _need(
    dice: Dice, number: int, clients: tuple[Client, ...], days: list[int], places: tuple[str, ...]
) -> Need:
    kind = dice.one(("single",) * 6 + ("family", "group", "group", "group"))
    count = 1 if kind == "single" else min(len(clients), dice.between(2, 3))
    group = kind == "group"
    return a_need(
        f"n{number}",
        component="group" if group else dice.one(("peer", "support", "respite")),
        clients=tuple(c.id for c in dice.some(clients, count)),
        minutes=dice.one((200, 400)) if dice.trouble("long", 30) else dice.one((30, 45, 60, 90)),
        windows=_windows(dice, days),
        place=None if dice.chance(12) else dice.one(places),
        seats=_seats(dice),
        language="et" if group and dice.chance(80) else None,
        gender=Gender.FEMALE if dice.trouble("wishes", 10) else None,
        priority=dice.one((1, 1, 1, 2, 3, 4)),
        group=f"g{number}" if group else None,
        smallest=_smallest(dice, count) if group else 0,
        excludes=(REHABILITATION,) if dice.trouble("parallel", 70) else (),
    )


def _dated(dice: Dice, need: Need, monday: date) -> Need:
    """The same need with days within which it must or should be held."""

    def some_day(low: int, high: int, percent: int) -> date | None:
        hit = dice.trouble("dates", percent)
        return monday + timedelta(days=dice.between(low, high)) if hit else None

    return replace(
        need,
        deadline=some_day(-5, 9, 50),
        opens=some_day(-3, 2, 25),
        closes=some_day(2, 8, 25),
        planned_from=some_day(-2, 2, 25),
        plan_owed=dice.trouble("dates", 5),
        includes=("support", "peer") if need.component == "respite" else (),
    )


def _in_series(dice: Dice, needs: list[Need]) -> list[Need]:
    """Needs of the same clients and component belong to one series, unless loose."""
    apart = {(n.clients, n.component): dice.one((1, 2, 3, 8)) for n in needs}
    in_series = {key for key in apart if dice.trouble("series", 80)}
    return [
        replace(
            n,
            series=f"{'-'.join(n.clients)}-{n.component}",
            days_apart=apart[n.clients, n.component],
        )
        if (n.clients, n.component) in in_series
        else n
        for n in needs
    ]


def _needs(
    dice: Dice, most: int, clients: tuple[Client, ...], places: tuple[str, ...], monday: date
) -> list[Need]:
    rest = "rest" in dice.troubles
    days = [0, 2, 4, 6] if rest else dice.some(ALL_WEEK, dice.between(1, 3))
    count = dice.between(5 if rest else 3, most)
    needs = [_need(dice, i + 1, clients, days, places) for i in range(count)]
    first = needs[0]
    for i in range(1, dice.between(1, 3)):
        component = first.component if dice.chance(60) else needs[i].component
        if first.group is None and needs[i].group is None:
            needs[i] = replace(needs[i], clients=first.clients, component=component)
    needs = _in_series(dice, [_dated(dice, n, monday) for n in needs])
    return sorted(needs, key=lambda n: (n.clients[0], n.id))


def _budgets(dice: Dice, needs: list[Need]) -> tuple[list[Need], tuple[Budget, ...]]:
    """Some clients' meetings draw on what is left of a referral or of a month."""
    per_minute = {"units_left": 1, "euros_left": 40}
    budgets = [
        Budget(
            f"{client}-{rule}",
            rule,
            client,
            left=dice.one((-60, 0, 45, 60, 90, 120)) * cents,
            days=dice.one((127, 127, 0b0000111, 0b1111000)),
        )
        for client in sorted({n.clients[0] for n in needs})
        for rule, cents in per_minute.items()
        if dice.trouble("budgets", 50)
    ]
    drawing = [
        replace(
            n,
            uses=tuple(
                Use(b.id, n.minutes * per_minute[b.rule])
                for b in budgets
                if b.client == n.clients[0]
            ),
        )
        for n in needs
    ]
    return drawing, tuple(budgets)


def _pinned(dice: Dice, need: Need, workers: tuple[Worker, ...]) -> Need:
    """Now and then a person holds a worker or a time fast, not always a possible one."""
    ids = [w.id for w in workers]
    pins: tuple[str | None, ...] = ()
    if dice.trouble("pins", 40):
        pins = tuple(dice.one((None, dice.one(ids))) for _ in need.seats)
    start = None
    if dice.trouble("pins", 40):
        start = dice.one(need.windows).start + dice.one((0, 0, 0, 60, 2))
    return replace(need, pinned_workers=pins, pinned_start=start)


def _published(dice: Dice, needs: list[Need], workers: tuple[Worker, ...]) -> dict[str, Meeting]:
    ids = [w.id for w in workers]
    return {
        n.id: Meeting(n.id, dice.one(n.windows).start, tuple(dice.one(ids) for _ in n.seats))
        for n in needs
        if dice.trouble("history", 50)
    }


def small_problem(seed: int) -> Problem:
    """A week of 2 to 4 workers, 2 to 6 clients and 3 to 7 needs."""
    dice = Dice(seed)
    dice.troubles = frozenset(dice.some(TROUBLES, dice.between(0, 6)))
    monday = dice.one(MONDAYS)
    travel = some_travel(dice)
    most = 3 if "teams" in dice.troubles else 4
    count = dice.between(2, most)
    workers = tuple(some_worker(dice, i + 1, monday, travel.ids) for i in range(count))
    clients = tuple(some_client(dice, i + 1, workers) for i in range(dice.between(2, 6)))
    needs, budgets = _budgets(dice, _needs(dice, 9 - count, clients, travel.ids, monday))
    needs = [_pinned(dice, n, workers) for n in needs]
    ids = [w.id for w in workers]
    away = [who for who in [*ids, *(c.id for c in clients)] if dice.trouble("absences", 40)]
    first = monday + timedelta(days=dice.between(-2, 3))
    bonds = [(w, c.id) for w in ids for c in clients if dice.trouble("bonds", 30)]
    former = [(ids[0], f"former{i}") for i in range(2) if dice.trouble("bonds", 30)]
    pools: tuple[dict[str, int], ...] = ({}, {"uk": 60}, {"uk": 120, "ru": 60}, {"uk": 0, "ru": 90})
    return Problem(
        monday=monday,
        workers=workers,
        clients=clients,
        needs=tuple(needs),
        travel=travel,
        budgets=budgets,
        absences=tuple(
            Absence(who, first, first + timedelta(days=dice.between(1, 5))) for who in away
        ),
        parallel=tuple(
            ParallelService(c.id, kind, first, dice.one((None, first + timedelta(days=1))))
            for c in clients
            for kind in (REHABILITATION, "other")
            if dice.trouble("parallel", 30)
        ),
        holidays=HOLIDAYS if "holidays" in dice.troubles else frozenset(),
        usual={
            (n.group or n.clients[0], n.component): tuple(dice.some(ids, dice.between(0, 2)))
            for n in needs
            if dice.trouble("history", 70)
        },
        known=frozenset([*bonds, *former]),
        published=_published(dice, needs, workers),
        last_free={w: dice.one((-720, -240, 0)) for w in ids if dice.trouble("rest", 50)},
        interpreter_minutes=dice.one(pools),
    )
