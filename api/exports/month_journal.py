"""The ledger for accountants: a row for each posting, and the same as a beancount text file.

Both are written from the ledger's own columns (``billing.ledger``): what is booked is booked, and
nothing is computed anew. Debit is what is more than nothing.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import numpy as np
import pandas as pd

from api.exports.month_leaf import Leaf
from api.exports.month_words import NAMES, fields_of
from billing.columns import month_starts

FIELDS = fields_of("date account debit credit text document", *("debit", "credit"))
KINDS: Mapping[str, str] = {
    "claim": "Assets:Claim",
    "funder": "Assets:Funder",
    "bank": "Assets:Bank",
    "service": "Income:Service",
    "beyond": "Expenses:Beyond",
    "writeoff": "Expenses:Writeoff",
}
"""What an account begins with -> where it stands among the five kinds; others are equity."""
OTHER = "Equity"
MARK = 8
"""Letters that tell accounts apart whose names look alike when written down."""
NOT_A_LETTER = re.compile(r"[^0-9A-Za-zÀ-ÖØ-öø-ÿŠšŽžА-Яа-я-]+")


def journal(
    entries: pd.DataFrame,
    postings: pd.DataFrame,
    documents: Mapping[str, str] | None = None,
    accounts: Mapping[str, str] | None = None,
) -> Leaf:
    """Every posting in the order of booking: date, account, debit, credit, text, document.

    ``documents`` gives the invoice of a line, ``accounts`` the number that the accountant's chart
    has for an account of ours; what they do not name keeps our name, or has no document. The
    date is the day of service, or the first day of the open month for a fact that came late.
    """
    rows = _booked(entries, postings)
    cents = rows["cents"].to_numpy()
    chart, papers = accounts or {}, documents or {}
    columns = {
        "date": rows["date"].tolist(),
        "account": [chart.get(one, one) for one in rows["account"]],
        "debit": [one if one >= 0 else None for one in cents.tolist()],
        "credit": [-one if one < 0 else None for one in cents.tolist()],
        "text": rows["text"].tolist(),
        "document": [papers.get(one, "") for one in rows["line"]],
    }
    return Leaf("journal", NAMES["journal"], FIELDS, columns)


def write_beancount(
    path: Path,
    entries: pd.DataFrame,
    postings: pd.DataFrame,
    documents: Mapping[str, str] | None = None,
) -> None:
    """The ledger as a beancount file: accounts opened, entries, and every balance asserted.

    Balances are asserted with a tolerance of nothing: without it a cent would pass unseen.
    """
    rows = _booked(entries, postings)
    names = _names(rows["account"].tolist())
    path.write_text("\n".join(_text(rows, names, documents or {})) + "\n", "utf-8")


def _booked(entries: pd.DataFrame, postings: pd.DataFrame) -> pd.DataFrame:
    """Postings with date, text and line of their entries."""
    service, period = entries["service"].to_numpy(), entries["period"].to_numpy()
    in_time = month_starts(service) == period if len(entries) else np.zeros(0, np.bool_)
    heads = pd.DataFrame(
        {
            "key": entries["key"].tolist(),
            "date": np.where(in_time, service, period),
            "text": [
                f"{key}: {cause}" if cause else key
                for key, cause in zip(entries["key"], entries["cause"], strict=True)
            ],
            "line": entries["line"].tolist(),
        }
    )
    texts = postings.astype({"key": "str", "account": "str"})
    rows = texts.merge(heads.astype({"key": "str"}), on="key", how="left")
    return rows.sort_values("date", kind="stable", ignore_index=True)


def _text(rows: pd.DataFrame, names: Mapping[str, str], documents: Mapping[str, str]) -> list[str]:
    """The lines of the file."""
    if rows.empty:
        return ['option "operating_currency" "EUR"']
    first, last = (date.fromordinal(int(day)) for day in (rows["date"].min(), rows["date"].max()))
    text = ['option "operating_currency" "EUR"', ""]
    text += [f"{first} open {name} EUR" for name in sorted(names.values())]
    columns = (rows[name].tolist() for name in ("key", "date", "account", "cents", "text", "line"))
    booked = ""
    for key, day, account, cents, said, line in zip(*columns, strict=True):
        if key != booked:
            text += ["", f"{date.fromordinal(day)} * {_quoted(said)}"]
            if documents.get(line):
                text.append(f"  document: {_quoted(documents[line])}")
            booked = key
        text.append(f"  {names[account]}  {_euros(cents)} EUR")
    sums = rows.groupby("account")["cents"].sum()
    after = last + timedelta(days=1)
    text.append("")
    text += [
        f"{after} balance {names[str(account)]} {_euros(int(cents))} ~ 0.00 EUR"
        for account, cents in sums.items()
    ]
    return text


def _names(accounts: list[str]) -> dict[str, str]:
    """A name for each account that beancount takes; two accounts never share one."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for account in sorted(set(accounts)):
        head, *rest = account.split(":")
        kind = KINDS.get(head, f"{OTHER}:{_word(head)}")
        name = ":".join([kind, *map(_word, rest)])
        if name in taken or not all(_word(part) == _plain(part) for part in (head, *rest)):
            name = f"{name}-{sha256(account.encode()).hexdigest()[:MARK]}"
        taken.add(name)
        found[account] = name
    return found


def _word(part: str) -> str:
    """A part of a name: letters, digits and dashes, the first of them large or a digit."""
    word = NOT_A_LETTER.sub("-", part).strip("-") or "X"
    return word[0].upper() + word[1:]


def _plain(part: str) -> str:
    """The same where only blanks were in the way."""
    return part[:1].upper() + part[1:].replace(" ", "-")


def _quoted(text: str) -> str:
    r"""A text between quotes, on one line."""
    escaped = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _euros(cents: int) -> str:
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02d}"
