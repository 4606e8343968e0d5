"""In and out: by password, by code, by invitation, through a service of others; which provider."""

from collections.abc import Iterable
from typing import Annotated, Any
from urllib.parse import urlencode

from pydantic import StringConstraints

from api.journeys import own_account, sign_in
from api.journeys.sign_in import SignedIn
from api.journeys.sign_in_elsewhere import service_of
from api.journeys.who_is_it import choose_provider, sign_out
from api.pages.frame import own_address
from api.pages.page import Page, Visit
from api.pages.qr import draw_qr
from api.routes.callers import cookie_line, cookie_of
from api.routes.doors import Public, Reply
from api.routes.models import Loose, Text
from api.routes.problems import Refused, told_finding
from api.security.second_factor import address_for_telephone
from api.store.logins import Stage
from domain.finding import Finding

HERE = "/sign-in"
COMES_IN = Public("whoever comes in is nobody yet; attempts are counted and must wait")
OWN = Public("everybody may look after their own login; the cookie says whose it is")
ELSEWHERE = "/api/v1/sign-in/elsewhere"
Shared = Annotated[str, StringConstraints(pattern=r"^([A-Z2-7]{16,64})?$")]


class ToAsked(Loose):
    """Where somebody wanted to go."""

    to: Text = "/"


class InvitedAsked(Loose):
    """The secret of an invitation."""

    secret: Text = ""


class LoginForm(Loose):
    """Name and password."""

    login: Text = ""
    password: Text = ""
    to: Text = "/"


class CodeForm(Loose):
    """The code that a telephone shows."""

    code: Text = ""
    to: Text = "/"


class FactorForm(Loose):
    """The first code of a new second factor; the ticket brings back what was begun."""

    ticket: Text = ""
    code: Text = ""
    current: Text = ""
    password: Text = ""
    secret: Shared = ""
    to: Text = "/"


class InvitationForm(Loose):
    """A password that somebody chooses who was invited."""

    secret: Text = ""
    password: Text = ""
    again: Text = ""


class ProviderForm(Loose):
    """The provider to work for."""

    provider: int
    to: Text = "/"


class OutForm(Loose):
    """Whether everywhere else too."""

    everywhere: bool = False


def _ask_login(visit: Visit) -> Reply:
    if visit.known is not None:
        return visit.go(_next_of(visit.known.stage, visit.known.caller.tenant, visit.query.to))
    return _login_page(visit, to=visit.query.to)


def _login_page(visit: Visit, status: int = 200, **facts: Any) -> Reply:
    service, _ = service_of(visit.house.settings)
    told = {"login": "", "found": (), "to": "/", **facts}
    return visit.show("sign_in.html.j2", status, elsewhere=ELSEWHERE if service else "", **told)


def _come_in(visit: Visit) -> Reply:
    form: LoginForm = visit.body
    signed, found = sign_in.sign_in(
        visit.house.store,
        visit.at,
        form.login,
        form.password,
        visit.address,
        cookie_of(visit.house, visit.request),
    )
    if signed is None:
        return _login_page(
            visit, status_of(found), login=form.login, to=form.to, found=said(visit, found)
        )
    return go_in(visit, signed, form.to)


def _ask_code(visit: Visit) -> Reply:
    return visit.show("sign_in_code.html.j2", to=visit.query.to, found=())


def _enter_code(visit: Visit) -> Reply:
    form: CodeForm = visit.body
    cookie = cookie_of(visit.house, visit.request)
    code = form.code.replace(" ", "")
    signed, found = sign_in.enter_code(visit.house.store, visit.at, cookie, code, visit.address)
    if signed is None:
        return visit.show(
            "sign_in_code.html.j2", status_of(found), to=form.to, found=said(visit, found)
        )
    return go_in(visit, signed, form.to)


def _begin_factor(visit: Visit) -> Reply:
    cookie = cookie_of(visit.house, visit.request)
    begun, _ = own_account.begin_second_factor(visit.house.store, visit.at, cookie)
    if begun is None:
        raise Refused(401)
    return _factor_page(visit, begun.secret, begun.ticket, to=visit.query.to)


def _factor_page(visit: Visit, secret: str, ticket: str, status: int = 200, **facts: Any) -> Reply:
    known = visit.known
    inside = known is not None and known.stage is Stage.OPEN
    replaces = known is not None and known.second_factor and inside
    told = {"found": (), "to": "/", "replaces": replaces, "asks": inside and not replaces, **facts}
    picture = draw_qr(address_for_telephone(secret, known.login)) if known and secret else ""
    return visit.show(
        "second_factor.html.j2", status, secret=secret, ticket=ticket, picture=picture, **told
    )


