"""Who asks: a program by its key, or somebody signed in by their cookie.

A cookie goes along with whatever a browser sends, so a request that changes something must show
besides that it comes from a page of ours: by the browser's own word for where it comes from, and
by a word that only who can read our answers knows.
"""

from urllib.parse import urlsplit

from starlette.requests import Request

from api.journeys.who_is_it import Known, who_has_key, who_is_it
from api.routes.doors import House
from api.routes.problems import Refused
from api.security.rights import Caller
from api.security.tokens import is_forgery_word

FORGERY_HEADER = "x-csrf-token"
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
OURS = frozenset({"same-origin", "none"})
"""What a browser says of requests from our own pages, or that somebody typed in."""


def find_caller(house: House, request: Request) -> Caller | None:
    """The caller of a request; None where nobody is known by what it brings. Refused if forged."""
    if house.operator is not None:
        return house.operator
    secret = key_of(request)
    if secret:
        return who_has_key(house.store, house.clock(), secret)
    known = known_by_cookie(house, request)
    return known.caller if known else None


def known_by_cookie(house: House, request: Request) -> Known | None:
    """Who comes with the cookie of a request; Refused (403) where a change may be forged."""
    cookie = cookie_of(house, request)
    if cookie and request.method in UNSAFE:
        refuse_foreign(house, request)
        if not is_forgery_word(cookie, request.headers.get(FORGERY_HEADER, "")):
            raise Refused(403, "forged")
    return who_is_it(house.store, house.clock(), cookie)


def refuse_foreign(house: House, request: Request) -> None:
    """Refused (403) where a browser says that a change was sent from elsewhere."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    own = urlsplit(house.settings.public_url)
    foreign = origin is not None and origin != f"{own.scheme}://{own.netloc}"
    if foreign or (site is not None and site not in OURS):
        raise Refused(403, "forged")


def key_of(request: Request) -> str:
    """The secret of a program; empty where none came."""
    scheme, _, secret = request.headers.get("authorization", "").partition(" ")
    return secret if scheme.lower() == "bearer" else ""


def cookie_of(house: House, request: Request) -> str:
    """The secret of a browser; empty where none came."""
    return request.cookies.get(cookie_name(house), "")


def cookie_name(house: House) -> str:
    """Name of the cookie; where the house is reached safely, one that no other host can set."""
    return "__Host-tugiplaan" if is_safe(house) else "tugiplaan"


def is_safe(house: House) -> bool:
    """Whether the house is reached over TLS."""
    return urlsplit(house.settings.public_url).scheme == "https"


def cookie_line(house: House, secret: str) -> str:
    """``Set-Cookie`` for a secret; an empty one takes the cookie away."""
    lasts = "" if secret else "; Max-Age=0"
    safe = "; Secure" if is_safe(house) else ""
    return f"{cookie_name(house)}={secret}; Path=/; HttpOnly; SameSite=Lax{safe}{lasts}"
