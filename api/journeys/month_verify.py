"""Verify the books: files, chain of closes, sums of the ledger, numbers of invoices."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from api.journeys.month_amend import AMENDMENT
from api.store import Books, DamagedError, Place, name_place, open_books
from api.store.issued import issued_numbers, number_of
from api.store.places import open_files
from billing.close import Link, amendments, verify
from billing.content import content_hash
from billing.ledger import sealed
from billing.numbering import DIGITS, find_gaps
from billing.papers import rows_of
from domain.finding import Fact, Finding, Unit


@dataclass(frozen=True)
class Verified:
    """What was looked at."""

    files: int
    closed: tuple[date, ...]
    entries: int
    postings: int
    invoices: int
    seal: str
    """Of the last link; empty: nothing is closed."""
    amendments: tuple[Link, ...] = ()
    """What was amended of closed months."""


def verify_books(folder: Place) -> tuple[Verified | None, list[Finding]]:
    """Recompute everything that the books claim of themselves, and name what does not hold.

    The files against their hashes first: where one was changed by hand nothing else is read. Then
    the chain (the first broken link), every entry's fingerprint and balance, the ledger against
    the closed months, and the invoices' numbers. None where the books cannot be read.
    """
    try:
        shelf = open_files(folder)
        damaged = shelf.damaged()
        books = None if damaged else open_books(folder)
    except DamagedError as fault:
        damaged, books = (fault.name,), None
    if books is None:
        return None, [
            Finding("books.damaged", name, {"folder": name_place(folder)}) for name in damaged
        ]
    if books.periods is None:
        return None, [Finding("books.none", name_place(folder))]
    findings = [
        *_chain(books),
        *_ledger(books),
        *_months(books),
        *_notes(books),
        *_amendments(books),
        *_numbers(books),
        *_given(books, folder),
    ]
    links = books.periods.chain
    seen = Verified(
        files=len(list(shelf.names())),
        closed=books.periods.closed,
        entries=len(books.booked),
        postings=len(books.booked.postings),
        invoices=len(books.issued),
        seal=links[-1].seal if links else "",
        amendments=amendments(books.periods),
    )
    return seen, findings


def _chain(books: Books) -> list[Finding]:
    """The first link of the chain that does not hold."""
    contents = {
        month: content_hash(closed.content(books.booked_in(month)))
        for month, closed in books.closed.items()
    }
    broken = verify(books.periods, contents) if books.periods else None
    if broken is None:
        return []
    facts: dict[str, Fact] = {
        "place": broken.place + 1,
        "month": broken.month.isoformat(),
        "why": broken.why,
    }
    return [Finding(f"verify.link_{broken.why}", broken.month.isoformat(), facts)]


def _ledger(books: Books) -> list[Finding]:
    """Entries that do not balance, or whose fingerprint is not theirs."""
    booked = books.booked
    if not len(booked):
        return []
    sums: defaultdict[str, int] = defaultdict(int)
    for key, cents in zip(booked.postings["key"], booked.postings["cents"].tolist(), strict=True):
        sums[key] += cents
    off = [(key, cents) for key, cents in sums.items() if cents]
    if off:
        return [Finding("verify.entry_off", key, {}, cents, Unit.CENTS) for key, cents in off]
    again = sealed(booked.entries.drop(columns="fingerprint"), booked.postings)
    other = again.entries["fingerprint"].to_numpy() != booked.entries["fingerprint"].to_numpy()
    keys = booked.entries["key"].to_numpy()[np.flatnonzero(other)]
    return [Finding("verify.entry_changed", str(key)) for key in keys]


def _months(books: Books) -> list[Finding]:
    """Closed months of which the ledger claims something else than their lines come to."""
    found = []
    for month, closed in sorted(books.closed.items()):
        booked = books.booked_in(month)
        mine = set(closed.priced["line"].tolist())
        claimed = sum(
            int(row.claimed)
            for row in rows_of(booked.entries)
            if row.line in mine and row.kind in {"charge", "rebill", "cap_reduction"}
        )
        net = int(closed.priced["net"].sum())
        if claimed != net:
            facts: dict[str, Fact] = {"month": month.isoformat(), "claimed": claimed, "net": net}
            found.append(
                Finding("verify.month_off", month.isoformat(), facts, claimed - net, Unit.CENTS)
            )
    return found


def _notes(books: Books) -> list[Finding]:
    """Credit notes written by hand of which the ledger has other cents, or none; and its own."""
    entries = books.booked.entries
    ours = entries["key"].str.startswith("credit:").to_numpy()
    columns = (entries[name][ours].tolist() for name in ("key", "claimed"))
    booked = dict(zip(*columns, strict=True))
    written = {
        f"credit:{note.number}:{line.number}": -line.net
        for notes in books.notes.values()
        for note in notes
        for line in note.lines
    }
    return [
        Finding("verify.note_off", key.partition(":")[2], {"cents": cents}, cents, Unit.CENTS)
        for key in sorted({*booked, *written})
        if (cents := booked.get(key, 0) - written.get(key, 0))
    ]


def _amendments(books: Books) -> list[Finding]:
    """Amendments whose entry is not the one that was chained; entries that nobody chained."""
    entries = books.booked.entries
    ours = entries[entries["key"].str.startswith(AMENDMENT).to_numpy()]
    columns = (ours[name].tolist() for name in ("key", "fingerprint", "line", "claimed"))
    booked = {key: told for key, *told in zip(*columns, strict=True)}
    chained = {
        one.amended.key: [one.amended.fingerprint, one.amended.line, one.amended.cents]
        for one in (amendments(books.periods) if books.periods else ())
        if one.amended
    }
    return [
        Finding("verify.amendment_off", key)
        for key in sorted({*booked, *chained})
        if booked.get(key) != chained.get(key)
    ]


def _numbers(books: Books) -> list[Finding]:
    """Numbers that are missing from a series of invoices."""
    issued = [one.number for one in books.issued]
    series = sorted({number[:-DIGITS] for number in issued})
    return [
        Finding("verify.number_missing", number)
        for one in series
        for number in find_gaps([n for n in issued if n[:-DIGITS] == one], one)
    ]


def _given(books: Books, place: Place) -> list[Finding]:
    """Numbers that the database gave to something else than the invoices that bear them."""
    if isinstance(place, Path):
        return []
    apart = issued_numbers(place) ^ {number_of(one) for one in books.issued}
    return [Finding("verify.number_apart", one) for one in sorted({one.number for one in apart})]
