"""Names of nobody: a usual first name and a surname put together from parts."""

from functools import cache
from importlib.resources import files
from random import Random
from typing import Any

import yaml

from domain.people import Gender


@cache
def _parts() -> dict[str, Any]:
    text = (files("api.sample") / "names.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


def surname(dice: Random, language: str) -> tuple[str, str]:
    """Invent a surname as women and as men bear it; unknown languages get an English one."""
    parts = _parts()["surname"]
    parts = parts.get(language, parts["en"])
    start = dice.choice(parts["starts"])
    ends = parts["ends"]
    number = dice.randrange(len(ends["female"]))
    return start + ends["female"][number], start + ends["male"][number]


def full_name(dice: Random, language: str, gender: Gender, family: tuple[str, str]) -> str:
    """First name and the family's surname."""
    first = _parts()["first"]
    key = "female" if gender is Gender.FEMALE else "male"
    name = dice.choice(first.get(language, first["en"])[key])
    return f"{name} {family[key == 'male']}"
