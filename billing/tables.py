"""The tables of a month: what a row is, which columns it has, and of which kind.

Where there are many, billing works on columns (``pandas`` frames of whole numbers and
categories), never on a record a row. Nothing is ever missing in a column: an id that is not
known is the empty text, a day that is not known is 0, and floats are refused. Days are counted
as ``date.toordinal`` counts them, money is whole cents, time is whole minutes; prices and
quantities as others write them are whole ten-thousandths.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

Column = Sequence[Any] | np.ndarray | pd.Series | pd.Categorical
E4 = 10_000
"""Ten-thousandths: the finest that an Estonian e-invoice writes prices and quantities in."""
NO_DAY = 0
NO_END = date.max.toordinal()
NO_TARIFF = -1


class Kind(StrEnum):
    """What a column holds; the values of each kind have one dtype."""

    ID = "id"
    """A name that rows share: a category."""
    TEXT = "text"
    """Words that rows rarely share."""
    DAY = "day"
    MINUTES = "minutes"
    CENTS = "cents"
    E4 = "e4"
    COUNT = "count"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Col:
    """One column."""

    name: str
    kind: Kind
    about: str
    least: int | None = None
    """Smallest value of a number; None: any."""


@dataclass(frozen=True, slots=True)
class Schema:
    """One table."""

    name: str
    row: str
    """What one row is."""
    columns: tuple[Col, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in their order."""
        return tuple(col.name for col in self.columns)


ATTENDED = Schema(
    "attended",
    "one client's part in one meeting that was to be held: what a price is asked for",
    (
        Col("line", Kind.TEXT, "stable and unique: meeting and client, such as M0042/C017"),
        Col("meeting", Kind.ID, "the meeting; a group's members share it"),
        Col("version", Kind.COUNT, "of the meeting's record; the newest is told here", 1),
        Col("client", Kind.ID, "who was helped"),
        Col("referral", Kind.ID, "under which; empty: none is known"),
        Col("component", Kind.ID, "what was given (a component id of a programme)"),
        Col("provider", Kind.ID, "who gave it: registry code"),
        Col("worker", Kind.ID, "who met the client, the first of them"),
        Col("day", Kind.DAY, "local day on which it began", 1),
        Col("start", Kind.MINUTES, "local minute of the day at which it began", 0),
        Col("begun", Kind.MINUTES, "minutes since 1970-01-01 UTC"),
        Col("minutes", Kind.MINUTES, "elapsed, through UTC", 0),
        Col("activity", Kind.ID, "individual | group"),
        Col("beneficiary", Kind.ID, "person | family"),
        Col("present", Kind.COUNT, "members present at a group meeting; 1 otherwise", 0),
        Col("outcome", Kind.ID, "code of billing/outcomes.yaml, such as delivered"),
        Col("confirmed", Kind.FLAG, "whether the client or partner has confirmed it"),
        Col("planned", Kind.FLAG, "agreed beforehand (False: an unexpected crisis)"),
        Col("booked", Kind.DAY, "day on which it was booked; 0: not known"),
        Col("recorded", Kind.DAY, "day on which this version was recorded: late facts tell by it"),
        Col("theirs", Kind.TEXT, "number of the case in the payer's register; may be empty"),
    ),
)

PRICES = Schema(
    "prices",
    "the price of one unit on some days; the most specific row that holds on the day wins",
    (
        Col("component", Kind.ID, "component id"),
        Col("activity", Kind.ID, "individual | group (for each member present)"),
        Col("beneficiary", Kind.ID, "person | family"),
        Col("provider", Kind.ID, "registry code; empty: whoever provides"),
        Col("since", Kind.DAY, "first day", 1),
        Col("until", Kind.DAY, "last day, included; NO_END where none", 1),
        Col("unit", Kind.ID, "minutes | meeting | participant | month"),
        Col("unit_minutes", Kind.MINUTES, "length of a unit of minutes (60, 45); 0 otherwise", 0),
        Col("cents", Kind.CENTS, "net of VAT, for one unit", 0),
        Col("vat", Kind.ID, "exempt | standard"),
        Col("source", Kind.ID, "where the price was found"),
    ),
)

