"""What a library would not tell of a workbook: far cells, formulas without values, errors.

One pass over the XML of each sheet, by the standard parser, with declarations of document
types refused: so no entity can grow, and no cell can hide where it stands.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from api.imports.archive import WORKBOOK_PART
from api.imports.limits import Limits
from api.imports.plain_scan import is_plain

MOST_ROWS = 250_000
MOST_COLUMNS = 100
MOST_CELLS = 5_000_000
"""Rows times columns of one sheet: a library lays out the empty ones too."""
FIGURES = re.compile(r"[0-9]{1,9}")
REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
MERGED = re.compile(rb"mergeCell\s+ref=\"([A-Z0-9:]{1,30})\"")
HIDDEN = b"hidden="
HIDDEN_ROW = re.compile(rb'<row r="([0-9]{1,7})"[^>]*?\shidden="(?:1|true)"')
COLUMN = re.compile(rb"<(?:\w{1,20}:)?col\s([^>]{1,400})>")
ATTRIBUTE = re.compile(rb"(\w{1,40})=[\"']([^\"']{0,40})[\"']")
YES = ("1", "true")
RELATIONS = "xl/_rels/workbook.xml.rels"


Most = tuple[int, int, int]
"""Rows, columns and cells of a sheet."""


class FarCellError(Exception):
    """A cell stands where no provider has rows or columns."""


class NoWorkbookError(Exception):
    """The XML is broken or declares a document type."""


@dataclass
class Scan:
    """What one sheet holds beside its values; cells by their names, such as ``B7``."""

    valueless: list[str] = field(default_factory=list)
    """Formulas that were never computed."""
    errors: list[str] = field(default_factory=list)
    """Cells whose formula failed (#REF!, #N/A)."""
    merged: list[str] = field(default_factory=list)
    """Cells that were made one, such as ``A2:A5``: only the first of them has a value."""
    hidden_rows: list[int] = field(default_factory=list)
    """As the file counts them, from 1."""
    hidden_columns: list[int] = field(default_factory=list)
    """0 = A."""


def scan_sheets(xml: dict[str, bytes], limits: Limits | None = None) -> dict[str, Scan]:
    """Every sheet by name. Raises FarCellError and NoWorkbookError."""
    most = (
        (limits.rows, limits.columns, limits.cells)
        if limits
        else (MOST_ROWS, MOST_COLUMNS, MOST_CELLS)
    )
    named = _sheet_names(xml)
    scans: dict[str, Scan] = {}
    for part, text in xml.items():
        if part.startswith("xl/") and part.endswith(".xml"):
            scan = _scan_sheet(text, most)
            if part in named:
                scans[named[part]] = scan
    return scans


def place_of(reference: str) -> tuple[int, int]:
    """Row (1 = first) and column (0 = A) of a cell's name."""
    letters, row = REFERENCE.fullmatch(reference).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - ord("A") + 1
    return int(row), column - 1


def _sheet_names(xml: dict[str, bytes]) -> dict[str, str]:
    """Part of the zip -> name of the sheet that people see."""
    targets: dict[str, str] = {}
    names: dict[str, str] = {}

    def relation(tag: str, about: dict[str, str]) -> None:
        if tag.endswith("Relationship"):
            target = about.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            targets[about.get("Id", "")] = posixpath.normpath(path)

    def sheet(tag: str, about: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "sheet":
            ids = (value for key, value in about.items() if key.endswith(":id"))
            part = targets.get(next(ids, ""))
            if part:
                names[part] = about.get("name", "")

    _parse(xml.get(RELATIONS, b"<r/>"), relation)
    _parse(xml[WORKBOOK_PART], sheet)
    return names


class _Walk:
    """A walk over the elements of one sheet: which cell we are in, and what it lacks."""

    def __init__(self, parser: expat.XMLParserType, most: Most) -> None:
        self.scan = Scan()
        self._most_rows, self._most_columns, self._most_cells = most
        self._parser = parser
        self._cell = ""
        self._owes_value = self._gives_text = self._taking = False
        self._row = self._column = self._widest = 0

    def start(self, tag: str, about: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if self._taking:
            self._listen(taking=False)
        if name == "c":
            self._enter_cell(about.get("r", ""), about.get("t", ""))
        elif name == "f":
            self._owes_value = bool(self._cell)
        elif name == "v" and self._owes_value:
            self._owes_value = not self._gives_text
            self._listen(taking=True)
        elif name == "row":
            number = about.get("r", "")
            self._row = int(number) if FIGURES.fullmatch(number) else self._row + 1
            self._column = 0
            self._refuse_far()
            if about.get("hidden") in YES:
                self.scan.hidden_rows.append(self._row)

    def _listen(self, *, taking: bool) -> None:
        """Texts are looked at in the values of formulas only: there are too many others."""
        self._taking = taking
        self._parser.CharacterDataHandler = self._take if taking else None

    def _take(self, text: str) -> None:
        """The value of a formula: some programs write an empty one where nothing was computed."""
        if text.strip():
            self._owes_value = False

    def finish(self) -> Scan:
        if self._owes_value:
            self.scan.valueless.append(self._cell)
            self._owes_value = False
        return self.scan

    def _enter_cell(self, reference: str, kind: str) -> None:
        self.finish()
        self._gives_text = kind == "str"
        self._cell = ""
        self._column += 1
        if REFERENCE.fullmatch(reference):
            self._cell = reference
            self._row, column = place_of(reference)
            self._column = column + 1
            if kind == "e":
                self.scan.errors.append(reference)
        self._widest = max(self._widest, self._column)
        self._refuse_far()

    def _refuse_far(self) -> None:
        if (
            self._row > self._most_rows
            or self._widest > self._most_columns
            or self._row * self._widest > self._most_cells
        ):
            raise FarCellError(self._cell or str(self._row))


def _scan_sheet(text: bytes, most: Most) -> Scan:
    if is_plain(text, *most):
        _parse(text)
        scan = Scan(hidden_rows=_hidden_rows(text))
    else:
        parser = expat.ParserCreate()
        walk = _Walk(parser, most)
        _parse(text, walk.start, parser)
        scan = walk.finish()
    scan.merged = [cells.decode() for cells in MERGED.findall(text)]
    scan.hidden_columns = list(_hidden_columns(text, most[1]))
    return scan


def _hidden_rows(text: bytes) -> list[int]:
    """Numbers of the hidden rows of a plain sheet."""
    return [int(found) for found in HIDDEN_ROW.findall(text)] if HIDDEN in text else []


def _hidden_columns(text: bytes, most: int) -> Iterator[int]:
    """Places of the hidden columns, up to the last that a sheet may have."""
    columns = text[: text.find(b"sheetData")] if HIDDEN in text else b""
    for found in COLUMN.findall(columns):
        about = dict(ATTRIBUTE.findall(found))
        first, last = about.get(b"min", b""), about.get(b"max", b"")
        if about.get(b"hidden", b"").decode() in YES and first.isdigit() and last.isdigit():
            yield from range(int(first) - 1, min(int(last), most))


def _parse(
    text: bytes,
    start: Callable[[str, dict[str, str]], None] | None = None,
    parser: expat.XMLParserType | None = None,
) -> None:
    parser = parser or expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        parser.Parse(text, True)  # noqa: FBT003 - the parser's own signature
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise NoWorkbookError(str(error)) from error


def _refuse_doctype(*_: object) -> None:
    message = "a workbook declares no document type"
    raise NoWorkbookError(message)
