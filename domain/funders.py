"""Who pays: one name in programmes, books and files, and what people call it in three languages."""

from functools import cache
from importlib.resources import files

import yaml

from domain.words import Language


@cache
def funders() -> dict[str, dict[Language, str]]:
    """Names of every known funder in ``et``, ``ru`` and ``en``, by the name that books have."""
    text = (files("domain") / "funders.yaml").read_text("utf-8")
    found: dict[str, dict[Language, str]] = yaml.safe_load(text)
    return found


def funder_name(funder: str, language: Language) -> str:
    """What people call a funder; one that the house does not know is called as it is written."""
    known = funders().get(funder)
    return known[language] if known else funder


def read_funder(told: str) -> str:
    """The funder whom people mean: by the name of the books, or by that of any language.

    Capitals and blanks do not matter. Whom the house does not know stays as it is written.
    """
    return _by_any_name().get(_plain(told), told)


@cache
def _by_any_name() -> dict[str, str]:
    named = {_plain(name): funder for funder, names in funders().items() for name in names.values()}
    return named | {_plain(funder): funder for funder in funders()}


def _plain(told: str) -> str:
    return " ".join(told.split()).casefold()
