"""In through a service of others, such as the state's: sent there, and back with who came."""

from api.journeys.sign_in_elsewhere import BACK, come_back, go_elsewhere, service_of
from api.routes.callers import OURS, cookie_line, cookie_of, is_safe
from api.routes.doors import Ask, Door, House, Public, Reply
from api.routes.problems import Refused

HERE = BACK.rpartition("/")[0]
COMES_IN = Public("whoever comes in is nobody yet; the service says who it is")
TICKET = "tugiplaan-way"
LASTS_SECONDS = 600
SEE_OTHER = 303
HOME = "/"


def _go(ask: Ask) -> Reply:
    service, found = service_of(ask.house.settings)
    # A page of somebody else may lead nobody in: browsers say from where somebody comes.
    if service and ask.headers.get("sec-fetch-site") not in OURS:
        raise Refused(403, "forged")
    begun, found = go_elsewhere(ask.house.store, ask.at, service) if service else (None, found)
    if begun is None:
        # What is not set up is as absent; a service that is away may be asked again.
        raise Refused(503, headers={"Retry-After": "30"}) if service else Refused(404)
    line = _ticket_line(ask.house, begun.ticket)
    return Reply(SEE_OTHER, headers={"Location": begun.url}, cookies=(line,))


def _back(ask: Ask) -> Reply:
    service, _ = service_of(ask.house.settings)
    if service is None:
        raise Refused(404)
    ticket = ask.request.cookies.get(_ticket_name(ask.house), "")
    signed, found = come_back(
        ask.house.store,
        ask.at,
        service,
        ticket,
        ask.request.url.query,
        cookie_of(ask.house, ask.request),
    )
    if signed is None:
        raise Refused(401, findings=found)
    cookies = (cookie_line(ask.house, signed.cookie), _ticket_line(ask.house, ""))
    return Reply(SEE_OTHER, headers={"Location": HOME}, cookies=cookies)


def _ticket_name(house: House) -> str:
    return f"__Host-{TICKET}" if is_safe(house) else TICKET


def _ticket_line(house: House, ticket: str) -> str:
    safe = "; Secure" if is_safe(house) else ""
    lasts = LASTS_SECONDS if ticket else 0
    name = _ticket_name(house)
    return f"{name}={ticket}; Path=/; HttpOnly; SameSite=Lax; Max-Age={lasts}{safe}"


DOORS: tuple[Door, ...] = (
    Door("GET", HERE, COMES_IN, _go, "Go to the service that says who one is", "free",
         status=SEE_OTHER, also=(403, 404)),
    Door("GET", BACK, COMES_IN, _back, "Come back from it", "free", status=SEE_OTHER,
         also=(401, 404)),
)  # fmt: skip
