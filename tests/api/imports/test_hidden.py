"""What is hidden in a workbook and read all the same is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from api.exports.month_workbook import write_month
from api.imports.month_book import read_month
from api.imports.one_sheet import read_sheet
from api.imports.provider_workbook import read_provider
from api.journeys.make_files import make_sample
from api.workbook.deciding import CONTRACTS
from domain.finding import Fact, Finding
from domain.words import LANGUAGES, say
from tests.api.conftest import MONDAY
from tests.api.imports.good_month import MONTH

Hide = Callable[[Any], object]


def resaved(path: Path, hide: Hide) -> None:
    book = openpyxl.load_workbook(path)
    hide(book)
    book.save(path)


def told(findings: list[Finding]) -> list[tuple[str, str, int | None, str]]:
    """Rule, sheet, row and what is expected of warnings about what is hidden."""
    return [
        (
            one.rule.removeprefix("import.warn_"),
            one.where.sheet if one.where else "",
            one.where.row if one.where else None,
            str(one.facts["expected"]),
        )
        for one in findings
        if one.rule.endswith("_hidden")
    ]


def hide_rows(*rows: int) -> Hide:
    def hide(book: Any) -> None:
        for row in rows:
            book["Osutatud"].row_dimensions[row].hidden = True

    return hide


def test_hidden_rows_of_a_month_are_read_and_told_with_their_numbers(tmp_path: Path) -> None:
    write_month(tmp_path / "month.xlsx", MONTH)
    plain, _ = read_month(tmp_path / "month.xlsx")
    resaved(tmp_path / "month.xlsx", hide_rows(2, 3, 5))
    book, findings = read_month(tmp_path / "month.xlsx")
    assert book is not None
    assert plain is not None
    assert book.attended.equals(plain.attended)
    assert told(findings) == [("rows_hidden", "Osutatud", 2, "2–3, 5")]
    assert findings[0].facts["count"] == 3


def test_a_hidden_row_without_a_value_hides_nothing(tmp_path: Path) -> None:
    write_month(tmp_path / "month.xlsx", MONTH)
    resaved(tmp_path / "month.xlsx", hide_rows(900))
    assert told(read_month(tmp_path / "month.xlsx")[1]) == []


def test_hidden_rows_of_a_sheet_with_a_formula_are_told_as_well(tmp_path: Path) -> None:
    """Such a sheet is walked cell by cell, and not looked at at a glance."""
    path = tmp_path / "contracts.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Contracts")
        for place, column in enumerate(CONTRACTS.columns):
            page.write(0, place, column.key)
        page.write_formula(1, 0, '="x"', None, "x")
        page.write(2, 0, "x")
        page.set_row(2, None, None, {"hidden": True})
    _, findings = read_sheet(path, CONTRACTS)
    assert [(rule, row) for rule, _, row, _ in told(findings)] == [("rows_hidden", 3)]


def test_hidden_columns_are_told_with_their_letters(tmp_path: Path) -> None:
    write_month(tmp_path / "month.xlsx", MONTH)

    def hide(book: Any) -> None:
        for letter in "CE":
            book["Osutatud"].column_dimensions[letter].hidden = True

    resaved(tmp_path / "month.xlsx", hide)
    assert told(read_month(tmp_path / "month.xlsx")[1]) == [
        ("columns_hidden", "Osutatud", 1, "C, E")
    ]


def test_a_hidden_sheet_of_the_weekly_workbook_is_read_and_told(tmp_path: Path) -> None:
    path = tmp_path / "provider.xlsx"
    make_sample(path, "small", MONDAY, 1, "en")
    plain, findings = read_provider(path)
    assert told(findings) == [], "what the program hides itself is no warning"
    resaved(path, lambda book: setattr(book["Workers"], "sheet_state", "hidden"))
    provider, findings = read_provider(path)
    assert provider == plain
    assert [(rule, sheet) for rule, sheet, *_ in told(findings)] == [("sheet_hidden", "Workers")]


@pytest.mark.parametrize("what", ["sheet", "rows", "columns"])
def test_what_is_hidden_is_said_in_every_language(what: str) -> None:
    facts: dict[str, Fact] = {"count": 3, "expected": "2–3, 5"}
    said = {say(language, f"import.warn_{what}_hidden", **facts) for language in LANGUAGES}
    assert len(said) == 3
    assert what == "sheet" or all("2–3, 5" in one for one in said)
