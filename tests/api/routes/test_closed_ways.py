"""Ways that are closed: other methods, other sites, redirects, pages about the program, scripts."""

import json
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import uvicorn
from fastapi.routing import APIRoute
from typer.testing import CliRunner

from api.cli.log_lines import log_as_json
from api.cli.main import app as commands
from api.journeys.accounts import add_member
from api.routes.all_doors import DOORS
from api.security.oidc import Begun
from api.security.rights import Right, Role
from api.store.migrate import migrate
from api.store.people import put_provider
from api.store.unit import Actor
from domain.provider import Provider
from tests.api.routes.conftest import House, NewHouse
from tests.api.routes.running import running
from tests.api.store.places import AT

CLIENTS = "/api/v1/clients"
YEAR_SECONDS = 31_536_000
FORGED = {"Origin": "https://elsewhere.example"}
NOWHERE = (
    *("/.git/config", "/.git/HEAD", "/.env", "/docs", "/redoc", "/openapi.json"),
    *("/static/", "/api/", "/api/v1/", "/tugiplaan.db", "/tugiplaan.key", "/../etc/passwd"),
)


@pytest.fixture
def address(tmp_path: Path) -> str:
    """One database is enough: nothing here is about where the data lies."""
    address = f"sqlite:///{tmp_path / 'house.db'}"
    migrate(address)
    return address


def test_no_other_method_is_answered(house: House) -> None:
    client = house.by_key()
    for method in ("TRACE", "CONNECT", "PATCH", "OPTIONS", "MOVE"):
        answer = client.request(method, CLIENTS, headers=FORGED)
        assert answer.status_code == 405, method
        assert "elsewhere" not in answer.text


def test_nothing_is_told_of_the_program_its_files_or_its_folders(house: House) -> None:
    assert house.app.debug is False
    for client in (house.nobody(), house.signed_in(Role.ADMINISTRATOR)):
        for path in NOWHERE:
            answer = client.get(path, follow_redirects=False)
            assert answer.status_code == 404, path
            assert answer.headers["content-type"] == "application/problem+json"


def test_there_is_no_way_in_but_the_doors(house: House) -> None:
    assert [one for one in house.app.routes if not isinstance(one, APIRoute)] == []


def test_nothing_is_changed_by_looking(house: House) -> None:
    assert [one.path for one in DOORS if one.method == "GET" and one.mode == "write"] == []
    assert {one.method for one in DOORS} == {"GET", "POST", "PUT", "DELETE"}
    assert house.app.state.house.store is house.store


def test_nobody_is_sent_on_to_another_address(house: House) -> None:
    client = house.by_key()
    for path in (
        f"{CLIENTS}/",
        "//elsewhere.example/",
        f"{CLIENTS}?next=https://elsewhere.example",
    ):
        answer = client.get(path, headers=FORGED, follow_redirects=False)
        target = answer.headers.get("location", "/")
        assert target.startswith("/"), path
        assert not target.startswith("//"), path


def test_no_other_site_may_read_an_answer(house: House) -> None:
    asks: dict[str, str] = {**FORGED, "Access-Control-Request-Method": "PUT"}
    for client in (house.nobody(), house.by_key()):
        for method in ("GET", "OPTIONS"):
            headers = client.request(method, CLIENTS, headers=asks).headers
            assert [name for name in headers if name.startswith("access-control")] == []
            assert headers["cross-origin-resource-policy"] == "same-origin"


