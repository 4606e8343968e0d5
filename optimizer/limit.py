"""What a rule says of sums: these choices together use at most, or at least, so much.

Five closed shapes carry every rule of sums. A limit does not know who asks: the engines
ask about assignments that could be, the check about those that are. Whether a limit is a
must or a wish stands in the policy, under the limit's rule.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from optimizer.tables import Ints, Tables
from optimizer.visits import Visits

NO_LIMIT = 1 << 40
"""More than any week can use."""


@dataclass(frozen=True)
class NeedSum:
    """A sum over needs, whoever comes, counted on the days of the mask alone."""

    rule: str
    about: Sequence[str]
    days: Ints
    """Weekdays that count, bit 0 = Monday."""
    most: Ints
    row_limit: Ints
    row_need: Ints
    row_use: Ints


@dataclass(frozen=True)
class WorkerSum:
    """A sum over the seats that one worker takes; ``use`` does not depend on who comes."""

    rule: str
    about: Sequence[str]
    worker: Ints
    days: Ints
    most: Ints
    least: Ints
    use: Ints
    """Per seat of the problem."""


@dataclass(frozen=True)
class PairSum:
    """A sum over chosen pairs across workers: a pool that many draw from."""

    rule: str
    about: Sequence[str]
    most: Ints
    row_limit: Ints
    row_pair: Ints
    """Position in the arrays of pairs that the rule was asked about."""
    row_use: Ints


@dataclass(frozen=True)
class Different:
    """Different workers of a key, or different keys of a worker.

    A *bond* is a key and a worker who meet; meeting again adds nothing. Bonds that are
    ``known`` stand already. Limits sit on keys or on workers, never on both at once.
    """

    rule: str
    about: Sequence[str]
    pair_key: Ints
    """Rows (pair, key) in which a bond would be made: the pair's position ..."""
    pair_key_of: Ints
    """... and the key."""
    keys: int
    on_key: bool
    """True: ``most`` is per key; False: per worker."""
    most: Ints
    known_key: Ints
    known_worker: Ints


@dataclass(frozen=True)
class WorkerDays:
    """Days on which a worker has at least one meeting."""

    rule: str
    about: Sequence[str]
    worker: Ints
    most: Ints


Limits = NeedSum | WorkerSum | PairSum | Different | WorkerDays


class CountRule(Protocol):
    """A rule of sums, asked about pairs (seat, worker) that could be or that are."""

    __name__: str

    def __call__(self, t: Tables, seat: Ints, worker: Ints, /) -> Iterator[Limits]:
        """Yield the limits among these pairs."""


class PairRule(Protocol):
    """Units missed by giving a seat to a worker: (pairs,), or (pairs, 7) by weekday."""

    __name__: str

    def __call__(self, t: Tables, seat: Ints, worker: Ints, /) -> Ints:
        """Units missed."""


class StartRule(Protocol):
    """Units missed by starting a need at a minute of the week: (needs,)."""

    __name__: str

    def __call__(self, t: Tables, need: Ints, start: Ints, /) -> Ints:
        """Units missed."""


@dataclass(frozen=True)
class Misses:
    """Units missed, by whom they are about."""

    about: Sequence[str]
    missed: Ints


class RosterRule(Protocol):
    """A rule of whole rosters or of the order within a day, stated for the check."""

    __name__: str

    def __call__(self, t: Tables, visits: Visits, /) -> Misses:
        """Units missed, and about whom."""


def no_misses() -> Misses:
    """Nothing to say."""
    return Misses((), np.zeros(0, np.int64))
