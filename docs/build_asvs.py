"""Write docs/security/asvs.md from asvs.yaml beside it: ``python -m docs.build_asvs``."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "security"
DATA, PAGE = FOLDER / "asvs.yaml", FOLDER / "asvs.md"
BY_TEST, BY_DOCUMENT, NOT_HERE, OPEN = "by a test", "by a document", "does not concern us", "open"
STANDINGS = (BY_TEST, BY_DOCUMENT, NOT_HERE, OPEN)
LEVELS = (1, 2)
STANDARD = "https://owasp.org/www-project-application-security-verification-standard/"
ABOUT = f"""\
# What the standard asks, and what keeps it

The [Application Security Verification Standard 5.0.0]({STANDARD})
of OWASP lists what a web application should keep. Here stands each requirement of its levels 1
and 2 by its number, **in words of our own**: read the standard for its own. Beside each stands the
test that fails if it is not kept, or the part of a document, or why it does not concern us, or what
is missing. Nobody from outside has examined this list: it is our own word. A test holds that
whatever is named here is there.
"""
COUNTED = """\
"By a test": one or more of the named tests try it. "By a document": it is asked for in writing, or
is left to whoever runs the machine, and [a page](controls.md) or a file of the program says it.
"""


@dataclass(frozen=True)
class Requirement:
    """One requirement of the standard, and how it stands here."""

    number: str
    """As the standard has it: V1.2.3."""
    level: int
    says: str
    kept: tuple[str, ...] = ()
    """Tests (path::name), parts of pages (path#anchor) and files, from the root of the house."""
    note: str = ""
    not_applicable: str = ""
    open: str = ""

    @property
    def standing(self) -> str:
        """How it stands, one of ``STANDINGS``."""
        if self.open:
            return OPEN
        if self.not_applicable:
            return NOT_HERE
        return BY_TEST if any("::" in one for one in self.kept) else BY_DOCUMENT


@dataclass(frozen=True)
class Chapter:
    """A chapter of the standard."""

    number: str
    name: str
    requirements: tuple[Requirement, ...]


def read_chapters(data: Path = DATA) -> tuple[Chapter, ...]:
    """Everything that the file of data tells; TypeError where it tells what nobody knows."""
    told: list[dict[str, Any]] = yaml.safe_load(data.read_text("utf-8"))
    return tuple(
        Chapter(
            one["chapter"],
            one["name"],
            tuple(
                Requirement(**(asked | {"kept": tuple(asked.get("kept", ()))}))
                for asked in one["requirements"]
            ),
        )
        for one in told
    )


def build_asvs(chapters: Iterable[Chapter] | None = None) -> str:
    """The whole page."""
    told = tuple(chapters) if chapters is not None else read_chapters()
    every = [one for chapter in told for one in chapter.requirements]
    missing = [one for one in every if one.standing == OPEN]
    lines = [ABOUT, "## How much is kept", "", *_counts(every), "", COUNTED]
    lines += ["## What is open", "", f"{len(missing)} of {len(every)}:", ""]
    lines += [f"- **{one.number}** (level {one.level}) {one.says} {_ended(one)}" for one in missing]
    for chapter in told:
        lines += ["", f"## {chapter.number} {chapter.name}", ""]
        lines += ["| Number | Level | What is asked | What keeps it |", "|---|---|---|---|"]
        lines += [
            f"| {one.number} | {one.level} | {one.says} | {_keeps(one)} |"
            for one in chapter.requirements
        ]
    return "\n".join(lines) + "\n"


def _counts(every: list[Requirement]) -> list[str]:
    counted = Counter((one.standing, level) for one in every for level in (one.level, 0))
    lines = ["| | Level 1 | Level 2 | Both |", "|---|---|---|---|"]
    for standing in STANDINGS:
        row = [str(counted[standing, level]) for level in (*LEVELS, 0)]
        lines.append(f"| {standing} | {' | '.join(row)} |")
    sums = [sum(counted[one, level] for one in STANDINGS) for level in (*LEVELS, 0)]
    return [*lines, f"| all | {' | '.join(map(str, sums))} |"]


def _keeps(one: Requirement) -> str:
    parts = []
    if one.open:
        parts.append(f"**Open:** {_ended(one)}")
    elif one.not_applicable:
        parts.append(f"Does not concern us: {one.not_applicable}.")
    if one.kept:
        parts.append(", ".join(map(_reference, one.kept)))
    if one.note:
        parts.append(f"({one.note})")
    return "<br>".join(parts)


def _ended(one: Requirement) -> str:
    return f"{one.open[:1].upper()}{one.open[1:]}."


def _reference(kept: str) -> str:
    path, _, anchor = kept.partition("#")
    if not path.startswith("docs/"):
        return f"`{kept}`"
    inside = path.removeprefix("docs/")
    target = inside.removeprefix("security/") if inside.startswith("security/") else f"../{inside}"
    name = Path(path).stem.replace("-", " ")
    said = f"{name}, {anchor.replace('-', ' ')}" if anchor else name
    return f"[{said}]({target}{'#' if anchor else ''}{anchor})"


if __name__ == "__main__":
    PAGE.write_text(build_asvs(), "utf-8")
