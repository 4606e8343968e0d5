"""A page: a door for people, and whoever comes to it.

A page is a ``Door`` with a form in place of JSON. It declares its right like any other, is told who
comes and how they want pages to look, and answers with a template or sends them on.
"""

import gzip
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from api.journeys.who_is_it import Known
from api.pages.catalogue import translations
from api.pages.drawing import draw
from api.pages.forms import PLAIN, Fields
from api.pages.frame import Frame, frame_of
from api.pages.look import Look
from api.routes.callers import is_safe
from api.routes.doors import Ask, Door, Reply

HTML = "text/html; charset=utf-8"
SEE_OTHER = 303
SAID = "tugiplaan-said"
SAID_SECONDS = 60
PACKED_FROM = 1000
"""Bytes from which packing an answer is worth its time."""


@dataclass(frozen=True)
class Page(Door):
    """One method at one address, for people. ``takes`` is the model of a form."""

    keyed: bool = False
    """Whether a form's own key keeps what it asks for from being done twice."""
    uploads: str = PLAIN
    """Kind of form that a POST brings: ``forms.PLAIN``, or ``forms.FORM`` with files."""
    media: str = HTML
    asks_who: bool = True
    """Whether it is found out who comes; files that are the same for everybody need not know."""


@dataclass(frozen=True)
class Visit(Ask):
    """A request for a page, understood."""

    known: Known | None = None
    """Whoever comes with the cookie, however far in."""
    look: Look = field(default_factory=lambda: Look("et"))
    fields: Fields = field(default_factory=Fields)
    said: str = ""
    """What the page before wants said on this one."""

    @property
    def frame(self) -> Frame:
        """What stands around the page."""
        paths: frozenset[str] = self.request.app.state.paths
        return frame_of(self.known, self.look, self.request.url, paths, self.said, self.number)

    def _(self, message: str, **facts: object) -> str:
        """A sentence in the visitor's language, with its facts."""
        told = translations(self.language).gettext(message)
        return told % facts if facts else told

    def ngettext(self, one: str, many: str, number: int) -> str:
        """A sentence in the form that goes with a number, which it names ``%(num)d``."""
        told = translations(self.language).ngettext(one, many, number)
        return told % {"num": number}

    def show(self, template: str, status: int = 200, **facts: Any) -> Reply:
        """A page made from a template; nothing of it is kept anywhere."""
        text = draw(self.language, template, me=self.frame, **facts)
        cookies = (_said_line(self, ""),) if self.said else ()
        return packed(Reply(status, text.encode(), HTML, cookies=cookies), self.headers)

    def go(self, address: str, say: str = "", cookies: tuple[str, ...] = ()) -> Reply:
        """Send the visitor on to a page of ours, where something is said."""
        told = (_said_line(self, say),) if say else ()
        return Reply(SEE_OTHER, headers={"Location": address}, cookies=(*cookies, *told))


def packed(reply: Reply, headers: Mapping[str, str]) -> Reply:
    """A reply as small as the browser can take it."""
    told = {
        **reply.headers,
        "Vary": "Accept-Encoding, Cookie, Accept-Language",
        # Where nothing at all is told, browsers hide from us that a form is our own.
        "Referrer-Policy": "same-origin",
    }
    body = reply.body
    if "gzip" in headers.get("accept-encoding", "") and len(body) >= PACKED_FROM:
        body, told["Content-Encoding"] = gzip.compress(body, 5, mtime=0), "gzip"
    return Reply(reply.status, body, reply.media, told, cookies=reply.cookies)


def _said_line(visit: Visit, words: str) -> str:
    safe = "; Secure" if is_safe(visit.house) else ""
    told = urlsafe_b64encode(words.encode()).decode().rstrip("=")
    lasts = SAID_SECONDS if words else 0
    return f"{SAID}={told}; Path=/; HttpOnly; SameSite=Lax; Max-Age={lasts}{safe}"
