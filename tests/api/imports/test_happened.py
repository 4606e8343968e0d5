"""What somebody types about a published week is read, or said to be wrong, all at once."""

from datetime import date

import pytest

from api.imports.happened import Happened, read_happened, read_now
from api.imports.typed_parts import find_day, find_moment
from optimizer.problem import Problem
from optimizer.replan import Absent, CameBack, Cancelled, Overrun
from tests.api.conftest import MONDAY, SmallWeek

TUE, WED, FRI = (date(2026, 11, day) for day in (24, 25, 27))


@pytest.fixture
def problem(small_week: SmallWeek) -> Problem:
    return small_week.planned.problem


@pytest.mark.parametrize(
    ("days", "first", "last", "since"),
    [
        ("E..R", MONDAY, FRI, 0),
        ("E-R", MONDAY, FRI, 0),
        ("Mon – Fri", MONDAY, FRI, 0),
        ("вт..пт", TUE, FRI, 0),
        ("Tue", TUE, TUE, 0),
        ("24.11.2026", TUE, TUE, 0),
        ("2026-11-24..2026-11-27", TUE, FRI, 0),
        ("24.11.2026-27.11.2026", TUE, FRI, 0),
        ("2026-11-24 - 2026-11-27", TUE, FRI, 0),
        ("20.11.2026..Tue", date(2026, 11, 20), TUE, 0),
        ("Tue 10:30..Fri", TUE, FRI, 630),
        ("T 10.30", TUE, TUE, 630),
        ("24.11.2026 10:30..R", TUE, FRI, 630),
    ],
)
def test_an_absence_may_be_written_in_many_ways(
    problem: Problem, days: str, first: date, last: date, since: int
) -> None:
    events, faults = read_happened(Happened(absent=(f"W03:{days}",)), problem)
    assert faults == []
    assert events == (Absent("W03", first, last, since),)


def test_a_worker_goes_by_name_as_well(problem: Problem) -> None:
    name = next(worker.name for worker in problem.workers if worker.id == "W03")
    events, _ = read_happened(Happened(absent=(f"{name.upper()}: T",)), problem)
    assert events == (Absent("W03", TUE, TUE),)


def test_absences_come_before_returns_and_calling_off_comes_last(problem: Problem) -> None:
    need = problem.needs[0].id
    typed = Happened(("W03:E..R",), ("W03:K",), (need,), (f"{need} = 30",))
    events, faults = read_happened(typed, problem)
    assert faults == []
    assert events == (
        Absent("W03", MONDAY, FRI),
        CameBack("W03", WED),
        Overrun(need, 30),
        Cancelled(need),
    )


def test_every_mistake_is_told_at_once(problem: Problem) -> None:
    need = problem.needs[0].id
    typed = Happened(
        absent=("W03", "W99:E", "W03:never", "W03:2027-01-04..2027-01-08"),
        back=("W03:", "W99:E", "W03:never"),
        cancelled=("P9999",),
        overrun=("30", "P9999=30", f"{need}=long", f"{need}=1441"),
    )
    events, faults = read_happened(typed, problem)
    assert events == ()
    assert [(fault.facts["option"], fault.rule.removeprefix("event.")) for fault in faults] == [
        ("--absent", "unreadable"),
        ("--absent", "unknown_worker"),
        ("--absent", "bad_days"),
        ("--absent", "other_week"),
        ("--back", "unreadable"),
        ("--back", "unknown_worker"),
        ("--back", "bad_days"),
        ("--overrun", "unreadable"),
        ("--overrun", "unknown_need"),
        ("--overrun", "bad_minutes"),
        ("--overrun", "bad_minutes"),
        ("--cancelled", "unknown_need"),
    ]


@pytest.mark.parametrize("days", ["2026-11-16..2026-11-22", "30.11.2026", "2026-11-22"])
def test_an_absence_in_another_week_is_a_mistake(problem: Problem, days: str) -> None:
    events, faults = read_happened(Happened(absent=(f"W03:{days}",)), problem)
    assert events == ()
    assert [fault.rule for fault in faults] == ["event.other_week"]


def test_two_mistakes_in_one_word_are_both_told(problem: Problem) -> None:
    _, faults = read_happened(Happened(absent=("W99:never",), overrun=("P9999=x",)), problem)
    found = [fault.rule.removeprefix("event.") for fault in faults]
    assert found == ["unknown_worker", "bad_days", "unknown_need", "bad_minutes"]


def test_now_is_a_minute_of_the_week() -> None:
    assert read_now(Happened(now="T 10:30"), MONDAY) == (1440 + 630, [])
    assert read_now(Happened(now="2026-11-24 10:30"), MONDAY) == (1440 + 630, [])
    assert read_now(Happened(), MONDAY) == (None, [])
    for text in ("soon", "T", "2026-12-24 10:30", "T 25:00"):
        found, faults = read_now(Happened(now=text), MONDAY)
        assert found is None
        assert [fault.rule for fault in faults] == ["event.bad_moment"]


def test_a_day_is_a_weekday_of_the_week_or_any_date() -> None:
    assert find_day("P", MONDAY) == date(2026, 11, 29)
    assert find_day("5.1.2027", MONDAY) == date(2027, 1, 5)
    assert find_day("E-R", MONDAY) is None
    assert find_day("3", MONDAY) is None
    assert find_moment("P 23:59", MONDAY) == 7 * 1440 - 1
