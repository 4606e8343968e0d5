"""Models of a kind of records: what is handed in, given back, and asked for in a list."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Annotated, Any, Literal, get_origin

from pydantic import Field, create_model

from api.routes.models import Day, Loose, Text, When, Whole, model_of
from api.routes.problems import FindingTold
from api.security.rights import Right
from api.store.forms import Kind
from api.store.listing import MOST

PAGE = 100


@dataclass(frozen=True)
class Resource:
    """A kind of records as programs know it."""

    name: str
    kind: Kind[Any]
    looks: Right
    changes: Right

    @property
    def named(self) -> bool:
        """Whether whoever makes a record gives it its id; of others it follows from their key."""
        return self.kind.key == ("id",)


KeptId = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f/]+$")]


@cache
def models_of(resource: Resource) -> tuple[Any, Any]:
    """The model with the record's id, for a new one, and without it."""
    record: Any = resource.kind.record
    if not resource.named:
        return model_of(record), model_of(record)
    return model_of(record, suffix="New"), model_of(record, without=frozenset({"id"}))


@cache
def answers_of(resource: Resource) -> tuple[Any, Any, Any]:
    """The models of a record as it is kept, of a page of them, and of what one was before."""
    name = resource.kind.record.__name__
    record = models_of(resource)[1]
    told: dict[str, Any] = {
        "id": (str, ...),
        "revision": (int, Field(ge=1)),
        "changed": (datetime, ...),
    }
    kept = create_model(
        f"{name}Kept", **told, record=(record, ...), warnings=(list[FindingTold], [])
    )
    part = create_model(f"{name}Part", **told, record=(dict[str, Any], ...))
    listed = create_model(f"{name}List", items=(list[part], ...), next=(str | None, None))  # type: ignore[valid-type]
    earlier = create_model(
        f"{name}Earlier",
        revision=(int, ...),
        changed=(datetime, ...),
        ended=(datetime, ...),
        ended_by=(str, ...),
        taken_away=(bool, ...),
        record=(record, ...),
    )
    history = create_model(f"{name}History", items=(list[earlier], ...))  # type: ignore[valid-type]
    return kept, listed, history


def filters_of(resource: Resource) -> type[Loose]:
    """Parameters of a list: its page, and each open column that holds one value."""
    told: dict[str, Any] = {
        "after": (Annotated[str | None, Field(max_length=500)], None),
        "most": (Annotated[int, Field(ge=1, le=MOST)], PAGE),
        "fields": (Text | None, None),
        "changed_since": (When | None, None),
    }
    for name in open_columns(resource.kind):
        told[name] = (_plain(resource.kind.hints[name]) | None, None)
    return create_model(f"{resource.kind.record.__name__}Asked", __base__=Loose, **told)


@cache
def open_columns(kind: Kind[Any]) -> tuple[str, ...]:
    """Columns by which a list can be filtered: open, and of one value that is no moment."""
    return tuple(
        name
        for name, hint in kind.hints.items()
        if name not in kind.compound and "datetime" not in str(hint)
    )


def _plain(hint: Any) -> Any:
    text = str(hint)
    if get_origin(hint) is Literal:
        return hint
    if isinstance(hint, type) and (issubclass(hint, Enum) or hint is bool):
        return hint
    if "date" in text:
        return Day
    if "int" in text:
        return Whole
    return Text
