"""A roster as the lines that are published of it: who comes when to whom, and what stays so."""

from collections.abc import Iterable
from datetime import timedelta

from domain.provider import PublishedMeeting
from domain.session import DAY_MINUTES, Meeting
from optimizer.pins import Pin
from optimizer.problem import Problem


def published_lines(
    problem: Problem, meetings: Iterable[Meeting], pins: Iterable[Pin] = ()
) -> tuple[PublishedMeeting, ...]:
    """One line a meeting, in order of time; KeyError where the week does not know its need.

    A family is named by the client who comes first, as in a workbook.
    """
    needs = {need.id: need for need in problem.needs}
    held = {pin.need: pin for pin in pins}
    lines = []
    for meeting in sorted(meetings, key=lambda one: (one.start, one.need)):
        need, pin = needs[meeting.need], held.get(meeting.need)
        keep = {"worker"} if pin and any(pin.workers) else set()
        if pin and pin.start is not None:
            keep.add("time")
        lines.append(
            PublishedMeeting(
                day=problem.monday + timedelta(days=meeting.start // DAY_MINUTES),
                start=meeting.start % DAY_MINUTES,
                minutes=need.minutes,
                component=need.component,
                client=None if need.group else need.clients[0],
                group=need.group,
                workers=meeting.workers,
                keep=frozenset(keep),
                need=need.id,
            )
        )
    return tuple(lines)
