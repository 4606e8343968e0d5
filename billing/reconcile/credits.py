"""P0, rows of credit notes: each takes from the row of the invoice that it corrects.

What is left of that row is then compared with what was delivered. A credit that finds no row is
told: without its invoice (D11), over more than is left (D12), given before (D13).
"""

from collections.abc import Iterator

import numpy as np

from billing.joining import NONE, Bools, Ints, pack, pair_counted, pair_unique
from billing.kinds import Kind
from billing.reconcile.matching import BY_CREDIT, Matching
from billing.results import Told, tell
from billing.sides import Rows


def take_credits(m: Matching) -> None:
    """Take every credit from its row: by all that it says, then by client, component and day."""
    rows = m.rows
    credit = rows.credit & ~rows.held & (rows.corrects != 0)
    if not credit.any():
        return
    first = np.zeros(len(rows.net), dtype=np.bool_)
    for exact in (True, False):
        notes = np.flatnonzero(credit & (m.root == np.arange(len(rows.net))))
        bills = np.flatnonzero(m.free_rows & (m.net > 0) & ~first)
        left, right = _keys(rows, bills, notes, exact=exact)
        if exact:
            one, other = pair_counted(left, right, rows.name[bills], rows.name[notes])
        else:
            one, other = pair_unique(left, right)
        _take(m, bills[one], notes[other])
        first[bills[one]] = True
    _take_whole(m, np.flatnonzero(credit & (m.root == np.arange(len(rows.net)))))
    _close(m)


def _keys(rows: Rows, bills: Ints, notes: Ints, *, exact: bool) -> tuple[Ints, Ints]:
    parts = [(rows.own[bills], rows.corrects[notes])]
    names = ["client", "component", "first", "last", *(["minutes"] if exact else [])]
    parts += [(getattr(rows, name)[bills], getattr(rows, name)[notes]) for name in names]
    if exact:
        parts.append((rows.net[bills], -rows.net[notes]))
    return pack(parts)


def _take(m: Matching, bills: Ints, notes: Ints) -> None:
    m.root[notes] = bills
    m.net[bills] += m.rows.net[notes]
    both = (m.minutes[bills] >= 0) & (m.rows.minutes[notes] >= 0)
    part = both & (m.net[bills] != 0)
    m.minutes[bills] -= np.where(part, m.rows.minutes[notes], 0)
    # A credit of money alone repeats the minutes that it does not take back.
    m.minutes[bills] = np.where(
        part & (m.minutes[bills] <= 0), m.rows.minutes[bills], m.minutes[bills]
    )


def _take_whole(m: Matching, notes: Ints) -> None:
    """A credit in one sum over all that is left of an invoice takes every row of it."""
    rows = m.rows
    for note in notes[rows.client[notes] == NONE]:
        bills = np.flatnonzero(m.free_rows & (rows.own == rows.corrects[note]))
        if len(bills) and int(m.net[bills].sum()) == -int(rows.net[note]):
            m.put(np.zeros(0, dtype=np.int64), np.append(bills, note), BY_CREDIT)
            m.rebilled.append(bills)


def _close(m: Matching) -> None:
    """Rows of which nothing, or less than nothing, is left are matches of their own."""
    gone = np.flatnonzero(_touched(m) & (m.net <= 0))
    m.row_match[gone] = m.new(len(gone), BY_CREDIT)
    m.rebilled.append(gone)


def _touched(m: Matching) -> Bools:
    """Rows from which a credit takes."""
    touched = np.zeros(len(m.root), dtype=np.bool_)
    touched[m.root[m.root != np.arange(len(m.root))]] = True
    return touched


def follow(m: Matching) -> None:
    """Credits stand in the match of the row from which they take."""
    notes = np.flatnonzero(m.root != np.arange(len(m.root)))
    m.row_match[notes] = m.row_match[m.root[notes]]


def tell_credits(m: Matching, earlier: Rows, open_since: int) -> Iterator[Told]:
    """Every credit that took from nothing, or from more than there was."""
    rows = m.rows
    over = np.flatnonzero(_touched(m) & (m.net < 0))
    yield _told(m, Kind.D12, over, m.net[over])
    alone = rows.credit & ~rows.held & (m.row_match == NONE)
    alone &= m.root == np.arange(len(rows.net))
    at = np.flatnonzero(alone)
    if not len(at):
        return
    m.row_match[at] = m.new(len(at), BY_CREDIT)
    given = _given_before(m, at)
    past = _earlier_day(rows, earlier, at)
    known = np.isin(rows.corrects[at], np.concatenate((rows.own, earlier.own)))
    beyond = _beyond(rows, earlier, at)
    left = np.ones(len(at), dtype=np.bool_)
    for kind, which in (
        (Kind.D13, given),
        (Kind.D11, ~known),
        (Kind.A05, (past > 0) & (past < open_since)),
        (Kind.A04, past > 0),
        (Kind.D12, beyond),
        (Kind.X01, left.copy()),
    ):
        here = left & which
        left &= ~which
        yield _told(m, kind, at[here], rows.net[at[here]])


def _told(m: Matching, kind: Kind, at: Ints, cents: Ints) -> Told:
    return tell(
        kind,
        len(at),
        primary=True,
        cents=cents,
        group=m.row_match[at],
        row=at,
        document=m.rows.document[at],
        found=cents,
    )


def _given_before(m: Matching, at: Ints) -> Bools:
    """Whether the same was credited already: taken from a row, or in one sum."""
    rows = m.rows
    used = np.flatnonzero(rows.credit & (m.row_match != NONE) | (m.root != np.arange(len(m.root))))
    used = used[~np.isin(used, at)]
    names = ("corrects", "client", "component", "first", "last", "net")
    key, taken = pack([(getattr(rows, n)[at], getattr(rows, n)[used]) for n in names])
    return np.isin(key, taken)


def _earlier_day(rows: Rows, earlier: Rows, at: Ints) -> Ints:
    """First day of the earlier row that a credit gives back; 0: none fits."""
    parts = [(rows.corrects[at], earlier.own), (rows.net[at], -earlier.net)]
    parts += [
        (getattr(rows, name)[at], getattr(earlier, name))
        for name in ("client", "component", "first")
    ]
    key, past = pack(parts)
    found = np.zeros(len(at), dtype=np.int64)
    if len(past):
        order = np.argsort(past, kind="stable")
        place = np.minimum(np.searchsorted(past[order], key), len(past) - 1)
        hit = past[order][place] == key
        found[hit] = earlier.low[order[place[hit]]]
    return found


def _beyond(rows: Rows, earlier: Rows, at: Ints) -> Bools:
    """Whether all credits of an invoice come to more than the invoice."""
    names = np.unique(rows.corrects[at])

    def total(keys: Ints, nets: Ints) -> Ints:
        place = np.minimum(np.searchsorted(names, keys), len(names) - 1)
        hit = names[place] == keys
        sums = np.zeros(len(names), dtype=np.int64)
        np.add.at(sums, place[hit], nets[hit])
        return sums

    billed = total(rows.own, np.where(rows.credit, 0, rows.net))
    billed += total(earlier.own, earlier.net) if len(earlier.net) else 0
    given = total(rows.corrects, np.where(rows.credit & ~rows.held, rows.net, 0))
    beyond = billed + given < 0
    return np.asarray(beyond[np.searchsorted(names, rows.corrects[at])])
