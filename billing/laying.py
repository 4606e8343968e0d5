"""Tables laid out as two sides of whole numbers, with ids that both sides share."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from billing.arithmetic import line_cents, places
from billing.books import Books, Known
from billing.columns import numbered
from billing.joining import NONE, Bools, Ints, Names, name_ids, name_rows, share
from billing.sides import (
    ACTIVITIES,
    BENEFICIARIES,
    MONTH,
    UNITS,
    Lines,
    Prices,
    Rows,
    Sides,
    month_start,
)
from billing.tables import NO_DAY


@dataclass(frozen=True, slots=True)
class _Shared:
    """Numbers of the ids of attended, billed and earlier lines."""

    client: tuple[Ints, ...]
    component: tuple[Ints, ...]
    worker: tuple[Ints, ...]
    vat: tuple[Ints, ...]
    names: Names


def lay_out(books: Books, known: Known, held: Bools, names: Names | None = None) -> Sides:
    """Both sides in numbers; ``held`` tells which rows of ``documents`` are not taken.

    ``names`` of an earlier run spare the counting of texts that have not changed.
    Raises ValueError where a line names a document that is not among the documents.
    """
    attended, priced, prices = books.attended, books.priced, books.prices
    past = known.earlier_billed
    past = books.billed.iloc[:0] if past is None or known.earlier_documents is None else past
    papers = (
        books.documents.iloc[:0] if known.earlier_documents is None else known.earlier_documents
    )
    client, clients = share(attended["client"], books.billed["client"], past["client"])
    component, components = share(
        attended["component"], books.billed["component"], past["component"], prices["component"]
    )
    worker, workers = share(attended["worker"], books.billed["worker"], past["worker"])
    vat, vat_categories = share(
        priced["vat_category"], books.billed["vat_category"], past["vat_category"]
    )
    seller, sellers = share(
        attended["provider"], books.documents["seller"], papers["seller"], prices["provider"]
    )
    shared = _Shared(client, component, worker, vat, names or Names())
    first, last = days_of_run(attended, known)
    return Sides(
        lines=_lines(attended, priced, shared, seller[0]),
        rows=_rows(books.documents, books.billed, shared, 1, seller[1], held, (first, last)),
        earlier=_rows(
            papers, past, shared, 2, seller[2], np.zeros(len(papers), np.bool_), (first, last)
        ),
        prices=Prices(
            component=component[3],
            activity=numbered(prices["activity"], ACTIVITIES),
            beneficiary=numbered(prices["beneficiary"], BENEFICIARIES),
            seller=seller[3],
            since=prices["since"].to_numpy(),
            until=prices["until"].to_numpy(),
            unit_minutes=prices["unit_minutes"].to_numpy(),
            cents=prices["cents"].to_numpy(),
        ),
        components=components,
        clients=clients,
        workers=workers,
        sellers=sellers,
        vat_categories=vat_categories,
        outcomes=[str(name) for name in attended["outcome"].cat.categories],
        first=first,
        last=last,
    )


def days_of_run(attended: pd.DataFrame, known: Known) -> tuple[int, int]:
    """First and last day of a run: as told, or whole months around what was attended."""
    days = attended["day"].to_numpy()
    first, last = known.first, known.last
    if len(days) and not first:
        first = int(month_start(days.min())[()])
    if len(days) and not last:
        last = int(month_start(month_start(days.max()) + 31)[()]) - 1
    return first, last


def _lines(attended: pd.DataFrame, priced: pd.DataFrame, shared: _Shared, seller: Ints) -> Lines:
    (referral,), _ = share(attended["referral"])
    lasted, billable = attended["minutes"].to_numpy(), priced["billable"].to_numpy()
    outcome = attended["outcome"]
    return Lines(
        name=shared.names.rows("line", attended["line"]),
        meeting=attended["meeting"].cat.codes.to_numpy().astype(np.int64),
        referral=referral,
        seller=seller,
        client=shared.client[0],
        component=shared.component[0],
        worker=shared.worker[0],
        activity=numbered(attended["activity"], ACTIVITIES),
        beneficiary=numbered(attended["beneficiary"], BENEFICIARIES),
        lasted=lasted,
        minutes=np.where(billable > 0, billable, lasted),
        delivered=numbered(outcome, {"delivered": 0}) == 0,
        outcome=outcome.cat.codes.to_numpy().astype(np.int64),
        vat_category=shared.vat[0],
        **{
            name: attended[name].to_numpy()
            for name in ("day", "start", "begun", "present", "booked", "confirmed", "planned")
        },
        **{
            name: priced[name].to_numpy()
            for name in (
                *("granted", "percent", "price", "full", "net"),
                *("over_units", "over_month", "over_year", "vat_rate"),
            )
        },
    )


def _rows(
    documents: pd.DataFrame,
    billed: pd.DataFrame,
    shared: _Shared,
    side: int,
    sellers: Ints,
    held: Bools,
    run: tuple[int, int],
) -> Rows:
    at = places(documents, billed)
    first, last = billed["first"].to_numpy(), billed["last"].to_numpy()
    unit = numbered(billed["unit"], UNITS)
    begins, ends = documents["first"].to_numpy()[at], documents["last"].to_numpy()[at]
    sent_by = documents["seller"].astype("str") + "/"
    own, corrects = (
        name_rows(sent_by + documents["number"]),
        name_rows(sent_by + documents["corrects"]),
    )
    corrects = np.where((documents["corrects"] == "").to_numpy(), 0, corrects)
    net = billed["net"].to_numpy()
    return Rows(
        document=at,
        name=name_ids(billed["document"]) * 31
        + shared.names.rows(f"number {side}", billed["number"]),
        place=billed["row"].to_numpy(),
        object=shared.names.rows(f"object {side}", billed["object"]),
        issued=documents["issued"].to_numpy()[at],
        seller=sellers[at],
        client=shared.client[side],
        component=shared.component[side],
        worker=shared.worker[side],
        activity=numbered(billed["activity"], ACTIVITIES),
        first=first,
        last=last,
        low=np.where(first, first, np.where(begins, begins, run[0])),
        high=np.where(first, np.maximum(first, last), np.where(ends, ends, run[1])),
        begins=begins,
        ends=ends,
        minutes=billed["minutes"].to_numpy(),
        unit=unit,
        quantity=billed["quantity"].to_numpy(),
        base=billed["base"].to_numpy(),
        unit_price=billed["unit_price"].to_numpy(),
        net=net,
        made=np.where(unit == NONE, net, line_cents(billed)),
        vat_category=shared.vat[side],
        vat_rate=billed["vat_rate"].to_numpy(),
        credit=(numbered(documents["kind"], {"credit": 0}) == 0)[at],
        own=own[at],
        corrects=corrects[at],
        summed=(first == NO_DAY) | (last > first) | (unit == MONTH),
        held=held[at],
    )
