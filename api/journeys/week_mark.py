"""The mark of a week: equal for equal weeks, so that what was proven of one is known to hold.

Pins are left aside: a proof without them holds with them too (see ``api.journeys.week_stored``).
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from hashlib import sha256
from typing import Any

import numpy as np
from pydantic_core import to_json

from optimizer.policy import Policy
from optimizer.problem import Problem


def mark_of(problem: Problem, policy: Policy) -> str:
    """A digest of everything that a week asks for and how its wishes are priced, but its pins."""
    free = without_pins(problem)
    told = [_plain(free), policy.model_dump(mode="json")]
    return sha256(to_json(told)).hexdigest()


def without_pins(problem: Problem) -> Problem:
    """The week with nothing held fast."""
    needs = (replace(need, pinned_workers=(), pinned_start=None) for need in problem.needs)
    return replace(problem, needs=tuple(needs))


def _plain(value: Any) -> Any:
    """A value as lists and texts, in an order that does not change from run to run."""
    if isinstance(value, frozenset):
        return sorted((_plain(one) for one in value), key=repr)
    if isinstance(value, Mapping):
        return sorted(([_plain(key), _plain(one)] for key, one in value.items()), key=repr)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, np.ndarray):
        return sha256(np.ascontiguousarray(value).tobytes()).hexdigest()
    if is_dataclass(value):
        return [_plain(getattr(value, one.name)) for one in fields(value)]
    return value
