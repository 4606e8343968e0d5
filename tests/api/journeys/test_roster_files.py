import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from api.exports.roster_json import roster_document, write_json
from api.exports.roster_rows import view_week
from api.exports.roster_xlsx import headings_read_back, sheets_read_back, write_roster
from api.imports.roster_file import RosterFile, meetings_of, read_roster_file
from api.journeys.check_roster import check_roster
from api.journeys.explain_need import explain_need
from domain.finding import Finding
from domain.session import DAY_MINUTES, Meeting
from optimizer.roster import Roster
from tests.api.conftest import MONDAY, SmallWeek


def read_file(path: Path) -> tuple[RosterFile | None, list[Finding]]:
    return read_roster_file(path, headings_read_back(), sheets_read_back())


def rules_of(findings: list[Finding]) -> list[str]:
    return [finding.rule.removeprefix("roster_file.") for finding in findings]


@given(data=st.data())
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_roster_written_and_read_back_is_the_same(
    small_week: SmallWeek, tmp_path: Path, data: st.DataObject
) -> None:
    problem = small_week.planned.problem
    workers = [worker.id for worker in problem.workers]
    meetings = []
    for need in data.draw(st.lists(st.sampled_from(problem.needs), unique_by=lambda n: n.id)):
        latest = DAY_MINUTES - need.minutes - 1
        day = data.draw(st.integers(0, 6))
        start = day * DAY_MINUTES + data.draw(st.integers(0, latest))
        team = data.draw(st.permutations(workers))[: len(need.seats)]
        meetings.append(Meeting(need.id, start, tuple(team)))
    meetings.sort(key=lambda meeting: (meeting.start, meeting.need))
    result = replace(small_week.planned.result, roster=Roster(MONDAY, tuple(meetings)))
    week = replace(small_week.planned, result=result)
    view = view_week(week, "ru")
    (tmp_path / "r.json").write_text(write_json(roster_document(week, view)), "utf-8")
    write_roster(tmp_path / "r.xlsx", week, view)
    for name in ("r.json", "r.xlsx") if meetings else ("r.json",):
        file, findings = read_file(tmp_path / name)
        assert file is not None, findings
        shift = (file.monday - MONDAY).days
        assert shift == 0
        assert meetings_of(file, problem) == (tuple(meetings), [])


def test_the_check_finds_the_written_roster_faultless_in_both_forms(
    small_week: SmallWeek,
) -> None:
    for path in (small_week.written.data, small_week.written.book):
        checked, _ = check_roster(small_week.workbook, path)
        assert checked is not None
        assert checked.checked.faults == ()
        assert checked.checked.cost == small_week.planned.result.cost
        assert set(checked.left_out) == set(small_week.planned.result.left_out)


def test_a_roster_spoilt_in_excel_is_told_its_faults(small_week: SmallWeek, tmp_path: Path) -> None:
    book = load_workbook(small_week.written.book)
    sheet = book.worksheets[0]
    sheet["E2"] = "3.15"
    book.save(tmp_path / "mine.xlsx")
    checked, findings = check_roster(small_week.workbook, tmp_path / "mine.xlsx")
    assert checked is not None, findings
    spoilt = sheet["P2"].value
    assert any(m.need == spoilt and m.start % DAY_MINUTES == 195 for m in checked.meetings)
    rules = {fault.rule for fault in checked.checked.faults}
    assert {"start_allowed", "shift"} <= rules


SPOIL: dict[str, tuple[dict[str, Any], list[str]]] = {
    "unknown need": ({"need": "P999"}, ["unknown_need"]),
    "unknown worker": ({"workers": ["W77", "W78"]}, ["unknown_worker", "unknown_worker"]),
    "no time": ({"start": "25:00"}, ["bad_start"]),
    "another week": ({"day": "2026-12-01"}, ["bad_start"]),
    "no start": ({"start": None}, ["bad_row"]),
    "workers as text": ({"workers": "W01"}, ["bad_row"]),
    "all at once": (
        {"need": "P999", "workers": ["W77"], "start": "x"},
        ["unknown_need", "unknown_worker", "bad_start"],
    ),
}


@pytest.mark.parametrize("name", SPOIL)
def test_every_fault_of_a_roster_file_is_found(
    name: str, small_week: SmallWeek, tmp_path: Path
) -> None:
    change, wanted = SPOIL[name]
    document = json.loads(small_week.written.data.read_text("utf-8"))
    document["meetings"][3] |= change
    path = tmp_path / "r.json"
    path.write_text(json.dumps(document), "utf-8")
    file, findings = read_file(path)
    if file is not None:
        findings = meetings_of(file, small_week.planned.problem)[1]
    assert rules_of(findings) == wanted
    assert all(finding.facts["row"] == 4 for finding in findings)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "nonsense", "[" * 100_000, '{"week": "2026-11-24"}', '{"week": 7}', "\0"],
)
def test_a_file_that_is_no_roster_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text(text, "utf-8")
    assert rules_of(read_file(path)[1]) == ["no_roster"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert rules_of(read_file(tmp_path / "r.json")[1]) == ["unreadable"]


def test_rows_that_name_two_times_for_one_meeting_are_a_fault(
    small_week: SmallWeek, tmp_path: Path
) -> None:
    document = json.loads(small_week.written.data.read_text("utf-8"))
    twice = dict(document["meetings"][0])
    twice["start"] = "23:55"
    document["meetings"].append(twice)
    path = tmp_path / "r.json"
    path.write_text(json.dumps(document), "utf-8")
    file, _ = read_file(path)
    assert file is not None
    assert rules_of(meetings_of(file, small_week.planned.problem)[1]) == ["times_differ"]


def test_a_need_left_out_is_explained_as_in_the_roster(small_week: SmallWeek) -> None:
    wanted = small_week.planned.reasons[0]
    checked, why, _ = explain_need(small_week.workbook, small_week.written.data, wanted.need)
    assert checked is not None
    assert why == wanted


def test_a_need_in_the_roster_has_no_reason_and_an_unknown_one_gets_likenesses(
    small_week: SmallWeek,
) -> None:
    held = small_week.planned.result.roster.meetings[0].need
    checked, why, _ = explain_need(small_week.workbook, small_week.written.data, held)
    assert checked is not None
    assert why is None
    checked, why, findings = explain_need(small_week.workbook, small_week.written.data, "P00")
    assert checked is None
    assert why is None
    assert [one.rule for one in findings if not one.rule.startswith("import.")] == ["need_unknown"]
    assert "P009-2" in str(findings[-1].facts["expected"])
