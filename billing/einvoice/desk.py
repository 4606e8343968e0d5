"""The desk on which a file is read: its documents and lines, and all that could not be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

import pandas as pd
from lxml import etree

from billing.einvoice.figures import UnreadableError, read_day, read_number
from billing.invoice import name_document
from billing.kinds import Kind
from billing.tables import BILLED, DOCUMENTS, NO_DAY, SPLIT, Schema, table
from domain.finding import Fact, Finding, Unit, Where

SHOWN = 200
"""Characters of a value that a finding shows."""
MOST_FAULTS = 1_000
"""Faults told of one file; the next says only that there are more."""
RATE_DECIMALS = 2
WHOLE = 10_000
"""Hundredths of a percent."""


@dataclass(frozen=True, slots=True)
class Read:
    """What files say, in columns (billing/tables), and everything that could not be read.

    ``split`` has what the file says of funders, by our line id (by document and number of the
    line where there is none); its grants are empty.
    """

    documents: pd.DataFrame
    billed: pd.DataFrame
    split: pd.DataFrame
    findings: tuple[Finding, ...]


Row = dict[str, object]


@dataclass(slots=True)
class Desk:
    """Rows of files as they come."""

    file: str
    sha256: str
    syntax: str
    documents: list[Row] = field(default_factory=list)
    billed: list[Row] = field(default_factory=list)
    split: list[Row] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    names: dict[str, int] = field(default_factory=dict)
    """Names given, and how often each was asked for."""
    told: int = 0
    """Faults of the file so far."""

    def turn_to(self, file: str, sha256: str, syntax: str) -> "Desk":
        """The same desk for the next file: its rows join those that lie there already."""
        return replace(self, file=file, sha256=sha256, syntax=syntax, told=0)

    def name(self, seller: str, number: str) -> str:
        """What to call a document; a second one of the same name is told apart by ``#2``."""
        first = name_document(seller, number)
        copy = self.names.get(first, 0) + 1
        name = first if copy == 1 else f"{first}#{copy}"
        while name in self.names:
            copy += 1
            name = f"{first}#{copy}"
        self.names |= {first: copy, name: 1}
        return name

    def text(self, node: etree._Element, path: str) -> str:
        """Words at a path, empty where there are none."""
        return join_words(node.findtext(path) or "")

    def fault(
        self,
        kind: Kind,
        about: str,
        node: etree._Element,
        why: str,
        cents: int = 0,
        facts: Mapping[str, Fact] | None = None,
    ) -> None:
        """Note a fault at an element."""
        self.told += 1
        if self.told > MOST_FAULTS + 1:
            return
        if self.told > MOST_FAULTS:
            kind, why = Kind.D01, "many"
        value = join_words(node.text or "")[:SHOWN]
        column = local_name(node)
        where = Where(self.file, row=line_of(node) or None, column=column, value=value)
        unit = Unit.CENTS if cents else Unit.COUNT
        named = {"why": why, **(facts or {})}
        self.findings.append(Finding(kind.value, about, named, cents, unit, where))

    def number(
        self,
        kind: Kind,
        about: str,
        node: etree._Element,
        path: str,
        places: int,
        otherwise: int | None = None,
    ) -> int:
        """A number at a path in units of its last place.

        Nothing where it cannot be read, and ``otherwise`` where it is not there; None: it is
        asked for, and its absence is a fault.
        """
        found = node.find(path)
        if found is None:
            if otherwise is None:
                self.fault(kind, about, node, "missing", facts={"element": last_step(path)})
            return otherwise or 0
        return self.value(kind, about, found, found.text or "", places)

    def value(self, kind: Kind, about: str, node: etree._Element, text: str, places: int) -> int:
        """A number that stands at an element; nothing, and a fault, where it is none."""
        try:
            return read_number(text, places)
        except UnreadableError as fault:
            self.fault(kind, about, node, fault.why, facts={"text": join_words(text)[:SHOWN]})
            return 0

    def rate(self, kind: Kind, about: str, node: etree._Element, path: str) -> int:
        """A rate of VAT in hundredths of a percent; a fault where it is none of 0 to 100."""
        found = self.number(kind, about, node, path, RATE_DECIMALS, 0)
        if 0 <= found <= WHOLE:
            return found
        self.fault(kind, about, node, "rate", facts={"rate": found})
        return 0

    def day(self, kind: Kind, about: str, node: etree._Element, path: str) -> int:
        """A day at a path; no day where there is none, and a fault where it cannot be read."""
        found = node.find(path)
        return NO_DAY if found is None else self.written_day(kind, about, found, found.text or "")

    def written_day(self, kind: Kind, about: str, node: etree._Element, text: str) -> int:
        """A day that stands at an element; no day, and a fault, where it is none."""
        try:
            return read_day(text).toordinal()
        except UnreadableError as fault:
            self.fault(kind, about, node, fault.why, facts={"text": join_words(text)[:SHOWN]})
            return NO_DAY

    def share(self, line: str, funder: str, cents: int) -> None:
        """What a funder pays of a line."""
        self.split.append({"line": line, "funder": funder, "grant": "", "cents": cents})

    def close(self) -> Read:
        """Everything read, in columns."""
        return Read(
            make_table(DOCUMENTS, self.documents),
            make_table(BILLED, self.billed),
            make_table(SPLIT, self.split),
            tuple(self.findings),
        )


def plain_row(document: str, number: str, words: str, cents: int) -> Row:
    """A line of a mere amount."""
    return {
        "document": document,
        "number": number,
        "row": 0,
        "object": "",
        "client": "",
        "component": "",
        "worker": "",
        "activity": "",
        "first": NO_DAY,
        "last": NO_DAY,
        "quantity": -10_000 if cents < 0 else 10_000,
        "unit": "sum",
        "base": 0,
        "minutes": -1,
        "unit_price": abs(cents) * 100,
        "allowance": 0,
        "net": cents,
        "vat_category": "",
        "vat_rate": 0,
        "said": words,
    }


def fingerprint(data: bytes) -> str:
    """Sha256 of the bytes of a file."""
    return sha256(data).hexdigest()


def join_words(text: str) -> str:
    """Words with single spaces between them."""
    return " ".join(text.split())


def line_of(node: etree._Element) -> int:
    """Line of the file on which an element stands; 0: not known."""
    told: Any = node.sourceline
    return told if isinstance(told, int) else 0


def local_name(node: etree._Element) -> str:
    """Name of an element without its namespace."""
    return last_step(str(node.tag))


def last_step(path: str) -> str:
    """Last name of a path."""
    return path.rpartition("}")[2].rpartition("/")[2]


def make_table(schema: Schema, rows: Sequence[Row]) -> pd.DataFrame:
    """Rows as a table."""
    return table(schema, {name: [row[name] for row in rows] for name in schema.names})
