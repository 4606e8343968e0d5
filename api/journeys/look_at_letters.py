"""Questions of the municipality and notices of change with their last days: one, or a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from api.journeys.keep_records import list_records
from api.journeys.owed import days_left
from api.store import kinds
from api.store.listing import Chosen
from api.store.repository import Repository, Stored
from api.store.unit import Unit
from domain.clock import ZONE
from domain.entitlement import answer_deadline
from domain.programme import programmes
from domain.referral import InformationRequest, Notice, Referral


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and how long there is to answer it."""

    stored: Stored[InformationRequest]
    due: date | None
    """Last day on which an answer is in time; None: no day is set."""
    days: int | None
    """Working days left, below 0: so many late; None once it is answered, or nobody waits."""


@dataclass(frozen=True, slots=True)
class Noticed:
    """A change that was noticed, and whether the municipality still has to hear of it."""

    stored: Stored[Notice]
    due: date
    """The day on which it was noticed: it is told at once (seed 004)."""
    days: int | None
    """As with a question."""


@dataclass(frozen=True, slots=True)
class Questions:
    """A page of questions, and where the next one begins."""

    items: tuple[Question, ...]
    next: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class Notices:
    """A page of notices, and where the next one begins."""

    items: tuple[Noticed, ...]
    next: tuple[int, str] | None


def list_questions(unit: Unit, chosen: Chosen) -> Questions:
    """A page of questions; on record once, with how many there were."""
    found = list_records(unit, kinds.REQUEST, chosen)
    referrals = _referrals(unit, found.items)
    return Questions(tuple(_question(unit, one, referrals) for one in found.items), found.next)


def find_question(unit: Unit, one: str) -> Question | None:
    """A question by id; None where there is none."""
    found = Repository[InformationRequest](unit, kinds.REQUEST).get(one)
    return None if found is None else _question(unit, found, _referrals(unit, [found]))


def look_at_question(unit: Unit, one: str) -> Question | None:
    """A question by id; whoever looked is on record. None where there is none."""
    found = find_question(unit, one)
    if found is not None:
        unit.note("look", f"{kinds.REQUEST.name}/{one}")
    return found


def list_notices(unit: Unit, chosen: Chosen) -> Notices:
    """A page of notices; on record once, with how many there were."""
    found = list_records(unit, kinds.NOTICE, chosen)
    referrals = _referrals(unit, found.items)
    return Notices(tuple(_noticed(unit, one, referrals) for one in found.items), found.next)


def find_notice(unit: Unit, one: str) -> Noticed | None:
    """A notice by id; None where there is none."""
    found = Repository[Notice](unit, kinds.NOTICE).get(one)
    return None if found is None else _noticed(unit, found, _referrals(unit, [found]))


def look_at_notice(unit: Unit, one: str) -> Noticed | None:
    """A notice by id; whoever looked is on record. None where there is none."""
    found = find_notice(unit, one)
    if found is not None:
        unit.note("look", f"{kinds.NOTICE.name}/{one}")
    return found


def _referrals(
    unit: Unit, letters: Iterable[Stored[InformationRequest]] | Iterable[Stored[Notice]]
) -> Mapping[str, Referral]:
    found = Repository[Referral](unit, kinds.REFERRAL).some(one.record.referral for one in letters)
    return {one: stored.record for one, stored in found.items()}


def _question(
    unit: Unit, stored: Stored[InformationRequest], referrals: Mapping[str, Referral]
) -> Question:
    request = stored.record
    referral = referrals.get(request.referral)
    due = answer_deadline(programmes()[referral.programme], request) if referral else None
    waits = request.answered is None and _is_open(referral)
    return Question(stored, due, days_left(_today(unit), due) if waits and due else None)


def _noticed(unit: Unit, stored: Stored[Notice], referrals: Mapping[str, Referral]) -> Noticed:
    notice = stored.record
    due = notice.noticed.astimezone(ZONE).date()
    waits = notice.told is None and _is_open(referrals.get(notice.referral))
    return Noticed(stored, due, days_left(_today(unit), due) if waits else None)


def _is_open(referral: Referral | None) -> bool:
    """Whether anything is owed under a referral; once it is closed, nothing is."""
    return referral is not None and referral.closing is None


def _today(unit: Unit) -> date:
    return unit.at.astimezone(ZONE).date()