PRICED = Schema(
    "priced",
    "a row of ``attended`` in the same order, with its price and what of it may be claimed",
    (
        Col("line", Kind.TEXT, "as in attended"),
        Col("price", Kind.COUNT, "row of ``prices``; -1: no tariff, or nothing to bill", -1),
        Col("billable", Kind.MINUTES, "minutes that the rules of quantity and outcome leave", 0),
        Col("percent", Kind.COUNT, "of the price that the outcome leaves; 100 where delivered", 0),
        Col("granted", Kind.MINUTES, "of them, those within the units of the referral", 0),
        Col("full", Kind.CENTS, "price of the billable minutes, of which the percent is left", 0),
        Col("over_units", Kind.CENTS, "of it, beyond the units of the referral", 0),
        Col("over_month", Kind.CENTS, "of the rest, beyond a hard monthly ceiling", 0),
        Col("over_year", Kind.CENTS, "of the rest, beyond the ceiling of the calendar year", 0),
        Col("net", Kind.CENTS, "what is left to claim: full less all that is over", 0),
        Col("vat_category", Kind.ID, "E | S | O (see billing/vat)"),
        Col("vat_rate", Kind.COUNT, "in hundredths of a percent", 0),
    ),
)

SPLIT = Schema(
    "split",
    "what one funder pays of one line",
    (
        Col("line", Kind.TEXT, "as in attended"),
        Col("funder", Kind.ID, "name of the funder; the payer where a programme names none"),
        Col("grant", Kind.ID, "programme, and the day from which the shares hold"),
        Col("cents", Kind.CENTS, "net; minus in a reversal"),
    ),
)

USED = Schema(
    "used",
    "what was claimed of a component for a referral in a month of service (domain.referral.Used)",
    (
        Col("referral", Kind.ID, "under which"),
        Col("component", Kind.ID, "what was given"),
        Col("month", Kind.DAY, "first day of the month of service", 1),
        Col("minutes", Kind.MINUTES, "granted"),
        Col("cents", Kind.CENTS, "net"),
    ),
)

DOCUMENTS = Schema(
    "documents",
    "one invoice or credit note, received or issued",
    (
        Col("document", Kind.TEXT, "seller and number"),
        Col("number", Kind.TEXT, "the seller's number"),
        Col("kind", Kind.ID, "invoice | credit"),
        Col("seller", Kind.ID, "registry code"),
        Col("buyer", Kind.ID, "registry code"),
        Col("issued", Kind.DAY, "day of issue"),
        Col("first", Kind.DAY, "of the period; 0: not told"),
        Col("last", Kind.DAY, "of the period, included; 0: not told"),
        Col("corrects", Kind.TEXT, "number of the invoice that a credit note corrects"),
        Col("currency", Kind.ID, "EUR"),
        Col("net", Kind.CENTS, "as the document states it; a credit note's is minus"),
        Col("vat", Kind.CENTS, "as stated"),
        Col("gross", Kind.CENTS, "as stated"),
        Col("reference", Kind.TEXT, "contract, project or order"),
        Col("file", Kind.ID, "name of the file it came in"),
        Col("sha256", Kind.TEXT, "of the bytes it came in"),
        Col("syntax", Kind.ID, "ubl | earve | xlsx | csv"),
    ),
)

