"""Cost against service: what no other beats in both."""

from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.intervals import Interval


@dataclass(frozen=True, slots=True)
class Offer:
    """A scenario as cost and service see it."""

    name: str
    cents: Interval
    share: Interval


def front(offers: Sequence[Offer]) -> list[Offer]:
    """Those that no other beats in both cost and service, the cheapest first."""
    return [offers[n] for n in unbeaten([(one.cents.mean, one.share.mean) for one in offers])]


def unbeaten(rows: Sequence[tuple[float, float]]) -> list[int]:
    """Numbers of the rows (cost, service) than which none costs no more and brings as much.

    The cheapest first; of equal ones the first that is named.
    """
    found: list[int] = []
    for n in sorted(range(len(rows)), key=lambda n: (rows[n][0], -rows[n][1])):
        if not found or rows[n][1] > rows[found[-1]][1]:
            found.append(n)
    return found
