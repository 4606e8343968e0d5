"""The page about the workbook says what the sheets say."""

from api.workbook.column import Kind
from docs.build_workbook import HOLDS, PAGE, build_page


def test_the_page_about_the_workbook_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == build_page(), "run python -m docs.build_workbook"


def test_the_page_names_every_kind_of_cell() -> None:
    assert set(HOLDS) == set(Kind)
