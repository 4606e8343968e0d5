"""A priced month and what it rests on, looked up by line, client and grant, each once.

Whoever explains one line after another asks the same month again and again: what was worked out
of it is kept while that month is the one that is asked about.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from billing.bookings import stand_in, used_by_client
from billing.columns import service_order
from billing.extracts import entries_of
from billing.ledger import Batch, Cause, Entry
from billing.papers import rows_of
from billing.price import Rules
from billing.split import State
from domain.programme import Component, Programme
from domain.referral import Referral, Used

OPENING = "opening"
"""What keys and the account begin with of what was used before the books were begun."""


@dataclass(frozen=True, slots=True, eq=False)
class Basis:
    """A priced month and everything it was priced from; each is only itself."""

    attended: pd.DataFrame
    prices: pd.DataFrame
    priced: pd.DataFrame
    split: pd.DataFrame
    programmes: Mapping[str, Programme]
    referrals: tuple[Referral, ...]
    used: pd.DataFrame
    """Table ``used``: what was taken before these rows were served."""
    owed: State
    """What was owed to the funders before them."""
    booked: Batch
    """The ledger, these rows included."""
    rules: Rules


def part_of(
    programmes: Mapping[str, Programme], name: str
) -> tuple[Programme | None, Component | None]:
    """Programme and component of an id; None each where nobody knows it."""
    for programme in programmes.values():
        for component in programme.components:
            if component.id == str(name):
                return programme, component
    return None, None


@lru_cache(maxsize=2)
def referrals_of(basis: Basis) -> Mapping[str, Referral]:
    """Referrals by id; for clients met without a known one, one that stands for the client."""
    found = {referral.id: referral for referral in basis.referrals}
    own = set(found)
    for row in rows_of(basis.attended):
        if str(row.referral) not in own:
            programme, _ = part_of(basis.programmes, row.component)
            name = _stand_in(row)
            day = date.fromordinal(row.day)
            whose = programme.id if programme else ""
            found[name] = Referral(id=name, programme=whose, client=str(row.client), on=day)
    return found


def _stand_in(row: Any) -> str:
    return stand_in(str(row.client), str(row.component))


def referral_of(known: Mapping[str, Referral], row: Any) -> str:
    """Id of a row's referral, or of the one that stands in for it."""
    return str(row.referral) if str(row.referral) in known else _stand_in(row)


@lru_cache(maxsize=2)
def used_by(basis: Basis) -> Mapping[str, tuple[Used, ...]]:
    """What earlier months took, by the client whose it is."""
    known = referrals_of(basis)
    found: defaultdict[str, list[Used]] = defaultdict(list)
    for used in _used_rows(basis.used):
        if used.referral in known:
            found[known[used.referral].client].append(used)
    return {client: tuple(rows) for client, rows in found.items()}


@lru_cache(maxsize=2)
def _served(basis: Basis) -> Mapping[str, tuple[tuple[int, Used], ...]]:
    """What the rows of the run took, by client, each with its place in the order of service."""
    known = referrals_of(basis)
    found: defaultdict[str, list[tuple[int, Used]]] = defaultdict(list)
    order = order_of(basis)
    rows = zip(rows_of(basis.attended), rows_of(basis.priced), strict=True)
    for at, (row, taken) in enumerate(rows):
        if taken.net or taken.granted:
            referral = known[referral_of(known, row)]
            month = date.fromordinal(row.day).replace(day=1)
            sums = (int(taken.granted), int(taken.net))
            used = Used(referral.id, str(row.component), month, *sums)
            found[referral.client].append((order[at], used))
    return {client: tuple(some) for client, some in found.items()}


@lru_cache(maxsize=2)
def order_of(basis: Basis) -> tuple[int, ...]:
    """Of each row, how many are served before it."""
    rows = service_order(basis.attended, np.arange(len(basis.attended)))
    places = np.empty(len(rows), dtype=np.int64)
    places[rows] = np.arange(len(rows))
    return tuple(places.tolist())


def served_before(basis: Basis, at: int, client: str) -> Iterator[Used]:
    """What rows of the same run took before a row, of one client."""
    mine = order_of(basis)[at]
    return (used for place, used in _served(basis).get(client, ()) if place < mine)


def _used_rows(used: pd.DataFrame) -> Iterator[Used]:
    for row in rows_of(used):
        month = date.fromordinal(row.month)
        yield Used(str(row.referral), str(row.component), month, int(row.minutes), int(row.cents))


def used_before(
    booked: Batch,
    month: date,
    referrals: tuple[Referral, ...] = (),
    programmes: Iterable[Programme] = (),
) -> tuple[pd.DataFrame, tuple[Referral, ...]]:
    """Table ``used`` of all that was booked before a month's rows were served, and stand-ins.

    That is everything of earlier months, and of the month itself what was turned back, credited
    or amended in it, and what the books were opened with. The referrals come with those that
    stand in for what was given without one (``billing.bookings.used_by_client``).
    """
    entries, period = booked.entries, month.toordinal()
    opened = entries["key"].str.startswith(f"{OPENING}:")
    first = (opened | entries["kind"].isin([Cause.REVERSAL.value, Cause.CREDIT.value])).to_numpy()
    when = entries["period"].to_numpy()
    kept = entries[(when < period) | ((when == period) & first)].reset_index(drop=True)
    posted = booked.postings["key"].isin(set(kept["key"])).to_numpy()
    before = Batch(kept, booked.postings[posted].reset_index(drop=True))
    used, unknown = used_by_client(before, referrals, programmes)
    return used, (*referrals, *unknown)


@lru_cache(maxsize=2)
def paid_by_grant(
    basis: Basis,
) -> Mapping[tuple[str, str], tuple[tuple[int, Mapping[str, int]], ...]]:
    """Shares of the lines of each grant and provider, with their places in the order of service."""
    lines = basis.attended["line"].tolist()
    providers = basis.attended["provider"].astype("str").tolist()
    places = dict(zip(lines, zip(order_of(basis), providers, strict=True), strict=True))
    found: defaultdict[tuple[str, str], list[tuple[int, Mapping[str, int]]]] = defaultdict(list)
    for (line, grant), paid in given_by_line(basis).items():
        place, provider = places[line]
        found[grant, provider].append((place, paid))
    return {key: tuple(some) for key, some in found.items()}


@lru_cache(maxsize=2)
def given_by_line(basis: Basis) -> Mapping[tuple[str, str], Mapping[str, int]]:
    """Cents of each funder, by line and grant."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for share in rows_of(basis.split):
        of_line = found.setdefault((str(share.line), str(share.grant)), {})
        of_line[str(share.funder)] = of_line.get(str(share.funder), 0) + int(share.cents)
    return found


@lru_cache(maxsize=2)
def entries_by_line(basis: Basis) -> Mapping[str, tuple[Entry, ...]]:
    """The entries of the ledger, by line."""
    found: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries_of(basis.booked):
        found[entry.line].append(entry)
    return {line: tuple(some) for line, some in found.items()}
