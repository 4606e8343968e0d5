"""All days of a route that cost less than asked, at given prices: none is missing.

The days of one more visit each time, side by side as rows of arrays. Of days with the same
needs that end at the same one, those both later and dearer than another are dropped; of those
that are home again, all but the cheapest. Days with the same needs count the same everywhere,
save that a team must come in one option: so each option of a team's need is told apart.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from optimizer.bench import Shape
from optimizer.days import Asked
from optimizer.linear import Floats
from optimizer.routes import first_start, spread
from optimizer.tables import Bools, Ints, starts_of

WORD = 63
"""Bits of a whole number that are free to use."""
AT_ONCE, ON_THE_WAY = 4, 20
"""Days under way at once, and tried at once, for each day that there is room for."""


@dataclass(frozen=True)
class Found:
    """Days that were found."""

    days: list[list[int]]
    """Calls in order, numbered like the share's."""
    minutes: list[int]
    """On the way."""


@dataclass(frozen=True)
class _Rows:
    """Days under way, all with as many visits; the last one is ``call``."""

    call: Ints
    minute: Ints
    """From which the worker is there; later, at which the visit is done."""
    cost: Floats
    load: Ints
    way: Ints
    """Minutes on the way so far."""
    met: Ints
    """(rows, words) bits of needs that cannot be met any more."""
    key: Ints
    """(rows, words) bits of what the day counts."""
    odd: Ints
    """Bits of the triples of which an odd number is met."""
    path: NDArray[np.int32]
    """(rows, visits)"""

    def only(self, rows: Ints) -> "_Rows":
        """Some of the days."""
        return _Rows(*(getattr(self, f.name)[rows] for f in fields(self)))


@dataclass(frozen=True)
class _Ways:
    """A route as this file reads it."""

    asked: Asked
    shape: Shape
    behind: Floats
    owner: Ints
    """Need of each call."""
    rival: Ints
    """Per need the bit that it shares with its rivals."""
    bit: Ints
    """Per call."""
    next_at: Ints
    next_call: Ints
    """Calls that can follow each need."""


def all_days(asked: Asked, behind: Floats, rivals: Ints, in_team: Bools, room: int) -> Found | None:
    """Every day below ``asked.most``, and for each set of needs the cheapest; None: no room.

    ``rivals`` as a memory has them, per need; ``in_team`` per call of the route. All calls of
    a need weigh the same.
    """
    w = _ways(asked, behind, rivals, in_team)
    rows: _Rows | None = _leave_home(w)
    found = Found([], [])
    while rows is not None and len(rows.call):
        rows = _cheapest(w, _visit(w, rows))
        _come_home(w, rows, found)
        if len(found.days) > room or len(rows.call) > AT_ONCE * room:
            return None
        rows = _go_on(w, rows, ON_THE_WAY * room)
    return None if rows is None else found


def _ways(asked: Asked, behind: Floats, rivals: Ints, in_team: Bools) -> _Ways:
    r = asked.route
    owner = np.repeat(np.arange(len(r.minutes)), np.diff(r.at))
    own = np.where(in_team, len(r.minutes) + np.arange(len(owner)), owner)
    at, call = spread(r.at, r.next_need.astype(np.int64))
    of_need = np.repeat(np.arange(len(r.minutes)), np.diff(r.next_at))
    return _Ways(
        asked=asked,
        shape=asked.shape,
        behind=behind,
        owner=owner,
        rival=np.unique(rivals, return_inverse=True)[1],
        bit=np.unique(own, return_inverse=True)[1],
        next_at=starts_of(np.bincount(of_need[at], minlength=len(r.minutes)).tolist()),
        next_call=call,
    )


