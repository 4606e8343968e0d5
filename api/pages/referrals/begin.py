"""A new referral: everything that is wrong with it is said at once."""

from dataclasses import replace

from api.journeys.begin_referral import begin_referral, find_client, judge_referral
from api.pages.page import Page, Visit
from api.pages.people.words import languages_of, themes_of
from api.pages.sent import Sent, wrong_in
from api.routes.doors import Reply
from api.routes.models import Loose, OptionalId
from api.security.rights import Right
from domain.clock import ZONE
from domain.finding import Finding
from domain.languages import languages
from domain.people import Client
from domain.places import places
from domain.programme import programmes
from domain.referral import Referral
from domain.themes import themes

HERE = "/referrals/new"
MOST_LANGUAGES = 3


class NewAsked(Loose):
    """For whom; nobody is chosen yet where it is empty."""

    client: OptionalId = ""


def _ask(visit: Visit) -> Reply:
    today = visit.at.astimezone(ZONE).date()
    plain = {"who": "known", "client": visit.query.client, "on": today.isoformat()}
    return _form(visit, Sent(plain=plain), [])


def _form(visit: Visit, sent: Sent, found: list[Finding]) -> Reply:
    known = programmes().values()
    return visit.show(
        "referrals/new.html.j2",
        422 if found else 200,
        sent=sent,
        wrong=wrong_in(visit.language, found),
        programmes=[(one.id, f"{one.code} · {one.name[visit.language]}") for one in known],
        statuses=sorted({status for one in known for status in one.statuses}),
        languages=languages_of(visit.language),
        themes=themes_of(visit.language),
        towns=sorted({one.name for one in places().values() if one.town}),
        today=visit.at.astimezone(ZONE).date(),
    )


def _begin(visit: Visit) -> Reply:
    sent = Sent(visit.fields)
    today = visit.at.astimezone(ZONE).date()
    referral = Referral(
        id=sent.id("number"),
        programme=sent.text("programme"),
        client=sent("client"),
        on=sent.day("on", today),
        status=sent("status"),
        municipality=sent("municipality"),
        case_manager=sent("case_manager"),
        urgent=sent("urgent") == "yes",
    )
    client = _client(sent) if sent("who") == "new" else None
    store, actor, at = visit.house.store, visit.actor, visit.at
    with store.read(actor, at) as unit:
        found = list(sent.faults)
        if client is None:
            known, against = find_client(unit, referral.client)
            found += against
            referral = replace(referral, client=known.id if known else "")
        told = {one.where.column for one in found if one.where}
        found += [
            one
            for one in judge_referral(unit, referral, client)
            if not (one.where and one.where.column in told)
        ]
    if found:
        return _form(visit, sent, found)
    kept, found = begin_referral(store, actor, at, referral, client)
    if kept is None:
        return _form(visit, sent, found)
    return visit.go(f"/referrals/{kept.id}", visit._("The referral is kept."))


def _client(sent: Sent) -> Client:
    """Somebody new, as the form tells of them."""
    told = [sent(f"language{n}") for n in range(1, MOST_LANGUAGES + 1)]
    return Client(
        id="",
        name=sent.text("name"),
        home=_place(sent.text("home")),
        languages=tuple(dict.fromkeys(one for one in told if one in languages())),
        themes=frozenset(sent.several("themes", themes().get) and sent.all("themes")),
        interpreter=sent("interpreter") == "yes",
    )


def _place(told: str) -> str:
    """A place by its name, where it alone is called so; else what was told."""
    wanted = told.casefold()
    named = [one.id for one in places().values() if one.name.casefold() == wanted]
    return named[0] if len(named) == 1 and told not in places() else told


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, Right.PEOPLE_CHANGE, _ask, "A new referral", "free", asks=NewAsked),
    Page("POST", HERE, Right.PEOPLE_CHANGE, _begin, "Keep a new referral", "free", keyed=True),
)  # fmt: skip
