"""The result of a month, its cost report, claims and journal: to the cent, in any program."""

import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas as pd
import pytest
from beancount import loader
from beancount.core.data import Balance, Open, Transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from api.exports.month_claims import claim_report
from api.exports.month_costs import YearSoFar, cost_report
from api.exports.month_journal import journal, write_beancount
from api.exports.month_leaf import Field, Form, Leaf
from api.exports.month_leaf_files import write_leaf_csv, write_leaves
from api.exports.month_result import (
    FINDING_COLUMNS,
    MonthResult,
    leaves_of,
    write_result,
    write_result_csv,
)
from api.workbook.column import LANGUAGES, Language, Names
from billing.bookings import bookings_of
from billing.grants import all_grants
from billing.ledger import Batch, Cause, Entry
from billing.month import Month, Terms, price_month
from billing.split import claims
from billing.tables import ATTENDED, PRICES
from domain.programme import Funder, programmes
from domain.referral import Referral
from tests.api.imports.good_month import MONTH, PART, PRICE, rows_of

NOVEMBER = date(2026, 11, 1)
REFERRALS = (
    Referral("R1", "ska-components", "C1", date(2026, 1, 5), municipality="Tartu linn"),
    Referral("R2", "amif-2018", "C2", date(2026, 1, 5), municipality="=HYPERLINK(1)"),
)
AMIF = next(c.id for c in programmes()["amif-2018"].components if c.paid)
SKA = next(c.id for c in programmes()["ska-components"].components if c.paid)
SHARES = (("Euroopa fond", 75), ("Riik & Ko", 25))
FUNDERS = tuple(
    Funder(since=date(2018, 1, 1), source="test", name=name, percent=percent)
    for name, percent in SHARES
)
PROGRAMMES = {
    key: one.model_copy(update={"funders": FUNDERS}) if key == "amif-2018" else one
    for key, one in programmes().items()
}
RISKY = ("=", "+", "-", "@", "\t", "\r")


def book_of() -> MonthResult:
    """A month of two programmes, priced and shared, and two findings."""
    parts = [
        {"meeting": f"M{n}", "client": client, "referral": referral, "component": component}
        | {"provider": "80123456", "minutes": 45 + n, "theirs": theirs}
        for n in range(9)
        for client, referral, component, theirs in (
            ("C1", "R1", SKA, "STAR-1"),
            ("C2", "R2", AMIF, "=2+2"),
        )
    ]
    attended = rows_of(ATTENDED, PART, parts)
    prices = rows_of(PRICES, PRICE, ({"component": SKA}, {"component": AMIF, "cents": 3_333}))
    month = priced_month(attended, prices)
    findings = pd.DataFrame(
        [
            ("Q01", True, 250, 15, "80123456/7", "1", "M0/C1", "C1", SKA, "15 minutit rohkem"),
            ("P03", True, -100, 0, "", "", "M1/C2", "C2", AMIF, '=cmd|"/c calc"'),
            ("T07", False, 1, 0, "80123456/7", "2", "M2/C1", "C1", SKA, "sent"),
        ],
        columns=list(FINDING_COLUMNS),
    )
    expected = int(month.priced["net"].sum())
    return MonthResult(
        NOVEMBER,
        replace(MONTH, attended=attended, prices=prices, referrals=REFERRALS),
        month.priced,
        month.split,
        findings,
        expected,
        expected + 150,
        (("M0/C1", "45 min"), ("M1/C2", "-5 % @")),
        (("hind", "35,00", "leping"),),
    )


def priced_month(attended: pd.DataFrame, prices: pd.DataFrame) -> Month:
    return price_month(attended, Terms(PROGRAMMES, prices), REFERRALS)


RESULT = book_of()


def test_something_is_claimed_of_both_programmes() -> None:
    assert RESULT.priced["net"].gt(0).all()
    assert len(RESULT.split) > len(RESULT.priced)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_workbook_says_the_month_to_the_cent(language: Language, tmp_path: Path) -> None:
    write_result(tmp_path / "a.xlsx", RESULT, language)
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    names = [leaf.names.name(language) for leaf in leaves_of(RESULT, language)]
    assert book.sheetnames == names
    assert len(names) == 6
    for page in book:
        assert page.freeze_panes is not None
        assert page.auto_filter.ref is not None
    values = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)[names[2]]
    rows = list(values.values)
    (field,) = (one for one in leaves_of(RESULT, language)[2].fields if one.key == "net")
    place = rows[0].index(field.names.name(language))
    nets = [row[place] for row in rows[1 : 1 + len(RESULT.priced)]]
    assert [round(float(net) * 100) for net in nets if isinstance(net, int | float)] == (
        RESULT.priced["net"].tolist()
    )
    total, check = rows[-2][place], rows[-1][place]
    assert isinstance(total, int | float)
    assert round(total * 100) == RESULT.priced["net"].sum()
    assert check == 0