def _leave_home(w: _Ways) -> _Rows:
    """On the way to each call."""
    many, out = len(w.owner), w.asked.route.out[w.owner]
    zero = np.zeros(many, np.int64)
    return _Rows(
        call=np.arange(many),
        minute=w.asked.route.begin + out,
        cost=w.asked.travel * out.astype(np.float64),
        load=zero,
        way=out,
        met=np.zeros((many, 1 + int(w.rival.max(initial=0)) // WORD), np.int64),
        key=np.zeros((many, 1 + int(w.bit.max(initial=0)) // WORD), np.int64),
        odd=zero,
        path=np.zeros((many, 0), np.int32),
    )


def _visit(w: _Ways, rows: _Rows) -> _Rows:
    """Meet the need that each row has come to, where it is in time and of interest."""
    a, r, call = w.asked, w.asked.route, rows.call
    need = w.owner[call]
    start = first_start(rows.minute, r.lo[call], a.grid)
    done = start + r.minutes[need]
    cost, load = rows.cost + a.price[call], rows.load + a.load[call]
    again = rows.odd & a.triples[need]
    for number, price in enumerate(a.triple_price.tolist()):
        cost = cost + price * ((again >> number) & 1)
    kept = np.flatnonzero((start <= r.hi[call]) & (load <= a.load_most))
    home = w.behind[need[kept], (done[kept] - r.begin) // w.shape.slot]
    kept = kept[cost[kept] + home < a.most]
    old, call, need = rows.only(kept), call[kept], need[kept]
    return _Rows(
        call=call,
        minute=done[kept],
        cost=cost[kept],
        load=load[kept],
        way=old.way,
        met=_with_bit(old.met, w.rival[need]),
        key=_with_bit(old.key, w.bit[call]),
        odd=old.odd ^ a.triples[need],
        path=np.column_stack([old.path, call.astype(np.int32)]),
    )


def _with_bit(words: Ints, bit: Ints) -> Ints:
    """The words with one more bit in each row."""
    words[np.arange(len(words)), bit // WORD] |= np.int64(1) << (bit % WORD)
    return words


def _cheapest(w: _Ways, rows: _Rows) -> _Rows:
    """Of days with the same needs and last need: those cheaper than all that end earlier."""
    if not len(rows.call):
        return rows
    need = w.owner[rows.call]
    order = np.lexsort((rows.cost, rows.minute, need, *rows.key.T))
    key, need, cost = rows.key[order], need[order], rows.cost[order]
    first = np.ones(len(order), np.bool_)
    first[1:] = (key[1:] != key[:-1]).any(axis=1) | (need[1:] != need[:-1])
    # Ranks and not costs, so that every group begins below whatever stood before it.
    rank = np.unique(cost, return_inverse=True)[1] - np.cumsum(first) * (len(cost) + 1)
    least = np.minimum.accumulate(rank)
    first[1:] |= rank[1:] < least[:-1]
    return rows.only(order[first])


def _come_home(w: _Ways, rows: _Rows, found: Found) -> None:
    """Write the days down that are of interest with the way home."""
    back = w.asked.route.back[w.owner[rows.call]]
    whole = rows.cost + w.asked.travel * back
    good = np.flatnonzero(whole < w.asked.most)
    key = rows.key[good]
    order = np.lexsort((whole[good], *key.T))
    first = np.ones(len(order), np.bool_)
    first[1:] = (key[order[1:]] != key[order[:-1]]).any(axis=1)
    chosen = good[order[first]]
    found.days.extend((w.asked.route.first + rows.path[chosen]).tolist())
    found.minutes.extend((rows.way + back)[chosen].tolist())


def _go_on(w: _Ways, rows: _Rows, most: int) -> _Rows | None:
    """On the way from each visit to all that can follow; None: too many."""
    need = w.owner[rows.call]
    if int((w.next_at[need + 1] - w.next_at[need]).sum()) > most:
        return None
    at, row = spread(w.next_at, need)
    call = w.next_call[row]
    bit = w.rival[w.owner[call]]
    free = np.flatnonzero((rows.met[at, bit // WORD] >> (bit % WORD)) & 1 == 0)
    at, call = at[free], call[free]
    way = w.asked.route.ways[need[at], w.owner[call]].astype(np.int64)
    old = rows.only(at)
    return _Rows(
        call=call,
        minute=old.minute + way,
        cost=old.cost + w.asked.travel * way.astype(np.float64),
        load=old.load,
        way=old.way + way,
        met=old.met,
        key=old.key,
        odd=old.odd,
        path=old.path,
    )
