"""Pages become routes: who comes is found out first, then what they ask, then the work is done.

As at the doors for programs, whose steps these are, but for three things: whoever is signed out is
sent to sign in, a form carries the word against forgery, and what goes wrong is said on a page.
"""

import binascii
from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterable
from inspect import Parameter, Signature
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import HTMLResponse, Response

from api.journeys.who_is_it import Known, who_is_it
from api.pages.forms import KEY, WORD, Fields, read_fields, read_model, take_mask
from api.pages.look import look_of
from api.pages.page import SAID, Page, Visit
from api.routes.callers import FORGERY_HEADER, UNSAFE, cookie_of, refuse_foreign
from api.routes.doors import Public
from api.routes.models import Id
from api.routes.opening import (
    AWAY_SECONDS,
    PART,
    Needs,
    house_of,
    let_through,
    read_body,
    response_of,
    work_at,
)
from api.routes.problems import Refused
from api.routes.reference import name_of
from api.security.rights import Caller
from api.security.tokens import is_forgery_word
from api.store.logins import Stage
from api.store.operations import OtherRequestError
from api.store.repository import ChangedMeanwhileError
from api.store.trouble import AWAY


class Comes(Needs):
    """The dependency that lets a visitor onto a page, or not; a page's route carries it."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.needs)
        self._asks_who = page.asks_who

    def __call__(self, request: Request) -> Caller | None:
        """Whoever comes; Refused where they may not. A program's key opens no page."""
        house = house_of(request)
        if request.method in UNSAFE:
            refuse_foreign(house, request)
        if isinstance(self.needs, Public) and not self._asks_who:
            return None
        known = who_is_it(house.store, house.clock(), cookie_of(house, request))
        request.state.known = known
        if isinstance(self.needs, Public):
            return known.caller if known else None
        if known is None or known.stage is not Stage.OPEN or not known.caller.tenant:
            raise Refused(401)
        let_through(request, known.caller, self.needs)
        return known.caller


def open_pages(app: FastAPI, pages: Iterable[Page]) -> None:
    """Make a route of each page; which addresses there are is known to the frame of each."""
    found = tuple(pages)
    app.state.paths = frozenset(page.path for page in found if page.method == "GET")
    for page in found:
        app.add_api_route(
            page.path,
            _endpoint(page),
            methods=[page.method],
            response_class=HTMLResponse,
            response_model=None,
            include_in_schema=False,
            name=f"page_{name_of(page)}",
        )


def _endpoint(page: Page) -> Callable[..., Any]:
    async def endpoint(request: Request, **given: Any) -> Response:
        body = await read_body(request, page) if page.method == "POST" else b""
        fields = await read_fields(request, body, page.uploads) if body else Fields()
        return await run_in_threadpool(_answer, page, request, given, body, fields)

    kind = Parameter.KEYWORD_ONLY
    told = [
        Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=Request),
        Parameter("caller", kind, annotation=Annotated[Caller | None, Depends(Comes(page))]),
    ]
    for part in PART.findall(page.path):
        hint = Annotated[page.ids.get(part, Id), Path()]  # type: ignore[valid-type]
        told.append(Parameter(part, kind, annotation=hint))
    if page.asks is not None:
        told.append(Parameter("query", kind, annotation=Annotated[page.asks, Query()]))
    endpoint.__signature__ = Signature(told)  # type: ignore[attr-defined]
    endpoint.__name__ = f"page_{name_of(page)}"
    return endpoint


def _answer(
    page: Page, request: Request, given: dict[str, Any], body: bytes, fields: Fields
) -> Response:
    if request.method in UNSAFE:
        _refuse_forged(request, fields)
    visit = visit_of(request, page, given, fields)
    key = fields.one(KEY) if page.keyed else ""
    if page.keyed and not 1 <= len(key) <= KEY_MOST:
        raise Refused(400)
    try:
        reply = work_at(page, visit, key, _without_word(body, fields))
    except ChangedMeanwhileError as changed:
        raise Refused(412) from changed
    except OtherRequestError as other:
        raise Refused(409, "key_used") from other
    except AWAY as away:
        raise Refused(503, headers={"Retry-After": AWAY_SECONDS}) from away
    return response_of(reply)


KEY_MOST = 100


def visit_of(request: Request, page: Page | None, given: dict[str, Any], fields: Fields) -> Visit:
    """A request as a page understands it; ``page``: None where there is none for it."""
    house = house_of(request)
    known: Known | None = getattr(request.state, "known", None)
    look = look_of(request.cookies, request.headers.get("accept-language", ""))
    takes = page.takes if page else None
    return Visit(
        house=house,
        caller=given.get("caller"),
        at=house.clock(),
        language=look.language,
        path={part: given[part] for part in PART.findall(page.path)} if page else {},
        query=given.get("query"),
        body=read_model(takes, fields) if takes else None,
        headers=request.headers,
        address=request.client.host if request.client else "",
        number=request.state.number,
        request=request,
        known=known,
        look=look,
        fields=fields,
        said=_said(request.cookies.get(SAID, "")),
    )


def _refuse_forged(request: Request, fields: Fields) -> None:
    """Refused (403) where a change does not bring the word that goes with its cookie."""
    cookie = cookie_of(house_of(request), request)
    if not cookie:
        # Nobody is known: there is nothing that a foreign page could do in their name.
        return
    word = take_mask(fields.one(WORD)) or request.headers.get(FORGERY_HEADER, "")
    if not is_forgery_word(cookie, word):
        raise Refused(403, "forged")


def _without_word(body: bytes, fields: Fields) -> bytes:
    """What a form says, however its word against forgery is masked."""
    if fields.files:
        return repr(sorted((one.field, one.name, one.content) for one in fields.files)).encode()
    told = sorted((name, values) for name, values in fields.values.items() if name != WORD)
    return repr(told).encode() if fields.values else body


def _said(told: str) -> str:
    """What the page before wants said; nothing where it cannot be read."""
    try:
        return urlsafe_b64decode(told + "=" * (-len(told) % 4)).decode()[:SAID_MOST]
    except (binascii.Error, ValueError):
        return ""


SAID_MOST = 500
