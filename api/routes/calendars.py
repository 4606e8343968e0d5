"""Calendars by their secret addresses, and one's own week."""

from typing import Annotated

from pydantic import StringConstraints

from api.journeys.own_calendar import own_calendar, read_feed
from api.routes.doors import Ask, Door, Public, Reply, tagged
from api.routes.models import Loose
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.unit import Unit
from domain.words import Language

CALENDAR = "text/calendar"
NAMED = {"Content_Disposition": 'inline; filename="tugiplaan.ics"'}
SECRET = Public("the address is the secret: it is one worker's, read only, and can be revoked")
Secret = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,100}$")]


class LanguageAsked(Loose):
    """In which language the meetings are described."""

    language: Language = "et"


def _feed(ask: Ask) -> Reply:
    secret, language = ask.path["secret"], ask.query.language
    found = read_feed(ask.house.store, ask.at, secret, language)
    if found is None:
        raise Refused(404)
    return tagged(ask, found, CALENDAR, **NAMED)


def _own(unit: Unit, ask: Ask) -> Reply:
    own = own_calendar(unit, ask.who.person, ask.query.language)
    return tagged(ask, own, CALENDAR, **NAMED)


DOORS: tuple[Door, ...] = (
    Door("GET", "/calendars/{secret}.ics", SECRET, _feed, "A worker's calendar", "free",
         media=CALENDAR, asks=LanguageAsked, ids={"secret": Secret}, tagged=True),
    Door("GET", "/api/v1/me/calendar.ics", Right.CALENDAR_OWN, _own, "One's own calendar", "read",
         media=CALENDAR, asks=LanguageAsked, tagged=True),
)  # fmt: skip
