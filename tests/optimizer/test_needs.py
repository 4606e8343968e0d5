"""Plan items and groups become needs: windows, places, seats, budgets, deadlines, members."""

from datetime import date
from typing import Any

import pytest

from domain.caps import EurosPerMonth
from domain.entitlement import History
from domain.finding import Finding
from domain.people import Family, Gender, Level, Role
from domain.programme import components
from domain.referral import (
    Closing,
    ClosingReason,
    Extension,
    Leading,
    ParallelService,
    PlaceMode,
)
from domain.session import Asked, Use, Window
from optimizer.build import build_problem
from optimizer.needs import Desk
from tests.optimizer.builders import MON, MONDAY, SAT, TUE, WED, at
from tests.optimizer.providers import (
    OCCUPATION,
    TURN_OF_YEAR,
    a_group,
    a_provider,
    a_referral,
    an_item,
    at_home,
    needs_of,
    spent,
    the_need,
)

PEER: dict[str, Any] = {"component": "tk-peer", "minutes": 45}
FRIDAY = date(2026, 11, 27)
LAST_SUNDAY = date(2026, 11, 22)
FUND = a_referral(programme="tootukassa-peer", on=date(2026, 11, 2))
SUPPORT = a_referral(programme="ska-support", on=date(2026, 11, 20))
FIRST: dict[str, Any] = {"component": "sk-first-meeting", "place": "tartu"}


def test_an_item_becomes_a_need_with_a_window_a_day() -> None:
    need = the_need(a_provider(plan=(an_item(),)))
    assert (need.id, need.component, need.clients) == ("p1", "is-worklike", ("c1",))
    assert (need.minutes, need.place, need.group) == (60, "tallinn", None)
    assert need.windows == (
        Window(at(MON, 10), at(MON, 12)),
        Window(at(SAT, 10), at(SAT, 12)),
    )
    (seat,) = need.seats
    assert seat.roles == {Role.SUPPORT_PERSON, Role.SPECIALIST}
    assert seat.paid
    assert (need.series, need.deadline, need.plan_owed) == ("", None, False)
    assert need.excludes == ("special-care", "social-rehabilitation", "other-esf")


def test_several_meetings_of_an_item_are_a_series() -> None:
    plan = (an_item(meetings=3, days_apart=2, pinned_start=at(MON, 11), pinned_worker="w2"),)
    needs = needs_of(a_provider(plan=plan))
    assert [n.id for n in needs] == ["p1.1", "p1.2", "p1.3"]
    assert {n.series for n in needs} == {"p1"}
    assert {n.days_apart for n in needs} == {2}
    # The worker is pinned to all of them, the time to the first alone.
    assert [n.pinned_workers for n in needs] == [("w2",)] * 3
    assert [n.pinned_start for n in needs] == [at(MON, 11), None, None]


@pytest.mark.parametrize(
    ("liked", "spans"),
    [
        (None, [(600, 720, True)]),
        ((630, 660), [(600, 629, False), (630, 660, True), (661, 720, False)]),
        ((500, 660), [(600, 660, True), (661, 720, False)]),
        ((630, 900), [(600, 629, False), (630, 720, True)]),
        ((0, 1000), [(600, 720, True)]),
        ((720, 800), [(600, 719, False), (720, 720, True)]),
        ((721, 800), [(600, 720, False)]),
    ],
)
def test_liked_hours_split_a_window(
    liked: tuple[int, int] | None, spans: list[tuple[int, int, bool]]
) -> None:
    plan = (an_item(liked=liked, weekdays=frozenset({1})),)
    windows = the_need(a_provider(plan=plan)).windows
    assert windows == tuple(Window(1440 + a, 1440 + b, liked=good) for a, b, good in spans)


def test_a_three_party_meeting_lies_inside_the_case_managers_free_time() -> None:
    free = ((at(TUE, 9), at(TUE, 11)), (at(TUE, 14), at(TUE, 15)), (at(WED, 9), at(WED, 10)))
    referral = a_referral(programme="ska-support", case_manager_free=free)
    plan = (an_item(**FIRST, weekdays=frozenset({MON, TUE, WED}), earliest=570, latest=900),)
    need = the_need(a_provider(referrals=(referral,), plan=plan))
    # An hour fits from 9:30 to 10 and at 14 on Tuesday; from 9 on Wednesday only before 9:30.
    assert need.windows == (
        Window(at(TUE, 9, 30), at(TUE, 10)),
        Window(at(TUE, 14), at(TUE, 14)),
    )
    plan = (an_item(component="sk-support", weekdays=frozenset({TUE})),)
    alone = the_need(a_provider(referrals=(referral,), plan=plan))
    assert alone.windows == (Window(at(TUE, 10), at(TUE, 12)),)


