"""The sheets of the month's workbook, in the order in which people fill them."""

from api.workbook.column import Sheet
from api.workbook.month import attended, billed, cases, documents, parties, prices
from api.workbook.sheets import extensions

MONTH_SHEETS: tuple[Sheet, ...] = (
    parties.SHEET,
    parties.VAT_NUMBERS,
    cases.CASES,
    extensions.SHEET,
    attended.SHEET,
    prices.SHEET,
    documents.SHEET,
    billed.SHEET,
    cases.USED,
    cases.PARALLEL,
)
TALL = frozenset({"attended", "prices", "documents", "billed", "used"})
"""Sheets that are read into columns: they may have hundreds of thousands of rows."""
