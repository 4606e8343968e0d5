"""The core of the comparison a second time, in SQL: the same sentences, no code in common.

Rows and lines are joined by the whole key as often as both sides have it; then by less, where a
key stands once on either side among what is left. ``python -m tests.billing.sql_reconcile 10000``
compares so many random months.
"""

import sys
from collections import Counter

import duckdb
import numpy as np
import pandas as pd

from billing.books import Books
from billing.reconcile import reconcile
from tests.billing.builders import a_month
from tests.billing.reconcile.chaos import spoil

BATCH = 100
"""Months that are compared at once, each as providers of its own."""
WHOLE = "provider, client, component, day, minutes, net"

SQL = """
create or replace temp table ranked_lines as
  select *, row_number() over (partition by {whole} order by id) as place from lines where due;
create or replace temp table ranked_rows as
  select *, row_number() over (partition by {whole} order by id) as place from billed;
create or replace temp table whole as
  select l.id as line, r.id as paper from ranked_lines l join ranked_rows r
  using ({whole}, place);
create or replace temp table left_lines as
  select * from lines where id not in (select line from whole);
create or replace temp table left_rows as
  select * from billed where id not in (select paper from whole);
"""
ONCE = """
create or replace temp table pairs as
  select l.id as line, r.id as paper, l.net as due, r.net as net
  from (select *, count(*) over (partition by {key}) as n from left_lines where {which}) l
  join (select *, count(*) over (partition by {key}) as n from left_rows) r using ({key})
  where l.n = 1 and r.n = 1;
insert into found select line, paper from pairs;
delete from left_lines where id in (select line from pairs);
delete from left_rows where id in (select paper from pairs);
"""
LESS = ("provider, client, component, day, minutes", "provider, client, component, day")


def in_sql(lines: pd.DataFrame, rows: pd.DataFrame) -> Counter[tuple[int, int]]:
    """How many pairs there are of each (net due, net billed)."""
    with duckdb.connect() as base:
        base.register("lines_frame", lines)
        base.register("rows_frame", rows)
        base.execute("create table lines as select * from lines_frame")
        base.execute("create table billed as select * from rows_frame")
        base.execute(SQL.format(whole=WHOLE))
        base.execute("create table found as select * from whole")
        for which in ("due", "not due"):
            for key in LESS:
                base.execute(ONCE.format(key=key, which=which))
        answer = base.execute(
            "select l.net, r.net from found f join lines l on l.id = f.line"
            " join billed r on r.id = f.paper"
        ).fetchall()
    return Counter((int(due), int(net)) for due, net in answer)


def plain_tables(books: Books) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both sides as SQL reads them."""
    texts = {
        name: books.attended[name].astype("object") for name in ("provider", "client", "component")
    }
    billable = books.priced["billable"].to_numpy()
    lasted = books.attended["minutes"].to_numpy()
    lines = pd.DataFrame(
        {
            "id": range(len(books.attended)),
            **texts,
            "day": books.attended["day"],
            "minutes": np.where(billable > 0, billable, lasted),
            "net": books.priced["net"],
            "due": books.priced["full"] > 0,
        }
    )
    rows = pd.DataFrame(
        {
            "id": range(len(books.billed)),
            "provider": books.billed["document"]
            .astype("str")
            .str.partition("/")[0]
            .astype("object"),
            "client": books.billed["client"].astype("object"),
            "component": books.billed["component"].astype("object"),
            "day": books.billed["first"],
            "minutes": books.billed["minutes"],
            "net": books.billed["net"],
        }
    )
    single = (books.billed["first"] == books.billed["last"]).to_numpy()
    return lines, rows[single]


def in_columns(books: Books) -> Counter[tuple[int, int]]:
    """The same of the comparison itself."""
    matches = reconcile(books).matches
    pairs = matches[matches["by"] == "P3"]
    due = books.priced["net"].to_numpy()[pairs["line_at"]]
    net = books.billed["net"].to_numpy()[pairs["row_at"]]
    return Counter(zip(due.tolist(), net.tolist(), strict=True))


def a_batch(seed: int, months: int, lines: int = 14) -> Books:
    """Many tiny months at once: a provider each, a tenth of the rows spoilt."""
    books = a_month(seed, months * lines, months, apart=seed % 3 > 0)
    return spoil(books, np.random.default_rng(seed), ids=False)


def compare(runs: int) -> int:
    """Compare so many tiny months both ways; the number of pairs that were compared."""
    pairs = 0
    for seed in range((runs + BATCH - 1) // BATCH):
        books = a_batch(seed, min(BATCH, runs - seed * BATCH))
        ours, theirs = in_columns(books), in_sql(*plain_tables(books))
        if ours != theirs:
            message = f"batch {seed}: {ours - theirs} against {theirs - ours}"
            raise AssertionError(message)
        pairs += ours.total()
    return pairs


if __name__ == "__main__":
    print(compare(int(sys.argv[1]) if sys.argv[1:] else 1_000))  # noqa: T201 - the command's answer
