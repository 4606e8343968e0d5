"""Credit notes written by hand: the very cents, never more than is left, booked and sent."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.store import open_books
from billing.einvoice import read
from tests.api.months import Office, copy_office, issue_once
from tests.api.test_cli_month_books import Change, forge, with_field, write_december

WHY = ("--reason", "The meeting ended early", "--by", "Mari Maasikas", "--on", "2026-12-02")


@pytest.fixture(scope="module")
def issued_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return issue_once(tmp_path_factory)


@pytest.fixture
def office(issued_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    return copy_office(issued_once, tmp_path)


def credit(office: Office, *words: object, code: int = 0) -> Any:
    return office.give("credit", *words, *WHY, code=code)


def entries_of(office: Office) -> list[dict[Any, Any]]:
    """Entries of credit notes in the ledger."""
    entries = open_books(office.folder / "books").booked.entries
    rows: list[dict[Any, Any]] = entries.to_dict("records")
    return [row for row in rows if row["kind"] == "credit"]


def test_a_whole_invoice_is_given_back_to_the_cent(office: Office) -> None:
    told = credit(office, "KV26-0001")
    note = told["credit"]
    assert (note["number"], note["kind"], note["corrects"]) == (
        "KV26-K-0001",
        "credit",
        "KV26-0001",
    )
    assert (note["net"], note["vat"], note["gross"]) == (107_850, 8_748, 116_598)
    assert (note["lines"], note["issued"], note["due"]) == (30, "2026-12-02", None)
    assert (told["left"], told["month"], told["entries"]) == (0, "2026-12", 30)
    booked = entries_of(office)
    assert sum(row["claimed"] for row in booked) == -107_850
    assert {row["period"] for row in booked} == {date(2026, 12, 1).toordinal()}
    assert {row["cause"] for row in booked} == {"The meeting ended early (Mari Maasikas)"}
    assert office.give("verify")["ok"]


def test_a_closed_month_keeps_its_seal_and_files_whatever_is_credited(office: Office) -> None:
    before = {k: v for k, v in office.books().items() if k.startswith(("closed/", "chain"))}
    credit(office, "SK26-0001")
    after = {k: v for k, v in office.books().items() if k.startswith(("closed/", "chain"))}
    assert after == before


def test_some_lines_are_given_back_and_the_others_stay(office: Office) -> None:
    told = credit(office, "SK26-0001", "--line", 2, "--line", 5)
    assert [(one["number"], one["cents"]) for one in told["lines"]] == [("2", 3_675), ("5", 3_325)]
    assert told["left"] == 75_600 - 3_675 - 3_325
    rest = credit(office, "SK26-0001")
    assert (rest["credit"]["lines"], rest["credit"]["net"], rest["left"]) == (20, told["left"], 0)
    assert rest["credit"]["number"] == "SK26-K-0002"


def test_part_of_a_line_keeps_its_price_and_the_last_part_takes_the_rest(office: Office) -> None:
    told = credit(office, "SK26-0001", "--line", 3, "--quantity", 20)
    assert told["credit"]["net"] == 1_108, "33.25 for 60 minutes, 20 of them"
    (note,) = open_books(office.folder / "books").notes[date(2026, 12, 1)]
    (line,) = note.lines
    assert (line.quantity, line.unit, line.base) == (200_000, "min", 60)
    assert [share.cents for share in line.shares] == [831, 277]
    assert credit(office, "SK26-0001", "--line", 3, "--quantity", 20)["credit"]["net"] == 1_108
    assert credit(office, "SK26-0001", "--line", 3, "--quantity", 20)["credit"]["net"] == 1_109
    again = credit(office, "SK26-0001", "--line", 3, "--quantity", 20, code=1)
    assert [one["rule"] for one in again["errors"]] == ["credit.line_empty"]
    assert "SK26-K-0003" in again["errors"][0]["sentence"]


def test_so_many_euros_of_a_line_are_given_back_with_their_shares_in_the_ledger(
    office: Office,
) -> None:
    told = credit(office, "SK26-0001", "--line", 3, "--amount", "10,01")
    assert told["credit"]["net"] == 1_001
    (row,) = entries_of(office)
    assert (row["key"], row["claimed"], row["line"]) == (
        "credit:SK26-K-0001:3",
        -1_001,
        "M0039/C010",
    )
    booked = open_books(office.folder / "books").booked.postings
    cents = booked[(booked["key"] == row["key"]).to_numpy()]["cents"].tolist()
    assert cents == [1_001, -751, -250]


@pytest.mark.parametrize(
    ("words", "code", "rule", "right"),
    [
        (("SK26-0001", "--line", 3, "--amount", "33.26"), 1, "credit.too_much", "€33.25"),
        (("SK26-0001", "--line", 3, "--quantity", 61), 1, "credit.quantity", "1 to 60"),
        (("SK26-0001", "--line", 99, "--line", 98), 2, "credit.no_line", "1 to 22"),
        (("SK26-0009",), 2, "credit.unknown", "SK26-0001"),
        (("SK26-0001", "--quantity", 5), 2, "one_line", "--line"),
        (("SK26-0001", "--line", 1, "--line", 2, "--quantity", 5), 2, "one_line", "--line"),
        (("SK26-0001", "--line", 3, "--amount", "1,2,3"), 2, "no_amount", "12.50"),
        (("SK26-0001", "--line", 3, "--amount", "0"), 2, "no_amount", "12.50"),
    ],
)
def test_what_cannot_be_is_refused_and_told_what_would_be_right(
    words: tuple[object, ...], code: int, rule: str, right: str, office: Office
) -> None:
    before = office.books()
    told = credit(office, *words, code=code)
    assert {one["rule"] for one in told["errors"]} == {rule}
    assert all(right in one["sentence"] for one in told["errors"])
    assert office.books() == before


def test_nothing_is_given_back_twice_and_a_note_is_no_invoice(office: Office) -> None:
    credit(office, "AM26-0001")
    before = office.books()
    again = credit(office, "AM26-0001", code=1)
    assert [one["rule"] for one in again["errors"]] == ["credit.empty"]
    assert "AM26-K-0001" in again["errors"][0]["sentence"]
    note = credit(office, "AM26-K-0001", code=2)
    assert [one["rule"] for one in note["errors"]] == ["credit.is_note"]
    assert "AM26-0001" in note["errors"][0]["sentence"]
    assert office.books() == before


def test_a_note_by_hand_is_sent_in_both_forms_and_judged_sound(office: Office) -> None:
    credit(office, "SK26-0001", "--line", 3, "--quantity", 20)
    credit(office, "KV26-0001", "--line", 1, "--amount", "0.01")
    numbers = ("--number", "SK26-K-0001", "--number", "KV26-K-0001")
    for syntax in ("ubl", "earve"):
        sent = office.give("einvoice", "--write", "send", *numbers, "--syntax", syntax)
        assert office.give("einvoice", *sent["files"])["ok"]
        nets = [
            read(Path(name).read_bytes(), name).documents["net"].sum() for name in sent["files"]
        ]
        assert nets == [-1_108, -1]


def test_numbers_have_no_gap_when_notes_by_hand_and_of_late_facts_follow(office: Office) -> None:
    credit(office, "SK26-0001", "--line", 1)
    write_december(office, longer="M0093")
    office.give("deliver", "december.xlsx")
    office.give("close", "2026-12", "--on", "2027-01-01")
    issued = office.give("invoice", "2026-12")["invoices"]
    numbers = [one["number"] for one in issued]
    assert numbers == ["SK26-0002", "SK26-K-0002"]
    assert credit(office, "SK26-0002")["credit"]["number"] == "SK26-K-0003"
    assert office.give("verify")["invoices"] == 9


def test_what_was_credited_by_hand_is_not_given_back_again_by_a_late_fact(office: Office) -> None:
    credit(office, "SK26-0001", "--line", 11, "--amount", "3,25")
    write_december(office, missing="M0093")
    office.give("deliver", "december.xlsx")
    office.give("close", "2026-12", "--on", "2027-01-01")
    issued = office.give("invoice", "2026-12")["invoices"]
    assert [one["net"] for one in issued if one["kind"] == "credit"] == [3_000]
    told = office.give("funder-report", "2026-12")
    assert sum(one["cents"] for one in told["claims"]) == 3_325 - 3_325, (
        "December's own, less what fell away"
    )
    assert all(abs(one["apart_hundredths"]) < 100 for one in told["claims"])
    assert office.give("verify")["ok"]


def test_a_line_that_waits_for_its_credit_note_is_not_credited_by_hand(office: Office) -> None:
    write_december(office, longer="M0093")
    office.give("deliver", "december.xlsx")
    office.give("close", "2026-12", "--on", "2027-01-01")
    told = credit(office, "SK26-0001", "--line", 11, code=1)
    assert [one["rule"] for one in told["errors"]] == ["credit.turned_back"]
    assert credit(office, "SK26-0001", "--line", 10)["credit"]["net"] == 3_675


@pytest.mark.parametrize(
    ("name", "change", "rule"),
    [
        (
            "notes/2026-12-01.json",
            lambda text: text.replace('"net": 3325', '"net": 3324').replace(
                '"net":3325', '"net":3324'
            ),
            "verify.note_off",
        ),
        (
            "notes/2026-12-01.json",
            lambda text: text.replace("SK26-K-0001", "SK26-K-0002"),
            "verify.number_missing",
        ),
        ("ledger/2026-12-01/entries.csv", with_field("claimed", 1, "-3324"), "verify.note_off"),
    ],
)
def test_a_forged_note_is_found_out(name: str, change: Change, rule: str, office: Office) -> None:
    credit(office, "SK26-0001", "--line", 1)
    forge(office, name, change)
    told = office.give("verify", code=1)
    assert rule in {one["rule"] for one in told["faults"]}
    assert all(one["sentence"] for one in told["faults"])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("et", "Kreeditarve SK26-K-0001 arve SK26-0001 kohta"),
        ("ru", "2 строки."),
        ("en", "2 lines."),
    ],
)
def test_a_credit_note_is_told_in_the_language_asked_for(
    language: str, said: str, office: Office
) -> None:
    words = ("credit", "SK26-0001", "--line", "1", "--line", "2", *WHY)
    result = office.run(*words, "--language", language)
    assert result.exit_code == 0
    assert said in " ".join(result.output.split())