BILLED = Schema(
    "billed",
    "one line of an invoice or credit note, as the document states it",
    (
        Col("document", Kind.ID, "as in documents"),
        Col("number", Kind.TEXT, "of the line in the document"),
        Col("row", Kind.COUNT, "where it stands in the file, as people count; 0: not told", 0),
        Col("object", Kind.TEXT, "our own id of the line, where the seller sends it back"),
        Col("client", Kind.ID, "id; empty: not told, or nobody we know (then see ``said``)"),
        Col("component", Kind.ID, "id; empty: not told or unknown"),
        Col("worker", Kind.ID, "id; may be empty"),
        Col("activity", Kind.ID, "individual | group; empty: not told"),
        Col("first", Kind.DAY, "first day of service; 0: not told"),
        Col("last", Kind.DAY, "last day of service; the same day for a single meeting"),
        Col("quantity", Kind.E4, "how many units; minus in a credit note"),
        Col(
            "unit",
            Kind.ID,
            "min | hour | academic_hour | meeting | participant | month | sum (a mere amount);"
            " empty: unreadable",
        ),
        Col("base", Kind.MINUTES, "minutes for which the price stands, where in minutes", 0),
        Col("minutes", Kind.MINUTES, "size of the quantity in time; -1: none, or no whole minute"),
        Col("unit_price", Kind.E4, "euros for ``base`` or one unit, in ten-thousandths"),
        Col("allowance", Kind.CENTS, "taken off the line's size (a ceiling); minus: added"),
        Col("net", Kind.CENTS, "as stated; minus in a credit note"),
        Col("vat_category", Kind.ID, "E | S | O | Z | ... ; empty: not told"),
        Col("vat_rate", Kind.COUNT, "in hundredths of a percent", 0),
        Col("said", Kind.TEXT, "the line's own words"),
    ),
)

SCHEMAS = (ATTENDED, PRICES, PRICED, SPLIT, USED, DOCUMENTS, BILLED)


def table(schema: Schema, columns: Mapping[str, Column]) -> pd.DataFrame:
    """A table of columns given by name; see ``conform`` for what is refused."""
    return conform(schema, pd.DataFrame({name: columns[name] for name in columns}))


def empty(schema: Schema) -> pd.DataFrame:
    """A table without rows."""
    return table(schema, {name: [] for name in schema.names})


def conform(schema: Schema, frame: pd.DataFrame) -> pd.DataFrame:
    """The table with every column of its kind, in the order of the schema.

    Raises ValueError naming columns that are missing, unknown, or hold numbers below their
    least, and TypeError naming columns that hold floats or missing values: whoever reads a file
    turns what people typed into findings before this.
    """
    wrong = set(frame.columns) ^ set(schema.names)
    if wrong:
        message = f"a table of {schema.name} without, or with unknown, columns: {sorted(wrong)}"
        raise ValueError(message)
    return pd.DataFrame(
        {col.name: _of_kind(schema, col, frame[col.name]) for col in schema.columns},
        index=pd.RangeIndex(len(frame)),
        copy=False,
    )


def _of_kind(schema: Schema, col: Col, found: pd.Series) -> pd.Series:
    """The values of a column in the dtype of its kind."""
    name = f"{schema.name}.{col.name}"
    if found.hasnans:
        message = f"{name} has missing values"
        raise TypeError(message)
    if col.kind is Kind.ID:
        ready = isinstance(found.dtype, pd.CategoricalDtype)
        return (found if ready else found.astype("category")).reset_index(drop=True)
    if col.kind is Kind.TEXT:
        return found.astype("str").reset_index(drop=True)
    values = found.to_numpy()
    wanted = np.dtype(np.bool_) if col.kind is Kind.FLAG else np.dtype(np.int64)
    if len(values) and (values.dtype.kind != "b") == (wanted.kind == "b"):
        message = f"{name} holds {values.dtype}, not {wanted}"
        raise TypeError(message)
    if len(values) and wanted.kind != "b" and values.dtype.kind not in "iu":
        message = f"{name} holds {values.dtype}: whole numbers only"
        raise TypeError(message)
    values = values.astype(wanted)
    if col.least is not None and len(values) and int(values.min()) < col.least:
        message = f"{name} holds {int(values.min())}, less than {col.least}"
        raise ValueError(message)
    return pd.Series(values)
