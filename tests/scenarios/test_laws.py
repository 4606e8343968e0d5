"""Laws that hold whatever is played: nobody is lost, no hour is given twice, no cent is made."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.core.state import DONE, ELSEWHERE, GAVE_UP, NEVER, SERVED, WAITING
from scenarios.scenario import Scenario
from scenarios.simulate import Played, play_once, set_stage
from scenarios.spending import paid_by_funders
from tests.scenarios.builders import PHASED, RECEPTION, STAYS, UNITS, YEARLY, scenario

FUNDER = "AMIF"


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    """Demand of every kind, few or many workers, waves, groups, budgets that stop."""
    some = st.integers(0, 60)
    demand = [
        {
            "component": UNITS,
            "clients": draw(some),
            "extended_percent": draw(st.sampled_from([0, 40])),
            "extended_units": 10,
            "returns_percent": draw(st.sampled_from([0, 50])),
            "groups": {"percent": draw(st.sampled_from([0, 60])), "smallest": 2},
        },
        {"component": STAYS, "referrals": draw(some), "stay_days": draw(st.integers(1, 200))},
        {
            "component": PHASED,
            "clients": draw(some),
            "stay_days": 90,
            "then": {"component": RECEPTION, "minutes": 30},
        },
        {"component": YEARLY, "clients": draw(some), "stay_days": 120, "every_days": 2},
    ]
    staff = [
        {"id": "p", "roles": ["peer_counsellor"], "count": draw(st.integers(0, 12))},
        {"id": "s", "roles": ["support_person", "specialist"], "count": draw(st.integers(0, 12))},
        {"id": "c", "roles": ["coordinator"], "count": draw(st.integers(0, 3))},
    ]
    budget = {
        "funder": FUNDER,
        "cents": draw(st.integers(0, 2_000_000)),
        "first": "2027-01-01",
        "last": "2027-12-31",
        "when_gone": draw(st.sampled_from(["go_on", "no_new_clients", "stop"])),
    }
    price = {
        "component": STAYS,
        "unit_minutes": 60,
        "cents": 3333,
        "since": "2020-01-01",
        "source": "test",
    }
    return scenario(
        months=3,
        warm_up_months=draw(st.sampled_from([0, 3])),
        demand=demand,
        staff=staff,
        budgets=[budget],
        prices=[price],
        waves=[{"first": "2027-01-11", "last": "2027-01-29", "percent": 50}],
        turnover={"percent_a_year": draw(st.sampled_from([0, 80])), "replaced_after_days": 15},
        matching={"policy": draw(st.sampled_from(["flow", "greedy"]))},
        interpreters=draw(st.sampled_from([[], [{"language": "uk", "week_minutes": 300}]])),
        seed=draw(st.integers(0, 1000)),
    )


def assert_nobody_is_lost(played: Played) -> None:
    marks = played.marks
    came = marks.came != NEVER
    known = (WAITING, SERVED, DONE, GAVE_UP)
    waiting, served, done, gave_up = (int((marks.state == state).sum()) for state in known)
    assert int(came.sum()) == waiting + served + done + gave_up
    assert ((marks.state == ELSEWHERE) == ~came).all()
    rows = played.episodes.rows
    by_themselves = rows.arrives != NEVER
    assert (marks.came[by_themselves] == rows.arrives[by_themselves]).all()
    ended = marks.ended != NEVER
    assert (ended == np.isin(marks.state, (DONE, GAVE_UP))).all()
    assert (marks.started[marks.met != NEVER] != NEVER).all()
    assert (marks.met[marks.met != NEVER] >= marks.started[marks.met != NEVER]).all()
    assert (marks.started[marks.started != NEVER] > marks.came[marks.started != NEVER]).all()


def assert_hours_are_there(played: Played) -> None:
    assert (played.flows.given <= played.staffing.there).all()
    lines = played.flows.log[: played.flows.logged[0]]
    assert len(lines) < len(played.flows.log)
    of_rows = np.bincount(lines[:, 0], weights=lines[:, 2], minlength=len(played.marks.given))
    assert (of_rows == played.marks.given).all()
    assert (played.marks.given <= played.episodes.rows.total).all()


def assert_money_is_kept(played: Played) -> None:
    lines = played.flows.log[: played.flows.logged[0]]
    assert lines[:, 3].sum() == played.flows.spent.sum() == played.marks.paid.sum()
    counted = played.flows.spent[played.stage.calendar.counted :]
    assert paid_by_funders(played).cents.sum() == counted.sum()


@settings(max_examples=25, deadline=None)
@given(scenarios())
def test_nobody_is_lost_no_hour_is_given_twice_no_cent_is_made(of: Scenario) -> None:
    played = play_once(set_stage(of), 0, log=200_000)
    assert_nobody_is_lost(played)
    assert_hours_are_there(played)
    assert_money_is_kept(played)