def test_money_and_days_look_like_money_and_days(tmp_path: Path) -> None:
    write_result(tmp_path / "a.xlsx", RESULT, "en")
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["Lines"]
    looks = {head.value: first.number_format for head, first in zip(page[1], page[2], strict=True)}
    assert looks["Claimed"] == "#,##0.00"
    assert looks["Day"] == "dd.mm.yyyy"


def test_the_only_formulas_are_the_checks_of_our_sums(tmp_path: Path) -> None:
    write_result(tmp_path / "a.xlsx", RESULT)
    with ZipFile(tmp_path / "a.xlsx") as archive:
        pages = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        text = b"".join(map(archive.read, pages)).decode()
        assert not [name for name in archive.namelist() if "worksheets/_rels" in name]
    formulas = re.findall(r"<f>(.*?)</f>", text)
    assert len(formulas) == 10
    for formula in formulas:
        assert re.fullmatch(r"ROUND\(SUM\(([A-Z])2:\1\d+\)-\1\d+,2\)", formula)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_summary_explains_the_difference(language: Language) -> None:
    summary = leaves_of(RESULT, language)[0].columns
    cents = list(zip(summary["count"], summary["cents"], strict=True))
    assert cents[4][1] == cents[5][1] == RESULT.expected
    assert [one for _, one in cents[6:10]] == [RESULT.expected + 150, 150, 150, 0]
    assert list(zip(summary["name"], cents, strict=True))[10:] == [
        ("P03", (1, -100)),
        ("Q01", (1, 250)),
        ("T07", (1, 0)),
    ]


def test_cents_that_nothing_explains_are_shown() -> None:
    summary = leaves_of(replace(RESULT, billed=RESULT.billed + 7), "en")[0].columns
    assert summary["name"][9] == "Unexplained"
    assert summary["cents"][9] == 7


