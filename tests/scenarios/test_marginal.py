from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.people import Role
from domain.words import LANGUAGES
from scenarios.intervals import interval
from scenarios.marginal import Helps, rank, what_helps
from scenarios.marginal_candidates import candidates_of, write_candidate
from scenarios.marginal_fluid import EXACT, Fluid, fluid_of, load_of, room_of
from scenarios.scenario import Scenario
from scenarios.simulate import set_stage
from tests.scenarios.builders import STAYS, UNITS, scenario

QUICK = {"months": 3, "warm_up_months": 2}


def lacking(language: str = "uk", clients: int = 6) -> Scenario:
    """Everybody in Harju is helped; in Ida-Viru nobody speaks a language that half of them need."""
    return scenario(
        **QUICK,
        demand=[
            {"component": STAYS, "clients": clients, "stay_days": 60, "languages": {language: 1}}
            | {"counties": {"Ida-Viru": 1}},
            {"component": STAYS, "clients": 10, "stay_days": 60, "languages": {"et": 1}}
            | {"counties": {"Harju": 1}},
        ],
        staff=[
            staff("harju", 8, "Harju", "et"),
            staff("ida-viru", 8, "Ida-Viru", "et"),
        ],
    )


def staff(name: str, count: int, county: str, *languages: str) -> dict[str, Any]:
    return {
        "id": name,
        "roles": ["support_person"],
        "count": count,
        "county": county,
        "languages": list(languages),
        "week_minutes": 600,
        "reach": "county",
    }


@st.composite
def small_worlds(draw: st.DrawFn) -> Scenario:
    """Few workers and clients of two programmes in three counties."""
    counties = ("Harju", "Ida-Viru", "Tartu")
    weights = {name: draw(st.integers(1, 4)) for name in counties}
    languages = {name: draw(st.integers(1, 4)) for name in ("et", "ru")}
    lived = {"psychiatric": 2, "mobility": 1}
    group = st.builds(
        lambda role, count, county, minutes: {
            "roles": [role],
            "count": count,
            "county": county,
            "week_minutes": minutes,
        },
        st.sampled_from(["peer_counsellor", "support_person"]),
        st.integers(1, 3),
        st.sampled_from(counties),
        st.sampled_from([300, 900, 1500]),
    )
    groups = draw(st.lists(group, min_size=1, max_size=4))
    return scenario(
        **QUICK,
        seed=draw(st.integers(0, 999)),
        demand=[
            {
                "component": UNITS,
                "clients": draw(st.integers(5, 60)),
                "counties": weights,
                "languages": languages,
                "experiences": lived,
            },
            {
                "component": STAYS,
                "clients": draw(st.integers(5, 60)),
                "stay_days": 60,
                "counties": weights,
                "languages": languages,
            },
        ],
        staff=[{"id": f"group-{n}", **one} for n, one in enumerate(groups)],
    )


@settings(max_examples=12, deadline=None)
@given(small_worlds(), st.data())
def test_the_bound_is_never_below_what_a_proposal_brings(
    world: Scenario, data: st.DataObject
) -> None:
    stage = set_stage(world)
    fluid = fluid_of(stage)
    candidates = candidates_of(stage)
    chosen = data.draw(st.lists(st.sampled_from(candidates), min_size=4, max_size=10, unique=True))
    for candidate in chosen:
        change = fluid.change_of(candidate)
        if change is not None:
            bound, gain = fluid.bound(change), fluid.gain(change)
            assert bound >= gain - EXACT * max(1.0, fluid.value), write_candidate("en", candidate)
            assert gain >= -EXACT * max(1.0, fluid.value)


@settings(max_examples=6, deadline=None)
@given(small_worlds())
def test_pruning_leaves_out_nothing_that_is_better(world: Scenario) -> None:
    stage = set_stage(world)
    fluid = fluid_of(stage)
    candidates = [c for c in candidates_of(stage) if c.kind in {"course", "hours", "interpreter"}]
    ranking = rank(fluid, candidates, top=3)
    afresh = Fluid(stage, fluid.pressure)
    every = [afresh.gain(change) for c in candidates if (change := afresh.change_of(c))]
    best = max(every, default=0.0)
    found = max((one.gain for one in ranking.best), default=0.0)
    assert ranking.proven
    assert found == pytest.approx(best, abs=1e-3)


