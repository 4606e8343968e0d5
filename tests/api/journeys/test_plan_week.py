from dataclasses import replace
from pathlib import Path

import pytest

from api.exports.provider_workbook import write_provider
from api.imports.provider_workbook import read_provider
from api.journeys import long_work
from api.journeys.long_work import DONE_HERE
from api.journeys.open_week import forgives, open_week
from api.journeys.plan_week import PlanAsked, Stage, plan_week
from domain.provider import PublishedMeeting
from domain.session import DAY_MINUTES
from optimizer.check import check
from tests.api.conftest import MONDAY, TODAY, SmallWeek


def test_a_planned_week_is_faultless_and_explains_every_need_left_out(
    small_week: SmallWeek,
) -> None:
    week = small_week.planned
    meetings = week.result.roster.meetings
    assert check(week.problem, week.policy, meetings).faults == ()
    assert len(meetings) > len(week.problem.needs) // 2
    assert {why.need for why in week.reasons} == set(week.result.left_out)
    assert {m.need for m in meetings} | set(week.result.left_out) == {
        need.id for need in week.problem.needs
    }


def test_the_stages_are_told_in_order(small_week: SmallWeek) -> None:
    stages: list[Stage] = []
    asked = PlanAsked(small_week.workbook, MONDAY, TODAY, seconds=5)
    week, _ = plan_week(asked, begun=stages.append, stop=lambda: True)
    assert week is not None
    assert stages == ["reading", "planning", "explaining"]
    assert week.result.seconds < 5


def test_a_workbook_that_is_none_gives_findings_and_no_week(tmp_path: Path) -> None:
    path = tmp_path / "kava.xlsx"
    path.write_text("tere")
    week, findings = plan_week(PlanAsked(path, MONDAY, TODAY))
    assert week is None
    assert [finding.rule for finding in findings] == ["import.file_no_workbook"]


def test_faults_of_workbook_and_matrix_come_together(tmp_path: Path) -> None:
    ways = tmp_path / "ways.csv"
    ways.write_text("from;to;minutes;km\ntallinn;nowhere;5;5\n", "utf-8")
    opened, findings = open_week(tmp_path / "none.xlsx", MONDAY, ways)
    assert opened is None
    rules = [finding.rule for finding in findings]
    assert rules == ["import.file_unreadable", "travel_place_unknown"]


def test_a_matrix_of_ones_own_is_used_and_its_gaps_are_counted_once(
    small_week: SmallWeek, tmp_path: Path
) -> None:
    ids = small_week.planned.problem.travel.ids
    ways = tmp_path / "ways.csv"
    ways.write_text(
        f"from;to;minutes;km\n{ids[0]};{ids[1]};77;70\n{ids[1]};{ids[2]};78;70\n", "utf-8"
    )
    opened, findings = open_week(small_week.workbook, MONDAY, ways)
    assert opened is not None
    travel = opened.problem.travel
    assert travel.minutes[travel.ids.index(ids[0]), travel.ids.index(ids[1])] == 77
    (missing,) = (one for one in findings if one.rule == "travel_way_missing")
    assert missing.facts["count"] == 1
    assert forgives(missing)


def test_published_meetings_that_are_to_be_kept_are_kept(
    small_week: SmallWeek, tmp_path: Path
) -> None:
    provider, _ = read_provider(small_week.workbook)
    assert provider is not None
    problem = small_week.planned.problem
    needs = {need.id: need for need in problem.needs}
    meeting = next(
        one
        for one in small_week.planned.result.roster.meetings
        if not needs[one.need].group and len(one.workers) == 1 and "." not in one.need
    )
    need = needs[meeting.need]
    kept = PublishedMeeting(
        day=MONDAY.fromordinal(MONDAY.toordinal() + meeting.start // DAY_MINUTES),
        start=meeting.start % DAY_MINUTES,
        minutes=need.minutes,
        component=need.component,
        client=need.clients[0],
        group=None,
        workers=meeting.workers,
        keep=frozenset({"worker", "time"}),
    )
    path = tmp_path / "kept.xlsx"
    write_provider(path, replace(provider, published=(*provider.published, kept)))
    week, findings = plan_week(PlanAsked(path, MONDAY, TODAY, seconds=1))
    assert week is not None, findings
    assert meeting in week.result.roster.meetings


def test_a_roster_of_another_week_is_no_start(small_week: SmallWeek) -> None:
    next_week = MONDAY.fromordinal(MONDAY.toordinal() + 7)
    asked = PlanAsked(small_week.workbook, next_week, TODAY, start=small_week.written.data)
    week, findings = plan_week(asked)
    assert week is None
    assert findings[-1].rule == "roster_file.other_week"


def test_a_roster_to_start_from_is_never_made_worse(small_week: SmallWeek) -> None:
    asked = PlanAsked(small_week.workbook, MONDAY, TODAY, start=small_week.written.data)
    week, _ = plan_week(asked, stop=lambda: True)
    assert week is not None
    assert week.result.cost <= small_week.planned.result.cost


@pytest.mark.parametrize("url", ["dask://127.0.0.1:1", "moon:"])
def test_a_small_week_asks_nobody_elsewhere(small_week: SmallWeek, url: str) -> None:
    asked = PlanAsked(small_week.workbook, MONDAY, TODAY, seconds=1, executor=url)
    week, findings = plan_week(asked)
    assert week is not None, findings
    assert not {one.rule for one in findings if one.rule.startswith("executor")}


def test_a_large_week_is_planned_here_where_the_cluster_is_away(
    small_week: SmallWeek, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_work, "LARGE", 1)
    monkeypatch.setattr("scenarios.executor.PATIENCE", "1s")
    asked = PlanAsked(small_week.workbook, MONDAY, TODAY, seconds=1, executor="dask://127.0.0.1:1")
    week, findings = plan_week(asked)
    assert week is not None
    assert [one.rule for one in findings if not one.rule.startswith("import.")] == [DONE_HERE]


def test_a_large_week_is_not_planned_where_nobody_can_read_where(
    small_week: SmallWeek, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_work, "LARGE", 1)
    week, findings = plan_week(PlanAsked(small_week.workbook, MONDAY, TODAY, executor="moon:"))
    assert week is None
    assert "executor.unreadable" in {one.rule for one in findings}
