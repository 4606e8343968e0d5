"""``tugiplaan replan``: on the screen, as JSON, and refused."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from domain.words import LANGUAGES
from tests.api.conftest import SmallWeek

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_week: SmallWeek) -> Run:
    """Re-plan the small week before it begins."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TUGIPLAAN_LANGUAGE", raising=False)
    fixed = ["replan", small_week.workbook, "--from", small_week.written.data, "--seconds", "1"]

    def run_command(*words: object) -> Result:
        given = ["--now", "E 7:00", *words]
        return CliRunner().invoke(app, [str(word) for word in [*fixed, *given]])

    return run_command


def test_an_absence_is_told_with_calls_changes_reasons_and_files(run: Run, tmp_path: Path) -> None:
    result = run("--absent", "W03:E", "--out", "w", "--language", "en")
    assert result.exit_code == 0, result.stderr
    out = result.stdout
    titles = (
        *("Week 23 November", "Re-planned as of Mon 07:00", "Clients to call:", "Workers to call:"),
        *("Changes:", "Left out before already:", "Written:"),
    )
    places = [out.index(title) for title in titles]
    assert places == sorted(places)
    assert "Away: Oleg Zarjanin." in out
    assert {p.name for p in (tmp_path / "w").iterdir()} == {
        "calendars",
        "roster.html",
        "roster.json",
        "roster.xlsx",
    }


def test_as_json_it_is_the_only_thing_on_standard_output(run: Run, tmp_path: Path) -> None:
    result = run("--absent", "W03:E", "--json")
    assert result.exit_code == 0
    document: Any = json.loads(result.stdout)
    told = document["replanned"]
    assert document["ok"] is True
    assert told["now"] == "Mon 07:00"
    assert {need for call in told["calls"] for need in call["needs"]} == {
        change["need"] for change in told["changes"]
    }
    written = json.loads((tmp_path / "out" / "roster.json").read_text("utf-8"))
    assert written["meetings"] == document["meetings"]
    assert set(told["left_out_now"]) <= {one["need"] for one in document["left_out"]}


def test_the_answer_can_be_replanned_again(run: Run) -> None:
    first = json.loads(run("--absent", "W03:E", "--out", "one", "--json").stdout)
    again = run("--absent", "W03:E", "--from", "one/roster.json", "--json")
    second = json.loads(again.stdout)
    assert second["served"] >= first["served"]
    assert second["replanned"]["left_out_now"] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_mistakes_are_listed_in_every_language_and_nothing_is_written(
    run: Run, tmp_path: Path, language: str
) -> None:
    words = ("--absent", "W99:E", "--cancelled", "P9999", "--overrun", "x", "--back", "W03:R..E")
    result = run(*words, "--language", language)
    assert result.exit_code == 2
    assert result.stdout == ""
    for word in ("W99", "P9999", "--overrun", "--back"):
        assert word in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_mistakes_as_json_have_a_sentence_each(run: Run) -> None:
    result = run("--absent", "W03:R..E", "--language", "en", "--json")
    assert result.exit_code == 2
    (error,) = json.loads(result.stdout)["errors"]
    assert error["rule"] == "replan.days_reversed"
    assert error["sentence"].startswith("W03: the absence ends before it begins")
