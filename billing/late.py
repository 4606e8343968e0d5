"""Facts that come late: what is booked stays, what changed is turned back and billed again.

A new version of a meeting's record turns back the lines of the old one and books those of the
new one, in a month that is open, with the day of service kept; so whatever a ceiling of that year
gets back, it gets back for that year. Lines that stand in the ledger are never priced again,
unless a price list has changed for their day: those are named, turned back and billed again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from billing.bookings import bookings_of, funded, reversals, used_by_client, versions_of
from billing.grants import Grant, all_grants
from billing.ledger import Batch, sealed
from billing.month import Month, Terms, price_month
from billing.split import State, owed_after
from domain.referral import Referral


@dataclass(frozen=True, slots=True)
class Run:
    """What a run would book; the ledger is untouched until ``batch`` is appended to it."""

    attended: pd.DataFrame
    """The rows that are new or changed."""
    month: Month
    """Their prices; its state is what the next run starts from."""
    batch: Batch
    turned_back: frozenset[str]
    """Lines of the ledger that a newer record changed or left out."""
    owed: State
    """What was owed to the funders before the rows were shared, late facts made up for."""


def run(
    booked: Batch,
    attended: pd.DataFrame,
    terms: Terms,
    referrals: Iterable[Referral],
    period: date,
    state: State,
    cause: str = "",
    again: frozenset[str] = frozenset(),
) -> Run:
    """Price and book what the ledger does not know yet, in ``period``.

    ``booked`` is all of the ledger, ``attended`` the newest record of any meetings of any months:
    those that stand in the ledger with the same version, or a newer one, are passed over.
    ``period`` is the first day of an open month (see ``billing.close``). Running again after the
    batch was appended books nothing. Lines of ``again`` (whose rows are in ``attended`` too) are
    priced anew although their record is the one that stands; their keys name the period.
    """
    stands = versions_of(booked)
    lines, versions = attended["line"].tolist(), attended["version"].tolist()
    fresh = np.asarray(
        [
            line in again or stands.get(line, 0) < version
            for line, version in zip(lines, versions, strict=True)
        ],
        dtype=np.bool_,
    )
    back = _turned_back(stands, attended) | (again & stands.keys())
    undone = reversals(booked, back, period, cause)
    rows = attended[fresh].reset_index(drop=True)
    known = Batch.joined([booked, undone])
    owed = owed_again(state, undone, all_grants(terms.programmes.values()))
    listed = tuple(referrals)
    used, unknown = used_by_client(known, listed, terms.programmes.values())
    month = price_month(rows, terms, (*listed, *unknown), used, owed)
    new = _renamed(bookings_of(rows, month, period, back, cause), again, period)
    batch = Batch.joined([undone, new])
    return Run(rows, month, batch, back, owed)


def _renamed(batch: Batch, again: frozenset[str], period: date) -> Batch:
    """The batch, with keys that name the period where the same record is booked once more."""
    some = batch.entries["line"].isin(again).to_numpy()
    if not some.any():
        return batch
    old = batch.entries["key"]
    names = dict(zip(old[some], old[some] + f"@{period.isoformat()}", strict=True))
    entries = batch.entries.assign(key=old.replace(names)).drop(columns="fingerprint")
    return sealed(entries, batch.postings.assign(key=batch.postings["key"].replace(names)))


def _turned_back(stands: Mapping[str, int], attended: pd.DataFrame) -> frozenset[str]:
    """Lines whose meeting has a newer record now."""
    newest = dict(zip(attended["meeting"].tolist(), attended["version"].tolist(), strict=True))
    return frozenset(
        line for line, version in stands.items() if newest.get(_meeting_of(line), 0) > version
    )


def _meeting_of(line: str) -> str:
    return line.rpartition("/")[0]


def owed_again(state: State, undone: Batch, grants: Mapping[str, Grant]) -> State:
    """What is owed to funders once shares were turned back, credited or amended.

    Later lines make up for it.
    """
    postings = undone.postings
    given: dict[tuple[str, str], dict[str, int]] = {}
    for account, cents in zip(postings["account"], postings["cents"], strict=True):
        whose = funded(str(account))
        if whose is not None:
            of_grant = given.setdefault((whose.grant, whose.provider), {})
            of_grant[whose.funder] = of_grant.get(whose.funder, 0) + int(cents)
    for (grant, provider), cents_of in given.items():
        if len(grants[grant].funders) > 1:
            state = owed_after(state, grants[grant], provider, cents_of)
    return state
