"""The mark of a week: equal for equal weeks, so that what was proven of one is known to hold.

Pins are left aside: a proof without them holds with them too (see ``api.journeys.week_stored``).
"""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from hashlib import sha256
from typing import Any

import numpy as np
from pydantic_core import to_json

from optimizer.policy import Policy
from optimizer.problem import Problem

LEAVES = frozenset({str, int, float, bool, date, type(None)})


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
    kind: Any = type(value)
    if kind in LEAVES or issubclass(kind, Enum):
        # Most of a week are such: they are asked about nothing else.
        return value
    names = _fields_of(kind)
    if names or isinstance(value, tuple):
        parts = [getattr(value, name) for name in names] or value
        return [_plain(one) for one in parts]
    if isinstance(value, frozenset):
        return sorted((_plain(one) for one in value), key=repr)
    if isinstance(value, Mapping):
        return sorted(([_plain(key), _plain(one)] for key, one in value.items()), key=repr)
    if isinstance(value, np.ndarray):
        return sha256(np.ascontiguousarray(value).tobytes()).hexdigest()
    return value


@cache
def _fields_of(kind: type) -> tuple[str, ...]:
    """Names of a record's fields; none where it is no record."""
    return tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()
