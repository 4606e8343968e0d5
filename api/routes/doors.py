"""A door: an address, what may be done there, who may, and which step of work stands behind it.

Doors are data, in visible tuples; ``opening`` makes routes of them. None is open unless it says
which right it needs, or why it needs none.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from threading import Event
from typing import Any, Literal

from pydantic import BaseModel
from starlette.requests import Request

from api.routes.models import Loose
from api.routes.problems import Refused
from api.security.rights import Caller, Right
from api.settings import Settings
from api.store.unit import Actor, Store
from domain.words import Language

Clock = Callable[[], datetime]
JSON = "application/json"
MEGABYTE = 1_000_000
ANY_REVISION = "*"


@dataclass(frozen=True)
class House:
    """What every request works with."""

    store: Store
    settings: Settings
    clock: Clock
    stopping: Event = field(default_factory=Event)
    """Set when the house is about to close: whoever listens is let go."""
    operator: Caller | None = None
    """Who asks, where a command opened the house for itself; None: requests say it."""


@dataclass(frozen=True, slots=True)
class Public:
    """A door without a right, and why that is right."""

    reason: str


@dataclass(frozen=True)
class Ask:
    """A request, understood."""

    house: House
    caller: Caller | None
    at: datetime
    language: Language
    path: Mapping[str, Any]
    query: Any
    body: Any
    """The model that the door takes, or bytes."""
    headers: Mapping[str, str]
    address: str
    """Where the request comes from."""
    number: str
    """Of the request, as the answer and the log name it."""
    request: Request = field(repr=False)

    @property
    def who(self) -> Caller:
        """Whoever asks; RuntimeError at a public door, where nobody is known."""
        if self.caller is None:
            message = "nobody is known at a public door"
            raise RuntimeError(message)
        return self.caller

    @property
    def actor(self) -> Actor:
        """In whose name the store is opened."""
        return Actor(self.who.tenant, self.who.name)

    def expected(self) -> int | None:
        """The revision on which a change rests, 0: there is none yet, None: any there is.

        Refused (428) where the request says neither; (412) where it names no revision.
        """
        held, none = self.headers.get("if-match"), self.headers.get("if-none-match")
        if none is not None and none.strip() == ANY_REVISION and held is None:
            return 0
        if held is None or none is not None:
            raise Refused(428, "rests_on")
        if held.strip() == ANY_REVISION:
            return None
        number = held.strip().removeprefix("W/").strip('"')
        if not (number.isascii() and number.isdecimal() and len(number) <= len(str(2**31))):
            raise Refused(412, "changed_meanwhile")
        return int(number)


@dataclass(frozen=True)
class Reply:
    """What a request is answered."""

    status: int = 200
    body: bytes = b""
    media: str = JSON
    headers: Mapping[str, str] = field(default_factory=dict)
    stream: AsyncIterator[bytes] | None = None
    cookies: tuple[str, ...] = ()
    """Whole ``Set-Cookie`` values."""


Mode = Literal["read", "write", "free"]
Work = Callable[..., Reply]


@dataclass(frozen=True)
class Door:
    """One method at one address."""

    method: Literal["GET", "POST", "PUT", "DELETE"]
    path: str
    needs: Right | Public
    work: Work
    """``(unit, ask)``, or ``(ask)`` where the mode is free."""
    does: str
    """In one line, for the reference."""
    mode: Mode
    """A unit that reads, one that writes (once for each key where it is a POST), or none."""
    gives: type[BaseModel] | None = None
    status: int = 200
    accepts: type[BaseModel] | None = None
    """What is told where the work is put off (202)."""
    media: str = JSON
    takes: type[BaseModel] | None = None
    uploads: str = ""
    """Kind of content that is handed in as it is."""
    prepare: Callable[[Ask], Any] | None = None
    """What is made of the body before a unit begins; the work finds it in place of the body."""
    asks: type[Loose] | None = None
    ids: Mapping[str, Any] = field(default_factory=dict)
    """Parts of the address and what each may be; others are ids."""
    rests: bool = False
    """Whether a change must say on which revision it rests."""
    keyed: bool = True
    """Whether a POST needs a key; those before a provider is known have none."""
    forgets: tuple[str, ...] = ()
    """Secrets of an answer that are told once: asked again by the same key, they are empty."""
    most: int = MEGABYTE
    """Bytes of a body."""
    also: tuple[int, ...] = ()
    """Other statuses of a problem that it may answer."""
    tagged: bool = False
    """Whether it answers 304 to whoever has the very same already (``If-None-Match``)."""
    example: Any = None
    """A body that would be taken."""


def tagged(ask: Ask, body: bytes, media: str, **headers: str) -> Reply:
    """An answer under the mark of its content; nothing but that where the caller has it already."""
    mark = f'"{sha256(body).hexdigest()[:32]}"'
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    # To be kept, and asked about each time: what it says is one person's.
    told |= {"ETag": mark, "Cache-Control": "private, no-cache"}
    held = ask.headers.get("if-none-match", "")
    marks = {one.strip().removeprefix("W/") for one in held.split(",")}
    if mark in marks or held.strip() == ANY_REVISION:
        return Reply(304, headers=told)
    return Reply(200, body, media, told)


def answer(model: BaseModel, status: int = 200, **headers: str) -> Reply:
    """A model as JSON."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status, model.model_dump_json().encode(), headers=told)
