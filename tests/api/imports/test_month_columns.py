"""Read by columns or by rows, a sheet says the same; and what only the month's checks see."""

from datetime import date, datetime, time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.exports.month_csv import write_month_csv
from api.imports.month_book import read_month
from api.imports.month_columns import Columns, read_columns
from api.imports.month_times import read_times
from api.imports.pages import read_page
from api.imports.tables import RawCell, Table
from api.workbook.catalogue import house_catalogue
from api.workbook.column import Kind
from api.workbook.month import MONTH_SHEETS, TALL
from tests.api.imports.good_month import MONTH, minute

SHEETS = {sheet.key: sheet for sheet in MONTH_SHEETS}
CELLS: st.SearchStrategy[RawCell] = st.one_of(
    st.none(),
    st.sampled_from(
        ("", " ", "\u00a0", "'=1", "x", "jah", "1.234", "12,50", "90", "1:30", "9:00", "80123456")
    ),
    st.sampled_from(("02.11.2026", "2026-11", "sk-support", "hour", "Ã¼", "kuu", "delivered")),
    st.integers(-5, 2000),
    st.booleans(),
    st.sampled_from((1.0, 0.5, 12.5, 1e308, float("nan"))),
    st.just(datetime(2026, 11, 2)),  # noqa: DTZ001 - cells know no zones
    st.just(time(9, 30)),
)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), key=st.sampled_from(sorted(TALL)), text=st.booleans())
def test_columns_find_what_rows_find(data: st.DataObject, key: str, text: bool) -> None:  # noqa: FBT001
    sheet = SHEETS[key]
    headings = tuple(column.key for column in sheet.columns)[: data.draw(st.integers(1, 30))]
    row = st.lists(CELLS, max_size=len(headings) + 1)
    rows = data.draw(st.lists(row, max_size=7))
    cells = st.tuples(st.integers(2, len(rows) + 1), st.integers(0, len(headings) - 1))
    faults = data.draw(st.dictionaries(cells, st.just("formula_error"), max_size=2)) if rows else {}
    table = Table("a.xlsx", key, headings, rows, text=text, faults=faults)
    page, by_rows = read_page(sheet, table, house_catalogue())
    columns, by_columns = read_columns(sheet, table, house_catalogue())
    assert by_columns == by_rows
    assert page is not None
    assert columns is not None
    assert [columns.number(at) for at in range(len(columns))] == [row.number for row in page.rows]
    for column in sheet.columns:
        found = [None if column.key in row.bad else row.values.get(column.key) for row in page.rows]
        assert columns.values[column.key] == found, column.key


def test_every_kind_of_a_tall_sheet_is_read_and_written() -> None:
    kinds = {column.kind for key in TALL for column in SHEETS[key].columns}
    assert {Kind.E4, Kind.PERCENT, Kind.DURATION, Kind.REGISTRY_CODE} < kinds


def columns_of(*rows: tuple[str, str, str, str, str]) -> Columns:
    headings = ("day", "start", "end", "minutes", "clock")
    table = Table("a", "attended", headings, [list(row) for row in rows], text=True)
    columns, _ = read_columns(SHEETS["attended"], table, house_catalogue())
    assert columns is not None
    return columns


