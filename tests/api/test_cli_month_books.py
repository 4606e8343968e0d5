"""What is closed stays: late facts, credit notes, a second month, and books changed by hand."""

import csv
import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from api.store import keep_books, open_books
from billing.close import verify
from billing.content import content_hash
from tests.api.months import Office, copy_office, issue_once

CLOSED = "closed/2026-11-01"


@pytest.fixture(scope="module")
def billed_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return issue_once(tmp_path_factory)


@pytest.fixture
def office(billed_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    return copy_office(billed_once, tmp_path)


def write_december(office: Office, *, longer: str = "", missing: str = "") -> None:
    """December's workbook: one meeting of its own, and what came to light of November."""
    book = load_workbook(office.folder / "month.xlsx")
    page = book["Delivered"]
    heads = [str(cell.value).rstrip(" *") for cell in page[1]]
    at = {name: place for place, name in enumerate(heads, 1)}
    for row in range(page.max_row, 1, -1):
        meeting = page.cell(row, at["Meeting"]).value
        if meeting not in (longer, missing):
            page.delete_rows(row)
            continue
        page.cell(row, at["Version"]).value = 2
        if meeting == longer:
            page.cell(row, at["Minutes"]).value = 120
            page.cell(row, at["End"]).value = None
        else:
            page.cell(row, at["Outcome"]).value = "cancelled late"
    first: list[Any] = [page.cell(2, place).value for place in range(1, len(heads) + 1)]
    told: dict[str, Any] = {
        **dict(zip(heads, first, strict=True)),
        "Meeting": "D0001",
        "Version": 1,
    }
    told["Day"] = told["Recorded"] = datetime(2026, 12, 1, tzinfo=UTC).replace(tzinfo=None)
    told["Outcome"], told["Booked"] = "held", None
    page.append([told[name] for name in heads])
    book.save(office.folder / "december.xlsx")


def test_a_late_fact_is_turned_back_and_billed_again_in_the_open_month(office: Office) -> None:
    before = {name: data for name, data in office.books().items() if name.startswith(CLOSED)}
    old = office.give("explain-cent", "M0093/C012")["lines"][0]
    write_december(office, longer="M0093")
    office.give("deliver", "december.xlsx", code=0)
    told = office.give("close", "2026-12", "--on", "2027-01-01", "--by", "Mari Maasikas")
    after = {name: data for name, data in office.books().items() if name.startswith(CLOSED)}
    assert after == before
    lines = office.give("explain-cent", "M0093/C012")["lines"]
    assert [(one["version"], one["minutes"], one["net"]) for one in lines] == [
        (1, 60, old["net"]),
        (2, 120, 2 * old["net"]),
    ]
    assert {one["day"] for one in lines} == {"2026-11-13"}
    kinds = [entry["kind"] for entry in lines[1]["entries"]]
    assert kinds == ["charge", "split", "reversal", "reversal", "rebill", "split"]
    assert told["totals"]["net"] > 2 * old["net"]
    assert office.give("verify")["ok"]


def test_a_credit_note_gives_back_the_very_cents(office: Office) -> None:
    write_december(office, longer="M0093")
    office.give("deliver", "december.xlsx")
    office.give("close", "2026-12", "--on", "2027-01-01")
    issued = office.give("invoice", "2026-12")["invoices"]
    (note,) = [one for one in issued if one["kind"] == "credit"]
    assert (note["corrects"], note["net"], note["number"]) == ("SK26-0001", 3_325, "SK26-K-0001")
    (again,) = [one for one in issued if one["number"] == "SK26-0002"]
    assert again["net"] == 6_650 + 6_650, "the longer meeting, and one of December as long"
    sent = office.give("einvoice", "--write", "send", "--number", "SK26-K-0001")
    assert office.give("einvoice", *sent["files"])["ok"]
    assert office.give("verify")["ok"]


def test_a_meeting_that_was_not_held_after_all_is_credited_whole(office: Office) -> None:
    write_december(office, missing="M0093")
    office.give("deliver", "december.xlsx")
    office.give("close", "2026-12", "--on", "2027-01-01")
    issued = office.give("invoice", "2026-12")["invoices"]
    assert [(one["kind"], one["net"]) for one in issued if one["kind"] == "credit"] == [
        ("credit", 3_325)
    ]


def test_what_was_turned_back_comes_off_the_claims_and_costs_of_the_month(
    office: Office,
) -> None:
    write_december(office, longer="M0093")
    office.give("deliver", "december.xlsx")
    told = office.give("funder-report", "2026-12")
    assert sum(one["cents"] for one in told["claims"]) == 6_650 + 6_650 - 3_325
    assert all(abs(one["apart_hundredths"]) < 100 for one in told["claims"])
    with Path("report/costs.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    euros = [one for row in rows for name, one in row.items() if name == "Euros"]
    assert sum(round(float(one.replace(",", ".")) * 100) for one in euros) == 9_975


def test_the_books_are_read_as_they_were_written(office: Office) -> None:
    folder = office.folder / "books"
    books = open_books(folder)
    before = office.books()
    keep_books(books, folder)
    assert office.books() == before
    copy = office.folder / "copy"
    keep_books(open_books(folder).__class__(**{**vars(books), "shelf": None}), copy)
    assert {
        path.relative_to(copy).as_posix(): path.read_bytes()
        for path in copy.rglob("*")
        if path.is_file() and path.name != "list.json"
    } == {name: data for name, data in before.items() if name != "list.json"}


def test_sound_books_are_said_to_be_sound(office: Office) -> None:
    told = office.give("verify")
    assert (told["closed"], told["invoices"], told["faults"]) == (["2026-11"], 5, [])
    books = open_books(office.folder / "books")
    assert books.periods is not None
    assert told["seal"] == books.periods.chain[-1].seal


def test_without_books_there_is_nothing_to_verify(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Office(tmp_path).give("verify", code=2)["errors"][0]["rule"] == "books.none"


def test_a_file_changed_by_hand_is_named_by_every_command(office: Office) -> None:
    path = office.folder / "books" / CLOSED / "priced.csv"
    path.write_text(path.read_text("utf-8").replace("6000", "6001"), "utf-8")
    told = office.give("verify", code=1)
    assert [one["about"] for one in told["faults"]] == [f"{CLOSED}/priced.csv"]
    for words in (("close", "2026-12"), ("invoice", "2026-12"), ("explain-cent", "2026-11")):
        assert office.give(*words, code=2)["errors"][0]["about"] == f"{CLOSED}/priced.csv"


Change = Callable[[str], str]


def forge(office: Office, name: str, change: Change) -> None:
    """Change a file and the list of hashes with it, as somebody would who knows them."""
    folder = office.folder / "books"
    data = change((folder / name).read_text("utf-8")).encode("utf-8")
    (folder / name).write_bytes(data)
    listed = json.loads((folder / "list.json").read_text("utf-8"))
    listed["files"][name] = hashlib.sha256(data).hexdigest()
    (folder / "list.json").write_text(json.dumps(listed), "utf-8")


def with_field(column: str, row: int, value: str) -> Change:
    def change(text: str) -> str:
        rows = list(csv.reader(text.splitlines()))
        rows[row][rows[0].index(column)] = value
        return "\n".join(",".join(f'"{cell}"' for cell in one) for one in rows) + "\n"

    return change


@pytest.mark.parametrize(
    ("name", "change", "rule"),
    [
        (f"{CLOSED}/attended.csv", with_field("minutes", 3, "61"), "verify.link_content"),
        (f"{CLOSED}/prices.csv", with_field("cents", 3, "1"), "verify.link_content"),
        (f"{CLOSED}/split.csv", with_field("cents", 3, "1"), "verify.link_content"),
        ("chain.json", lambda text: text.replace("Mari", "Kari"), "verify.link_seal"),
        (
            "chain.json",
            lambda text: text.replace('"previous":"0000', '"previous":"1000').replace(
                '"previous": "0000', '"previous": "1000'
            ),
            "verify.link_previous",
        ),
        ("ledger/2026-11-01/entries.csv", with_field("claimed", 30, "1"), "verify.entry_changed"),
        ("ledger/2026-11-01/postings.csv", with_field("cents", 30, "1"), "verify.entry_off"),
        (
            "invoices/2026-11-01.json",
            lambda text: text.replace("TK26-0001", "TK26-0002"),
            "verify.number_missing",
        ),
    ],
)
def test_a_forger_is_found_out(name: str, change: Change, rule: str, office: Office) -> None:
    forge(office, name, change)
    told = office.give("verify", code=1)
    assert rule in {one["rule"] for one in told["faults"]}
    assert all(one["sentence"] for one in told["faults"])


def test_the_chain_of_two_months_holds(office: Office) -> None:
    write_december(office, longer="M0093")
    office.give("deliver", "december.xlsx")
    office.give("close", "2026-12", "--on", "2027-01-01")
    books = open_books(office.folder / "books")
    assert books.periods is not None
    contents = {
        month: content_hash(closed.content(books.booked_in(month)))
        for month, closed in books.closed.items()
    }
    assert verify(books.periods, contents) is None
    assert len(books.periods.chain) == 2


def test_a_month_is_not_closed_before_the_one_before_it(office: Office) -> None:
    write_december(office, longer="M0093")
    office.give("deliver", "december.xlsx", "--month", "2027-01")
    before = office.books()
    told = office.give("close", "2027-01", "--on", "2027-02-01", code=1)
    assert [one["rule"] for one in told["errors"]] == ["close.earlier"]
    assert office.books() == before


def test_books_of_another_provider_are_refused(office: Office) -> None:
    write_december(office, longer="M0093")
    book = load_workbook("december.xlsx")
    page = book["Parties"]
    heads = [str(cell.value).rstrip(" *") for cell in page[1]]
    place = heads.index("Registry code") + 1 if "Registry code" in heads else 2
    page.cell(2, place).value = "90000015"
    numbers = book["VAT numbers"]
    numbers.delete_rows(2, numbers.max_row)
    delivered = book["Delivered"]
    provider = [str(cell.value).rstrip(" *") for cell in delivered[1]].index("Provider") + 1
    for row in range(2, delivered.max_row + 1):
        delivered.cell(row, provider).value = "90000015"
    book.save("december.xlsx")
    told = office.give("deliver", "december.xlsx", code=2)
    assert "books.other_provider" in {one["rule"] for one in told["errors"]}
