"""A case manager's own clients: to look at, never to change."""

from api.journeys.look_at_own import look_at_own_clients
from api.journeys.look_at_referral import look_at_referral
from api.pages.memory import memory_of
from api.pages.page import Page, Visit
from api.pages.referrals.one import show_seen
from api.pages.sent import Sent
from api.routes.doors import Reply
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.unit import Unit

HERE = "/my/clients"
FAR = 10_000


def _list(unit: Unit, visit: Visit) -> Reply:
    found = look_at_own_clients(unit, memory_of(visit), visit.who.person)
    ordered = sorted(
        found,
        key=lambda one: (
            one.referral.closing is not None,
            FAR if one.days is None else one.days,
            one.name,
        ),
    )
    return visit.show("own/clients.html.j2", rows=ordered, person=visit.who.person)


def _one(unit: Unit, visit: Visit) -> Reply:
    seen = look_at_referral(unit, memory_of(visit), visit.path["id"], visit.who.person)
    if seen is None:
        raise Refused(404)
    return show_seen(visit, seen, Sent(), own=True)


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, Right.CLIENTS_OWN, _list, "One's own clients", "read"),
    Page("GET", f"{HERE}/{{id}}", Right.CLIENTS_OWN, _one, "One of them", "read"),
)
