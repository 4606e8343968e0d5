"""Change a draft by hand: each change is checked at once, and none that breaks a must is kept."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from api.journeys.explain_need import unknown_need
from api.journeys.week_solve import known_meetings
from api.journeys.week_stored import StoredWeek, as_it_happened, hold_pins, open_stored
from api.store.drafts import Draft, DraftRoster, save_draft
from api.store.repository import ChangedMeanwhileError
from api.store.unit import Unit
from domain.finding import Finding
from domain.session import Meeting
from optimizer.check import check
from optimizer.pins import Pin
from optimizer.policy import default_policy

DRAFT, ROSTER = "draft", "roster"
NO_ROSTER, NOT_PLANNED, NO_START = "week.no_roster", "week.not_planned", "week.no_start"


@dataclass(frozen=True, slots=True)
class Move:
    """A meeting begins at another minute of the week."""

    need: str
    start: int
    do: Literal["move"] = "move"


@dataclass(frozen=True, slots=True)
class Assign:
    """A meeting is held by these workers, in the order of its seats; one left out is taken in."""

    need: str
    workers: tuple[str, ...]
    start: int | None = None
    """Minute of the week; None: when it is now."""
    do: Literal["assign"] = "assign"


@dataclass(frozen=True, slots=True)
class HoldFast:
    """A meeting keeps its workers, its time or both, whatever is planned anew."""

    need: str
    workers: bool = True
    time: bool = True
    do: Literal["pin"] = "pin"


@dataclass(frozen=True, slots=True)
class LetGo:
    """A meeting may be planned anew."""

    need: str
    do: Literal["unpin"] = "unpin"


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """A meeting is not held this week; what held it fast is let go."""

    need: str
    do: Literal["leave_out"] = "leave_out"


Edit = Annotated[Move | Assign | HoldFast | LetGo | LeaveOut, Field(discriminator="do")]


def edit_week(
    unit: Unit, monday: date, revision: int, edits: Sequence[Edit]
) -> tuple[Draft | None, list[Finding]]:
    """The draft after all of the edits; None, and every reason, where any cannot be.

    ``revision``: of the draft as it was looked at; ChangedMeanwhileError where it is another.
    Where there is no draft, what is published becomes one. What an edit makes worse of a must
    is told and nothing is kept; what was wrong before stands in nobody's way.
    """
    week = open_stored(unit, monday)
    if week.draft.revision != revision:
        raise ChangedMeanwhileError(DRAFT, [monday.isoformat()])
    if week.draft.roster is None and not week.number:
        return None, [Finding(NO_ROSTER, monday.isoformat(), {"week": monday.isoformat()})]
    roster = week.draft.roster or DraftRoster(
        week.published, week.pins, week.number, week.proof, happened=week.happened, now=week.now
    )
    edited, findings = _edited(week, roster, edits)
    findings = findings or _made_worse(week, roster, edited)
    if findings:
        return None, findings
    return save_draft(unit, monday, edited, revision), []


def _edited(
    week: StoredWeek, roster: DraftRoster, edits: Iterable[Edit]
) -> tuple[DraftRoster, list[Finding]]:
    known, _ = known_meetings(week, roster.meetings)
    meetings = {one.need: one for one in known}
    pins = {one.need: one for one in roster.pins}
    findings: list[Finding] = []
    for edit in edits:
        faults = unknown_need(edit.need, week.opened.problem)
        faults = faults or _apply(edit, meetings, pins)
        findings += faults
    in_order = sorted(meetings.values(), key=lambda one: (one.start, one.need))
    return replace(roster, meetings=tuple(in_order), pins=tuple(pins.values())), findings


def _apply(edit: Edit, meetings: dict[str, Meeting], pins: dict[str, Pin]) -> list[Finding]:
    """Change what is planned and held fast; a finding where the edit means nothing there."""
    held = meetings.get(edit.need)
    match edit:
        case Assign():
            start = edit.start if edit.start is not None else held.start if held else None
            if start is None:
                return [Finding(NO_START, edit.need, {"need": edit.need})]
            meetings[edit.need] = Meeting(edit.need, start, edit.workers)
        case LeaveOut():
            meetings.pop(edit.need, None)
            pins.pop(edit.need, None)
        case LetGo():
            pins.pop(edit.need, None)
        case _ if held is None:
            return [Finding(NOT_PLANNED, edit.need, {"need": edit.need})]
        case Move():
            meetings[edit.need] = replace(held, start=edit.start)
        case HoldFast():
            workers = held.workers if edit.workers else ()
            pins[edit.need] = Pin(edit.need, workers, held.start if edit.time else None)
    return []


def _made_worse(week: StoredWeek, before: DraftRoster, after: DraftRoster) -> list[Finding]:
    """Musts that are missed by more than they were."""
    faults = _faults(week, after)
    stood, stand = _missed(_faults(week, before)), _missed(faults)
    worse = {key for key, many in stand.items() if many > stood[key]}
    return [fault for fault in faults if (fault.rule, fault.about) in worse]


def _missed(faults: Iterable[Finding]) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    for fault in faults:
        found[fault.rule, fault.about] += fault.amount
    return found


def _faults(week: StoredWeek, roster: DraftRoster) -> tuple[Finding, ...]:
    asked = hold_pins(week.asked, roster.pins)
    problem = as_it_happened(asked, week.happened, week.now)
    return check(problem, default_policy(), roster.meetings).faults
