"""The part of a provider that a change of one record can touch: what it names, and what names it.

The checks of ``api.imports.checks`` look from a record at those it names, and from these a step or
two on: a plan is held against the people of its referral, and these may be a family. Here stands,
for each part, how far. Whatever stands farther away is the same before and after the change.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from api.store import kinds
from api.store.people import PARTS
from api.store.repository import Repository, Stored
from api.store.unit import Unit
from domain.people import Absence, Client, Family, Worker
from domain.provider import Provider
from domain.referral import Group, ParallelService, PlanItem, Referral, Used

CLIENT, FAMILY, REFERRAL, WORKER = "client", "family", "referral", "worker"
"""Kinds of things that sealed fields name."""


class Near:
    """Records of a provider, as far as they were asked for, each read once."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._held: dict[str, dict[str, Stored[Any]]] = {part: {} for part in PARTS}
        self._looked: dict[str, set[str]] = {part: set() for part in PARTS}

    def add(self, part: str, found: Mapping[str, Stored[Any]]) -> list[Any]:
        """Take note of records; the records."""
        self._held[part] |= found
        self._looked[part] |= found.keys()
        return [one.record for one in found.values()]

    def ids(self, part: str, ids: Iterable[str | None]) -> list[Any]:
        """Records by id, those that there are; only those not read before are asked for."""
        wanted = {one for one in ids if one}
        unread = wanted - self._looked[part]
        self._looked[part] |= unread
        if unread:
            self._held[part] |= self._records(part).some(unread)
        held = self._held[part]
        return [held[one].record for one in sorted(wanted & held.keys())]

    def where(self, part: str, column: str, values: Iterable[str]) -> list[Any]:
        """Records whose open column holds one of some values."""
        return self.add(part, self._records(part).where(column, values))

    def naming(self, part: str, kind: str, ids: Iterable[str]) -> list[Any]:
        """Records that name any of some things in a sealed field."""
        return self.add(part, self._records(part).naming((kind, one) for one in ids))

    def people(self, ids: Iterable[str]) -> tuple[set[str], set[str]]:
        """The clients and families behind ids that may be either: members too. Ids of both."""
        wanted = set(ids)
        clients = {one.id for one in self.ids("clients", wanted)}
        families = self.ids("families", wanted)
        members = {member for family in families for member in family.members}
        self.ids("clients", members)
        return clients | members, {family.id for family in families}

    def provider(self) -> tuple[Provider, dict[str, dict[str, int]]]:
        """All that was read, in the order of the store, and each record's place in its part."""
        parts: dict[str, Any] = {}
        places: dict[str, dict[str, int]] = {}
        for part, held in self._held.items():
            ordered = sorted(held.values(), key=lambda one: (one.position, one.id))
            parts[part] = tuple(one.record for one in ordered)
            places[part] = {one.id: at for at, one in enumerate(ordered)}
        return Provider("", **parts), places

    def _records(self, part: str) -> Repository[Any]:
        return Repository[Any](self._unit, PARTS[part])


Versions = tuple[Any, ...]
"""A record before and after a change; the latter alone where it is new.

An id that was there before makes no other reference lead two ways that did not before.
"""


def _differ(versions: Versions, *names: str) -> bool:
    """Whether a record is new, or another in any of these fields."""
    before, after = versions[0], versions[-1]
    return before is after or any(getattr(before, one) != getattr(after, one) for one in names)


def _near_client(near: Near, versions: Versions) -> None:
    one: Client = versions[-1]
    new = {one.id} if len(versions) == 1 else set()
    near.ids("workers", {*new, one.chosen, *one.refused, *one.confirmed})
    if one.personal_code:
        near.naming("clients", kinds.CODE, [one.personal_code])
    families = {family.id for family in near.naming("families", CLIENT, [one.id])}
    families |= {family.id for family in near.ids("families", {*new, one.family})}
    near.people(families)
    near.where("absences", "who", new)
    referrals = {each.id for each in near.where("referrals", "client", {one.id, *families})}
    if _differ(versions, "refused", "themes"):
        near.where("plan", "referral", referrals)
    if _differ(versions, "gender"):
        near.naming("groups", REFERRAL, referrals)


