"""One line against one row: what the checks of a difference look at."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from billing.books import Known
from billing.joining import NONE, Bools, Ints
from billing.kinds import Kind
from billing.sides import Lines, Prices, Rows

__all__ = ("Pairs", "Part", "parts_where")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Lines and rows side by side, in columns of one length."""

    lines: Lines
    rows: Rows
    line_at: Ints
    row_at: Ints
    group: Ints
    net: Ints
    """Of the row, with the credits that take from it."""
    minutes: Ints
    """Of the row likewise; -1: not told."""
    why: Ints
    """Why nothing was due for the line; -1: something was."""
    rebilled: Bools
    """An equal row was credited before."""
    prices: Prices
    known: Known

    def take(self, at: Bools | Ints) -> "Pairs":
        """Some of the pairs."""
        columns = ("line_at", "row_at", "group", "net", "minutes", "why", "rebilled")
        return replace(
            self,
            lines=self.lines.take(at),
            rows=self.rows.take(at),
            **{name: getattr(self, name)[at] for name in columns},
        )

    @property
    def priced(self) -> Bools:
        """Whether a price is known of the line."""
        known: Bools = self.lines.price != NONE
        return known

    @property
    def other_minutes(self) -> Bools:
        """Whether the row tells other minutes than may be billed, or than are granted."""
        told: Bools = self.minutes >= 0
        other: Bools = (
            told & (self.minutes != self.lines.minutes) & (self.minutes != self.lines.granted)
        )
        return other


@dataclass(frozen=True, slots=True)
class Part:
    """Of some pairs, the cents that one kind accounts for."""

    kind: Kind
    at: Ints
    """Places among the pairs."""
    cents: Ints
    minutes: Ints | int = 0
    found: Ints | int = 0
    wanted: Ints | int = 0


def parts_where(kind: Kind, which: Bools, cents: Ints, **facts: Ints) -> Iterator[Part]:
    """The part of the pairs that a mask picks; facts are columns over all pairs."""
    at = np.flatnonzero(which)
    if len(at):
        unknown = set(facts) - {field.name for field in fields(Part)}
        if unknown:
            message = f"a part has no {sorted(unknown)}"
            raise ValueError(message)
        yield Part(kind, at, cents[at], **{name: column[at] for name, column in facts.items()})
