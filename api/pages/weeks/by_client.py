"""The week by client: who is met when by whom, and what finds no place."""

from dataclasses import dataclass, field

from api.exports.roster_view import LeftOut, Visit
from api.pages.listing import Address, Listing, list_rows
from api.pages.weeks.asked import Choice


@dataclass
class ClientWeek:
    """A client, a family or a group in one week."""

    whom: str
    county: str
    codes: dict[str, str] = field(default_factory=dict)
    """Programmes by their letters."""
    visits: list[Visit] = field(default_factory=list)
    """One for each meeting, with its first worker."""
    missing: list[LeftOut] = field(default_factory=list)
    changed: bool = False


def list_clients(choice: Choice, address: Address) -> Listing[ClientWeek]:
    """A page of clients."""
    view = choice.view
    found: dict[str, ClientWeek] = {}

    def week_of(need: str, whom: str) -> ClientWeek:
        wanted = view.book.needs[need]
        key = wanted.group or wanted.clients[0]
        return found.setdefault(key, ClientWeek(whom, view.counties[need]))

    for row in choice.rows():
        for stop in row.stops:
            if stop.visit.seat == 1:
                one = week_of(stop.visit.need, stop.visit.whom)
                one.visits.append(stop.visit)
                one.codes[stop.visit.code] = view.book.programme(stop.visit.component)
                one.changed |= stop.changed
    if not choice.asked.changed:
        for lost in choice.missing():
            one = week_of(lost.out.need, lost.out.whom)
            one.missing.append(lost.out)
            one.codes[lost.out.code] = view.book.programme(lost.out.component)
    for one in found.values():
        one.visits.sort(key=lambda visit: (visit.day, visit.start))
    columns = {
        "name": lambda one: one.whom.casefold(),
        "county": lambda one: (one.county, one.whom.casefold()),
        "met": lambda one: (len(one.visits), one.whom.casefold()),
        "left": lambda one: (len(one.missing), one.whom.casefold()),
    }
    asked = choice.asked
    return list_rows(list(found.values()), address, columns, asked.sort, asked.page)