def _near_worker(near: Near, versions: Versions) -> None:
    one: Worker = versions[-1]
    new = {one.id} if len(versions) == 1 else set()
    near.ids("clients", {*new, *one.excluded})
    near.where("absences", "who", new)


def _near_family(near: Near, versions: Versions) -> None:
    one: Family = versions[-1]
    members = {member for version in versions for member in version.members}
    near.naming("clients", FAMILY, [one.id])
    near.ids("clients", {one.id, *members})
    others = near.naming("families", CLIENT, members)
    families = {one.id, *(family.id for family in others)}
    found = near.where("referrals", "client", members | families)
    _near_referrals(near, [each for each in found if each.client == one.id])


def _near_referrals(near: Near, referrals: Iterable[Referral]) -> None:
    """What is planned and held together under referrals."""
    ids = {one.id for one in referrals}
    near.where("plan", "referral", ids)
    near.naming("groups", REFERRAL, ids)


def _near_referral(near: Near, versions: Versions) -> None:
    if not _differ(versions, "client", "programme"):
        # Nothing else of a referral is held against what is planned, used or told elsewhere.
        near.people([versions[-1].client])
        return
    clients, families = near.people(version.client for version in versions)
    families |= {family.id for family in near.naming("families", CLIENT, clients)}
    near.where("referrals", "client", clients | families)
    _near_referrals(near, versions[-1:])
    near.where("used", "referral", [versions[-1].id])


def _near_plan_item(near: Near, versions: Versions) -> None:
    one: PlanItem = versions[-1]
    near.ids("workers", [one.pinned_worker])
    near.people(referral.client for referral in near.ids("referrals", [one.referral]))


def _near_group(near: Near, versions: Versions) -> None:
    one: Group = versions[-1]
    near.people(referral.client for referral in near.ids("referrals", one.referrals))


def _near_absence(near: Near, versions: Versions) -> None:
    one: Absence = versions[-1]
    near.ids("workers", [one.who])
    near.ids("clients", [one.who])


def _near_used(near: Near, versions: Versions) -> None:
    one: Used = versions[-1]
    near.ids("referrals", [one.referral])


def _near_parallel(near: Near, versions: Versions) -> None:
    one: ParallelService = versions[-1]
    near.ids("clients", [one.client])


NEAR: Mapping[str, Callable[[Near, Versions], None]] = {
    "workers": _near_worker,
    "clients": _near_client,
    "families": _near_family,
    "referrals": _near_referral,
    "plan": _near_plan_item,
    "groups": _near_group,
    "absences": _near_absence,
    "used": _near_used,
    "parallel": _near_parallel,
}
"""Part of a provider -> how far a change of one of its records is felt."""


def near_change(
    unit: Unit, part: str, held: Stored[Any] | None, after: Any
) -> tuple[Provider, dict[str, dict[str, int]]]:
    """The part of a provider around a record that is kept; places as ``Near.provider``."""
    near = Near(unit)
    if held is not None:
        near.add(part, {held.id: held})
    before = (held.record,) if held else ()
    NEAR[part](near, (*before, after))
    return near.provider()


def near_loss(
    unit: Unit, part: str, held: Stored[Any]
) -> tuple[Provider, dict[str, dict[str, int]]]:
    """The part of a provider around a record that is taken away: whatever names it."""
    near = Near(unit)
    near.add(part, {held.id: held})
    one = held.id
    if part == "clients":
        near.naming("families", CLIENT, [one])
        near.naming("workers", CLIENT, [one])
        near.where("parallel", "client", [one])
    if part in {"clients", "families"}:
        near.where("referrals", "client", [one])
    if part == "families":
        near.naming("clients", FAMILY, [one])
    if part == "workers":
        near.naming("clients", WORKER, [one])
        near.where("plan", "pinned_worker", [one])
    if part in {"clients", "workers"}:
        near.where("absences", "who", [one])
    if part == "referrals":
        near.where("plan", "referral", [one])
        near.where("used", "referral", [one])
        near.naming("groups", REFERRAL, [one])
    return near.provider()
