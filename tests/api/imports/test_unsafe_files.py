"""Files that are no workbook, or that would hurt whoever opens them: refused whole."""

import re
import zipfile
from pathlib import Path

import pytest

from api.exports.provider_workbook import write_provider
from api.imports import archive, scan
from tests.api.imports.damage import edit_csv, faults_in, refused, rewrite
from tests.api.imports.good_provider import PROVIDER


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.xlsx") == "file_unreadable"


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file_no_workbook"),
        (b"%PDF-1.7 nothing of a workbook", "file_no_workbook"),
        (b"PK\x03\x04 torn", "file_no_workbook"),
        (archive.OLE + b"\0" * 600, "file_old_format"),
        (archive.OLE + b"\0" * 64 + archive.ENCRYPTED, "file_encrypted"),
    ],
)
def test_a_file_that_is_no_workbook_is_told(content: bytes, rule: str, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert refused(path) == rule


def test_a_zip_without_a_workbook_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as file:
        file.writestr("letter.txt", "hello")
    assert refused(tmp_path / "a.xlsx") == "file_no_workbook"


def test_half_a_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_provider(path, PROVIDER)
    path.write_bytes(path.read_bytes()[:5000])
    assert refused(path) == "file_no_workbook"


def test_broken_xml_is_told(tmp_path: Path) -> None:
    part = "xl/worksheets/sheet3.xml"
    path = rewrite(tmp_path / "a.xlsx", part, lambda text: text[: len(text) // 2])
    assert refused(path) == "file_no_workbook"


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]>'
    path = rewrite(
        tmp_path / "a.xlsx",
        "xl/sharedStrings.xml",
        lambda text: text.replace(b"<sst", bomb + b"<sst", 1),
    )
    assert refused(path) == "file_no_workbook"


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = rewrite(
        tmp_path / "a.xlsx",
        "xl/workbook.xml",
        lambda _: b" " * 50_000_000,
        name="xl/media/image1.xml",
    )
    assert refused(path) == "file_bomb"


def test_a_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = rewrite(
        tmp_path / "a.xlsx",
        "xl/workbook.xml",
        lambda _: b" " * 50_000_000,
        name="xl/media/image1.xml",
    )
    content = path.read_bytes()
    lying = content.replace((50_000_000).to_bytes(4, "little"), (5).to_bytes(4, "little"))
    assert lying != content
    path.write_bytes(lying)
    assert refused(path) == "file_bomb"


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_provider(path, PROVIDER)
    with zipfile.ZipFile(path, "a") as file:
        for number in range(archive.MOST_PARTS):
            file.writestr(f"xl/media/{number}", b"")
    assert refused(path) == "file_bomb"


def test_a_file_beyond_the_limit_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_provider(tmp_path / "a.xlsx", PROVIDER)
    monkeypatch.setattr(archive, "LARGEST_FILE", 1000)
    assert refused(tmp_path / "a.xlsx") == "file_too_large"


@pytest.mark.parametrize("cell", ["XFD1048576", "A250001", "XFD1", "CV240000"])
def test_a_cell_in_the_farthest_corner_is_refused(cell: str, tmp_path: Path) -> None:
    row = re.sub(r"[A-Z]", "", cell)
    far = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()
    path = rewrite(
        tmp_path / "a.xlsx",
        "xl/worksheets/sheet1.xml",
        lambda text: text.replace(b"</sheetData>", far),
    )
    assert refused(path) == "cell_too_far"


def test_too_many_csv_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.imports.csv_tables.MOST_ROWS", 2)
    folder = edit_csv(tmp_path)
    for path in folder.iterdir():
        if path.stem not in ("provider", "plan"):
            path.write_text(path.read_text("utf-8-sig").split("\n")[0], "utf-8")
    found = faults_in(folder)
    assert ("cell_too_far", "plan", None, "") in found


def test_scan_limits_leave_room_for_the_largest_provider() -> None:
    assert scan.MOST_CELLS >= 13_000 * 5 * 24
