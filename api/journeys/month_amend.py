"""Amend a closed month: signed, chained to its seal, and booked in the month that is open."""

from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path

from api.journeys.month_deliver import keep, open_or_tell
from api.store import Books, Place
from billing.close import Amended, Link, amend, amendments
from billing.ledger import Batch, Entry
from billing.settle import CreditTooLargeError, creditable
from billing.settle import amend as book_amendment
from domain.finding import Fact, Finding

UNKNOWN = ("amend.unknown_line", "amend.unsigned")
"""Rules about what was typed: nothing in the books stands against it."""
AMENDMENT = "amendment:"
"""What the keys of their entries begin with."""


@dataclass(frozen=True, slots=True)
class AmendAsked:
    """Which line, by how much, who says so, and why."""

    month: date
    """First day of the closed month."""
    line: str
    cents: int
    """More (+) or less (-) than it claims."""
    reason: str
    by: str
    on: date
    signed: Path
    """The signed file that allows it."""


@dataclass(frozen=True, slots=True)
class AmendedBooks:
    """An amendment that was chained and booked."""

    link: Link
    entry: Entry
    left: int
    """Cents that the line claims now."""


def amend_month(folder: Place, asked: AmendAsked) -> tuple[AmendedBooks | None, list[Finding]]:
    """Amend what a line of a closed month claims; the month itself stays as it was sealed.

    The amendment is a link of the chain, with the sha256 of the signed file, and an entry of the
    ledger in the earliest open month. None, and every reason, where it cannot be; then nothing
    has changed.
    """
    books, findings = open_or_tell(folder)
    if books is None:
        return None, findings
    try:
        signature = sha256(asked.signed.read_bytes()).hexdigest()
    except OSError as fault:
        facts: dict[str, Fact] = {"reason": fault.strerror or str(fault)}
        findings.append(Finding("amend.unsigned", str(asked.signed), facts))
        signature = ""
    findings += _against(books, asked)
    if findings:
        return None, findings
    done = _amend(books, asked, signature)
    faults = keep(done[0], folder)
    return (None if faults else done[1]), faults


def _against(books: Books, asked: AmendAsked) -> list[Finding]:
    """Every reason why the books cannot be amended so."""
    month = asked.month.isoformat()
    closed = books.closed.get(asked.month)
    if closed is None:
        return [Finding("amend.not_closed", month, {"month": month})]
    lines = closed.priced["line"].tolist()
    if asked.line not in lines:
        near = ", ".join(get_close_matches(asked.line, lines, 3, 0.3)) or "-"
        return [Finding("amend.unknown_line", asked.line, {"expected": near, "month": month})]
    left = sum(creditable(books.booked, asked.line).values())
    facts: dict[str, Fact] = {"asked": asked.cents, "left": left}
    if not left:
        return [Finding("amend.nothing", asked.line, facts)]
    if -asked.cents > left:
        return [Finding("amend.too_much", asked.line, facts)]
    return []


def _amend(books: Books, asked: AmendAsked, signature: str) -> tuple[Books, AmendedBooks]:
    periods = books.periods
    if periods is None:
        message = "nothing was closed yet"
        raise ValueError(message)
    period = periods.earliest_open()
    key = f"{AMENDMENT}{len(amendments(periods)) + 1}"
    cause = f"{asked.reason} ({asked.by})"
    try:
        entry = book_amendment(books.booked, asked.line, asked.cents, period, key, cause)
    except CreditTooLargeError as fault:
        message = "looked at before"
        raise ValueError(message) from fault
    batch = Batch.of([entry])
    fingerprint = str(batch.entries["fingerprint"].iloc[0])
    amended = Amended(asked.line, asked.cents, period, key, fingerprint)
    after = amend(periods, asked.month, amended, asked.on, asked.by, asked.reason, signature)
    booked = Batch.joined([books.booked, batch])
    left = sum(creditable(booked, asked.line).values())
    kept = replace(books, booked=booked, periods=after)
    return kept, AmendedBooks(after.chain[-1], entry, left)
