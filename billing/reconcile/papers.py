"""P0 and P1: what is wrong with a document as such, before any line is compared.

A document that came before, bears a used number, is made out to somebody else or in another
currency is held: its lines are compared with nothing, and all of its cents are told of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from billing.arithmetic import CREDIT, check_arithmetic, places
from billing.books import Books, Known
from billing.columns import numbered
from billing.joining import NONE, Bools, Ints, count_up, name_ids, name_rows, pack
from billing.kinds import ORDER, Kind
from billing.results import Told, tell
from billing.sides import Rows

HELD = (Kind.D03, Kind.D04, Kind.D09, Kind.D10)


@dataclass(frozen=True, slots=True)
class Papers:
    """Documents that are held: of each, the kind that says why; -1: it is taken."""

    why: Ints

    @property
    def held(self) -> Bools:
        """Which are held."""
        return np.asarray(self.why != NONE)


def look_at_papers(books: Books, known: Known) -> Papers:
    """Which documents are held, each for the weightiest reason."""
    documents = books.documents
    why = np.full(len(documents), NONE)
    for kind, mask in (
        (Kind.D10, _not_among(documents["currency"], frozenset({known.currency}))),
        (Kind.D09, _not_among(documents["buyer"], known.buyers)),
        (Kind.D09, _not_among(documents["seller"], known.sellers)),
    ):
        why[mask] = ORDER[kind.value]
    same, other = _came_before(books, known)
    why[other] = ORDER["D04"]
    why[same] = ORDER["D03"]
    return Papers(why)


def _not_among(column: pd.Series, allowed: frozenset[str]) -> Bools:
    if not allowed:
        return np.zeros(len(column), dtype=np.bool_)
    return np.asarray(numbered(column, dict.fromkeys(allowed, 0)) == NONE)


def _came_before(books: Books, known: Known) -> tuple[Bools, Bools]:
    """Documents that came before, and those whose number came before with other content."""
    papers, billed = [books.documents], [books.billed]
    if known.earlier_documents is not None and known.earlier_billed is not None:
        papers, billed = [known.earlier_documents, *papers], [known.earlier_billed, *billed]
    number = np.concatenate([_number(paper) for paper in papers])
    sent = np.concatenate([name_rows(paper["sha256"]) for paper in papers])
    issued = np.concatenate([paper["issued"].to_numpy() for paper in papers])
    name = np.concatenate([name_rows(paper["document"]) for paper in papers])
    earlier = np.repeat(np.arange(len(papers)), [len(paper) for paper in papers])
    by = np.lexsort((name, issued, earlier))
    file = np.concatenate([name_ids(paper["file"]) for paper in papers])
    bytes_before = _seen(_in_file((earlier, file, sent, number), by), by) & (sent != 0)
    number_before = _seen(number, by)
    count = len(books.documents)
    same = bytes_before.copy()
    if (number_before & ~bytes_before).any():
        content = np.concatenate([_content(*pair) for pair in zip(papers, billed, strict=True)])
        same |= _seen(_packed(number, content), by)
    return same[-count:] if count else same[:0], (number_before & ~same)[
        -count:
    ] if count else same[:0]


def _in_file(told: tuple[Ints, Ints, Ints, Ints], by: Ints) -> Ints:
    """Bytes, number, and which of that number in its file: a file may hold many documents."""
    earlier, file, sent, number = told
    here = _packed(earlier, file, sent, number)[by]
    order = by[np.argsort(here, kind="stable")]
    rank = np.empty(len(by), dtype=np.int64)
    rank[order] = count_up(np.sort(here))
    return _packed(sent, number, rank)


def _packed(*keys: Ints) -> Ints:
    return pack([(key, key[:0]) for key in keys])[0]


def _number(documents: pd.DataFrame) -> Ints:
    return name_rows(documents["seller"].astype("str") + "/" + documents["number"])


def _seen(keys: Ints, by: Ints) -> Bools:
    """Whether the key of each stands before it in an order."""
    found = np.ones(len(keys), dtype=np.bool_)
    found[by[np.unique(keys[by], return_index=True)[1]]] = False
    return found


def _content(documents: pd.DataFrame, billed: pd.DataFrame) -> Ints:
    """A number for what each document says, whatever its bytes and the order of its lines."""
    said = np.zeros(len(billed), dtype=np.int64)
    for name in ("client", "component", "activity", "worker"):
        said = said * 1_000_003 + name_ids(billed[name])
    for name in ("first", "last", "quantity", "minutes", "unit_price", "allowance", "net"):
        said = said * 1_000_003 + billed[name].to_numpy()
    said ^= said >> 29
    total = np.zeros(len(documents), dtype=np.int64)
    np.add.at(total, places(documents, billed), said * said)
    for name in ("net", "vat", "gross"):
        total = total * 1_000_003 + documents[name].to_numpy()
    return total


def tell_papers(books: Books, known: Known, papers: Papers, rows: Rows) -> Iterator[Told]:
    """What is wrong with documents: the held ones with all their cents, the sums of all others."""
    documents = books.documents
    count = len(documents)
    net = np.zeros(count, dtype=np.int64)
    np.add.at(net, rows.document, rows.net)
    for kind in HELD:
        at = np.flatnonzero(papers.why == ORDER[kind.value])
        yield tell(kind, len(at), primary=True, document=at, cents=net[at], found=net[at])
    yield from _faults(documents, known, net)
    yield from _sums(books, rows)


def _faults(documents: pd.DataFrame, known: Known, net: Ints) -> Iterator[Told]:
    if known.faults is None:
        return
    ids = {str(name): at for at, name in enumerate(documents["document"])}
    for document, kind in zip(known.faults["document"], known.faults["kind"], strict=True):
        at = ids.get(str(document), NONE)
        cents = int(net[at]) if at != NONE else 0
        yield tell(Kind(str(kind)), 1, document=at, cents=cents, found=cents)


def _sums(books: Books, rows: Rows) -> Iterator[Told]:
    """D06: the lines do not make the net, or net and VAT not the gross. D08: nor the VAT.

    VAT of a document is judged where each of its lines tells a category. A credit note that names
    its invoice may be off by a cent a category: several together give back the invoice's VAT.
    """
    documents = books.documents
    off = check_arithmetic(documents, books.billed)
    told = np.ones(len(documents), dtype=np.bool_)
    told[rows.document[rows.vat_category == NONE]] = False
    credit = (documents["kind"].eq(CREDIT) & documents["corrects"].ne("")).to_numpy()
    slack = np.where(credit, off.groups, 0)
    vat = np.where(told & (np.abs(off.vat) > slack), off.vat, 0)
    for kind, name, cents in (
        (Kind.D06, "net", off.net),
        (Kind.D06, "gross", off.gross),
        (Kind.D08, "vat", vat),
    ):
        at = np.flatnonzero(cents)
        found = documents[name].to_numpy()[at]
        yield tell(
            kind, len(at), document=at, cents=cents[at], found=found, wanted=found - cents[at]
        )
