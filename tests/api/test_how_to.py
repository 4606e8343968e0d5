"""The commands of the pages for coordinators run as they stand there."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.main import app

PAGES = Path(__file__).parents[2] / "docs" / "how-to"
COMMAND = re.compile(r"^tugiplaan (.*)$", re.MULTILINE)
BLOCK = re.compile(r"^```\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands_of(page: str) -> list[list[str]]:
    """Every command of a page, with a second for the search in the place of twenty."""
    text = (PAGES / page).read_text("utf-8").replace("--seconds 20", "--seconds 1")
    return [shlex.split(line) for line in COMMAND.findall(text)]


def run(words: list[str]) -> int:
    return CliRunner().invoke(app, words).exit_code


def test_the_week_can_be_planned_as_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = commands_of("plan-a-week.md")
    assert [words[0] for words in commands] == ["sample", "import", "roster", "why", "check"]
    assert [run(words) for words in commands] == [0] * len(commands)
    assert (tmp_path / "week-48" / "roster.html").exists()


def test_the_matrix_of_the_page_is_a_good_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (sample, *_) = commands_of("plan-a-week.md")
    (roster,) = commands_of("use-your-own-travel-matrix.md")
    (ways,) = BLOCK.findall((PAGES / "use-your-own-travel-matrix.md").read_text("utf-8"))
    (tmp_path / "ways.csv").write_text(ways, "utf-8")
    assert [run(sample), run(roster)] == [0, 0]
