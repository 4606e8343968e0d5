"""A week's way through the store: put in, solved, edited, published, re-planned, published."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import event

from api.imports.happened import Happened
from api.journeys.people_files import PutIn, import_people, take_out_people
from api.journeys.week_edit import (
    Assign,
    HoldFast,
    LeaveOut,
    LetGo,
    Move,
    edit_week,
)
from api.journeys.week_publish import preview_week, publish_week
from api.journeys.week_replan import ReplanStored, replan_stored
from api.journeys.week_solve import SolveAsked, prepare_week, solve_week
from api.journeys.week_stored import open_published, open_stored
from api.journeys.week_tell import tell_draft, tell_published
from api.store.drafts import Draft, read_draft, save_draft
from api.store.kinds import ABSENCE, WORKER
from api.store.repository import ChangedMeanwhileError, Repository
from api.store.rosters import newest_number
from api.store.unit import Store
from domain.clock import ZONE
from domain.people import Absence, Worker
from domain.session import Meeting
from optimizer.differ import Fate
from tests.api.conftest import SmallWeek
from tests.api.store.places import AT, LATER, MONDAY, ONE, OTHER

TODAY = date(2026, 11, 22)


def kept_draft(store: Store) -> Draft:
    with store.read(ONE, AT) as unit:
        return read_draft(unit, MONDAY)


def test_the_same_workbook_again_changes_nothing(store: Store, small_week: SmallWeek) -> None:
    first, _ = import_people(store, ONE, AT, small_week.workbook)
    again, _ = import_people(store, ONE, LATER, small_week.workbook, whole=True)
    assert first is not None
    assert again is not None
    assert first.changes > 100
    assert again == PutIn({}, {}, first.added, 0, ())


def test_a_workbook_taken_out_and_put_in_again_changes_nothing(
    planned: Store, tmp_path: Path
) -> None:
    with planned.write(ONE, AT) as unit:
        publish_week(unit, MONDAY, 1, 0)
    with planned.read(ONE, LATER) as unit:
        book = take_out_people(unit, MONDAY, "et")
    (tmp_path / "out.xlsx").write_bytes(book)
    put, _ = import_people(planned, ONE, LATER, tmp_path / "out.xlsx", whole=True)
    assert put is not None
    assert put.changes == 0


def test_a_broken_workbook_changes_nothing_and_tells_all(store: Store, tmp_path: Path) -> None:
    (tmp_path / "no.xlsx").write_bytes(b"no workbook")
    put, findings = import_people(store, ONE, AT, tmp_path / "no.xlsx")
    assert put is None
    assert findings
    with store.read(ONE, AT) as unit:
        assert not Repository[object](unit, WORKER).all()


def test_a_draft_is_told_with_a_reason_for_each_need_left_out(planned: Store) -> None:
    with planned.read(ONE, AT) as unit:
        told = tell_draft(unit, MONDAY, TODAY)
    assert told is not None
    result = told.planned.result
    assert told.faults == ()
    assert {why.need for why in told.planned.reasons} == set(result.left_out)
    assert 0 < result.bound <= result.cost
    with planned.read(OTHER, AT) as unit:
        assert tell_draft(unit, MONDAY, TODAY) is None


def test_an_edit_that_breaks_a_must_is_refused_and_nothing_is_kept(planned: Store) -> None:
    before = kept_draft(planned)
    assert before.roster is not None
    first, other = before.roster.meetings[:2]
    with planned.write(ONE, LATER) as unit:
        draft, findings = edit_week(unit, MONDAY, 1, [Move(first.need, 3)])
    assert draft is None
    assert first.need in {one.about.partition(",")[0] for one in findings}
    with planned.write(ONE, LATER) as unit:
        draft, findings = edit_week(unit, MONDAY, 1, [Assign(other.need, ("W99",))])
    assert draft is None
    assert "roster.unknown_worker" in {one.rule for one in findings}
    assert kept_draft(planned) == before


def test_a_meeting_held_fast_stays_when_the_week_is_solved_anew(planned: Store) -> None:
    roster = kept_draft(planned).roster
    assert roster is not None
    held = roster.meetings[3]
    with planned.write(ONE, AT) as unit:
        draft, _ = edit_week(unit, MONDAY, 1, [HoldFast(held.need)])
        assert draft is not None
        week = open_stored(unit, MONDAY)
        anew = solve_week(week, SolveAsked(MONDAY, 1, afresh=True, seed=7))
    assert held in anew.meetings
    assert [pin.need for pin in anew.pins] == [held.need]
    # What was proven with the pin says nothing of the week without it.
    bounds = []
    with planned.write(ONE, LATER) as unit:
        save_draft(unit, MONDAY, anew, 2)
        for revision in (3, 4):
            told = tell_draft(unit, MONDAY, TODAY)
            assert told is not None
            bounds.append(told.planned.result.bound)
            edit_week(unit, MONDAY, revision, [LetGo(held.need)])
    assert bounds[0] > 0
    assert bounds[1] == 0


def test_a_meeting_left_out_and_taken_in_again_is_the_same(planned: Store) -> None:
    roster = kept_draft(planned).roster
    assert roster is not None
    one = roster.meetings[5]
    with planned.write(ONE, AT) as unit:
        draft, _ = edit_week(unit, MONDAY, 1, [LeaveOut(one.need)])
        assert draft is not None
        assert draft.roster is not None
        assert one not in draft.roster.meetings
        refused, findings = edit_week(unit, MONDAY, 2, [Assign(one.need, one.workers)])
        assert (refused, [f.rule for f in findings]) == (None, ["week.no_start"])
        back, _ = edit_week(unit, MONDAY, 2, [Assign(one.need, one.workers, one.start)])
    assert back is not None
    assert back.roster == roster


def test_a_meeting_of_a_worker_who_has_left_is_told_and_hinders_no_other(planned: Store) -> None:
    roster = kept_draft(planned).roster
    assert roster is not None
    gone = roster.meetings[0].workers[0]
    with planned.write(ONE, AT) as unit:
        Repository[Worker](unit, WORKER).take_away([gone])
        _, findings = prepare_week(unit, MONDAY)
        told = tell_draft(unit, MONDAY, TODAY)
        staying = next(m for m in roster.meetings if gone not in m.workers)
        draft, faults = edit_week(unit, MONDAY, 1, [LeaveOut(staying.need)])
    mine = {m.need for m in roster.meetings if gone in m.workers}
    assert {one.about for one in findings if one.rule == "roster.unknown_worker"} == mine
    assert told is not None
    assert mine <= set(told.planned.result.left_out)
    assert draft is not None, faults


def test_an_edit_of_another_revision_is_refused(planned: Store) -> None:
    roster = kept_draft(planned).roster
    assert roster is not None
    with pytest.raises(ChangedMeanwhileError), planned.write(ONE, AT) as unit:
        edit_week(unit, MONDAY, 0, [LeaveOut(roster.meetings[0].need)])
    assert kept_draft(planned).revision == 1


def test_an_unknown_need_and_an_empty_week_are_told(planned: Store) -> None:
    with planned.write(ONE, AT) as unit:
        _, unknown = edit_week(unit, MONDAY, 1, [Move("P999", 600), Move("P998", 600)])
    assert [one.rule for one in unknown] == ["need_unknown", "need_unknown"]
    with planned.write(OTHER, AT) as unit:
        _, none = edit_week(unit, MONDAY, 0, [Move("P999", 600)])
    assert [one.rule for one in none] == ["week.no_roster"]


def test_what_is_published_is_numbered_and_the_draft_is_used_up(planned: Store) -> None:
    roster = kept_draft(planned).roster
    assert roster is not None
    with planned.write(ONE, LATER) as unit:
        published, findings = publish_week(unit, MONDAY, 1, 0)
        assert published is not None, findings
        told = tell_published(unit, MONDAY, TODAY)
        draft = read_draft(unit, MONDAY)
    assert (published.number, len(published.meetings)) == (1, len(roster.meetings))
    assert published.bound == min(roster.proof.bound, published.cost)
    assert (draft.roster, draft.revision) == (None, 2)
    assert told is not None
    assert told[0].planned.result.roster.meetings == roster.meetings
    for revision, after in ((1, 0), (2, 0), (1, 1)):
        with pytest.raises(ChangedMeanwhileError), planned.write(ONE, LATER) as unit:
            publish_week(unit, MONDAY, revision, after)


def test_a_roster_that_breaks_a_must_by_now_is_not_published(planned: Store) -> None:
    roster = kept_draft(planned).roster
    assert roster is not None
    busy = roster.meetings[0]
    day = MONDAY.replace(day=MONDAY.day + busy.start // 1440)
    with planned.write(ONE, AT) as unit:
        Repository[Absence](unit, ABSENCE).put([Absence(busy.workers[0], day, day, "")])
    with planned.write(ONE, LATER) as unit:
        published, findings = publish_week(unit, MONDAY, 1, 0)
        assert newest_number(unit, MONDAY) == 0
    assert published is None
    assert findings


def test_a_published_week_is_replanned_and_published_as_number_two(planned: Store) -> None:
    with planned.write(ONE, AT) as unit:
        publish_week(unit, MONDAY, 1, 0)
    with planned.read(ONE, LATER) as unit:
        opened = open_published(unit, MONDAY)
    assert opened is not None
    week, _ = opened
    series = [m for m in week.published if m.need.startswith(_series(week.published))]
    gone = series[0].need
    clock = datetime(2026, 11, 23, 7, 0, tzinfo=ZONE)
    asked = ReplanStored(MONDAY, clock, Happened(cancelled=(gone,)), seconds=1)
    found, findings = replan_stored(week, asked)
    assert found is not None, findings
    with planned.write(ONE, LATER) as unit:
        save_draft(unit, MONDAY, found[0], 2)
        preview = preview_week(unit, MONDAY)
        assert preview is not None
        assert [one.need for one in preview[1].gone] == [gone]
        told = {one.need for one in found[1].answer.changes}
        assert {one.need for one in preview[1].lines if one.fate is not Fate.KEPT} <= told
        published, faults = publish_week(unit, MONDAY, 3, 1)
    assert published is not None, faults
    assert published.number == 2
    with planned.read(ONE, LATER) as unit:
        again = open_published(unit, MONDAY)
        older = tell_published(unit, MONDAY, TODAY, 1)
    assert again is not None
    # What was called off stays called off, and its sisters keep their own times.
    assert set(again[0].published) == set(found[0].meetings)
    assert gone not in {need.id for need in again[0].opened.problem.needs}
    assert older is not None
    assert older[1].number == 1
    assert len(older[0].planned.result.roster.meetings) == len(week.published)


def _series(meetings: Sequence[Meeting]) -> str:
    """The plan item that is met most often."""
    names = [m.need.rpartition("-")[0] + "-" for m in meetings]
    return max(sorted(set(names)), key=names.count)


def test_an_absence_is_replanned_with_people_to_call(planned: Store) -> None:
    with planned.write(ONE, AT) as unit:
        publish_week(unit, MONDAY, 1, 0)
        opened = open_published(unit, MONDAY)
    assert opened is not None
    who = opened[0].published[0].workers[0]
    clock = datetime(2026, 11, 22, 18, 0, tzinfo=ZONE)
    asked = ReplanStored(MONDAY, clock, Happened(absent=(f"{who}:Mon..Fri",)), seconds=1)
    found, findings = replan_stored(opened[0], asked)
    assert found is not None, findings
    assert found[1].answer.calls
    assert all(who not in one.workers for one in found[0].meetings)
    with planned.write(ONE, LATER) as unit:
        save_draft(unit, MONDAY, found[0])
        told = tell_draft(unit, MONDAY, TODAY)
    assert told is not None
    assert told.faults == ()
    unclear, faults = replan_stored(opened[0], replace(asked, happened=Happened(absent=("X",))))
    assert unclear is None
    assert faults


def test_a_week_is_told_with_as_many_statements_however_many_there_are(planned: Store) -> None:
    sent: list[str] = []
    event.listen(planned.engine, "before_cursor_execute", lambda *told: sent.append(told[2]))
    with planned.read(ONE, AT) as unit:
        tell_draft(unit, MONDAY, TODAY)
    assert len(sent) <= 30
    assert AT.tzinfo == UTC
