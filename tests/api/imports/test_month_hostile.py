"""Forty files that must not be taken: each told off in full, quickly, and nothing of it kept."""

import csv
import re
import time
import zipfile
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path

import openpyxl
import pytest

from api.exports.month_csv import write_month_csv
from api.exports.month_workbook import write_month
from api.imports.archive import ENCRYPTED, OLE
from api.imports.month_book import read_month
from api.workbook.column import letter_of
from api.workbook.month import MONTH_SHEETS
from domain.words import LANGUAGES, say
from tests.api.imports.good_month import MONTH

SECONDS = 1.0
Make = Callable[[Path], Path]
Found = set[tuple[str, str, int | None, str]]
"""Rule without ``import.``, sheet, row, letter of the column."""
SHEETS = {sheet.key: sheet for sheet in MONTH_SHEETS}


def letter(sheet: str, column: str) -> str:
    return letter_of([one.key for one in SHEETS[sheet].columns].index(column))


def edited(*edits: tuple[str, int, str, str]) -> Make:
    """A good CSV folder with some cells changed: sheet, row, column, text."""

    def make(folder: Path) -> Path:
        write_month_csv(folder, MONTH)
        for edit in edits:
            change_rows(folder / f"{edit[0]}.csv", partial(set_cell, edit))
        return folder

    return make


def set_cell(edit: tuple[str, int, str, str], rows: list[list[str]]) -> None:
    key, number, column, text = edit
    while len(rows) < number:
        rows.append([""] * len(SHEETS[key].columns))
    rows[number - 1][ord(letter(key, column)) - ord("A")] = text


def change_rows(path: Path, change: Callable[[list[list[str]]], object]) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def resaved(edit: Callable[[openpyxl.Workbook], object]) -> Make:
    """A good workbook, changed by another program."""

    def make(folder: Path) -> Path:
        path = folder / "a.xlsx"
        write_month(path, MONTH)
        book = openpyxl.load_workbook(path)
        edit(book)
        book.save(path)
        return path

    return make


def repacked(part: str, change: Callable[[bytes], bytes], name: str = "") -> Make:
    """A good workbook with one part of its zip changed, or another one added."""

    def make(folder: Path) -> Path:
        path = folder / "a.xlsx"
        write_month(path, MONTH)
        with zipfile.ZipFile(path) as before:
            parts = {item: before.read(item) for item in before.namelist()}
        parts[name or part] = change(parts[part])
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as after:
            for item, content in parts.items():
                after.writestr(item, content)
        return path

    return make


def raw(content: bytes, name: str = "a.xlsx") -> Make:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name if name.endswith("xlsx") else folder

    return make


def recoded(encoding: str, before: str, after: str) -> Make:
    """A good CSV folder whose sheet of invoice lines is saved in another encoding."""

    def make(folder: Path) -> Path:
        write_month_csv(folder, MONTH)
        path = folder / "billed.csv"
        text = path.read_text("utf-8-sig").replace(before, after)
        path.write_bytes(text.encode(encoding))
        return folder

    return make


