from dataclasses import replace

import pytest

from domain.people import Absence, Shift
from domain.session import Window
from optimizer.policy import default_policy
from optimizer.replan import (
    CameBack,
    Cancelled,
    Event,
    ExtraShift,
    NewNeed,
    Overrun,
    replan,
)
from optimizer.roster import Status
from tests.optimizer.builders import (
    FRI,
    MON,
    SAT,
    TUE,
    WED,
    a_client,
    a_meeting,
    a_need,
    a_worker,
    at,
    shifts,
)
from tests.optimizer.replan.desk import a_week, after, ill, meeting_of, on, the_date, want


def test_nothing_changes_where_nothing_happened() -> None:
    published = [a_meeting("n1", at(MON, 9)), a_meeting("n2", at(MON, 12))]
    found = after(a_week([want(1), want(2)]), published, [])
    assert found.result.roster.meetings == tuple(published)
    assert found.changes == () == found.calls
    assert found.proven


def test_a_meeting_of_somebody_ill_goes_to_a_colleague_at_the_same_time() -> None:
    found = after(a_week([want(1)]), [a_meeting("n1", at(MON, 9))], ill())
    assert meeting_of(found, "n1") == a_meeting("n1", at(MON, 9), ["w2"])
    (change,) = found.changes
    assert (change.kind, change.why) == ("replan.other_worker", "replan.why.absent")
    assert change.clients == ("c1",)
    assert change.workers == ("w1", "w2")
    assert found.proven


def test_one_colleague_takes_both_meetings_rather_than_two_colleagues_one_each() -> None:
    needs = [want(1), want(2)]
    workers = (a_worker("w1"), a_worker("w2", home="far"), a_worker("w3", home="far"))
    week = replace(a_week(needs), workers=tuple(replace(w, reach_minutes=200) for w in workers))
    published = [a_meeting("n1", at(MON, 10)), a_meeting("n2", at(MON, 12))]
    found = after(week, published, ill())
    who = {m.workers for m in found.result.roster.meetings}
    assert len(who) == 1
    assert len(found.calls) == 4


def test_whoever_hears_already_is_asked_before_somebody_who_does_not() -> None:
    week = a_week([want(1, windows=(Window(at(MON, 10), at(MON, 10)),)), want(2), want(3)], 3)
    cheap = replace(week, workers=(*week.workers[:2], replace(week.workers[2], home="near")))
    published = [a_meeting("n1", at(MON, 10)), a_meeting("n2", at(MON, 12), ["w2"])]
    published += [a_meeting("n3", at(MON, 14), ["w3"])]
    found = after(cheap, published, [ill(), Cancelled("n3")])
    assert meeting_of(found, "n1") == a_meeting("n1", at(MON, 10), ["w3"])


def test_a_meeting_is_moved_rather_than_left_out() -> None:
    busy = a_meeting("n2", at(MON, 9), ["w2"])
    week = a_week([want(1), want(2, windows=on(MON, 9, 9))])
    found = after(week, [a_meeting("n1", at(MON, 9)), busy], ill())
    moved = meeting_of(found, "n1")
    assert moved is not None
    assert moved.workers == ("w2",)
    assert moved.start == at(MON, 8) or moved.start >= at(MON, 10)
    assert found.changes[0].kind == "replan.moved_to_other"
    assert meeting_of(found, "n2") == busy


def test_a_colleague_makes_room_and_the_reason_names_for_whom() -> None:
    week = a_week([want(1, windows=on(MON, 9, 9)), want(2)])
    published = [a_meeting("n1", at(MON, 9)), a_meeting("n2", at(MON, 9), ["w2"])]
    found = after(week, published, ill())
    assert meeting_of(found, "n1") == a_meeting("n1", at(MON, 9), ["w2"])
    by_need = {change.need: change for change in found.changes}
    assert by_need["n2"].kind == "replan.moved"
    assert by_need["n2"].why == "replan.why.room"
    assert by_need["n2"].facts["about"] == "n1"


def test_of_two_who_cannot_both_be_met_the_more_urgent_is() -> None:
    narrow = (Window(at(MON, 9), at(MON, 9)),)
    week = a_week([want(1, windows=narrow, priority=4), want(2, windows=narrow)])
    published = [a_meeting("n1", at(MON, 9)), a_meeting("n2", at(MON, 9), ["w2"])]
    found = after(week, published, ill())
    assert meeting_of(found, "n1") == a_meeting("n1", at(MON, 9), ["w2"])
    assert found.result.left_out == ("n2",)
    assert {change.kind for change in found.changes} == {"replan.other_worker", "replan.left_out"}


