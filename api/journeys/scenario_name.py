"""The number of a scenario, made of its title; and how large it is, told before it is played."""
# ruff: noqa: RUF001 - Russian letters look like Latin ones to the linter

import re
from collections.abc import Collection
from dataclasses import dataclass
from unicodedata import normalize

from scenarios.arrivals import referrals_a_year
from scenarios.changing import applied
from scenarios.scenario import Scenario
from scenarios.size import megabytes_of

CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "sch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
PLAIN = str.maketrans(CYRILLIC)
LONGEST = 48
OTHERWISE = "scenario"


def name_for(title: str, taken: Collection[str]) -> str:
    """A number that nobody else has, in plain letters: ``Kaks juurde`` -> ``kaks-juurde``."""
    told = normalize("NFKD", title.lower().translate(PLAIN)).encode("ascii", "ignore").decode()
    plain = re.sub(r"[^a-z0-9]+", "-", told).strip("-")[:LONGEST].strip("-") or OTHERWISE
    found, number = plain, 2
    while found in taken:
        found, number = f"{plain}-{number}", number + 1
    return found


@dataclass(frozen=True, slots=True)
class Size:
    """How large a scenario is when its changes are carried out."""

    referrals: int
    """A year."""
    workers: int
    megabytes: int
    """Of one replication, at its peak."""
    allowed: int


def size_of(scenario: Scenario) -> Size:
    """What playing it would take; its changes can be carried out."""
    now, _ = applied(scenario)
    return Size(
        referrals=round(sum(referrals_a_year(now, one) for one in now.demand)),
        workers=sum(group.count for group in now.staff),
        megabytes=megabytes_of(now),
        allowed=now.megabytes,
    )
