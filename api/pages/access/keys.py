"""Keys by which programs come in: each with its rights and its end; a secret is shown once."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from api.journeys import keys_and_feeds
from api.journeys.look_at_access import names_of_accounts
from api.pages.page import Page, Visit
from api.pages.sent import Sent, wrong_in
from api.routes.doors import Reply
from api.routes.problems import Refused
from api.security.rights import NOT_FOR_KEYS, Right
from api.store.unit import Unit
from domain.clock import ZONE
from domain.finding import Finding

HERE = "/keys"
SCOPES = tuple(right for right in Right if right not in NOT_FOR_KEYS)
USUAL = timedelta(days=180)


def _list(unit: Unit, visit: Visit) -> Reply:
    ends = visit.at.astimezone(ZONE).date() + USUAL
    return _show(unit, visit, Sent(plain={"ends": ends.isoformat()}))


def _show(
    unit: Unit, visit: Visit, sent: Sent, found: Iterable[Finding] = (), made: str = ""
) -> Reply:
    faults = list(found)
    return visit.show(
        "access/keys.html.j2",
        422 if faults else 200,
        keys=keys_and_feeds.list_keys(unit),
        names=names_of_accounts(unit),
        scopes=SCOPES,
        sent=sent,
        wrong=wrong_in(visit.language, faults),
        made=made,
        now=visit.at,
        changes=visit.who.may(Right.ACCESS_CHANGE),
    )


def _make(unit: Unit, visit: Visit) -> Reply:
    sent = Sent(visit.fields)
    name, day = sent.text("name"), sent.day("ends")
    scopes = sent.several("scopes", _scope)
    made, found = None, list(sent.faults)
    if not found:
        made, found = keys_and_feeds.make_key(unit, name, scopes, _end_of(day))
    if made is None:
        return _show(unit, visit, sent, found)
    return _show(unit, visit, Sent(plain={"ends": day.isoformat()}), made=made.secret)


def _revoke(unit: Unit, visit: Visit) -> Reply:
    if keys_and_feeds.revoke_key(unit, visit.path["id"]):
        raise Refused(404)
    return visit.go(HERE, visit._("The key is revoked: no program comes in by it."))


def _end_of(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), ZONE)


def _scope(told: str) -> Right | None:
    return next((one for one in SCOPES if one.value == told), None)


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, Right.ACCESS_LOOK, _list, "Keys of programs", "read"),
    Page("POST", HERE, Right.ACCESS_CHANGE, _make, "Make a key", "write"),
    Page("POST", f"{HERE}/{{id}}/revoke", Right.ACCESS_CHANGE, _revoke, "Revoke a key", "write"),
)
