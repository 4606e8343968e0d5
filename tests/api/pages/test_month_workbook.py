"""The workbook of a month that somebody looks at has all that the one of the command has."""

from io import BytesIO

from openpyxl import load_workbook

from api.journeys.month_results import tell_kept
from api.security.rights import Role
from api.store.unit import Actor
from tests.api.pages.conftest import Served
from tests.api.pages.months_made import NOVEMBER
from tests.api.store.places import AT


def test_every_line_of_which_something_was_found_is_explained(served: Served) -> None:
    with served.store.read(Actor(1, "test"), AT) as unit:
        results, found = tell_kept(unit, NOVEMBER, "en")
    assert results is not None, found
    asked = {str(one.result.finding.facts["line"]) for one in results} - {""}
    answer = served.client(Role.FINANCE).get("/months/2026-11/files/result.xlsx")
    book = load_workbook(BytesIO(answer.content))
    rows = list(book["Explanations"].iter_rows(values_only=True))[1:]
    lines = {str(row[0]): str(row[1]) for row in rows}
    assert len(asked) > 10
    assert asked <= set(lines)
    assert all("Claimed" in lines[line] for line in asked)
    assert "tugiplaan explain-cent" in lines["…"]
