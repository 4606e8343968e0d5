"""XML from strangers: nothing is expanded, fetched or unpacked, and too much is refused.

The bytes are decoded here, strictly, before the parser sees them: what is searched for and what
is parsed is then the same text whatever encoding it came in.
"""

import re
from typing import Literal

from lxml import etree

LARGEST_BYTES = 20_000_000
MOST_TAGS = 1_500_000
"""Of a file: 15,000 lines of a UBL invoice."""
MOST_LINES = 30_000
"""Invoices, lines and allowances of a file. Lines that hold something come to the limit of tags
first: whoever sends more of them sends empty ones."""
MOST_PARTS = 250_000
"""Smaller parts that are read one by one: a dozen a line."""
_LINES = ("Invoice", "ItemEntry", "InvoiceLine", "CreditNoteLine", "AllowanceCharge", "Addition")
_PARTS = (
    *("VAT", "ItemReserve", "ItemDetailInfo", "JournalEntry", "InvoiceSumGroup"),
    *("TaxTotal", "TaxSubtotal", "DocumentReference", "AdditionalItemProperty"),
)
ENCODINGS = (
    "utf-8",
    "us-ascii",
    "utf-16",
    "iso-8859-1",
    "iso-8859-4",
    "iso-8859-13",
    "iso-8859-15",
    "windows-1252",
    "windows-1257",
)
Why = Literal[
    "too_large", "packed", "encoding", "doctype", "too_many_tags", "too_many_lines", "malformed"
]

_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARATION = re.compile(r"\s*<\?xml(?:\s[^>]{0,400})?\?>")
_PACKED = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"\x28\xb5\x2f\xfd")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class RefusedError(ValueError):
    """A file that is not taken; ``why`` is one word, ``line`` where the parser stopped."""

    def __init__(self, detail: str = "", *, why: Why, line: int = 0) -> None:
        super().__init__(f"{why}: {detail}")
        self.why = why
        self.detail = detail
        self.line = line


def parse(data: bytes) -> etree._Element:
    """The root of a document without comments; raises RefusedError on anything else."""
    text = decode(data)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as fault:
        detail = (fault.msg or "")[:200]
        raise RefusedError(detail, why="malformed", line=fault.lineno or 0) from None
    for names, most in ((_LINES, MOST_LINES), (_PARTS, MOST_PARTS)):
        found = sum(1 for _ in root.iter(*(f"{{*}}{name}" for name in names)))
        if found > most:
            detail = f"{found} > {most}"
            raise RefusedError(detail, why="too_many_lines")
    return root


def decode(data: bytes) -> str:
    """The text of a file without its declaration; RefusedError where it is not to be taken."""
    if len(data) > LARGEST_BYTES:
        detail = f"{len(data)} bytes"
        raise RefusedError(detail, why="too_large")
    if data.startswith(_PACKED):
        raise RefusedError(why="packed")
    encoding = _encoding(data)
    try:
        text = data.decode(encoding)
    except ValueError as fault:
        raise RefusedError(f"{encoding}: {fault}"[:200], why="encoding") from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise RefusedError(why="doctype")
    if text.count("<") > MOST_TAGS:
        detail = f"{text.count('<')} tags"
        raise RefusedError(detail, why="too_many_tags")
    return _blank_declaration(text)


def _encoding(data: bytes) -> str:
    """By the mark at the beginning, else by the declaration, else UTF-8."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    declared = _DECLARED.match(data)
    encoding = declared[1].decode("ascii").lower() if declared else "utf-8"
    if encoding not in ENCODINGS:
        raise RefusedError(encoding, why="encoding")
    return encoding


def _blank_declaration(text: str) -> str:
    """The text without its declaration, whose encoding no longer holds; lines stay in place."""
    declared = _DECLARATION.match(text)
    if declared is None:
        return text
    return "\n" * declared[0].count("\n") + text[declared.end() :]