def _confirm_factor(visit: Visit) -> Reply:
    form: FactorForm = visit.body
    signed, found = own_account.confirm_second_factor(
        visit.house.store,
        visit.at,
        cookie_of(visit.house, visit.request),
        form.ticket,
        form.code.replace(" ", ""),
        visit.address,
        form.current.replace(" ", ""),
        form.password,
    )
    if signed is None:
        return _factor_page(
            visit, form.secret, form.ticket, status_of(found), to=form.to, found=said(visit, found)
        )
    return go_in(visit, signed, form.to, visit._("Your second factor is set up."))


def _ask_invited(visit: Visit) -> Reply:
    return visit.show("invitation.html.j2", secret=visit.query.secret, found=())


def _accept(visit: Visit) -> Reply:
    form: InvitationForm = visit.body
    found: list[Finding] = []
    if form.password != form.again:
        found = [Finding("password.twice", "")]
        signed = None
    else:
        signed, found = sign_in.accept_invitation(
            visit.house.store, visit.at, form.secret, form.password, visit.address
        )
    if signed is None:
        return visit.show(
            "invitation.html.j2", status_of(found), secret=form.secret, found=said(visit, found)
        )
    return go_in(visit, signed, "/")


def _ask_provider(visit: Visit) -> Reply:
    if visit.known is None:
        raise Refused(401)
    return visit.show("provider.html.j2", places=visit.known.places, to=visit.query.to)


def _choose(visit: Visit) -> Reply:
    form: ProviderForm = visit.body
    cookie = cookie_of(visit.house, visit.request)
    known, _ = choose_provider(visit.house.store, visit.at, cookie, form.provider)
    if known is None:
        raise Refused(403)
    return visit.go(own_address(form.to))


def _go_out(visit: Visit) -> Reply:
    cookie = cookie_of(visit.house, visit.request)
    sign_out(visit.house.store, visit.at, cookie, everywhere=visit.body.everywhere)
    reply = visit.go(HERE, visit._("You are signed out."), (cookie_line(visit.house, ""),))
    return Reply(
        reply.status,
        headers={**reply.headers, "Clear-Site-Data": '"cache", "storage"'},
        cookies=reply.cookies,
    )


def go_in(visit: Visit, signed: SignedIn, to: str, words: str = "") -> Reply:
    """Send somebody on who has come one step further in, with the new secret of their browser."""
    failed = signed.failed_before
    if failed:
        words = visit.ngettext(
            "Before this, %(num)d attempt to sign in with your name failed.",
            "Before this, %(num)d attempts to sign in with your name failed.",
            failed,
        )
    address = _next_of(signed.stage, signed.tenant or 0, to)
    return visit.go(address, words, (cookie_line(visit.house, signed.cookie),))


def said(visit: Visit, found: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings in the visitor's words."""
    return [told_finding(visit.language, one) for one in found]


def _next_of(stage: Stage, tenant: int, to: str) -> str:
    steps = {Stage.CODE: f"{HERE}/code", Stage.SET_UP: f"{HERE}/second-factor"}
    step = steps.get(stage, "" if tenant else f"{HERE}/provider")
    to = own_address(to)
    if not step:
        return to
    return step if to == "/" else f"{step}?{urlencode({'to': to})}"


def status_of(found: Iterable[Finding]) -> int:
    """How a form is answered that was refused: later, or otherwise."""
    rules = {one.rule for one in found}
    return 429 if rules & {"sign_in.wait", "sign_in.busy"} else 422


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, COMES_IN, _ask_login, "Sign in", "free", asks=ToAsked),
    Page("POST", HERE, COMES_IN, _come_in, "Come in by password", "free", takes=LoginForm),
    Page("GET", f"{HERE}/code", OWN, _ask_code, "The code of a telephone", "free", asks=ToAsked),
    Page("POST", f"{HERE}/code", OWN, _enter_code, "Come in by a code", "free", takes=CodeForm),
    Page("GET", f"{HERE}/second-factor", OWN, _begin_factor, "Set up a second factor", "free",
         asks=ToAsked),
    Page("POST", f"{HERE}/second-factor", OWN, _confirm_factor, "Keep a second factor", "free",
         takes=FactorForm),
    Page("GET", "/invitation", COMES_IN, _ask_invited, "Choose a password", "free",
         asks=InvitedAsked),
    Page("POST", "/invitation", COMES_IN, _accept, "Keep a password", "free",
         takes=InvitationForm),
    Page("GET", f"{HERE}/provider", OWN, _ask_provider, "Choose a provider", "free",
         asks=ToAsked),
    Page("POST", f"{HERE}/provider", OWN, _choose, "Work for a provider", "free",
         takes=ProviderForm),
    Page("POST", "/sign-out", OWN, _go_out, "Go out", "free", takes=OutForm),
)  # fmt: skip
