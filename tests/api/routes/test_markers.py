"""A thousand invented names and codes through every door: none is left lying where it may not."""

import json
import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from fastapi.routing import APIRoute
from pythonjsonlogger.json import JsonFormatter

from api.cli.log_lines import FIELDS, QUIET
from api.journeys.house_backup import back_up
from api.routes.files import WORKBOOK
from api.security.rights import OF_A_PERSON, Role
from api.store.people import put_provider
from api.store.unit import Actor
from domain.provider import Provider
from tests.api.clients import TestClient
from tests.api.routes.conftest import House
from tests.api.routes.markers import MANY, Markers, every_row, make_markers, marked
from tests.api.routes.test_permissions import IDS, PART
from tests.api.store.places import AT

STAFF = tuple(role for role in Role if role not in OF_A_PERSON)


@pytest.fixture(scope="module")
def markers() -> Markers:
    """Five hundred names, five hundred codes."""
    return make_markers()


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the house writes to standard error, by the lines of its own log."""
    said = StringIO()
    handler = logging.StreamHandler(said)
    handler.setFormatter(JsonFormatter([*FIELDS, "exc_info"]))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    quiet = [logging.getLogger(name) for name in QUIET]
    for one in quiet:
        one.disabled = True
    yield said
    for one in quiet:
        one.disabled = False
    root.removeHandler(handler)
    root.setLevel(before)


class Asker:
    """Asks with markers, and looks at whatever is refused."""

    def __init__(self, markers: Markers) -> None:
        self._markers = markers
        self.asked = 0
        self.statuses: set[int] = set()

    def ask(self, client: TestClient, method: str, path: str, **told: Any) -> Any:
        """One request; a refusal tells no marker but those that its own asker has just written."""
        self.asked += 1
        headers = {"Idempotency-Key": f"m{self.asked}", **told.pop("headers", {"If-Match": "*"})}
        with client.stream(method, path, headers=headers, **told) as answer:
            if "event-stream" in answer.headers.get("content-type", ""):
                return answer
            answer.read()
        self.statuses.add(answer.status_code)
        if answer.status_code >= 400:
            own = self._markers.found(json.dumps(told, default=str) + path)
            strange = self._markers.found(answer.content) - own
            assert "content" in told or not strange, (method, path, answer.text[:500])
            if answer.status_code != 422:
                assert not self._markers.found(answer.content), (method, path, answer.text[:500])
        return answer


def _doors(house: House) -> list[tuple[str, str]]:
    return [
        (method, route.path)
        for route in house.app.routes
        if isinstance(route, APIRoute) and route.include_in_schema
        for method in sorted(route.methods or ())
    ]


def _at(path: str, kind_id: str) -> str:
    return PART.sub(lambda part: (IDS | {"id": kind_id})[part[1]], path)


def _through_every_door(house: House, asker: Asker, markers: Markers) -> None:
    callers = [house.signed_in(*STAFF), house.by_key(), house.nobody()]
    names = iter(markers.names * 20)
    for method, path in _doors(house):
        if path.endswith("/sign-out"):
            continue
        for client in callers:
            name = next(names)
            body: dict[str, Any] = {
                "name": name,
                "home": name,
                "reason": name,
                name: name,
                "password": name,
            }
            body |= {"login": name, "proof": name, "code": name, "secret": name, "names": [name]}
            told: dict[str, Any] = {"json": body} if method in {"POST", "PUT"} else {}
            asker.ask(client, method, _at(path, "C001"), params={"fields": name, "q": name}, **told)
            asker.ask(client, method, _at(path, "C001"))
            if method == "GET":
                asker.ask(client, method, _at(path, name))


def _through_records(house: House, asker: Asker, markers: Markers) -> None:
    client = house.by_key()
    new = {"If-None-Match": "*"}
    for number, (name, code) in enumerate(zip(markers.names[:60], markers.codes[:60], strict=True)):
        record = {"name": name, "home": name, "languages": ["et"], "themes": [name]}
        at = f"/api/v1/clients/N{number}"
        born = {"personal_code": code, "born": None}
        asker.ask(client, "PUT", at, json=record | born, headers=new)
        asker.ask(client, "PUT", at, json=record | {"born": name, name: code}, headers=new)
        asker.ask(client, "GET", at)
        asker.ask(client, "GET", f"/api/v1/clients?{name}={code}&after={name}")


def _through_files(house: House, asker: Asker, markers: Markers) -> None:
    client = house.by_key()
    book = asker.ask(client, "GET", "/api/v1/exports/people.xlsx")
    assert book.status_code == 200
    headers = {"Content-Type": WORKBOOK}
    asker.ask(client, "POST", "/api/v1/imports", content=book.content, headers=headers)
    broken = book.content[:-200] + markers.names[7].encode()
    asker.ask(client, "POST", "/api/v1/imports", content=broken, headers=headers)
    for path in ("deliver", "reconcile"):
        name = markers.names[11]
        files = {"delivered": (f"{name}.csv", f"{name};{markers.codes[3]}\n".encode(), "text/csv")}
        asker.ask(client, "POST", f"/api/v1/months/{path}", files=files, data={name: name})


def _through_faults(
    house: House, asker: Asker, markers: Markers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Something inside fails, and what it says names somebody."""
    client = house.by_key()
    paths = ("/api/v1/clients/C001", "/api/v1/clients", "/api/v1/workers")
    faults = (
        RuntimeError(markers.names[1]),
        ValueError(markers.codes[1]),
        sa.exc.OperationalError(markers.names[2], {"name": markers.codes[2]}, Exception("x")),
        KeyError(markers.names[3]),
    )
    for fault in faults:
        with monkeypatch.context() as patched:

            def fail(*_: object, fault: Exception = fault, **__: object) -> None:
                raise fault

            patched.setattr("api.store.repository.Repository._read", fail)
            for path in paths:
                assert asker.ask(client, "GET", path).status_code in {500, 503}


