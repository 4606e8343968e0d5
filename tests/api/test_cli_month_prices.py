"""A price that changes for days of a closed month: the difference goes to the open one."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.api.months import Office, copy_office, issue_once
from tests.api.test_cli_month_books import CLOSED, write_december

FIFTEENTH = datetime(2026, 11, 15)  # noqa: DTZ001 - a cell has no zone


@pytest.fixture(scope="module")
def issued_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return issue_once(tmp_path_factory)


@pytest.fixture
def office(issued_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    return copy_office(issued_once, tmp_path)


def raise_price(office: Office, euros: float = 34.25, *, longer: str = "M0093") -> None:
    """December's workbook: support costs something else since the middle of November."""
    write_december(office, longer=longer)
    book = load_workbook("december.xlsx")
    page = book["Prices"]
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    at = {str(name).rstrip(" *"): place for place, name in enumerate(rows[0])}
    row = next(
        place
        for place, one in enumerate(rows)
        if one[at["Component"]] == "sk-support"
        and one[at["Beneficiary"]] == "person"
        and one[at["Until"]] is None
    )
    page.cell(row + 1, at["Until"] + 1).value = datetime(2026, 11, 14)  # noqa: DTZ001
    new = list(rows[row])
    new[at["Since"]], new[at["Price"]] = FIFTEENTH, euros
    page.append(new)
    book.save("december.xlsx")


def test_lines_of_those_days_are_turned_back_and_billed_again(office: Office) -> None:
    raise_price(office)
    before = {name: data for name, data in office.books().items() if name.startswith(CLOSED)}
    told = office.give("deliver", "december.xlsx")
    (change,) = told["repriced"]
    assert (change["month"], change["component"]) == ("2026-11", "sk-support")
    assert (change["before"], change["now"]) == (3_325, 3_425)
    assert (change["lines"], change["cents"]) == (7, 7 * 100)
    closed = office.give("close", "2026-12", "--on", "2027-01-01")
    assert closed["totals"]["net"] == 7 * 3_425 + 6_650 + 2 * 3_425
    issued = office.give("invoice", "2026-12")["invoices"]
    nets = {one["number"]: one["net"] for one in issued}
    assert nets == {"SK26-0002": closed["totals"]["net"], "SK26-K-0001": 7 * 3_325 + 3_325}
    after = {name: data for name, data in office.books().items() if name.startswith(CLOSED)}
    assert after == before
    assert office.give("verify")["ok"]


def test_a_line_tells_both_prices_and_a_price_is_changed_once(office: Office) -> None:
    raise_price(office)
    office.give("deliver", "december.xlsx")
    office.give("close", "2026-12", "--on", "2027-01-01")
    lines = office.give("explain-cent", "M0116/C002")["lines"]
    assert [(one["version"], one["net"]) for one in lines] == [(1, 3_325), (1, 3_425)]
    assert [entry["key"] for entry in lines[1]["entries"]] == [
        "charge:M0116/C002#1",
        "split:M0116/C002#1",
        "reversal:charge:M0116/C002#1",
        "reversal:split:M0116/C002#1",
        "charge:M0116/C002#1@2026-12-01",
        "split:M0116/C002#1@2026-12-01",
    ]
    assert all(one["apart"] == 0 for one in lines)
    told = office.give("deliver", "december.xlsx", "--month", "2027-01", code=0)
    assert told["repriced"] == []


def test_a_price_may_change_again_and_a_record_be_corrected_afterwards(office: Office) -> None:
    raise_price(office)
    office.give("deliver", "december.xlsx")
    office.give("close", "2026-12", "--on", "2027-01-01")
    raise_price(office, 30.0, longer="M0116")
    told = office.give("deliver", "december.xlsx", "--month", "2027-01")
    assert {one["now"] for one in told["repriced"]} == {3_000}
    assert sum(one["lines"] for one in told["repriced"]) == 7 - 1 + 1, "one corrected, one new"
    office.give("close", "2027-01", "--on", "2027-02-01")
    lines = office.give("explain-cent", "M0116/C002")["lines"]
    assert [(one["version"], one["minutes"], one["net"]) for one in lines] == [
        (1, 60, 3_325),
        (1, 60, 3_425),
        (2, 120, 6_000),
    ]
    assert office.give("verify")["ok"]


def test_a_list_without_the_old_price_changes_nothing(office: Office) -> None:
    write_december(office, longer="M0093")
    book = load_workbook("december.xlsx")
    page = book["Prices"]
    page.delete_rows(2, page.max_row)
    book.save("december.xlsx")
    told = office.run("deliver", "december.xlsx", "--json")
    assert '"repriced": []' in told.stdout


def test_the_difference_comes_through_the_ceiling_of_its_year(office: Office) -> None:
    """C019 had spent the year: a dearer hour changes what is over, not what is claimed."""
    write_december(office, longer="M0093")
    book = load_workbook("december.xlsx")
    prices = office.give("explain-cent", "M0186/C019")["lines"][0]
    page = book["Prices"]
    heads = [str(cell.value).rstrip(" *") for cell in page[1]]
    told: dict[str, Any] = dict.fromkeys(heads)
    told |= {"Component": "is-worklike", "Activity": "individual", "Beneficiary": "person"}
    told |= {"Since": FIFTEENTH, "Unit": "minutes", "Minutes of a unit": 60, "Price": 44}
    told |= {"VAT": "exempt", "Source": "an order of December"}
    page.append([told[name] for name in heads])
    book.save("december.xlsx")
    found = office.give("deliver", "december.xlsx")
    assert {one["before"] for one in found["repriced"]} == {4_000}
    office.give("close", "2026-12", "--on", "2027-01-01")
    again = office.give("explain-cent", "M0186/C019")["lines"][-1]
    assert (again["full"], prices["full"]) == (6_600, 6_000)
    assert again["apart"] == 0
    assert again["net"] < again["full"], "the ceiling of the year still holds"
    assert office.give("verify")["ok"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("et", "vahe +7,00\N{NO-BREAK SPACE}€"),
        ("ru", "7 строк сторнируется"),
        ("en", "7 lines are turned back and billed again here, +€7.00 in all."),
    ],
)
def test_the_screen_tells_what_a_price_changes(language: str, said: str, office: Office) -> None:
    raise_price(office)
    result = office.run("deliver", "december.xlsx", "--language", language)
    assert result.exit_code == 0, result.output
    assert said in result.output