def test_a_first_meeting_has_a_deadline_until_it_was_held() -> None:
    # Referred on a Friday: five working days later is the next Friday.
    plan = (an_item(**FIRST, meetings=2, days_apart=1),)
    first, second = needs_of(a_provider(referrals=(SUPPORT,), plan=plan))
    assert (first.deadline, second.deadline) == (date(2026, 11, 27), None)
    assert first.opens == date(2026, 11, 20)
    assert first.closes == date(2027, 11, 20)
    met = a_referral(programme="ska-support", on=date(2026, 11, 20), first_met=date(2026, 11, 22))
    assert the_need(a_provider(referrals=(met,), plan=(an_item(**FIRST),))).deadline is None
    other = an_item(component="sk-support")
    assert the_need(a_provider(referrals=(SUPPORT,), plan=(other,))).deadline is None


def test_a_closed_referral_ends_on_its_last_day() -> None:
    closing = Closing(ClosingReason.GOALS_MET, date(2026, 11, 25))
    referral = a_referral(closing=closing)
    need = the_need(a_provider(referrals=(referral,), plan=(an_item(),)))
    assert need.closes == date(2026, 11, 25)


@pytest.mark.parametrize(
    ("urgent", "planned", "priority"),
    [(False, True, 1), (True, True, 3), (False, False, 4), (True, False, 4)],
)
def test_a_crisis_comes_before_an_urgent_referral_and_that_before_all_else(
    *, urgent: bool, planned: bool, priority: int
) -> None:
    referral = a_referral(urgent=urgent)
    plan = (an_item(component="is-crisis", planned=planned),)
    assert the_need(a_provider(referrals=(referral,), plan=plan)).priority == priority


@pytest.mark.parametrize(("planned_on", "owed"), [(None, True), (date(2026, 11, 24), False)])
def test_a_component_that_asks_for_a_plan_waits_for_it(
    planned_on: date | None, *, owed: bool
) -> None:
    referral = a_referral(planned_on=planned_on)
    need = the_need(a_provider(referrals=(referral,), plan=(an_item(component="is-risk"),)))
    assert (need.planned_from, need.plan_owed) == (planned_on, owed)
    free = the_need(a_provider(referrals=(referral,), plan=(an_item(),)))
    assert (free.planned_from, free.plan_owed) == (None, False)


@pytest.mark.parametrize(
    ("mode", "place", "expected"),
    [
        (PlaceMode.HOME, None, "elva"),
        (PlaceMode.REMOTE, None, None),
        (PlaceMode.REMOTE, "tartu", None),
        (PlaceMode.OFFICE, "tartu", "tartu"),
    ],
)
def test_a_meeting_is_held_at_home_as_planned_or_remotely(
    mode: PlaceMode, place: str | None, expected: str | None
) -> None:
    clients = (at_home(home="elva"),)
    plan = (an_item(component="is-recovery", mode=mode, place=place),)
    problem, _ = build_problem(
        a_provider(clients=clients, referrals=(a_referral(),), plan=plan), MONDAY
    )
    assert problem.needs[0].place == expected
    assert set(problem.travel.ids) == {"tallinn", expected} - {None}


@pytest.mark.parametrize(("home", "nearest"), [("elva", "tartu"), ("juri", "tallinn")])
def test_a_reception_is_the_nearest_of_its_places(home: str, nearest: str) -> None:
    provider = a_provider(
        clients=(at_home(home=home),),
        referrals=(a_referral(programme="amif-2018"),),
        plan=(an_item(component="am-reception", place=None, mode=PlaceMode.RECEPTION),),
    )
    assert the_need(provider).place == nearest


def test_a_long_process_asks_for_more_training_than_a_short_consultation() -> None:
    plan = (an_item(**PEER),)
    # 450 minutes are ten meetings of 45; three of 150.
    (seat,) = the_need(a_provider(referrals=(FUND,), plan=plan)).seats
    assert (seat.subject, seat.level, seat.experience) == (
        "peer-counselling",
        Level.INDEPENDENT,
        Asked.OWN,
    )
    for minutes, level in ((149, Level.INDEPENDENT), (150, Level.SHORT)):
        plan = (an_item(component="tk-peer", minutes=minutes),)
        (seat,) = the_need(a_provider(referrals=(FUND,), plan=plan)).seats
        assert seat.level is level


