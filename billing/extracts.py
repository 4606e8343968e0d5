"""What can be read off the ledger: single entries, what stands of a line, a month, an account."""

from collections.abc import Iterable
from datetime import date

from billing.ledger import ENTRIES, POSTINGS, Batch, Cause, Entry


def entries_of(batch: Batch) -> list[Entry]:
    """The entries of a batch as single records."""
    postings: dict[str, list[tuple[str, int]]] = {}
    rows = zip(*(batch.postings[name].tolist() for name in POSTINGS.names), strict=True)
    for key, account, cents in rows:
        postings.setdefault(key, []).append((account, cents))
    names = [name for name in ENTRIES.names if name != "fingerprint"]
    found = []
    for row in zip(*(batch.entries[name].tolist() for name in names), strict=True):
        told = dict(zip(names, row, strict=True))
        told["kind"] = Cause(told["kind"])
        told["period"] = date.fromordinal(told["period"])
        told["service"] = date.fromordinal(told["service"])
        found.append(Entry(**told, postings=tuple(postings[told["key"]])))
    return found


def live(batch: Batch, lines: Iterable[str]) -> Batch:
    """Entries of some lines that were not turned back."""
    entries = batch.entries
    gone = set(entries["reverses"]) - {""}
    kept = entries["line"].isin(set(lines)) & ~entries["key"].isin(gone)
    kept &= entries["kind"] != Cause.REVERSAL.value
    found = entries[kept].reset_index(drop=True)
    mine = batch.postings["key"].isin(set(found["key"]))
    return Batch(found, batch.postings[mine].reset_index(drop=True))


def booked_in(batch: Batch, period: date) -> Batch:
    """Entries of one month of booking."""
    entries = batch.entries[batch.entries["period"] == period.toordinal()].reset_index(drop=True)
    mine = batch.postings["key"].isin(set(entries["key"]))
    return Batch(entries, batch.postings[mine].reset_index(drop=True))


def credits_in(batch: Batch, period: date) -> Batch:
    """Credits and amendments that were booked in one month."""
    mine = booked_in(batch, period)
    entries = mine.entries[(mine.entries["kind"] == Cause.CREDIT.value).to_numpy()]
    posted = mine.postings["key"].isin(set(entries["key"])).to_numpy()
    return Batch(entries.reset_index(drop=True), mine.postings[posted].reset_index(drop=True))


def balances(batch: Batch) -> dict[str, int]:
    """Cents on every account; together always 0."""
    sums = batch.postings.groupby("account", sort=True)["cents"].sum()
    return {str(account): int(cents) for account, cents in sums.items()}
