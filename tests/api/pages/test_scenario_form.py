"""A scenario as a form: a few fields become typed operations, and everything wrong is told."""

from typing import Any

import pytest

from api.pages.forms import Fields
from api.pages.scenarios.filled import Filled, fill
from api.pages.scenarios.form import plain_values
from api.pages.sent import Sent
from scenarios.changing import applied
from scenarios.library import questions, scenarios_of
from scenarios.scenario import Scenario
from tests.api.pages.scenarios_made import ANSWERED, HIRE, MADE

EVERY = [one for question in questions().values() for one in scenarios_of(question)[0]]


def opened(**more: Any) -> Scenario:
    return Scenario.model_validate({**MADE[ANSWERED], "name": ANSWERED, **more})


def sent(base: Scenario, **changed: str | list[str]) -> Filled:
    """The form as it opens, sent with some fields changed."""
    values = {name: [value] for name, value in plain_values(base).items()}
    for name, value in changed.items():
        values[name] = value if isinstance(value, list) else [value]
    return fill(base, Sent(Fields(values)))


def changes(filled: Filled) -> list[dict[str, Any]]:
    assert filled.found == []
    told: list[dict[str, Any]] = filled.told["changes"]
    return told


@pytest.mark.parametrize("base", EVERY, ids=lambda base: base.name)
def test_a_form_that_nobody_changed_says_the_same_scenario(base: Scenario) -> None:
    filled = sent(base)
    assert filled.found == []
    assert filled.scenario == base


def test_a_number_of_clients_becomes_an_operation_and_the_base_stays() -> None:
    filled = sent(opened(changes=[]), demand0="60")
    assert changes(filled) == [{"op": "demand.set", "component": "sk-support", "clients": 60}]
    assert filled.scenario is not None
    assert filled.scenario.demand == opened().demand


def test_what_is_set_back_to_the_base_is_no_change() -> None:
    base = opened(changes=[{"op": "demand.set", "component": "sk-support", "clients": 60}])
    assert plain_values(base)["demand0"] == "60"
    assert changes(sent(base, demand0="40")) == []


def test_clients_in_a_county_are_asked_for_as_the_base_s_are() -> None:
    filled = sent(
        opened(changes=[]), more0_number="12", more0_component="sk-support", more0_county="Valga"
    )
    (added,) = changes(filled)
    assert added["op"] == "demand.add"
    assert (added["demand"]["clients"], added["demand"]["counties"]) == (12, {"Valga": 1})
    assert (added["demand"]["stay_days"], added["demand"]["languages"]) == (60, {"uk": 3, "ru": 1})


def test_a_number_set_later_leaves_clients_alone_that_a_county_was_given_before() -> None:
    more = {"component": "sk-support", "clients": 12, "stay_days": 60, "counties": {"Valga": 1}}
    base = opened(changes=[{"op": "demand.add", "demand": more}])
    filled = sent(base, demand0="60")
    assert [one["op"] for one in changes(filled)] == ["demand.set", "demand.add"]
    assert filled.scenario is not None
    assert [one.clients for one in applied(filled.scenario)[0].demand] == [60, 12]


def test_workers_more_are_hired_where_and_as_the_row_says() -> None:
    row = {
        "hire0_count": "3", "hire0_role": "support_person", "hire0_county": "Ida-Viru",
        "hire0_language1": "uk", "hire0_language2": "ru", "hire0_hours": "5",
    }  # fmt: skip
    (hired,) = changes(sent(opened(changes=[]), **row))
    assert hired == {
        "op": "staff.add", "count": 3, "roles": ["support_person"], "county": "Ida-Viru",
        "languages": ["uk", "ru"], "week_minutes": 300,
    }  # fmt: skip


def test_a_row_that_says_nothing_any_more_takes_its_change_away_and_keeps_the_others() -> None:
    told = changes(sent(opened(), hire0_count=""))
    assert [one["op"] for one in told] == ["patience.set"]


def test_a_change_without_a_field_goes_when_it_is_ticked_alone() -> None:
    assert [one["op"] for one in changes(sent(opened()))] == ["staff.add", "patience.set"]
    assert changes(sent(opened(), drop=["1"])) == [HIRE]


def test_a_budget_and_a_deadline_are_set_in_whole_euros_and_days() -> None:
    told = changes(sent(opened(changes=[]), budget0="9000", days="10", percent="90"))
    assert [one["op"] for one in told] == ["deadline.set", "budget.set"]
    assert told[0] == {"op": "deadline.set", "days": 10, "percent": 90}
    assert told[1]["budget"]["cents"] == 900_000
    assert told[1]["budget"]["funder"] == "AMIF"


def test_everything_wrong_is_told_at_once_each_beside_its_field() -> None:
    filled = sent(
        opened(), title="", begins="soon", months="0", demand0="many", hire0_role="",
        fewest="9", most="3", percent="101",
    )  # fmt: skip
    told = {one.where.column for one in filled.found if one.where}
    assert told == {
        "title", "begins", "months", "demand0", "hire0_role", "most", "percent",
    }  # fmt: skip
    assert filled.scenario is None


def test_what_cannot_be_although_every_field_can_stands_beside_the_field_it_came_from() -> None:
    early = sent(opened(), begins="1999-01-01")
    told = {one.where.column: one.rule for one in early.found if one.where}
    assert told == {"begins": "scenario.outside", "budget0": "scenario.budget_outside"}
    assert early.found[0].facts["expected"] == "2023-05-01 – 2029-06-30"
    foreign = sent(opened(), budget_new_funder="ESF+", budget_new="100")
    assert {one.where.column for one in foreign.found if one.where} == {"budget_new"}


def test_more_than_fits_into_memory_is_told_before_anything_is_kept() -> None:
    filled = sent(opened(), demand0="1000000", scale="10000")
    assert [one.rule for one in filled.found] == ["scenario.too_much"]
