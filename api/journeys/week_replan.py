"""Re-plan a published week of the store: after what happened, the fewest changes, as a draft."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from api.imports.happened import Happened
from api.journeys.open_week import forgives
from api.journeys.plan_week import Stop
from api.journeys.replan_week import ReplannedWeek, hear, minutes_passed, tell_replanned
from api.journeys.week_solve import draft_of
from api.journeys.week_stored import StoredWeek, plain_happened, tell_happened
from api.store.drafts import DraftRoster
from domain.finding import Finding
from optimizer.policy import default_policy
from optimizer.replan import replan


@dataclass(frozen=True, slots=True)
class ReplanStored:
    """What somebody asks for when something has happened to a published week."""

    monday: date
    clock: datetime
    """Local time now: how much of the week has passed."""
    happened: Happened
    """What is new; what was told before is not forgotten."""
    seconds: int = 5
    seed: int = 1
    revision: int | None = None
    """Of the draft that may be replaced; None: whichever there is then."""


def replan_stored(
    week: StoredWeek, asked: ReplanStored, *, stop: Stop | None = None
) -> tuple[tuple[DraftRoster, ReplannedWeek] | None, list[Finding]]:
    """The published week after what happened, as a draft; None, and all that is unclear of it.

    ``week`` is that which is published (``week_stored.open_published``). Held against musts as
    ``replan_week`` does.
    """
    told = tell_happened(week.happened, asked.happened)
    passed = minutes_passed(asked.clock, asked.monday)
    heard, unclear = hear(week.asked, week.published, told, passed)
    if not all(map(forgives, unclear)):
        return None, unclear
    answer = replan(
        week.asked,
        default_policy(),
        week.published,
        heard.events,
        heard.now,
        asked.seconds,
        seed=asked.seed,
        stop=stop,
    )
    planned = tell_replanned(
        week.opened, answer, heard.now, today=asked.clock.date(), seconds=asked.seconds
    )
    after = replace(
        week,
        opened=replace(week.opened, problem=answer.problem),
        happened=plain_happened(told),
        now=heard.now,
    )
    draft = draft_of(after, answer.result, asked.seconds)
    return (draft, ReplannedWeek(planned, week.asked, answer, heard.now)), unclear
