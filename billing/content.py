"""The hash of a month's content: the same for the same content, however its rows are ordered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np
import pandas as pd

from billing.late import Run
from billing.ledger import Batch
from billing.split import NOTHING_OWED, State
from billing.tables import ATTENDED, PRICED, PRICES, SPLIT, Kind, Schema


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a closed month rests on."""

    attended: pd.DataFrame
    prices: pd.DataFrame
    priced: pd.DataFrame
    """With what ceilings took off."""
    split: pd.DataFrame
    booked: Batch = field(default_factory=Batch.none)
    """Entries of the ledger that the month booked."""
    state: State = field(default_factory=lambda: NOTHING_OWED)
    """What was owed to the funders afterwards."""
    documents: frozenset[str] = frozenset()
    """sha256 of every invoice and credit note of the month."""

    @classmethod
    def of(
        cls,
        runs: Sequence[Run],
        prices: pd.DataFrame,
        booked: Batch,
        documents: frozenset[str] = frozenset(),
    ) -> "Content":
        """Content of a month that was booked by some runs (at least one), in their order.

        ``booked`` are the entries of the month, those after the runs (credits, payments) included.
        """
        return cls(
            attended=pd.concat([run.attended for run in runs], ignore_index=True),
            prices=prices,
            priced=pd.concat([run.month.priced for run in runs], ignore_index=True),
            split=pd.concat([run.month.split for run in runs], ignore_index=True),
            booked=booked,
            state=runs[-1].month.state,
            documents=documents,
        )


def content_hash(content: Content) -> str:
    """sha256 over the canonical bytes of all parts.

    Rows are put in the order of their ids, ids written in full and numbers in 64 bits; the price
    list keeps its order, because lines name its rows.
    """
    whole = sha256()
    line = content.attended["line"]
    for schema, frame, keys in (
        (ATTENDED, content.attended, [line]),
        (PRICES, content.prices, []),
        (PRICED, content.priced, [content.priced["line"]]),
        (SPLIT, content.split, [content.split[name] for name in ("line", "grant", "funder")]),
    ):
        whole.update(_canonical(schema, frame, keys))
    prints = sorted(content.booked.entries["fingerprint"].tolist())
    owed = sorted((key, tuple(rest)) for key, rest in content.state.items() if any(rest))
    whole.update(repr((prints, owed, sorted(content.documents))).encode())
    return whole.hexdigest()


def _canonical(schema: Schema, frame: pd.DataFrame, keys: Iterable[pd.Series]) -> bytes:
    """A table in bytes that tell every column's name, length and values without any doubt."""
    told = [tuple(map(str, row)) for row in zip(*keys, strict=True)]
    order = sorted(range(len(told)), key=told.__getitem__) if told else list(range(len(frame)))
    parts = [repr((schema.name, len(frame))).encode()]
    for col in schema.columns:
        parts.append(col.name.encode())
        found = frame[col.name].to_numpy()[order]
        if col.kind in {Kind.ID, Kind.TEXT}:
            parts.append(repr([str(value) for value in found.tolist()]).encode())
        else:
            parts.append(np.asarray(found, dtype="<i8").tobytes())
    return b"\x00".join(parts)
