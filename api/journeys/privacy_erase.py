"""Erase a person: the records are taken away and their key is forgotten; invoices stay.

What remains is what the law obliges a provider to keep (accounting documents, seven years), with
the person's id in place of a name. A backup holds nothing more: it carries no keys of its own, and
the key file of today knows that this one is forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from api.journeys.privacy_known import KnownPerson, find_person, meetings_of
from api.store import kinds, open_books
from api.store.repository import Repository
from api.store.rosters import published_of
from api.store.traces import (
    accounts_of,
    drafts_naming,
    forget_traces,
    unfinished_jobs,
    weeks_with_rosters,
)
from api.store.unit import Unit
from domain.clock import monday_of
from domain.finding import Fact, Finding
from domain.people import Client, Worker


@dataclass(frozen=True, slots=True)
class ErasedPerson:
    """What became of somebody who was erased."""

    id: str
    kind: str
    """``client`` or ``worker``."""
    taken: dict[str, int]
    """Records taken away, by kind; and what was dropped beside them."""


def erase_person(unit: Unit, person: str, today: date) -> tuple[ErasedPerson | None, list[Finding]]:
    """Erase a client or worker for good.

    None, with everything that stands against it: an open referral, a meeting of this week or
    later, a draft or an open month that names the person, an account that is the person, work
    under way that may name them. Then nothing has changed.
    """
    known = find_person(unit, person)
    if known is None:
        return None, [Finding("privacy.unknown", person)]
    against = list(_against(unit, known, today))
    if against:
        return None, against
    taken = _let_go(unit, known)
    unit.keys.forget(person)
    taken |= forget_traces(unit, person, monday_of(today))
    kind = kinds.CLIENT.name if known.client else kinds.WORKER.name
    unit.note("erase", f"{kind}/{person}", count=sum(taken.values()))
    return ErasedPerson(person, kind, {name: n for name, n in taken.items() if n}), []


def _against(unit: Unit, known: KnownPerson, today: date) -> Iterator[Finding]:
    """Every open matter of a person."""
    monday, who = monday_of(today), known.id
    for one, referral in known.referrals.items():
        if referral.closing is None:
            yield Finding("privacy.open_referral", who, {"referral": one})
    for roster in published_of(unit, weeks_with_rosters(unit, monday)):
        for meeting in meetings_of(known, roster.meetings):
            yield Finding("privacy.meeting", who, {"day": meeting.day.isoformat()})
    for week in drafts_naming(unit, who, monday):
        yield Finding("privacy.draft", who, {"day": week.isoformat()})
    for month, book in open_books(unit).drafts.items():
        named = book.attended[["client", "worker"]].astype("str").to_numpy()
        if (named == who).any():
            yield Finding("privacy.open_month", who, {"month": month.isoformat()})
    if accounts_of(unit, who):
        yield Finding("privacy.account", who)
    jobs = unfinished_jobs(unit)
    if jobs:
        facts: dict[str, Fact] = {"count": jobs}
        yield Finding("privacy.jobs", who, facts, jobs)


def _let_go(unit: Unit, known: KnownPerson) -> dict[str, int]:
    """Take the records away, and the person out of those of others."""
    taken = {}
    for kind, ids in known.own:
        taken[kind.name] = len(Repository[Any](unit, kind).take_away(ids))
    groups = [
        replace(group, referrals=tuple(r for r in group.referrals if r not in known.referrals))
        for group in known.groups.values()
    ]
    Repository[Any](unit, kinds.GROUP).put(groups)
    others = [_without(one, known.id) for one in known.named_by.values()]
    Repository[Any](unit, kinds.CLIENT).put(one for one in others if isinstance(one, Client))
    Repository[Any](unit, kinds.WORKER).put(one for one in others if isinstance(one, Worker))
    plans = [replace(one, pinned_worker=None) for one in known.pinned.values()]
    Repository[Any](unit, kinds.PLAN_ITEM).put(plans)
    taken[kinds.FAMILY.name] = _leave_families(unit, known)
    return taken


def _leave_families(unit: Unit, known: KnownPerson) -> int:
    """Families go on without the person; one that nobody else is in is forgotten with its name."""
    families, gone = Repository[Any](unit, kinds.FAMILY), []
    for one, family in known.families.items():
        left = tuple(member for member in family.members if member != known.id)
        if left:
            families.put([replace(family, members=left)])
        else:
            gone.append(one)
    families.take_away(gone)
    for one in gone:
        unit.keys.forget(kinds.family_key(one))
    return len(gone)


def _without(one: Client | Worker, person: str) -> Client | Worker:
    """A record of somebody else that no longer names a person."""
    if isinstance(one, Worker):
        return replace(one, excluded=one.excluded - {person})
    return replace(
        one,
        chosen=None if one.chosen == person else one.chosen,
        refused=one.refused - {person},
        confirmed=one.confirmed - {person},
    )
