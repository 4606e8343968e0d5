"""The inbox of referrals: whoever waits, the most pressing first."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from api.journeys.look_at_referrals import Waiting, look_at_referrals
from api.journeys.owed import What
from api.pages.catalogue import later
from api.pages.listing import Address, list_rows
from api.pages.memory import memory_of
from api.pages.page import Page, Visit
from api.routes.doors import Reply
from api.routes.models import Loose, Text
from api.security.rights import Right
from api.store.unit import Unit

HERE = "/referrals"
State = Literal[
    "", "first_meeting", "three_party", "answer", "notice", "plan", "interpreter", "closed", "all"
]
STATES: tuple[tuple[State, str], ...] = (
    ("", later("Open referrals")),
    ("first_meeting", later("First meeting")),
    ("three_party", later("Three-party meeting to plan")),
    ("answer", later("Questions")),
    ("notice", later("To be told")),
    ("interpreter", later("Interpreter needed")),
    ("plan", later("Action plan missing")),
    ("closed", later("Closed")),
)
FAR = 10_000
"""Working days of whoever waits for nothing with a last day."""


class InboxAsked(Loose):
    """Which referrals are looked at."""

    state: State = ""
    programme: Annotated[str, StringConstraints(pattern=r"^[A-Z]{0,2}$")] = ""
    county: Annotated[str, StringConstraints(max_length=60)] = ""
    who: Text = ""
    sort: Annotated[str, StringConstraints(max_length=20)] = ""
    page: Annotated[int, Field(ge=1, le=10_000)] = 1


@dataclass(frozen=True, slots=True)
class Facet:
    """A choice among the rows, as a link."""

    key: str
    words: str
    address: str
    chosen: bool
    many: int


COLUMNS: Mapping[str, Callable[[Waiting], Any]] = {
    "due": lambda one: (FAR if one.days is None else one.days, one.referral.on),
    "name": lambda one: one.name.casefold(),
    "on": lambda one: one.referral.on,
    "place": lambda one: (one.referral.municipality, one.referral.case_manager),
}


def _show(unit: Unit, visit: Visit) -> Reply:
    asked: InboxAsked = visit.query
    every = look_at_referrals(unit, memory_of(visit))
    address = Address(HERE, asked.model_dump())
    who = asked.who.strip().casefold()
    within = [
        one
        for one in every
        if (not asked.county or one.county == asked.county)
        and (not asked.programme or one.code == asked.programme)
        and (not who or who in f"{one.name} {one.referral.id}".casefold())
    ]
    states = [
        Facet(key, visit._(words), address.but(state=key), key == asked.state, many)
        for key, words in STATES
        if (many := sum(_is(one, key) for one in within)) or key in {"", asked.state}
    ]
    chosen = [one for one in within if _is(one, asked.state)]
    codes = Counter(one.code for one in every if _is(one, asked.state))
    programmes = [
        Facet(code, code, address.but(programme="" if code == asked.programme else code),
              code == asked.programme, codes[code])
        for code in sorted(codes)
    ]  # fmt: skip
    return visit.show(
        "referrals/inbox.html.j2",
        asked=asked,
        states=states,
        programmes=programmes,
        counties=sorted({one.county for one in every if one.county}),
        listing=list_rows(chosen, address, COLUMNS, asked.sort, asked.page),
        pressing=sum(1 for one in every if one.days is not None and one.days <= 0),
        any_at_all=bool(every),
        changes=visit.who.may(Right.PEOPLE_CHANGE),
        clear=HERE,
    )


def _is(one: Waiting, state: str) -> bool:
    closed = one.referral.closing is not None
    if state == "interpreter":
        return bool(one.interpreter)
    if state in {"", "closed"}:
        return closed == bool(state)
    return state == "all" or one.owes(What(state))


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, Right.PEOPLE_LOOK, _show, "The inbox of referrals", "read",
         asks=InboxAsked),
)  # fmt: skip
