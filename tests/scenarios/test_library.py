from pathlib import Path
from typing import Any

import pytest
import yaml

from scenarios import library
from scenarios.library import (
    OF_FUNDERS,
    Question,
    library_findings,
    question_from,
    questions,
    scenarios_of,
)
from scenarios.scenario import difference
from scenarios.sweep import sweep

FILES = sorted((Path(library.__file__).parent / "library").glob("*.yaml"))
NAMES = tuple(file.stem for file in FILES)
ASKED_BY_THE_SOURCES = {
    "joint-clients",
    "jump-2022",
    "five-days",
    "ida-viru-ukrainian",
    "first-months",
    "academic-hours",
    "year-305",
    "amif-budget",
    "no-russian-peer",
    "illness-wave",
    "higher-level",
    "groups",
    "workshops",
    "breaks-first",
}


def raw(name: str) -> dict[str, Any]:
    file = next(file for file in FILES if file.stem == name)
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))
    return found


def short(question: Question) -> Question:
    """The same question over half a year, where its dates do not forbid it."""
    if {"budgets", "waves"} & set(question.base) or "surges" in question.base["demand"][0]:
        return question
    base = {**question.base, "months": 4, "warm_up_months": 2}
    return question.model_copy(update={"base": base})


def test_every_question_of_the_sources_is_there_and_free_of_findings() -> None:
    assert library_findings() == ()
    assert set(questions()) == ASKED_BY_THE_SOURCES == set(NAMES)


def test_questions_stand_in_their_order_and_no_place_is_taken_twice() -> None:
    orders = [question.order for question in questions().values()]
    assert orders == list(range(1, len(orders) + 1))


@pytest.mark.parametrize("name", NAMES)
def test_a_question_names_sources_and_differs_from_its_base_by_operations(name: str) -> None:
    question = questions()[name]
    assert all(one.document.startswith(("seed ", "facts ")) for one in question.sources)
    base, *variants = scenarios_of(question, "et")[0]
    assert base.title == question.base_title.et
    assert base.question.endswith("?")
    for told, made in zip(question.variants, variants, strict=True):
        apart = difference(base, made)
        assert apart is not None
        assert (apart.only_one, apart.only_other) == ((), told.changes)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_can_be_played_and_answers_with_figures_that_there_are(name: str) -> None:
    found, faults = scenarios_of(short(questions()[name]))
    assert faults == []
    swept = sweep(found, replications=2)
    figures = set(swept.tables["figures"]["figure"])
    wanted = {one.figure for one in questions()[name].answers} - set(OF_FUNDERS)
    assert wanted <= figures
    assert len(swept.tables["figures"]) == len(found) * 2 * len(figures)


def test_the_ladder_of_joint_clients_is_that_of_the_source() -> None:
    found, _ = scenarios_of(questions()["joint-clients"])
    base = found[0].demand[0].clients
    steps = [one.clients for s in found[1:] for one in s.changes if one.op == "demand.set"]
    assert [base, *steps] == [350, 580, 1160, 2320, 13000, 13000]


def test_the_budgets_of_the_measure_are_three_to_one_and_together_1_1_million_euros() -> None:
    found, _ = scenarios_of(questions()["amif-budget"])
    amif, ministry = found[0].budgets
    assert amif.cents + ministry.cents == 110_000_000
    assert amif.cents == 3 * ministry.cents
    assert amif.last.isoformat() == "2029-06-30"


def test_every_fault_of_a_question_is_told_with_its_place() -> None:
    broken = raw("five-days")
    broken["base"]["staff"][0]["count"] = -4
    broken["base"]["demand"][0]["languages"] = {"xx": 1}
    question, faults = question_from("five-days", broken)
    assert question is None
    told = {str(fault.facts["field"]) for fault in faults}
    assert told >= {"demand.0.languages.xx", "staff.0.count"}


def test_a_question_without_sources_and_with_an_unknown_chart_tells_both() -> None:
    broken = {**raw("groups"), "sources": [], "charts": ["pie"]}
    question, faults = question_from("groups", broken)
    assert question is None
    assert {str(fault.facts["field"]) for fault in faults} == {"sources", "charts.0"}


@pytest.mark.parametrize(
    "asked",
    [
        {"figure": "queue", "county": "Harju"},
        {"figure": "in_time", "per": "served", "county": "Harju"},
        {"figure": "cents", "funder": "AMIF"},
        {"figure": "happiness"},
        {"figure": "cents", "per": "happiness"},
    ],
    ids=str,
)
def test_a_figure_that_no_result_holds_is_refused(asked: dict[str, str]) -> None:
    question, faults = question_from("groups", {**raw("groups"), "answers": [asked]})
    assert question is None
    assert [fault.facts["field"] for fault in faults] == ["answers.0"]
