"""Around every request: its number, how often may be asked, safe headers, a line in the log.

The log names ids, addresses of routes and statuses, never what stands in a request or an answer.
What goes wrong inside is noted by its kind and where in the program, without its words: these
could tell what somebody wrote.
"""

import logging
import traceback
from collections.abc import Callable
from time import perf_counter
from uuid import uuid4

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.routes.doors import House
from api.routes.opening import AWAY_SECONDS, refusal
from api.routes.problems import Refused
from api.routes.rates import Rates
from api.store.trouble import AWAY

LOG = logging.getLogger("tugiplaan.request")
NUMBER = "x-request-id"
POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)
SAFE: tuple[tuple[str, str], ...] = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Strict-Transport-Security", "max-age=31536000; includeSubDomains"),
)
KEPT_NOWHERE = ("Cache-Control", "no-store")
MILLISECONDS = 1000


Say = Callable[[Refused, Scope], Response]


class Figures:
    """What is counted of requests."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "tugiplaan_requests",
            "Requests answered",
            ("method", "route", "status"),
            registry=self.registry,
        )
        self.seconds = Histogram(
            "tugiplaan_request_seconds",
            "Time until a request was answered",
            ("method", "route"),
            registry=self.registry,
        )


class Traffic:
    """The outermost layer of the application."""

    def __init__(
        self, app: ASGIApp, house: House, rates: Rates, figures: Figures, say: Say
    ) -> None:
        """``say``: how whoever asked is told that a request is refused."""
        self._app = app
        self._say = say
        self._house = house
        self._rates = rates
        self._figures = figures

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, whatever happens."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        # Never one that came along: then two requests could bear the same.
        number = str(uuid4())
        scope.setdefault("state", {})["number"] = number
        begun = perf_counter()
        status = 0

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                _make_safe(MutableHeaders(scope=message), number)
            await send(message)

        refused = self._too_often(scope)
        if refused is None:
            try:
                await self._app(scope, receive, told)
            except Exception as fault:  # noqa: BLE001 - whatever it is, nobody outside is told
                refused = _refused(fault, number)
        if refused is not None and not status:
            await self._say(refused, scope)(scope, receive, told)
        self._note(scope, status, perf_counter() - begun, number)

    def _too_often(self, scope: Scope) -> Refused | None:
        client = scope.get("client")
        wait = self._rates.take(client[0] if client else "-", self._house.clock())
        return Refused(429, headers={"Retry-After": str(wait)}) if wait else None

    def _note(self, scope: Scope, status: int, seconds: float, number: str) -> None:
        route = getattr(scope.get("route"), "path", "-")
        method = scope["method"] if scope["method"] in METHODS else "-"
        self._figures.requests.labels(method, route, str(status)).inc()
        self._figures.seconds.labels(method, route).observe(seconds)
        caller = scope.get("state", {}).get("caller")
        told = {
            "request": number,
            "method": method,
            "route": route,
            "status": status,
            "milliseconds": round(seconds * MILLISECONDS),
            "caller": caller.name if caller else None,
            "provider": caller.tenant if caller else None,
        }
        LOG.info("answered", extra=told)


METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


def _make_safe(headers: MutableHeaders, number: str) -> None:
    for name, value in SAFE:
        headers.setdefault(name, value)
    headers.setdefault(*KEPT_NOWHERE)
    headers[NUMBER] = number


def _refused(fault: Exception, number: str) -> Refused:
    """What is told of a fault inside: that there was one; the rest is for the log."""
    if isinstance(fault, Refused):
        return fault
    if isinstance(fault, AWAY):
        return Refused(503, headers={"Retry-After": AWAY_SECONDS})
    places = [f"{one.filename}:{one.lineno}" for one in traceback.extract_tb(fault.__traceback__)]
    LOG.error(
        "fault inside",
        extra={"request": number, "kind": type(fault).__name__, "places": places[-12:]},
    )
    return Refused(500)


def refuse(refused: Refused, scope: Scope) -> Response:
    """The response to a request that was refused further in."""
    number = scope.get("state", {}).get("number", str(uuid4()))
    return refusal(refused, Headers(scope=scope).get("accept-language", ""), number)
