"""What programs hand in and get back: strict models that follow from the records themselves.

A record's dataclass says what its fields are; here is added how long, how large and how far off
they may be. A field that a record does not have is refused, and so is a number as a text.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache, reduce
from operator import or_
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
)

from domain.session import DAY_MINUTES, WEEK_DAYS

LONGEST_ID = 60
LONGEST_TEXT = 2000
MOST_ENTRIES = 500
LARGEST = 2**31 - 1
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
FIRST_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
LAST_MOMENT = datetime(2200, 12, 31, tzinfo=UTC)

ID_PATTERN = r"^[^\x00-\x1f\x7f/,;~]+$"
TEXT_PATTERN = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
"""No NUL and no other sign that steers a machine; lines and tabs are text."""

Id = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ID, pattern=ID_PATTERN)]
OptionalId = Annotated[str, StringConstraints(max_length=LONGEST_ID, pattern=TEXT_PATTERN)]
Text = Annotated[str, StringConstraints(max_length=LONGEST_TEXT, pattern=TEXT_PATTERN)]
Day = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY)]
When = Annotated[AwareDatetime, Field(ge=FIRST_MOMENT, le=LAST_MOMENT)]
Whole = Annotated[int, Field(ge=0, le=LARGEST)]
Minute = Annotated[int, Field(ge=0, le=DAY_MINUTES)]
WeekMinute = Annotated[int, Field(ge=0, le=WEEK_DAYS * DAY_MINUTES)]
Weekday = Annotated[int, Field(ge=0, lt=WEEK_DAYS)]

TEXTS = frozenset({"name", "text", "justification", "approved_by", "reason", "case_manager"})
"""Fields that hold somebody's words; other texts are ids and codes."""
MAY_BE_EMPTY = frozenset({"status", "municipality", "referral_of_part", "theirs"})
NUMBERS: Mapping[str, Any] = {
    **dict.fromkeys(("weekday", "weekdays"), Weekday),
    **dict.fromkeys(("start", "end", "earliest", "latest", "liked", "minutes"), Minute),
    **dict.fromkeys(("pinned_start", "case_manager_free"), WeekMinute),
}
"""Numbers that mean a time, by field; every other number is a count."""
OWN_NUMBERS: Mapping[tuple[str, str], Any] = {
    ("Used", "minutes"): Whole,
    ("Move", "start"): WeekMinute,
    ("Assign", "start"): WeekMinute,
}
"""Where a field of that name means another time, or none."""


class Strict(BaseModel):
    """What is handed in: nothing more than its fields, and each of its own kind."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Loose(BaseModel):
    """What stands in an address: texts that mean numbers, days and flags; nothing more."""

    model_config = ConfigDict(extra="forbid", frozen=True)


@cache
def model_of(record: Any, *, without: frozenset[str] = frozenset(), suffix: str = "") -> Any:
    """The strict model of a record's dataclass, without some of its fields."""
    hints = get_type_hints(record)
    told: dict[str, Any] = {}
    for one in fields(record):
        if one.name in without:
            continue
        hint = _bounded(record.__name__, one.name, hints[one.name])
        if one.default is not MISSING:
            told[one.name] = (hint, Field(default=one.default))
        elif one.default_factory is not MISSING:
            told[one.name] = (hint, Field(default_factory=one.default_factory))
        else:
            told[one.name] = (hint, ...)
    about = (record.__doc__ or "").split("\n\n")[0].strip()
    return create_model(f"{record.__name__}{suffix}", __base__=Strict, __doc__=about, **told)


def _bounded(record: str, name: str, hint: Any) -> Any:  # noqa: PLR0911 - one kind, one line
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        parts = get_args(hint)
        kept = [one if one is type(None) else _bounded(record, name, one) for one in parts]
        return reduce(or_, kept)
    if origin is tuple:
        parts = get_args(hint)
        if parts[-1] is Ellipsis:
            inner = _bounded(record, name, parts[0])
            return Annotated[tuple[inner, ...], Field(max_length=MOST_ENTRIES)]  # type: ignore[valid-type]
        return tuple[tuple(_bounded(record, name, one) for one in parts)]  # type: ignore[misc]
    if origin is frozenset:
        inner = _bounded(record, name, get_args(hint)[0])
        return Annotated[frozenset[inner], Field(max_length=MOST_ENTRIES)]  # type: ignore[valid-type]
    if origin is Literal or not isinstance(hint, type):
        return hint
    if is_dataclass(hint):
        return model_of(hint)
    return _scalar(record, name, hint)


def _scalar(record: str, name: str, hint: type) -> Any:
    if issubclass(hint, Enum) or hint is bool:
        return hint
    if issubclass(hint, datetime):
        return When
    if issubclass(hint, date):
        return Day
    if issubclass(hint, int):
        return OWN_NUMBERS.get((record, name), NUMBERS.get(name, Whole))
    if name in TEXTS:
        return Text
    empty = name in MAY_BE_EMPTY or (record, name) == ("Attendance", "referral")
    return OptionalId if empty else Id
