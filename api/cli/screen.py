"""What reaches the screen: words for people, or one JSON object; errors with their places."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NoReturn

import typer
from rich.console import Console
from rich.markup import escape

from api.cli.exits import BAD_INPUT
from api.exports.phrases import phrase
from api.exports.roster_json import write_json
from api.exports.said_findings import finding_document, say_finding
from api.journeys.open_week import forgives
from domain.finding import Finding
from domain.words import Language, say

NARROWEST = 100
"""Columns of a table where nobody looks at a terminal."""


@dataclass(frozen=True)
class Screen:
    """Prints in one language, or keeps standard output for JSON."""

    language: Language
    as_json: bool

    @property
    def out(self) -> Console:
        """What was asked for."""
        return Console(highlight=False, width=None if sys.stdout.isatty() else NARROWEST)

    @property
    def aside(self) -> Console:
        """What is said beside it: progress, warnings, errors."""
        return Console(stderr=True, highlight=False, soft_wrap=True)

    def say(self, key: str, /, **facts: object) -> None:
        """Say a phrase; silent where JSON was asked for."""
        if not self.as_json:
            self.out.print(escape(phrase(self.language, key, **facts)), soft_wrap=True)

    def give(self, document: dict[str, Any]) -> None:
        """Print the one JSON object."""
        sys.stdout.write(write_json(document))

    def warn(self, findings: Iterable[Finding], most: int | None = None) -> None:
        """List what was forgiven (``most`` of it), beside what was asked for; JSON has it all."""
        forgiven = [one for one in findings if forgives(one)]
        if forgiven and not self.as_json:
            self._list("warnings", "yellow", forgiven, most)

    def refuse(self, findings: list[Finding]) -> NoReturn:
        """List every error (and warning) and end: nothing was written."""
        errors = [one for one in findings if not forgives(one)]
        if self.as_json:
            self.give({"ok": False, **findings_document(findings, self.language)})
        else:
            self._list("errors", "red", errors)
            self.warn(findings)
            text = phrase(self.language, "nothing_written", count=len(errors))
            self.aside.print(f"[bold]{escape(text)}")
        raise typer.Exit(BAD_INPUT)

    def stop(self, key: str, /, **facts: object) -> NoReturn:
        """End because of one thing that was asked for and cannot be."""
        text = phrase(self.language, key, **facts)
        if self.as_json:
            self.give({"ok": False, "errors": [{"rule": key, "sentence": text}]})
        else:
            self.aside.print(f"[red]{escape(text)}")
        raise typer.Exit(BAD_INPUT)

    def _list(
        self, heading: str, colour: str, findings: list[Finding], most: int | None = None
    ) -> None:
        title = phrase(self.language, heading)
        self.aside.print(f"[bold {colour}]{title}: {len(findings)}")
        for one in findings[:most]:
            self.aside.print(f"  {escape(say_finding(self.language, one))}")
        if most is not None and len(findings) > most:
            more = say(self.language, "why.more", count=len(findings) - most)
            self.aside.print(f"  {escape(more)}: tugiplaan import")


def findings_document(findings: Iterable[Finding], language: Language) -> dict[str, Any]:
    """Errors and warnings as plain data."""
    found = list(findings)
    return {
        "errors": [finding_document(language, one) for one in found if not forgives(one)],
        "warnings": [finding_document(language, one) for one in found if forgives(one)],
    }
