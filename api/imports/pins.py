"""Pins as somebody types them: ``P014-1=W03``, ``P014-1@E 10:00``, ``P014-1=W03@Mon 10:00``."""

import re
from collections.abc import Iterable, Sequence

from api.imports.misread import Misread
from api.imports.typed_parts import alike, find_moment, find_worker
from domain.finding import Finding
from domain.people import Worker
from domain.session import Need
from optimizer.pins import Pin
from optimizer.problem import Problem

EXAMPLE = "P014-1=W03@E 10:00"
TIME_EXAMPLE = "E 10:00, Mon 10:00"
SHAPE = re.compile(r"([^=@]+?)\s*(?:=\s*([^@]*?)\s*)?(?:@\s*(.*?)\s*)?")
OPEN = ("", "-", "?")
"""What stands for a seat that is left open."""


def read_pins(
    texts: Sequence[str], problem: Problem
) -> tuple[tuple[Pin, ...], tuple[Finding, ...]]:
    """The pins of a week as typed, and everything that is wrong with any of them.

    A need, then ``=`` and a worker's id or name (``+`` between the workers of a team, ``-``
    for a seat left open), then ``@`` and a weekday (in Estonian, Russian or English) or a
    day of the week with a time. Two pins of one need are one if they do not contradict.
    """
    found: dict[str, tuple[str, Pin]] = {}
    faults: list[Finding] = []
    for text in texts:
        pin, wrong = _read(text.strip(), problem)
        faults += wrong
        if pin is None:
            continue
        before = found.get(pin.need)
        whole = _joined(before[1], pin) if before else pin
        if whole is None and before is not None:
            faults.append(_fault("twice", text, before[0]))
        elif whole is not None:
            found[pin.need] = (text, whole)
    return tuple(pin for _, pin in found.values()), tuple(faults)


def _read(text: str, problem: Problem) -> tuple[Pin | None, list[Finding]]:
    shape = SHAPE.fullmatch(text)
    if shape is None or (shape[2] is None and shape[3] is None):
        return None, [_fault("unreadable", text, EXAMPLE)]
    faults = []
    needs = {need.id: need for need in problem.needs}
    need = needs.get(shape[1])
    if need is None:
        faults.append(_fault("unknown_need", text, alike(shape[1], needs), value=shape[1]))
    team: list[str | None] = []
    for part in [] if shape[2] is None else shape[2].split("+"):
        worker = _worker(text, part.strip(), problem.workers)
        if isinstance(worker, Finding):
            faults.append(worker)
        team.append(None if isinstance(worker, Finding) else worker)
    if need is not None and len(team) > len(need.seats):
        faults.append(_fault("too_many", text, str(len(need.seats)), value=need.id))
    start = None if shape[3] is None else find_moment(shape[3], problem.monday)
    if shape[3] is not None and start is None:
        faults.append(_fault("bad_time", text, TIME_EXAMPLE, value=shape[3]))
    if faults or need is None:
        return None, faults
    if start is None and not any(team):
        return None, [_fault("unreadable", text, EXAMPLE)]
    return Pin(need.id, _seats(need, team), start), []


def _seats(need: Need, team: Sequence[str | None]) -> tuple[str | None, ...]:
    """One entry per seat; none at all where nobody is pinned."""
    open_seats = [None] * (len(need.seats) - len(team))
    return (*team, *open_seats) if any(team) else ()


def _worker(text: str, part: str, workers: Iterable[Worker]) -> str | Finding | None:
    """A worker by id or by name, None for a seat left open."""
    if part in OPEN:
        return None
    found = find_worker(part, workers)
    if isinstance(found, Misread):
        return _fault(found.check, text, found.expected, value=part)
    return found


def _joined(one: Pin, other: Pin) -> Pin | None:
    """Both pins of a need as one; None where they contradict each other."""
    if None not in (one.start, other.start) and one.start != other.start:
        return None
    seats = max(len(one.workers), len(other.workers))
    teams = [(*pin.workers, *[None] * (seats - len(pin.workers))) for pin in (one, other)]
    pairs = list(zip(*teams, strict=True))
    if any(a is not None and b is not None and a != b for a, b in pairs):
        return None
    start = other.start if one.start is None else one.start
    return Pin(one.need, tuple(b if a is None else a for a, b in pairs), start)


def write_pin(pin: Pin, moment: str) -> str:
    """A pin as it would be typed; ``moment`` is its start as people write it."""
    team = "+".join(who or "-" for who in pin.workers)
    return pin.need + (f"={team}" if team else "") + (f"@{moment}" if moment else "")


def _fault(check: str, text: str, expected: str, **facts: str) -> Finding:
    return Finding(f"pin.{check}", text, {"value": text, **facts, "expected": expected})
