"""Work under way: how far it is, who asked for it, and how to have it end."""

from api.journeys.look_at_access import names_of_accounts
from api.pages.page import Page, Visit
from api.pages.watch.words import STATES, WORK
from api.routes.doors import Reply
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.jobs import ENDED, State, ask_to_stop, newest_jobs
from api.store.unit import Unit

HERE = "/jobs"
LIVE = 2
"""Pieces of work whose progress is heard at once: a browser opens few lines to one house."""


def _list(unit: Unit, visit: Visit) -> Reply:
    found = newest_jobs(unit)
    running = [one for one in found if one.state is State.RUNNING]
    return visit.show(
        "watch/jobs.html.j2",
        running=running,
        waiting=[one for one in found if one.state is State.QUEUED],
        ended=[one for one in found if one.state in ENDED],
        live=[one.id for one in running[:LIVE]],
        names=names_of_accounts(unit),
        work=WORK,
        states=STATES,
        changes=visit.who.may(Right.JOB_CHANGE),
    )


def _stop(unit: Unit, visit: Visit) -> Reply:
    found = ask_to_stop(unit, visit.path["id"])
    if found is None:
        raise Refused(404)
    words = (
        visit._("It is called off.")
        if found.state is State.STOPPED
        else visit._("It ends soon and keeps the best so far.")
    )
    return visit.go(HERE, words)


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, Right.JOB_LOOK, _list, "Work under way", "read"),
    Page("POST", f"{HERE}/{{id}}/stop", Right.JOB_CHANGE, _stop, "Have work end soon", "write"),
)
