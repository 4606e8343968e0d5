import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import COMMANDS, GROUPS, app
from docs.build_command_line import PAGE, build_page
from tests.api.conftest import SmallWeek

Run = Callable[..., Result]
HOUSE = Path(__file__).parents[2]
WEEK = ("--week", "2026-11-23")
QUICK = (*WEEK, "--seconds", "1")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder, in Estonian unless told otherwise."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("TUGIPLAAN_LANGUAGE", raising=False)

    def run_command(*words: object) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words])

    return run_command


def only_object(result: Result) -> Any:
    """The one JSON object on standard output; fails where there is anything beside it."""
    return json.loads(result.stdout)


def test_the_page_about_the_command_line_is_up_to_date() -> None:
    assert PAGE.read_text("utf-8") == build_page(), "run python -m docs.build_command_line"


GO_ON = {"serve", "worker"}
"""Commands that go on until they are ended: what they tell are the lines of their log."""


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_language_and_json(name: str, run: Run) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "--language" in result.stdout
    assert ("--json" in result.stdout) != (name in GO_ON)
    assert f"## `tugiplaan {name}`" in PAGE.read_text("utf-8")


def test_help_tells_every_command_by_its_own_words_and_reads_none(run: Run) -> None:
    told = " ".join(re.sub(r"[│╭╰─╮╯]", " ", run("--help").stdout).split())
    for name, late in (COMMANDS | GROUPS).items():
        about = late.help or (late.read().__doc__ or "").partition("\n\n")[0]
        assert f"{name} {' '.join(about.split())}" in told, name
    asked = "import sys; sys.argv[1:] = ['--help']; from api.cli import main"
    ending = "try:\n main()\nfinally:\n print(*[one for one in sys.modules])"
    said = subprocess.run(  # noqa: S603 - words of our own
        [sys.executable, "-c", f"{asked}\n{ending}"],
        cwd=HOUSE,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "api.cli.main" in said.stdout.split()
    assert not {"api.app", "optimizer.solve", "api.store"} & set(said.stdout.split())


def test_a_word_that_is_none_is_refused_with_the_nearest(run: Run) -> None:
    result = run("roaster")
    assert result.exit_code == 2
    assert "'roster'" in result.output


def test_the_version_is_said(run: Run) -> None:
    result = run("--version")
    assert result.exit_code == 0
    assert result.stdout.startswith("tugiplaan ")


def test_a_template_is_written_once_and_never_over_another_file(run: Run, tmp_path: Path) -> None:
    assert run("template", "t.xlsx").exit_code == 0
    (tmp_path / "t.xlsx").write_bytes(b"filled in")
    assert run("template", "t.xlsx").exit_code == 2
    assert (tmp_path / "t.xlsx").read_bytes() == b"filled in"
    assert run("template", "t.xlsx", "--force").exit_code == 0
    assert (tmp_path / "t.xlsx").read_bytes() != b"filled in"


def test_a_template_may_be_a_folder_of_csv_files(run: Run, tmp_path: Path) -> None:
    result = run("template", "folder", "--csv", "--json")
    assert only_object(result) == {"ok": True, "path": "folder"}
    assert (tmp_path / "folder" / "workers.csv").exists()
    assert run("import", "folder").exit_code == 2


def test_a_sample_can_be_imported(run: Run) -> None:
    assert run("sample", "s.xlsx", *WEEK).exit_code == 0
    result = run("import", "s.xlsx", "--json")
    assert result.exit_code == 0
    document = only_object(result)
    assert (document["ok"], document["workers"], document["clients"]) == (True, 6, 30)
    assert document["errors"] == []
    assert document["warnings"]


def test_a_sample_with_another_seed_is_another_one(run: Run, tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        run("sample", f"{name}.xlsx", *WEEK, "--seed", seed)
    one, same, other = ((tmp_path / f"{name}.xlsx").read_bytes() for name in "abc")
    assert one == same != other


def test_a_roster_is_printed_and_written(run: Run, small_week: SmallWeek, tmp_path: Path) -> None:
    result = run("roster", small_week.workbook, *QUICK, "--out", "w", "--language", "en")
    assert result.exit_code == 0
    for line in ("Meetings planned", "Proven gap", "The roster keeps every rule", "Cost per rule"):
        assert line in result.stdout
    document = json.loads((tmp_path / "w" / "roster.json").read_text("utf-8"))
    for one in document["left_out"]:
        assert f"({one['need']})" in result.stdout
    for worker in small_week.planned.problem.workers:
        assert worker.name in result.stdout
    assert {p.name for p in (tmp_path / "w").iterdir()} == {
        "calendars",
        "roster.html",
        "roster.json",
        "roster.xlsx",
    }


def test_a_roster_as_json_is_the_only_thing_on_standard_output(
    run: Run, small_week: SmallWeek
) -> None:
    result = run("roster", small_week.workbook, *QUICK, "--out", "w", "--json")
    assert result.exit_code == 0
    document = only_object(result)
    assert document["ok"] is True
    assert document["served"] + len(document["left_out"]) == document["wanted"]
    assert document["cost"] == sum(line["cost"] for line in document["costs"])
    assert all(Path(path).exists() for path in document["files"]["calendars"])


@pytest.mark.parametrize("json_too", [False, True])
def test_bad_input_lists_every_fault_with_its_cell_and_writes_nothing(
    run: Run, tmp_path: Path, *, json_too: bool
) -> None:
    run("template", "folder", "--csv", "--language", "en")
    workers = tmp_path / "folder" / "workers.csv"
    heading = workers.read_text("utf-8-sig").splitlines()[0]
    cells = heading.count(";")
    rows = [f"W{k};Nimi{';' * (cells - 1)}" for k in (1, 1)]
    workers.write_text("\n".join([heading, *rows]), "utf-8")
    words = ["--json"] if json_too else []
    result = run("roster", "folder", *QUICK, "--out", "w", "--language", "en", *words)
    assert result.exit_code == 2
    assert not (tmp_path / "w").exists()
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]
    if json_too:
        document = only_object(result)
        assert document["ok"] is False
        duplicate = [e for e in document["errors"] if e["rule"] == "import.duplicate_id"]
        assert [(e["sheet"], e["row"], e["value"]) for e in duplicate] == [("workers", 3, "W1")]
        assert len(document["errors"]) > 3
    else:
        assert result.stdout == ""
        assert "Sheet workers, row 3" in result.stderr
        assert "Nothing was written" in result.stderr


def test_a_hand_made_fault_ends_the_check_with_one(
    run: Run, small_week: SmallWeek, tmp_path: Path
) -> None:
    clean = run("check", small_week.workbook, small_week.written.data)
    assert clean.exit_code == 0
    document = json.loads(small_week.written.data.read_text("utf-8"))
    document["meetings"][0]["start"] = "03:15"
    (tmp_path / "mine.json").write_text(json.dumps(document), "utf-8")
    words = ("check", small_week.workbook, "mine.json", "--language", "en")
    spoilt = run(*words)
    assert spoilt.exit_code == 1
    assert "begins at a time that was not agreed" in spoilt.stdout
    found = only_object(run(*words, "--json"))
    assert found["ok"] is False
    assert "start_allowed" in {fault["rule"] for fault in found["faults"]}


def test_a_need_left_out_is_explained(run: Run, small_week: SmallWeek) -> None:
    why = small_week.planned.reasons[0]
    result = run("why", small_week.workbook, small_week.written.data, why.need, "--json")
    assert only_object(result)["left_out"] is True
    said = run("why", small_week.workbook, small_week.written.data, why.need, "--language", "en")
    assert "Smallest change:" in said.stdout
    unknown = run("why", small_week.workbook, small_week.written.data, "nothing")
    assert unknown.exit_code == 2


def test_the_language_may_stand_in_the_environment(
    run: Run, small_week: SmallWeek, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("check", small_week.workbook, small_week.written.data)
    assert "Kava vastab" in run(*words).stdout
    monkeypatch.setenv("TUGIPLAAN_LANGUAGE", "ru")
    assert "Расписание соответствует" in run(*words).stdout
    assert "keeps every rule" in run(*words, "--language", "en").stdout


def test_a_matrix_with_faults_is_bad_input(run: Run, small_week: SmallWeek, tmp_path: Path) -> None:
    (tmp_path / "ways.csv").write_text("from;to;minutes;km\nx;y;-1;a\n", "utf-8")
    result = run("roster", small_week.workbook, *QUICK, "--travel", "ways.csv", "--json")
    assert result.exit_code == 2
    errors = only_object(result)["errors"]
    assert sorted(error["column"] for error in errors) == ["from", "km", "minutes", "to"]
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_written_to_is_said_so(
    run: Run, small_week: SmallWeek, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    result = run("roster", small_week.workbook, *QUICK, "--out", "file/w", "--language", "en")
    assert result.exit_code == 2
    assert "cannot be written to" in result.stderr


def test_the_small_demo_makes_the_whole_trip(run: Run, tmp_path: Path) -> None:
    result = run("demo", "--small", "--seconds", "1", "--language", "en")
    assert result.exit_code == 0
    assert "The roster keeps every rule." in result.stdout
    assert "Open demo" in result.stdout
    assert (tmp_path / "demo" / "provider.xlsx").exists()
    assert (tmp_path / "demo" / "roster.html").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="NOT RUN: Windows sends no such signal.")
def test_ctrl_c_keeps_the_best_roster_so_far(tmp_path: Path) -> None:
    words = ["demo", "--seconds", "600", "--folder", str(tmp_path / "demo"), "--json"]
    code = f"import sys; from api.cli import main; sys.argv[1:] = {words!r}; main()"
    command = [sys.executable, "-c", code]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and our own words
        command, cwd=HOUSE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ}
    ) as process:
        workbook = tmp_path / "demo" / "provider.xlsx"
        given_up = time.monotonic() + 60
        while not workbook.exists() and time.monotonic() < given_up:
            time.sleep(0.1)
        time.sleep(5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err.decode()
    document = json.loads(out)
    assert document["seconds"] < 300
    assert document["served"] > 0
