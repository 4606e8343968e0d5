"""Ready questions: what planners ask of the source documents, with everything that answers them.

A question is one file in ``scenarios/library/``: the question in three languages, the places in the
sources from which it comes, what is assumed beside them, a base, variants of it as typed
operations, and the figures that answer. Whatever has faults is told with all of them.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml
from pydantic import Field, ValidationError

from domain.caps import Record
from domain.finding import Finding
from domain.words import Language
from scenarios.names import County, FunderName, LanguageCode
from scenarios.operations import Operation
from scenarios.reading import scenario_from
from scenarios.scenario import Scenario, variant
from scenarios.tables import FIGURES

FOLDER = "library"
OF_FUNDERS = ("exhausted", "exhausted_day")
"""Figures of a budget: how often it is used up, in percent, and on what day."""
OF_CELLS = ("came", "in_time", "share_in_time")
"""Figures that are known of a county or a language."""
ChartName = Literal["waits", "queue", "gap", "budget", "spending", "front", "breaks"]


class Said(Record):
    """A text in the three languages."""

    et: str = Field(min_length=1)
    ru: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def name(self, language: Language) -> str:
        """The text in a language."""
        told: str = getattr(self, language)
        return told


class Source(Record):
    """A document and the place in it, in its own words."""

    document: str = Field(min_length=1)
    title: str = Field(min_length=1)
    place: str = Field(min_length=1)


class Asked(Record):
    """One figure: of everything, of a county or a language, of a funder, or for each of another."""

    figure: str
    county: County | None = None
    language: LanguageCode | None = None
    funder: FunderName | None = None
    per: str | None = None
    """Divided by another figure of the same replication."""

    @property
    def key(self) -> str:
        """A name that tells it from other figures of a question."""
        parts = (self.figure, self.per, self.county, self.language, self.funder)
        return " ".join(part for part in parts if part)

    @property
    def can_be(self) -> bool:
        """Whether results hold such a figure."""
        if self.funder is not None:
            return self.figure in OF_FUNDERS
        if self.county or self.language:
            return self.figure in OF_CELLS and self.per is None
        return self.figure in FIGURES and (self.per is None or self.per in FIGURES)


class Variant(Record):
    """The base with some changes."""

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: Said
    changes: tuple[Operation, ...] = Field(min_length=1)


class Question(Record):
    """A ready question; ``base`` holds the fields of a scenario."""

    name: str
    order: int = Field(ge=1)
    question: Said
    sources: tuple[Source, ...] = Field(min_length=1)
    assumptions: tuple[Said, ...] = ()
    base_title: Said
    base: dict[str, Any]
    variants: tuple[Variant, ...] = Field(min_length=1)
    answers: tuple[Asked, ...] = Field(min_length=1)
    charts: tuple[ChartName, ...] = ()


def questions() -> Mapping[str, Question]:
    """Every ready question by name, in their order."""
    return _read()[0]


def library_findings() -> tuple[Finding, ...]:
    """Faults of the files of the library; a house that is sound has none."""
    return _read()[1]


@cache
def _read() -> tuple[Mapping[str, Question], tuple[Finding, ...]]:
    found: list[Question] = []
    faults: list[Finding] = []
    for file in (files("scenarios") / FOLDER).iterdir():
        name, _, suffix = file.name.rpartition(".")
        if suffix != "yaml":
            continue
        question, wrong = question_from(name, yaml.safe_load(file.read_text("utf-8")))
        faults += wrong
        if question is not None:
            found.append(question)
    found.sort(key=lambda question: question.order)
    return {question.name: question for question in found}, tuple(faults)


def question_from(name: str, raw: Mapping[str, Any]) -> tuple[Question | None, list[Finding]]:
    """The question of parsed fields, or None and every fault, those of its scenarios included."""
    try:
        question = Question.model_validate({**raw, "name": name})
    except ValidationError as error:
        return None, [
            Finding(
                "scenario.value",
                name,
                {
                    "field": ".".join(map(str, fault["loc"])),
                    "value": str(fault["input"])[:200],
                    "expected": fault["msg"],
                },
            )
            for fault in error.errors(include_url=False)
        ]
    _, faults = scenarios_of(question)
    faults += [
        Finding(
            "scenario.value",
            name,
            {"field": f"answers.{place}", "value": one.key, "expected": ", ".join(FIGURES)},
        )
        for place, one in enumerate(question.answers)
        if not one.can_be
    ]
    return (None if faults else question), faults


def scenarios_of(
    question: Question, language: Language = "en"
) -> tuple[tuple[Scenario, ...], list[Finding]]:
    """The scenarios that a question compares, the base first; none, and every fault, if any has."""
    base, faults = scenario_from(
        {
            **question.base,
            "name": question.name,
            "title": question.base_title.name(language),
            "question": question.question.name(language),
            "sources": [f"{one.document}, {one.title}: {one.place}" for one in question.sources],
            "assumptions": [one.name(language) for one in question.assumptions],
        }
    )
    if base is None:
        return (), faults
    found = [base]
    for one in question.variants:
        title = one.title.name(language)
        made = variant(base, f"{question.name}-{one.name}", one.changes, title)
        checked, wrong = scenario_from(made.model_dump(mode="json", exclude_defaults=True))
        faults += wrong
        if checked is not None:
            found.append(made)
    return (() if faults else tuple(found)), faults
