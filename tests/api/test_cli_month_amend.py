"""Amendments of a closed month: signed, chained, booked where it is open, billed with it."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.store import open_books
from billing.close import amendments
from tests.api.months import Office, copy_office, make_office
from tests.api.test_cli_month_books import CLOSED, forge, with_field, write_december

PAPER = b"signed by all"
WHY = ("--reason", "Agreed with the payer", "--by", "Kai Kask", "--on", "2026-12-05")
SIGNED = ("--signed", "decision.asice")


@pytest.fixture(scope="module")
def issued_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made, folder = tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("issued")
    make_office(made)
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        office = copy_office(made, folder)
        office.close()
        office.give("invoice", "2026-11")
    (folder / "decision.asice").write_bytes(PAPER)
    return folder


@pytest.fixture
def office(issued_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    return copy_office(issued_once, tmp_path)


def amend(office: Office, line: str, amount: str, *words: object, code: int = 0) -> Any:
    told = words or ("2026-11", *SIGNED)
    month, *rest = told
    return office.give("amend", month, line, "--amount", amount, *WHY, *rest, code=code)


def close_december(office: Office, *, longer: str = "") -> Any:
    write_december(office, longer=longer or "M0093")
    office.give("deliver", "december.xlsx")
    office.give("close", "2026-12", "--on", "2027-01-01")
    return office.give("invoice", "2026-12")["invoices"]


def test_an_amendment_is_chained_and_booked_in_the_open_month(office: Office) -> None:
    before = office.books()
    told = amend(office, "M0039/C010", "-5,01")
    assert (told["month"], told["booked_in"], told["cents"]) == ("2026-11", "2026-12", -501)
    assert told["left"] == 3_325 - 501
    after = office.books()
    frozen = {name for name in before if name.startswith((CLOSED, "ledger/2026-11", "invoices"))}
    assert {name: after[name] for name in frozen} == {name: before[name] for name in frozen}
    (link,) = amendments(open_books(office.folder / "books").periods)  # type: ignore[arg-type]
    assert link.signature == hashlib.sha256(PAPER).hexdigest()
    assert (link.by, link.reason, link.on.isoformat()) == (
        "Kai Kask",
        "Agreed with the payer",
        "2026-12-05",
    )
    first = json.loads(before["chain.json"])["chain"][0]
    assert json.loads(after["chain.json"])["chain"][0]["seal"] == first["seal"] == link.previous
    assert link.content == first["content"]
    seen = office.give("verify")
    assert [(one["line"], one["cents"], one["by"]) for one in seen["amendments"]] == [
        ("M0039/C010", -501, "Kai Kask")
    ]
    assert seen["seal"] == told["seal"] == link.seal


def test_what_is_amended_is_credited_or_billed_with_the_open_month(office: Office) -> None:
    amend(office, "M0039/C010", "-5.01")
    amend(office, "M0186/C019", "7.50")
    issued = close_december(office)
    told = [(one["number"], one["kind"], one["net"], one["corrects"]) for one in issued]
    assert ("IS26-0002", "invoice", 750, None) in told
    assert ("SK26-K-0001", "credit", 3_325 + 501, "SK26-0001") in told
    sent = office.give("einvoice", "--write", "send", "--number", "IS26-0002")
    assert office.give("einvoice", *sent["files"])["ok"]
    report = office.give("funder-report", "2026-12")
    assert sum(one["cents"] for one in report["claims"]) == 750 - 501 + 6_650 + 6_650 - 3_325
    assert all(abs(one["apart_hundredths"]) < 100 for one in report["claims"])
    assert office.give("verify")["ok"]


@pytest.mark.parametrize("amount", ["-5.01", "5.01"])
def test_a_late_fact_turns_the_amendment_back_with_its_line(amount: str, office: Office) -> None:
    amend(office, "M0039/C010", amount)
    issued = close_december(office, longer="M0039")
    assert [(one["kind"], one["net"]) for one in issued] == [("invoice", 13_300), ("credit", 3_325)]
    report = office.give("funder-report", "2026-12")
    assert sum(one["cents"] for one in report["claims"]) == 13_300 - 3_325
    assert office.give("verify")["ok"]


@pytest.mark.parametrize(
    ("line", "amount", "words", "code", "rule"),
    [
        ("M0039/C010", "-33.26", ("2026-11", *SIGNED), 1, "amend.too_much"),
        ("M0039/C010", "-1", ("2026-12", *SIGNED), 1, "amend.not_closed"),
        ("M0039/C01", "-1", ("2026-11", *SIGNED), 2, "amend.unknown_line"),
        ("M0039/C010", "-1", ("2026-11", "--signed", "none.asice"), 2, "amend.unsigned"),
        ("M0039/C010", "0", ("2026-11", *SIGNED), 2, "amend_bare"),
        ("M0039/C010", "much", ("2026-11", *SIGNED), 2, "no_amount"),
    ],
)
def test_what_cannot_be_amended_is_told_and_nothing_changes(
    line: str, amount: str, words: tuple[str, ...], code: int, rule: str, office: Office
) -> None:
    before = office.books()
    told = amend(office, line, amount, *words, code=code)
    assert [one["rule"] for one in told["errors"]] == [rule]
    assert all(one["sentence"] for one in told["errors"])
    assert office.books() == before


def test_a_line_that_was_given_back_whole_cannot_be_amended(office: Office) -> None:
    words = ("--reason", "wrong", "--by", "Kai")
    office.give("credit", "SK26-0001", "--line", "3", *words)
    told = amend(office, "M0039/C010", "1", "2026-11", *SIGNED, code=1)
    assert [one["rule"] for one in told["errors"]] == ["amend.nothing"]


Change = Callable[[str], str]


def unchained(text: str) -> str:
    told = json.loads(text)
    told["chain"] = told["chain"][:1]
    return json.dumps(told)


@pytest.mark.parametrize(
    ("name", "change", "rule"),
    [
        ("chain.json", lambda text: text.replace("-501", "-502"), "verify.link_seal"),
        ("chain.json", lambda text: text.replace("Agreed", "Ordered"), "verify.link_seal"),
        ("chain.json", unchained, "verify.amendment_off"),
        ("ledger/2026-12-01/entries.csv", with_field("cause", 1, "x"), "verify.entry_changed"),
        (
            "ledger/2026-12-01/entries.csv",
            with_field("key", 1, "amendment:2"),
            "verify.amendment_off",
        ),
    ],
)
def test_a_forged_amendment_is_found_out(
    name: str, change: Change, rule: str, office: Office
) -> None:
    amend(office, "M0039/C010", "-5.01")
    forge(office, name, change)
    if rule == "verify.amendment_off" and name.startswith("ledger"):
        posted = office.folder / "books/ledger/2026-12-01/postings.csv"
        for row in range(1, len(posted.read_text("utf-8").splitlines())):
            forge(office, "ledger/2026-12-01/postings.csv", with_field("key", row, "amendment:2"))
    told = office.give("verify", code=1)
    assert rule in {one["rule"] for one in told["faults"]}
    assert all(one["sentence"] for one in told["faults"])
