"""``tugiplaan door``: whatever pages and programs can ask for, asked from the machine itself."""

import asyncio
import json
import secrets
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from mimetypes import guess_type
from pathlib import Path
from typing import Annotated, Any, Literal

import httpx
import typer
from rich.markup import escape

from api.app import make_app
from api.cli.account import Provider, at_desk
from api.cli.exits import BAD_INPUT
from api.cli.options import AsJson, Speak, right_now
from api.cli.screen import Screen
from api.journeys.found_house import COMMAND
from api.security.private import write_private
from api.security.rights import Caller, Role
from api.settings import Settings
from api.store.unit import Store

DOORS = "/api/v1/"
STANDARD_INPUT = Path("-")
JSON = "application/json"
ANY = "any"
FIRST_REFUSED = 400

Method = Literal["GET", "POST", "PUT", "DELETE"]


@dataclass(frozen=True)
class _Request:
    """What is sent to a door."""

    method: str
    path: str
    headers: dict[str, str]
    content: bytes | None = None
    files: list[tuple[str, tuple[str, bytes]]] = field(default_factory=list)


def door(
    method: Annotated[Method, typer.Argument(metavar="METHOD", help="GET, POST, PUT or DELETE.")],
    path: Annotated[
        str, typer.Argument(metavar="PATH", help="Such as /api/v1/referrals/R001; ? and filters.")
    ],
    *,
    body: Annotated[
        Path | None,
        typer.Option(dir_okay=False, help="File that is sent; - reads JSON from standard input."),
    ] = None,
    file: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=PATH", help="A file of a form; may be said repeatedly."),
    ] = None,
    revision: Annotated[
        str,
        typer.Option(help="Revision on which a change rests; 0: there is none yet; any."),
    ] = "",
    key: Annotated[
        str, typer.Option(help="Key by which a POST is done once; made up if not said.")
    ] = "",
    out: Annotated[
        Path | None, typer.Option(dir_okay=False, help="File for the answer, such as a workbook.")
    ] = None,
    provider: Provider = "",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Ask a door of the house, with every right: what no other command does, this one does.

    The doors stand in docs/reference/openapi.json. Whatever is done is on record as done by the
    command; doors for somebody signed in answer that nobody is.
    """
    screen = Screen(language, as_json)
    if not path.startswith(DOORS):
        screen.stop("door_path", path=path)
    headers = {"Accept-Language": language, **_rests(revision)}
    if method == "POST":
        headers["Idempotency-Key"] = key or secrets.token_hex(16)
    content = None
    if body is not None:
        content = _read(screen, body)
        headers["Content-Type"] = guess_type(body.name)[0] or JSON
    files = [_part(screen, one) for one in file or ()]
    asked = _Request(method, path, headers, content, files)
    with at_desk(screen, provider) as desk:
        caller = Caller(desk.actor.tenant, COMMAND, frozenset(Role))
        # In a thread of its own: whoever calls may have a loop of events running already.
        with ThreadPoolExecutor(1) as aside:
            answer = aside.submit(lambda: asyncio.run(_send(desk.store, caller, asked))).result()
    if answer.status_code >= FIRST_REFUSED:
        _refuse(screen, answer)
    _tell(screen, answer, out)


async def _send(store: Store, caller: Caller, asked: _Request) -> httpx.Response:
    """The answer of the application itself: nothing goes over a network."""
    settings = Settings()
    app = make_app(store, settings, right_now, operator=caller)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=settings.public_url) as client:
        return await client.request(
            asked.method,
            asked.path,
            headers=asked.headers,
            content=asked.content,
            files=asked.files or None,
        )


def _rests(revision: str) -> dict[str, str]:
    if not revision:
        return {}
    if revision == "0":
        return {"If-None-Match": "*"}
    return {"If-Match": "*" if revision == ANY else f'"{revision}"'}


def _read(screen: Screen, file: Path) -> bytes:
    try:
        return sys.stdin.read().encode() if file == STANDARD_INPUT else file.read_bytes()
    except (OSError, UnicodeError):
        screen.stop("text_unreadable", path=file)


def _part(screen: Screen, told: str) -> tuple[str, tuple[str, bytes]]:
    """A field of a form and the file that fills it."""
    name, _, path = told.partition("=")
    return name, (Path(path).name, _read(screen, Path(path)))


def _refuse(screen: Screen, answer: httpx.Response) -> None:
    """Say why not, with every finding, and end."""
    problem = answer.json()
    if screen.as_json:
        screen.give({"ok": False, "status": answer.status_code, "problem": problem})
    else:
        said = [problem["title"], *(one["sentence"] for one in problem.get("findings") or ())]
        for line in said:
            screen.aside.print(f"[red]{escape(line)}")
    raise typer.Exit(BAD_INPUT)


def _tell(screen: Screen, answer: httpx.Response, out: Path | None) -> None:
    told: Any = None
    if answer.headers.get("content-type", "").startswith(JSON):
        told = answer.json()
    if out is not None:
        try:
            write_private(out, answer.content)
        except OSError as error:
            screen.stop("cannot_write", path=out, reason=error.strerror or error)
    elif told is None and answer.content:
        screen.stop("door_to_file")
    if screen.as_json:
        facts = {"status": answer.status_code, "etag": answer.headers.get("etag")}
        screen.give({"ok": True, **facts, "answer": told})
    elif out is None and told is not None:
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
