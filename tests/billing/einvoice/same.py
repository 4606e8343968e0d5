"""Whether two sets of documents in columns say the same."""

import pandas as pd

from billing.einvoice import Read
from billing.papers import Papers

OF_THE_FILE = ("file", "sha256", "syntax", "row")


def differences(ours: Papers | Read, theirs: Papers | Read, *aside: str) -> list[str]:
    """Columns in which two differ, with the first values that do; the file itself is aside."""
    pairs = (
        (ours.documents, theirs.documents),
        (ours.billed, theirs.billed),
        (ours.split, theirs.split),
    )
    return [
        f"{name}: {left} is not {right}"
        for one, other in pairs
        for name in one.columns
        if name not in {*OF_THE_FILE, *aside}
        for left, right in [_first_difference(one[name], other[name])]
        if left != right
    ]


def _first_difference(one: pd.Series, other: pd.Series) -> tuple[object, object]:
    left, right = one.tolist(), other.tolist()
    if len(left) != len(right):
        return len(left), len(right)
    return next(((a, b) for a, b in zip(left, right, strict=True) if a != b), (0, 0))
