"""People: codes and birthdays, choices that contradict, families, themes."""

from collections.abc import Iterator
from datetime import date

from api.imports.book import Book, Row
from api.imports.scalars import birth_day
from domain.finding import Finding
from domain.session import Asked


def codes_agree(book: Book) -> Iterator[Finding]:
    """A personal code and a birthday speak of the same day; a code is one person's."""
    owners: dict[str, int] = {}
    for page, row in book.rows("clients"):
        code, born = row.text("personal_code"), row.values.get("born")
        if not code:
            continue
        if isinstance(born, date) and birth_day(code) != born:
            expected = f"{birth_day(code):%d.%m.%Y}"
            yield page.finding(row, "born", "code_and_birthday", expected, code=code)
        if code in owners:
            yield page.finding(row, "personal_code", "code_twice", first_row=owners[code])
        owners.setdefault(code, row.number)


def choices_agree(book: Book) -> Iterator[Finding]:
    """Nobody is chosen, confirmed or pinned who was refused or is never given to the client."""
    workers = book.ids("workers")
    for page, row in book.rows("clients"):
        client, chosen, refused = row.text("id"), row.text("chosen"), _several(row, "refused")
        if chosen and chosen in refused:
            yield page.finding(row, "chosen", "chosen_refused", entry=chosen)
        for both in sorted(refused & _several(row, "confirmed")):
            yield page.finding(row, "confirmed", "confirmed_refused", entry=both)
        if client and chosen in workers and client in _several(workers[chosen], "excluded"):
            yield page.finding(row, "chosen", "chosen_excluded", entry=chosen)
    for page, row in book.rows("plan"):
        pinned = row.text("pinned_worker")
        referral = book.ids("referrals").get(row.text("referral"))
        people = book.people(referral.text("client")) if pinned and referral else ()
        if any(pinned in _several(person, "refused") for person in people):
            yield page.finding(row, "pinned_worker", "pinned_refused", entry=pinned)


def families_agree(book: Book) -> Iterator[Finding]:
    """A client's family and the family's members say the same; nobody is in two families."""
    listed: dict[str, str] = {}
    for page, row in book.rows("families"):
        for member in sorted(_several(row, "members")):
            if listed.setdefault(member, row.text("id")) != row.text("id"):
                yield page.finding(
                    row, "members", "two_families", entry=member, other=listed[member]
                )
    families = book.ids("families")
    for page, row in book.rows("clients"):
        family, client = row.text("family"), row.text("id")
        known = family in families and "members" in families[family].values
        if known and client and listed.get(client) != family:
            yield page.finding(row, "family", "family_without_member", listed.get(client, ""))


def themes_are_given(book: Book) -> Iterator[Finding]:
    """Warns of clients without a referral, and of peer counselling without any theme."""
    named = {row.text("client") for _, row in book.rows("referrals")}
    whole = all(not row.bad & {"client"} for _, row in book.rows("referrals"))
    named |= {
        member
        for family, row in book.ids("families").items()
        if family in named
        for member in _several(row, "members")
    }
    if whole and "referrals" in book.pages:
        for page, row in book.rows("clients"):
            if row.text("id") and row.text("id") not in named:
                yield page.finding(row, "id", "warn_client_without_referral")
    yield from _themeless(book)


def _themeless(book: Book) -> Iterator[Finding]:
    for page, row in book.rows("plan"):
        _, component = book.catalogue.components.get(row.text("component"), (None, None))
        referral = book.ids("referrals").get(row.text("referral"))
        if component is None or referral is None:
            continue
        people = book.people(referral.text("client"))
        asked = any(seat.experience is not Asked.NOBODYS for seat in component.seats)
        told = any("themes" in person.values or "themes" in person.bad for person in people)
        if asked and people and not told:
            yield page.finding(row, "component", "warn_no_theme", client=people[0].text("id"))


def _several(row: Row, key: str) -> set[str]:
    value = row.values.get(key, ())
    return set(value) if isinstance(value, tuple) else set()
