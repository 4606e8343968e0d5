"""Edits by hand: what is left out is held fast no more; only what is made worse is refused."""

from typing import Any

import pytest

from api.journeys import week_edit
from api.journeys.week_edit import LeaveOut
from api.store.drafts import DraftRoster
from domain.finding import Finding
from domain.session import Meeting
from optimizer.pins import Pin

BEFORE, AFTER = DraftRoster(()), DraftRoster((), now=1)
WEEK: Any = None
"""Nobody looks at it: what is missed is said beforehand."""


@pytest.mark.parametrize(
    ("before", "after", "worse"), [(2, 2, False), (2, 1, False), (2, 3, True), (0, 1, True)]
)
def test_only_what_is_missed_by_more_than_before_stands_against_an_edit(
    monkeypatch: pytest.MonkeyPatch, before: int, after: int, *, worse: bool
) -> None:
    def missed(_week: object, roster: DraftRoster) -> list[Finding]:
        many = before if roster is BEFORE else after
        return [Finding("rest.short", "W1", amount=many)] if many else []

    monkeypatch.setattr(week_edit, "_faults", missed)
    found = week_edit._made_worse(WEEK, BEFORE, AFTER)  # noqa: SLF001 - the step that judges
    assert bool(found) == worse


def test_a_meeting_that_is_left_out_is_held_fast_no_more() -> None:
    meetings = {one: Meeting(one, 600, ("W1",)) for one in ("N1", "N2")}
    pins = {one: Pin(one, ("W1",), 600) for one in ("N1", "N2")}
    assert week_edit._apply(LeaveOut("N1"), meetings, pins) == []  # noqa: SLF001 - one step of an edit
    assert (set(meetings), set(pins)) == ({"N2"}, {"N2"})
