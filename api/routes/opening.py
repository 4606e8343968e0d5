"""Doors become routes: who asks is found out first, then what is asked, then the work is done.

Whoever has no right learns nothing of what is behind a door, not even that the request was
misspelled.
"""

import json
import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from inspect import Parameter, Signature
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Header, Path, Query, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ValidationError

from api.routes.callers import UNSAFE, find_caller, refuse_foreign
from api.routes.doors import JSON, MEGABYTE, Ask, Door, House, Public, Reply
from api.routes.models import Id
from api.routes.problems import (
    MEDIA,
    Refused,
    findings_of,
    language_of,
    problem_of,
)
from api.routes.rates import Rates
from api.routes.reference import body_of, name_of, responses_of
from api.routes.uploads import FORM, Part, read_form, said_by
from api.security.rights import Caller, Right
from api.store.operations import Answer, OtherRequestError, answered, once
from api.store.repository import ChangedMeanwhileError
from api.store.trouble import AWAY
from api.store.unit import Unit

LOG = logging.getLogger("tugiplaan.request")
PART = re.compile(r"\{(\w+)\}")
RESTS_ON = ("if-match", "if-none-match")
KEY_PATTERN = r"^[\x21-\x7e]{1,100}$"
AWAY_SECONDS = "5"
NO_BODY = frozenset({204, 304})


class Needs:
    """The dependency that lets a caller through a door, or not; a route carries it."""

    def __init__(self, needs: Right | Public) -> None:
        self.needs = needs

    def __call__(self, request: Request) -> Caller | None:
        """Whoever asks; Refused where they may not."""
        house = house_of(request)
        if isinstance(self.needs, Public):
            if request.method in UNSAFE:
                refuse_foreign(house, request)
            return None
        caller = find_caller(house, request)
        if caller is None:
            raise Refused(401, headers={"WWW-Authenticate": "Bearer"})
        let_through(request, caller, self.needs)
        return caller


def let_through(request: Request, caller: Caller, needs: Right) -> None:
    """Refused where a caller lacks a right, or asks too often."""
    # Before anything is refused, so that the log says whom.
    request.state.caller = caller
    if not caller.may(needs):
        raise Refused(403)
    rates: Rates = request.app.state.rates
    wait = rates.take(caller.name, house_of(request).clock())
    if wait:
        raise Refused(429, headers={"Retry-After": str(wait)})


def house_of(request: Request) -> House:
    """The house that a request came to."""
    house: House = request.app.state.house
    return house


def open_doors(app: FastAPI, doors: Iterable[Door]) -> None:
    """Make a route of each door."""
    for door in doors:
        app.add_api_route(
            door.path,
            _endpoint(door),
            methods=[door.method],
            summary=door.does,
            status_code=door.status,
            response_model=door.gives,
            response_class=JSONResponse if door.gives else Response,
            responses=responses_of(door),
            openapi_extra=body_of(door),
            operation_id=name_of(door),
            tags=[door.path.split("/")[3] if door.path.startswith("/api/") else "house"],
        )


def undeclared(app: FastAPI) -> list[str]:
    """Routes that say neither which right they need nor why they need none."""
    return [
        str(getattr(route, "path", "?"))
        for route in app.routes
        if not isinstance(needs_of(route), (Right, Public))
    ]


def needs_of(route: Any) -> Right | Public | None:
    """What a route needs; None where it does not say."""
    found = [
        part.call.needs
        for part in getattr(getattr(route, "dependant", None), "dependencies", ())
        if isinstance(part.call, Needs)
    ]
    return found[0] if found else None


def _endpoint(door: Door) -> Callable[..., Any]:
    async def endpoint(request: Request, **given: Any) -> Response:
        body = await read_body(request, door)
        parts = await read_form(request, body) if door.uploads == FORM else None
        return await run_in_threadpool(_answer, door, request, given, body, parts)

    kind = Parameter.KEYWORD_ONLY
    told = [
        Parameter("request", Parameter.POSITIONAL_OR_KEYWORD, annotation=Request),
        Parameter("caller", kind, annotation=Annotated[Caller | None, Depends(Needs(door.needs))]),
    ]
    for part in PART.findall(door.path):
        hint = Annotated[door.ids.get(part, Id), Path()]  # type: ignore[valid-type]
        told.append(Parameter(part, kind, annotation=hint))
    if door.asks is not None:
        told.append(Parameter("query", kind, annotation=Annotated[door.asks, Query()]))
    if door.method == "POST" and door.keyed:
        hint = Annotated[str, Header(pattern=KEY_PATTERN, examples=["7d1c0f52-1"])]
        told.append(Parameter("idempotency_key", kind, annotation=hint))
    if door.rests:
        for name in ("if_match", "if_none_match"):
            hint = Annotated[str | None, Header(max_length=40)]
            told.append(Parameter(name, kind, annotation=hint, default=None))
    endpoint.__signature__ = Signature(told)  # type: ignore[attr-defined]
    endpoint.__name__ = name_of(door)
    return endpoint


