"""What is owed under a referral, counted in working days of Estonia."""

from dataclasses import replace
from datetime import UTC, date, datetime

from api.journeys.owed import What, days_left, interpreter_for, owed_under
from domain.people import Cefr, Client, Contract, Role, Speaks, Worker
from domain.programme import programmes
from domain.referral import Closing, ClosingReason, InformationRequest, Notice, PlanItem, Referral

REFERRAL = Referral("R1", "ska-support", "C1", date(2026, 11, 16))
FIRST = PlanItem("P1", "R1", "sk-first-meeting", 1, 60, frozenset({0}), 600, 660)
HELPER = Worker("W1", "Ada", frozenset({Role.SUPPORT_PERSON}), Contract.EMPLOYEE, "narva")


def test_working_days_left_skip_weekends_and_holidays() -> None:
    assert days_left(date(2026, 11, 20), date(2026, 11, 23)) == 1
    assert days_left(date(2026, 11, 23), date(2026, 11, 23)) == 0
    assert days_left(date(2026, 11, 24), date(2026, 11, 23)) == -1
    # The weekend after a missed Friday is one working day late already, not none.
    assert days_left(date(2026, 11, 21), date(2026, 11, 20)) == -1
    # Independence day lies between.
    assert days_left(date(2027, 2, 23), date(2027, 2, 25)) == 1


def test_the_first_meeting_is_owed_within_five_working_days() -> None:
    first, planned = owed_under(REFERRAL, date(2026, 11, 23))
    assert (first.what, first.due, first.days) == (What.FIRST_MEETING, date(2026, 11, 23), 0)
    assert first.pressing
    assert (planned.what, planned.days) == (What.THREE_PARTY, None)
    (first,) = owed_under(REFERRAL, date(2026, 11, 20), [FIRST])
    assert (first.days, first.pressing) == (1, False)


def test_nothing_is_owed_once_it_was_held_or_the_referral_is_closed() -> None:
    met = replace(REFERRAL, first_met=date(2026, 11, 18))
    assert owed_under(met, date(2026, 12, 1)) == ()
    closed = replace(REFERRAL, closing=Closing(ClosingReason.GOALS_MET, date(2026, 11, 18)))
    late = InformationRequest("R1", date(2026, 11, 2), id="Q1")
    assert owed_under(closed, date(2026, 12, 1), requests=[late]) == ()


def test_questions_are_answered_within_five_working_days_and_changes_told_at_once() -> None:
    met = replace(REFERRAL, first_met=date(2026, 11, 18))
    asked = InformationRequest("R1", date(2026, 11, 18), id="Q1")
    answered = replace(asked, id="Q2", answered=date(2026, 11, 19))
    noticed = Notice("N1", "R1", "C1", datetime(2026, 11, 23, 6, tzinfo=UTC), "…")
    told = replace(noticed, id="N2", told=datetime(2026, 11, 23, 7, tzinfo=UTC))
    owed = owed_under(met, date(2026, 11, 23), [], [asked, answered], [noticed, told])
    assert [(one.what, one.about, one.days) for one in owed] == [
        (What.NOTICE, "N1", 0),
        (What.ANSWER, "Q1", 2),
    ]


def test_an_interpreter_is_needed_where_nobody_who_may_come_shares_a_language_well() -> None:
    client = Client("C1", "Юлия", "narva", ("uk", "ru"))
    programme = programmes()["ska-support"]
    assert interpreter_for([client], programme, [HELPER]) == "uk"
    little = replace(HELPER, languages=(Speaks("ru", Cefr.A2),))
    assert interpreter_for([client], programme, [little]) == "uk"
    well = replace(HELPER, languages=(Speaks("ru", Cefr.B1),))
    assert interpreter_for([client], programme, [well]) == ""
    other = replace(well, roles=frozenset({Role.SPECIALIST}))
    assert interpreter_for([client], programme, [other]) == "uk"
