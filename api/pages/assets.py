"""Styles, scripts and icons: one file of each for all pages, named by its content, kept for long.

A script is a module of its own without imports; the files of ``SCRIPTS`` stand in one module, each
in a block, below the helpers of the first. A browser asks for three files, once.
"""

import gzip
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Annotated

from pydantic import StringConstraints

from api.routes.doors import Ask, Public, Reply
from api.routes.problems import Refused

STYLES = (
    "tokens",
    "base",
    "frame",
    "components",
    "tables",
    "charts",
    "referral",
    "people",
    "week",
    "month",
    "scenario",
    "narrow",
    "print",
)
"""In this order: what stands later overrules."""
SCRIPTS = ("dom", "frame", "dialogs", "tables", "jobs", "week")
ICONS = "icons"
HERE = "/assets"
LONG = "public, max-age=31536000, immutable"
OPEN = Public("styles, scripts and icons tell nothing of anybody")
NAME = Annotated[str, StringConstraints(pattern=r"^[a-z]{1,20}\.[0-9a-f]{12}\.(css|js|svg)$")]
COMMENT = re.compile(r"/\*.*?\*/\s*", re.DOTALL)
MORE_CONTRAST = ":root[data-contrast=more]"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served."""

    address: str
    media: str
    plain: bytes
    packed: bytes


@cache
def assets() -> dict[str, Asset]:
    """Every file, by its kind: ``css``, ``js``, ``svg``."""
    return {
        "css": _made("css", "text/css", _styles()),
        "js": _made("js", "text/javascript", _scripts()),
        "svg": _made("svg", "image/svg+xml", _read(f"{ICONS}.svg")),
    }


def address_of(kind: str) -> str:
    """Where a kind of file is found."""
    return assets()[kind].address


def serve(ask: Ask) -> Reply:
    """A file by its name; Refused (404) where it is of another version."""
    wanted = f"{HERE}/{ask.path['name']}"
    found = next((one for one in assets().values() if one.address == wanted), None)
    if found is None:
        raise Refused(404)
    headers = {"Cache-Control": LONG, "Vary": "Accept-Encoding"}
    if "gzip" in ask.headers.get("accept-encoding", ""):
        return Reply(200, found.packed, found.media, headers | {"Content-Encoding": "gzip"})
    return Reply(200, found.plain, found.media, headers)


def _made(kind: str, media: str, text: str) -> Asset:
    content = text.encode()
    name = f"{HERE}/app.{sha256(content).hexdigest()[:12]}.{kind}"
    return Asset(name, media, content, gzip.compress(content, 9, mtime=0))


def _styles() -> str:
    """All styles; those of high contrast hold where it is chosen and where the system asks."""
    contrast = COMMENT.sub("", _read("contrast.css"))
    asked = contrast.replace(MORE_CONTRAST, ":root")
    texts = [COMMENT.sub("", _read(f"{name}.css")) for name in STYLES]
    return "\n".join([texts[0], f"@media (prefers-contrast:more){{{asked}}}", contrast, *texts[1:]])


def _scripts() -> str:
    helpers, *others = (_read(f"{name}.js") for name in SCRIPTS)
    return "\n".join([helpers, *(f"{{\n{text}}}" for text in others)])


def _read(name: str) -> str:
    return (files("api.pages") / "static" / name).read_text("utf-8")
