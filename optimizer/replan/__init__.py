"""Re-planning: what a published week becomes after something happened."""

from optimizer.replan.events import (
    Absent,
    CameBack,
    Cancelled,
    Event,
    ExtraShift,
    NewNeed,
    Overrun,
)
from optimizer.replan.front import NOTICE, Replanned, replan
from optimizer.replan.told import Call, MeetingChange, calls_of

__all__ = [
    "NOTICE",
    "Absent",
    "Call",
    "CameBack",
    "Cancelled",
    "Event",
    "ExtraShift",
    "MeetingChange",
    "NewNeed",
    "Overrun",
    "Replanned",
    "calls_of",
    "replan",
]
