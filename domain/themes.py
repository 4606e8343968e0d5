"""Themes of lived experience, each of one kind, with names in three languages.

A theme is the coarsest level at which people are matched; health data beyond it is never
kept. Two themes of one kind are near each other, two of different kinds are not.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Theme:
    """Something that people have lived through."""

    id: str
    kind: str
    et: str
    ru: str
    en: str


@cache
def _data() -> dict[str, Any]:
    text = (files("domain") / "themes.yaml").read_text("utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


@cache
def themes() -> dict[str, Theme]:
    """Every theme of the house, by id."""
    return {name: Theme(id=name, **row) for name, row in _data()["themes"].items()}


@cache
def kinds() -> tuple[str, ...]:
    """Every kind of theme, in the order of the file."""
    return tuple(_data()["kinds"])


def kind_name(kind: str, language: str) -> str:
    """Name of a kind in ``et``, ``ru`` or ``en``; KeyError where there is none."""
    return str(_data()["kinds"][kind][language])


def kind_of(theme: str) -> str:
    """Kind of a theme; KeyError on a theme the house does not know."""
    return themes()[theme].kind
