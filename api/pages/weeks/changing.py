"""A change of one meeting as a form sends it, and how the meeting stood when it was looked at."""

from typing import Literal

from pydantic import Field

from api.journeys.week_edit import Assign, Edit, HoldFast, LeaveOut, LetGo
from api.routes.models import Loose, Text
from api.routes.week_models import Revision
from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting


class EditForm(Loose):
    """A change of one meeting, and the draft on which it rests."""

    do: Literal["assign", "pin", "unpin", "leave_out"]
    revision: Revision
    worker: tuple[str, ...] = ()
    start: int | None = Field(default=None, ge=0, lt=WEEK_DAYS * DAY_MINUTES)
    hold: Literal["worker", "time", "both"] = "both"
    was: Text = ""
    """How the meeting stood when it was looked at: start and workers; empty: it was left out."""

    def edit(self, need: str) -> Edit:
        """The change as the week understands it."""
        match self.do:
            case "assign":
                return Assign(need, self.worker, self.start)
            case "pin":
                return HoldFast(need, self.hold != "time", self.hold != "worker")
            case "unpin":
                return LetGo(need)
            case "leave_out":
                return LeaveOut(need)


def write_state(held: Meeting | None) -> str:
    """How a meeting stands, as a form carries it along; nothing where there is none."""
    return f"{held.start} {' '.join(held.workers)}" if held else ""
