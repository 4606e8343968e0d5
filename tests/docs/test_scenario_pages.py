"""The pages about scenarios say what the program does; their answers are those that are kept."""

import json
import re
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import yaml

from docs import build_scenario_files, build_scenarios
from scenarios.library import questions, scenarios_of
from scenarios.reading import scenario_from
from tests.docs.pages import DOCS, read_fences, read_links

RESULTS: dict[str, Any] = json.loads(build_scenarios.RESULTS.read_text("utf-8"))
SVG = "{http://www.w3.org/2000/svg}"


def test_the_page_of_answers_is_written_from_the_results() -> None:
    page = build_scenarios.PAGE.read_text("utf-8")
    assert page == build_scenarios.build_page(), "run python -m docs.build_scenarios"


def test_the_page_of_files_is_written_from_the_program() -> None:
    page = build_scenario_files.PAGE.read_text("utf-8")
    assert page == build_scenario_files.build_page(), "run python -m docs.build_scenario_files"


def test_results_say_when_by_what_and_with_which_luck_they_came() -> None:
    assert date.fromisoformat(RESULTS["day"]) >= date(2026, 11, 22)
    assert re.fullmatch(r"[0-9a-f]{7,40}", RESULTS["commit"])
    assert RESULTS["replications"] >= 10
    assert list(RESULTS["questions"]) == list(questions())


@pytest.mark.parametrize("name", list(questions()))
def test_an_answer_is_that_of_the_question_as_it_stands(name: str) -> None:
    told, question = RESULTS["questions"][name], questions()[name]
    assert told["mark"] == build_scenarios.mark_of(name), "run docs.build_scenarios --play"
    scenarios, _ = scenarios_of(question, "en")
    assert len(told["figures"]) == len(question.answers)
    for figure in told["figures"]:
        assert [row["scenario"] for row in figure["rows"]] == [one.name for one in scenarios]
        assert [row["title"] for row in figure["rows"]] == [one.title for one in scenarios]
        base, *others = figure["rows"]
        assert base["change"] == "–"
        assert not base["sure"]
        days = all(row["change"] == "–" for row in others)
        assert days or all("±" in row["change"] for row in others)


def test_every_picture_is_small_titled_and_named_once() -> None:
    wanted = {link for link in read_links(build_scenarios.PAGE) if link.startswith("pictures/")}
    there = {f"pictures/{file.name}" for file in build_scenarios.PICTURES.glob("*.svg")}
    assert wanted == there
    for file in build_scenarios.PICTURES.glob("*.svg"):
        assert file.stat().st_size < 60_000, file.name
        tree = ET.fromstring(file.read_text("utf-8"))  # noqa: S314 - our own pictures
        assert tree.attrib["role"] == "img"
        assert [tree[0].tag, tree[1].tag] == [f"{SVG}title", f"{SVG}desc"]
        assert tree[0].text
        assert tree[1].text


def test_every_command_of_the_page_names_a_question() -> None:
    lines = [line for fence in read_fences(build_scenarios.PAGE) for line in fence.lines]
    words = [line.split() for line in lines if line]
    assert {line[3] for line in words} == set(questions())
    assert all(line[:2] == ["tugiplaan", "scenario"] for line in words)


def test_the_change_of_the_tutorial_is_one_that_a_file_takes() -> None:
    page = DOCS / "tutorial" / "first-scenario.md"
    (example,) = (fence for fence in read_fences(page) if fence.language == "yaml")
    base = scenarios_of(questions()["five-days"], "en")[0][0]
    told = base.model_dump(mode="json", exclude_defaults=True)
    scenario, faults = scenario_from({**told, **yaml.safe_load("\n".join(example.lines))})
    assert (scenario is not None, faults) == (True, [])
