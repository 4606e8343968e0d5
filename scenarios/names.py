"""Words that a scenario may use: the counties, languages, experiences, components and funders.

They are the trade's own. A word that the house does not know is refused with the words that
would be right, the nearest first.
"""

from collections.abc import Callable, Collection
from difflib import get_close_matches
from functools import cache
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import PydanticCustomError

from billing.grants import grants_of
from domain.funders import read_funder
from domain.languages import languages
from domain.places import places
from domain.programme import components, programmes
from domain.themes import kinds

UNKNOWN = "unknown"
"""Kind of the fault, as ``reading`` meets it."""
MANY = 20
"""Words that are told in full; of longer lists the nearest are told."""


@cache
def counties() -> tuple[str, ...]:
    """The counties of Estonia, sorted by name."""
    return tuple(sorted({place.county for place in places().values()}))


@cache
def funders() -> tuple[str, ...]:
    """Everybody who pays anything under any programme, in the order of the programmes."""
    found = [name for p in programmes().values() for g in grants_of(p) for name in g.funders]
    return tuple(dict.fromkeys(found))


def nearest(word: str, known: Collection[str]) -> str:
    """Words that would be right, the nearest first."""
    near = get_close_matches(word, known, n=3, cutoff=0.5)
    rest = sorted(set(known) - set(near)) if len(known) <= MANY or not near else []
    return ", ".join([*near, *rest][:MANY])


def _one_of(known: Callable[[], Collection[str]]) -> AfterValidator:
    def check(word: str) -> str:
        if word not in known():
            expected = {"expected": nearest(word, known())}
            raise PydanticCustomError(UNKNOWN, "one of {expected}", expected)
        return word

    return AfterValidator(check)


County = Annotated[str, _one_of(counties)]
LanguageCode = Annotated[str, _one_of(languages)]
Kind = Annotated[str, _one_of(kinds)]
"""Kind of lived experience."""
ComponentId = Annotated[str, _one_of(components)]
FunderName = Annotated[str, AfterValidator(read_funder), _one_of(funders)]
"""As programmes name it, or as people call it in any of the three languages."""
