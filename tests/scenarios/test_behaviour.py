"""What each part of a scenario does, told on small worlds where the answer is known."""

from datetime import date

import numpy as np
import pytest

from scenarios import operations as ops
from scenarios.calendar import Calendar
from scenarios.core.state import DONE, NEVER
from scenarios.demand import Groups
from scenarios.outcome import outcome_of
from tests.scenarios.builders import (
    ALL_KINDS,
    PHASED,
    RECEPTION,
    STAYS,
    UNITS,
    one_kind,
    play,
    scenario,
)


def test_with_room_for_all_everybody_is_met_on_the_next_working_day() -> None:
    played = play(scenario(**one_kind()))
    came = played.marks.came != NEVER
    last = played.marks.came == len(played.stage.calendar) - 1
    assert (played.marks.met - played.marks.came)[came & ~last].tolist() == [1] * int(
        (came & ~last).sum()
    )


def test_a_referral_of_units_ends_when_they_are_used() -> None:
    of = one_kind(UNITS, "peer_counsellor")
    of["staff"][0] |= {"experiences": list(ALL_KINDS), "level": 4}
    played = play(scenario(**of))
    done = played.marks.state == DONE
    assert done.sum() > 20
    assert set(played.marks.given[done].tolist()) == {450}
    length = (played.marks.ended - played.marks.met)[done]
    assert set(length.tolist()) == {35}, "eight meetings, a week apart; the last of half an hour"


def test_more_units_are_a_longer_service() -> None:
    of = one_kind(UNITS, "peer_counsellor")
    of["staff"][0] |= {"experiences": list(ALL_KINDS), "level": 4}
    cap = ops.HoursCapSet(op="hours_cap.set", component=UNITS, units=20, unit_minutes=45)
    played = play(scenario(**of), cap)
    done = played.marks.state == DONE
    assert set(played.marks.given[done].tolist()) == {900}


def test_a_service_of_months_ends_with_them_however_long_the_stay() -> None:
    played = play(scenario(**one_kind(stay_days=2000), warm_up_months=18))
    done = np.flatnonzero(played.marks.state == DONE)
    assert len(done) > 3
    came, ended = (
        played.stage.calendar.day(int(column[done[0]]))
        for column in (played.marks.came, played.marks.ended)
    )
    assert 364 <= (ended - came).days <= 370


def test_after_the_first_months_comes_the_coordinators_reception() -> None:
    of = one_kind(PHASED, stay_days=200, stay_shape=100, then={"component": RECEPTION})
    of["staff"].append(
        {
            "id": "c",
            "roles": ["coordinator"],
            "count": 2,
            **of["staff"][0] | {"id": "c", "roles": ["coordinator"], "count": 2},
        }
    )
    played = play(scenario(**of, warm_up_months=12))
    rows, marks = played.episodes.rows, played.marks
    first = np.flatnonzero((marks.state == DONE) & (rows.after != -1))
    assert len(first) > 10
    assert (marks.came[rows.after[first]] == marks.ended[first]).all()
    assert set((marks.ended - marks.started)[first].tolist()) == {4 * 21}
    reception = played.stage.services.services[rows.service[rows.after[first[0]]]]
    assert reception.component.id == RECEPTION
    assert not played.episodes.counted[rows.after[first]].any()


def test_a_longer_phase_keeps_clients_with_their_support_person() -> None:
    of = one_kind(PHASED, stay_days=200, stay_shape=100, then={"component": RECEPTION})
    short, long = (
        play(
            scenario(**of, warm_up_months=12),
            ops.PhaseSet(op="phase.set", component=PHASED, months=months),
        )
        for months in (3, 8)
    )
    for played, days in ((short, 63), (long, 168)):
        first = (played.marks.state == DONE) & (played.episodes.rows.after != -1)
        assert set((played.marks.ended - played.marks.started)[first].tolist()) == {days}


def test_a_group_opens_when_enough_wait_and_takes_less_of_a_worker() -> None:
    of = one_kind(UNITS, "peer_counsellor", counties={"Tartu": 1}, experiences={"psychiatric": 1})
    of["staff"][0] |= {"experiences": ["psychiatric"], "level": 4, "count": 20}
    alone, together = (
        play(
            scenario(**of),
            ops.GroupsSet(
                op="groups.set", component=UNITS, groups=Groups(percent=percent, smallest=4, size=6)
            ),
        )
        for percent in (0, 100)
    )
    wait = (alone.marks.met - alone.marks.came)[alone.marks.met != NEVER]
    assert wait.mean() < 1.1
    starts = np.bincount(together.marks.started[together.marks.started != NEVER])
    assert starts[starts > 0].min() >= 4
    hours = [p.flows.given.sum() / p.marks.given.sum() for p in (alone, together)]
    assert hours == [1.0, pytest.approx(1 / 6, abs=0.02)]