def test_what_began_before_now_stays_and_what_was_missed_is_planned_anew() -> None:
    week = a_week([want(1), want(2), want(3)])
    published = [a_meeting(f"n{k}", at(MON, 6 + 2 * k)) for k in (1, 2, 3)]
    found = after(week, published, ill(since=9 * 60), now=at(MON, 11))
    assert meeting_of(found, "n1") == published[0]
    for need in ("n2", "n3"):
        again = meeting_of(found, need)
        assert again is not None
        assert again.workers == ("w2",)
        assert again.start >= at(MON, 11)


def test_a_meeting_that_was_going_on_when_the_worker_left_was_held() -> None:
    week = a_week([want(1), want(2)])
    published = [a_meeting("n1", at(MON, 9)), a_meeting("n2", at(MON, 12))]
    found = after(week, published, ill(since=9 * 60 + 30), now=at(MON, 9, 30))
    assert meeting_of(found, "n1") == published[0]
    assert meeting_of(found, "n2") == a_meeting("n2", at(MON, 12), ["w2"])


def test_what_begins_just_now_has_not_begun() -> None:
    published = [a_meeting("n1", at(MON, 9))]
    found = after(a_week([want(1)]), published, ill(since=9 * 60), now=at(MON, 9))
    assert meeting_of(found, "n1") == a_meeting("n1", at(MON, 9), ["w2"])


def test_the_day_of_somebody_who_left_ends_after_what_was_held() -> None:
    week = a_week([want(1), want(2)])
    published = [a_meeting("n1", at(MON, 8, 30)), a_meeting("n2", at(MON, 10))]
    found = after(week, published, ill(since=9 * 60), now=at(MON, 10, 30))
    ends = {s.weekday: s.end for s in found.problem.workers[0].shifts}
    assert ends == {MON: 9 * 60 + 30, TUE: 1080, WED: 1080, 3: 1080, FRI: 1080}
    early = after(week, published, ill(since=8 * 60), now=at(MON, 7))
    assert [(a.who, a.first, a.reason) for a in early.problem.absences] == [
        ("w1", the_date(MON), "haige")
    ]


def test_nobody_is_called_to_a_meeting_sooner_than_the_notice() -> None:
    week = a_week([want(1), want(2)])
    published = [a_meeting("n1", at(MON, 9)), a_meeting("n2", at(MON, 9), ["w2"])]
    found = after(week, published, ill(), now=at(MON, 8, 30), notice=120)
    again = meeting_of(found, "n1")
    assert again is not None
    assert again.start >= at(MON, 10, 30)
    assert meeting_of(found, "n2") == published[1]


def test_everything_before_now_leaves_nothing_to_change() -> None:
    week = a_week([want(1), want(2)])
    published = [a_meeting("n1", at(MON, 9)), a_meeting("n2", at(MON, 12))]
    found = after(week, published, [ill(first=TUE, last=FRI)], now=7 * 1440)
    assert found.result.roster.meetings == tuple(published)
    assert found.changes == ()


def test_what_was_missed_and_has_no_time_left_is_left_out() -> None:
    found = after(a_week([want(1)]), [a_meeting("n1", at(MON, 9))], ill(), now=7 * 1440)
    assert found.result.left_out == ("n1",)
    assert found.changes[0].kind == "replan.left_out"


def test_absence_of_everybody_leaves_everything_out_and_tells_everybody() -> None:
    week = a_week([want(1), want(2)])
    published = [a_meeting("n1", at(MON, 9)), a_meeting("n2", at(MON, 9), ["w2"])]
    found = after(week, published, [ill("w1", MON, SAT), ill("w2", MON, SAT)])
    assert found.result.roster.meetings == ()
    assert len(found.calls) == 4
    assert found.proven


def test_the_same_absence_told_twice_changes_nothing_more() -> None:
    published = [a_meeting("n1", at(MON, 9)), a_meeting("n2", at(TUE, 9))]
    week = a_week([want(1), want(2, TUE)])
    once = after(week, published, ill("w1", MON, WED))
    twice = after(week, published, [ill("w1", MON, TUE), ill("w1", TUE, WED)])
    assert once.result.roster == twice.result.roster
    assert once.changes == twice.changes


def test_an_empty_week_stays_empty() -> None:
    found = after(a_week([]), [], [ill(), Overrun("n1", 15), Cancelled("n1")])
    assert found.result.roster.meetings == ()
    assert [f.rule for f in found.findings] == ["replan.unknown_need", "replan.unknown_need"]


