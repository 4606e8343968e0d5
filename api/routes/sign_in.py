"""In and out: by password and second factor, to one of one's providers, and one's own account."""

from collections.abc import Iterable

from api.journeys import own_account, sign_in
from api.journeys.sign_in import SignedIn
from api.journeys.who_is_it import Known, choose_provider, sign_out
from api.routes.callers import cookie_line, cookie_of, key_of, known_by_cookie
from api.routes.doors import Ask, Door, Public, Reply, answer
from api.routes.problems import Refused
from api.routes.sign_in_models import (
    Begun,
    CodeAsked,
    InvitationAsked,
    LoginAsked,
    Me,
    OutAsked,
    PasswordAsked,
    PlaceTold,
    ProviderAsked,
    SecondFactorAsked,
    Way,
)
from api.store.members import Place
from domain.finding import Finding

HERE = "/api/v1"
COMES_IN = Public("whoever comes in is nobody yet; attempts are counted and must wait")
OWN = Public("everybody may look after their own login; the cookie says whose it is")


def _come_in(ask: Ask) -> Reply:
    known = sign_in.sign_in(
        ask.house.store,
        ask.at,
        ask.body.login,
        ask.body.password,
        ask.address,
        cookie_of(ask.house, ask.request),
    )
    return _way(ask, *known)


def _enter_code(ask: Ask) -> Reply:
    cookie = own_cookie(ask)
    return _way(
        ask,
        *sign_in.enter_code(ask.house.store, ask.at, cookie, ask.body.code, ask.address),
    )


def _accept(ask: Ask) -> Reply:
    told = ask.body
    return _way(
        ask,
        *sign_in.accept_invitation(
            ask.house.store, ask.at, told.secret, told.password, ask.address
        ),
    )


def _choose(ask: Ask) -> Reply:
    cookie = own_cookie(ask)
    known, found = choose_provider(ask.house.store, ask.at, cookie, ask.body.provider)
    if known is None:
        raise refused(found)
    return answer(_me(known))


def _go_out(ask: Ask) -> Reply:
    sign_out(ask.house.store, ask.at, own_cookie(ask), everywhere=ask.body.everywhere)
    gone = {"Clear-Site-Data": '"cache", "storage"'}
    return Reply(204, headers=gone, cookies=(cookie_line(ask.house, ""),))


def _look(ask: Ask) -> Reply:
    known = known_by_cookie(ask.house, ask.request)
    if known is None:
        raise Refused(401)
    return answer(_me(known))


def _change_password(ask: Ask) -> Reply:
    told = ask.body
    return _way(
        ask,
        *own_account.change_password(
            ask.house.store,
            ask.at,
            own_cookie(ask),
            told.old_password,
            told.new_password,
            ask.address,
        ),
    )


def _begin_factor(ask: Ask) -> Reply:
    begun, found = own_account.begin_second_factor(ask.house.store, ask.at, own_cookie(ask))
    if begun is None:
        raise refused(found)
    return answer(Begun(secret=begun.secret, address=begun.address, ticket=begun.ticket))


def _confirm_factor(ask: Ask) -> Reply:
    told = ask.body
    return _way(
        ask,
        *own_account.confirm_second_factor(
            ask.house.store,
            ask.at,
            own_cookie(ask),
            told.ticket,
            told.code,
            ask.address,
            told.current,
            told.password,
        ),
    )


def own_cookie(ask: Ask) -> str:
    """The cookie of whoever is on the way in; Refused where there is none, or it may be forged."""
    if key_of(ask.request) or known_by_cookie(ask.house, ask.request) is None:
        raise Refused(401)
    return cookie_of(ask.house, ask.request)


def _way(ask: Ask, signed: SignedIn | None, found: Iterable[Finding]) -> Reply:
    if signed is None:
        raise refused(found)
    told = Way(
        stage=signed.stage.value,
        name=signed.name,
        provider=signed.tenant,
        providers=_places(signed.places),
        failed_before=signed.failed_before,
    )
    reply = answer(told)
    return Reply(200, reply.body, cookies=(cookie_line(ask.house, signed.cookie),))


def refused(found: Iterable[Finding]) -> Refused:
    """The status of why somebody is not let in."""
    findings = tuple(found)
    rules = {one.rule: one for one in findings}
    if "sign_in.wait" in rules:
        seconds = rules["sign_in.wait"].facts["seconds"]
        return Refused(429, findings=findings, headers={"Retry-After": str(seconds)})
    if "sign_in.busy" in rules:
        return Refused(429, findings=findings, headers={"Retry-After": "2"})
    if rules.keys() & {"sign_in.wrong", "sign_in.over", "sign_in.code", "password.wrong"}:
        return Refused(401, findings=findings)
    return Refused(422, "faults", findings)


def _me(known: Known) -> Me:
    return Me(
        account=known.caller.account,
        stage=known.stage.value,
        login=known.login,
        name=known.name,
        provider=known.caller.tenant,
        rights=sorted(known.caller.rights),
        providers=_places(known.places),
        second_factor=known.second_factor,
        csrf_token=known.forgery_word,
    )


def _places(places: Iterable[Place]) -> list[PlaceTold]:
    return [
        PlaceTold(
            provider=one.tenant, name=one.provider, roles=sorted(one.roles), person=one.person
        )
        for one in places
    ]


_IN = (401, 403)
DOORS: tuple[Door, ...] = (
    Door("POST", f"{HERE}/sign-in", COMES_IN, _come_in, "Come in by password", "free",
         gives=Way, takes=LoginAsked, keyed=False, also=_IN,
         example={"login": "mari@example.ee", "password": "a long sentence of mine"}),
    Door("POST", f"{HERE}/sign-in/code", OWN, _enter_code, "Come in by a code", "free",
         gives=Way, takes=CodeAsked, keyed=False, also=_IN),
    Door("POST", f"{HERE}/sign-in/invitation", COMES_IN, _accept, "Choose a password", "free",
         gives=Way, takes=InvitationAsked, keyed=False, also=_IN),
    Door("POST", f"{HERE}/sign-in/provider", OWN, _choose, "Choose a provider", "free",
         gives=Me, takes=ProviderAsked, keyed=False, also=_IN),
    Door("POST", f"{HERE}/sign-out", OWN, _go_out, "Go out", "free",
         status=204, takes=OutAsked, keyed=False, also=_IN),
    Door("GET", f"{HERE}/me", OWN, _look, "Who one is here", "free", gives=Me, also=_IN),
    Door("POST", f"{HERE}/me/password", OWN, _change_password, "Another password", "free",
         gives=Way, takes=PasswordAsked, keyed=False, also=_IN),
    Door("POST", f"{HERE}/me/second-factor", OWN, _begin_factor, "Begin a second factor", "free",
         gives=Begun, keyed=False, also=_IN),
    Door("POST", f"{HERE}/me/second-factor/confirm", OWN, _confirm_factor,
         "Keep a second factor", "free",
         gives=Way, takes=SecondFactorAsked, keyed=False, also=_IN),
)  # fmt: skip
