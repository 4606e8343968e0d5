"""The month from the command line: handed in, compared, decided, closed, billed, verified."""

from pathlib import Path

import pytest
from beancount import loader
from openpyxl import load_workbook

from domain.funders import funder_name
from domain.words import LANGUAGES, Language
from tests.api.months import DECIDED, Office, copy_office, make_office


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make_office(folder)
    return folder


@pytest.fixture(scope="module")
def closed_once(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("closed")
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        copy_office(made, folder).close()
    return folder


@pytest.fixture
def office(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    return copy_office(made, tmp_path)


@pytest.fixture
def closed(closed_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.chdir(tmp_path)
    return copy_office(closed_once, tmp_path)


def test_every_planted_error_is_found_with_its_cents_and_nothing_else(office: Office) -> None:
    told = office.reconcile()
    found = sorted((one["kind"], one["cents"]) for one in told["results"])
    planted = [(kind, cents) for kind, _, cents in office.planted()]
    unconfirmed = [one["cents"] for one in told["results"] if one["kind"] == "P06"]
    assert len({kind for kind, _ in planted}) >= 17
    assert found == sorted([*planted, *(("P06", cents) for cents in unconfirmed)])
    assert len(unconfirmed) == 1
    lines = {(kind, line) for kind, line, _ in office.planted() if line}
    named = {(one["kind"], one["line"]) for one in told["results"] if one["line"]}
    assert named - {("P06", line) for _, line in named} <= lines
    assert told["difference"] == told["told"] == 52_201
    assert told["residue"] == 0


def test_every_line_with_a_result_is_explained_and_the_others_are_counted(office: Office) -> None:
    told = office.give("reconcile", "month.xlsx", code=1)
    asked = {one["line"] for one in told["results"]}
    assert len(asked) > 150
    rows = list(load_workbook("result/result.xlsx")["Explanations"].iter_rows(values_only=True))
    lines = {str(row[0]): str(row[1]) for row in rows[1:]}
    assert asked <= set(lines)
    assert all("Claimed" in lines[line] for line in asked)
    others = 197 - (len(lines) - 1)
    assert lines["…"].startswith(f"Nothing was found about {others} other lines")
    assert "tugiplaan explain-cent" in lines["…"]


def test_deliver_tells_sums_that_agree(office: Office) -> None:
    told = office.give("deliver", "month.xlsx", code=1)
    totals = told["totals"]
    over = sum(totals[name] for name in ("over_units", "over_month", "over_year"))
    assert totals["full"] == totals["net"] + over
    assert sum(one["cents"] for one in told["components"]) == totals["net"]
    assert sum(one["cents"] for one in told["funders"]) == totals["net"]
    assert totals["gross"] == totals["net"] + sum(one["vat"] for one in totals["vat"])
    assert [one["kind"] for one in told["results"]] == ["P06"]
    assert [one["client"] for one in told["advice"] if one["warns"]] == ["C019"]


def test_the_weekly_workbook_adds_days_qualifications_and_ways(office: Office) -> None:
    people = ("--people", "provider.xlsx")
    told = office.give("deliver", "month.xlsx", *people, code=1)
    assert [one["kind"] for one in told["results"]] == ["P06"]
    book = load_workbook("provider.xlsx")
    trainings = book["Workers"]
    heads = [str(cell.value).rstrip(" *") for cell in trainings[1]]
    for row in range(2, trainings.max_row + 1):
        trainings.cell(row, heads.index("Minutes a day") + 1).value = 60
    book.save("provider.xlsx")
    told = office.give("deliver", "month.xlsx", *people, code=1)
    assert "O04" in {one["kind"] for one in told["results"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_month_is_told_in_three_languages(language: Language, office: Office) -> None:
    result = office.run("reconcile", "month.xlsx", "--invoices", "invoices", "--language", language)
    assert result.exit_code == 1
    explained = office.run("explain-cent", "RP26-0002", "76", "--language", language)
    assert explained.exit_code == 0
    word = {"et": "piirhind", "ru": "Предел", "en": "Ceiling"}[language]
    assert word in explained.stdout
    assert "M0186/C019" in explained.stdout
    payer = "Sotsiaalkindlustusamet (Social Insurance Board), through the municipality"
    assert funder_name(payer, language) in explained.stdout
    assert (payer in explained.stdout) == (language == "en")


def test_bad_input_changes_nothing_and_tells_all_faults_at_once(office: Office) -> None:
    office.give("deliver", "month.xlsx", code=1)
    before = office.books()
    book = load_workbook("month.xlsx")
    page = book["Delivered"]
    page["F2"], page["G3"], page["D4"] = None, "someday", "no-such"
    book.save("bad.xlsx")
    Path("torn.xml").write_text("<Invoice", "utf-8")
    told = office.give(
        "reconcile", "bad.xlsx", "--invoices", "torn.xml", "--invoices", "gone.xml", code=2
    )
    assert len(told["errors"]) == 5
    assert all(one["sentence"] for one in told["errors"])
    assert office.books() == before
    assert not Path("result").exists()


def test_a_month_waits_for_decisions_before_it_closes(office: Office) -> None:
    office.reconcile()
    before = office.books()
    told = office.give("close", "2026-11", "--on", "2026-12-01", code=1)
    assert [one["rule"] for one in told["errors"]] == ["close.undecided"]
    assert office.books() == before
    office.reconcile(*DECIDED, code=0)
    assert office.give("close", "2026-11", "--on", "2026-11-30")["ok"]


def test_a_month_is_closed_before_its_last_day_only_when_that_is_said(office: Office) -> None:
    office.reconcile(*DECIDED, code=0)
    before = office.books()
    told = office.give("close", "2026-11", "--on", "2026-11-22", code=1)
    assert [one["rule"] for one in told["errors"]] == ["close.early"]
    assert "30 November 2026" in told["errors"][0]["sentence"]
    assert "55 parts in meetings are yet to come" in told["errors"][0]["sentence"]
    assert office.books() == before
    told = office.give("close", "2026-11", "--on", "2026-11-22", "--early")
    assert [one["rule"] for one in told["warnings"]] == ["close.early"]
    assert office.give("verify")["closed"] == ["2026-11"]


def test_a_month_that_was_never_handed_in_cannot_be_closed(office: Office) -> None:
    told = office.give("close", "2026-11", "--on", "2026-12-01", code=1)
    assert [one["rule"] for one in told["errors"]] == ["close.not_handed_in"]
    assert office.books() == {}


def fill(path: str, row: int, *, reason: str = "Told by telephone") -> None:
    book = load_workbook(path)
    page = book["Decisions"]
    page[f"D{row}"], page[f"E{row}"], page[f"F{row}"] = "accepted as billed", reason, "Mari"
    book.save(path)


def test_decisions_are_read_back_and_survive_another_run(office: Office) -> None:
    office.reconcile()
    fill("result/decisions.xlsx", 2)
    told = office.reconcile("--decisions", "result/decisions.xlsx")
    assert told["undecided"] == 17
    again = office.reconcile()
    assert again["undecided"] == 17
    (held,) = [one["decision"] for one in again["results"] if one["decision"]]
    assert (held["verdict"], held["reason"], held["person"]) == (
        "accepted",
        "Told by telephone",
        "Mari",
    )


def test_a_decision_without_a_reason_is_refused(office: Office) -> None:
    office.reconcile()
    before = office.books()
    fill("result/decisions.xlsx", 2, reason=" ")
    told = office.reconcile("--decisions", "result/decisions.xlsx", code=2)
    assert [one["rule"] for one in told["errors"]] == ["import.decision_bare"]
    assert office.books() == before


def test_a_decision_falls_when_its_cents_change(office: Office) -> None:
    office.reconcile(*DECIDED, code=0)
    book = load_workbook("month.xlsx")
    page = book["Delivered"]
    for row in range(2, page.max_row + 1):
        if page[f"A{row}"].value == "M0103":
            page[f"J{row}"] = 75
    book.save("month.xlsx")
    told = office.reconcile()
    waiting = [one["kind"] for one in told["results"] if one["decision"] is None]
    assert told["undecided"] == len(waiting) > 0
    assert told["residue"] == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--decide", "Z99=disputed", "--reason", "x", "--by", "y"),
        ("--decide", "U01=perhaps", "--reason", "x", "--by", "y"),
        ("--decide", "U01=disputed", "--by", "y"),
        ("--decide", "U01=disputed", "--reason", "x"),
    ],
)
def test_half_a_decision_is_refused(words: tuple[str, ...], office: Office) -> None:
    told = office.reconcile(*words, code=2)
    assert not told["ok"]
    assert office.books() == {}


def test_a_closed_month_is_not_handed_in_again(closed: Office) -> None:
    before = closed.books()
    told = closed.give("deliver", "month.xlsx", code=2)
    assert [one["rule"] for one in told["errors"]] == ["month_file.closed"]
    assert (
        closed.give("close", "2026-11", "--on", "2026-12-01", code=1)["errors"][0]["rule"]
        == "month_file.closed"
    )
    assert closed.books() == before


def test_invoices_come_to_what_was_claimed_and_are_the_same_again(closed: Office) -> None:
    first = closed.give("invoice", "2026-11")
    assert first["new"]
    assert sum(one["net"] for one in first["invoices"]) == 846_050
    assert sum(one["vat"] for one in first["invoices"]) == 8_748
    assert all(one["number"].endswith("-0001") for one in first["invoices"])
    before = closed.books()
    again = closed.give("invoice", "2026-11")
    assert not again["new"]
    assert again["invoices"] == first["invoices"]
    assert closed.books() == before


def test_no_invoice_is_drawn_up_from_an_open_month(office: Office) -> None:
    office.give("deliver", "month.xlsx", code=1)
    told = office.give("invoice", "2026-11", code=2)
    assert told["errors"][0]["rule"] == "invoices.not_closed"


def test_contracts_are_told_off_with_their_cells(closed: Office) -> None:
    book = load_workbook("contracts.xlsx")
    page = book["Contracts"]
    page["B2"], page["D3"] = "75999056", "TK26"
    book.save("contracts.xlsx")
    told = closed.give("invoice", "2026-11", code=2)
    rules = {one["rule"] for one in told["errors"]}
    assert "import.no_series" in rules
    assert len(told["errors"]) == 2


@pytest.mark.parametrize("syntax", ["ubl", "earve"])
def test_written_e_invoices_are_sound(syntax: str, closed: Office) -> None:
    closed.give("invoice", "2026-11")
    told = closed.give("einvoice", "--write", "send", "--syntax", syntax)
    assert len(told["files"]) == 5
    judged = closed.give("einvoice", *told["files"])
    assert [one["faults"] for one in judged["files"]] == [[]] * 5
    assert {one["syntax"] for one in judged["files"]} == {syntax}


def test_vat_that_the_official_rules_let_pass_is_told(office: Office) -> None:
    told = office.give("einvoice", "invoices/RP26-0004.xml", code=1)
    (fault,) = told["files"][0]["faults"]
    assert fault["rule"] == "invoices.D08"
    assert "€0.99" in fault["sentence"]


@pytest.mark.parametrize("words", [(), ("a.xml", "--write", "send"), ("gone.xml",)])
def test_e_invoices_ask_for_files_or_a_folder(words: tuple[str, ...], office: Office) -> None:
    assert not office.give("einvoice", *words, code=2)["ok"]


def test_the_report_claims_what_was_closed(closed: Office) -> None:
    told = closed.give("funder-report", "2026-11", "--people", "provider.xlsx")
    assert sum(one["cents"] for one in told["claims"]) == 846_050
    assert all(abs(one["apart_hundredths"]) < 100 for one in told["claims"])
    travel = [one for one in told["benefits"] if one["benefit"] == "commuting"]
    stays = [one for one in told["benefits"] if one["benefit"] == "accommodation"]
    assert travel
    assert all(one["cents"] == 20 * one["km"] for one in travel if one["cents"])
    assert {(one["cents"], one["note"]) for one in stays} == {(None, "amount_unknown")}
    assert all(Path(path).exists() for path in told["files"])
    _, errors, _ = loader.load_file("report/ledger.beancount")
    assert errors == []


def test_without_homes_the_kilometres_stay_open(closed: Office) -> None:
    told = closed.give("funder-report", "2026-11")
    notes = {one["note"] for one in told["benefits"] if one["benefit"] == "commuting"}
    assert notes == {"home_unknown"}


def test_a_figure_is_the_sum_of_its_lines(closed: Office) -> None:
    closed.give("invoice", "2026-11")
    month = closed.give("explain-cent", "2026-11")
    assert sum(one["cents"] for one in month["parts"]) == 846_050
    invoice = closed.give("explain-cent", "IS26-0001")
    assert sum(one["cents"] for one in invoice["parts"]) == 480_500
    account = closed.give("explain-cent", "beyond:year")
    assert account["parts"] == [{"line": "M0186/C019", "cents": 5_000}]


def test_a_cent_is_explained_from_the_meeting_to_the_ledger(closed: Office) -> None:
    closed.give("invoice", "2026-11")
    told = closed.give("explain-cent", "IS26-0001", "77")
    (line,) = told["lines"]
    assert line["apart"] == 0
    assert (line["full"], line["over_year"], line["net"]) == (6_000, 5_000, 1_000)
    assert [pot["before"] for pot in line["pots"]] == [1_000]
    assert {one["document"] for one in told["billed"]} == {"IS26-0001", "80999006/RP26-0002"}
    same = closed.give("explain-cent", "RP26-0002", "76")
    assert same["lines"] == told["lines"]


@pytest.mark.parametrize("words", [("M9999/C1",), ("IS99-0001", "1"), ("RP26-0002", "999")])
def test_an_unknown_figure_is_answered_with_what_is_like_it(
    words: tuple[str, ...], closed: Office
) -> None:
    told = closed.give("explain-cent", *words, code=2)
    assert told["errors"][0]["rule"] == "explain.unknown"


def test_a_line_that_nothing_of_ours_stands_behind_is_said_to(closed: Office) -> None:
    told = closed.give("explain-cent", "RP26-0002", "83", code=2)
    assert told["errors"][0]["rule"] == "explain.not_ours"


def test_a_sample_is_never_written_over_what_is_there(office: Office) -> None:
    before = Path("month.xlsx").read_bytes()
    assert not office.give("sample-month", ".", code=2)["ok"]
    assert Path("month.xlsx").read_bytes() == before