async def read_body(request: Request, door: Door) -> bytes:
    """The body, unless it is longer than the door takes (413) or of another kind (415)."""
    if door.takes is None and not door.uploads:
        return b""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media != (door.uploads or JSON):
        raise Refused(415)
    most = door.most
    if door.uploads:
        most = min(most, house_of(request).settings.upload_megabytes * MEGABYTE)
    told = request.headers.get("content-length", "0")
    if told.isdecimal() and int(told) > most:
        raise Refused(413)
    found = bytearray()
    async for piece in request.stream():
        found += piece
        if len(found) > most:
            raise Refused(413)
    return bytes(found)


def _answer(
    door: Door,
    request: Request,
    given: dict[str, Any],
    body: bytes,
    parts: tuple[Part, ...] | None,
) -> Response:
    ask = _understand(door, request, given, body if parts is None else parts)
    try:
        said = body if parts is None else said_by(parts)
        reply = work_at(door, ask, given.get("idempotency_key", ""), said)
    except ChangedMeanwhileError as changed:
        raise Refused(412) from changed
    except OtherRequestError as other:
        raise Refused(409, "key_used") from other
    except AWAY as away:
        raise Refused(503, headers={"Retry-After": AWAY_SECONDS}) from away
    return response_of(reply)


def _understand(door: Door, request: Request, given: dict[str, Any], body: Any) -> Ask:
    house = house_of(request)
    told: Any = body
    if door.takes is not None:
        try:
            told = door.takes.model_validate_json(body)
        except ValidationError as fault:
            raise Refused(422, "faults", findings_of(fault.errors(include_url=False))) from None
    ask = Ask(
        house=house,
        caller=given["caller"],
        at=house.clock(),
        language=language_of(request.headers.get("accept-language", "")),
        path={part: given[part] for part in PART.findall(door.path)},
        query=given.get("query"),
        body=told,
        headers=request.headers,
        address=request.client.host if request.client else "",
        number=request.state.number,
        request=request,
    )
    return ask if door.prepare is None else replace(ask, body=door.prepare(ask))


def work_at(door: Door, ask: Ask, key: str, body: bytes) -> Reply:
    """Do the work of a door in the unit that it needs, once for each key where it has one."""
    store = ask.house.store
    if door.method == "POST" and door.keyed:
        return _work_once(door, ask, key, body)
    if door.mode == "free":
        return door.work(ask)
    if door.mode == "read":
        with store.read(ask.actor, ask.at) as unit:
            return door.work(unit, ask)
    with store.write(ask.actor, ask.at) as unit:
        return door.work(unit, ask)


def _work_once(door: Door, ask: Ask, key: str, body: bytes) -> Reply:
    """Work whose answer is kept by its key; what is told once alone is not kept with it."""
    store = ask.house.store
    path = {part: str(value) for part, value in ask.path.items()}
    rests = [ask.headers.get(name) for name in RESTS_ON]
    said = json.dumps([door.path, path, _plain(ask.query), rests, ask.who.name]).encode() + body
    done: list[Reply] = []

    def work(unit: Unit) -> Answer:
        if not done:
            done.append(door.work(unit, ask))
        reply = done[0]
        head = json.dumps([reply.media, dict(reply.headers)]).encode()
        return Answer(reply.status, head + b"\n" + _forget(reply.body, door.forgets))

    if door.mode == "free":
        with store.read(ask.actor, ask.at) as unit:
            found = answered(unit, key, said)
        if found is None:
            done.append(door.work(ask))
    kept = once(store, ask.actor, ask.at, key, said, work)
    if done:
        return done[0]
    head, _, told = kept.body.partition(b"\n")
    media, headers = json.loads(head)
    return Reply(kept.status, told, media, headers)


def _plain(query: Any) -> Any:
    return query.model_dump(mode="json") if isinstance(query, BaseModel) else None


def _forget(body: bytes, names: tuple[str, ...]) -> bytes:
    if not names:
        return body
    return json.dumps(json.loads(body) | dict.fromkeys(names, "")).encode()


def response_of(reply: Reply) -> Response:
    """A reply as it is sent."""
    if reply.stream is not None:
        return StreamingResponse(reply.stream, reply.status, reply.headers, reply.media)
    media = None if reply.status in NO_BODY else reply.media
    response = Response(reply.body, reply.status, reply.headers, media)
    for cookie in reply.cookies:
        response.headers.append("set-cookie", cookie)
    return response


def refusal(refused: Refused, language_header: str, number: str) -> Response:
    """The response to a request that is refused."""
    problem = problem_of(refused, language_of(language_header), number)
    body = problem.model_dump_json().encode()
    return Response(body, refused.status, refused.headers, MEDIA)
