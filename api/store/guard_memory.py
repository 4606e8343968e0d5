"""Statements that the guard has looked at: one of the same shape is not taken apart again.

Two statements with the same cache key of SQLAlchemy are sent as the same text; they differ in the
values alone. So it is enough to remember, for each shape that was let through, which of its values
are held against a column of the provider's number, and to ask that each of them is that number.
That is stricter than the guard, which asks for one such value a table.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql import elements

MOST_SHAPES = 2000
Shape = tuple[Any, ...]


@dataclass
class GuardMemory:
    """Shapes of one engine's statements that were let through."""

    column: str
    """Name of the column with the provider's number."""
    _known: dict[Shape, tuple[int, ...]] = field(default_factory=dict)

    def lets(self, statement: Any, tenant: int | None, *, unscoped: bool) -> bool:
        """Whether the shape was let through before, with this provider's number wherever one is."""
        told = _shape_of(statement, tenant, unscoped=unscoped)
        places = self._known.get(told[0]) if told else None
        if told is None or places is None:
            return False
        return all(_is(told[1][at], tenant) for at in places)

    def remember(
        self, statement: Any, parts: Iterable[Any], tenant: int | None, *, unscoped: bool
    ) -> None:
        """Take note of a statement that the guard has let through."""
        told = _shape_of(statement, tenant, unscoped=unscoped)
        if told is None or (isinstance(statement, sa.Update) and _gives(statement, self.column)):
            return
        held = {id(one): at for at, one in enumerate(told[1])}
        places = []
        for part in parts:
            for value in _held_against(part, self.column):
                if id(value) not in held:
                    return
                places.append(held[id(value)])
        if len(self._known) >= MOST_SHAPES:
            self._known.clear()
        self._known[told[0]] = tuple(places)


def _shape_of(
    statement: Any, tenant: int | None, *, unscoped: bool
) -> tuple[Shape, list[elements.BindParameter[Any]]] | None:
    if not isinstance(statement, (sa.Select, sa.Update, sa.Delete)):
        return None
    key = statement._generate_cache_key()  # noqa: SLF001 - as the library's own cache asks
    if key is None:
        return None
    return (key.key, unscoped, tenant is None), list(key.bindparams)


def _held_against(part: Any, column: str) -> Iterable[elements.BindParameter[Any]]:
    """Values that a comparison holds against the provider's number."""
    if isinstance(part, elements.BinaryExpression):
        sides = (part.left, part.right)
        for one, other in (sides, sides[::-1]):
            named = isinstance(one, sa.ColumnElement) and getattr(one, "name", None) == column
            if named and isinstance(other, elements.BindParameter):
                yield other


def _gives(statement: sa.Update, column: str) -> bool:
    """Whether an update sets the provider's number."""
    values: Iterable[Any] = statement._values or ()  # noqa: SLF001 - told nowhere else
    return any(getattr(name, "key", name) == column for name in values)


def _is(value: elements.BindParameter[Any], tenant: int | None) -> bool:
    held = value.effective_value
    return type(held) is int and held == tenant