def torn(folder: Path) -> Path:
    write_month(folder / "a.xlsx", MONTH)
    content = (folder / "a.xlsx").read_bytes()
    (folder / "a.xlsx").write_bytes(content[: len(content) // 2])
    return folder / "a.xlsx"


def lying_bomb(folder: Path) -> Path:
    path = repacked("xl/workbook.xml", lambda _: b" " * 50_000_000, "xl/media/image1.xml")(folder)
    size = (50_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (5).to_bytes(4, "little")))
    return path


def numbers(sheet: str, **cells: float | str | datetime) -> Make:
    """A workbook with other values, typed as a program would: cell name -> value."""

    def edit(book: openpyxl.Workbook) -> None:
        for name, value in cells.items():
            book[SHEETS[sheet].names.et][name] = value

    return resaved(edit)


def rows_of_words(rows: list[list[str]]) -> None:
    rows[1:] = [["?"] * len(rows[0]) for _ in range(1100)]


def wrong_everywhere(folder: Path) -> Path:
    write_month_csv(folder, MONTH)
    change_rows(folder / "billed.csv", rows_of_words)
    return folder


def cell(name: str, inside: bytes) -> Callable[[bytes], bytes]:
    """One cell of a sheet's XML replaced."""
    pattern = re.compile(rb'<c r="' + name.encode() + rb'"[^>]*>.*?</c>')
    return lambda text: pattern.sub(b'<c r="' + name.encode() + b'"' + inside + b"</c>", text, 1)


def sheet_part(key: str) -> str:
    return f"xl/worksheets/sheet{[*SHEETS].index(key) + 1}.xml"


def beyond(text: bytes) -> bytes:
    row = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return text.replace(b"</sheetData>", row)


def entity(text: bytes) -> bytes:
    return text.replace(b"<sst", b'<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;">]><sst', 1)


A = {key: letter("attended", key) for key in (one.key for one in SHEETS["attended"].columns)}
B = {key: letter("billed", key) for key in (one.key for one in SHEETS["billed"].columns)}

HOSTILE: dict[str, tuple[Make, Found]] = {
    "no file": (lambda folder: folder / "none.xlsx", {("file_unreadable", "", None, "")}),
    "empty file": (raw(b""), {("file_no_workbook", "", None, "")}),
    "a letter": (raw(b"%PDF-1.7"), {("file_no_workbook", "", None, "")}),
    "an old workbook": (raw(OLE + b"\0" * 600), {("file_old_format", "", None, "")}),
    "a locked workbook": (raw(OLE + b"\0" * 64 + ENCRYPTED), {("file_encrypted", "", None, "")}),
    "half a workbook": (torn, {("file_no_workbook", "", None, "")}),
    "a folder without sheets": (raw(b"", "a.txt"), {("folder_without_files", "", None, "")}),
    "broken XML": (
        repacked(sheet_part("attended"), lambda text: text[: len(text) // 2]),
        {("file_no_workbook", "", None, "")},
    ),
    "entities": (
        repacked("xl/sharedStrings.xml", entity),
        {("file_no_workbook", "", None, "")},
    ),
    "a zip bomb": (
        repacked("xl/workbook.xml", lambda _: b" " * 50_000_000, "xl/media/image1.xml"),
        {("file_bomb", "", None, "")},
    ),
    "a bomb that lies": (lying_bomb, {("file_bomb", "", None, "")}),
    "a cell in the farthest corner": (
        repacked(sheet_part("billed"), beyond),
        {("cell_too_far", "", None, "")},
    ),
    "a hidden sheet": (
        resaved(lambda book: setattr(book["Hinnad"], "sheet_state", "hidden")),
        {("sheet_hidden", "Hinnad", None, "")},
    ),
    "merged cells": (
        resaved(lambda book: book["Arveread"].merge_cells("A2:A3")),
        {("cells_merged", "Arveread", None, ""), ("value_missing", "Arveread", 3, "A")},
    ),
    "a sheet without headings": (
        resaved(lambda book: book["Osutatud"].delete_rows(1, 20)),
        {("sheet_empty", "Osutatud", None, "")},
    ),
    "a heading that stands twice": (
        resaved(lambda book: book["Arveread"].__setitem__("W1", "net")),
        {("column_twice", "Arveread", 1, "W")},
    ),
    "a required column missing": (
        resaved(lambda book: book["Osutatud"].delete_cols(1)),
        {("column_missing", "Osutatud", 1, "Kohtumine")},
    ),
    "a sheet in two languages": (
        resaved(lambda book: book.create_sheet("Счета")),
        {("sheet_twice", "Счета", None, "")},
    ),
    "no sheet of a month": (
        raw(b"nimi;vanus\r\nMari;5\r\n", "people.csv"),
        {("sheet_missing", "", None, "")},
    ),
    "a formula never computed": (
        numbers("billed", P2="=35*1.5"),
        {("formula_without_value", "Arveread", 2, B["net"])},
    ),
    "a formula that failed": (
        repacked(sheet_part("billed"), cell("P2", b' t="e"><f>1/0</f><v>#DIV/0!</v>')),
        {("formula_error", "Arveread", 2, B["net"])},
    ),
    "NaN in a workbook": (
        repacked(sheet_part("billed"), cell("P2", b"><v>NaN</v>")),
        {("not_a_number", "Arveread", 2, B["net"])},
    ),
    "1e308 euros": (numbers("billed", P2=1e308), {("too_large", "Arveread", 2, B["net"])}),
    "three decimals in a number": (
        numbers("billed", P2=52.505),
        {("not_cents", "Arveread", 2, B["net"])},
    ),
    "NaN, inf and 1e5 as text": (
        edited(
            ("billed", 2, "net", "NaN"), ("billed", 3, "net", "inf"), ("billed", 4, "net", "1e5")
        ),
        {("not_a_number", "billed", row, B["net"]) for row in (2, 3, 4)},
    ),
    "an ambiguous amount": (
        edited(*(("documents", row, key, "1.234") for row in (2, 3) for key in ("net", "vat"))),
        {
            ("ambiguous_number", "documents", row, letter("documents", key))
            for row in (2, 3)
            for key in ("net", "vat")
        },
    ),
    "a code that lost its figures": (
        numbers("attended", B2=12345678901234567890),
        {("figures_lost", "Osutatud", 2, A["client"])},
    ),
    "a registry code without its zero": (
        numbers("attended", E2=1234567),
        {("registry_code", "Osutatud", 2, A["provider"])},
    ),
    "negative minutes": (
        edited(("attended", 2, "minutes", "-90"), ("attended", 3, "minutes", "\u221290")),
        {("too_small", "attended", row, A["minutes"]) for row in (2, 3)},
    ),
    "days that are none": (
        edited(
            ("attended", 2, "day", "30.02.2026"),
            ("attended", 3, "day", "46328"),
            ("attended", 4, "day", "11/23/2026"),
        ),
        {
            ("no_such_day", "attended", 2, A["day"]),
            ("not_a_day", "attended", 3, A["day"]),
            ("not_a_day", "attended", 4, A["day"]),
        },
    ),
    "the years 1900 and 9999": (
        edited(("attended", 2, "day", "01.01.1900"), ("prices", 2, "until", "31.12.9999")),
        {
            ("far_day", "attended", 2, A["day"]),
            ("far_day", "prices", 2, letter("prices", "until")),
        },
    ),
    "a day with an hour": (
        numbers("attended", G2=datetime(2026, 11, 2, 9, 30)),  # noqa: DTZ001 - cells know no zones
        {("not_a_day", "Osutatud", 2, A["day"])},
    ),
    "an hour that never came": (
        edited(("attended", 2, "day", "29.03.2026"), ("attended", 2, "start", "3:30")),
        {("no_such_time", "attended", 2, A["start"])},
    ),
    "an hour that came twice": (
        edited(("attended", 5, "clock", "")),
        {("time_twice", "attended", 5, A["start"])},
    ),
    "an end where clocks change": (
        edited(
            ("attended", 2, "day", "25.10.2026"),
            ("attended", 2, "start", "2:00"),
            ("attended", 2, "end", "3:30"),
            ("attended", 2, "minutes", ""),
        ),
        {("end_unclear", "attended", 2, A["end"])},
    ),
    "end and minutes at odds, or neither": (
        edited(("attended", 2, "end", "11:00"), ("attended", 3, "minutes", "")),
        {
            ("end_and_minutes_differ", "attended", 2, A["minutes"]),
            ("end_or_minutes_missing", "attended", 3, A["minutes"]),
        },
    ),
    "an end before the start": (
        edited(("attended", 2, "end", "9:00"), ("attended", 2, "minutes", "")),
        {("range_reversed", "attended", 2, A["end"])},
    ),
    "the same part twice": (
        edited(("attended", 4, "client", "007")),
        {("part_twice", "attended", 4, A["meeting"])},
    ),
    "names that lead nowhere": (
        edited(
            ("attended", 2, "referral", "R9"),
            ("billed", 2, "document", "99"),
            ("billed", 3, "component", "massaaz"),
            ("used", 2, "referral", "R-1"),
        ),
        {
            ("unknown_referral", "attended", 2, A["referral"]),
            ("unknown_document", "billed", 2, B["document"]),
            ("unknown_component", "billed", 3, B["component"]),
            ("unknown_referral", "used", 2, letter("used", "referral")),
        },
    ),
    "a referral of somebody else": (
        edited(("attended", 2, "client", "C9")),
        {("client_of_another", "attended", 2, A["referral"])},
    ),
    "the western encoding": (
        recoded("iso8859-15", "Tugiisik 2. november; 1,5 tundi", "Žanna Õ"),
        {("encoding_unsure", "billed", 2, B["said"])},
    ),
    "the western encoding of Windows": (
        recoded("cp1252", "Tugiisik 2. november; 1,5 tundi", "Šura"),
        {("file_encoding", "billed", None, "")},
    ),
    "letters broken by a program": (
        edited(("billed", 2, "said", "TugiisikuÃµpe")),
        {("mangled_text", "billed", 2, B["said"])},
    ),
    "an invoice twice": (
        edited(("documents", 3, "document", ""), ("documents", 3, "number", "7")),
        {("document_twice", "documents", 3, letter("documents", "number"))},
    ),
    "a price that ends before it begins, and one without a length": (
        edited(
            ("prices", 2, "until", "01.11.2026"),
            ("prices", 3, "unit_minutes", ""),
        ),
        {
            ("days_reversed", "prices", 2, letter("prices", "until")),
            ("unit_minutes_missing", "prices", 3, letter("prices", "unit_minutes")),
        },
    ),
    "no provider": (
        edited(("parties", 2, "side", "ostja"), ("attended", 2, "provider", "")),
        {("unknown_provider", "attended", 2, A["provider"])},
    ),
}


def places_of(findings: Iterable[object]) -> Found:
    """Where each finding is; every one can be said in three languages."""
    found: Found = set()
    listed = list(findings)
    for finding in listed:
        where = finding.where  # type: ignore[attr-defined]
        assert where.file
        for language in LANGUAGES:
            assert say(language, finding.rule, **finding.facts)  # type: ignore[attr-defined]
        column = where.column.rpartition("(")[2].rstrip(")")
        found.add((finding.rule.removeprefix("import."), where.sheet, where.row, column))  # type: ignore[attr-defined]
    assert len(found) == len(listed), "no fault is told twice"
    return {one for one in found if not one[0].startswith("warn_")}


def test_there_are_at_least_forty() -> None:
    assert len(HOSTILE) >= 40


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_at_once_with_all_its_faults(name: str, tmp_path: Path) -> None:
    make, wanted = HOSTILE[name]
    path = make(tmp_path)
    started = time.process_time()
    month, findings = read_month(path)
    assert time.process_time() - started < SECONDS
    assert month is None
    assert places_of(findings) == wanted


def test_a_file_wrong_in_every_cell_is_told_off_in_measure(tmp_path: Path) -> None:
    month, findings = read_month(wrong_everywhere(tmp_path))
    assert month is None
    more = [finding for finding in findings if finding.rule == "import.more_alike"]
    assert {finding.facts["count"] for finding in more} == {100}
    kinds = {(finding.where.column, finding.facts["expected"]) for finding in more if finding.where}
    assert len(kinds) == len(more) >= 8
    assert len(findings) < 1000 * len(SHEETS["billed"].columns)
