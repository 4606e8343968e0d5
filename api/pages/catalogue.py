"""What pages say in each language: gettext catalogues, compiled in memory when first asked for.

Message ids are English. ``words/*.po`` are kept by ``tools/page_words.py``; a test fails on a
message that is missing, fuzzy, unused or asks for other facts than its id.
"""

from functools import cache
from importlib.resources import files
from io import BytesIO

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from domain.words import Language


@cache
def translations(language: Language) -> Translations:
    """The sentences of a language."""
    compiled = BytesIO()
    write_mo(compiled, read_catalogue(language))
    compiled.seek(0)
    return Translations(compiled, domain="messages")


def read_catalogue(language: Language) -> Catalog:
    """The catalogue of a language as it is written."""
    with (files("api.pages") / "words" / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


@cache
def locale_of(language: Language) -> Locale:
    """How dates and numbers are written in a language; English as in Europe."""
    return Locale.parse("en_GB" if language == "en" else language)


def later(message: str) -> str:
    """Marks a sentence that is translated where it is shown."""
    return message
