"""Elements of a document in the making."""

import re

from lxml import etree

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold at all."""


def add(at: etree._Element, name: str, text: str | None = None, **told: str) -> etree._Element:
    """A child, with its words and attributes; one whose words are empty is left out."""
    if text is None:
        return etree.SubElement(at, name, told)
    words = clean(text)
    if not words:
        return at
    node = etree.SubElement(at, name, told)
    node.text = words
    return node


def clean(text: str) -> str:
    """Words with single spaces between them, without what XML cannot hold."""
    return " ".join(_FORBIDDEN.sub(" ", text).split())


def shorten(text: str, most: int) -> str:
    """Words cut to a length, with three dots where something was cut."""
    words = clean(text)
    return words if len(words) <= most else f"{words[: most - 3].rstrip()}..."
