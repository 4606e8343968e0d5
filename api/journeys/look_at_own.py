"""What somebody sees who is a person of the records: a worker's week, a case manager's clients."""

from datetime import date

from api.exports.calendar_feed import FeedWeek
from api.journeys.keeping_in_mind import Keep
from api.journeys.look_at_referrals import Waiting, wait_for
from api.journeys.own_calendar import published_week
from api.store.marks import mark_of_week
from api.store.unit import Unit


def look_at_own_week(unit: Unit, keep: Keep, worker: str, monday: date) -> FeedWeek | None:
    """The week as it is published, for one of its workers; None where it is not.

    What it takes to name places and people is kept for everybody; ValueError where ``monday`` is
    no Monday. The look is on record.
    """
    mark = mark_of_week(unit, monday)
    key = ("own week", unit.tenant, monday.isoformat())
    found = keep(key, mark, unit.at, lambda: published_week(unit, monday))
    unit.note("look", f"calendar/{worker}", weeks=1)
    return found


def look_at_own_clients(unit: Unit, keep: Keep, case_manager: str) -> tuple[Waiting, ...]:
    """Referrals that a case manager made, with what is owed; every look is on record."""
    found = tuple(
        one
        for one in wait_for(unit, keep)
        if case_manager and one.referral.case_manager == case_manager
    )
    for client in dict.fromkeys(one.referral.client for one in found):
        unit.note("look", f"client/{client}")
    return found