@pytest.mark.parametrize(
    ("row", "begun", "minutes"),
    [
        (("02.11.2026", "10:00", "11:30", "", ""), minute(2026, 11, 2, 8), 90),
        (("02.07.2026", "10:00", "", "90", ""), minute(2026, 7, 2, 7), 90),
        (("02.11.2026", "23:30", "0:30", "", ""), minute(2026, 11, 2, 21, 30), 60),
        (("02.11.2026", "10:00", "11:30", "1:30", ""), minute(2026, 11, 2, 8), 90),
        (("29.03.2026", "2:30", "4:30", "", ""), minute(2026, 3, 29, 0, 30), 60),
        (("25.10.2026", "2:30", "4:30", "", ""), minute(2026, 10, 24, 23, 30), 180),
        (("25.10.2026", "2:30", "4:30", "180", ""), minute(2026, 10, 24, 23, 30), 180),
        (("25.10.2026", "3:30", "", "30", "suveaeg"), minute(2026, 10, 25, 0, 30), 30),
        (("25.10.2026", "3:30", "", "30", "winter time"), minute(2026, 10, 25, 1, 30), 30),
        (("25.10.2026", "3:30", "4:30", "", "talveaeg"), minute(2026, 10, 25, 1, 30), 60),
        (("25.10.2026", "3:30", "4:30", "", "suveaeg"), minute(2026, 10, 25, 0, 30), 120),
        (("24.10.2026", "23:30", "1:00", "", ""), minute(2026, 10, 24, 20, 30), 90),
        (("28.03.2026", "23:00", "4:00", "", ""), minute(2026, 3, 28, 21), 240),
    ],
)
def test_minutes_truly_pass_also_where_clocks_change(
    row: tuple[str, str, str, str, str], begun: int, minutes: int
) -> None:
    times = read_times(columns_of(row))
    assert times.findings == []
    assert (times.begun.tolist(), times.minutes.tolist()) == ([begun], [minutes])


def test_an_end_that_clocks_contradict_is_told() -> None:
    times = read_times(columns_of(("25.10.2026", "2:30", "4:30", "120", "")))
    (finding,) = times.findings
    assert finding.rule == "import.end_and_minutes_differ"
    assert finding.facts["expected"] == "180"


def test_the_column_of_a_sheet_decides_its_thousands(tmp_path: Path) -> None:
    write_month_csv(tmp_path, MONTH)
    path = tmp_path / "billed.csv"
    text = path.read_text("utf-8-sig").replace(";52,50;E", ";1.234;E", 1)
    path.write_text(text, "utf-8")
    month, findings = read_month(tmp_path)
    assert findings == []
    assert month is not None
    assert month.billed["net"].tolist()[0] == 123_400


def test_a_line_may_name_its_invoice_by_number_alone(tmp_path: Path) -> None:
    write_month_csv(tmp_path, MONTH)
    path = tmp_path / "billed.csv"
    path.write_text(path.read_text("utf-8-sig").replace("80123456/7;", "7;"), "utf-8")
    month, findings = read_month(tmp_path)
    assert findings == []
    assert month is not None
    assert month.billed["document"].tolist()[0] == "80123456/7"


def test_what_a_row_does_not_tell_of_its_file_is_this_file(tmp_path: Path) -> None:
    folder = tmp_path / "november"
    folder.mkdir()
    (folder / "documents.csv").write_text(
        "number;seller;buyer;issued;net;gross\r\n7;80123456;75000000;01.12.2026;1;1\r\n", "utf-8"
    )
    (folder / "billed.csv").write_text(
        "document;number;quantity;unit;unit_price;net;first\r\n\r\n7;1;2;tund;35;70;02.11.2026\r\n",
        "utf-8",
    )
    month, findings = read_month(folder)
    assert month is not None
    assert {finding.rule for finding in findings} == {"import.warn_sheet_missing"}
    (document,) = month.documents.to_dict("records")
    assert (document["document"], document["file"], document["syntax"]) == (
        "80123456/7",
        "november",
        "csv",
    )
    assert len(document["sha256"]) == 64
    (line,) = month.billed.to_dict("records")
    assert line["row"] == 3
    assert (line["base"], line["minutes"], line["last"]) == (60, 120, date(2026, 11, 2).toordinal())


def test_a_party_s_provider_stands_for_rows_that_name_none(tmp_path: Path) -> None:
    write_month_csv(tmp_path, MONTH)
    path = tmp_path / "attended.csv"
    lines = path.read_text("utf-8-sig").splitlines()
    path.write_text("\n".join([lines[0], lines[1].replace("80123456", "")]), "utf-8")
    month, findings = read_month(tmp_path)
    assert findings == []
    assert month is not None
    assert month.attended["provider"].tolist() == ["80123456"]
    assert np.array_equal(month.attended["theirs"], ["STAR-1"])
