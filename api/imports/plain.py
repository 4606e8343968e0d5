"""Cells as people mean them: blanks of every kind, minus signs, numbers kept as text, mojibake."""

import re
import unicodedata
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from api.imports.tables import RawCell
from api.workbook.vocabulary import NO, YES

BLANKS = str.maketrans(
    {
        "\u00a0": " ",
        "\u2007": " ",
        "\u2009": " ",
        "\u202f": " ",
        "\u200b": None,
        "\ufeff": None,
    }
)
"""Blanks that look like blanks and are none to a program, and marks that nobody sees."""
MINUS = str.maketrans({"\u2212": "-", "\u2013": "-", "\u2014": "-"})
GUARDED = re.compile(r"''*\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]")
"""How a text begins that was guarded against being taken for a formula."""
MISREAD_AS = ("cp1252", "cp1257", "cp1251")
"""Encodings in which programs take UTF-8 for their own."""
FIRST_FAR, LAST_FAR = "\u0530", "\u1dff"
"""Letters of scripts in which nobody writes here, beyond Latin, Greek and Cyrillic."""
ALONE = re.compile(r"(?<![^\x00-\x7f])[^\x00-\x7f](?![^\x00-\x7f])")
"""A letter that no mangling gives: every letter of ours has two bytes, so two broken ones."""
SEQUENCES = 2
"""Broken letters that make a Cyrillic text suspect; one may be chance (a capital, then №)."""


def plain_text(raw: str) -> str:
    """A text without blanks around it, every blank an ordinary one, letters composed."""
    if raw.isascii():
        return raw.strip()
    return unicodedata.normalize("NFC", raw.translate(BLANKS)).strip()


def unguard(raw: str) -> str:
    """A CSV text without the quote that guards it against being taken for a formula."""
    return raw[1:] if raw[:1] == "'" and GUARDED.match(raw) else raw


def text_of(raw: RawCell) -> str:  # noqa: PLR0911 - one type of cell, one line
    """What people see in a cell; an id 7 that a program keeps as 7.0 is ``7``."""
    match raw:
        case None:
            return ""
        case str():
            return plain_text(raw)
        case bool():
            return (YES if raw else NO).key
        case float() if raw.is_integer():
            return str(int(raw))
        case datetime():
            return raw.isoformat(sep=" ")
        case date():
            return f"{raw.day:02d}.{raw.month:02d}.{raw.year}"
        case time():
            return f"{raw.hour}:{raw.minute:02d}"
        case timedelta():
            minutes = int(raw.total_seconds()) // 60
            return f"{minutes // 60}:{minutes % 60:02d}"
        case _:
            return str(raw)


def mend(text: str) -> str | None:
    """What a mangled text was (``Ã¼`` for ``ü``); None where the text is sound."""
    if text.isascii():
        return None
    if "\ufffd" in text:
        return text.replace("\ufffd", "?")
    if ALONE.search(text):
        return None
    for encoding in MISREAD_AS:
        try:
            mended = _bytes_of(text, encoding).decode("utf-8")
        except UnicodeError:
            continue
        broken = sum(not letter.isascii() for letter in mended)
        # The bytes of Õš happen to be an Armenian mark: a text of ours is never so mangled.
        if any(FIRST_FAR <= letter <= LAST_FAR for letter in mended):
            continue
        if broken >= (SEQUENCES if encoding == "cp1251" else 1):
            return mended
    return None


def _bytes_of(text: str, encoding: str) -> bytes:
    """The bytes that gave a text; the five codes that an encoding lacks stand for themselves."""
    with suppress(UnicodeEncodeError):
        return text.encode(encoding)
    found = bytearray()
    for letter in text:
        try:
            found += letter.encode(encoding)
        except UnicodeEncodeError:
            found += letter.encode("latin-1")
    return bytes(found)
