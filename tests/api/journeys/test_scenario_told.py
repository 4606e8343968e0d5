"""What is kept of a sweep for pages: read again it is the report that was written."""

import json
from typing import Any

import pytest

from api.journeys.scenario_told import places_of, report_from, tell_for_pages
from domain.words import LANGUAGES, Language
from scenarios.compare import estimate
from scenarios.report import report_of
from scenarios.sweep import Swept, sweep
from tests.api.store.places import AT
from tests.scenarios.builders import HIRE, scenario

BUDGET = {"funder": "AMIF", "cents": 100, "first": "2027-01-01", "last": "2027-12-31"}


@pytest.fixture(scope="module")
def swept() -> Swept:
    more = scenario(months=2, warm_up_months=1, budgets=[BUDGET]).model_copy(
        update={"name": "more", "title": "Two more", "changes": (HIRE,)}
    )
    base = more.model_copy(update={"name": "more-base", "title": "more-base", "changes": ()})
    return sweep([base, more], replications=2)


@pytest.fixture(scope="module")
def kept(swept: Swept) -> dict[str, Any]:
    """As a database gives it back, which knows no numbers that are none."""
    told = json.dumps(tell_for_pages(swept, "more", AT), allow_nan=False)
    back: dict[str, Any] = json.loads(told)
    return back


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_is_read_as_it_was_written(
    swept: Swept, kept: dict[str, Any], language: Language
) -> None:
    report, plain = report_from(kept, language), report_of(language, swept, AT.date())
    assert report is not None
    assert (report.language, report.replications, report.how) == (language, 2, plain.how)
    row = plain.rows[0]
    assert report.row(row.scenario, row.asked) == row
    waits = next(one for one in plain.charts if one.name == "waits")
    again = next(one for one in report.charts if one.name == "waits")
    assert again.rows[1:] == waits.rows[1:]
    assert {"waits", "breaks", "load", "queue"} <= {one.name for one in report.charts}


def test_a_base_that_nobody_named_is_called_so_in_each_language(kept: dict[str, Any]) -> None:
    reports = [report_from(kept, language) for language in LANGUAGES]
    assert [one and one.titles["more-base"] for one in reports] == ["Alus", "Основа", "Base"]
    assert {one and one.titles["more"] for one in reports} == {"Two more"}


def test_every_budget_is_told_with_its_day(kept: dict[str, Any]) -> None:
    report = report_from(kept, "en")
    assert report is not None
    told = [one.key for one in report.answers if one.funder]
    assert told == ["exhausted AMIF", "exhausted_day AMIF"]


def test_the_headline_is_that_of_whom_it_was_asked_for(swept: Swept, kept: dict[str, Any]) -> None:
    share = estimate(swept, "more", "share_in_time")
    assert kept["headline"]["share"]["mean"] == pytest.approx(share.mean, abs=1e-6)
    assert kept["headline"]["target"] == 95


def test_places_tell_all_that_are_referred_anywhere(swept: Swept) -> None:
    found = places_of(swept, "more")
    cells = swept.tables["cells"]
    all_ = cells[cells["scenario"] == "more"]["came"].sum() / swept.replications
    told = sum(one["came"] for one in found)
    assert 0.5 * all_ < told <= all_ + 0.01 * len(found)
    assert all(one["share"] is None or 0 <= one["share"] <= 100 for one in found)


def test_a_result_from_before_there_were_reports_has_none() -> None:
    assert report_from({"figures": []}, "et") is None
