"""What a page tells the reader to type, what it shows as answer, and what it writes into cells."""

import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tests.docs.pages import Fence, Table, read_blocks

PROMPT = "$ "
ANYTHING = "…"
PROGRAM = "tugiplaan"
WRITES = "write into "
INSTALLS = ("make", "python3", "py", ".venv", "sh")


@dataclass
class Typed:
    """A command and the answer shown; None where the page shows no answer."""

    line: int
    words: list[str]
    shown: list[str] | None = None
    code: int = 0


@dataclass(frozen=True)
class Written:
    """Cells that the reader is told to fill: sheet, cell, what stood there, what to write."""

    workbook: str
    cells: tuple[tuple[str, str, str, str], ...] = field(default=())


def read_steps(page: Path) -> tuple[Typed | Written, ...]:
    """Commands of the program and cells to fill, in the order of the page.

    In ```console blocks a command has the prompt ``$`` before it and its answer below it;
    ``[exit code 2]`` as the last line says how it ends. In other blocks each line that begins
    with the program's name is a command without an answer.
    """
    return tuple(_steps(read_blocks(page)))


def read_installs(page: Path) -> tuple[list[str], ...]:
    """Blocks of commands that make an environment, install or call make."""
    found = []
    for fence in (block for block in read_blocks(page) if isinstance(block, Fence)):
        first = fence.lines[0].split()[0] if fence.lines and fence.lines[0].split() else ""
        if fence.language == "sh-install" or _is_install(fence.language, first):
            found.append([line for line in fence.lines if line.strip()])
    return tuple(found)


def fits(shown: list[str], printed: list[str]) -> bool:
    """Whether an answer is what the page shows; … stands for any text or any lines."""
    at, back, kept = 0, -1, 0
    row = 0
    while row < len(printed):
        if at < len(shown) and shown[at] == ANYTHING:
            back, kept = at, row
            at += 1
        elif at < len(shown) and _fits_line(shown[at], printed[row]):
            at, row = at + 1, row + 1
        elif back >= 0:
            kept += 1
            at, row = back + 1, kept
        else:
            return False
    return all(line == ANYTHING for line in shown[at:])


def _steps(blocks: tuple[Fence | Table, ...]) -> Iterator[Typed | Written]:
    for block in blocks:
        if isinstance(block, Table):
            if block.note.startswith(WRITES):
                cells = tuple((row[0], row[1], row[2], row[3]) for row in block.rows)
                yield Written(block.note.removeprefix(WRITES), cells)
        elif block.language == "console":
            yield from _dialogue(block)
        elif block.language != "sh-install":
            for k, line in enumerate(block.lines, block.line + 1):
                if line.split()[:1] == [PROGRAM]:
                    yield Typed(k, shlex.split(line))


def _dialogue(fence: Fence) -> Iterator[Typed]:
    said: list[Typed] = []
    for k, line in enumerate(fence.lines, fence.line + 1):
        if line.startswith(PROMPT):
            said.append(Typed(k, shlex.split(line.removeprefix(PROMPT))))
        elif line.startswith("[exit code ") and said:
            said[-1].code = int(line.removeprefix("[exit code ").removesuffix("]"))
        elif said:
            said[-1].shown = [*(said[-1].shown or ()), line.rstrip()]
        else:
            message = f"line {k}: an answer before any command"
            raise ValueError(message)
    yield from said


def _is_install(language: str, first: str) -> bool:
    return language == "sh" and first.startswith(INSTALLS)


def _fits_line(shown: str, printed: str) -> bool:
    """One line; … inside it stands for any text, none included."""
    first, *rest = shown.split(ANYTHING)
    if not rest:
        return shown == printed
    *middle, last = rest
    if not printed.startswith(first) or not printed.endswith(last):
        return False
    at, end = len(first), len(printed) - len(last)
    for part in middle:
        at = printed.find(part, at, end)
        if at < 0:
            return False
        at += len(part)
    return at <= end
