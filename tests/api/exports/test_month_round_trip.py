"""A month that is written is read again bit for bit, in every language, as XLSX and as CSV."""

import csv
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.exports.month_csv import write_month_csv
from api.exports.month_workbook import write_month, write_month_template
from api.imports.misread import is_warning
from api.imports.month_book import read_month
from api.imports.plain_scan import is_plain
from api.workbook.column import LANGUAGES, Language
from api.workbook.month import MONTH_SHEETS
from api.workbook.month.book import MonthBook
from billing.tables import ATTENDED, BILLED
from tests.api.imports.good_month import LINE, MONTH, PART, assert_same, minute, months, rows_of


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_workbook_gives_back_the_month(language: Language, tmp_path: Path) -> None:
    write_month(tmp_path / "a.xlsx", MONTH, language)
    found, findings = read_month(tmp_path / "a.xlsx")
    assert findings == []
    assert_same(found, MONTH)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_csv_folder_gives_back_the_month(language: Language, tmp_path: Path) -> None:
    write_month_csv(tmp_path, MONTH, language)
    found, findings = read_month(tmp_path)
    assert findings == []
    assert_same(found, MONTH)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(month=months(), language=st.sampled_from(LANGUAGES))
def test_any_month_survives_both_forms_one_after_the_other(
    month: MonthBook, language: Language, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    write_month_csv(folder / "csv", month, language)
    from_csv, findings = read_month(folder / "csv")
    assert [finding for finding in findings if not is_warning(finding)] == []
    assert_same(from_csv, month)
    assert from_csv is not None
    write_month(folder / "a.xlsx", from_csv, language)
    assert_same(read_month(folder / "a.xlsx")[0], month)


def test_equal_months_give_equal_files(tmp_path: Path) -> None:
    write_month(tmp_path / "a.xlsx", MONTH)
    write_month(tmp_path / "b.xlsx", MONTH)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_is_a_month_without_rows(language: Language, tmp_path: Path) -> None:
    write_month_template(tmp_path / "a.xlsx", language)
    found, findings = read_month(tmp_path / "a.xlsx")
    assert findings == []
    assert_same(found, MonthBook())


def test_nothing_in_the_files_comes_alive(tmp_path: Path) -> None:
    write_month(tmp_path / "a.xlsx", MONTH)
    with ZipFile(tmp_path / "a.xlsx") as archive:
        pages = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert b"<f>" not in b"".join(map(archive.read, pages))
    write_month_csv(tmp_path / "csv", MONTH)
    texts = [
        cell
        for path in (tmp_path / "csv").iterdir()
        for row in csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";")
        for cell in row
    ]
    assert {"'=STAR", "'@SUM(A1)", "'-5 %", "'+Amet"} <= set(texts)
    risky = {text for text in texts if text[:1] in ("=", "+", "-", "@", "\t", "\r")}
    assert risky == {"-52,50", "-35,00", "-1,0000", "-0,05"}


def test_our_own_sheets_are_told_at_a_glance(tmp_path: Path) -> None:
    write_month(tmp_path / "a.xlsx", MONTH)
    with ZipFile(tmp_path / "a.xlsx") as archive:
        pages = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(pages) == len(MONTH_SHEETS) + 2
        assert all(is_plain(archive.read(name), 10_000, 100, 100_000) for name in pages)


def test_the_csv_files_open_in_an_estonian_excel(tmp_path: Path) -> None:
    write_month_csv(tmp_path, MONTH)
    content = (tmp_path / "billed.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    first = content.decode("utf-8-sig").split("\r\n")[1]
    assert "02.11.2026;02.11.2026;1,5000;tund;60;35,0000;0,00;52,50;E;0,00" in first


def test_what_a_sheet_has_no_room_for_is_refused(tmp_path: Path) -> None:
    def attended(**row: str | int) -> MonthBook:
        return MonthBook(attended=rows_of(ATTENDED, PART, ({},)).assign(**row))

    wrong = (
        attended(line="M1"),
        attended(begun=minute(2026, 11, 2, 9)),
        replace(attended(referral="R1"), numbers={"R1": "STAR-1"}),
        MonthBook(billed=rows_of(BILLED, LINE, ({},)).assign(minutes=91)),
    )
    for month in wrong:
        with pytest.raises(ValueError, match=r"line|minute|number"):
            write_month_csv(tmp_path, month)
