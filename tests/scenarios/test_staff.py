"""Who helps: courses, leave, illness, and those who leave."""

from datetime import date

import numpy as np

from domain.people import Level, Role
from scenarios import operations as ops
from scenarios.core.state import AWAY, NEVER, THERE, VACANT
from scenarios.people import people_of
from scenarios.scenario import variant
from scenarios.simulate import set_stage
from scenarios.staff import Interpreter, Leave, Turnover, Wave
from tests.scenarios.builders import ALL_KINDS, UNITS, figures, one_kind, play, scenario


def test_nobody_is_met_without_the_language_unless_an_interpreter_comes() -> None:
    of = one_kind()
    of["staff"][0]["languages"] = ["et"]
    assert figures(scenario(**of))["met"] == 0
    some = ops.InterpreterAdd(
        op="interpreter.add", interpreter=Interpreter(language="uk", week_minutes=600)
    )
    played = play(scenario(**of), some)
    serving = played.marks.interpreted == 1
    assert 0 < serving.sum() <= 10
    assert (played.marks.met != NEVER).sum() > 20
    course = ops.LanguageAdd(op="language.add", language="uk", count=4)
    assert figures(scenario(**of), course)["share_in_time"] > 90


def test_a_counsellor_beside_others_serves_nobody_alone_until_trained() -> None:
    of = one_kind(UNITS, "peer_counsellor")
    of["staff"][0] |= {"experiences": list(ALL_KINDS), "level": 2}
    assert figures(scenario(**of))["met"] == 0, "long processes ask for the higher level"
    trained = ops.TrainingAdd(op="training.add", level=Level.INDEPENDENT)
    assert figures(scenario(**of), trained)["share_met"] > 90


def test_a_course_reaches_so_many_of_those_who_lack_it() -> None:
    of = scenario(**one_kind())
    course = ops.LanguageAdd(op="language.add", language="ru", count=3)
    people = people_of(set_stage(variant(of, "x", (course,))).scenario)
    assert [("ru" in person.languages) for person in people] == [True] * 3 + [False] * 5
    lose = ops.StaffLose(op="staff.lose", language="ru")
    left = people_of(set_stage(variant(of, "x", (course, lose))).scenario)
    assert len(left) == 5
    hours = ops.HoursAdd(op="hours.add", minutes=60, count=2, roles=(Role.SUPPORT_PERSON,))
    more = people_of(set_stage(variant(of, "x", (hours,))).scenario)
    assert sum(person.week_minutes for person in more) == 8 * 2400 + 120


def test_a_working_day_more_is_one_more_day_there() -> None:
    of = one_kind()
    of["staff"][0]["week_days"] = 3
    people = people_of(
        set_stage(
            variant(scenario(**of), "x", (ops.WeekdayAdd(op="weekday.add", count=1),))
        ).scenario
    )
    assert [len(person.weekdays) for person in people] == [4] + [3] * 7


def test_a_wave_of_illness_keeps_workers_away() -> None:
    days = (date(2027, 2, 1), date(2027, 2, 26))
    wave = ops.WaveAdd(op="wave.add", wave=Wave(first=days[0], last=days[1], percent=100, days=5))
    played = play(scenario(**one_kind()), wave)
    away = played.staffing.state != THERE
    assert away.sum(axis=0).tolist() == [5] * 8
    first, last = (played.stage.calendar.at_or_after(day) for day in days)
    assert not away[:first].any()
    assert not away[last + 6 :].any()


def test_leave_and_leaving_for_good_are_drawn_as_asked() -> None:
    of = scenario(**one_kind(), months=24)
    leave = ops.LeaveSet(op="leave.set", leave=Leave(annual_days=20, blocks=1, spells_a_year=0))
    away = (play(of, leave).staffing.state == AWAY).sum(axis=0)
    assert set(away.tolist()) <= {40, 60}
    gone = ops.TurnoverSet(
        op="turnover.set", turnover=Turnover(percent_a_year=100, replaced_after_days=None)
    )
    state = play(of, gone).staffing.state
    assert (state[-1] == VACANT).sum() >= 4
    assert (np.diff((state == VACANT).astype(int), axis=0) >= 0).all(), "nobody comes back"


def test_clients_of_a_worker_who_leaves_wait_for_another_and_lose_nobody() -> None:
    of = scenario(**one_kind(clients=100))
    gone = ops.TurnoverSet(
        op="turnover.set", turnover=Turnover(percent_a_year=100, replaced_after_days=20)
    )
    calm, moved = play(of), play(of, gone)
    assert (calm.marks.came == moved.marks.came).all()
    assert moved.marks.given.sum() < calm.marks.given.sum()
