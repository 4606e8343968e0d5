"""A made-up month on disk, and commands run beside it."""

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from api.journeys.month_sample import make_month

NOVEMBER = date(2026, 11, 1)
Run = Callable[..., Result]
DECIDED = (
    *("--decide", "P03=corrected", "--decide", "all=disputed"),
    *("--reason", "Right invoices follow", "--by", "Mari Maasikas"),
)


@dataclass(frozen=True)
class Office:
    """A folder with the files of the month, and whatever was done in it."""

    folder: Path

    def run(self, *words: object) -> Result:
        """Run a command in the folder, in English unless told otherwise."""
        told = [str(word) for word in words]
        spoken = [] if "--language" in told else ["--language", "en"]
        return CliRunner().invoke(app, [*told, *spoken])

    def give(self, *words: object, code: int = 0) -> Any:
        """The one JSON object of a command that ends with a code."""
        result = self.run(*words, "--json")
        assert result.exit_code == code, result.output
        return json.loads(result.stdout)

    def reconcile(self, *more: object, code: int = 1) -> Any:
        """Compare the month with its invoices."""
        return self.give("reconcile", "month.xlsx", "--invoices", "invoices", *more, code=code)

    def close(self) -> Any:
        """Decide about everything and close November."""
        self.reconcile(*DECIDED, code=0)
        return self.give("close", "2026-11", "--by", "Mari Maasikas", "--on", "2026-12-01")

    def planted(self) -> list[tuple[str, str, int]]:
        """What was planted: code, our line, cents."""
        with (self.folder / "planted.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, delimiter=";"))
        return [(row["kind"], row["line"], int(row["cents"])) for row in rows]

    def books(self) -> dict[str, bytes]:
        """Every file of the books."""
        folder = self.folder / "books"
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }


def make_office(folder: Path) -> None:
    """Write the sample month into a folder."""
    make_month(folder, "small", NOVEMBER, 1, "en")


def copy_office(made: Path, folder: Path) -> Office:
    """The same month in a folder of its own."""
    shutil.copytree(made, folder, dirs_exist_ok=True)
    return Office(folder)


def issue_once(factory: pytest.TempPathFactory) -> Path:
    """A folder with the month closed and its invoices issued, for tests to copy."""
    made, folder = factory.mktemp("made"), factory.mktemp("issued")
    make_office(made)
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(folder)
        office = copy_office(made, folder)
        office.close()
        office.give("invoice", "2026-11")
    return folder
