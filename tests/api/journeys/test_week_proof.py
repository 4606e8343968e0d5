"""What was proven of a week is told as long as it holds: of drafts and of what is published."""

from dataclasses import replace
from datetime import date

import pytest

from api.imports.happened import Happened
from api.journeys.week_edit import Edit, HoldFast, LeaveOut, LetGo, edit_week
from api.journeys.week_publish import publish_week
from api.journeys.week_replan import ReplanStored, replan_stored
from api.journeys.week_stored import open_published
from api.journeys.week_tell import tell_draft, tell_published
from api.store.drafts import DraftRoster, read_draft, save_draft
from api.store.kinds import ABSENCE
from api.store.repository import Repository
from api.store.unit import Store, Unit
from domain.people import Absence
from tests.api.store.places import AT, LATER, MONDAY, ONE

TODAY = date(2026, 11, 22)


def kept_draft(unit: Unit) -> DraftRoster:
    roster = read_draft(unit, MONDAY).roster
    assert roster is not None
    return roster


def bound_of_draft(unit: Unit) -> int:
    told = tell_draft(unit, MONDAY, TODAY)
    assert told is not None
    return told.planned.result.bound


@pytest.fixture
def published(planned: Store) -> tuple[Store, DraftRoster]:
    """The week's roster, published, and what was proven of it."""
    with planned.write(ONE, AT) as unit:
        roster = kept_draft(unit)
        first, found = publish_week(unit, MONDAY, 1, 0)
        assert first is not None, found
    return planned, roster


def test_the_bound_is_told_of_no_other_week(planned: Store) -> None:
    with planned.write(ONE, AT) as unit:
        gone = Absence("W02", MONDAY, MONDAY, "")
        Repository[Absence](unit, ABSENCE).put([gone])
        told = tell_draft(unit, MONDAY, TODAY)
    assert told is not None
    assert told.planned.result.bound == 0


def test_a_pin_keeps_the_bound_and_letting_go_of_it_too(planned: Store) -> None:
    with planned.read(ONE, AT) as unit:
        roster = kept_draft(unit)
    need = roster.meetings[0].need
    before = roster.proof.bound
    edits: tuple[Edit, ...] = (HoldFast(need), LetGo(need))
    for revision, edit in enumerate(edits, start=1):
        with planned.write(ONE, AT) as unit:
            draft, findings = edit_week(unit, MONDAY, revision, [edit])
            assert draft is not None, findings
            told = tell_draft(unit, MONDAY, TODAY)
        assert told is not None
        assert told.planned.result.bound == before


def test_what_was_proven_of_a_week_holds_after_publishing_it(
    published: tuple[Store, DraftRoster],
) -> None:
    store, roster = published
    with store.read(ONE, LATER) as unit:
        told = tell_published(unit, MONDAY, TODAY)
    assert told is not None
    assert 0 < told[0].planned.result.bound == roster.proof.bound
    assert told[0].planned.result.left_out_bound == roster.proof.left_out


def test_a_change_by_hand_of_what_is_published_keeps_what_was_proven(
    published: tuple[Store, DraftRoster],
) -> None:
    store, roster = published
    with store.write(ONE, LATER) as unit:
        draft, found = edit_week(unit, MONDAY, 2, [LeaveOut(roster.meetings[0].need)])
        assert draft is not None, found
        assert bound_of_draft(unit) == roster.proof.bound > 0
        second, found = publish_week(unit, MONDAY, 3, 1)
        assert second is not None, found
        assert second.bound == roster.proof.bound


def test_nothing_is_proven_of_what_is_published_once_the_records_are_others(
    published: tuple[Store, DraftRoster],
) -> None:
    store, roster = published
    with store.write(ONE, LATER) as unit:
        Repository[Absence](unit, ABSENCE).put([Absence("W02", MONDAY, MONDAY, "")])
        told = tell_published(unit, MONDAY, TODAY)
        assert told is not None
        assert told[0].planned.result.bound == 0
        busy = next(one for one in roster.meetings if "W02" not in one.workers)
        draft, found = edit_week(unit, MONDAY, 2, [LeaveOut(busy.need)])
        assert draft is not None, found
        assert bound_of_draft(unit) == 0


def test_what_was_proven_with_changes_counted_says_nothing_once_those_are_published(
    published: tuple[Store, DraftRoster],
) -> None:
    store, _ = published
    with store.read(ONE, LATER) as unit:
        opened = open_published(unit, MONDAY)
    assert opened is not None
    gone = opened[0].published[0].need
    asked = ReplanStored(MONDAY, AT, Happened(cancelled=(gone,)), seconds=20)
    found, findings = replan_stored(opened[0], asked)
    assert found is not None, findings
    # Else the week after publishing would be the one that was proven, and the proof would hold.
    kept = {meeting for meeting in opened[0].published if meeting.need != gone}
    assert kept != set(found[0].meetings)
    with store.write(ONE, LATER) as unit:
        # Whatever it is, it was proven against the first roster.
        proof = replace(found[0].proof, bound=max(found[0].proof.bound, 1))
        save_draft(unit, MONDAY, replace(found[0], proof=proof), 2)
        assert bound_of_draft(unit) > 0
        second, faults = publish_week(unit, MONDAY, 3, 1)
        assert second is not None, faults
        told = tell_published(unit, MONDAY, TODAY)
    assert told is not None
    assert told[0].planned.result.bound == 0
