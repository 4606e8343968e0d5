"""Broken files: each is refused whole, with the place of every fault; none raises."""

import csv
import re
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from api.exports.provider_csv import write_provider_csv
from api.imports.provider_workbook import read_provider
from tests.api.imports.damage import (
    edit_csv,
    edit_workbook,
    faults_in,
    letter,
    refused,
    rewrite,
    warnings_in,
)
from tests.api.imports.good_provider import PROVIDER

Book = openpyxl.Workbook


def test_a_wrong_sheet_name_is_told_with_the_likest(tmp_path: Path) -> None:
    def rename(book: Book) -> None:
        book["Kliendid"].title = "Klienid"

    path = edit_workbook(tmp_path / "a.xlsx", rename)
    assert faults_in(path) == {
        ("sheet_missing", "Kliendid", None, ""),
        ("warn_sheet_unknown", "Klienid", None, ""),
    }
    findings = {finding.rule: finding for finding in read_provider(path)[1]}
    assert findings["import.warn_sheet_unknown"].facts["expected"] == "Kliendid"


def test_a_sheet_that_may_be_missing_is_only_warned_of(tmp_path: Path) -> None:
    path = edit_workbook(tmp_path / "a.xlsx", lambda book: book.remove(book["Muud teenused"]))
    assert warnings_in(path) == {("warn_sheet_missing", "Muud teenused", None, "")}


def test_rows_that_name_a_missing_sheet_s_ids_are_refused(tmp_path: Path) -> None:
    path = edit_workbook(tmp_path / "a.xlsx", lambda book: book.remove(book["Rühmad"]))
    assert faults_in(path) == {
        ("warn_sheet_missing", "Rühmad", None, ""),
        ("unknown_group", "Avaldatud", 3, letter("published", "group")),
    }


def test_the_same_sheet_in_two_languages_is_told(tmp_path: Path) -> None:
    path = edit_workbook(tmp_path / "a.xlsx", lambda book: book.create_sheet("Клиенты"))
    assert faults_in(path) == {("sheet_twice", "Клиенты", None, "")}


def test_an_empty_sheet_is_told(tmp_path: Path) -> None:
    path = edit_workbook(tmp_path / "a.xlsx", lambda b: b["Puudumised"].delete_rows(1, 10))
    assert faults_in(path) == {("sheet_empty", "Puudumised", None, "")}


def test_a_missing_column_is_told_once_not_in_every_row(tmp_path: Path) -> None:
    path = edit_workbook(tmp_path / "a.xlsx", lambda book: book["Plaan"].delete_cols(4))
    assert faults_in(path) == {("column_missing", "Plaan", 1, "Kohtumisi")}


def test_a_missing_id_column_does_not_make_every_reference_unknown(tmp_path: Path) -> None:
    path = edit_workbook(tmp_path / "a.xlsx", lambda book: book["Töötajad"].delete_cols(1))
    assert faults_in(path) == {("column_missing", "Töötajad", 1, "Tunnus")}


def test_an_unknown_column_is_only_warned_of(tmp_path: Path) -> None:
    def add(book: Book) -> None:
        book["Plaan"]["Q1"] = "Märkused"
        book["Plaan"]["Q2"] = "helistada enne"
        book["Plaan"]["S2"] = "pealkirjata"

    path = edit_workbook(tmp_path / "a.xlsx", add)
    assert warnings_in(path) == {
        ("warn_column_unknown", "Plaan", 1, "Q"),
        ("warn_column_unknown", "Plaan", 1, "S"),
    }


def test_a_heading_that_stands_twice_is_told(tmp_path: Path) -> None:
    def repeat(book: Book) -> None:
        book["Plaan"]["Q1"] = "minutes"

    path = edit_workbook(tmp_path / "a.xlsx", repeat)
    assert faults_in(path) == {("column_twice", "Plaan", 1, "Q")}


def test_headings_in_three_languages_and_any_order_are_understood(tmp_path: Path) -> None:
    def shuffle(book: Book) -> None:
        page = book["Kasutatud"]
        page["A1"], page["B1"], page["C1"] = "НАПРАВЛЕНИЕ", " component ", "kuu*"
        page.move_range("E1:E3", cols=4)
        book["Pered"].title = "families"

    assert read_provider(edit_workbook(tmp_path / "a.xlsx", shuffle)) == (PROVIDER, [])


def test_a_formula_without_a_value_is_told_even_in_the_last_row(tmp_path: Path) -> None:
    def compute(book: Book) -> None:
        book["Plaan"]["E2"] = "=60+30"
        book["Puudumised"]["A9"] = "=A2"

    assert faults_in(edit_workbook(tmp_path / "a.xlsx", compute)) == {
        ("formula_without_value", "Plaan", 2, "E"),
        ("formula_without_value", "Puudumised", 9, "A"),
        ("value_missing", "Puudumised", 9, "B"),
        ("value_missing", "Puudumised", 9, "C"),
    }


def test_a_failed_formula_is_told(tmp_path: Path) -> None:
    def fail(text: bytes) -> bytes:
        cell = re.search(rb'<c r="E2"[^>]*><v>90</v></c>', text)
        assert cell
        return text.replace(cell[0], b'<c r="E2" t="e"><f>1/0</f><v>#DIV/0!</v></c>')

    path = rewrite(tmp_path / "a.xlsx", "xl/worksheets/sheet7.xml", fail)
    assert faults_in(path) == {("formula_error", "Plaan", 2, "E")}


