"""What steps cost, and which sets of them no other beats."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people import Level, Role
from domain.words import LANGUAGES, Language
from scenarios.compare import of_figure
from scenarios.front import unbeaten
from scenarios.marginal import Helps, what_helps
from scenarios.marginal_candidates import candidates_of
from scenarios.marginal_fluid import EXACT, fluid_of
from scenarios.operations import InterpreterAdd, LanguageAdd, Operation, TrainingAdd
from scenarios.report_helps import helps_report, letters_of, write_set
from scenarios.simulate import set_stage
from scenarios.staff import Interpreter
from tests.scenarios.builders import UNITS, figures, scenario
from tests.scenarios.test_marginal import lacking
from tests.scenarios.test_report import DAY

COSTS = {"training_cents": 100, "language_cents": 7_000, "interpreter_cents_an_hour": 60_000}


def with_costs(**more: Any) -> Any:
    """Ten peer counsellors of whom nobody speaks Ukrainian and nobody may lead groups."""
    peers = {"id": "peers", "roles": ["peer_counsellor"], "count": 10, "level": 2}
    return scenario(
        months=3,
        warm_up_months=2,
        demand=[{"component": UNITS, "clients": 20}],
        staff=[{**peers, "languages": ["et"]}],
        costs=COSTS,
        **more,
    )


def beside(*changes: Operation) -> float:
    """Cents that a provider pays beside the hours at hand."""
    found = figures(with_costs(), *changes)
    return found["provider_cents"] - found["staff_cents"]


def training(count: int | None, level: Level = Level.INDEPENDENT) -> TrainingAdd:
    roles = (Role.PEER_COUNSELLOR,)
    return TrainingAdd(op="training.add", roles=roles, count=count, level=level)


def course(count: int | None, language: str) -> LanguageAdd:
    return LanguageAdd(op="language.add", count=count, language=language)


@pytest.mark.parametrize(
    ("change", "cents"),
    [
        (training(3), 300),
        (training(None), 1_000),
        (training(None, Level.SHORT), 0),
        (course(2, "uk"), 14_000),
        (course(None, "et"), 0),
    ],
)
def test_a_course_costs_once_for_each_worker_whom_it_changes(change: Operation, cents: int) -> None:
    assert beside(change) == cents


def test_two_courses_cost_what_each_of_them_does() -> None:
    assert beside(training(3), course(2, "uk"), course(1, "uk")) == 300 + 3 * 7_000


def test_an_interpreter_costs_every_week_that_counts() -> None:
    one = Interpreter(language="uk", week_minutes=30)
    # The Mondays from 4 January to 29 March 2027 are thirteen.
    assert beside(InterpreterAdd(op="interpreter.add", interpreter=one)) == 13 * 30_000


def test_nothing_else_costs_beside_hours() -> None:
    assert beside() == 0


ROWS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=12)


@given(ROWS)
def test_nothing_beats_what_is_unbeaten_and_something_everything_else(
    rows: list[tuple[int, int]],
) -> None:
    best = unbeaten(rows)
    for n, (cost, service) in enumerate(rows):
        beaten = any(c <= cost and s >= service and (c, s) != (cost, service) for c, s in rows)
        twin = any(rows[b] == rows[n] for b in best)
        assert beaten != twin
        assert (n in best) <= twin
    assert [rows[b] for b in best] == sorted({rows[b] for b in best})


def test_changes_of_one_worker_are_one_change() -> None:
    fluid = fluid_of(set_stage(lacking("et", clients=200)))
    where = [c for c in candidates_of(fluid.stage) if c.county == "Ida-Viru"]
    hours = next(c for c in where if c.kind == "hours")
    russian = next(c for c in where if c.kind == "hire")
    same = fluid.changes_of([hours, hours])
    assert len(same) == 1
    assert same[0].person is not None
    before = fluid.stage.people[same[0].gone or 0]
    assert same[0].person.week_minutes == before.week_minutes + 480
    assert len(fluid.changes_of([hours, russian])) == 2


def test_steps_bring_together_no_less_than_each_and_leave_no_trace() -> None:
    fluid = fluid_of(set_stage(lacking("et", clients=200)))
    where = [c for c in candidates_of(fluid.stage) if c.county == "Ida-Viru"]
    hours, hire = (next(c for c in where if c.kind == kind) for kind in ("hours", "hire"))
    alone = [fluid.gain(*fluid.changes_of([one])) for one in (hours, hire)]
    both = fluid.gain(*fluid.changes_of([hours, hire]))
    assert max(alone) > 0
    assert both >= max(alone) - EXACT
    assert both == pytest.approx(sum(alone), rel=1e-3)
    again = [fluid.gain(*fluid.changes_of([one])) for one in (hours, hire)]
    assert again == pytest.approx(alone)


@pytest.fixture(scope="module")
def helps() -> Helps:
    return what_helps(lacking("et", clients=50), replications=4)


def test_sets_stand_by_cost_with_the_base_that_changes_nothing(helps: Helps) -> None:
    costs = [one.cents.mean for one in helps.together]
    assert costs == sorted(costs)
    base = next(one for one in helps.together if not one.steps)
    assert (base.name, base.change.mean, base.cents.mean) == (helps.base.name, 0.0, 0.0)
    assert any(len(one.steps) > 1 for one in helps.together)


def test_no_set_on_the_front_is_beaten_and_every_other_is(helps: Helps) -> None:
    for one in helps.together:
        better = [
            other
            for other in helps.together
            if other is not one
            and other.cents.mean <= one.cents.mean
            and other.change.mean >= one.change.mean
        ]
        assert one.best == (not better), one.name


def test_a_set_is_played_with_all_of_its_steps(helps: Helps) -> None:
    played = {one.name: one for one in helps.swept.scenarios}
    for one in helps.together:
        assert played[one.name].changes == tuple(step.operation for step in one.steps)
        shares = of_figure(helps.swept, one.name, "share_in_time")
        base = of_figure(helps.swept, helps.base.name, "share_in_time")
        assert one.change.mean == pytest.approx(float(np.mean(shares - base)))


def test_more_steps_bring_more_where_hours_lack(helps: Helps) -> None:
    dearest = helps.together[-1]
    single = max(one.change.mean for one in helps.confirmed)
    assert dearest.change.mean > single


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_tells_proposals_by_letters_and_sets_by_those_of_their_steps(
    helps: Helps, language: Language
) -> None:
    report = helps_report(language, helps, DAY)
    assert [chart.name for chart in report.charts] == ["ranking", "front"]
    letter = letters_of(helps)
    for one in helps.together:
        told = write_set(language, helps, one)
        assert len(told.split(" + ")) == max(len(one.steps), 1)
        if len(one.steps) > 1:
            assert report.titles[one.name] == told
    for row in helps.confirmed:
        assert report.titles[row.name].startswith(f"{letter[row.name]}. ")
    assert len(report.changes) == len(helps.swept.scenarios)
    assert any("1" in told for told in report.assumptions[-1:])
