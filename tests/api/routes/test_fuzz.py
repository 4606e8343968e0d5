"""No request breaks the house or its word: thousands of made-up ones, against a running server.

``TUGIPLAAN_API_CASES`` says how many; in continuous integration they are 3,000.
"""

import os
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import cycle
from typing import Any

import httpx
import requests
import schemathesis
from fastapi import FastAPI
from fastapi.routing import APIRoute
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.routes.doors import Public
from api.routes.files import WORKBOOK
from api.routes.opening import needs_of
from api.security.rights import NOT_FOR_KEYS, Right, Role
from tests.api.clients import TestClient
from tests.api.routes.conftest import House
from tests.api.routes.running import running

IN_CI, HERE = 3000, 230
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
SIGNED_OUT = 401
SECRETS = {"authorization", "cookie", "x-csrf-token"}
OWN = ("/api/v1/me", "/api/v1/sign-out")
"""Doors for whoever is signed in, of any role: a program's key is nobody there."""
MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
SHARE = 4
"""Of the cases, one in so many is one that the reference would call wrong."""

schemathesis.openapi.media_type(WORKBOOK, st.binary(max_size=200))


RESTS = cycle(({"If-Match": "*"}, {"If-None-Match": "*"}, {}))


KNOWN = {"workers": "W01", "clients": "C001", "plan-items": "P001", "referrals": "R001"}
"""Records that there are: of others no change comes past its first step."""


def _known(operation: Any, mode: GenerationMode) -> dict[str, Any] | None:
    kind = operation.path.split("/")[3] if operation.path.startswith("/api/") else ""
    if mode is GenerationMode.NEGATIVE or kind not in KNOWN or "{id}" not in operation.path:
        return None
    return {"id": KNOWN[kind]}


def _way(client: TestClient) -> dict[str, str]:
    """What a caller brings along with each request."""
    names = ("authorization", "x-csrf-token")
    brought = {name: client.headers[name] for name in names if name in client.headers}
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    return brought | ({"cookie": cookies} if cookies else {})


def _routes(app: FastAPI) -> list[tuple[APIRoute, str]]:
    routes = [one for one in app.routes if isinstance(one, APIRoute)]
    return [(route, method) for route in routes for method in route.methods or ()]


def _sound(operation: Any) -> Any:
    return operation.ok()


def _wanted() -> int:
    usual = IN_CI if os.environ.get("CI", "").lower() in {"1", "true"} else HERE
    return int(os.environ.get("TUGIPLAAN_API_CASES", usual))


def test_no_made_up_request_breaks_the_house_or_its_word(full_house: House) -> None:
    reference = full_house.app.openapi()
    callers = (
        full_house.by_key,
        partial(full_house.signed_in, Role.ADMINISTRATOR),
        partial(full_house.signed_in, Role.WORKER, person="W01"),
    )
    ways = [_way(caller()) for caller in callers]
    needs = {(told.path, method): needs_of(told) for told, method in _routes(full_house.app)}
    answered: Counter[int] = Counter()
    faults: list[str] = []
    with running(full_house.app) as address, httpx.Client(timeout=60) as client:
        schema = schemathesis.openapi.from_dict(reference)
        operations: list[Any] = list(map(_sound, schema.get_all_operations()))
        share = max(1, _wanted() // len(operations) // SHARE)
        for operation in operations:
            for mode in MODES:
                most = share if mode is GenerationMode.NEGATIVE else (SHARE - 1) * share
                need = needs[operation.path, operation.method.upper()]
                own = isinstance(need, Public) and operation.path.startswith(OWN)
                way = (own or need in NOT_FOR_KEYS) + (need is Right.CALENDAR_OWN)
                statuses = Counter[int]()
                for told in _try(operation, mode, most, client, address, ways[way]):
                    statuses[told[0]] += 1
                    faults += told[1:]
                if statuses[SIGNED_OUT]:
                    # Whoever signed out while trying would try nothing of what comes next.
                    ways[way] = _way(callers[way]())
                answered += statuses
    print(f"\n{answered.total()} requests: {dict(sorted(answered.items()))}")  # noqa: T201
    assert not faults, f"{len(faults)} of {answered}: " + "\n\n".join(faults[:12])
    assert answered.total() >= min(_wanted(), 3000) // 2
    assert len(operations) > 100
    assert answered[200] > 20
    assert answered[SIGNED_OUT] < answered.total() / 20


def _try(
    operation: Any,
    mode: GenerationMode,
    most: int,
    client: httpx.Client,
    address: str,
    way: dict[str, str],
) -> Iterator[tuple[Any, ...]]:
    """Send made-up cases of an operation; the status of each, and what is wrong with the answer."""
    found: list[tuple[Any, ...]] = []

    @settings(
        max_examples=most,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode, path_parameters=_known(operation, mode)))
    def ask(case: Any) -> None:
        told = case.as_transport_kwargs(address, way)
        told.pop("timeout", None)
        # A made-up secret would end every request at its first step, a made-up revision a change.
        kept = {name: one for name, one in told["headers"].items() if name.lower() not in SECRETS}
        told["headers"] = kept | way
        if mode is GenerationMode.POSITIVE:
            told["headers"].update(next(RESTS))
        client.cookies.clear()
        asked = requests.Request(**told).prepare()
        headers = {name: str(one) for name, one in asked.headers.items() if _can_be_sent(one)}
        body: Any = asked.body.encode() if isinstance(asked.body, str) else asked.body
        answer = client.request(
            str(asked.method), str(asked.url), headers=headers, content=body or b""
        )
        try:
            case.validate_response(answer, checks=CHECKS)
        except Exception as fault:  # noqa: BLE001 - whatever the library finds
            said = f"{asked.method} {asked.url} {str(body)[:300]}: {answer.text[:300]}\n{fault}"
            found.append((answer.status_code, said[:1500]))
        else:
            found.append((answer.status_code,))

    try:
        ask()
    except Exception as fault:
        if "Unsatisfiable" not in type(fault).__name__ and "negative" not in str(fault).lower():
            raise
    yield from found


def _can_be_sent(value: str | bytes) -> bool:
    """Whether a header's value may stand in a request at all."""
    text = value.decode("latin-1") if isinstance(value, bytes) else value
    return text.isascii() and text.isprintable() and text == text.strip()
