"""Look at work on a week that goes on: how far it is, for which week, and what came of it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from api.store.jobs import ENDED, Job, find_job, read_answer, read_asked
from api.store.unit import Unit


@dataclass(frozen=True, slots=True)
class WorkSeen:
    """A search for a roster, or a week re-planned."""

    job: Job
    monday: date
    seconds: int
    """Longest search that was asked for."""
    answer: dict[str, Any]
    """What came of it; empty while it goes on."""

    @property
    def ended(self) -> bool:
        """Whether it is over, well or not."""
        return self.job.state in ENDED


def look_at_work(unit: Unit, id_: str) -> WorkSeen | None:
    """A piece of work on a week; None where there is none of that id."""
    job = find_job(unit, id_)
    if job is None:
        return None
    asked = read_asked(unit, id_)
    # A week to re-plan is asked for with the language in which its calls are written.
    week = asked.get("week", asked) if isinstance(asked, dict) else {}
    if not isinstance(week, dict) or "monday" not in week:
        return None
    answer = read_answer(unit, id_) if job.state in ENDED else None
    return WorkSeen(
        job,
        date.fromisoformat(week["monday"]),
        int(week.get("seconds", 0)),
        answer if isinstance(answer, dict) else {},
    )
