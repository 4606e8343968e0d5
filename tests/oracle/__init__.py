"""The oracle: docs/reference/rules.md in plain loops, sharing no code with ``optimizer.rules``.

It judges any roster of known needs and workers, however broken. Slow and plain on purpose.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from domain.session import Meeting
from optimizer.policy import Policy
from optimizer.problem import Problem
from tests.oracle.days import OF_ONE_MEETING, served_once, wanted_meeting, weight
from tests.oracle.look import Look
from tests.oracle.order import OF_ROUTES, client_free, routes
from tests.oracle.pairs import OF_ONE_SEAT
from tests.oracle.sums import OF_SUMS

__all__ = ["RULES", "Look", "Verdict", "alone", "judge", "price_of", "together", "weight"]

RULES: tuple[str, ...] = (
    *(rule.__name__ for rule in OF_ONE_MEETING),
    *(rule.__name__ for rule in OF_ONE_SEAT),
    "served_once",
    "wanted_meeting",
    *(rule.__name__ for rule in OF_SUMS),
    "client_free",
    *(rule.__name__ for rule in OF_ROUTES),
)


@dataclass(frozen=True)
class Verdict:
    """What a roster misses, by rule; which of it breaks a must; what the rest costs."""

    missed: dict[str, int]
    """Every rule, zeros included."""
    faults: dict[str, int]
    """Rules without a price that are missed."""
    cost: int


def alone(look: Look, meeting: Meeting) -> dict[str, int]:
    """What a meeting misses whatever else is in the roster (rules of meeting, day and seat)."""
    missed = {rule.__name__: rule(look, meeting) for rule in OF_ONE_MEETING}
    chairs = look.chairs(meeting)
    for of_seat in OF_ONE_SEAT:
        missed[of_seat.__name__] = sum(of_seat(look, chair) for chair in chairs)
    return missed


def together(look: Look, meetings: Sequence[Meeting]) -> dict[str, int]:
    """What the meetings miss as a whole (how often served, sums, order)."""
    missed = {
        "served_once": served_once(look, meetings),
        "wanted_meeting": wanted_meeting(look, meetings),
        "client_free": client_free(look, meetings),
    }
    missed.update((rule.__name__, rule(look, meetings)) for rule in OF_SUMS)
    all_routes = routes(look, meetings)
    missed.update((of_route.__name__, of_route(look, all_routes)) for of_route in OF_ROUTES)
    return missed


def price_of(policy: Policy, missed: Mapping[str, int]) -> int:
    """What the priced rules among those missed cost."""
    return sum(policy.prices[rule] * n for rule, n in missed.items() if rule in policy.prices)


def judge(problem: Problem, policy: Policy, meetings: Sequence[Meeting]) -> Verdict:
    """Judge a roster by every rule.

    An unknown need, worker or place is a programmer's error: KeyError.
    """
    look = Look(problem, policy)
    missed = dict.fromkeys(RULES, 0)
    for meeting in meetings:
        for rule, units in alone(look, meeting).items():
            missed[rule] += units
    for rule, units in together(look, meetings).items():
        missed[rule] += units
    faults = {rule: n for rule, n in missed.items() if n and rule not in policy.prices}
    return Verdict(missed, faults, price_of(policy, missed))
