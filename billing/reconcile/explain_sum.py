"""Why a sum is not that of its meetings: the smallest set of reasons that gives the difference.

An explanation counts only if it is right to the cent, agrees with the minutes where they are
told, and is the only one of its size. Else the cents stay unexplained (X01), with what might
explain them beside.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np

from billing.joining import NONE, Ints
from billing.kinds import ORDER, Kind
from billing.reconcile.matching import BY_SUM, Matching
from billing.results import NAMES, Told, tell
from billing.rounding import half_away
from billing.sides import Sides
from billing.tables import E4
from billing.tariffs import listed, on_the_day, price_at, price_by, swap_unit
from billing.vat import HUNDREDTHS, rates

_MOST_REASONS = 3
_FEW = 40
"""With more kinds of reasons than that, only one or two together are tried."""


@dataclass(frozen=True, slots=True)
class Sum:
    """Rows that are one sum, and the lines of their days: in it, beside it, or for nothing."""

    m: Matching
    sides: Sides
    why: Ints
    rounding: int
    lines: Ints
    rows: Ints
    heads: bool


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that would make a difference."""

    kind: Kind
    cents: int
    minutes: int | None = None
    """By how many minutes it would change the sum's; None: it says nothing of minutes."""
    line: int = NONE


def explain(sum_: Sum, m: Matching) -> Iterator[Told]:
    """Join a sum that is not right with its meetings, and tell why it is not."""
    lines, net = sum_.lines, m.lines.net
    inside = lines[(m.line_match[lines] == NONE) & (net[lines] > 0)]
    delta = int(m.net[sum_.rows].sum()) - int(net[inside].sum())
    found = _reasons(sum_, inside, delta)
    sets = _smallest(found, delta, _minutes(sum_, inside))
    if not len(inside) and not sets:
        return
    group = m.put(inside, sum_.rows, BY_SUM)
    row = int(sum_.rows[0])
    base = {"group": group, "row": row, "document": int(m.rows.document[row]), "primary": True}
    base |= {"found": int(m.net[sum_.rows].sum()), "wanted": int(net[inside].sum())}
    if len(sets) != 1:
        hint = ORDER[sets[0][0][0].value] if sets else NONE
        yield tell(Kind.X01, 1, cents=delta, note=hint, **base)
        return
    for kind, cents, minutes in sets[0]:
        alike = [r.line for r in found if (r.kind, r.cents, r.minutes) == (kind, cents, minutes)]
        used = sum(key == (kind, cents, minutes) for key in sets[0])
        line = alike[0] if len(set(alike)) == used == 1 else NONE
        yield tell(kind, 1, cents=cents, minutes=minutes or 0, line=line, **base)


def _minutes(sum_: Sum, inside: Ints) -> int | None:
    told = sum_.m.minutes[sum_.rows]
    if (told < 0).any():
        return None
    return int(told.sum()) - int(sum_.m.lines.minutes[inside].sum())


_Key = tuple[Kind, int, int | None]


def _smallest(found: list[Reason], delta: int, minutes: int | None) -> list[tuple[_Key, ...]]:
    """Every smallest set of reasons that gives the difference."""
    times = Counter((r.kind, r.cents, r.minutes) for r in found if r.cents)
    keys = sorted(times, key=lambda key: (ORDER[key[0].value], key[1], key[2] or 0))
    most = _MOST_REASONS if len(keys) <= _FEW else _MOST_REASONS - 1
    for size in range(1, most + 1):
        sets = [
            chosen
            for chosen in combinations_with_replacement(keys, size)
            if sum(key[1] for key in chosen) == delta
            and all(n <= times[key] for key, n in Counter(chosen).items())
            and _fits(chosen, minutes)
        ]
        if sets:
            return sets
    return []


def _fits(chosen: tuple[_Key, ...], minutes: int | None) -> bool:
    told = [key[2] for key in chosen]
    if minutes is None or (minutes and None in told):
        return True
    return sum(part or 0 for part in told) == minutes


def _reasons(sum_: Sum, inside: Ints, delta: int) -> list[Reason]:
    """Everything that might make a difference between this sum and its meetings."""
    found = [*_wrong_on_paper(sum_), *_by_ceilings(sum_, inside)]
    if sum_.heads:
        found += _by_heads(sum_, inside)
    else:
        found += [*_by_meeting(sum_, inside), *_by_price(sum_, inside)]
    exact = {reason.cents for reason in found}
    if delta not in exact:
        found += _by_writing(sum_, inside, delta)
    return found


