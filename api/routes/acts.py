"""Who did and saw what, for auditors; and what is held about one person, for that person."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field

from api.journeys.look_at_record import read_acts, verify_acts
from api.journeys.privacy_erase import erase_person
from api.journeys.privacy_export import export_person
from api.routes.doors import Ask, Door, Reply, answer
from api.routes.models import Loose, Strict, Text
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.listing import MOST, ActsChosen
from api.store.unit import Unit
from domain.clock import ZONE

HERE = "/api/v1/audit"


class ActsAsked(Loose):
    """A page of the record: those before a number, of one actor or of all."""

    before: Annotated[int, Field(ge=1, le=2**31 - 1)] | None = None
    most: Annotated[int, Field(ge=1, le=MOST)] = 100
    actor: Text | None = None


class Act(BaseModel):
    """Something somebody did or looked at."""

    number: int
    at: datetime
    actor: str
    action: str
    about: str
    told: dict[str, Any]


class Acts(BaseModel):
    """A page of the record, the newest first."""

    items: list[Act]
    next: int | None
    """``before`` of the next page."""


class Chain(BaseModel):
    """Whether the record is as it was written."""

    number: int
    seal: str
    broken_at: int | None
    """Number of the first link that does not hold."""


class PersonTold(BaseModel):
    """Everything that is held about somebody, by where it stands."""

    id: str
    told: dict[str, list[Any]]


class EraseAsked(Strict):
    """The person's id once more, so that nobody is erased by a slip."""

    id: Text


class Erased(BaseModel):
    """What was dropped."""

    id: str
    kind: str
    taken: dict[str, int]


def _read(unit: Unit, ask: Ask) -> Reply:
    query = ask.query
    found = read_acts(unit, query.before, query.most, ActsChosen(actor=query.actor))
    items = [
        Act(
            number=one.number,
            at=one.at,
            actor=one.actor,
            action=one.action,
            about=one.about,
            told=dict(one.told),
        )
        for one in found
    ]
    more = len(found) == query.most and found[-1].number > 1
    return answer(Acts(items=items, next=found[-1].number if more else None))


def _verify(unit: Unit, ask: Ask) -> Reply:
    head, broken = verify_acts(unit, ask.house.store)
    return answer(Chain(number=head.number, seal=head.seal, broken_at=broken))


def _export(unit: Unit, ask: Ask) -> Reply:
    found, _ = export_person(unit, ask.path["id"])
    if found is None:
        raise Refused(404)
    return answer(PersonTold(id=found.id, told=found.told))


def _erase(unit: Unit, ask: Ask) -> Reply:
    one = ask.path["id"]
    if ask.body.id != one:
        raise Refused(409)
    today: date = ask.at.astimezone(ZONE).date()
    found, against = erase_person(unit, one, today)
    if any(one.rule == "privacy.unknown" for one in against):
        raise Refused(404)
    if found is None:
        raise Refused(409, "conflict", against)
    return answer(Erased(id=found.id, kind=found.kind, taken=found.taken))


DOORS: tuple[Door, ...] = (
    Door("GET", HERE, Right.AUDIT_LOOK, _read, "Who did and saw what", "read",
         gives=Acts, asks=ActsAsked),
    Door("GET", f"{HERE}/chain", Right.AUDIT_LOOK, _verify, "Whether the record holds", "read",
         gives=Chain),
    Door("GET", "/api/v1/persons/{id}", Right.PERSON_EXPORT, _export,
         "Everything held about a person", "read", gives=PersonTold),
    Door("POST", "/api/v1/persons/{id}/erase", Right.PERSON_ERASE, _erase,
         "Erase a person for good", "write", gives=Erased, takes=EraseAsked),
)  # fmt: skip
