"""Where one is signed in, and codes in place of a lost telephone; each change asks who one is."""

from typing import Any

from api.journeys import own_logins
from api.pages.account import HERE as ACCOUNT
from api.pages.catalogue import later
from api.pages.page import Page, Visit
from api.pages.sign_in import OWN, said, status_of
from api.routes.callers import cookie_of
from api.routes.doors import Reply
from api.routes.models import Loose, Text
from api.routes.problems import Refused
from domain.finding import Finding

HERE = f"{ACCOUNT}/logins"
OVER = "sign_in.over"
WAYS = {
    "password": later("password"),
    "code": later("code of the telephone"),
    "recovery": later("code for emergencies"),
    "oidc": later("a service of others"),
}
"""How somebody showed who they are; what else a service says of it is no word of ours."""


class EndForm(Loose):
    """Which login is to end; the password or a code of the telephone."""

    browser: Text = ""
    login_proof: Text = ""


class CodesForm(Loose):
    """The password, or a code of the telephone."""

    codes_proof: Text = ""


def _look(visit: Visit) -> Reply:
    return _page(visit)


def _page(visit: Visit, status: int = 200, **facts: Any) -> Reply:
    logins, _ = own_logins.list_logins(visit.house.store, visit.at, _cookie(visit))
    if logins is None:
        raise Refused(401)
    others = [one for one in logins.browsers if one.id != logins.here]
    told = {"codes": (), "found": (), "wrong_in": "", **facts}
    return visit.show(
        "logins.html.j2",
        status,
        here=next((one for one in logins.browsers if one.id == logins.here), None),
        others=others,
        ways={one.id: _ways(visit, one.way) for one in logins.browsers},
        left=len(told["codes"]) or logins.codes_left,
        factor=visit.known is not None and visit.known.second_factor,
        **told,
    )


def _end(visit: Visit) -> Reply:
    form: EndForm = visit.body
    found = own_logins.end_one_login(
        visit.house.store, visit.at, _cookie(visit), form.browser, form.login_proof, visit.address
    )
    if found:
        return _refused(visit, found, "login")
    return visit.go(HERE, visit._("You are signed out there."))


def _make_codes(visit: Visit) -> Reply:
    form: CodesForm = visit.body
    made, found = own_logins.make_recovery_codes(
        visit.house.store, visit.at, _cookie(visit), form.codes_proof, visit.address
    )
    if made is None:
        return _refused(visit, found, "codes")
    return _page(visit, codes=made.codes)


def _refused(visit: Visit, found: list[Finding], form: str) -> Reply:
    if any(one.rule == OVER for one in found):
        raise Refused(401)
    return _page(visit, status_of(found), found=said(visit, found), wrong_in=form)


def _ways(visit: Visit, told: str) -> str:
    return ", ".join(visit._(WAYS[one]) for one in told.split() if one in WAYS)


def _cookie(visit: Visit) -> str:
    return cookie_of(visit.house, visit.request)


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, OWN, _look, "Where one is signed in", "free"),
    Page("POST", f"{HERE}/end", OWN, _end, "End one of one's logins", "free", takes=EndForm),
    Page("POST", f"{ACCOUNT}/codes", OWN, _make_codes, "Make codes for emergencies", "free",
         takes=CodesForm),
)  # fmt: skip
