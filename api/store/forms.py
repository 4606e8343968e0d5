"""Records as rows: a column for each field, and one sealed column for what nobody may read.

What a record of a kind looks like stands in its dataclass alone; its table follows from that.
Words, numbers, days and flags have columns of their own, compound values a JSON column, and the
secret fields lie together in ``secret``, sealed with the key of the person whom they concern.
"""

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from enum import IntEnum, StrEnum
from functools import cached_property
from hashlib import blake2b
from typing import (
    TYPE_CHECKING,
    Any,
    Generic,
    Literal,
    TypeVar,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

import sqlalchemy as sa
from pydantic import TypeAdapter
from pydantic_core import to_json

from api.security.seal import Key

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

R = TypeVar("R", bound="DataclassInstance")
ID_LENGTH = 200


class Moment(sa.types.TypeDecorator[datetime]):
    """A moment as UTC, on databases with zones and without; one without a zone is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The moment as the database keeps it."""
        if value is None:
            return None
        if value.utcoffset() is None:
            message = f"{value} names no zone"
            raise ValueError(message)
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """The moment, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


_SCALARS: tuple[tuple[type, type[sa.types.TypeEngine[Any]]], ...] = (
    (StrEnum, sa.String),
    (IntEnum, sa.Integer),
    (bool, sa.Boolean),
    (int, sa.Integer),
    (datetime, Moment),
    (date, sa.Date),
    (str, sa.String),
)


@dataclass(frozen=True)
class Kind(Generic[R]):
    """One kind of record that the store keeps by id, with all its versions."""

    name: str
    """Name of the table, and the word in addresses."""
    record: type[R]
    key: tuple[str, ...]
    """Fields by which a record is known."""
    secret: frozenset[str]
    """Fields that lie sealed."""
    whose: Callable[[R], str]
    """Id of the person whose key seals; empty: the provider's own key."""
    asked_by: tuple[str, ...] = ()
    """Open fields by which records are looked for: each has an index."""
    names: Callable[[R], Iterable[tuple[str, str]]] = lambda _: ()
    """What a record names in its sealed fields: kind of thing and id (``api.store.named``)."""

    @cached_property
    def adapter(self) -> TypeAdapter[R]:
        """How the record is written and read."""
        return TypeAdapter(self.record)

    @cached_property
    def hints(self) -> dict[str, Any]:
        """Types of the fields that are not secret; the id has a column of every table."""
        hints = get_type_hints(self.record)
        named = self.key == ("id",)
        names = (one.name for one in fields(self.record))
        kept = (name for name in names if name not in self.secret)
        return {name: hints[name] for name in kept if not (named and name == "id")}

    def columns(self) -> tuple[sa.Column[Any], ...]:
        """New columns for the fields that are not secret."""
        return tuple(_column(name, hint) for name, hint in self.hints.items())

    @cached_property
    def compound(self) -> frozenset[str]:
        """Open fields that are kept as JSON."""
        return frozenset(col.name for col in self.columns() if isinstance(col.type, sa.JSON))

    @cached_property
    def sets(self) -> frozenset[str]:
        """Fields whose order means nothing: written sorted, so that equal records look equal."""
        hints = get_type_hints(self.record)
        return frozenset(n for n, hint in hints.items() if get_origin(hint) is frozenset)

    def id_of(self, record: R, salt: bytes) -> str:
        """Id of a record; where it would tell a secret, a digest that only ``salt`` explains."""
        parts = [str(getattr(record, name)) for name in self.key]
        if self.secret.isdisjoint(self.key):
            return "~".join(parts)
        return blake2b("~".join(parts).encode(), digest_size=12, key=salt).hexdigest()

    def row(self, record: R) -> dict[str, Any]:
        """Values of the open columns."""
        told = self._told(record)
        return {
            name: told[name] if name in self.compound else _plain(getattr(record, name))
            for name in self.hints
        }

    def hidden(self, record: R) -> bytes:
        """The secret fields as JSON, before they are sealed."""
        told = self._told(record)
        return to_json({name: told[name] for name in sorted(self.secret)})

    def _told(self, record: R) -> dict[str, Any]:
        told: dict[str, Any] = self.adapter.dump_python(record, mode="json")
        return told | {name: sorted(told[name]) for name in self.sets}

    def read(self, row: Mapping[str, Any], hidden: Mapping[str, Any]) -> R:
        """The record of a row and its opened secret fields."""
        told = {name: row[name] for name in self.hints}
        if self.key == ("id",):
            told["id"] = row["id"]
        return self.adapter.validate_python({**told, **hidden})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed value stands."""

    tenant: int
    table: str
    id: str
    revision: int

    def seal(self, key: Key, value: bytes) -> bytes:
        """A value sealed for this place."""
        return key.seal(value, str(self))

    def open(self, key: Key, sealed: bytes) -> bytes:
        """The value again; ``api.security.seal.SealError`` where it belongs elsewhere."""
        return key.open(sealed, str(self))

    def __str__(self) -> str:
        return f"{self.tenant}|{self.table}|{self.id}|{self.revision}"


def _column(name: str, hint: Any) -> sa.Column[Any]:
    bare, optional = _without_none(hint)
    if get_origin(bare) is Literal:
        return sa.Column(name, sa.String(), nullable=optional)
    if isinstance(bare, type):
        for kind, held in _SCALARS:
            if issubclass(bare, kind):
                return sa.Column(name, held(), nullable=optional)
    return sa.Column(name, sa.JSON(), nullable=optional)


def _without_none(hint: Any) -> tuple[Any, bool]:
    """A hint without its None, and whether it had one."""
    if get_origin(hint) in {Union, types.UnionType}:
        kept = [one for one in get_args(hint) if one is not type(None)]
        if len(kept) == 1:
            return kept[0], True
    return hint, False


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, (StrEnum, IntEnum)) else value
