"""What is asked for and told of a month."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from api.routes.models import FIRST_DAY, Loose, Strict, Text
from api.routes.problems import FindingTold
from billing.decisions import Verdict

LAST_DAY = date(2100, 12, 1)


def _is_first(day: date) -> date:
    if day.day != 1:
        message = "not the first day of a month"
        raise ValueError(message)
    return day


Month = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY), AfterValidator(_is_first)]


class MonthAsked(Loose):
    """Which month is meant; none: the last of which the workbook tells more than plans."""

    month: Month | None = None


class DecideAsked(MonthAsked):
    """One decision about every result of a kind (or ``all``) of which nobody has decided."""

    kind: Text | None = None
    verdict: Verdict | None = None
    reason: Text = ""


class CloseAsked(Strict):
    """Whether to close a month although its last day is yet to come."""

    early: bool = False


class FigureAsked(Loose):
    """A line, an invoice, a month (2026-11) or an account; with ``number``: an invoice's line."""

    figure: Text
    number: Text | None = None


class InvoiceAsked(Loose):
    """In which form: UBL (EN 16931) or the Estonian e-invoice."""

    syntax: Literal["ubl", "earve"] = "ubl"


class Totals(BaseModel):
    """Sums in cents."""

    model_config = ConfigDict(extra="allow")

    net: int
    gross: int


class Priced(BaseModel):
    """A month as it would be booked today."""

    month: date
    lines: int
    missing: int
    """Meetings of which nobody has told what became of them."""
    totals: Totals
    results: list[dict[str, Any]]
    advice: list[dict[str, Any]]
    warnings: list[FindingTold]


class Compared(Priced):
    """A month beside what was billed for it."""

    undecided: int
    unexplained: int
    """Cents that nothing explains."""


class Closed(BaseModel):
    """A month that never changes again."""

    month: date
    entries: int
    totals: Totals
    content: str
    seal: str
    warnings: list[FindingTold]


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


class Explained(BaseModel):
    """A figure, step by step."""

    asked: str
    lines: list[dict[str, Any]]
    billed: list[dict[str, Any]]
    parts: list[dict[str, Any]]
