"""The ledger: entries in pairs of debit and credit that are only ever added, never changed.

An entry bears a key of its cause. The same key with the same content is a replay and adds
nothing; the same key with other content is refused, and with it all that was to be added. Whatever
was wrong is put right by more entries: a reversal copies what it turns back.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256

import numpy as np
import pandas as pd

from billing.tables import Col, Kind, Schema, conform, empty, table


class Cause(StrEnum):
    """What an entry books."""

    CHARGE = "charge"
    CAP_REDUCTION = "cap_reduction"
    SPLIT = "split"
    REVERSAL = "reversal"
    REBILL = "rebill"
    CREDIT = "credit"
    WRITEOFF = "writeoff"
    PAYMENT = "payment"


ENTRIES = Schema(
    "entries",
    "one entry of the ledger",
    (
        Col("key", Kind.TEXT, "names the cause; the same cause gives the same key"),
        Col("kind", Kind.TEXT, "a Cause"),
        Col("period", Kind.DAY, "first day of the month in which it is booked", 1),
        Col("service", Kind.DAY, "day of service", 1),
        Col("line", Kind.TEXT, "as in attended; empty: of no single line"),
        Col("version", Kind.COUNT, "of the meeting's record; 0: of no single line", 0),
        Col("referral", Kind.TEXT, "under which; may be empty"),
        Col("component", Kind.TEXT, "what was given; may be empty"),
        Col("minutes", Kind.MINUTES, "granted by it; minus in a reversal"),
        Col("claimed", Kind.CENTS, "by how much it changes what is claimed"),
        Col("reverses", Kind.TEXT, "key of the entry that it turns back; empty: none"),
        Col("cause", Kind.TEXT, "why, in words; may be empty"),
        Col("fingerprint", Kind.TEXT, "sha256 of all of it"),
    ),
)
POSTINGS = Schema(
    "postings",
    "what an entry puts on one account",
    (
        Col("key", Kind.TEXT, "as in entries"),
        Col("account", Kind.TEXT, "such as claim, service:..., funder:..."),
        Col("cents", Kind.CENTS, "all of an entry's sum to 0"),
    ),
)


class OtherContentError(ValueError):
    """A key that is booked already with other content."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry; ValueError where its postings do not sum to 0, TypeError on floats."""

    key: str
    kind: Cause
    period: date
    service: date
    postings: tuple[tuple[str, int], ...]
    line: str = ""
    version: int = 0
    referral: str = ""
    component: str = ""
    minutes: int = 0
    claimed: int = 0
    reverses: str = ""
    cause: str = ""

    def __post_init__(self) -> None:
        if any(type(cents) is not int for _, cents in self.postings):
            message = f"{self.key} books something that is no whole number of cents"
            raise TypeError(message)
        if sum(cents for _, cents in self.postings) or not self.postings:
            message = f"{self.key} does not balance: {self.postings}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Batch:
    """Entries and postings in columns, to be added together or not at all."""

    entries: pd.DataFrame
    postings: pd.DataFrame

    def __len__(self) -> int:
        return len(self.entries)

    @classmethod
    def none(cls) -> "Batch":
        """A batch without entries."""
        return cls(empty(ENTRIES), empty(POSTINGS))

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Batch":
        """A batch of single entries."""
        found = list(entries)
        columns = {
            name: [getattr(entry, name) for entry in found]
            for name in ENTRIES.names
            if name not in {"fingerprint", "period", "service", "kind"}
        }
        columns["kind"] = [entry.kind.value for entry in found]
        for name in ("period", "service"):
            columns[name] = [getattr(entry, name).toordinal() for entry in found]
        flat = [(entry.key, *posting) for entry in found for posting in entry.postings]
        postings = table(
            POSTINGS, {name: [row[k] for row in flat] for k, name in enumerate(POSTINGS.names)}
        )
        return sealed(pd.DataFrame(columns), postings)

    @classmethod
    def joined(cls, batches: Sequence["Batch"]) -> "Batch":
        """Several batches as one."""
        some = [batch for batch in batches if len(batch)]
        if not some:
            return cls.none()
        return cls(
            pd.concat([batch.entries for batch in some], ignore_index=True),
            pd.concat([batch.postings for batch in some], ignore_index=True),
        )


