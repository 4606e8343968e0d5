"""Broken workbooks at the door: every fault with its cell, exit code 2, and nothing written."""

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from api.cli.main import app
from tests.api.imports import test_broken_cells as cells
from tests.api.imports import test_broken_links as links
from tests.api.imports.damage import Edit, edit_csv, edit_workbook, letter

EDITS: tuple[tuple[str, str, tuple[Edit, ...]], ...] = (
    *((rule, edit[2], (edit,)) for rule, edit in cells.WRONG),
    *links.WRONG,
)


def refused(path: Path, tmp_path: Path) -> list[dict[str, object]]:
    """What the command says of a file that it must refuse, having written nothing."""
    out = tmp_path / "out"
    asked = ["roster", str(path), "--week", "2026-11-23", "--seconds", "1", "--out", str(out)]
    before = {found.name for found in tmp_path.iterdir()}
    result = CliRunner().invoke(app, [*asked, "--json"])
    assert result.exit_code == 2
    assert {found.name for found in tmp_path.iterdir()} == before
    document = json.loads(result.stdout)
    assert document["ok"] is False
    findings: list[dict[str, object]] = document["errors"]
    return findings


def test_there_are_more_than_thirty() -> None:
    assert len(EDITS) > 30


@pytest.mark.parametrize(("rule", "column", "edits"), EDITS)
def test_a_broken_workbook_is_refused_with_its_cell(
    rule: str, column: str, edits: tuple[Edit, ...], tmp_path: Path
) -> None:
    sheet, row, _, _ = edits[-1]
    folder = tmp_path / "book"
    folder.mkdir()
    findings = refused(edit_csv(folder, *edits), tmp_path)
    told = {(f["rule"], f["sheet"], f["row"], f["column"]) for f in findings}
    own = [one for one in told if one[0] == f"import.{rule}" and one[1] == sheet and one[2] == row]
    assert [letter(sheet, column) in str(one[3]) for one in own] == [True]


def lose_sheet(book: openpyxl.Workbook) -> None:
    del book[book.sheetnames[0]]


def lose_heading(book: openpyxl.Workbook) -> None:
    book[book.sheetnames[1]].cell(1, 1).value = "Nimetu"


@pytest.mark.parametrize("edit", [lose_sheet, lose_heading])
def test_a_workbook_without_a_sheet_or_a_column_is_refused(
    edit: Callable[[openpyxl.Workbook], None], tmp_path: Path
) -> None:
    assert refused(edit_workbook(tmp_path / "book.xlsx", edit), tmp_path)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 not a workbook", b"PK\x03\x04 half a zip"])
def test_a_file_that_is_no_workbook_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    assert refused(path, tmp_path)


def test_no_file_at_all_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere.xlsx", tmp_path)
