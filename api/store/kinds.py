"""The kinds of records that a provider keeps, and what of each lies sealed.

Of people everything but the id is sealed with the person's own key; of what is done for them,
whatever tells of health, of a household or of somebody's own words. The order is that in which
a record may name another: people first.
"""

from typing import Any

from api.store.forms import Kind
from domain.people import Absence, Client, Family, Worker
from domain.referral import (
    Group,
    InformationRequest,
    Notice,
    ParallelService,
    PlanItem,
    Referral,
    Used,
)
from domain.session import Held


def family_key(family: str) -> str:
    """In place of a person: a family, whose name is forgotten with the last of its members."""
    return f"family:{family}"


CODE = "code"
"""In place of a kind: a personal code, which two clients may not share."""


def _of_client(one: Client) -> list[tuple[str, str]]:
    workers = {*one.refused, *one.confirmed, *((one.chosen,) if one.chosen else ())}
    families = [("family", one.family)] if one.family else []
    codes = [(CODE, one.personal_code)] if one.personal_code else []
    return [*(("worker", worker) for worker in workers), *families, *codes]


def _of_worker(one: Worker) -> list[tuple[str, str]]:
    return [("client", client) for client in one.excluded]


def _of_family(one: Family) -> list[tuple[str, str]]:
    return [("client", member) for member in one.members]


def _of_group(one: Group) -> list[tuple[str, str]]:
    return [("referral", referral) for referral in one.referrals]


WORKER = Kind(
    "worker",
    Worker,
    ("id",),
    frozenset({"name", "home", "experiences", "languages", "gender", "excluded"}),
    lambda one: one.id,
    names=_of_worker,
)
CLIENT = Kind(
    "client",
    Client,
    ("id",),
    frozenset(
        {"name", "home", "languages", "themes", "gender", "born", "personal_code", "asks_gender"}
        | {"interpreter", "chosen", "refused", "confirmed", "family"}
    ),
    lambda one: one.id,
    names=_of_client,
)
FAMILY = Kind(
    "family",
    Family,
    ("id",),
    frozenset({"name", "members"}),
    lambda one: family_key(one.id),
    names=_of_family,
)
REFERRAL = Kind(
    "referral",
    Referral,
    ("id",),
    frozenset({"status", "case_manager", "extensions", "closing"}),
    lambda one: one.client,
    asked_by=("client",),
)
PLAN_ITEM = Kind(
    "plan_item",
    PlanItem,
    ("id",),
    frozenset(),
    lambda _: "",
    asked_by=("referral", "pinned_worker"),
)
GROUP = Kind(
    "support_group",
    Group,
    ("id",),
    frozenset({"name", "theme", "referrals"}),
    lambda _: "",
    names=_of_group,
)
ABSENCE = Kind(
    "absence",
    Absence,
    ("who", "first", "last"),
    frozenset({"reason"}),
    lambda one: one.who,
    asked_by=("who",),
)
USED = Kind(
    "used",
    Used,
    ("referral", "component", "month"),
    frozenset(),
    lambda _: "",
    asked_by=("referral",),
)
PARALLEL = Kind(
    "parallel_service",
    ParallelService,
    ("client", "kind", "first"),
    frozenset({"kind"}),
    lambda one: one.client,
    asked_by=("client",),
)
REQUEST = Kind(
    "information_request",
    InformationRequest,
    ("id",),
    frozenset({"asked", "answer"}),
    lambda one: one.client,
    asked_by=("referral", "client"),
)
NOTICE = Kind(
    "notice",
    Notice,
    ("id",),
    frozenset({"what", "better"}),
    lambda one: one.client,
    asked_by=("referral", "client"),
)
HELD = Kind("held", Held, ("meeting",), frozenset({"clients"}), lambda _: "")

KINDS: tuple[Kind[Any], ...] = (
    WORKER,
    CLIENT,
    FAMILY,
    REFERRAL,
    PLAN_ITEM,
    GROUP,
    ABSENCE,
    USED,
    PARALLEL,
    REQUEST,
    NOTICE,
    HELD,
)
