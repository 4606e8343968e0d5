"""Whatever a file holds, reading it answers: a provider or findings, never an exception."""

import random
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.exports.provider_csv import write_provider_csv
from api.exports.provider_workbook import write_provider
from api.imports.cell_reader import CellReader
from api.imports.csv_tables import decode
from api.imports.provider_workbook import read_provider
from api.imports.tables import RawCell
from api.workbook.catalogue import house_catalogue
from api.workbook.column import Column, Sheet
from api.workbook.sheets import SHEETS
from tests.api.imports.good_provider import PROVIDER

COLUMNS = [column for sheet in SHEETS for column in sheet.columns]
PIECES = ("E", "9:00", "-", "..", ",", ";", "1", "31.12.2026", "et", "C2", "depression", "x", " ")
CELLS: st.SearchStrategy[RawCell] = st.one_of(
    st.text(max_size=20),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
ANY = settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def good_workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good workbook, written once."""
    path = tmp_path_factory.mktemp("good") / "good.xlsx"
    write_provider(path, PROVIDER)
    return path


@ANY
@given(column=st.sampled_from(COLUMNS), raw=CELLS)
def test_no_cell_makes_a_reader_raise(column: Column, raw: RawCell) -> None:
    CellReader(column, house_catalogue()).read(raw)


@FEW
@given(content=st.binary(max_size=2000))
def test_random_bytes_are_refused(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("bytes")
    (folder / "a.xlsx").write_bytes(content)
    assert read_provider(folder / "a.xlsx")[0] is None
    (folder / "plan.csv").write_bytes(content)
    assert read_provider(folder)[0] is None


@FEW
@given(content=st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(content: bytes) -> None:
    assert decode(content) is None or "\0" not in str(decode(content))


@FEW
@given(seed=st.integers(0, 2**32))
def test_a_workbook_with_flipped_bytes_is_answered(seed: int, good_workbook: Path) -> None:
    dice = random.Random(seed)  # noqa: S311 - dice of a test
    path = good_workbook
    content = bytearray(path.read_bytes())
    for _ in range(dice.randint(1, 30)):
        content[dice.randrange(len(content))] = dice.randrange(256)
    other = path.with_name(f"{seed}.xlsx")
    other.write_bytes(content)
    read_provider(other)


@FEW
@given(seed=st.integers(0, 2**32))
def test_a_workbook_with_garbled_xml_is_answered(seed: int, good_workbook: Path) -> None:
    """The zip is sound here, so the garbled XML reaches the parsers."""
    dice = random.Random(seed)  # noqa: S311 - dice of a test
    path = good_workbook
    other = path.with_name(f"x{seed}.xlsx")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(other, "w") as after:
        for item in before.namelist():
            text = bytearray(before.read(item))
            for _ in range(dice.randint(0, 3)):
                place = dice.randrange(len(text))
                text[place : place + dice.randint(0, 4)] = dice.choice(GARBLE)
            after.writestr(item, bytes(text))
    read_provider(other)


@FEW
@given(edits=st.lists(st.tuples(st.sampled_from(SHEETS), st.text(max_size=60)), max_size=6))
def test_csv_with_any_text_is_answered(
    edits: list[tuple[Sheet, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("csv")
    write_provider_csv(folder, PROVIDER)
    for sheet, text in edits:
        with (folder / f"{sheet.key}.csv").open("a", encoding="utf-8", errors="ignore") as file:
            file.write(text)
    read_provider(folder)


def test_every_type_of_cell_is_read_in_every_column() -> None:
    cells: tuple[RawCell, ...] = (
        "", "x", 0, 1.5, float("nan"), float("inf"), True, date(1, 1, 1), datetime(9999, 12, 31),  # noqa: DTZ001 - cells know no zones
        time(23, 59), timedelta(days=-1), timedelta(days=10**6),
    )  # fmt: skip
    for column in COLUMNS:
        for cell in cells:
            CellReader(column, house_catalogue()).read(cell)


GARBLE = (b"", b"0", b"<", b">", b'"', b"&#0;", b"-1", b"9999999999", b"A", b"\xff", b'r="XFD9"')
