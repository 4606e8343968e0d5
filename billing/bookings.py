"""A priced month as entries of the ledger: charges, what ceilings take off, the funders' shares."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from billing.columns import month_starts
from billing.extracts import live
from billing.ledger import Batch, Cause, sealed
from billing.month import Month
from billing.tables import NO_TARIFF, USED, table
from domain.programme import Programme
from domain.referral import Referral

CLAIM = "claim"
"""What is claimed and not yet shared among funders."""
BEYOND = {"units": "over_units", "month": "over_month", "year": "over_year"}
NO_REFERRAL = "without a referral"
_COUNTED = (Cause.CHARGE, Cause.REBILL)
_PARTS = 3
"""Of the account of a funder behind its kind: provider, grant, funder."""


def bookings_of(
    attended: pd.DataFrame,
    month: Month,
    period: date,
    again: frozenset[str] = frozenset(),
    cause: str = "",
) -> Batch:
    """Entries of every line that has a price, booked in ``period`` (first day of a month).

    A line of ``again`` was booked before and turned back: it is a rebill. Keys name the line and
    the version of its record, so booking the same month twice is a replay.
    """
    priced = month.priced
    rows = np.flatnonzero((priced["price"] != NO_TARIFF).to_numpy())
    lines = attended["line"].to_numpy()[rows]
    versions = attended["version"].to_numpy()[rows]
    names = [f"{line}#{version}" for line, version in zip(lines, versions, strict=True)]
    shared = {
        "period": np.full(len(rows), period.toordinal()),
        "service": attended["day"].to_numpy()[rows],
        "line": lines,
        "version": versions,
        "referral": attended["referral"].astype("str").to_numpy()[rows],
        "component": attended["component"].astype("str").to_numpy()[rows],
        "reverses": np.full(len(rows), ""),
        "cause": np.full(len(rows), cause),
    }
    providers = dict(zip(lines, attended["provider"].astype("str").to_numpy()[rows], strict=True))
    if not names:
        return Batch.none()
    base = pd.DataFrame(shared).assign(name=names)
    taken = priced.iloc[rows].reset_index(drop=True)
    return Batch.joined(
        [
            _charges(base, taken, again),
            _reductions(base, taken),
            _shares(base, taken, month.split, providers),
        ]
    )


def _charges(base: pd.DataFrame, priced: pd.DataFrame, again: frozenset[str]) -> Batch:
    """The full price of every line."""
    kind = np.where(base["line"].isin(again), Cause.REBILL.value, Cause.CHARGE.value)
    full = priced["full"].to_numpy()
    key = "charge:" + base["name"]
    entries = base.drop(columns="name").assign(
        key=key, kind=kind, minutes=priced["granted"].to_numpy(), claimed=full
    )
    service = "service:" + base["component"]
    return sealed(entries, _postings([(key, CLAIM, full), (key, service, -full)]))


def _reductions(base: pd.DataFrame, priced: pd.DataFrame) -> Batch:
    """What ceilings take off, an account for each."""
    over = priced[list(BEYOND.values())].to_numpy().sum(axis=1)
    some = np.flatnonzero(over)
    base, priced, over = base.iloc[some], priced.iloc[some], over[some]
    key = "cap:" + base["name"]
    entries = base.drop(columns="name").assign(
        key=key, kind=Cause.CAP_REDUCTION.value, minutes=np.zeros_like(over), claimed=-over
    )
    parts = [(key, f"beyond:{what}", priced[name].to_numpy()) for what, name in BEYOND.items()]
    postings = _postings([*parts, (key, CLAIM, -over)])
    return sealed(entries, postings[postings["cents"] != 0])


def _shares(
    base: pd.DataFrame, priced: pd.DataFrame, split: pd.DataFrame, providers: Mapping[str, str]
) -> Batch:
    """What each funder owes of what is left."""
    net = priced["net"].to_numpy()
    some = np.flatnonzero(net)
    base, net = base.iloc[some], net[some]
    key = "split:" + base["name"]
    entries = base.drop(columns="name").assign(
        key=key,
        kind=Cause.SPLIT.value,
        minutes=np.zeros_like(net),
        claimed=np.zeros_like(net),
    )
    names = dict(zip(base["line"].tolist(), key.tolist(), strict=True))
    told = zip(
        split["line"].tolist(), split["grant"].tolist(), split["funder"].tolist(), strict=True
    )
    rows = [(names[line], funder_account(providers[line], g, f)) for line, g, f in told]
    of_funders = pd.DataFrame(
        {
            "key": [name for name, _ in rows],
            "account": [account for _, account in rows],
            "cents": split["cents"].to_numpy(),
        }
    )
    return sealed(entries, pd.concat([of_funders, _postings([(key, CLAIM, -net)])]))


@dataclass(frozen=True, slots=True)
class Funded:
    """What the account of a funder says of itself."""

    provider: str
    grant: str
    funder: str


def funded(account: str) -> Funded | None:
    """Provider, grant and funder of an account; None for any other account."""
    kind, *rest = account.split(":", _PARTS)
    return Funded(*rest) if kind == "funder" and len(rest) == _PARTS else None


def funder_account(provider: str, grant: str, funder: str) -> str:
    """Account of what a funder owes a provider under a grant."""
    return f"funder:{provider}:{grant}:{funder}"


def _postings(parts: list[tuple[pd.Series, str | pd.Series, np.ndarray]]) -> pd.DataFrame:
    return pd.concat(
        [
            pd.DataFrame({"key": key, "account": account, "cents": cents})
            for key, account, cents in parts
        ],
        ignore_index=True,
    )


def used_of(batch: Batch) -> pd.DataFrame:
    """The table ``used``: what all entries granted and claimed, by month of service."""
    entries = batch.entries
    entries = entries[entries["line"] != ""]
    frame = pd.DataFrame(
        {
            "referral": entries["referral"],
            "component": entries["component"],
            "month": month_starts(entries["service"].to_numpy()),
            "minutes": entries["minutes"],
            "cents": entries["claimed"],
        }
    )
    sums = frame.groupby(["referral", "component", "month"], as_index=False).sum()
    some = (sums["minutes"] != 0) | (sums["cents"] != 0)
    kept = sums[some]
    return table(USED, {name: kept[name] for name in USED.names})


def used_by_client(
    batch: Batch, referrals: Iterable[Referral], programmes: Iterable[Programme]
) -> tuple[pd.DataFrame, tuple[Referral, ...]]:
    """The table ``used``, and referrals that stand in for those that nobody knows.

    What a client took without a referral counts against the ceilings in euros all the same: its
    rows bear the name of a stand-in, whose client is that of the line.
    """
    known = {one.id for one in referrals}
    owner = {part.id: whose.id for whose in programmes for part in whose.components}
    entries = batch.entries
    bare = ~entries["referral"].isin(known) & entries["line"].str.contains("/", regex=False)
    bare &= entries["component"].isin(owner)
    found: dict[str, Referral] = {}
    names = entries["referral"].astype("str").to_numpy(dtype=object, copy=True)
    columns = (entries[name][bare].tolist() for name in ("line", "component", "service"))
    told = zip(np.flatnonzero(bare.to_numpy()).tolist(), *columns, strict=True)
    for at, line, component, day in told:
        client = line.rpartition("/")[2]
        names[at] = name = stand_in(client, component)
        on = date.fromordinal(day)
        if name not in found or on < found[name].on:
            found[name] = Referral(id=name, programme=owner[component], client=client, on=on)
    named = entries.assign(referral=pd.Series(names, index=entries.index, dtype="str"))
    return used_of(Batch(named, batch.postings)), tuple(found.values())


def stand_in(client: str, component: str) -> str:
    """Name of the referral that stands in where none is known."""
    return f"{client}:{component}:{NO_REFERRAL}"


def versions_of(batch: Batch) -> dict[str, int]:
    """Line -> version of the record by which it stands in the ledger now."""
    entries = batch.entries
    gone = set(entries["reverses"]) - {""}
    counted = entries["kind"].isin([kind.value for kind in _COUNTED])
    stands = entries[counted & ~entries["key"].isin(gone)]
    return dict(zip(stands["line"].tolist(), stands["version"].tolist(), strict=True))


def reversals(batch: Batch, lines: frozenset[str], period: date, cause: str) -> Batch:
    """Entries that turn back whatever stands of some lines: copied, with the sign turned.

    The day of service is kept, so what is freed is freed in the month and year of the service.
    """
    found = live(batch, lines)
    entries = found.entries.drop(columns="fingerprint")
    turned = entries.assign(
        key="reversal:" + entries["key"],
        kind=Cause.REVERSAL.value,
        period=np.full(len(entries), period.toordinal()),
        minutes=-entries["minutes"],
        claimed=-entries["claimed"],
        reverses=entries["key"],
        cause=cause,
    )
    postings = found.postings.assign(
        key="reversal:" + found.postings["key"], cents=-found.postings["cents"]
    )
    return sealed(turned, postings)
