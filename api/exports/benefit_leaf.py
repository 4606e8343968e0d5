"""The list of benefits for attending, as a sheet."""

from collections.abc import Sequence

from api.exports.month_leaf import Field, Form, Leaf
from api.exports.phrases import PHRASES, phrase
from api.workbook.column import Language
from billing.benefits import Attended
from domain.places import places

FORMS = {
    "client": Form.TEXT,
    "theirs": Form.TEXT,
    "day": Form.DAY,
    "benefit": Form.TEXT,
    "home": Form.TEXT,
    "place": Form.TEXT,
    "km": Form.WHOLE,
    "euros": Form.CENTS,
    "note": Form.TEXT,
    "source": Form.TEXT,
}
WIDE = {"home": 20, "place": 20, "note": 40, "source": 40}


def benefit_leaf(rows: Sequence[Attended], language: Language) -> Leaf:
    """A row for each client, day and benefit; an amount that no source has is an empty cell."""
    fields = tuple(
        Field(key, PHRASES[key], form, WIDE.get(key, 14), total=key == "euros")
        for key, form in FORMS.items()
    )
    columns: dict[str, Sequence[object]] = {
        "client": [one.client for one in rows],
        "theirs": [one.theirs for one in rows],
        "day": [one.day.toordinal() for one in rows],
        "benefit": [phrase(language, f"benefit.{one.benefit}") for one in rows],
        "home": [_place(one.home) for one in rows],
        "place": [_place(one.place) for one in rows],
        "km": [one.km for one in rows],
        "euros": [one.cents for one in rows],
        "note": [phrase(language, f"note.{one.note}") if one.note else "" for one in rows],
        "source": [one.source for one in rows],
    }
    return Leaf("benefits", PHRASES["benefits"], fields, columns)


def _place(place: str) -> str:
    known = places().get(place)
    return known.name if known else place
