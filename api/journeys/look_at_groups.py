"""Groups: theme, who leads, places left, when they meet; members come and go by their referral."""

from dataclasses import dataclass, replace

from api.journeys import look_at_referrals
from api.journeys.keep_records import keep_record
from api.journeys.keeping_in_mind import Keep
from api.journeys.look_at_meetings import MeetingBook, open_meetings
from api.journeys.look_at_referrals import Waiting, wait_for
from api.store import kinds
from api.store.mark_of_kinds import mark_of_kinds
from api.store.repository import Repository, Stored
from api.store.unit import Unit
from domain.clock import ZONE
from domain.finding import Finding, Where
from domain.people import Worker
from domain.places import places
from domain.provider import PublishedMeeting
from domain.referral import Group, Referral

MADE_FROM = (*look_at_referrals.MADE_FROM, kinds.GROUP)


@dataclass(frozen=True)
class GroupSeen:
    """A group with its members and meetings."""

    stored: Stored[Group]
    place: str
    members: tuple[Waiting, ...]
    """By the referral under which each attends."""
    coming: tuple[PublishedMeeting, ...]
    past: tuple[PublishedMeeting, ...]
    """The last first."""
    names: dict[str, str]
    """Of workers who lead, by id."""

    @property
    def group(self) -> Group:
        """The record itself."""
        return self.stored.record

    @property
    def left(self) -> int:
        """Places left; below 0 where more have come than there is room for."""
        return self.group.largest - len(self.group.referrals)

    @property
    def leaders(self) -> tuple[str, ...]:
        """Names of those who lead the next meeting, or led the last."""
        meetings = (*self.coming, *self.past)
        return tuple(self.names.get(one, one) for one in (meetings[0].workers if meetings else ()))


def look_at_groups(unit: Unit, keep: Keep) -> tuple[GroupSeen, ...]:
    """Every group; two statements where nothing has changed. The look is on record."""
    found = _all(unit, keep)
    unit.note("list", kinds.GROUP.name, count=len(found))
    return tuple(found.values())


def look_at_group(unit: Unit, keep: Keep, one: str) -> GroupSeen | None:
    """A group by id; None where there is none. The look is on record."""
    found = _all(unit, keep).get(one)
    if found is not None:
        unit.note("look", f"{kinds.GROUP.name}/{one}")
    return found


def join_group(unit: Unit, one: str, revision: int, referral: str) -> list[Finding]:
    """Somebody attends from now on, under their referral.

    Findings: ``group.unknown``, ``group.no_referral``, ``group.there_already``, ``group.full``,
    and those of the record.
    """
    held = Repository[Group](unit, kinds.GROUP).get(one)
    if held is None:
        return [_at("group.unknown", one)]
    group = held.record
    if Repository[Referral](unit, kinds.REFERRAL).get(referral) is None:
        return [_at("group.no_referral", one, referral)]
    if referral in group.referrals:
        return [_at("group.there_already", one, referral)]
    if len(group.referrals) >= group.largest:
        return [_at("group.full", one, referral)]
    return _keep(unit, replace(group, referrals=(*group.referrals, referral)), revision)


def leave_group(unit: Unit, one: str, revision: int, referral: str) -> list[Finding]:
    """Somebody attends no more. Findings: ``group.unknown``, and those of the record."""
    held = Repository[Group](unit, kinds.GROUP).get(one)
    if held is None:
        return [_at("group.unknown", one)]
    left = tuple(each for each in held.record.referrals if each != referral)
    return _keep(unit, replace(held.record, referrals=left), revision)


def _keep(unit: Unit, group: Group, revision: int) -> list[Finding]:
    kept, found = keep_record(unit, kinds.GROUP, group, revision)
    return [] if kept else found


def _all(unit: Unit, keep: Keep) -> dict[str, GroupSeen]:
    """Groups are few: every one of them by id, kept together."""
    today, book = unit.at.astimezone(ZONE).date(), open_meetings(unit, keep)
    mark = f"{mark_of_kinds(unit, MADE_FROM)} {book.mark} {today}"
    return keep(("groups", unit.tenant), mark, unit.at, lambda: _gather(unit, keep, book))


def _gather(unit: Unit, keep: Keep, book: MeetingBook) -> dict[str, GroupSeen]:
    found = Repository[Group](unit, kinds.GROUP).all()
    waiting = {one.referral.id: one for one in wait_for(unit, keep)}
    today = unit.at.astimezone(ZONE).date()
    meetings = {one: book.of(one) for one in found}
    leaders = {who for told in meetings.values() for each in told for who in each.workers}
    workers = Repository[Worker](unit, kinds.WORKER).some(leaders)
    names = {one: each.record.name for one, each in workers.items()}
    seen = {}
    for one, stored in found.items():
        group, told = stored.record, meetings[one]
        place = places().get(group.place)
        seen[one] = GroupSeen(
            stored=stored,
            place=place.name if place else group.place,
            members=tuple(waiting[each] for each in group.referrals if each in waiting),
            coming=tuple(each for each in told if each.day >= today),
            past=tuple(reversed([each for each in told if each.day < today])),
            names=names,
        )
    return seen


def _at(rule: str, about: str, value: str = "") -> Finding:
    return Finding(rule, about, where=Where("", "", None, "referral", value))
