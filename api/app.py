"""The application: every door of the house, opened for one store."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from api.pages.all_pages import PAGES
from api.pages.frame import program_version
from api.pages.opening import open_pages
from api.pages.refusals import is_for_people, refuse_on_page
from api.routes.all_doors import DOORS
from api.routes.doors import Clock, Door, House
from api.routes.health import doors_of_health
from api.routes.opening import open_doors, undeclared
from api.routes.problems import CODES, Problem, Refused, findings_of
from api.routes.rates import Rates
from api.routes.traffic import Figures, Traffic, refuse
from api.security.rights import Caller
from api.settings import Settings
from api.store.unit import Store

ABOUT = """\
Plan the week and bill the month of a provider of peer counselling and support-person services.

Every error is `application/problem+json` with all findings at once, in Estonian, Russian or English
(`Accept-Language`). Records carry an `ETag`; a change says on which revision it rests (`If-Match`,
or `If-None-Match: *`). There is no PATCH: a record is small, so a change is a PUT of the whole
record on the revision it was read at, and no two changes are mixed unseen. Every POST carries an
`Idempotency-Key`: the same key is answered again, not done again."""
REFS = "#/components/schemas/{model}"


def make_app(
    store: Store, settings: Settings, clock: Clock, operator: Caller | None = None
) -> FastAPI:
    """The application over a store; RuntimeError where a route does not say who may use it.

    ``operator``: who asks, whatever a request brings: for a command on the machine itself, never
    for an application that listens.
    """
    figures = Figures()
    doors = (*DOORS, *doors_of_health(figures))

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        store.close()

    app = FastAPI(
        title="tugiplaan",
        version=program_version(),
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        lifespan=lifespan,
        redirect_slashes=False,
        # What these would send along may hold what somebody wrote; counts stand at /metrics.
        telemetry={"tracing": False, "metrics": False, "logs": False, "operation_spans": False},
    )
    app.state.house = House(store, settings, clock, operator=operator)
    app.state.rates = Rates(settings.requests_a_minute, settings.requests_at_once)
    by_address = Rates(2 * settings.requests_a_minute, 2 * settings.requests_at_once)
    app.add_middleware(Traffic, house=app.state.house, rates=by_address, figures=figures, say=_say)
    app.add_exception_handler(Refused, _on_refused)
    app.add_exception_handler(HTTPException, _on_http)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    open_doors(app, doors)
    open_pages(app, PAGES)
    open_routes = undeclared(app)
    if open_routes:
        message = f"routes that do not say who may use them: {open_routes}"
        raise RuntimeError(message)
    app.openapi = lambda: reference(app, doors)  # type: ignore[method-assign]
    return app


def reference(app: FastAPI, doors: tuple[Door, ...]) -> dict[str, Any]:
    """What programs can ask for, as OpenAPI tells it."""
    told = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    taken = {door.takes.__name__: door.takes for door in doors if door.takes is not None}
    _, schemas = models_json_schema(
        [(Problem, "validation"), *((model, "validation") for model in taken.values())],
        ref_template=REFS,
    )
    components = told.setdefault("components", {})
    components.setdefault("schemas", {}).update(schemas["$defs"])
    for unused in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(unused, None)
    components["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "A key of a program"},
    }
    told["security"] = [{"key": []}]
    return told


def _say(refused: Refused, scope: Scope) -> Response:
    """On a page to people, in a document to programs."""
    return refuse_on_page(refused, scope) if is_for_people(scope) else refuse(refused, scope)


async def _on_refused(request: Request, fault: Exception) -> Response:
    return _say(fault if isinstance(fault, Refused) else Refused(500), request.scope)


async def _on_http(request: Request, fault: Exception) -> Response:
    status = fault.status_code if isinstance(fault, HTTPException) else 500
    headers = fault.headers if isinstance(fault, HTTPException) else None
    known = status if status in CODES else 400
    return _say(Refused(known, headers=headers), request.scope)


async def _on_invalid(request: Request, fault: Exception) -> Response:
    errors = fault.errors() if isinstance(fault, RequestValidationError) else []
    return _say(Refused(422, "faults", findings_of(errors)), request.scope)
