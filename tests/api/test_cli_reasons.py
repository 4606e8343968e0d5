"""What ``roster`` and ``why`` say besides: pins, choices, what would help, what has changed."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from domain.words import LANGUAGES
from optimizer.columns import make_columns
from optimizer.routes import needs_without_calls
from optimizer.tables import make_tables
from tests.api.conftest import SmallWeek
from tests.api.journeys.test_pin_week import singles, typed, workbook_with

Run = Callable[..., Result]
QUICK = ("--week", "2026-11-23", "--seconds", "1")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TUGIPLAAN_LANGUAGE", raising=False)

    def run_command(*words: object) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    return run_command


def planned(run: Run, week: SmallWeek, *words: object) -> Any:
    result = run("roster", week.workbook, *QUICK, "--json", *words)
    assert result.exit_code == 0, result.stdout
    return json.loads(result.stdout)


def hopeless(week: SmallWeek) -> str:
    """A need that every roster leaves out, however long the search."""
    columns = make_columns(make_tables(week.planned.problem, week.planned.policy))
    row = int(np.flatnonzero(needs_without_calls(columns))[0])
    return week.planned.problem.needs[row].id


def test_pins_said_many_times_are_all_held(run: Run, small_week: SmallWeek) -> None:
    held = singles(small_week)[:2]
    words = [word for meeting in held for word in ("--pin", typed(meeting))]
    document = planned(run, small_week, *words)
    found = {one["need"]: one["workers"] for one in document["meetings"]}
    assert {m.need: list(m.workers) for m in held}.items() <= found.items()


def test_every_wrong_pin_is_told_and_nothing_is_written(
    run: Run, small_week: SmallWeek, tmp_path: Path
) -> None:
    words = ("--pin", "X=W01", "--pin", "nonsense", "--language", "en")
    result = run("roster", small_week.workbook, *QUICK, *words)
    assert result.exit_code == 2
    assert "there is no need “X”" in result.stderr
    assert "Pin “nonsense” cannot be read" in result.stderr
    assert not (tmp_path / "out").exists()


def test_pins_that_cannot_stand_together_are_named_as_json_too(
    run: Run, small_week: SmallWeek
) -> None:
    one, two, *_ = singles(small_week)
    clash = f"{two.need}={one.workers[0]}@{typed(one).partition('@')[2]}"
    words = ("--pin", typed(one), "--pin", clash, "--json")
    result = run("roster", small_week.workbook, *QUICK, *words)
    assert result.exit_code == 2
    errors = json.loads(result.stdout)["errors"]
    assert {error["rule"] for error in errors} <= {"pin.conflict", "pin.alone"}
    assert all(two.need in error["about"] for error in errors)


def test_what_would_help_is_said_per_need_and_for_all(run: Run, small_week: SmallWeek) -> None:
    document = planned(run, small_week, "--what-would-help")
    helps = document["what_would_help"]
    left = [one["need"] for one in document["left_out"]]
    assert sorted(one["need"] for one in helps["needs"]) == sorted(left)
    assert any(one["changes"] for one in helps["needs"])
    assert all(set(one["needs"]) <= set(left) for one in helps["together"])
    assert helps["together"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_would_help_is_printed_in_every_language(
    run: Run, small_week: SmallWeek, language: str
) -> None:
    words = ("--what-would-help", "--language", language)
    result = run("roster", small_week.workbook, *QUICK, *words)
    title = {"et": "Mis aitaks", "ru": "Что помогло бы", "en": "What would help those"}[language]
    assert result.exit_code == 0
    assert title in result.stdout


def test_why_speaks_of_a_need_left_out_and_of_one_that_is_served(
    run: Run, small_week: SmallWeek
) -> None:
    served = singles(small_week)[0].need
    left = hopeless(small_week)
    assert planned(run, small_week, "--why", left)["why"]["left_out"] is True
    document = planned(run, small_week, "--why", served)
    assert document["why"]["left_out"] is False
    chosen = document["why"]["chosen"]
    assert chosen["cost"] == sum(line["cost"] for line in chosen["costs"])
    words = ("--why", served, "--language", "en")
    said = run("roster", small_week.workbook, *QUICK, *words).stdout
    assert "Chosen:" in said
    unknown = run("roster", small_week.workbook, *QUICK, "--why", "P00")
    assert unknown.exit_code == 2


def test_the_command_why_explains_a_choice(run: Run, small_week: SmallWeek) -> None:
    served = singles(small_week)[0].need
    words = ("why", small_week.workbook, small_week.written.data, served)
    said = run(*words, "--language", "en")
    assert "Chosen:" in said.stdout
    assert "Total" in said.stdout
    found = json.loads(run(*words, "--json").stdout)
    assert found["chosen"]["workers"] == list(singles(small_week)[0].workers)


def test_what_changed_since_publishing_is_said(
    run: Run, small_week: SmallWeek, tmp_path: Path
) -> None:
    workbook = workbook_with(small_week, singles(small_week)[:3], tmp_path)
    words = ("roster", workbook, *QUICK, "--from", "published")
    document = json.loads(run(*words, "--json").stdout)
    since = document["since_published"]
    changed = {one["need"]: one["fate"] for one in since["changed"]}
    assert since["kept"] + len(changed) >= 3
    assert "new" in changed.values()
    said = run(*words, "--language", "en").stdout
    assert f"Changes since published: {len(changed)}" in said
    nothing = run("roster", small_week.workbook, *QUICK, "--from", "published", "--language", "en")
    assert nothing.exit_code == 2
    assert "Nothing of this week is published" in nothing.stderr