def test_scripts_come_from_nowhere_but_the_house_and_tls_is_for_a_year(house: House) -> None:
    for path in ("/livez", "/nowhere", CLIENTS):
        headers = house.nobody().get(path).headers
        policy = dict(
            part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
        )
        assert policy["default-src"] == "'self'"
        assert policy["object-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
        assert "script-src" not in policy
        age, *more = headers["strict-transport-security"].split("; ")
        assert int(age.removeprefix("max-age=")) >= YEAR_SECONDS
        assert "includeSubDomains" in more


def test_a_cookie_is_out_of_reach_of_scripts_and_of_other_sites(new_house: NewHouse) -> None:
    house = new_house(public_url="https://plaan.example.ee")
    told, _ = add_member(house.store, Actor(1, "test"), AT, "m@example.ee", "Mari", [Role.PLANNER])
    assert told is not None
    body = {"secret": told.secret, "password": "kolm rebast metsas"}
    answer = house.nobody().post("/api/v1/sign-in/invitation", json=body)
    name_and_secret, *flags = answer.headers["set-cookie"].split("; ")
    assert {"HttpOnly", "Secure", "Path=/", "SameSite=Lax"} == set(flags)
    name, _, secret = name_and_secret.partition("=")
    assert name.startswith("__Host-")
    assert secret
    assert secret not in answer.text


def test_what_a_browser_keeps_on_the_way_elsewhere_is_for_that_way_alone(
    new_house: NewHouse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "secret").write_text("shared")
    house = new_house(
        public_url="https://plaan.example.ee",
        oidc_issuer="https://who.example.ee",
        oidc_client_id="house",
        oidc_secret_file=tmp_path / "secret",
    )
    begun = Begun("https://who.example.ee/authorize", "ab12")
    monkeypatch.setattr("api.routes.elsewhere.go_elsewhere", lambda *_: (begun, []))
    answer = house.nobody().get(
        "/api/v1/sign-in/elsewhere",
        headers={"Sec-Fetch-Site": "same-origin"},
        follow_redirects=False,
    )
    name_and_ticket, *flags = answer.headers["set-cookie"].split("; ")
    assert name_and_ticket == "__Host-tugiplaan-way=ab12"
    assert {"HttpOnly", "Secure", "SameSite=Lax", "Max-Age=600"} < set(flags)
    assert "Path=/" in flags


def test_every_answer_says_what_it_is_and_in_which_letters(house: House, people: Provider) -> None:
    with house.store.write(Actor(1, "test"), AT) as unit:
        put_provider(unit, people)
    key, worker = house.by_key(), house.signed_in(Role.WORKER, person="W01")
    kinds = {
        path: client.get(path).headers["content-type"]
        for client, path in (
            (key, CLIENTS),
            (key, "/metrics"),
            (key, "/nowhere"),
            (worker, "/api/v1/me/calendar.ics"),
        )
    }
    assert kinds[CLIENTS] == "application/json"
    assert kinds["/nowhere"] == "application/problem+json"
    assert kinds["/metrics"].startswith("text/plain; ")
    assert kinds["/api/v1/me/calendar.ics"] == "text/calendar; charset=utf-8"
    assert "charset=utf-8" in kinds["/metrics"]


def test_a_parameter_is_taken_from_its_own_place_alone(house: House, people: Provider) -> None:
    with house.store.write(Actor(1, "test"), AT) as unit:
        put_provider(unit, people)
    client = house.by_key()
    everybody = len(client.get(CLIENTS).json()["items"])
    assert everybody > 1
    client.cookies.set("most", "1")
    assert len(client.get(CLIENTS, headers={"most": "1"}).json()["items"]) == everybody
    for query in ("tenant=2", "id=C001&most=1", "most=1&MOST=2"):
        assert client.get(f"{CLIENTS}?{query}").status_code == 422, query


class _Told(Exception):  # noqa: N818 - ends the command where it would begin to listen
    """What the server was told."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__()
        self.config = config


@pytest.mark.parametrize("proxies", ["", "10.0.0.7"])
def test_only_a_proxy_that_was_named_is_believed_who_asks(
    house: House, monkeypatch: pytest.MonkeyPatch, proxies: str
) -> None:
    def tell(config: uvicorn.Config, _house: object) -> None:
        raise _Told(config)

    monkeypatch.setattr("api.cli.serve.open_house", lambda *_, **__: (house.store, []))
    monkeypatch.setattr("api.cli.serve._Server", tell)
    monkeypatch.setattr("api.cli.serve.log_as_json", lambda: None)
    words = ["serve", "--alone", *(["--proxies", proxies] if proxies else [])]
    told = CliRunner().invoke(commands, words).exception
    assert isinstance(told, _Told), told
    assert told.config.proxy_headers is bool(proxies)
    if proxies:
        assert told.config.forwarded_allow_ips == proxies
    assert (told.config.server_header, told.config.access_log) == (False, False)


def test_where_a_request_ends_is_read_as_the_standard_says(house: House) -> None:
    after = b"GET /readyz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    chunked = (
        b"POST /api/v1/sign-in HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        b"Content-Length: 9999\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    )
    twice = (
        b"POST /api/v1/sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"
        b"Content-Length: %d\r\n\r\n" % len(after)
    )
    with running(house.app) as address:
        host, _, port = address.removeprefix("http://").partition(":")
        ended = _send(host, int(port), chunked + after)
        refused = _send(host, int(port), twice + after)
    assert ended.startswith(b"HTTP/1.1 422 ")
    assert ended.count(b"HTTP/1.1 ") == 2
    assert refused.startswith(b"HTTP/1.1 400 ")
    assert b'"ready"' not in refused


def test_a_line_of_the_log_stays_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    with _own_log() as log:
        log.info("one\nforged %s", 'two"}\n{"message": "three')
    lines = capfd.readouterr().err.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("{")
    at = datetime.fromisoformat(json.loads(lines[0])["at"])
    assert at.utcoffset() == timedelta(0)
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=5)


def test_the_log_says_whom_a_door_was_closed_to(
    house: House, capfd: pytest.CaptureFixture[str]
) -> None:
    client = house.by_key(scopes=frozenset({Right.WEEK_LOOK}))
    with _own_log():
        assert client.get("/api/v1/clients").status_code == 403
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    (line,) = [one for one in lines if one.get("status") == 403]
    assert line["caller"]
    assert line["provider"] == 1


@contextmanager
def _own_log() -> Iterator[logging.Logger]:
    """The log as the house writes it, given back as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    quiet = {one: one.disabled for one in map(logging.getLogger, ("uvicorn.access", "httpx"))}
    try:
        log_as_json()
        yield logging.getLogger("tugiplaan.test")
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        for one, disabled in quiet.items():
            one.disabled = disabled


def _send(host: str, port: int, asked: bytes) -> bytes:
    """Everything that is answered to these bytes."""
    found = bytearray()
    with socket.create_connection((host, port), timeout=2) as line:
        line.sendall(asked)
        try:
            while piece := line.recv(65_536):
                found += piece
        except TimeoutError:
            pass
    return bytes(found)
