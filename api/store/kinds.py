"""The kinds of records that a provider keeps, and what of each lies sealed.

Of people everything but the id is sealed with the person's own key; of what is done for them,
whatever tells of health, of a household or of somebody's own words. The order is that in which
a record may name another: people first.
"""

from typing import Any

from api.store.forms import Kind
from domain.people import Absence, Client, Family, Worker
from domain.referral import Group, ParallelService, PlanItem, Referral, Used
from domain.session import Held


def family_key(family: str) -> str:
    """In place of a person: a family, whose name is forgotten with the last of its members."""
    return f"family:{family}"


WORKER = Kind(
    "worker",
    Worker,
    ("id",),
    frozenset({"name", "home", "experiences", "languages", "gender", "excluded"}),
    lambda one: one.id,
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
)
FAMILY = Kind(
    "family", Family, ("id",), frozenset({"name", "members"}), lambda one: family_key(one.id)
)
REFERRAL = Kind(
    "referral",
    Referral,
    ("id",),
    frozenset({"status", "case_manager", "extensions", "closing"}),
    lambda one: one.client,
)
PLAN_ITEM = Kind("plan_item", PlanItem, ("id",), frozenset(), lambda _: "")
GROUP = Kind(
    "support_group", Group, ("id",), frozenset({"name", "theme", "referrals"}), lambda _: ""
)
ABSENCE = Kind(
    "absence", Absence, ("who", "first", "last"), frozenset({"reason"}), lambda one: one.who
)
USED = Kind("used", Used, ("referral", "component", "month"), frozenset(), lambda _: "")
PARALLEL = Kind(
    "parallel_service",
    ParallelService,
    ("client", "kind", "first"),
    frozenset({"kind"}),
    lambda one: one.client,
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
    HELD,
)
