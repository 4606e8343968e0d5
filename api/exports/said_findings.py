"""A finding in words: where it is, what is wrong, what would be right."""

from typing import Any

from api.exports.phrases import PHRASES, phrase
from domain.finding import Finding
from domain.words import Language, read_words, say


def say_finding(language: Language, finding: Finding) -> str:
    """One line about a finding, with its place in the file."""
    place = _place(language, finding)
    sentence = say_sentence(language, finding)
    return f"{place}: {sentence}" if place else sentence


def say_sentence(language: Language, finding: Finding) -> str:
    """The sentence alone, of the words of the trade or of the doors."""
    if finding.rule in PHRASES:
        where = finding.where
        facts = {
            "file": where.file if where else "",
            "row": (where.row if where else None) or "",
            "column": where.column if where else "",
            "value": where.value if where else "",
            **finding.facts,
        }
        return phrase(language, finding.rule, about=finding.about, **facts)
    return say(language, finding.rule, **{"about": finding.about, **finding.facts})


def finding_document(language: Language, finding: Finding) -> dict[str, Any]:
    """A finding as plain data, its sentence included."""
    where = finding.where
    return {
        "rule": finding.rule,
        "about": finding.about,
        "file": (where.file if where else "") or None,
        "sheet": (where.sheet if where else "") or None,
        "row": where.row if where else None,
        "column": (where.column if where else "") or None,
        "value": (where.value if where else "") or None,
        "right_would_be": finding.facts.get("expected"),
        "sentence": say_sentence(language, finding),
    }


def _place(language: Language, finding: Finding) -> str:
    """Where in the file, as people look for it."""
    where = finding.where
    if where is None or f"import_place.{_depth(finding)}" not in read_words(language):
        return ""
    if finding.rule in PHRASES:
        return ""
    facts = {"sheet": where.sheet, "column": where.column, "file": where.file}
    return say(language, f"import_place.{_depth(finding)}", row=where.row or 0, **facts)


def _depth(finding: Finding) -> str:
    where = finding.where
    if where and where.sheet and where.row is not None:
        return "cell"
    return "sheet" if where and where.sheet else "file"