def test_a_thousand_names_and_codes_are_left_lying_nowhere(
    house: House,
    people: Provider,
    markers: Markers,
    log: StringIO,
    address: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert len({*markers.names, *markers.codes}) == 2 * MANY
    with house.store.write(Actor(1, "test"), AT) as unit:
        put_provider(unit, marked(people, markers))
    asker = Asker(markers)
    _through_every_door(house, asker, markers)
    _through_records(house, asker, markers)
    _through_files(house, asker, markers)
    assert max(asker.statuses) < 500
    _through_faults(house, asker, markers, monkeypatch)
    seen = house.by_key().get("/api/v1/clients?most=200").content
    assert len(markers.found(seen)) >= 200, "people are told to whoever may see them"
    assert {200, 401, 403, 404, 422, 500, 503} <= asker.statuses

    lines = log.getvalue()
    assert lines.count("\n") >= asker.asked
    assert markers.found(lines) == set()
    assert markers.found(house.nobody().get("/metrics").content) == set()
    left = {table: markers.found(row) for table, row in every_row(address)}
    assert {table: found for table, found in left.items() if found} == {}
    made, findings = back_up(house.store, tmp_path / "backups", AT)
    assert made is not None, findings
    files = [one for one in tmp_path.rglob("*") if one.is_file() and "secret" not in one.name]
    assert {made.data, made.keys} <= set(files)
    lying = {one.name: markers.found(one.read_bytes()) for one in files}
    assert {name: found for name, found in lying.items() if found} == {}
    assert any(one.name == "house.db" for one in files) == address.startswith("sqlite")


def test_a_marker_is_found_wherever_it_lies(markers: Markers) -> None:
    name, code = markers.names[5], markers.codes[6]
    for told in (f"x{name}y", f"x{name}".encode("utf-16-le"), f'{{"a": "{name}"}}'):
        assert markers.found(told) == {name}
    assert markers.found(b"\x00\x01" + code.encode() + b"\xff") == {code}
    assert markers.found("Zqvx and 3010101") == set()