def sealed(entries: pd.DataFrame, postings: pd.DataFrame) -> Batch:
    """A batch of columns, its postings grouped by entry, each entry with its fingerprint.

    ``entries`` has no fingerprints yet. Raises ValueError naming an entry that has no postings, or
    whose postings do not sum to 0, or postings without an entry.
    """
    if not len(entries):
        return Batch.none()
    place = pd.Series(np.arange(len(entries)), index=entries["key"])
    if not place.index.is_unique:
        message = f"a key stands twice in a batch: {place.index[place.index.duplicated()][0]}"
        raise ValueError(message)
    at = place.reindex(postings["key"]).to_numpy()
    if np.isnan(at).any() or len(np.unique(at)) != len(entries):
        message = "postings without an entry, or an entry without postings"
        raise ValueError(message)
    order = np.argsort(at, kind="stable")
    postings = conform(POSTINGS, postings.iloc[order])
    ends = np.searchsorted(at[order], np.arange(len(entries) + 1))
    sums = np.add.reduceat(postings["cents"].to_numpy(), ends[:-1])
    if sums.any():
        message = f"{entries['key'].iloc[int(np.flatnonzero(sums)[0])]} does not balance"
        raise ValueError(message)
    prints = _fingerprints(entries, postings, ends.tolist())
    return Batch(conform(ENTRIES, entries.assign(fingerprint=prints)), postings)


def _fingerprints(entries: pd.DataFrame, postings: pd.DataFrame, ends: list[int]) -> list[str]:
    """sha256 of every entry with its postings, written without any doubt."""
    names = [name for name in ENTRIES.names if name != "fingerprint"]
    heads = zip(*(entries[name].tolist() for name in names), strict=True)
    booked = list(zip(postings["account"].tolist(), postings["cents"].tolist(), strict=True))
    return [
        sha256(repr((head, sorted(booked[ends[k] : ends[k + 1]]))).encode()).hexdigest()
        for k, head in enumerate(heads)
    ]


class Ledger:
    """All entries so far."""

    def __init__(self) -> None:
        self._batches: list[Batch] = []
        self._prints: dict[str, str] = {}

    def __len__(self) -> int:
        return len(self._prints)

    def append(self, batch: Batch) -> int:
        """Add what is new of a batch, and tell how many entries that was.

        Raises OtherContentError, and adds nothing, where a key is booked with other content.
        """
        keys, prints = batch.entries["key"].tolist(), batch.entries["fingerprint"].tolist()
        fresh = []
        for key, found in zip(keys, prints, strict=True):
            booked = self._prints.get(key)
            if booked is not None and booked != found:
                message = f"{key} is booked already, with other content"
                raise OtherContentError(message)
            fresh.append(booked is None)
        if not any(fresh):
            return 0
        if not all(fresh):
            entries = batch.entries[np.asarray(fresh)].reset_index(drop=True)
            kept = batch.postings["key"].isin(entries["key"])
            batch = Batch(entries, batch.postings[kept].reset_index(drop=True))
        self._batches.append(batch)
        self._prints.update(zip(batch.entries["key"], batch.entries["fingerprint"], strict=True))
        return len(batch)

    def add(self, *entries: Entry) -> int:
        """Add single entries, as ``append`` does."""
        return self.append(Batch.of(entries))

    @property
    def all(self) -> Batch:
        """Every entry in the order of booking."""
        self._batches = [Batch.joined(self._batches)] if self._batches else []
        return self._batches[0] if self._batches else Batch.none()

    def fingerprint_of(self, key: str) -> str | None:
        """The fingerprint of an entry; None where the key is not booked."""
        return self._prints.get(key)
