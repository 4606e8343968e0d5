"""Pages of the documentation taken apart: fenced blocks, tables, headings and links."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

HOUSE = Path(__file__).parents[2]
README = HOUSE / "README.md"
DOCS = HOUSE / "docs"
READER = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Fence:
    """A fenced block: its language (may be empty), its lines, where it begins."""

    language: str
    lines: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Table:
    """A table under a heading; ``note`` is the HTML comment just above it, else empty."""

    heading: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str


def read_blocks(page: Path) -> tuple[Fence | Table, ...]:
    """Fenced blocks and tables, in the order of the page."""
    return tuple(_blocks(READER.parse(page.read_text("utf-8"))))


def read_fences(page: Path) -> tuple[Fence, ...]:
    """Fenced blocks alone."""
    return tuple(block for block in read_blocks(page) if isinstance(block, Fence))


def read_tables(page: Path) -> tuple[Table, ...]:
    """Tables alone."""
    return tuple(block for block in read_blocks(page) if isinstance(block, Table))


def read_links(page: Path) -> tuple[str, ...]:
    """Targets of links and pictures."""
    tokens = READER.parse(page.read_text("utf-8"))
    inner = (child for token in tokens for child in token.children or ())
    found = (child.attrGet("href") or child.attrGet("src") for child in inner)
    return tuple(str(target) for target in found if target)


def read_anchors(page: Path) -> frozenset[str]:
    """Names by which a link can point at a heading."""
    tokens = READER.parse(page.read_text("utf-8"))
    headings = [
        tokens[k + 1].content for k, token in enumerate(tokens) if token.type == "heading_open"
    ]
    return frozenset(
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings
    )


def _blocks(tokens: list[Token]) -> Iterator[Fence | Table]:
    heading = note = ""
    for k, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = tokens[k + 1].content
        elif token.type == "fence":
            line = token.map[0] + 1 if token.map else 0
            yield Fence(token.info.strip(), tuple(token.content.splitlines()), line)
        elif token.type == "table_open":
            head, *rows = _rows(tokens[k:])
            yield Table(heading, head, tuple(rows), note)
        if token.type == "html_block":
            note = token.content.strip().removeprefix("<!--").removesuffix("-->").strip()
        elif token.level == 0 and token.nesting >= 0 and token.type != "table_open":
            note = ""


def _rows(tokens: list[Token]) -> Iterator[tuple[str, ...]]:
    cells: list[str] = []
    for k, token in enumerate(tokens):
        if token.type == "tr_open":
            cells = []
        elif token.type in {"th_open", "td_open"}:
            cells.append(tokens[k + 1].content.strip())
        elif token.type == "tr_close":
            yield tuple(cells)
        elif token.type == "table_close":
            return
