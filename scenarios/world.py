"""The world of a scenario: where people live, what they speak and have lived through.

A world is one file in ``scenarios/worlds/``; each figure stands beside its source, and what is
assumed says so. Only differences between scenarios of one world mean anything.
"""

from functools import cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from domain.caps import Record
from scenarios.demand import Parts, Percent, Weight
from scenarios.names import UNKNOWN, County, Kind, LanguageCode, nearest


class CountyOfWorld(Record):
    """A county: how many live there, who is near, what is spoken where it differs."""

    people: int = Field(gt=0)
    near: tuple[County, ...] = ()
    """Neighbours that workers go to."""
    languages: dict[LanguageCode, Weight] = Field(default_factory=dict)
    source: str = Field(min_length=1)


class WorkersOfWorld(Record):
    """What workers are like where a scenario does not say."""

    week_minutes: Parts
    """Minutes with clients in a week under the contract."""
    week_days: Parts
    kinds: Parts
    """Number of kinds of experience that a worker has."""
    levels: Parts
    """Competence of peer counsellors (number of ``domain.people.Level``)."""
    second_language_percent: Percent
    neighbours_percent: Percent
    """Chance that a worker goes to a given county near the own."""
    source: str = Field(min_length=1)


class World(Record):
    """Counties, languages, experiences and workers."""

    name: str
    about: str
    counties: dict[County, CountyOfWorld] = Field(min_length=1)
    languages: dict[LanguageCode, Weight] = Field(min_length=1)
    languages_source: str = Field(min_length=1)
    experiences: dict[Kind, Weight] = Field(min_length=1)
    experiences_source: str = Field(min_length=1)
    workers: WorkersOfWorld


@cache
def worlds() -> dict[str, World]:
    """Every world of the house, by name."""
    found = (
        World.model_validate(yaml.safe_load(file.read_text("utf-8")))
        for file in sorted((files("scenarios") / "worlds").iterdir(), key=lambda f: f.name)
        if file.name.endswith(".yaml")
    )
    return {world.name: world for world in found}


def _known(name: str) -> str:
    if name not in worlds():
        expected = {"expected": nearest(name, worlds())}
        raise PydanticCustomError(UNKNOWN, "one of {expected}", expected)
    return name


WorldName = Annotated[str, AfterValidator(_known)]
