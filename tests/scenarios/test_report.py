from datetime import date
from string import Formatter
from typing import Any

import numpy as np
import pandas as pd
import pytest

from domain.words import LANGUAGES, Language
from scenarios.intervals import Interval
from scenarios.library import Asked, questions, scenarios_of
from scenarios.operations import BudgetSet
from scenarios.report import report_of
from scenarios.report_values import rows_of, values_of, write_asked, write_change, write_row
from scenarios.report_words import write_operation
from scenarios.sweep import Swept, sweep
from scenarios.tables import FIGURES
from scenarios.words import sentences, tell, write_interval, write_number, write_value
from tests.scenarios.builders import HIRE, scenario

DAY = date(2026, 11, 22)


def made_up(**tables: pd.DataFrame) -> Swept:
    """A sweep of two scenarios with tables of the test's own."""
    base = scenario()
    other = base.model_copy(update={"name": "other", "changes": (HIRE,)})
    return Swept((base, other), 3, narrow=True, tables=tables)


def figures(**values: list[float]) -> pd.DataFrame:
    rows = [
        {"scenario": name, "replication": n, "figure": figure, "value": value}
        for key, told in values.items()
        for name, figure in [key.split("__")]
        for n, value in enumerate(told)
    ]
    return pd.DataFrame(rows)


def test_a_difference_is_taken_replication_by_replication() -> None:
    table = figures(small__queue=[10.0, 20.0, 30.0], other__queue=[11.0, 21.0, 31.0])
    base, other = rows_of(made_up(figures=table), [Asked(figure="queue")])
    assert base.change is None
    assert other.change == Interval(1.0, 0.0, 3)
    assert other.sure
    assert other.value.half > 20


def test_a_difference_that_may_be_luck_is_not_sure() -> None:
    table = figures(small__queue=[10.0, 20.0, 30.0], other__queue=[12.0, 19.0, 30.0])
    _, other = rows_of(made_up(figures=table), [Asked(figure="queue")])
    assert not other.sure


def test_a_figure_for_each_of_another_is_divided_within_a_replication() -> None:
    table = figures(
        small__cents=[100.0, 300.0, 0.0],
        small__served=[10.0, 10.0, 0.0],
    )
    values = values_of(made_up(figures=table), "small", Asked(figure="cents", per="served"))
    assert values[:2].tolist() == [10.0, 30.0]
    assert np.isnan(values[2])


def test_the_share_of_a_county_is_of_those_who_came_there() -> None:
    row = {"scenario": "small", "monday": "2027-01-04", "waiting": 0}
    cells = pd.DataFrame(
        [
            {**row, "replication": 0, "county": "Harju", "language": "et", "came": 8, "in_time": 2},
            {**row, "replication": 0, "county": "Harju", "language": "ru", "came": 2, "in_time": 2},
            {**row, "replication": 0, "county": "Hiiu", "language": "et", "came": 5, "in_time": 5},
            {**row, "replication": 1, "county": "Harju", "language": "et", "came": 4, "in_time": 4},
        ]
    )
    swept = made_up(cells=cells)
    harju = values_of(swept, "small", Asked(figure="share_in_time", county="Harju"))
    assert harju[:2].tolist() == [40.0, 100.0]
    assert np.isnan(harju[2])
    russian = values_of(swept, "small", Asked(figure="came", county="Harju", language="ru"))
    assert russian.tolist() == [2.0, 0.0, 0.0]


def exhaustion(*days: str) -> Swept:
    rows = [
        {"scenario": name, "replication": n, "funder": "AMIF", "day": day, "cents": 9, "spent": 5}
        for name in ("small", "other")
        for n, day in enumerate(days)
    ]
    return made_up(exhaustion=pd.DataFrame(rows))


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("", "", ""), "lasts"),
        (("2027-03-01", "", ""), "not before 1 March 2027"),
        (("2027-03-01", "2027-04-01", ""), "1 April 2027 (1 March 2027 – lasts)"),
    ],
)
def test_the_day_on_which_money_ends_is_told_as_far_as_it_does(
    days: tuple[str, ...], told: str
) -> None:
    swept = exhaustion(*days)
    rows = rows_of(swept, [Asked(figure="exhausted_day", funder="AMIF")])
    assert {write_row("en", row) for row in rows} == {told}
    assert {write_change("en", row) for row in rows} == {"–"}


