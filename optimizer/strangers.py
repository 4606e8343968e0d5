"""Meetings of a roster that no week can hold: of a need or a worker unknown, or beyond the week.

They are told and set aside before any rule is asked: rules speak of rows, and these have none.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from domain.finding import Finding
from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting
from optimizer.tables import Tables

ALIKE = 3
"""Known ids named beside an unknown one."""
NOTHING = "-"
LAST_MINUTE = WEEK_DAYS * DAY_MINUTES - 1


def set_strangers_aside(
    t: Tables, meetings: Sequence[Meeting]
) -> tuple[Sequence[Meeting], list[Finding]]:
    """The meetings of which rules can be asked, and why the others are none of them.

    A finding is about the need as the roster names it. Its facts are the ``value`` that stands
    there and what is ``expected``: known ids next to it in the alphabet, or minutes of the week.
    """
    strange = [m for m in meetings if not _is_known(t, m)]
    if not strange:
        return meetings, []
    needs, workers = sorted(t.need_row), sorted(t.worker_row)
    found = [finding for m in strange for finding in _tell(t, m, needs, workers)]
    return [m for m in meetings if _is_known(t, m)], found


def _is_known(t: Tables, meeting: Meeting) -> bool:
    known = meeting.need in t.need_row and 0 <= meeting.start <= LAST_MINUTE
    return known and all(who in t.worker_row for who in meeting.workers)


def _tell(
    t: Tables, meeting: Meeting, needs: Sequence[str], workers: Sequence[str]
) -> Iterator[Finding]:
    if meeting.need not in t.need_row:
        yield _finding("unknown_need", meeting, _alike(meeting.need, needs))
    for who in meeting.workers:
        if who not in t.worker_row:
            yield _finding("unknown_worker", meeting, _alike(who, workers))
    if not 0 <= meeting.start <= LAST_MINUTE:
        week = f"0..{LAST_MINUTE}"
        yield _finding("outside_week", meeting, {"value": meeting.start, "expected": week})


def _finding(what: str, meeting: Meeting, facts: Mapping[str, str | int]) -> Finding:
    return Finding(f"roster.{what}", meeting.need, facts, 1)


def _alike(name: str, known: Sequence[str]) -> dict[str, str | int]:
    """Neighbours in the alphabet: found in no time, however many names are strange."""
    at = max(0, min(bisect_left(known, name) - 1, len(known) - ALIKE))
    return {"value": name, "expected": ", ".join(known[at : at + ALIKE]) or NOTHING}
