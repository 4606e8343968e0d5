"""Groups: sizes, members' programmes and genders."""

from collections.abc import Iterator

from api.imports.book import Book, Page, Row
from api.imports.checks.referrals import component_of_programme
from domain.finding import Finding
from domain.people import Gender


def groups_fit(book: Book) -> Iterator[Finding]:
    """A group's bounds are in order and hold; each member may attend."""
    for page, row in book.rows("groups"):
        yield from _sizes(page, row)
        yield from _activity(book, page, row)
        members = row.values.get("referrals", ())
        for referral in members if isinstance(members, tuple) else ():
            yield from component_of_programme(book, page, row, referral, "referrals")
            yield from _gender(book, page, row, referral)


def _sizes(page: Page, row: Row) -> Iterator[Finding]:
    smallest, largest = row.values.get("smallest"), row.values.get("largest")
    members = row.values.get("referrals", ())
    size = len(members) if isinstance(members, tuple) else 0
    whole = "referrals" not in row.bad
    if isinstance(smallest, int) and isinstance(largest, int) and largest < smallest:
        yield page.finding(row, "largest", "sizes_reversed", f"≥ {smallest}")
        return
    if whole and isinstance(smallest, int) and size < smallest:
        yield page.finding(row, "referrals", "group_too_small", f"≥ {smallest}", members=size)
    if whole and isinstance(largest, int) and size > largest:
        yield page.finding(row, "referrals", "group_too_large", f"≤ {largest}", members=size)


def _activity(book: Book, page: Page, row: Row) -> Iterator[Finding]:
    """The component is one that is given to groups."""
    known = book.catalogue.components.get(row.text("component"))
    if known and "group" not in known[1].activity:
        in_groups = [c.id for c in known[0].components if "group" in c.activity]
        expected = ", ".join(in_groups[:5])
        yield page.finding(row, "component", "component_not_for_groups", expected)


def _gender(book: Book, page: Page, row: Row, referral: str) -> Iterator[Finding]:
    """A member of a women's group is a woman; a gender left open is not held against anybody."""
    known = book.catalogue.components.get(row.text("component"))
    asked = {row.text("gender")} - {""} or set(known[1].genders if known else ())
    member = book.ids("referrals").get(referral)
    for person in book.people(member.text("client")) if asked and member else ():
        gender = person.text("gender") or Gender.OTHER
        if "gender" not in person.bad and gender not in asked:
            yield page.finding(
                row,
                "referrals",
                "gender_against_group",
                ", ".join(sorted(asked)),
                entry=referral,
                client=person.text("id"),
            )