def test_the_csv_files_open_in_an_estonian_excel_and_hold_no_formula(tmp_path: Path) -> None:
    write_result_csv(tmp_path, RESULT)
    names = {path.stem for path in tmp_path.iterdir()}
    assert names == {"summary", "findings", "lines", "splits", "explanations", "parameters"}
    for path in tmp_path.iterdir():
        content = path.read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.count(b"\r\n") == content.count(b"\n") > 1
    with (tmp_path / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert [row[2] for row in rows[1:]] == ["2,50", "-1,00", "0,01"]
    assert [row[-1] for row in rows[1:]] == ["15 minutit rohkem", '\'=cmd|"/c calc"', "sent"]
    assert [row[1] for row in rows[1:]] == ["jah", "jah", "ei"]


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(st.text(max_size=12), min_size=1, max_size=4))
def test_no_text_of_a_csv_file_begins_like_a_formula(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    leaf = Leaf("a", Names("a", "a", "a"), (Field("t", Names("a", "a", "a")),), {"t": texts})
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    write_leaf_csv(path, leaf)
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = [cell for row in csv.reader(file, delimiter=";") for cell in row]
    assert [cell for cell in cells if cell.lstrip().startswith(RISKY[:4])] == []
    assert [cell for cell in cells if cell.startswith(RISKY)] == []


def test_a_float_is_neither_money_nor_time(tmp_path: Path) -> None:
    names = Names("a", "a", "a")
    for form in (Form.CENTS, Form.MINUTES, Form.WHOLE, Form.DAY, Form.E4):
        leaf = Leaf("a", names, (Field("t", names, form),), {"t": [1.0]})
        with pytest.raises(TypeError, match="whole"):
            write_leaves(tmp_path / "a.xlsx", [leaf])


def costs(year: YearSoFar | None = None) -> dict[str, list[object]]:
    book = RESULT.book
    leaf = cost_report(book.attended, RESULT.priced, book.prices, REFERRALS, year)
    return {field.key: list(leaf.columns[field.key]) for field in leaf.fields}


def test_the_cost_report_has_a_row_for_each_case_and_component() -> None:
    report = costs()
    assert report["municipality"] == ["=HYPERLINK(1)", "Tartu linn"]
    assert report["theirs"] == ["=2+2", "STAR-1"]
    assert report["component"] == [AMIF, SKA]
    assert report["meetings"] == [9, 9]
    assert report["month"] == [NOVEMBER.toordinal()] * 2
    granted = RESULT.priced["granted"].to_numpy()
    assert report["minutes"] == [granted[1::2].sum(), granted[::2].sum()]
    nets = RESULT.priced["net"].to_numpy()
    assert report["cents"] == [nets[1::2].sum(), nets[::2].sum()]


def test_the_year_to_date_stands_against_the_ceiling() -> None:
    own = costs()["cents"][1]
    assert isinstance(own, int)
    report = costs(YearSoFar({("C1", SKA): 100_000}, {("C1", SKA): 366_000}))
    assert report["year"][1] == own + 100_000
    assert report["ceiling"] == [None, 366_000]
    assert report["left"] == [None, 266_000 - own]


def test_lines_of_last_year_do_not_count_into_the_year() -> None:
    book, priced = RESULT.book, RESULT.priced
    attended = book.attended.assign(
        day=book.attended["day"].where(
            book.attended["meeting"] != "M0", date(2025, 12, 30).toordinal()
        )
    )
    leaf = cost_report(attended, priced, book.prices, REFERRALS)
    first = priced["net"].to_numpy()[0]
    pairs = zip(leaf.columns["client"], leaf.columns["month"], strict=True)
    assert ("C1", date(2025, 12, 1).toordinal()) in set(pairs)
    year = dict(zip(leaf.columns["client"], leaf.columns["year"], strict=True))
    assert year["C1"] == priced["net"].to_numpy()[::2].sum() - first


def test_a_funder_is_asked_for_its_share_within_a_cent() -> None:
    grants = all_grants(PROGRAMMES.values())
    leaf = claim_report(claims(RESULT.split, grants), grants, RESULT.split, "en")
    columns = leaf.columns
    assert sum(c for c in columns["cents"] if isinstance(c, int)) == RESULT.priced["net"].sum()
    shared = [n for n, part in enumerate(columns["percent"]) if part != 10_000]
    assert len(shared) >= 2
    for n in range(len(leaf)):
        cents, whole, share = (columns[key][n] for key in ("cents", "whole", "by_share"))
        percent, apart = columns["percent"][n], columns["apart"][n]
        assert isinstance(whole, int)
        assert isinstance(percent, int)
        assert share == whole * percent // 100
        assert isinstance(apart, int)
        assert abs(apart) < 100
        assert cents * 100 - share == apart  # type: ignore[operator]
    assert sum(n for n in columns["count"] if isinstance(n, int)) == len(RESULT.split)


def batch() -> Batch:
    month = Month(
        RESULT.priced,
        RESULT.split,
        {},
        priced_month(RESULT.book.attended, RESULT.book.prices).totals,
    )
    late = Entry(
        "late:1",
        Cause.WRITEOFF,
        NOVEMBER,
        date(2026, 9, 3),
        (('funder:Sõber & "Ko"', 5), ("funder:Sõber - Ko", 1), ("strange ä:!!", -6)),
        line="M0/C1",
        cause='ta ütles "jah" \\ ja\nläks',
    )
    return Batch.joined([bookings_of(RESULT.book.attended, month, NOVEMBER), Batch.of([late])])


def test_the_journal_balances_and_names_account_text_and_document(tmp_path: Path) -> None:
    booked = batch()
    leaf = journal(booked.entries, booked.postings, {"M0/C1": "=7"}, {"claim": "1210"})
    columns = leaf.columns
    assert len(leaf) == len(booked.postings)
    debit, credit = (sum(c for c in columns[k] if isinstance(c, int)) for k in ("debit", "credit"))
    assert debit == credit > 0
    assert "1210" in columns["account"]
    assert "claim" not in columns["account"]
    dates = [day for day in columns["date"] if isinstance(day, int)]
    assert dates == sorted(dates)
    assert dates[0] == NOVEMBER.toordinal(), "a fact that came late is booked in the open month"
    assert set(columns["document"]) == {"", "=7"}
    write_leaf_csv(tmp_path / "a.csv", leaf)
    assert ";'=7\r\n" in (tmp_path / "a.csv").read_bytes().decode("utf-8-sig")


def test_beancount_finds_the_ledger_without_a_fault(tmp_path: Path) -> None:
    booked = batch()
    path = tmp_path / "a.beancount"
    write_beancount(path, booked.entries, booked.postings, {"M0/C1": '7 "a"'})
    found, errors, _ = loader.load_file(str(path))
    assert errors == []
    opened = [one for one in found if isinstance(one, Open)]
    assert len({one.account for one in opened}) == booked.postings["account"].nunique()
    written = [one for one in found if isinstance(one, Transaction)]
    assert len(written) == len(booked.entries)
    assert {one.meta.get("document") for one in written} == {None, '7 "a"'}
    sums = {
        one.account: one.amount.number
        for one in found
        if isinstance(one, Balance) and one.amount.number is not None
    }
    claim = int(booked.postings.loc[booked.postings["account"] == "claim", "cents"].sum())
    assert sums["Assets:Claim"] * 100 == claim
    assert sum(sums.values()) == 0


def test_beancount_sees_a_cent_that_is_changed(tmp_path: Path) -> None:
    booked = batch()
    path = tmp_path / "a.beancount"
    write_beancount(path, booked.entries, booked.postings)
    text = path.read_text("utf-8")
    name, amount = re.findall(r"balance (\S+) (-?\d+\.\d\d) ~", text)[-1]
    cent = f"{float(amount) + 0.01:.2f}"
    path.write_text(text.replace(f"{name} {amount} ~", f"{name} {cent} ~"), "utf-8")
    assert len(loader.load_file(str(path))[1]) == 1


def test_an_empty_ledger_is_an_empty_file(tmp_path: Path) -> None:
    nothing = Batch.none()
    write_beancount(tmp_path / "a.beancount", nothing.entries, nothing.postings)
    assert loader.load_file(str(tmp_path / "a.beancount"))[1] == []
    assert len(journal(nothing.entries, nothing.postings)) == 0
