"""Choices that forms about people offer, by name in the visitor's language."""

from functools import cache

from domain.languages import languages
from domain.themes import kind_name, kinds, themes
from domain.words import Language


@cache
def languages_of(language: Language) -> tuple[tuple[str, str], ...]:
    """Every language: its code and name, by name."""
    found = ((one.id, str(getattr(one, language))) for one in languages().values())
    return tuple(sorted(found, key=lambda one: one[1].casefold()))


@cache
def themes_of(language: Language) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Every theme by its kind: name of the kind, and id and name of each theme."""
    return tuple(
        (
            kind_name(kind, language),
            tuple(
                sorted(
                    ((one.id, str(getattr(one, language))) for one in themes().values()
                     if one.kind == kind),
                    key=lambda one: one[1].casefold(),
                )
            ),
        )
        for kind in kinds()
    )  # fmt: skip
