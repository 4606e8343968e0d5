"""Sellers and buyers from the sheets of parties and VAT numbers."""

from collections import defaultdict
from typing import Any

from api.imports.book import Book
from billing.parties import Buyer, Seller, VatNumber

PLAIN = ("street", "city", "postcode", "country", "scheme")
OWN = ("iban", "email")


def build_sellers(book: Book) -> tuple[Seller, ...]:
    """Who provides and sends invoices."""
    return tuple(Seller(**told) for told in _parties(book, "seller", (*PLAIN, *OWN)))


def build_buyers(book: Book) -> tuple[Buyer, ...]:
    """Who pays."""
    return tuple(Buyer(**told) for told in _parties(book, "buyer", PLAIN))


def _parties(book: Book, side: str, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """What is told of the parties of a side; an empty cell takes the record's own default."""
    numbers: defaultdict[str, list[VatNumber]] = defaultdict(list)
    for _, row in book.rows("vat_numbers"):
        told: dict[str, Any] = {
            key: row.values[key] for key in ("number", "since", "until") if key in row.values
        }
        numbers[row.text("registry")].append(VatNumber(**told))
    return [
        {
            "name": row.text("name"),
            "registry": row.text("registry"),
            "vat": tuple(numbers[row.text("registry")]),
            **{key: row.values[key] for key in keys if key in row.values},
        }
        for _, row in book.rows("parties")
        if row.text("side") == side
    ]
