"""Languages of clients and workers: ISO 639-1 codes with names in three languages."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Language:
    """A language that somebody speaks."""

    id: str
    et: str
    ru: str
    en: str


@cache
def languages() -> dict[str, Language]:
    """Every language of the house, by code."""
    rows = yaml.safe_load((files("domain") / "languages.yaml").read_text("utf-8"))
    return {code: Language(id=code, **names) for code, names in rows.items()}
