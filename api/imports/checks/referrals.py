"""Referrals: standing, closing and components as the programme allows."""

from collections.abc import Iterator
from datetime import date

from api.imports.book import Book, Page, Row
from domain.finding import Finding
from domain.programme import Programme
from domain.referral import ClosingReason


def referrals_fit(book: Book) -> Iterator[Finding]:
    """The client's standing is one that the programme accepts, on a day it is in force."""
    for page, row in book.rows("referrals"):
        programme = book.catalogue.programmes.get(row.text("programme"))
        if programme is None:
            continue
        if (
            programme.statuses
            and "status" not in row.bad
            and row.text("status") not in programme.statuses
        ):
            expected = ", ".join(programme.statuses)
            yield page.finding(row, "status", "status_not_eligible", expected)
        reason = row.text("closing_reason")
        if reason and programme.closing_reasons and reason not in programme.closing_reasons:
            expected = ", ".join(programme.closing_reasons)
            yield page.finding(row, "closing_reason", "closing_not_of_programme", expected)
        referred = row.values.get("on")
        if isinstance(referred, date) and not _in_force(programme, referred):
            until = f"{programme.until:%d.%m.%Y}" if programme.until else ""
            expected = f"{programme.since:%d.%m.%Y}-{until}"
            yield page.finding(row, "on", "warn_programme_not_in_force", expected)


def closings_are_whole(book: Book) -> Iterator[Finding]:
    """A closing has a reason and a day; another reason than the listed ones has a text."""
    for page, row in book.rows("referrals"):
        reason, closed = row.text("closing_reason"), row.values.get("closed_on")
        text = row.text("closing_text")
        if (closed or text) and not reason and "closing_reason" not in row.bad:
            yield page.finding(row, "closing_reason", "closing_reason_missing")
        if reason and closed is None and "closed_on" not in row.bad:
            yield page.finding(row, "closed_on", "closing_day_missing")
        if reason == ClosingReason.OTHER and not text and "closing_text" not in row.bad:
            yield page.finding(row, "closing_text", "closing_text_missing")


def used_fits(book: Book) -> Iterator[Finding]:
    """What was used belongs to the programme of its referral."""
    for page, row in book.rows("used"):
        yield from component_of_programme(book, page, row, row.text("referral"), "component")


def component_of_programme(
    book: Book, page: Page, row: Row, referral: str, key: str
) -> Iterator[Finding]:
    """A component belongs to the programme of the referral under which it is given."""
    known = book.ids("referrals").get(referral)
    programme = book.catalogue.programmes.get(known.text("programme")) if known else None
    component = row.text("component")
    if programme is None or not component:
        return
    if component not in {one.id for one in programme.components}:
        yield page.finding(
            row,
            key,
            "component_not_of_programme",
            ", ".join([one.id for one in programme.components][:5]),
            component=component,
            referral=referral,
            programme=programme.id,
        )


def _in_force(programme: Programme, day: date) -> bool:
    return programme.since <= day and (programme.until is None or day <= programme.until)
