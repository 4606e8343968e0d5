"""The front door: whoever is in goes to their own work, everybody else to sign in."""

from api.journeys.look_at_house import is_empty
from api.pages.page import Page, Visit
from api.routes.doors import Public, Reply
from api.store.logins import Stage

FRONT = Public("whoever knocks is sent to where they come in")


def _start(visit: Visit) -> Reply:
    known = visit.known
    if known is not None and known.stage is Stage.OPEN and known.caller.tenant:
        return visit.go(visit.frame.first)
    if known is None:
        return visit.go("/first" if is_empty(visit.house.store) else "/sign-in")
    return visit.go(
        {Stage.CODE: "/sign-in/code", Stage.SET_UP: "/sign-in/second-factor"}.get(
            known.stage, "/sign-in/provider"
        )
    )


PAGES: tuple[Page, ...] = (Page("GET", "/", FRONT, _start, "To one's own work", "free"),)
