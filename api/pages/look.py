"""How somebody wants pages to look: language, light or dark, more contrast; kept in a cookie."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from api.routes.callers import is_safe
from api.routes.doors import House
from api.routes.problems import language_of
from domain.words import LANGUAGES, Language

COOKIE = "tugiplaan-look"
YEAR_SECONDS = 31_536_000
Theme = Literal["", "light", "dark"]
Contrast = Literal["", "more"]
THEMES: tuple[Theme, ...] = get_args(Theme)
CONTRASTS: tuple[Contrast, ...] = get_args(Contrast)


@dataclass(frozen=True, slots=True)
class Look:
    """What somebody chose; an empty word leaves the choice to their browser."""

    language: Language
    theme: Theme = ""
    contrast: Contrast = ""


def look_of(cookies: Mapping[str, str], accept_language: str) -> Look:
    """What the cookie says, each part that it does not say left to the browser."""
    parts = (cookies.get(COOKIE, "") + "...").split(".")
    language = next((one for one in LANGUAGES if one == parts[0]), None)
    theme: Theme = next((one for one in THEMES if one == parts[1]), "")
    contrast: Contrast = next((one for one in CONTRASTS if one == parts[2]), "")
    return Look(language or language_of(accept_language), theme, contrast)


def look_line(house: House, look: Look) -> str:
    """``Set-Cookie`` that keeps a choice for a year."""
    safe = "; Secure" if is_safe(house) else ""
    told = f"{look.language}.{look.theme}.{look.contrast}"
    return f"{COOKIE}={told}; Path=/; HttpOnly; SameSite=Lax; Max-Age={YEAR_SECONDS}{safe}"
