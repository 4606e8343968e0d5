import json
from dataclasses import replace
from pathlib import Path

import pytest

from api.journeys import write_week as desk
from api.journeys.write_week import write_week
from tests.api.conftest import SmallWeek


def test_all_files_are_written_and_nothing_else_is_left(
    small_week: SmallWeek, tmp_path: Path
) -> None:
    out = tmp_path / "a" / "week"
    written = write_week(small_week.planned, "en", out)
    assert sorted(p.name for p in out.iterdir()) == [
        "calendars",
        "roster.html",
        "roster.json",
        "roster.xlsx",
    ]
    assert sorted(written.calendars) == sorted((out / "calendars").iterdir())
    assert [p.name for p in out.parent.iterdir()] == ["week"]


def test_the_same_week_is_written_to_the_same_bytes(small_week: SmallWeek, tmp_path: Path) -> None:
    one = write_week(small_week.planned, "et", tmp_path / "one")
    two = write_week(small_week.planned, "et", tmp_path / "two")
    for first, second in zip(
        (one.page, one.data, one.book, *one.calendars),
        (two.page, two.data, two.book, *two.calendars),
        strict=True,
    ):
        assert first.read_bytes() == second.read_bytes()


def test_a_failure_on_the_way_leaves_the_old_roster_untouched(
    small_week: SmallWeek, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "week"
    write_week(small_week.planned, "et", out)
    before = {p: p.read_bytes() for p in out.rglob("*") if p.is_file()}

    def fail(*_: object) -> bytes:
        message = "disk full"
        raise OSError(message)

    monkeypatch.setattr(desk, "write_calendar", fail)
    with pytest.raises(OSError, match="disk full"):
        write_week(small_week.planned, "ru", out)
    assert {p: p.read_bytes() for p in out.rglob("*") if p.is_file()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["week"]


def test_calendars_of_workers_who_left_are_removed_and_other_files_stay(
    small_week: SmallWeek, tmp_path: Path
) -> None:
    out = tmp_path / "week"
    write_week(small_week.planned, "et", out)
    (out / "calendars" / "mine.ics").write_text("mine")
    (out / "notes.txt").write_text("notes")
    week = small_week.planned
    gone = week.problem.workers[-1]
    held = tuple(m for m in week.result.roster.meetings if gone.id not in m.workers)
    result = replace(week.result, roster=replace(week.result.roster, meetings=held))
    problem = replace(week.problem, workers=week.problem.workers[:-1])
    write_week(replace(week, problem=problem, result=result), "et", out)
    names = {p.name for p in (out / "calendars").iterdir()}
    assert f"{gone.id}.ics" not in names
    assert "mine.ics" in names
    assert (out / "notes.txt").read_text() == "notes"


def test_a_roster_that_names_files_elsewhere_has_none_removed(
    small_week: SmallWeek, tmp_path: Path
) -> None:
    out = tmp_path / "week"
    out.mkdir()
    (tmp_path / "keep.ics").write_text("keep")
    (out / "keep.ics").write_text("keep")
    names = ["../keep.ics", "../../keep.ics", str(tmp_path / "keep.ics"), 7]
    (out / "roster.json").write_text(json.dumps({"calendars": names}))
    write_week(small_week.planned, "et", out)
    assert (tmp_path / "keep.ics").exists()
    assert (out / "keep.ics").exists()
