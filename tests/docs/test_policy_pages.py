"""The pages on policy and programmes say what holds, and their examples are good ones."""

import re
from datetime import date
from operator import attrgetter
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

from domain import caps
from domain.programme import Programme
from optimizer.policy import Policy, default_policy
from optimizer.rules import ALWAYS_PRICED, NEVER_PRICED, RULES
from tests.docs.pages import DOCS, HOUSE, read_fences, read_tables
from tests.domain import test_programme_stories as stories

REFERENCE = DOCS / "reference" / "policy.md"
SETTING = DOCS / "how-to" / "set-the-policy.md"
ADDING = DOCS / "how-to" / "add-a-programme.md"


def examples(page: Path) -> list[Any]:
    """Everything that a page shows as YAML."""
    return [
        yaml.safe_load("\n".join(fence.lines))
        for fence in read_fences(page)
        if fence.language == "yaml"
    ]


def table(page: Path, heading: str) -> dict[str, str]:
    """First and second column of the table under a heading."""
    (found,) = (one for one in read_tables(page) if one.heading == heading)
    return {row[0].strip("`"): row[1] for row in found.rows}


def test_the_reference_tells_every_price() -> None:
    told = {rule: int(price) for rule, price in table(REFERENCE, "Prices").items()}
    assert told == default_policy().prices


def test_the_reference_tells_every_figure() -> None:
    figures = default_policy().model_dump(exclude={"prices"})
    told = table(REFERENCE, "Figures")
    written = {
        name: ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
        for name, value in figures.items()
    }
    assert told == written


def test_the_reference_tells_what_cannot_be_turned() -> None:
    _, _, end = REFERENCE.read_text("utf-8").partition("## What may not be turned")
    wishes, musts = end.split("These musts never have one")
    assert re.findall(r"`(\w+)`", wishes) == list(ALWAYS_PRICED)
    assert set(re.findall(r"`(\w+)`", musts)) == set(NEVER_PRICED)


@pytest.mark.parametrize("example", examples(SETTING), ids=str)
def test_every_example_of_a_policy_may_be_written_into_the_policy(example: Any) -> None:
    standing = default_policy().model_dump()
    prices = {**standing["prices"], **example.get("prices", {})}
    changed = Policy.model_validate({**standing, **example, "prices": prices})
    assert changed != default_policy()
    assert set(changed.prices) <= set(map(attrgetter("__name__"), RULES)) - set(NEVER_PRICED)


def test_the_example_of_a_programme_is_a_whole_one() -> None:
    example, _ = examples(ADDING)
    programme = Programme.model_validate(example)
    price = programme.components[0].tariff(date(2026, 11, 23))
    assert price is not None
    assert price.cents == 2400


def test_the_example_of_a_story_is_true(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    example, told = examples(ADDING)
    (tmp_path / "story.yaml").write_text(yaml.safe_dump(told), "utf-8")
    (story,) = stories.read_stories(tmp_path / "story.yaml")
    programme = Programme.model_validate(example)
    known = {component.id: (programme, component) for component in programme.components}
    monkeypatch.setattr(stories, "components", lambda: known)
    case = stories.Case(story["on"], stories.Given(**story["given"]))
    assert {name: stories.ANSWERS[name](case) for name in story["then"]} == story["then"]


def test_every_kind_of_cap_is_told() -> None:
    union = get_args(get_args(caps.Cap)[0])
    kinds = {get_args(kind.model_fields["kind"].annotation)[0] for kind in union}
    assert set(table(ADDING, "1. Write the file")) == kinds


def test_what_a_page_tells_to_build_can_be_built() -> None:
    blocks = [fence for fence in read_fences(ADDING) if fence.language == "sh-build"]
    told = [line.split(" -m ")[1] for block in blocks for line in block.lines]
    assert told
    assert [name for name in told if not name.startswith("docs.")] == []
    files = [HOUSE / (name.replace(".", "/") + ".py") for name in told]
    assert [file.name for file in files if not file.exists()] == []
