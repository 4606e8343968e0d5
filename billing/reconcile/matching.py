"""What is joined so far: every line and every row in one match, or free."""

from dataclasses import dataclass, field

import numpy as np

from billing.joining import NONE, Bools, Ints
from billing.sides import Lines, Rows

PASSES = ("", "P0", "P1", "P2", "P3", "P4", "P5", "P6")
"""By which pass a match was made; the empty one: not yet."""
BY_ID, BY_KEY, BY_SUM, LEFT_OVER, ALONE = 3, 4, 5, 6, 7
BY_CREDIT = 1


@dataclass(slots=True)
class Matching:
    """Matches in the making; a match is a number that lines and rows bear."""

    lines: Lines
    rows: Rows
    line_match: Ints
    row_match: Ints
    net: Ints
    """Of each row, with the credits that take from it."""
    minutes: Ints
    root: Ints
    """The row from which a credit takes; each other row is its own."""
    by: list[Ints] = field(default_factory=list)
    count: int = 0
    pairs: list[tuple[Ints, Ints]] = field(default_factory=list)
    """Places of lines and rows joined one to one."""
    rebilled: list[Ints] = field(default_factory=list)
    """Rows that a credit took back whole."""

    @classmethod
    def begin(cls, lines: Lines, rows: Rows) -> "Matching":
        """Nothing is joined; rows of documents that are not taken are out of the way."""
        row_match = np.full(len(rows.net), NONE)
        return cls(
            lines=lines,
            rows=rows,
            line_match=np.full(len(lines.net), NONE),
            row_match=row_match,
            net=rows.net.copy(),
            minutes=rows.minutes.copy(),
            root=np.arange(len(rows.net)),
        )

    @property
    def free_lines(self) -> Bools:
        """Lines in no match yet."""
        free: Bools = self.line_match == NONE
        return free

    @property
    def free_rows(self) -> Bools:
        """Rows in no match yet that may be joined with lines."""
        own = self.root == np.arange(len(self.root))
        free: Bools = (self.row_match == NONE) & own & ~self.rows.held & ~self.rows.credit
        return free

    def new(self, count: int, by: int) -> Ints:
        """So many new matches."""
        made = np.arange(self.count, self.count + count)
        self.count += count
        self.by.append(np.full(count, by))
        return made

    def join(self, lines: Ints, rows: Ints, by: int) -> None:
        """Join lines and rows one to one."""
        made = self.new(len(lines), by)
        self.line_match[lines] = made
        self.row_match[rows] = made
        self.pairs.append((lines, rows))

    def put(self, lines: Ints, rows: Ints, by: int) -> int:
        """Make one match of some lines and some rows."""
        made = int(self.new(1, by)[0])
        self.line_match[lines] = made
        self.row_match[rows] = made
        return made

    def all_pairs(self) -> tuple[Ints, Ints]:
        """Every one-to-one match: places of lines, places of rows."""
        none = np.zeros(0, dtype=np.int64)
        return (
            np.concatenate([pair[0] for pair in self.pairs] or [none]),
            np.concatenate([pair[1] for pair in self.pairs] or [none]),
        )