def test_whoever_comes_again_comes_after_the_end() -> None:
    played = play(scenario(**one_kind(returns_percent=60, returns_after_days=5, stay_days=10)))
    rows, marks = played.episodes.rows, played.marks
    again = np.flatnonzero((rows.after != -1) & (marks.state == DONE))
    again = again[marks.came[rows.after[again]] != NEVER]
    assert len(again) > 10
    after = rows.after[again]
    assert (marks.came[after] == marks.ended[again] + rows.gap[again]).all()
    assert (rows.person[after] == rows.person[again]).all()


@pytest.mark.parametrize(("when_gone", "goes_on"), [("go_on", True), ("no_new_clients", False)])
def test_a_budget_that_is_used_up_is_told_and_may_end_new_starts(
    when_gone: str, *, goes_on: bool
) -> None:
    price = {
        "component": STAYS,
        "unit_minutes": 60,
        "cents": 4000,
        "since": "2020-01-01",
        "source": "t",
    }
    budget = {
        "funder": "AMIF",
        "cents": 500_000,
        "first": "2027-01-01",
        "last": "2029-06-30",
        "when_gone": when_gone,
    }
    outcome = outcome_of(play(scenario(**one_kind(), prices=[price], budgets=[budget])))
    (row,) = outcome.tables["exhaustion"].to_dict("records")
    gone = date.fromisoformat(str(row["day"]))
    assert date(2027, 1, 10) < gone < date(2027, 3, 31)
    weeks = outcome.tables["weeks"]
    later = weeks[weeks["monday"] > gone.isoformat()]["started"].sum()
    assert bool(later > 0) is goes_on
    spent = outcome.tables["spending"].groupby("funder")["cents"].sum()
    assert spent["AMIF"] == pytest.approx(3 * spent["Ministry of the Interior"], abs=4)
    assert row["spent"] == spent["AMIF"]


def test_a_budget_that_stops_is_passed_by_one_meeting_at_most() -> None:
    price = {
        "component": STAYS,
        "unit_minutes": 60,
        "cents": 4000,
        "since": "2020-01-01",
        "source": "t",
    }
    budget = {
        "funder": "AMIF",
        "cents": 500_000,
        "first": "2027-01-01",
        "last": "2029-06-30",
        "when_gone": "stop",
    }
    outcome = outcome_of(play(scenario(**one_kind(), prices=[price], budgets=[budget])))
    (row,) = outcome.tables["exhaustion"].to_dict("records")
    assert 500_000 <= row["spent"] < 500_000 + 3000


def test_a_surge_brings_more_in_its_days() -> None:
    of = one_kind(surges=[{"first": "2027-03-01", "last": "2027-03-31", "percent": 1000}])
    played = play(scenario(**of))
    calendar = played.stage.calendar
    first, last = calendar.at_or_after(date(2027, 3, 1)), calendar.upto(date(2027, 3, 31))
    inside = ((played.marks.came >= first) & (played.marks.came <= last)).sum() / (last - first + 1)
    outside = (played.marks.came < first).sum() / first
    assert 6 < inside / outside < 16


def test_days_are_working_days_from_the_warm_up_to_the_end() -> None:
    calendar = Calendar.of(date(2027, 1, 1), 12, 12)
    assert (calendar.counted, len(calendar)) == (252, 252 + 254)
    assert calendar.day(0) == date(2026, 1, 2)
    assert calendar.day(252) == date(2027, 1, 4)
    assert calendar.upto(date(2027, 1, 3)) == 251


def test_where_nobody_asks_nothing_breaks_and_everything_is_told() -> None:
    of = one_kind()
    of["demand"][0] |= {"clients": None, "referrals": 0}
    tables = outcome_of(play(scenario(**of))).tables
    assert tables["breaks"].empty
    assert list(tables["breaks"].columns) == ["kind", "name", "day"]
    assert tables["figures"].set_index("figure")["value"]["cents"] == 0
