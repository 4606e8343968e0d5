"""What is asked for and told of invoices, credit notes, amendments and reports of a month."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, model_validator

from api.routes.models import LARGEST, MOST_ENTRIES, Loose, Strict, Text
from api.routes.month_models import Cents, Said
from domain.words import Language


class CreditBody(Strict):
    """What of an invoice is given back: all that is left, some lines, or part of one."""

    reason: Said
    lines: Annotated[tuple[Text, ...], Field(max_length=MOST_ENTRIES)] = ()
    quantity: Annotated[int, Field(ge=1, le=LARGEST)] | None = None
    """Whole units of the one line: minutes where its price is one of time."""
    cents: Annotated[int, Field(ge=1, le=LARGEST)] | None = None
    """Of the one line, net."""

    @model_validator(mode="after")
    def _is_of_one_line(self) -> "CreditBody":
        part = self.quantity is not None or self.cents is not None
        both = self.quantity is not None and self.cents is not None
        if both or (part and len(self.lines) != 1):
            message = "a quantity or cents are of one line"
            raise ValueError(message)
        return self


class AmendAsked(Loose):
    """Which line of the closed month claims how many cents more (+) or less (-), and why."""

    line: Said
    cents: Cents
    reason: Said


class ReportAsked(Loose):
    """Language of headings and words."""

    language: Language = "et"


class CostsAsked(Loose):
    """Of which municipality; none: of all."""

    municipality: Text | None = None


class FigureAsked(Loose):
    """A line, an invoice, a month (2026-11) or an account; with ``number``: an invoice's line."""

    figure: Text
    number: Text | None = None


class InvoiceAsked(Loose):
    """In which form: UBL (EN 16931) or the Estonian e-invoice."""

    syntax: Literal["ubl", "earve"] = "ubl"


class CostLine(BaseModel):
    """A line of the cost report: one case, client, component, month of service and price."""

    municipality: str
    theirs: str
    client: str
    component: str
    month: date
    meetings: int
    minutes: int
    unit_price: int
    unit_minutes: int
    cents: int
    year: int
    """Cents of the calendar year after these lines, of the client and component."""
    ceiling: int | None
    left: int | None


class Costs(BaseModel):
    """What a month costs, as municipalities enter it."""

    month: date
    items: list[CostLine]
    cents: int


class AmendedTold(BaseModel):
    """An amendment that was chained and booked."""

    month: date
    line: str
    cents: int
    booked_in: date
    reason: str
    by: str
    on: date
    signature: str
    """sha256 of the signed file."""
    seal: str
    left: int
    """Cents that the line claims now."""


class InvoiceTold(BaseModel):
    """An invoice or credit note of ours."""

    number: str
    kind: str
    buyer: str
    issued: date
    due: date | None
    lines: int
    net: int
    vat: int
    gross: int


class IssuedTold(BaseModel):
    """The invoices of a month, and whether they were issued just now."""

    month: date
    new: bool
    invoices: list[InvoiceTold]


class CreditLine(BaseModel):
    """A line of a credit note."""

    number: str
    line: str
    cents: int


class CreditTold(BaseModel):
    """A credit note, where it is booked, and what is left of its invoice."""

    note: InvoiceTold
    corrects: str
    lines: list[CreditLine]
    month: date
    entries: int
    left: int


class Explained(BaseModel):
    """A figure, step by step."""

    asked: str
    lines: list[dict[str, Any]]
    billed: list[dict[str, Any]]
    parts: list[dict[str, Any]]