def test_a_week_without_workers_has_nobody_to_send() -> None:
    found = after(a_week([want(1)], workers=0), [], ill())
    assert found.result.left_out == ("n1",)
    assert [(f.rule, f.about) for f in found.findings] == [("replan.unknown_worker", "w1")]


def test_a_meeting_called_off_frees_its_worker_for_somebody_left_out() -> None:
    narrow = (Window(at(MON, 9), at(MON, 9)),)
    week = a_week([want(1, windows=narrow), want(2, windows=narrow)], workers=1)
    found = after(week, [a_meeting("n1", at(MON, 9))], Cancelled("n1"))
    assert meeting_of(found, "n2") == a_meeting("n2", at(MON, 9))
    kinds = {change.need: (change.kind, change.why) for change in found.changes}
    assert kinds == {
        "n1": ("replan.cancelled", "replan.why.cancelled"),
        "n2": ("replan.added", "replan.why.possible_now"),
    }
    assert len(found.calls) == 3


def test_a_meeting_that_overruns_pushes_the_next_one_back() -> None:
    week = a_week([want(1), want(2)], workers=1)
    published = [a_meeting("n1", at(MON, 9)), a_meeting("n2", at(MON, 10))]
    found = after(week, published, Overrun("n1", 30), now=at(MON, 9, 45))
    later = meeting_of(found, "n2")
    assert later is not None
    assert later.start >= at(MON, 10, 30)
    assert meeting_of(found, "n1") == published[0]
    (change,) = found.changes
    assert (change.kind, change.why, change.facts["about"]) == (
        "replan.moved",
        "replan.why.overrun",
        "n1",
    )


def test_an_overrun_that_disturbs_nobody_changes_nothing() -> None:
    week = a_week([want(1), want(2)], workers=1)
    published = [a_meeting("n1", at(MON, 9)), a_meeting("n2", at(MON, 12))]
    assert after(week, published, Overrun("n1", 30), now=at(MON, 9, 45)).changes == ()


def test_minutes_overrun_send_no_later_client_away() -> None:
    worker = a_worker("w1", day_minutes=120, week_most=120)
    week = replace(a_week([want(1), want(2)]), workers=(worker,))
    published = [a_meeting("n1", at(MON, 9)), a_meeting("n2", at(MON, 12))]
    found = after(week, published, Overrun("n1", 30), now=at(MON, 9, 45))
    assert found.changes == ()


def test_an_urgent_need_that_arrives_is_met_and_told() -> None:
    newcomer = a_client("c9")
    asked = a_need("n9", clients=("c9",), windows=on(TUE), priority=3)
    found = after(a_week([want(1)]), [a_meeting("n1", at(MON, 9))], NewNeed(asked, (newcomer,)))
    assert meeting_of(found, "n9") is not None
    (change,) = found.changes
    assert (change.kind, change.why, change.clients) == (
        "replan.added",
        "replan.why.new",
        ("c9",),
    )


def test_somebody_who_came_back_is_planned_again() -> None:
    away = Absence("w1", the_date(MON), the_date(FRI))
    week = a_week([want(1, WED)], workers=1, absences=(away,))
    assert after(week, [], []).result.left_out == ("n1",)
    assert after(week, [], CameBack("w1", the_date(TUE))).result.left_out == ()
    assert after(week, [], CameBack("w1", the_date(FRI))).result.left_out == ("n1",)


def test_coming_back_takes_an_absence_back_whole() -> None:
    published = [a_meeting("n1", at(MON, 9))]
    events: list[Event] = [ill(since=8 * 60 + 30), CameBack("w1", the_date(MON))]
    assert after(a_week([want(1)]), published, events).changes == ()


def test_an_extra_shift_makes_a_day_of_it() -> None:
    worker = a_worker("w1", shifts=shifts(weekdays=range(3)), week_days=3)
    needs = [want(1, MON), want(2, TUE), want(3, WED), want(4, SAT)]
    week = replace(a_week(needs), workers=(worker,))
    published = [a_meeting(f"n{k + 1}", at(k, 9)) for k in range(3)]
    assert after(week, published, []).result.left_out == ("n4",)
    found = after(week, published, ExtraShift("w1", Shift(SAT, 480, 1080)))
    assert found.result.left_out == ()
    assert len(found.calls) == 2


