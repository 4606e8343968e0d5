"""A glance at a sheet finds what a walk over its cells finds, or sends for the walk."""

import pytest

from api.imports.plain_scan import is_plain
from api.imports.scan import FarCellError, Scan, scan_sheets

ROW = '<row r="{0}"><c r="A{0}"><v>1</v></c><c r="B{0}" t="s"><v>0</v></c></row>'
BOOK = b'<workbook><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
RELATIONS = b'<R><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></R>'


def sheet(*inside: str) -> bytes:
    rows = "".join(ROW.format(number) for number in range(1, 8))
    return f"<worksheet><sheetData>{rows}{''.join(inside)}</sheetData></worksheet>".encode()


def scanned(text: bytes) -> Scan:
    parts = {
        "xl/workbook.xml": BOOK,
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/worksheets/sheet1.xml": text,
    }
    return scan_sheets(parts)["S"]


def test_an_ordinary_sheet_is_plain() -> None:
    assert is_plain(sheet(), 100, 10, 1000)
    assert is_plain(b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>' + sheet(), 100, 10, 1000)


@pytest.mark.parametrize(
    "inside",
    [
        '<row r="9"><c r="A9"><f>1+1</f></c></row>',
        '<row r="9"><c r="A9"><f/><v>1</v></c></row>',
        '<row r="9"><c r="A9" t="e"><v>#REF!</v></c></row>',
        '<row r="9"><c r="A9" t = \'e\'><v>#REF!</v></c></row>',
        '<row r="9"><c><v>1</v></c></row>',
        '<row r="9"><c s="1" r="A9"><v>1</v></c></row>',
        '<row><c r="A9"><v>1</v></c></row>',
        '<x:row r="9"><x:c r="A9"><x:f>1</x:f></x:c></x:row>',
        '<row r="9"><c\nr="ZZ9"><v>1</v></c></row>',
        '<row r="9"><c r="&#65;9"><v>1</v></c></row>',
        '<row r="9"><c r="K9"><v>1</v></c></row>',
        '<row r="9"><c r="AA9"><v>1</v></c></row>',
        '<row r="9"><c r="A10"><v>1</v></c></row>',
        '<row r="9"><c r="A90"><v>1</v></c></row>',
        '<row r="101"><c r="A101"><v>1</v></c></row>',
        '<row r="1000000"/>',
    ],
)
def test_whatever_needs_a_walk_is_not_plain(inside: str) -> None:
    assert not is_plain(sheet(inside), 100, 10, 1000)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_a_sheet_in_another_encoding_is_not_plain(encoding: str) -> None:
    assert not is_plain(sheet().decode().encode(encoding), 100, 10, 1000)


def test_a_declared_encoding_other_than_utf_8_is_not_plain() -> None:
    declared = b'<?xml version="1.0" encoding="UTF-7"?>' + sheet()
    assert not is_plain(declared, 100, 10, 1000)


@pytest.mark.parametrize(("rows", "columns"), [(7, 2), (7, 30), (9, 26), (99, 100)])
def test_no_cell_is_near_enough_by_one(rows: int, columns: int) -> None:
    assert is_plain(sheet(), rows, columns, 7 * 2)
    assert not is_plain(sheet(), rows, columns, 7 * 2 - 1)
    assert not is_plain(sheet(), 6, columns, 1000)
    assert not is_plain(sheet(), rows, 1, 1000)


@pytest.mark.parametrize("last", [8, 9, 10, 19, 90, 99, 100, 199, 1999, 2000, 9999, 10000])
def test_a_cell_named_below_its_row_is_walked(last: int) -> None:
    row = f'<row r="{last}"><c r="A{last}"><v>1</v></c></row>'
    lying = f'<row r="{last}"><c r="A{last + 1}"><v>1</v></c></row>'
    assert is_plain(sheet(row), 10**5, 10, 10**6)
    assert not is_plain(sheet(lying), 10**5, 10, 10**6)


def test_the_glance_and_the_walk_find_the_same() -> None:
    assert scanned(sheet()) == Scan()
    assert scanned(sheet('<row r="9"><c r="A9"><f>1</f></c></row>')).valueless == ["A9"]
    assert scanned(sheet('<row r="9"><c r="A9" t="e"><v>#N/A</v></c></row>')).errors == ["A9"]
    with pytest.raises(FarCellError):
        scanned(sheet('<row r="250001"/>'))


def test_merged_cells_are_named() -> None:
    merged = sheet().replace(
        b"</worksheet>", b'<mergeCells count="1"><mergeCell ref="A2:A5"/></mergeCells></worksheet>'
    )
    assert scanned(merged).merged == ["A2:A5"]
