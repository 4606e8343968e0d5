"""Publish a week: see what would change against what is published, then publish the draft."""

from datetime import date

from api.exports.published_lines import published_lines
from api.journeys.replan_week import faults_to_come
from api.journeys.week_edit import DRAFT, NO_ROSTER, ROSTER
from api.journeys.week_solve import known_meetings, proof_today
from api.journeys.week_stored import AsPublished, StoredWeek, keep_as_published, open_stored
from api.store.drafts import save_draft
from api.store.repository import ChangedMeanwhileError
from api.store.rosters import PublishedRoster, publish
from api.store.unit import Unit
from domain.finding import Finding
from optimizer.check import check
from optimizer.differ import Comparison, compare_rosters
from optimizer.policy import default_policy


def preview_week(unit: Unit, monday: date) -> tuple[StoredWeek, Comparison] | None:
    """What would change if the draft were published; None where there is no draft."""
    week = open_stored(unit, monday)
    if week.draft.roster is None:
        return None
    meetings, _ = known_meetings(week, week.draft.roster.meetings)
    problem, policy = week.opened.problem, default_policy()
    return week, compare_rosters(problem, policy, week.published, meetings)


def publish_week(
    unit: Unit, monday: date, revision: int, after: int
) -> tuple[PublishedRoster | None, list[Finding]]:
    """Publish the draft as the roster after number ``after``; None, and why, where it cannot be.

    It is checked once more against the records of today: it may miss no more of any must than
    the meetings that have been held already. ChangedMeanwhileError where the draft is another
    ``revision``, or somebody published one since. The draft is used up.
    """
    week = open_stored(unit, monday)
    roster = week.draft.roster
    if week.draft.revision != revision or week.number != after:
        raise ChangedMeanwhileError(DRAFT, [monday.isoformat()])
    if roster is None:
        return None, [Finding(NO_ROSTER, monday.isoformat(), {"week": monday.isoformat()})]
    if roster.after != after:
        # What happened since is told of the roster that the draft was made from.
        raise ChangedMeanwhileError(ROSTER, [monday.isoformat()])
    faults = faults_to_come(week.opened.problem, default_policy(), roster.meetings, week.now or 0)
    if faults:
        return None, faults
    problem = week.opened.problem
    cost = check(problem, default_policy(), roster.meetings).cost
    proof = proof_today(week, roster)
    published = publish(
        unit,
        monday,
        after,
        published_lines(problem, roster.meetings, roster.pins),
        cost=cost,
        bound=min(cost, proof.bound),
        left_out=len(problem.needs) - len(roster.meetings),
    )
    known = AsPublished(
        published.number, roster.meetings, roster.pins, roster.happened, roster.now, proof
    )
    keep_as_published(unit, monday, known)
    save_draft(unit, monday, None, revision)
    return published, []