def test_pins_on_somebody_ill_give_way_and_other_pins_do_not() -> None:
    week = a_week([want(1, pinned_workers=("w1",), pinned_start=at(MON, 9))])
    found = after(week, [a_meeting("n1", at(MON, 9))], ill())
    assert meeting_of(found, "n1") == a_meeting("n1", at(MON, 9), ["w2"])
    chosen = replace(week, clients=(a_client("c1", chosen="w1"),))
    assert after(chosen, [a_meeting("n1", at(MON, 9))], ill()).result.left_out == ("n1",)


def test_a_meeting_that_broke_a_must_and_has_begun_stands_and_nothing_is_claimed() -> None:
    week = a_week([want(1, windows=on(TUE)), want(2, TUE)])
    published = [a_meeting("n1", at(MON, 9)), a_meeting("n2", at(TUE, 9))]
    week = replace(week, workers=(a_worker("w1", roles=frozenset()), a_worker("w2")))
    found = after(week, published, [], now=at(MON, 12))
    assert meeting_of(found, "n1") == published[0]
    assert meeting_of(found, "n2") == a_meeting("n2", at(TUE, 9), ["w2"])
    assert found.changes[0].why == "replan.why.rule"
    assert found.changes[0].facts["about"] == "role_fits"
    assert not found.fewest
    assert not found.least_left_out


def test_published_meetings_that_nobody_knows_are_findings() -> None:
    published = [a_meeting("n1", at(MON, 9), ["gone"]), a_meeting("other", at(MON, 9))]
    found = after(a_week([want(1)]), published, [])
    assert sorted((f.rule, f.about) for f in found.findings) == [
        ("replan.unknown_need", "other"),
        ("replan.unknown_worker", "gone"),
    ]
    assert meeting_of(found, "n1") is not None
    begun = after(a_week([want(1)]), published, [], now=at(MON, 12))
    assert meeting_of(begun, "n1") is None
    assert begun.result.left_out == ()


@pytest.mark.parametrize(
    ("event", "rule"),
    [
        (ill("nobody"), "unknown_worker"),
        (CameBack("nobody", ill().first), "unknown_worker"),
        (ExtraShift("nobody", Shift(0, 480, 600)), "unknown_worker"),
        (ExtraShift("w1", Shift(0, 600, 480)), "no_shift"),
        (ExtraShift("w1", Shift(9, 480, 600)), "no_shift"),
        (ill("w1", TUE, MON), "days_reversed"),
        (Cancelled("nothing"), "unknown_need"),
        (Overrun("nothing", 10), "unknown_need"),
        (Overrun("n2", 10), "not_planned"),
        (Overrun("n1", 0), "no_overrun"),
        (NewNeed(want(1)), "need_exists"),
        (NewNeed(want(9)), "unknown_client"),
        (NewNeed(replace(want(1), id="n9", place="moon")), "unknown_place"),
        (NewNeed(replace(want(1), id="n9", seats=())), "empty_need"),
        (NewNeed(replace(want(1), id="n9", clients=())), "empty_need"),
    ],
)
def test_what_cannot_be_understood_is_a_finding_and_changes_nothing(
    event: Event, rule: str
) -> None:
    narrow = want(2, windows=on(MON, 20, 20))
    published = [a_meeting("n1", at(MON, 9))]
    found = after(a_week([want(1), narrow]), published, event)
    assert [f.rule for f in found.findings] == [f"replan.{rule}"]
    assert found.result.roster.meetings == tuple(published)


def test_calling_off_twice_is_calling_off_once() -> None:
    published = [a_meeting("n1", at(MON, 9))]
    found = after(a_week([want(1)]), published, [Cancelled("n1"), Cancelled("n1"), ill()])
    assert found.findings == ()
    assert [change.kind for change in found.changes] == ["replan.cancelled"]


def test_the_result_claims_no_more_than_it_knows() -> None:
    found = after(a_week([want(1)]), [a_meeting("n1", at(MON, 9))], ill())
    assert found.result.status is Status.FOUND
    assert found.result.bound <= found.result.cost
    assert found.result.left_out_bound == 0


def test_haste_forgets_nobody_whom_somebody_may_meet() -> None:
    week = a_week([want(1)])
    found = replan(week, default_policy(), [a_meeting("n1", at(MON, 9))], ill(), 0, 0.0)
    assert meeting_of(found, "n1") == a_meeting("n1", at(MON, 9), ["w2"])


def test_a_stop_gives_the_answer_so_far() -> None:
    week = a_week([want(1)])
    found = replan(
        week, default_policy(), [a_meeting("n1", at(MON, 9))], ill(), 0, 60.0, stop=lambda: True
    )
    assert found.result.seconds < 5
    assert not found.fewest