def _by_meeting(sum_: Sum, inside: Ints) -> Iterator[Reason]:
    lines = sum_.m.lines
    rest = np.setdiff1d(sum_.lines, inside)
    single = rest[lines.net[rest] > 0]
    for at in inside:
        cents, minutes = int(lines.net[at]), int(lines.minutes[at])
        yield Reason(Kind.P03, -cents, -minutes, int(at))
        # Where a meeting stands alone as well, it is that one which the sum has over.
        if not len(single):
            yield Reason(Kind.U01, cents, minutes, int(at))
    for at in single:
        yield Reason(Kind.U03, int(lines.net[at]), int(lines.minutes[at]), int(at))
    if len(single) > 1:
        together = int(lines.net[single].sum()), int(lines.minutes[single].sum())
        yield Reason(Kind.U03, *together)
    idle = rest[(lines.full[rest] == 0) & (sum_.m.line_match[rest] == NONE)]
    price = on_the_day(sum_.sides.prices, lines, idle)
    idle, price = idle[price != NONE], price[price != NONE]
    full = np.full(len(idle), 100)
    for at, cents in zip(
        idle, price_at(sum_.sides.prices, price, lines.minutes[idle], full), strict=True
    ):
        kind = Kind(NAMES[sum_.why[at]])
        yield Reason(kind, int(cents), int(lines.minutes[at]), int(at))


def _by_price(sum_: Sum, inside: Ints) -> Iterator[Reason]:
    prices, lines = sum_.sides.prices, sum_.m.lines
    priced = inside[lines.price[inside] >= 0]
    if not len(priced):
        return
    now, full = lines.price[priced], lines.full[priced]
    minutes, percent = lines.minutes[priced], lines.percent[priced]
    unit = swap_unit(prices.unit_minutes[now])
    yield Reason(Kind.Q03, int((price_by(prices.cents[now], minutes, unit, percent) - full).sum()))
    ours, theirs = listed(prices, lines, priced)
    mine = priced[ours]
    alt = price_at(prices, theirs, lines.minutes[mine], lines.percent[mine]) - lines.full[mine]
    same = prices.beneficiary[theirs] == lines.beneficiary[mine]
    kept = prices.activity[theirs] == lines.activity[mine]
    holds = (prices.since[theirs] <= lines.day[mine]) & (lines.day[mine] <= prices.until[theirs])
    for other in np.unique(theirs[same & kept & ~holds]):
        yield Reason(Kind.T01, int(alt[same & kept & ~holds & (theirs == other)].sum()))
    if (same & ~kept & holds).any():
        yield Reason(Kind.Q04, int(alt[same & ~kept & holds].sum()))
    once = half_away(
        np.asarray([int((prices.cents[now] * minutes * percent).sum())]),
        int(max(prices.unit_minutes[now][0], 1)) * 100,
    )
    if len(np.unique(now)) == 1 and prices.unit_minutes[now][0] > 0:
        yield Reason(Kind.T07, int(once[0]) - int(full.sum()))


def _by_ceilings(sum_: Sum, inside: Ints) -> Iterator[Reason]:
    lines = sum_.m.lines
    for kind, over in (
        (Kind.E04, lines.over_units),
        (Kind.E06, lines.over_month),
        (Kind.E05, lines.over_year),
    ):
        yield Reason(kind, int(over[sum_.lines].sum()))
    net = int(lines.net[inside].sum())
    for rate in rates():
        vat = int(half_away(np.asarray([net * rate.rate]), HUNDREDTHS)[0])
        yield Reason(Kind.D07, vat)


def _by_heads(sum_: Sum, inside: Ints) -> Iterator[Reason]:
    each = np.unique(sum_.m.lines.net[inside])
    told = int(sum_.m.rows.quantity[sum_.rows].sum())
    if len(each) == 1 and not told % E4:
        yield Reason(Kind.Q05, (told // E4 - len(inside)) * int(each[0]))


def _wrong_on_paper(sum_: Sum) -> Iterator[Reason]:
    rows = sum_.m.rows
    yield Reason(Kind.D05, int((rows.net[sum_.rows] - rows.made[sum_.rows]).sum()))


def _by_writing(sum_: Sum, inside: Ints, delta: int) -> Iterator[Reason]:
    """Two neighbouring figures changed places; or a few cents of rounding."""
    due = int(sum_.m.lines.net[inside].sum())
    if _transposed(due, due + delta):
        yield Reason(Kind.T04 if delta > 0 else Kind.T05, delta)
    elif 0 < abs(delta) <= sum_.rounding:
        yield Reason(Kind.T07, delta)


def _transposed(one: int, other: int) -> bool:
    """Whether two numbers differ by two neighbouring figures that changed places."""
    if one <= 0 or other <= 0 or (one - other) % 9:
        return False
    left, right = str(one), str(other)
    apart = [at for at, pair in enumerate(zip(left, right, strict=False)) if pair[0] != pair[1]]
    if len(left) != len(right) or len(apart) != 2:  # noqa: PLR2004 - two figures change places
        return False
    a, b = apart
    return b == a + 1 and left[a] == right[b] and left[b] == right[a]
