import csv
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from api.cli.main import app
from api.cli.scenario import SCENARIO
from docs.build_command_line import PAGE
from scenarios.library import questions
from scenarios.reading import read_scenario

Run = Callable[..., Result]
QUICK = ("--replications", "2", "--language", "en")
SMALL: dict[str, Any] = {
    "name": "small",
    "begins": "2027-01-01",
    "months": 2,
    "warm_up_months": 1,
    "demand": [{"component": "sk-support", "clients": 20, "stay_days": 60, "languages": {"uk": 1}}],
    "staff": [
        {"id": "all", "roles": ["support_person"], "count": 4, "languages": ["uk"]}
        | {"reach": "country", "week_minutes": 300}
    ],
}
MORE = {"op": "staff.add", "count": 6, "roles": ["support_person"], "languages": ["uk"]} | {
    "reach": "country"
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command of scenarios in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("TUGIPLAAN_LANGUAGE", "TUGIPLAAN_EXECUTOR"):
        monkeypatch.delenv(name, raising=False)

    def run_command(*words: object) -> Result:
        return CliRunner().invoke(app, ["scenario", *map(str, words)])

    return run_command


def write(file: str, **changes: Any) -> str:
    Path(file).write_text(yaml.safe_dump({**SMALL, **changes}, allow_unicode=True), "utf-8")
    return file


def told(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.mark.parametrize("name", [name for name, _ in SCENARIO])
def test_every_command_has_help_language_and_json(name: str, run: Run) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "--language" in result.stdout
    assert "--json" in result.stdout
    assert f"## `tugiplaan scenario {name}`" in PAGE.read_text("utf-8")


@pytest.mark.parametrize("language", ["et", "ru", "en"])
def test_the_ready_questions_are_listed_in_the_language_asked_for(language: str, run: Run) -> None:
    found = told(run("list", "--json", "--language", language))["questions"]
    assert [one["name"] for one in found] == list(questions())
    assert found[0]["question"] == questions()["joint-clients"].question.model_dump()[language]


def test_what_is_shown_can_be_written_changed_and_played(run: Run, tmp_path: Path) -> None:
    shown = run("show", "groups", "--out", "mine.yaml", "--language", "en")
    assert shown.exit_code == 0
    assert "A quarter in groups" in shown.stdout
    scenario, faults = read_scenario(tmp_path / "mine.yaml")
    assert faults == []
    assert scenario is not None
    assert scenario.name == "groups"
    again = run("show", "groups", "--out", "mine.yaml")
    assert again.exit_code == 2


def test_a_file_with_changes_is_told_beside_its_own_base(run: Run) -> None:
    name = write("more.yaml", changes=[MORE])
    found = told(run("run", name, "--json", *QUICK))
    assert [one["name"] for one in found["scenarios"]] == ["small-base", "small"]
    share = {r["scenario"]: r for r in found["figures"] if r["figure"] == "share_in_time"}
    assert share["small-base"]["change"] is None
    apart = share["small"]["value"]["mean"] - share["small-base"]["value"]["mean"]
    assert share["small"]["change"]["mean"] == pytest.approx(apart, abs=1e-5)


def test_files_are_compared_in_their_order(run: Run) -> None:
    one, other = write("one.yaml"), write("other.yaml", name="other", changes=[MORE])
    found = told(run("compare", one, other, "--json", *QUICK))
    assert [row["name"] for row in found["scenarios"]] == ["small", "other"]
    assert found["replications"] == 2


def test_the_same_luck_gives_the_same_figures_and_another_seed_others(run: Run) -> None:
    name = write("one.yaml")
    first, again = (told(run("run", name, "--json", *QUICK)) for _ in range(2))
    assert first == again
    other = told(run("run", name, "--json", "--seed", "7", *QUICK))
    assert other["figures"] != first["figures"]


def test_every_fault_of_every_file_is_told_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    staff = [{**SMALL["staff"][0], "county": "Virumaa", "count": -1}]
    bad = write("bad.yaml", staff=staff, monthz=3)
    demand = [{**SMALL["demand"][0], "clients": 10**9}]
    large = write("large.yaml", demand=demand)
    result = run("report", bad, large, "--out", "rep", "--json", "--language", "en")
    assert result.exit_code == 2
    found = json.loads(result.stdout)
    assert found["ok"] is False
    rules = sorted(one["rule"] for one in found["errors"])
    assert {"scenario.field", "scenario.unknown", "scenario.value", "scenario.too_large"} <= {
        *rules
    }
    sentences = " ".join(one["sentence"] for one in found["errors"])
    assert "staff.0.county" in sentences
    assert "months" in sentences
    assert not (tmp_path / "rep").exists()


@pytest.mark.parametrize("language", ["et", "ru", "en"])
def test_a_name_that_nobody_knows_is_told_with_those_that_are(language: str, run: Run) -> None:
    result = run("run", "five-dayz", "--language", language)
    assert result.exit_code == 2
    assert "five-days" in result.stderr


def test_two_scenarios_of_one_name_are_not_compared(run: Run) -> None:
    result = run("compare", write("one.yaml"), write("two.yaml", months=3), "--json")
    assert result.exit_code == 2
    assert json.loads(result.stdout)["errors"][0]["rule"] == "scenario.same_name"


@pytest.mark.parametrize("url", ["moon:", "dask://far.example:8786"])
def test_an_engine_that_cannot_be_is_refused(url: str, run: Run) -> None:
    result = run("run", write("one.yaml"), "--engine", url, "--language", "en")
    assert result.exit_code == 2
    assert url in result.stderr


def test_a_report_has_page_book_charts_tables_and_the_scenarios(run: Run, tmp_path: Path) -> None:
    name = write("more.yaml", changes=[MORE], assumptions=["Nobody moves."], sources=["our own"])
    result = run("report", name, "--out", "rep", *QUICK)
    assert result.exit_code == 0, result.output
    page = (tmp_path / "rep" / "report.html").read_text("utf-8")
    assert page.count("<svg") >= 3
    assert "Nobody moves." in page
    assert "our own" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    book = load_workbook(tmp_path / "rep" / "report.xlsx")
    sheet = book["Answer"]
    shares = [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]]
    assert {row[1] for row in shares} == {"small", "small-base"}
    assert all(isinstance(row[5], int | float) for row in shares)
    with (tmp_path / "rep" / "tables" / "figures.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert set(rows[0]) == {"scenario", "replication", "figure", "value"}
    again, faults = read_scenario(tmp_path / "rep" / "scenarios" / "small.yaml")
    assert faults == []
    assert again is not None
    assert again.changes[0].op == "staff.add"


def test_no_text_of_a_scenario_becomes_markup_or_a_formula(run: Run, tmp_path: Path) -> None:
    nasty = '=1+1</svg><script>alert("x")</script>'
    name = write("nasty.yaml", title=nasty, question=nasty, sources=[nasty], assumptions=[nasty])
    assert run("report", name, "--out", "rep", *QUICK).exit_code == 0
    page = (tmp_path / "rep" / "report.html").read_text("utf-8")
    assert "<script" not in page
    for chart in (tmp_path / "rep" / "charts").glob("*.svg"):
        assert "<script" not in chart.read_text("utf-8")
    with zipfile.ZipFile(tmp_path / "rep" / "report.xlsx") as book:
        sheets = [n for n in book.namelist() if n.startswith("xl/worksheets/sheet")]
        assert all(b"<f>" not in book.read(name) for name in sheets)


def test_what_helps_says_proposals_with_their_operations(run: Run) -> None:
    demand = [{**SMALL["demand"][0], "clients": 60}]
    name = write("short.yaml", demand=demand)
    found = told(run("what-helps", name, "--json", *QUICK))
    assert found["proposals"][0]["place"] == 1
    assert {one["kind"] for one in found["proposals"]} >= {"hire", "hours"}
    for one in found["proposals"]:
        if one["minutes_a_week"] is not None:
            assert one["minutes_a_week"] <= one["minutes_a_week_most"] + 1e-3
        changed = {**SMALL, "changes": [one["operation"]]}
        Path("again.yaml").write_text(yaml.safe_dump(changed), "utf-8")
        assert read_scenario(Path("again.yaml"))[1] == []
    said = run("what-helps", name, *QUICK)
    assert "tied" in said.stdout


def test_what_helps_says_sets_of_steps_and_writes_a_report(run: Run, tmp_path: Path) -> None:
    demand = [{**SMALL["demand"][0], "clients": 60}]
    name = write("short.yaml", demand=demand)
    found = told(run("what-helps", name, "--json", "--out", "helps", *QUICK))
    letters = {one["letter"] for one in found["proposals"]}
    costs = [one["provider_cents_change"]["mean"] for one in found["together"]]
    assert costs == sorted(costs)
    assert any(one["best_for_its_cost"] and one["operations"] for one in found["together"])
    for one in found["together"]:
        if one["operations"]:
            assert set(one["letters"].split(" + ")) <= letters
    assert found["costs"]["training_cents"] > 0
    names = {Path(path).name for path in found["files"]}
    assert {"report.html", "report.xlsx", "front.svg", "ranking.svg"} <= names
    page = (tmp_path / "helps" / "report.html").read_text("utf-8")
    assert "A. " in page
