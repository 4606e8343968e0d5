from dataclasses import replace
from datetime import datetime, time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from api.exports.roster_rows import view_week
from api.exports.roster_xlsx import headings_read_back, write_roster
from domain.words import LANGUAGES, Language
from tests.api.conftest import SmallWeek


@pytest.fixture
def book(small_week: SmallWeek) -> Workbook:
    return load_workbook(small_week.written.book)


def test_the_workbook_has_its_five_sheets_with_frozen_headings(book: Workbook) -> None:
    assert book.sheetnames == ["Kava", "Nädala vaade", "Välja jäänud", "Hinnad", "Seaded"]
    assert all(book[name].freeze_panes == "B2" for name in book.sheetnames)


def test_every_meeting_has_a_row_for_each_worker_with_real_days_and_times(
    book: Workbook, small_week: SmallWeek
) -> None:
    rows = list(book["Kava"].iter_rows(min_row=2, values_only=True))
    wanted = {
        (meeting.need, worker, meeting.start)
        for meeting in small_week.planned.result.roster.meetings
        for worker in meeting.workers
    }
    monday = small_week.planned.problem.monday
    found = set()
    for row in rows:
        day, start, end = row[2], row[4], row[5]
        assert isinstance(day, datetime)
        assert isinstance(start, time)
        assert isinstance(end, time)
        minutes = start.hour * 60 + start.minute
        assert end.hour * 60 + end.minute - minutes == row[6]
        found.add((row[15], row[1], (day.date() - monday).days * 1440 + minutes))
    assert found == wanted
    assert len(rows) == len(wanted)


def test_costs_add_up_to_the_cost_of_the_roster(book: Workbook, small_week: SmallWeek) -> None:
    rows = [row for row in book["Hinnad"].iter_rows(min_row=2, values_only=True) if row[0]]
    costs = [cost for row in rows if isinstance(cost := row[3], int)]
    assert costs[-1] == sum(costs[:-1]) == small_week.planned.result.cost


def test_every_need_left_out_has_its_row_and_reason(book: Workbook, small_week: SmallWeek) -> None:
    rows = list(book["Välja jäänud"].iter_rows(min_row=2, values_only=True))
    assert {row[0] for row in rows} == set(small_week.planned.result.left_out)
    assert all(row[6] for row in rows)


def test_a_name_that_looks_like_a_formula_stays_a_text(
    small_week: SmallWeek, tmp_path: Path
) -> None:
    week = small_week.planned
    first, *others = week.provider.workers
    evil = replace(first, name='=HYPERLINK("x")')
    week = replace(
        week,
        provider=replace(week.provider, workers=(evil, *others)),
        problem=replace(week.problem, workers=(evil, *others)),
    )
    write_roster(tmp_path / "r.xlsx", week, view_week(week, "et"))
    book = load_workbook(tmp_path / "r.xlsx")
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert evil.name in {cell.value for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_can_be_read_back(
    language: Language, small_week: SmallWeek, tmp_path: Path
) -> None:
    write_roster(tmp_path / "r.xlsx", small_week.planned, view_week(small_week.planned, language))
    first = load_workbook(tmp_path / "r.xlsx").worksheets[0]
    headings = {str(cell.value) for cell in first[1]}
    known = headings_read_back()
    assert {known[one] for one in headings & set(known)} == {
        "need",
        "seat",
        "worker_id",
        "day",
        "start",
    }
