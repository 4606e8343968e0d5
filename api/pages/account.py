"""One's own account: how pages look, another password, a second factor, another provider."""

from typing import Any

from api.journeys import own_account
from api.pages.page import Page, Visit
from api.pages.sign_in import OWN, go_in, said
from api.routes.callers import cookie_of
from api.routes.doors import Reply
from api.routes.models import Loose, Text
from api.routes.problems import Refused
from api.store.logins import Stage
from domain.finding import Finding

HERE = "/account"


class PasswordForm(Loose):
    """The old password and, twice, the new one."""

    old_password: Text = ""
    new_password: Text = ""
    again: Text = ""


def _look(visit: Visit) -> Reply:
    return _page(visit)


def _page(visit: Visit, status: int = 200, **facts: Any) -> Reply:
    known = visit.known if visit.known and visit.known.stage is Stage.OPEN else None
    tenant = known.caller.tenant if known else 0
    roles = [
        role for p in (known.places if known else ()) if p.tenant == tenant for role in p.roles
    ]
    told = {"found": (), **facts}
    return visit.show("account.html.j2", status, known=known, roles=sorted(roles), **told)


def _change_password(visit: Visit) -> Reply:
    form: PasswordForm = visit.body
    if visit.known is None:
        raise Refused(401)
    if form.new_password != form.again:
        return _page(visit, 422, found=said(visit, [Finding("password.twice", "")]))
    signed, found = own_account.change_password(
        visit.house.store,
        visit.at,
        cookie_of(visit.house, visit.request),
        form.old_password,
        form.new_password,
        visit.address,
    )
    if signed is None:
        return _page(visit, 422, found=said(visit, found))
    words = visit._("Your password is changed; everywhere else you are signed out.")
    return go_in(visit, signed, HERE, words)


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, OWN, _look, "One's own account", "free"),
    Page("POST", f"{HERE}/password", OWN, _change_password, "Another password", "free",
         takes=PasswordForm),
)  # fmt: skip
