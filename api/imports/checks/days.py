"""Days in their order: nothing ends before it begins."""

from collections.abc import Iterator
from datetime import date

from api.imports.book import Book
from domain.finding import Finding

IN_ORDER = (
    ("referrals", "on", "closed_on"),
    ("referrals", "on", "first_met"),
    ("absences", "first", "last"),
    ("parallel", "first", "last"),
)
"""Sheet, the earlier day, the later day."""


def days_in_order(book: Book) -> Iterator[Finding]:
    """The later day is not before the earlier one."""
    for sheet, early, late in IN_ORDER:
        for page, row in book.rows(sheet):
            first, last = row.values.get(early), row.values.get(late)
            if isinstance(first, date) and isinstance(last, date) and last < first:
                expected = f"≥ {first:%d.%m.%Y}"
                yield page.finding(row, late, "days_reversed", expected)


def extensions_after_referral(book: Book) -> Iterator[Finding]:
    """An extension is approved on the day of the referral or later."""
    referrals = book.ids("referrals")
    for page, row in book.rows("extensions"):
        referral = referrals.get(row.text("referral"))
        referred = referral.values.get("on") if referral else None
        approved = row.values.get("on")
        if isinstance(referred, date) and isinstance(approved, date) and approved < referred:
            expected = f"≥ {referred:%d.%m.%Y}"
            yield page.finding(row, "on", "days_reversed", expected)
