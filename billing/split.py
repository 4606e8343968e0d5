"""Shares of the funders: every line whole, every funder's sum within a cent of its share.

Cents that a share leaves open are handed to the funder to whom most is owed so far (running
error diffusion), line by line in the order of service, for each grant and provider. What is owed
is the state; it is carried from month to month and is part of the close. For two funders the
rule has a closed form: differences of rounded running sums.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from billing.columns import UNKNOWN, joined, service_order
from billing.grants import Grant, grants_on
from billing.tables import SPLIT, table
from domain.programme import Programme

WHOLE = 100
PAIR = 2
Key = tuple[str, str]
"""Grant and provider."""
State = Mapping[Key, tuple[int, ...]]
"""Hundredths of a cent owed to each funder of a grant: share of all lines less what was given."""
NOTHING_OWED: State = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Claim:
    """What one funder is asked for: the sum of the lines beside the share of the total."""

    grant: str
    funder: str
    cents: int
    share: int
    """Share of the grant's total, in hundredths of a cent: exact."""

    @property
    def apart(self) -> int:
        """Hundredths of a cent by which the sum passes the share."""
        return self.cents * WHOLE - self.share


def split_lines(
    attended: pd.DataFrame,
    net: np.ndarray,
    programmes: Mapping[str, Programme],
    state: State = NOTHING_OWED,
) -> tuple[pd.DataFrame, State]:
    """Table ``split`` for every line that claims something, and what is owed afterwards.

    Rows stand in the order of the grants, in each in the order of service, the funders of a line
    side by side. A line of 0 cents has no shares; nothing here is negative.
    """
    grants, number = grants_on(attended, programmes)
    rows = np.flatnonzero((net != 0) & (number != UNKNOWN))
    several = np.asarray([len(grant.funders) > 1 for grant in grants] + [False])
    shared = service_order(attended, rows[several[number[rows]]])
    alone = rows[~several[number[rows]]]
    pieces = [_Piece.of(alone, number[alone], net[alone].reshape(-1, 1))]
    owed = dict(state)
    provider = attended["provider"].cat.codes.to_numpy().astype(np.int64)
    block = joined(number[shared], provider[shared])
    for of_block in _blocks(block):
        mine = shared[of_block]
        grant = grants[number[mine[0]]]
        key = (grant.name, str(attended["provider"].iloc[mine[0]]))
        cents, owed[key] = diffuse(net[mine], grant.shares, owed.get(key))
        pieces.append(_Piece.of(mine, number[mine], cents))
    return _table(attended, grants, pieces), MappingProxyType(owed)


def diffuse(
    amounts: np.ndarray, shares: tuple[int, ...], owed: tuple[int, ...] | None = None
) -> tuple[np.ndarray, tuple[int, ...]]:
    """Cents of each funder (columns) of each amount (rows), and what is owed afterwards.

    ``amounts`` are 0 or more and ``shares`` percents that make a hundred; ``owed`` is what
    a run before left. Each row sums to its amount; each funder's running sum stays within a
    cent of its share as long as what was owed was.
    """
    if amounts.size and int(amounts.min()) < 0:
        message = "a reversal copies the shares of its original; it is not shared out anew"
        raise ValueError(message)
    before = owed or (0,) * len(shares)
    if len(shares) == PAIR and -WHOLE <= 2 * before[0] < WHOLE and sum(before) == 0:
        return _pair(amounts, shares, before[0])
    return _one_by_one(amounts, shares, before)


def _pair(
    amounts: np.ndarray, shares: tuple[int, ...], owed: int
) -> tuple[np.ndarray, tuple[int, ...]]:
    """Two funders: the first gets what its rounded running share grows by."""
    running = np.cumsum(amounts) * shares[0] + owed
    given = np.floor_divide(2 * running + WHOLE, 2 * WHOLE)
    first = np.diff(given, prepend=0)
    left = int(running[-1] - WHOLE * given[-1]) if len(amounts) else owed
    return np.column_stack([first, amounts - first]), (left, -left)


