"""F01–F03, F05, F06, E10: who pays which share of a line, out of which grant, on which days."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from billing.given import Given
from billing.joining import NONE, Bools, Ints, pack, share
from billing.kinds import Kind
from billing.results import Told, tell

WHOLE = 100


@dataclass(frozen=True, slots=True)
class _Shares:
    """Rows of the split: whose line, which grant and funder, how much."""

    line: Ints
    grant: Ints
    funder: Ints
    cents: Ints


def check_funding(given: Given) -> Iterator[Told]:
    """Every line whose shares are not those of its grant, or whose grant does not pay it."""
    split = given.books.split
    if not len(split):
        return
    (grant,), grants = share(split["grant"])
    (funder,), funders = share(split["funder"])
    line = pd.Index(given.books.attended["line"]).get_indexer(pd.Index(split["line"]))
    found = _Shares(line, grant, funder, split["cents"].to_numpy())
    known = _Names(grants, funders)
    yield from _sums(given, found)
    yield from _two_grants(given, found)
    yield from _shares(given, found, known)
    yield from _grants(given, found, known)


@dataclass(frozen=True, slots=True)
class _Names:
    """Names behind the numbers of grants and funders."""

    grants: list[str]
    funders: list[str]


def _tell(given: Given, kind: Kind, line: Ints, cents: Ints, wanted: Ints) -> Told:
    day = given.lines.day[line]
    return tell(
        kind, len(line), line=line, cents=cents, found=cents, wanted=wanted, minutes=day * 0
    )


def _sums(given: Given, found: _Shares) -> Iterator[Told]:
    """Lines whose shares do not make their net."""
    here = found.line != NONE
    total = np.zeros(len(given.lines.net), dtype=np.int64)
    np.add.at(total, found.line[here], found.cents[here])
    at = np.flatnonzero(total != given.lines.net)
    net = given.lines.net[at]
    yield tell(Kind.F02, len(at), line=at, cents=total[at] - net, found=total[at], wanted=net)


def _two_grants(given: Given, found: _Shares) -> Iterator[Told]:
    """Lines that two grants pay; at stake is what the second one pays."""
    here = np.flatnonzero((found.line != NONE) & (found.cents != 0))
    one_of = np.full(len(given.lines.net), NONE)
    one_of[found.line[here]] = found.grant[here]
    mixed = np.zeros(len(one_of), dtype=np.bool_)
    mixed[found.line[here][one_of[found.line[here]] != found.grant[here]]] = True
    here = here[mixed[found.line[here]]]
    key, _ = pack([(found.line[here], here[:0]), (found.grant[here], here[:0])])
    some, of = np.unique(key, return_inverse=True)
    cents = np.zeros(len(some), dtype=np.int64)
    np.add.at(cents, of, found.cents[here])
    line = np.zeros(len(some), dtype=np.int64)
    line[of] = found.line[here]
    by = np.lexsort((cents, line))[::-1]
    second = by[1:][line[by[1:]] == line[by[:-1]]]
    yield _tell(given, Kind.F03, line[second], cents[second], given.lines.net[line[second]])


def _shares(given: Given, found: _Shares, known: _Names) -> Iterator[Told]:
    """Funders whom the grant does not have, and shares a whole cent beside its percent."""
    table = given.known.shares
    if table is None:
        return
    percent: dict[tuple[str, str], int] = {
        (str(g), str(f)): int(p)
        for g, f, p in zip(table["grant"], table["funder"], table["percent"], strict=True)
    }
    listed = {grant for grant, _ in percent}
    sizes = {grant: sum(name == grant for name, _ in percent) for grant in listed}
    shape = (len(known.grants) + 1, len(known.funders) + 1)
    share_of = np.full(shape, NONE, dtype=np.int64)
    slack = np.zeros(len(known.grants) + 1, dtype=np.int64)
    told = np.zeros(len(known.grants) + 1, dtype=np.bool_)
    for g, grant in enumerate(known.grants):
        told[g] = grant in listed
        slack[g] = WHOLE * max(1, sizes.get(grant, 2) - 1)
        for f, funder in enumerate(known.funders):
            share_of[g, f] = percent.get((grant, funder), NONE)
    due = share_of[found.grant, found.funder]
    here = (found.line != NONE) & told[found.grant]
    other = np.flatnonzero(here & (due == NONE) & (found.cents != 0))
    yield _tell(given, Kind.F01, found.line[other], found.cents[other], found.cents[other] * 0)
    net = given.lines.net[found.line]
    off = np.abs(found.cents * WHOLE - due * net) >= slack[found.grant]
    wrong = np.flatnonzero(here & (due != NONE) & off)
    right = due[wrong] * net[wrong] // WHOLE
    yield tell(
        Kind.F02,
        len(wrong),
        line=found.line[wrong],
        cents=found.cents[wrong] - right,
        found=found.cents[wrong],
        wanted=right,
    )


def _grants(given: Given, found: _Shares, known: _Names) -> Iterator[Told]:
    """Lines outside the days of their grant, of another programme, or beyond its budget."""
    table, lines = given.known.grants, given.lines
    if table is None:
        return
    at = {str(name): place for place, name in enumerate(table["grant"])}
    place = np.asarray([*(at.get(name, NONE) for name in known.grants), NONE], np.int64)[
        found.grant
    ]
    here: Bools = (found.line != NONE) & (place != NONE) & (found.cents != 0)
    first, last = table["first"].to_numpy()[place], table["last"].to_numpy()[place]
    day = lines.day[found.line]
    out = np.flatnonzero(here & ((day < first) | (day > last)))
    yield _tell(given, Kind.F05, found.line[out], found.cents[out], found.cents[out] * 0)
    order = {name: number for number, name in enumerate(given.programmes)}
    names = [str(name) for name in table["programme"]]
    programme = np.asarray(
        [order.get(name, NONE - 1) if name else NONE for name in names], np.int64
    )
    of, mine = programme[place], given.programme[found.line]
    never = np.flatnonzero(here & (of != NONE) & ((of != mine) | ~given.paid[found.line]))
    yield _tell(given, Kind.F06, found.line[never], found.cents[never], found.cents[never] * 0)
    yield from _budgets(given, found, place, here)


def _budgets(given: Given, found: _Shares, place: Ints, here: Bools) -> Iterator[Told]:
    """What lies beyond a grant's budget, line by line in the order of service."""
    table, lines = given.known.grants, given.lines
    if table is None:
        return
    budget = table["budget"].to_numpy()
    at = np.flatnonzero(here & (budget[place] >= 0))
    line = found.line[at]
    at = at[np.lexsort((lines.name[line], lines.start[line], lines.day[line], place[at]))]
    spent = np.cumsum(found.cents[at])
    begins = np.searchsorted(place[at], place[at], side="left")
    before = np.append(0, spent)[begins]
    over = np.clip(spent - before - budget[place[at]], 0, np.maximum(found.cents[at], 0))
    some = over > 0
    yield _tell(given, Kind.E10, found.line[at[some]], over[some], budget[place[at]][some])
