"""What would help those left out, in words: several changes per need, and the best for all."""

from dataclasses import dataclass
from typing import Any

from api.exports.names import NameBook
from api.exports.phrases import phrase
from api.exports.reasons import write_change
from optimizer.changes import NONE
from optimizer.helps import Helps


@dataclass(frozen=True, slots=True)
class HelpsSaid:
    """What would help, per need and for all."""

    per_need: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Id, whom it is for, and the changes that would each serve it, the smallest first."""
    together: tuple[tuple[str, str], ...]
    """A change, and how many meetings it would bring."""


def write_helps(book: NameBook, helps: Helps) -> HelpsSaid:
    """Everything in the language of the names."""
    return HelpsSaid(
        per_need=tuple(
            (
                why.need,
                book.whom(book.needs[why.need]),
                tuple(write_change(book, change) for change in (why.change, *why.also)),
            )
            for why in helps.whys
        ),
        together=tuple(
            (
                write_change(book, one.change),
                phrase(
                    book.language, "would_serve", count=len(one.needs), needs=", ".join(one.needs)
                ),
            )
            for one in helps.together
        ),
    )


def helps_document(book: NameBook, helps: Helps) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "needs": [
            {
                "need": why.need,
                "changes": [
                    {"kind": one.kind.removeprefix("change."), "change": write_change(book, one)}
                    for one in (why.change, *why.also)
                    if one is not None and one.kind != NONE
                ],
            }
            for why in helps.whys
        ],
        "together": [
            {
                "kind": one.change.kind.removeprefix("change."),
                "change": write_change(book, one.change),
                "needs": list(one.needs),
            }
            for one in helps.together
        ],
    }
