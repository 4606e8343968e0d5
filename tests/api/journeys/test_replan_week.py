"""A published week is re-planned from its files: what stands stays, the rest is told with why."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from api.exports.names import NameBook
from api.exports.replanned import (
    left_out_since,
    replanned_document,
    write_calls,
    write_proof,
    write_why,
)
from api.imports.happened import Happened
from api.journeys.open_week import forgives
from api.journeys.replan_week import ReplanAsked, ReplannedWeek, replan_week
from domain.clock import ZONE
from domain.session import DAY_MINUTES, Meeting
from domain.words import LANGUAGES, Language, read_words
from optimizer.check import check
from optimizer.replan.told import KINDS
from tests.api.conftest import MONDAY, SmallWeek
from tests.api.journeys.test_pin_week import singles, workbook_with

BEFORE = datetime(2026, 11, 22, 12, tzinfo=ZONE)
ILL = Happened(absent=("W03:E",))
REASONS = {"absent", "better", "cancelled", "new", "overrun", "possible_now", "room", "rule"}


def asked_of(week: SmallWeek, happened: Happened, clock: datetime = BEFORE) -> ReplanAsked:
    return ReplanAsked(week.workbook, clock, happened, start=week.written.data, seconds=2)


@pytest.fixture(scope="module")
def ill(small_week: SmallWeek) -> ReplannedWeek:
    """Somebody with meetings on Monday is away that day."""
    found, findings = replan_week(asked_of(small_week, ILL))
    assert found is not None, findings
    return found


def meetings_of(found: ReplannedWeek) -> tuple[Meeting, ...]:
    return found.answer.result.roster.meetings


def test_where_nothing_happened_only_what_was_left_out_is_a_reason(small_week: SmallWeek) -> None:
    found, _ = replan_week(asked_of(small_week, Happened()))
    assert found is not None
    assert len(meetings_of(found)) >= len(small_week.planned.result.roster.meetings)
    assert left_out_since(found.answer) == frozenset()
    gained = any(change.kind == "replan.added" for change in found.answer.changes)
    assert gained or found.answer.calls == ()


def test_whoever_is_away_has_no_meetings_and_the_rest_keeps_every_rule(
    ill: ReplannedWeek,
) -> None:
    assert not [m for m in meetings_of(ill) if "W03" in m.workers and m.start < DAY_MINUTES]
    planned = ill.planned
    assert check(planned.problem, planned.policy, meetings_of(ill)).faults == ()
    assert planned.held_faults == ()
    assert ill.now == 0


def test_every_change_is_told_to_everybody_whom_it_concerns(
    small_week: SmallWeek, ill: ReplannedWeek
) -> None:
    before = {m.need: m for m in small_week.planned.result.roster.meetings}
    after = {m.need: m for m in meetings_of(ill)}
    changed = {need for need in before | after if before.get(need) != after.get(need)}
    assert {change.need for change in ill.answer.changes} == changed
    assert changed
    needs = {need.id: need for need in ill.before.needs}
    called = {call.who for call in write_calls(book_of(ill), ill.answer)}
    assert {client for need in changed for client in needs[need].clients} <= called


def book_of(found: ReplannedWeek, language: Language = "en") -> NameBook:
    return NameBook(found.planned.provider, found.before, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_change_has_its_sentence_and_its_reason(
    ill: ReplannedWeek, language: Language
) -> None:
    document = replanned_document(book_of(ill, language), ill.answer, ill.now)
    assert len(document["changes"]) == len(ill.answer.changes)
    for change in document["changes"]:
        assert change["need"] in change["sentence"]
        assert change["reason"].endswith(".")
        assert change["kind"] in KINDS
    assert "Oleg" in "".join(one["reason"] for one in document["changes"])
    assert document["proof"] == write_proof(language, ill.answer)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_change_and_every_reason_can_be_said(language: Language) -> None:
    words = read_words(language)
    assert {f"replan.{kind}" for kind in KINDS} <= words.keys()
    reasons = {key.removeprefix("replan.why.") for key in words if key.startswith("replan.why.")}
    assert reasons == REASONS


def test_a_rule_that_stands_in_the_way_is_named_as_people_know_it(ill: ReplannedWeek) -> None:
    change = ill.answer.changes[0]
    ruled = replace(change, why="replan.why.rule", facts={**change.facts, "about": "daily_rest"})
    assert write_why(book_of(ill), ruled) == "A rule stands in the way now: Daily rest."
    room = replace(change, why="replan.why.room", facts={**change.facts, "about": change.need})
    assert f"({change.need})" in write_why(book_of(ill), room)


def test_clients_are_called_before_workers(ill: ReplannedWeek) -> None:
    order = [call.is_client for call in write_calls(book_of(ill), ill.answer)]
    assert order == sorted(order, reverse=True)
    assert set(order) == {True, False}, "both must be among them"


def test_what_was_proven_is_said_level_by_level(ill: ReplannedWeek) -> None:
    said = {
        write_proof("en", replace(ill.answer, least_left_out=least, fewest=fewest))
        for least in (True, False)
        for fewest in (True, False)
    }
    assert len(said) == 4
    assert write_proof("en", replace(ill.answer, least_left_out=True, fewest=True)).endswith(
        "fewer people cannot be called."
    )


def test_what_began_before_now_stays_as_it_is(small_week: SmallWeek) -> None:
    noon = datetime(2026, 11, 25, 12, tzinfo=ZONE)
    found, _ = replan_week(asked_of(small_week, Happened(absent=("W03:K..P",)), noon))
    assert found is not None
    now = 2 * DAY_MINUTES + 12 * 60
    assert found.now == now
    held = {m for m in small_week.planned.result.roster.meetings if m.start < 2 * DAY_MINUTES}
    assert held
    assert held <= set(meetings_of(found))


def test_a_need_called_off_keeps_its_name(small_week: SmallWeek) -> None:
    gone = singles(small_week)[0]
    found, _ = replan_week(asked_of(small_week, Happened(cancelled=(gone.need,))))
    assert found is not None
    document = replanned_document(book_of(found), found.answer, found.now)
    (change,) = [one for one in document["changes"] if one["need"] == gone.need]
    assert (change["kind"], change["why"], change["after"]) == ("cancelled", "cancelled", None)
    assert f"({gone.need}): the meeting was called off" in change["sentence"]


def test_a_meeting_that_lasted_into_the_next_is_told_and_not_held_against_anybody(
    small_week: SmallWeek,
) -> None:
    first = min(singles(small_week), key=lambda m: m.start)
    typed = Happened(overrun=(f"{first.need}=300",), now="E 23:00")
    found, _ = replan_week(asked_of(small_week, typed))
    assert found is not None
    day = [m for m in meetings_of(found) if m.start < DAY_MINUTES]
    assert first in day
    if found.planned.held_faults:
        assert check(found.planned.problem, found.planned.policy, day).faults


def test_the_week_is_that_of_the_roster_or_the_one_asked_for_or_this_one(
    small_week: SmallWeek, tmp_path: Path
) -> None:
    other = replace(asked_of(small_week, ILL), monday=MONDAY + timedelta(days=7))
    found, findings = replan_week(other)
    assert found is None
    assert "roster_file.other_week" in {one.rule for one in findings}
    workbook = workbook_with(small_week, singles(small_week)[:4], tmp_path)
    tuesday = datetime(2026, 11, 24, 7, tzinfo=ZONE)
    found, findings = replan_week(ReplanAsked(workbook, tuesday, Happened(), seconds=1))
    assert found is not None, findings
    assert found.before.monday == MONDAY
    assert found.now == DAY_MINUTES + 7 * 60


def test_without_a_published_roster_there_is_nothing_to_replan(small_week: SmallWeek) -> None:
    asked = ReplanAsked(small_week.workbook, BEFORE, ILL, monday=MONDAY)
    found, findings = replan_week(asked)
    assert found is None
    assert [one.rule for one in findings if not forgives(one)] == ["nothing_to_replan"]


def test_mistakes_of_every_kind_come_together(small_week: SmallWeek) -> None:
    need = small_week.planned.problem.needs[0].id
    left_out = small_week.planned.reasons[0].need
    typed = Happened(
        absent=("W99:E", "W03:R..E"),
        overrun=(f"{need}=0", f"{left_out}=10"),
        cancelled=("P9999",),
        now="some day",
    )
    found, findings = replan_week(asked_of(small_week, typed))
    assert found is None
    assert {one.rule for one in findings if not forgives(one)} == {
        "event.unknown_worker",
        "event.unknown_need",
        "event.bad_moment",
        "replan.days_reversed",
        "replan.no_overrun",
        "replan.not_planned",
    }


def test_a_roster_that_cannot_be_read_is_told_with_the_rest(
    small_week: SmallWeek, tmp_path: Path
) -> None:
    asked = replace(asked_of(small_week, Happened(cancelled=("P9999",))), start=tmp_path / "no")
    found, findings = replan_week(replace(asked, monday=MONDAY))
    assert found is None
    rules = [one.rule for one in findings if not forgives(one)]
    assert rules == ["roster_file.unreadable", "event.unknown_need"]
