"""The page about a month's workbook says what the sheets say."""

from api.workbook.column import Column, Kind, Names
from api.workbook.deciding import CONTRACTS, DECISIONS
from api.workbook.month import MONTH_SHEETS
from docs.build_month_workbook import ALLOWED, PAGE, allowed, build_page

SHEETS = (*MONTH_SHEETS, CONTRACTS, DECISIONS)
NAMES = Names("a", "b", "c")


def test_the_page_about_a_month_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == build_page(), "run python -m docs.build_month_workbook"


def test_every_column_has_a_row_of_its_own() -> None:
    text = build_page()
    for sheet in SHEETS:
        part = text.partition(f"## `{sheet.key}`:")[2].partition("\n## ")[0]
        rows = [line for line in part.splitlines() if line.startswith("| `")]
        assert [row.split("`")[1] for row in rows] == [column.key for column in sheet.columns]


def test_bounds_are_told_in_the_unit_that_people_type() -> None:
    euros = Column("price", Kind.EUROS, NAMES, NAMES, least=0, most=1_000_000)
    assert allowed(euros) == "0 to 10 000"
    assert allowed(Column("n", Kind.WHOLE, NAMES, NAMES, least=1)) == "1 or more"
    assert allowed(Column("n", Kind.WHOLE, NAMES, NAMES, most=9)) == "any to 9"
    assert allowed(Column("n", Kind.WHOLE, NAMES, NAMES)) == ""


def test_a_cell_whose_kind_says_little_tells_what_is_allowed() -> None:
    asked = {c.kind for sheet in SHEETS for c in sheet.columns if c.kind in ALLOWED}
    assert {Kind.DATE, Kind.TIME, Kind.COMPONENT, Kind.REGISTRY_CODE} <= asked
    for sheet in SHEETS:
        for column in sheet.columns:
            assert column.kind not in {Kind.WORD, Kind.WORDS} or column.words, column.key