def test_a_two_person_visit_has_two_seats() -> None:
    need = the_need(a_provider(plan=(an_item(workers=2, pinned_worker="w1"),)))
    assert len(need.seats) == 2
    assert need.seats[0] == need.seats[1]
    assert need.pinned_workers == ("w1", None)


def test_volunteers_may_take_what_is_not_billed() -> None:
    provider = a_provider(
        referrals=(a_referral(programme="amif-2018"),),
        plan=(an_item(component="am-language"),),
    )
    assert [seat.paid for seat in the_need(provider).seats] == [False]


def test_a_meeting_draws_minutes_of_its_referral() -> None:
    extension = Extension(2, "tööle asumine", "juhtumikorraldaja", date(2026, 11, 25))
    for extensions, left in (((), 405), ((extension,), 495)):
        referral = a_referral(
            programme="tootukassa-peer", on=date(2026, 11, 2), extensions=extensions
        )
        used = (spent(date(2026, 11, 1), 0, minutes=45),)
        provider = a_provider(referrals=(referral,), plan=(an_item(**PEER),), used=used)
        problem, _ = build_problem(provider, MONDAY)
        (budget,) = problem.budgets
        assert (budget.rule, budget.client, budget.left, budget.days) == (
            "units_left",
            "c1",
            left,
            127,
        )
        assert problem.needs[0].uses == (Use(budget.id, 45),)


def test_a_week_over_the_turn_of_the_year_draws_on_two_ceilings() -> None:
    used = (spent(date(2026, 11, 1), OCCUPATION - 5000), spent(date(2025, 12, 1), 77_700))
    problem, _ = build_problem(a_provider(plan=(an_item(),), used=used), TURN_OF_YEAR)
    old, new = problem.budgets
    # Monday to Thursday are 28 to 31 December.
    assert (old.rule, old.left, old.days) == ("euros_left", 5000, 0b0001111)
    assert (new.rule, new.left, new.days) == ("euros_left", OCCUPATION, 0b1110000)
    # An hour at 40 € a unit of 60 minutes.
    assert problem.needs[0].uses == (Use(old.id, 4000), Use(new.id, 4000))


def test_a_week_over_the_end_of_a_month_draws_on_two_months() -> None:
    programme, component = components()["is-worklike"]
    cap = EurosPerMonth(
        kind="euros_per_month", cents=30_500, since=date(2023, 1, 1), source="made up"
    )
    monthly = component.model_copy(update={"caps": (cap,)})
    provider = a_provider(used=(spent(date(2026, 11, 1), 30_000),))
    desk = Desk.open(provider, date(2026, 11, 30), History.of(provider.used, provider.referrals))
    november, december = desk.left(programme, monthly, provider.referrals[0])
    assert (november.left, november.days) == (500, 0b0000001)
    assert (december.left, december.days) == (30_500, 0b1111110)
    assert list(desk.budgets.values()) == [november, december]


def test_two_items_of_one_client_draw_on_one_ceiling() -> None:
    plan = (an_item("p1"), an_item("p2", minutes=90))
    problem, _ = build_problem(a_provider(plan=plan), MONDAY)
    (budget,) = problem.budgets
    assert [n.uses for n in problem.needs] == [(Use(budget.id, 4000),), (Use(budget.id, 6000),)]


def test_a_component_without_a_ceiling_draws_on_nothing() -> None:
    problem, _ = build_problem(a_provider(plan=(an_item(component="is-relations"),)), MONDAY)
    assert problem.budgets == ()
    assert problem.needs[0].uses == ()


FAMILY = Family("f1", "Kask", ("c1", "c2"))


def test_a_family_that_is_referred_is_met_together() -> None:
    referral = a_referral(programme="amif-2018", client="f1")
    provider = a_provider(
        families=(FAMILY,), referrals=(referral,), plan=(an_item(component="am-support"),)
    )
    assert the_need(provider).clients == ("c1", "c2")


def test_a_client_of_a_family_is_met_alone_where_the_component_is_for_one() -> None:
    provider = a_provider(families=(FAMILY,), plan=(an_item(),))
    assert the_need(provider).clients == ("c1",)


def test_a_group_becomes_one_need_of_its_members() -> None:
    group = a_group(gender=Gender.FEMALE, smallest=2, weekdays=frozenset({MON, WED}))
    problem, kept_out = build_problem(a_provider(groups=(group,)), MONDAY)
    (need,) = problem.needs
    assert kept_out == ()
    assert (need.id, need.group, need.clients) == ("g1", "g1", ("c1", "c2"))
    assert (need.language, need.gender, need.smallest) == ("et", Gender.FEMALE, 2)
    assert need.windows == (
        Window(at(MON, 10), at(MON, 12)),
        Window(at(WED, 10), at(WED, 12)),
    )
    # A ceiling per member, at 25 € for each member present.
    assert [(b.client, b.left) for b in problem.budgets] == [
        ("c1", OCCUPATION),
        ("c2", OCCUPATION),
    ]
    assert need.uses == tuple(Use(b.id, 2500) for b in problem.budgets)


