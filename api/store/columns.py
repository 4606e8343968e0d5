"""Tables of a month as plain CSV and back, bit for bit: days as dates, everything else as it is."""

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date

import pandas as pd

from billing.tables import NO_DAY, Kind, Schema, table

NEWLINE = "\n"
_YES, _NO = "1", "0"


def write_columns(schema: Schema, frame: pd.DataFrame) -> bytes:
    """The table as CSV in UTF-8 with the schema's own column names as headings."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=NEWLINE)
    writer.writerow(schema.names)
    columns = [_written(col.kind, frame[col.name].tolist()) for col in schema.columns]
    writer.writerows(zip(*columns, strict=True))
    return out.getvalue().encode("utf-8")


def read_columns(schema: Schema, data: bytes) -> pd.DataFrame:
    """The table that ``write_columns`` wrote; ValueError where it is another one."""
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    if not rows or tuple(rows[0]) != schema.names:
        message = f"no table of {schema.name}"
        raise ValueError(message)
    turned = list(zip(*rows[1:], strict=True)) if rows[1:] else [()] * len(schema.names)
    return table(
        schema,
        {
            col.name: _READ[col.kind](values)
            for col, values in zip(schema.columns, turned, strict=True)
        },
    )


def _written(kind: Kind, values: list[object]) -> list[object]:
    if kind is Kind.DAY:
        return ["" if day == NO_DAY else date.fromordinal(int(str(day))) for day in values]
    if kind is Kind.FLAG:
        return [_YES if value else _NO for value in values]
    return values


def _days(values: Sequence[str]) -> list[int]:
    return [date.fromisoformat(one).toordinal() if one else NO_DAY for one in values]


def _numbers(values: Sequence[str]) -> list[int]:
    return [int(one) for one in values]


def _texts(values: Sequence[str]) -> list[str]:
    return list(values)


def _flags(values: Sequence[str]) -> list[bool]:
    strange = set(values) - {_YES, _NO}
    if strange:
        message = f"no flags: {sorted(strange)}"
        raise ValueError(message)
    return [one == _YES for one in values]


_READ: dict[Kind, Callable[[Sequence[str]], list[int] | list[str] | list[bool]]] = {
    Kind.ID: _texts,
    Kind.TEXT: _texts,
    Kind.DAY: _days,
    Kind.FLAG: _flags,
    Kind.MINUTES: _numbers,
    Kind.CENTS: _numbers,
    Kind.E4: _numbers,
    Kind.COUNT: _numbers,
}