def test_prices_say_what_is_served() -> None:
    fluid = fluid_of(set_stage(lacking()))
    told = fluid.kind_price @ fluid.load + fluid.worker_price @ fluid.room
    assert told == pytest.approx(fluid.value)
    assert (fluid.kind_price >= -EXACT).all()
    assert (fluid.worker_price >= -EXACT).all()


def test_a_language_that_nobody_speaks_is_found() -> None:
    helps = what_helps(lacking(), replications=4)
    best = helps.confirmed[0]
    assert best.place == 1
    assert best.change.mean > 5
    hires = [one.candidate.operation for one in helps.tied if one.candidate.kind == "hire"]
    assert hires or best.candidate.kind == "interpreter"
    for one in helps.tied:
        told = one.candidate.operation.model_dump()
        spoken = {*told.get("languages", ()), told.get("language")}
        spoken |= {(told.get("interpreter") or {}).get("language")}
        assert "uk" in spoken


def test_hours_help_where_hours_are_what_lacks_and_a_course_does_not() -> None:
    fluid = fluid_of(set_stage(lacking("et", clients=200)))
    ranking = rank(fluid, candidates_of(fluid.stage))
    gains = {one.candidate.kind: one.gain for one in reversed(ranking.best)}
    assert gains["hours"] == pytest.approx(240 * fluid.ratio, rel=0.1)
    assert "course" not in gains
    assert "interpreter" not in gains


def test_what_is_served_grows_no_faster_than_the_demand() -> None:
    stage = set_stage(lacking("et", clients=200))
    usual, pressed = Fluid(stage, 100), Fluid(stage, 150)
    assert usual.value <= pressed.value <= usual.value * 1.5
    assert pressed.left_out > usual.left_out


def test_load_is_what_the_clients_of_a_long_run_take() -> None:
    world = scenario(
        months=12,
        warm_up_months=2,
        demand=[{"component": STAYS, "clients": 80, "stay_days": 63, "short_percent": 0}],
    )
    stage = set_stage(world)
    mean_minutes = 60 * 0.5 + 90 * 0.35 + 120 * 0.15
    assert load_of(stage).sum() == pytest.approx(80 * mean_minutes, rel=0.15)
    room, ratio = room_of(stage)
    assert 0.6 < ratio <= 0.85
    assert room.sum() == pytest.approx(ratio * sum(p.week_minutes for p in stage.people))


def test_a_proposal_is_the_operation_that_a_scenario_takes() -> None:
    stage = set_stage(lacking())
    for one in candidates_of(stage):
        again = Scenario.model_validate(
            stage.scenario.model_dump() | {"changes": [one.operation.model_dump()]}
        )
        assert again.changes == (one.operation,)
        for language in LANGUAGES:
            assert "{" not in write_candidate(language, one)


def test_places_are_shared_where_the_difference_may_be_luck() -> None:
    helps = what_helps(lacking("et", clients=200), replications=4)
    for better, worse in zip(helps.confirmed, helps.confirmed[1:], strict=False):
        assert better.place <= worse.place
    first = helps.confirmed[0]
    for one in helps.confirmed[1:]:
        apart = interval(shares(helps, first.name) - shares(helps, one.name))
        assert (one.place == first.place) == (not apart.is_sure)


def shares(helps: Helps, name: str) -> np.ndarray:
    table = helps.swept.tables["figures"]
    rows = table[(table["scenario"] == name) & (table["figure"] == "share_in_time")]
    return rows.sort_values("replication")["value"].to_numpy()


def test_the_role_of_a_hire_is_one_that_the_service_asks_for() -> None:
    roles = {one.role for one in candidates_of(set_stage(lacking())) if one.kind == "hire"}
    assert roles == {Role.SUPPORT_PERSON}
