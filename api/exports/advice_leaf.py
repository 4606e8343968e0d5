"""How ceilings of the year are being used, as a sheet and in words."""

from collections.abc import Sequence

from api.exports.month_leaf import Field, Form, Leaf
from api.exports.phrases import PHRASES, phrase
from api.exports.trace_words import component_name
from api.workbook.column import LANGUAGES, Language, Names
from billing.advice import Advice
from domain.words import say

FORMS = {
    "client": Form.TEXT,
    "component": Form.TEXT,
    "spent": Form.CENTS,
    "guide": Form.CENTS,
    "left_of_year": Form.CENTS,
    "used_up": Form.DAY,
    "warns": Form.TEXT,
    "source": Form.TEXT,
}
WIDE = {"component": 36, "warns": 70, "source": 50}


def advice_leaf(advice: Sequence[Advice], language: Language) -> Leaf:
    """A row for each ceiling that somebody drew from; warnings first."""
    rows = sorted(advice, key=lambda one: (not one.warns, one.client, one.pot))
    fields = tuple(Field(key, PHRASES[key], form, WIDE.get(key, 14)) for key, form in FORMS.items())
    columns: dict[str, Sequence[object]] = {
        "client": [one.client for one in rows],
        "component": [component_name(one.component, language) for one in rows],
        "spent": [one.spent for one in rows],
        "guide": [one.guide for one in rows],
        "left_of_year": [one.left for one in rows],
        "used_up": [one.used_up.toordinal() if one.used_up else 0 for one in rows],
        "warns": [say_advice(one, language) for one in rows],
        "source": [one.source for one in rows],
    }
    return Leaf("advice", _name(), fields, columns)


def say_advice(one: Advice, language: Language) -> str:
    """The advice in a sentence."""
    facts: dict[str, int | str] = {"left": one.left, "guide": one.guide, "spent": one.spent}
    if one.used_up is not None:
        return say(language, "advice.used_up", **facts, day=one.used_up.isoformat())
    return say(language, "advice.too_fast" if one.too_fast else "advice.calm", **facts)


def _name() -> Names:
    return Names(*(phrase(language, "advice_sheet") for language in LANGUAGES))
