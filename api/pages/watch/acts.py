"""The record of acts: who did and saw what, by filters, and whether the chain holds."""

from datetime import date, datetime, time
from typing import Annotated

from pydantic import Field, StringConstraints

from api.journeys.look_at_access import names_of_accounts
from api.journeys.look_at_record import read_acts, verify_acts
from api.pages.listing import ROWS, Address
from api.pages.page import Page, Visit
from api.pages.watch.words import ACTS, THINGS
from api.routes.doors import Reply
from api.routes.models import Loose
from api.security.rights import Right
from api.store.listing import ActsChosen
from api.store.unit import Unit
from domain.clock import ZONE

HERE = "/audit"
Short = Annotated[str, StringConstraints(max_length=200)]


class ActsAsked(Loose):
    """Which acts are looked at."""

    before: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    actor: Short = ""
    action: Short = ""
    about: Short = ""
    since: Annotated[str, StringConstraints(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = ""


def _list(unit: Unit, visit: Visit) -> Reply:
    asked: ActsAsked = visit.query
    chosen = ActsChosen(
        actor=asked.actor or None,
        action=asked.action or None,
        about=asked.about.strip() or None,
        since=_since(asked.since),
    )
    found = read_acts(unit, asked.before, ROWS + 1, chosen)
    told = asked.model_dump()
    address = Address(HERE, told)
    more = len(found) > ROWS
    return visit.show(
        "watch/acts.html.j2",
        acts=found[:ROWS],
        asked=asked,
        names=names_of_accounts(unit),
        words=ACTS,
        things=THINGS,
        older=address.but(before=found[ROWS - 1].number) if more else "",
        newest=address.but(before=None) if asked.before else "",
        address=address,
        clear=HERE,
    )


def _since(told: str) -> datetime | None:
    """The beginning of a day; None where none is told, or there is no such day."""
    try:
        return datetime.combine(date.fromisoformat(told), time(), ZONE)
    except ValueError:
        return None


def _verify(unit: Unit, visit: Visit) -> Reply:
    head, broken = verify_acts(unit, visit.house.store)
    return visit.show("watch/chain.html.j2", head=head, broken=broken, at=visit.at)


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, Right.AUDIT_LOOK, _list, "The record of acts", "read", asks=ActsAsked),
    Page("GET", f"{HERE}/chain", Right.AUDIT_LOOK, _verify, "Whether the record holds", "read"),
)