def test_a_computed_formula_counts_as_its_value(tmp_path: Path) -> None:
    def compute(text: bytes) -> bytes:
        return re.sub(rb'(<c r="E2"[^>]*>)<v>90</v>', rb"\1<f>60+30</f><v>90</v>", text)

    path = rewrite(tmp_path / "a.xlsx", "xl/worksheets/sheet7.xml", compute)
    assert read_provider(path) == (PROVIDER, [])


def test_a_name_of_broken_letters_in_a_workbook_is_told(tmp_path: Path) -> None:
    def mangle(book: Book) -> None:
        book["Töötajad"]["B2"] = "Mari Ã•unapuu"

    path = edit_workbook(tmp_path / "a.xlsx", mangle)
    assert faults_in(path) == {("mangled_text", "Töötajad", 2, "B")}
    assert read_provider(path)[1][0].facts["expected"] == "Mari Õunapuu"


def test_real_dates_times_numbers_and_merged_cells_are_understood(tmp_path: Path) -> None:
    def retype(book: Book) -> None:
        book["Suunamised"]["D2"] = datetime(2026, 11, 2)  # noqa: DTZ001 - cells know no zones
        book["Plaan"]["G2"] = time(9, 0)
        book["Plaan"]["H2"] = 0.625
        book["Plaan"]["H2"].number_format = "General"
        book["Plaan"]["E2"] = "90"
        book["Kasutatud"]["C2"] = date(2026, 11, 1)
        book["Kasutatud"]["E2"] = 105.05
        book["Töötajad"]["A3"] = 7.0
        book["Kliendid"]["H2"] = 38001085718
        book["Kliendid"].merge_cells("H9:J9")

    assert read_provider(edit_workbook(tmp_path / "a.xlsx", retype)) == (PROVIDER, [])


def test_a_real_date_with_an_hour_and_a_serial_number_are_no_days(tmp_path: Path) -> None:
    def retype(book: Book) -> None:
        book["Suunamised"]["D2"] = datetime(2026, 11, 2, 9, 30)  # noqa: DTZ001 - cells know no zones
        book["Suunamised"]["D3"] = 46342
        book["Suunamised"]["D3"].number_format = "General"
        book["Plaan"]["G2"] = 9.3
        book["Plaan"]["G2"].number_format = "General"
        book["Plaan"]["E2"] = True

    assert faults_in(edit_workbook(tmp_path / "a.xlsx", retype)) == {
        ("not_a_day", "Suunamised", 2, "D"),
        ("not_a_day", "Suunamised", 3, "D"),
        ("not_a_time", "Plaan", 2, "G"),
        ("not_a_number", "Plaan", 2, "E"),
    }


def test_no_provider_and_a_second_one_are_told(tmp_path: Path) -> None:
    none = edit_csv(
        tmp_path / "a", ("provider", 2, "name", ""), ("provider", 2, "interpreter_minutes", "")
    )
    two = edit_csv(tmp_path / "b", ("provider", 3, "name", "Teine MTÜ"))
    assert faults_in(none) == {("provider_missing", "provider", 1, "A")}
    assert faults_in(two) == {("provider_twice", "provider", 3, "A")}


def test_a_hundred_faults_are_told_at_once(tmp_path: Path) -> None:
    columns = ("minutes", "weekdays", "earliest", "latest", "meetings")
    edits = [("plan", row, key, "?") for row in range(2, 22) for key in columns]
    found = faults_in(edit_csv(tmp_path, *edits))
    rules = ("not_a_number", "unknown_weekday", "not_a_time", "not_a_time", "not_a_number")
    wrong = {
        (rule, "plan", row, letter("plan", key))
        for row in range(2, 22)
        for rule, key in zip(rules, columns, strict=True)
    }
    missing = {
        ("value_missing", "plan", row, letter("plan", key))
        for row in range(4, 22)
        for key in ("id", "referral", "component")
    }
    assert len(wrong) == 100
    assert found == wrong | missing


def test_findings_stand_in_the_order_of_the_file(tmp_path: Path) -> None:
    def damage(book: Book) -> None:
        book["Avaldatud"]["C3"] = -1
        book["Plaan"]["E3"] = 0
        book["Plaan"]["B2"] = "R77"
        book["Töötajad"]["E2"] = "Atlantis"

    _, findings = read_provider(edit_workbook(tmp_path / "a.xlsx", damage))
    places = [(f.where.sheet, f.where.row) for f in findings if f.where]
    assert places == [("Töötajad", 2), ("Plaan", 2), ("Plaan", 3), ("Avaldatud", 3)]


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1257"])
def test_csv_is_read_in_the_encodings_and_delimiters_of_the_land(
    delimiter: str, encoding: str, tmp_path: Path
) -> None:
    write_provider_csv(tmp_path, PROVIDER)
    for path in tmp_path.iterdir():
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file, delimiter=";"))
        text = [[cell.replace("Пётр Примеров", "Õie Šõž") for cell in row] for row in rows]
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(text)
    provider, findings = read_provider(tmp_path)
    assert findings == []
    assert provider is not None
    assert provider.workers[1].name == "Õie Šõž"


def test_csv_of_no_known_encoding_and_a_folder_without_csv_are_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert refused(tmp_path / "empty") == "folder_without_files"
    write_provider_csv(tmp_path / "a", PROVIDER)
    (tmp_path / "a" / "plan.csv").write_bytes(b"id;\x00\xff\xfe\x00")
    assert ("file_encoding", "plan", None, "") in faults_in(tmp_path / "a")