def _one_by_one(
    amounts: np.ndarray, shares: tuple[int, ...], owed: tuple[int, ...]
) -> tuple[np.ndarray, tuple[int, ...]]:
    """Any number of funders: the whole cents of each share, the rest to whom most is owed."""
    due = list(owed)
    found = []
    for amount in amounts.tolist():
        given = [amount * share // WHOLE for share in shares]
        for place, share in enumerate(shares):
            due[place] += amount * share - given[place] * WHOLE
        for _ in range(amount - sum(given)):
            most = max(range(len(shares)), key=lambda place: (due[place], -place))
            given[most] += 1
            due[most] -= WHOLE
        found.append(given)
    cents = np.asarray(found, dtype=np.int64).reshape(len(found), len(shares))
    return cents, tuple(due)


def reverse(split: pd.DataFrame, lines: frozenset[str]) -> pd.DataFrame:
    """The shares of some lines with the sign turned: copied as stored, never computed anew."""
    copied = split[split["line"].isin(lines)].reset_index(drop=True)
    return copied.assign(cents=-copied["cents"])


def owed_after(state: State, grant: Grant, provider: str, cents: Mapping[str, int]) -> State:
    """What is owed after shares were given, or taken back, outside of ``split_lines``.

    ``cents`` are what each funder got (minus in a reversal); the lines to come make up for the
    difference to the shares.
    """
    total = sum(cents.values())
    key = (grant.name, provider)
    before = state.get(key, (0,) * len(grant.shares))
    after = tuple(
        owed + total * share - WHOLE * cents.get(funder, 0)
        for owed, share, funder in zip(before, grant.shares, grant.funders, strict=True)
    )
    return MappingProxyType({**state, key: after})


def claims(split: pd.DataFrame, grants: Mapping[str, Grant]) -> tuple[Claim, ...]:
    """What each funder is asked for, in the order of the grants and their funders."""
    sums = split.groupby(["grant", "funder"], observed=True, as_index=False)["cents"].sum()
    columns = (sums["grant"], sums["funder"], sums["cents"])
    given = {(str(a), str(b)): int(cents) for a, b, cents in zip(*columns, strict=True)}
    named = {grant for grant, _ in given}
    totals = {name: sum(c for (g, _), c in given.items() if g == name) for name in named}
    return tuple(
        Claim(name, funder, given.get((name, funder), 0), totals[name] * share)
        for name, grant in grants.items()
        if name in named
        for funder, share in zip(grant.funders, grant.shares, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Piece:
    """Rows of ``attended``, the grant and funder of each share, and its cents."""

    row: np.ndarray
    grant: np.ndarray
    funder: np.ndarray
    cents: np.ndarray

    @classmethod
    def of(cls, rows: np.ndarray, grants: np.ndarray, cents: np.ndarray) -> "_Piece":
        """Shares side by side."""
        width = cents.shape[1]
        funder = np.tile(np.arange(width), len(rows))
        return cls(np.repeat(rows, width), np.repeat(grants, width), funder, cents.ravel())


def _blocks(block: np.ndarray) -> list[np.ndarray]:
    """Places of each block's rows, in their order."""
    order = np.argsort(block, kind="stable")
    ends = np.flatnonzero(np.diff(block[order])) + 1
    return [part for part in np.split(order, ends) if len(part)]


def _table(attended: pd.DataFrame, grants: list[Grant], pieces: list[_Piece]) -> pd.DataFrame:
    """The table ``split``."""
    row = np.concatenate([piece.row for piece in pieces])
    grant = np.concatenate([piece.grant for piece in pieces])
    place = np.concatenate([piece.funder for piece in pieces])
    names = list(dict.fromkeys(name for one in grants for name in one.funders))
    widest = max((len(one.funders) for one in grants), default=0)
    code = np.full((len(grants), max(widest, 1)), UNKNOWN)
    for number, one in enumerate(grants):
        code[number, : len(one.funders)] = [names.index(name) for name in one.funders]
    labels = pd.Index([one.name for one in grants], dtype="str")
    funders = pd.Index(names, dtype="str")
    return table(
        SPLIT,
        {
            "line": attended["line"].to_numpy()[row],
            "funder": pd.Categorical.from_codes(code[grant, place].astype(np.int64), funders),
            "grant": pd.Categorical.from_codes(grant.astype(np.int64), labels),
            "cents": np.concatenate([piece.cents for piece in pieces]),
        },
    )
