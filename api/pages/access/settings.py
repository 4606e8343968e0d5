"""What holds for the provider as a whole: interpreting at hand, programmes in force."""

from collections.abc import Iterable

from api.journeys.set_interpreting import MOST, read_interpreting, set_interpreting
from api.pages.page import Page, Visit
from api.pages.people.words import languages_of
from api.pages.sent import Sent, wrong_in
from api.routes.doors import Reply
from api.security.rights import Right
from api.store.unit import Unit
from domain.clock import ZONE
from domain.finding import Finding
from domain.programme import programmes

HERE = "/settings"
FIELD = "minutes-"


def _look(unit: Unit, visit: Visit) -> Reply:
    return _show(unit, visit, Sent())


def _show(unit: Unit, visit: Visit, sent: Sent, found: Iterable[Finding] = ()) -> Reply:
    faults = list(found)
    minutes, revision = read_interpreting(unit)
    today = visit.at.astimezone(ZONE).date()
    return visit.show(
        "access/settings.html.j2",
        422 if faults else 200,
        minutes_of=minutes,
        revision=revision,
        languages=languages_of(visit.language),
        programmes=list(programmes().values()),
        today=today,
        sent=sent,
        wrong=wrong_in(visit.language, faults),
        changes=visit.who.may(Right.SETTINGS_CHANGE),
    )


def _keep(unit: Unit, visit: Visit) -> Reply:
    sent = Sent(visit.fields)
    revision = sent.number("revision", 0, 2**31 - 1)
    held, _ = read_interpreting(unit)
    told = {code: f"{FIELD}{code}" for code in held}
    minutes = {code: sent.number(name, 0, MOST) for code, name in told.items() if sent(name)}
    if sent("language"):
        minutes[sent("language")] = sent.number("minutes", 0, MOST)
    found = sent.faults or set_interpreting(unit, minutes, revision)
    if found:
        return _show(unit, visit, sent, found)
    return visit.go(HERE, visit._("The settings are kept."))


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, Right.SETTINGS_LOOK, _look, "Settings of the provider", "read"),
    Page("POST", HERE, Right.SETTINGS_CHANGE, _keep, "Keep settings", "write"),
)
