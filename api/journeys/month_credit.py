"""Write a credit note by hand: a whole invoice, some of its lines, or part of one given back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from api.journeys.month_deliver import keep, open_or_tell
from api.journeys.month_invoice import notes_of, series_of_notes
from api.store import Books, Place
from billing.credit import Credited, cents_of, credit, quantity_left, remaining
from billing.invoice import Invoice, Line
from billing.ledger import Batch, Cause, Entry
from billing.settle import CreditTooLargeError, creditable
from billing.settle import credit as book_credit
from billing.tables import E4
from domain.finding import Fact, Finding

UNKNOWN = ("credit.unknown", "credit.is_note", "credit.no_line")
"""Rules about what was typed: nothing in the books stands against it."""


@dataclass(frozen=True, slots=True)
class CreditAsked:
    """What is to be given back, and why."""

    number: str
    """Of the invoice."""
    reason: str
    by: str
    on: date
    lines: tuple[str, ...] = ()
    """Numbers of its lines; none: whatever is left of it."""
    quantity: int | None = None
    """Whole units of the one line that is named: minutes where its price is one of time."""
    cents: int | None = None
    """Of the one line that is named."""


@dataclass(frozen=True, slots=True)
class CreditWritten:
    """A credit note, where it was booked, and what is left of its invoice."""

    note: Invoice
    month: date
    """Open month in which it is booked."""
    entries: int
    left: int
    """Cents, net."""


def credit_invoice(folder: Place, asked: CreditAsked) -> tuple[CreditWritten | None, list[Finding]]:
    """Write a credit note about an invoice that was issued, and book it in the open month.

    Cents are copied, never worked out anew, and all notes together never pass the invoice. None,
    and every reason, where it cannot be; then neither books nor numbers have changed. Raises
    ValueError where a quantity or cents are asked for and not exactly one line is named.
    """
    if (asked.quantity is not None or asked.cents is not None) and len(asked.lines) != 1:
        message = "a quantity or cents are of one line"
        raise ValueError(message)
    books, findings = open_or_tell(folder)
    if books is None:
        return None, findings
    original, findings = _find(books, asked.number)
    if original is None or books.periods is None:
        return None, findings
    before, month = notes_of(books, original), books.periods.earliest_open()
    found, findings = _write(books, original, before, asked)
    note = found.note
    entries: list[Entry] = []
    if note is not None:
        entries, findings = _book(books, month, note, asked)
    if note is None or findings:
        return None, findings
    kept = replace(
        books,
        notes={**books.notes, month: (*books.notes.get(month, ()), note)},
        counters=found.counters,
        booked=Batch.joined([books.booked, Batch.of(entries)]) if entries else books.booked,
    )
    faults = keep(kept, folder)
    left = sum(remaining(original, (*before, note)).values())
    return (None if faults else CreditWritten(note, month, len(entries), left)), faults


def _find(books: Books, number: str) -> tuple[Invoice | None, list[Finding]]:
    """The invoice of a number."""
    found = next((one for one in books.issued if one.number == number), None)
    if found is None:
        known = [one.number for one in books.issued if one.kind == "invoice"]
        near = get_close_matches(number, known, 3, 0.3) or known[:3]
        return None, [Finding("credit.unknown", number, {"expected": ", ".join(near) or "-"})]
    if found.kind != "invoice":
        return None, [Finding("credit.is_note", number, {"corrects": found.corrects})]
    return found, []


def _write(
    books: Books, original: Invoice, before: tuple[Invoice, ...], asked: CreditAsked
) -> tuple[Credited, list[Finding]]:
    """The credit note, or every reason against it."""
    take, sizes, findings = _take(original, before, asked)
    findings += _waiting(books, original, take)
    if findings:
        return Credited(None, books.counters), findings
    told = replace(original, note=asked.reason)
    series = series_of_notes(original)
    found = credit(told, before, asked.on, series, books.counters, take, sizes)
    return found, [_named(one, original, before) for one in found.findings]


def _take(
    original: Invoice, before: tuple[Invoice, ...], asked: CreditAsked
) -> tuple[dict[str, int] | None, dict[str, int], list[Finding]]:
    """Cents and quantities by number of line; None: all that is left."""
    left = remaining(original, before)
    known = {line.number: line for line in original.lines}
    findings = [_no_line(original, number) for number in asked.lines if number not in known]
    if findings or not asked.lines:
        return None, {}, findings
    take = {number: left[number] for number in asked.lines}
    sizes: dict[str, int] = {}
    line = known[asked.lines[0]]
    if asked.cents is not None:
        take = {line.number: asked.cents}
    if asked.quantity is not None:
        sizes = {line.number: asked.quantity * E4}
        take, findings = _part(original, line, before, asked.quantity)
    bare = [number for number, cents in take.items() if not left[number]]
    findings += [_nothing_left(original, before, number) for number in bare]
    return take, sizes, findings


def _part(
    original: Invoice, line: Line, before: tuple[Invoice, ...], quantity: int
) -> tuple[dict[str, int], list[Finding]]:
    """Cents of a quantity of a line."""
    left = remaining(original, before)[line.number]
    units = quantity_left(line, before)
    if left and not 0 < quantity * E4 <= units:
        facts: dict[str, Fact] = {
            "line": line.number,
            "asked": quantity,
            "left": units // E4,
            "unit": line.unit,
        }
        return {}, [Finding("credit.quantity", original.number, facts)]
    return {line.number: cents_of(line, quantity * E4, left, before) if left else 0}, []


def _book(
    books: Books, period: date, note: Invoice, asked: CreditAsked
) -> tuple[list[Entry], list[Finding]]:
    """The note in the ledger, an entry a line; what the ledger has no room for is told."""
    cause = f"{asked.reason} ({asked.by})"
    entries, findings = [], []
    booked = books.booked
    for line in note.lines:
        shares = {share.funder: share.cents for share in line.shares}
        key = f"{note.number}:{line.number}"
        try:
            entry = book_credit(booked, line.object, line.net, period, key, cause, shares)
        except (CreditTooLargeError, KeyError):
            left = sum(creditable(booked, line.object).values())
            facts: dict[str, Fact] = {"line": line.number, "asked": line.net, "left": left}
            findings.append(Finding("credit.not_in_ledger", note.corrects, facts))
            continue
        entries.append(entry)
        booked = Batch.joined([booked, Batch.of([entry])])
    return entries, findings


def _waiting(books: Books, original: Invoice, take: Mapping[str, int] | None) -> Iterator[Finding]:
    """Lines that a closed month turned back, whose credit note is yet to be drawn up."""
    for month in sorted(set(books.closed) - set(books.invoices)):
        entries = books.booked_in(month).entries
        back = set(entries["line"][(entries["kind"] == Cause.REVERSAL.value).to_numpy()])
        for line in original.lines:
            if line.object in back and (take is None or line.number in take):
                facts = {"line": line.number, "month": month.isoformat()}
                yield Finding("credit.turned_back", original.number, facts)


def _no_line(original: Invoice, number: str) -> Finding:
    last = original.lines[-1].number
    return Finding("credit.no_line", original.number, {"line": number, "last": last})


def _nothing_left(original: Invoice, before: tuple[Invoice, ...], line: str = "") -> Finding:
    notes = ", ".join(
        one.number for one in before if not line or any(mine.number == line for mine in one.lines)
    )
    facts = {"notes": notes or "-"}
    if line:
        return Finding("credit.line_empty", original.number, {**facts, "line": line})
    return Finding("credit.empty", original.number, facts)


def _named(found: Finding, original: Invoice, before: tuple[Invoice, ...]) -> Finding:
    """A refusal of ``billing.credit`` with what would be right."""
    if "line" not in found.facts:
        return _nothing_left(original, before)
    return Finding("credit.too_much", original.number, found.facts)
