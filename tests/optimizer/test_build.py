"""From a provider's records to the problem of a week."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.people import Absence
from domain.places import travel_between
from domain.provider import Provider
from domain.referral import ParallelService
from domain.session import Meeting
from optimizer.build import build_problem
from optimizer.check import check
from optimizer.policy import default_policy
from optimizer.problem import Problem
from optimizer.solve import solve
from tests.optimizer.builders import MON, MONDAY, TUE, a_travel, at
from tests.optimizer.providers import (
    a_group,
    a_provider,
    a_referral,
    an_item,
    at_home,
    on_staff,
    published,
)


def problem_of(provider: Provider, monday: date = MONDAY) -> Problem:
    return build_problem(provider, monday)[0]


@pytest.mark.parametrize("day", range(1, 7))
def test_a_week_begins_on_a_monday(day: int) -> None:
    with pytest.raises(ValueError, match="a week begins on a Monday"):
        build_problem(a_provider(), MONDAY + timedelta(days=day))


def test_an_empty_provider_has_an_empty_week() -> None:
    problem, kept_out = build_problem(Provider("Tühi"), MONDAY)
    assert (problem.needs, problem.workers, problem.clients, kept_out) == ((), (), (), ())
    assert solve(problem, default_policy(), 1).cost == 0


def test_needs_stand_in_the_order_of_their_first_client() -> None:
    clients = tuple(at_home(c) for c in ("c2", "c1"))
    plan = (an_item("a"), an_item("b", referral="r2"), an_item("c", referral="r2", meetings=2))
    problem = problem_of(a_provider(clients=clients, plan=plan, groups=(a_group("aa"),)))
    # The group's first member by its referrals is c1.
    assert [n.id for n in problem.needs] == ["b", "c.1", "c.2", "a", "aa"]


def test_people_absences_and_parallel_services_are_handed_on() -> None:
    absences = (Absence("w1", MONDAY, MONDAY),)
    parallel = (ParallelService("c1", "special-care", MONDAY),)
    provider = a_provider(
        absences=absences, parallel=parallel, interpreter_minutes={"uk": 120}, plan=(an_item(),)
    )
    problem = problem_of(provider)
    assert (problem.absences, problem.parallel) == (absences, parallel)
    assert (problem.workers, problem.clients) == (provider.workers, provider.clients)
    assert problem.interpreter_minutes == {"uk": 120}


def test_ways_are_those_between_homes_and_meetings_unless_the_provider_says_otherwise() -> None:
    provider = a_provider(
        workers=(on_staff("w1", "elva"),), plan=(an_item(place="tartu"), an_item("p2"))
    )
    problem = problem_of(provider)
    assert problem.travel.ids == ("elva", "tallinn", "tartu")
    formula = travel_between(("elva", "tallinn", "tartu"))
    assert problem.travel.minutes.tolist() == formula.minutes.tolist()
    own = a_travel(("elva", "tallinn", "tartu"), ((0, 1, 2), (3, 0, 4), (5, 6, 0)))
    assert build_problem(provider, MONDAY, own)[0].travel is own


def test_public_holidays_are_known_back_to_the_oldest_deadline() -> None:
    christmas = date(2026, 12, 21)
    provider = a_provider(plan=(an_item(),))
    assert problem_of(provider).holidays == frozenset()
    assert problem_of(provider, christmas).holidays == {date(2026, 12, d) for d in (24, 25, 26)}
    # Referred on Friday 18 December; with Christmas between, the fifth working day is the 29th.
    late = a_provider(
        referrals=(a_referral(programme="ska-support", on=date(2026, 12, 18)),),
        plan=(an_item(component="sk-first-meeting"),),
    )
    found = problem_of(late, date(2027, 1, 4))
    assert found.needs[0].deadline == date(2026, 12, 29)
    assert found.holidays == {date(2027, 1, 1)}


def test_last_weeks_roster_tells_who_is_usual_known_and_when_everybody_was_free() -> None:
    rows = (
        published(-7),
        published(-3, 960, workers=("w2", "w1")),
        published(-2, 1380, minutes=120, client="c2", workers=("w2",)),
        published(-4, client=None, group="g1", workers=("w2",)),
        published(-8, client="c2", component="is-relations", workers=("w1",)),
    )
    problem = problem_of(a_provider(plan=(an_item(),), published=rows))
    assert problem.usual == {
        ("c1", "is-worklike"): ("w1", "w2"),
        ("c2", "is-worklike"): ("w2",),
        ("g1", "is-worklike"): ("w2",),
    }
    # Groups are no bond; those of weeks before stand too.
    assert problem.known == {("w1", "c1"), ("w2", "c1"), ("w2", "c2"), ("w1", "c2")}
    assert problem.last_free == {"w1": -3 * 1440 + 1020, "w2": -2 * 1440 + 1500}
    assert problem.published == {}


def test_this_weeks_roster_is_matched_in_order_of_time() -> None:
    rows = (
        published(2, 660, workers=("w2",)),
        published(0, 630),
        published(3, 600, client="c2"),
        published(0, 600, component="is-relations"),
        published(7, 600),
    )
    problem = problem_of(a_provider(plan=(an_item(meetings=3),), published=rows))
    assert problem.published == {
        "p1.1": Meeting("p1.1", at(MON, 10, 30), ("w1",)),
        "p1.2": Meeting("p1.2", 2 * 1440 + 660, ("w2",)),
    }
    assert problem.usual == {}
    assert [n.pinned_start for n in problem.needs] == [None] * 3


@pytest.mark.parametrize(
    ("keep", "workers", "start"),
    [
        (frozenset(), (), None),
        ({"worker"}, ("w2",), None),
        ({"time"}, (), at(TUE, 10)),
        ({"worker", "time"}, ("w2",), at(TUE, 10)),
    ],
)
def test_what_is_kept_of_a_published_meeting_is_pinned(
    keep: set[str], workers: tuple[str, ...], start: int | None
) -> None:
    row = published(1, workers=("w2",), keep=frozenset(keep))
    (need,) = problem_of(a_provider(plan=(an_item(),), published=(row,))).needs
    assert (need.pinned_workers, need.pinned_start) == (workers, start)


def test_a_group_keeps_its_published_meeting() -> None:
    row = published(4, 660, client=None, group="g1", keep=frozenset({"time"}))
    (need,) = problem_of(a_provider(groups=(a_group(),), published=(row,))).needs
    assert need.pinned_start == 4 * 1440 + 660


def test_a_worker_who_has_left_is_no_pin() -> None:
    row = published(0, workers=("gone",), keep=frozenset({"worker", "time"}))
    problem = problem_of(a_provider(plan=(an_item(),), published=(row,)))
    assert set(problem.needs[0].pinned_workers) <= {None}
    check(problem, default_policy(), ())


def test_a_team_of_another_size_is_no_pin() -> None:
    row = published(0, workers=("w1", "w2"), keep=frozenset({"worker"}))
    (need,) = problem_of(a_provider(plan=(an_item(),), published=(row,))).needs
    assert need.pinned_workers == ()


def test_an_id_that_nobody_knows_is_a_programmers_error() -> None:
    for plan in (an_item(referral="r9"), an_item(component="is-nothing")):
        with pytest.raises(KeyError):
            build_problem(a_provider(plan=(plan,)), MONDAY)
    stranger = replace(a_referral(), client="c9")
    with pytest.raises(KeyError):
        build_problem(a_provider(referrals=(stranger,), plan=(an_item(),)), MONDAY)


def test_what_was_built_can_be_solved() -> None:
    plan = (
        an_item(meetings=2, days_apart=2),
        an_item("p2", referral="r2", weekdays=frozenset({1})),
    )
    helper = on_staff(roles=frozenset({"support_person"}))
    problem = problem_of(a_provider(workers=(helper,), plan=plan))
    result = solve(problem, default_policy(), 5)
    # On Saturday nobody works.
    assert result.left_out in {("p1.1",), ("p1.2",)}