def test_how_often_money_ends_is_told_with_how_often_it_was_tried() -> None:
    swept = exhaustion("2027-03-01", "", "")
    first, _ = rows_of(swept, [Asked(figure="exhausted", funder="AMIF")])
    assert write_row("en", first) == "33.3% (1 of 3 replications)"


def test_a_funder_is_named_in_the_language_of_the_report() -> None:
    ministry, days = "Ministry of the Interior", {"first": "2027-01-01", "last": "2027-12-31"}
    asked = Asked(figure="exhausted", funder=ministry)
    budget = BudgetSet.model_validate(
        {"op": "budget.set", "budget": {"funder": ministry, "cents": 10, **days}}
    )
    names = ("Siseministeerium", "Министерство внутренних дел", ministry)
    for language, name in zip(LANGUAGES, names, strict=True):
        assert write_asked(language, asked).endswith(f": {name}")
        assert f" {name}, " in write_operation(language, budget)
        assert asked.key == f"exhausted {ministry}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_says_what_it_rests_on(language: Language) -> None:
    question = questions()["workshops"]
    scenarios, _ = scenarios_of(question, language)
    report = report_of(language, sweep(scenarios, replications=2), DAY, question)
    assert report.question == question.question.name(language)
    assert len(report.sources) == len(question.sources)
    assert report.assumptions == tuple(one.name(language) for one in question.assumptions)
    assert len(report.how) >= 6
    assert len(report.rows) == len(question.answers) * len(scenarios)
    assert report.changes[0].operations == ()
    assert all(change.operations for change in report.changes[1:])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(questions()))
def test_every_change_of_the_library_can_be_said(name: str, language: Language) -> None:
    for one in questions()[name].variants:
        for change in one.changes:
            told = write_operation(language, change)
            assert told.startswith(tell(language, f"op.{change.op}"))
            assert "_" not in told
            assert "None" not in told


def test_every_sentence_is_there_in_every_language_with_the_same_facts() -> None:
    for key, told in sentences().items():
        assert set(told) == set(LANGUAGES), key
        asked = {frozenset(_facts(text)) for text in told.values()}
        assert len(asked) == 1, key
    assert {f"figure.{name}" for name in FIGURES} <= set(sentences())


def _facts(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize(
    ("figure", "value", "change", "told"),
    [
        ("share_in_time", 95.34, False, "95.3%"),
        ("share_in_time", -5.34, True, "\N{MINUS SIGN}5.3 pp"),
        ("share_in_time", 5.34, True, "+5.3 pp"),
        ("cents", 123456.0, False, "€1,235"),
        ("cents", -123456.0, True, "\N{MINUS SIGN}€1,235"),
        ("minutes_given", 7200.0, False, "120 h"),
        ("late_wait", 4.0, False, "4.0 wd"),
        ("queue", 1234.4, False, "1,234"),
        ("queue", float("nan"), False, "–"),
    ],
)
def test_a_figure_is_written_in_its_unit(figure: str, value: float, change: Any, told: str) -> None:
    assert write_value("en", figure, value, change=change) == told


def test_numbers_are_written_as_each_language_does() -> None:
    one = Interval(1234.5, 12.25, 9)
    assert write_interval("en", "queue", one) == "1,234 ± 12"
    assert write_number("et", -12.34) == "\N{MINUS SIGN}12,3"
    assert write_number("en", -0.04) == "0.0"
    assert write_interval("en", "queue", Interval(3.0, float("inf"), 1)) == "3.0"
