"""Records for tests, with defaults under which the default meeting misses no rule at all.

A peer counsellor lives where the client is met, speaks the client's language best of all,
shares the very theme, is trained, on shift and far below every limit. A test changes one thing.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

import numpy as np

from domain.people import (
    Cefr,
    Client,
    Contract,
    Gender,
    Level,
    LivedExperience,
    Role,
    Shift,
    Speaks,
    Training,
    Worker,
)
from domain.places import UNREACHABLE, Travel
from domain.session import Asked, Meeting, Need, Seat, Window
from optimizer.problem import Problem

MONDAY = date(2026, 11, 23)
MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
THEME = "depression"
PLACES = ("here", "near", "far", "island")
MINUTES = (
    (0, 10, 90, UNREACHABLE),
    (10, 0, 85, UNREACHABLE),
    (90, 85, 0, UNREACHABLE),
    (UNREACHABLE, UNREACHABLE, UNREACHABLE, 0),
)


def at(weekday: int, hour: int, minute: int = 0) -> int:
    """Minutes of the week."""
    return weekday * 1440 + hour * 60 + minute


def a_travel(ids: Sequence[str] = PLACES, minutes: Sequence[Sequence[int]] = MINUTES) -> Travel:
    """Ways between places; kilometres like minutes."""
    matrix = np.array(minutes, dtype=np.int16).reshape(len(ids), len(ids))
    return Travel(tuple(ids), matrix, matrix.copy())


def shifts(
    start: int = 480, end: int = 1080, weekdays: Iterable[int] = range(5)
) -> tuple[Shift, ...]:
    """The same hours on several weekdays."""
    return tuple(Shift(day, start, end) for day in weekdays)


def a_worker(worker_id: str = "w1", **changes: Any) -> Worker:
    """An employed peer counsellor to whom nothing is lacking, Monday to Friday 8 to 18."""
    record: dict[str, Any] = {
        "id": worker_id,
        "name": worker_id.upper(),
        "roles": frozenset({Role.PEER_COUNSELLOR}),
        "contract": Contract.EMPLOYEE,
        "home": "here",
        "trainings": (Training("peer", Level.GROUPS, date(2020, 1, 1)),),
        "experiences": (LivedExperience(THEME, severe=True),),
        "languages": (Speaks("et", Cefr.C2),),
        "gender": Gender.FEMALE,
        "shifts": shifts(),
    }
    return Worker(**(record | changes))


def a_client(client_id: str = "c1", **changes: Any) -> Client:
    """Somebody who asks for nothing in particular."""
    record: dict[str, Any] = {
        "id": client_id,
        "name": client_id.upper(),
        "home": "here",
        "languages": ("et",),
        "themes": frozenset({THEME}),
    }
    return Client(**(record | changes))


def a_seat(**changes: Any) -> Seat:
    """A peer counsellor with own experience, trained for processes."""
    record: dict[str, Any] = {
        "roles": frozenset({Role.PEER_COUNSELLOR}),
        "subject": "peer",
        "level": Level.INDEPENDENT,
        "experience": Asked.OWN,
    }
    return Seat(**(record | changes))


def a_need(need_id: str = "n1", **changes: Any) -> Need:
    """An hour with ``c1`` at ``here``, Monday, to begin between 10 and 12."""
    record: dict[str, Any] = {
        "id": need_id,
        "component": "peer",
        "clients": ("c1",),
        "minutes": 60,
        "windows": (Window(at(MON, 10), at(MON, 12)),),
        "place": "here",
        "seats": (a_seat(),),
    }
    return Need(**(record | changes))


def a_problem(**changes: Any) -> Problem:
    """One worker, one client, one need, a week without holidays."""
    record: dict[str, Any] = {
        "monday": MONDAY,
        "workers": (a_worker(),),
        "clients": (a_client(),),
        "needs": (a_need(),),
        "travel": a_travel(),
    }
    return Problem(**(record | changes))


def a_meeting(
    need: str = "n1", start: int = at(MON, 10), workers: Sequence[str] = ("w1",)
) -> Meeting:
    """The default need served at its first start by the default worker."""
    return Meeting(need, start, tuple(workers))
