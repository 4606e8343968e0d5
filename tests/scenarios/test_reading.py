import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from domain.finding import Finding
from domain.funders import funder_name
from domain.words import LANGUAGES
from scenarios.budgets import Budget
from scenarios.changing import applied
from scenarios.operations import DemandScale, DemandSet
from scenarios.reading import read_scenario, scenario_from
from scenarios.scenario import Difference, Scenario, difference, variant
from scenarios.size import megabytes_of
from tests.scenarios.builders import HIRE, STAYS, UNITS, scenario

GOOD: dict[str, Any] = {
    "name": "good",
    "begins": date(2027, 1, 1),
    "demand": [{"component": UNITS, "clients": 350}],
    "staff": [{"id": "peers", "roles": ["peer_counsellor"], "count": 40}],
}


def as_toml(fields: dict[str, Any]) -> str:
    demand, staff = fields["demand"][0], fields["staff"][0]
    return (
        f'name = "good"\nbegins = 2027-01-01\n[[demand]]\ncomponent = "{demand["component"]}"\n'
        f'clients = 350\n[[staff]]\nid = "{staff["id"]}"\nroles = ["peer_counsellor"]\ncount = 40\n'
    )


@pytest.mark.parametrize(
    ("suffix", "write"),
    [
        ("yaml", yaml.safe_dump),
        ("json", lambda fields: json.dumps(fields, default=str)),
        ("toml", as_toml),
    ],
)
def test_three_formats_say_the_same(
    suffix: str, write: Callable[[dict[str, Any]], str], tmp_path: Path
) -> None:
    path = tmp_path / f"good.{suffix}"
    path.write_text(write(GOOD), "utf-8")
    read, findings = read_scenario(path)
    assert findings == []
    assert read == Scenario.model_validate(GOOD)


@pytest.mark.parametrize("funder", ["AMIF", "Ministry of the Interior"])
def test_a_budget_is_read_by_any_name_of_its_funder_and_kept_under_one(funder: str) -> None:
    days = {"first": "2027-01-01", "last": "2027-12-31"}
    for told in (funder, *(funder_name(funder, language) for language in LANGUAGES)):
        budget = Budget.model_validate({"funder": told, "cents": 10, **days})
        assert budget.funder == funder
        assert budget.model_dump()["funder"] == funder


def faults(**changes: Any) -> list[Finding]:
    read, found = scenario_from({**GOOD, **changes})
    assert read is None
    assert all(finding.facts["expected"] for finding in found if "expected" in finding.facts)
    return found


def places(found: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.rule, finding.about) for finding in found]


def test_all_faults_are_told_at_once_with_the_field() -> None:
    budget = {"funder": "AMIF", "cents": 10, "first": "2027-01-01", "last": "2026-01-01"}
    found = faults(
        demand=[{"component": UNITS, "clients": 10**9}],
        staff=[
            {"id": "peers", "roles": ["peer_counsellor"], "count": -3, "county": "Narvamaa"},
        ],
        budgets=[budget],
        colour="blue",
        changes=[{"op": "staff.add", "count": 3, "roles": ["mentor"], "languages": ["ua"]}],
    )
    assert places(found) == [
        ("scenario.value", "staff.0.count"),
        ("scenario.unknown", "staff.0.county"),
        ("scenario.value", "budgets.0"),
        ("scenario.unknown", "changes.0.languages.0"),
        ("scenario.field", "colour"),
        ("scenario.too_large", "good"),
    ]
    assert found[1].facts["value"] == "Narvamaa"
    assert "Ida-Viru" in str(found[1].facts["expected"])
    assert "uk" in str(found[3].facts["expected"])
    assert found[-1].amount == found[-1].facts["megabytes"]
    assert found[-1].amount > 1_000_000


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"demand": [{"component": STAYS, "clients": 3}]}, "demand.0.stay_days"),
        (
            {
                "begins": "2035-01-01",
                "demand": [{"component": STAYS, "clients": 3, "stay_days": 9}],
            },
            "begins",
        ),
        ({"staff": GOOD["staff"] * 2}, "staff.1.id"),
        (
            {
                "budgets": [
                    {"funder": "AMIF", "cents": 1, "first": "2027-01-01", "last": "2028-01-01"}
                ]
            },
            "budgets.0.funder",
        ),
        ({"changes": [{"op": "demand.scale", "percent": 10, "component": STAYS}]}, "changes.0"),
        (
            {
                "demand": [
                    {"component": STAYS, "clients": 3, "stay_days": 9, "groups": {"percent": 9}}
                ]
            },
            "demand.0.groups.percent",
        ),
    ],
)
def test_what_cannot_be_is_told_with_its_place(changes: dict[str, Any], where: str) -> None:
    assert places(faults(**changes)) == [("scenario.impossible", where)]


def test_a_file_that_is_no_scenario_is_one_fault(tmp_path: Path) -> None:
    for name, text in (("a.yaml", "{"), ("b.json", "[]"), ("c.toml", "="), ("d.txt", "")):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        assert places(read_scenario(path)[1]) == [("scenario.unreadable", name)]
    assert places(read_scenario(tmp_path / "e.yaml")[1]) == [("scenario.unreadable", "e.yaml")]


def test_the_difference_of_two_variants_is_a_list_of_operations() -> None:
    base = scenario()
    more = DemandScale(op="demand.scale", percent=200)
    one, other = variant(base, "hire", (HIRE,)), variant(base, "both", (HIRE, more))
    assert difference(base, one) == Difference((), (HIRE,))
    assert difference(one, other) == Difference((), (more,))
    assert difference(variant(base, "more", (more,)), one) == Difference((more,), (HIRE,))
    assert difference(base, base.model_copy(update={"seed": 5})) is None


def test_changes_are_carried_out_in_their_order() -> None:
    twice = DemandScale(op="demand.scale", percent=200, component=UNITS)
    exact = DemandSet(op="demand.set", component=UNITS, clients=580)
    for changes, clients in (((twice, exact), 580), ((exact, twice), 1160), ((), 50)):
        after, idle = applied(variant(scenario(), "x", changes))
        assert idle == []
        assert after.demand[0].clients == clients
        assert after.changes == ()
        assert applied(after)[0] == after


def test_memory_grows_with_clients_and_workers() -> None:
    few, many = (
        scenario(),
        variant(scenario(), "m", (DemandScale(op="demand.scale", percent=90_000),)),
    )
    assert megabytes_of(few) < 120
    assert megabytes_of(applied(many)[0]) > megabytes_of(few) + 50