@pytest.mark.parametrize(
    ("leading", "seats"),
    [
        (Leading.ALONE, [({Role.PEER_COUNSELLOR}, Level.GROUPS)]),
        (
            Leading.TOGETHER,
            [({Role.PEER_COUNSELLOR}, Level.BESIDE), ({Role.SPECIALIST}, None)],
        ),
    ],
)
def test_who_leads_alone_needs_more_training_than_who_leads_together(
    leading: Leading, seats: list[tuple[set[Role], Level | None]]
) -> None:
    group = a_group(component="tk-peer", referrals=("r1",), leading=leading)
    need = the_need(a_provider(referrals=(FUND,), groups=(group,)))
    assert [(set(s.roles), s.level) for s in need.seats] == seats


def kept_out(provider_changes: dict[str, object], monday: date = MONDAY) -> list[Finding]:
    """Members kept out of the default group; whoever is not stays in it."""
    problem, found = build_problem(a_provider(groups=(a_group(),), **provider_changes), monday)
    names = {finding.about for finding in found}
    members = problem.needs[0].clients if problem.needs else ()
    assert set(members) == {"c1", "c2"} - names
    return list(found)


def closed(day: date) -> dict[str, object]:
    """The first member's referral was closed on a day."""
    closing = Closing(ClosingReason.GOALS_MET, day)
    return {"referrals": (a_referral(closing=closing), a_referral("r2", client="c2"))}


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({}, None),
        ({"used": (spent(date(2026, 11, 1), OCCUPATION - 2500),)}, None),
        ({"used": (spent(date(2026, 11, 1), OCCUPATION - 2499),)}, "euros_left"),
        ({"used": (spent(date(2026, 11, 1), OCCUPATION + 1),)}, "euros_left"),
        (closed(date(2026, 11, 27)), None),
        (closed(date(2026, 11, 22)), "within_referral"),
        ({"parallel": (ParallelService("c1", "special-care", MONDAY),)}, "no_parallel_service"),
        ({"parallel": (ParallelService("c1", "day-care", MONDAY),)}, None),
        (
            {"parallel": (ParallelService("c1", "special-care", date(2026, 1, 1), FRIDAY),)},
            "no_parallel_service",
        ),
        # Over by Monday: the group meets on Friday.
        (
            {"parallel": (ParallelService("c1", "special-care", date(2026, 1, 1), MONDAY),)},
            None,
        ),
        (
            {"parallel": (ParallelService("c1", "other-esf", date(2026, 1, 1), LAST_SUNDAY),)},
            None,
        ),
    ],
)
def test_members_who_may_not_come_are_kept_out_one_by_one_and_named(
    changes: dict[str, object], rule: str | None
) -> None:
    found = kept_out(changes)
    assert [(f.rule, f.about, f.facts["group"]) for f in found] == (
        [(rule, "c1", "Puutöö")] if rule else []
    )


def test_a_referral_that_ends_before_the_groups_day_keeps_its_member_out() -> None:
    # The group meets on Friday; the referral was closed on the Wednesday before.
    found = kept_out(closed(date(2026, 11, 25)))
    assert [(f.rule, f.about) for f in found] == [("within_referral", "c1")]


def test_a_referral_that_opens_after_the_groups_day_keeps_its_member_out() -> None:
    referrals = (a_referral(on=date(2026, 11, 28)), a_referral("r2", client="c2"))
    found = kept_out({"referrals": referrals})
    assert [(f.rule, f.about) for f in found] == [("within_referral", "c1")]


def test_an_old_years_ceiling_keeps_nobody_out_of_a_group_in_the_new_year() -> None:
    # The group meets on Friday, 1 January: the money of 2026 does not count that day.
    used = (spent(date(2026, 11, 1), OCCUPATION),)
    assert kept_out({"used": used}, TURN_OF_YEAR) == []


def test_a_group_without_members_does_not_meet() -> None:
    used = tuple(spent(date(2026, 11, 1), OCCUPATION, r) for r in ("r1", "r2"))
    problem, found = build_problem(a_provider(groups=(a_group(),), used=used), MONDAY)
    assert problem.needs == ()
    assert [f.about for f in found] == ["c1", "c2"]
