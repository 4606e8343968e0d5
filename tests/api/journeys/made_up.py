"""Made-up providers full of faults, and records that fit or do not: few ids, so that they meet."""

from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

from domain.people import Absence, Client, Contract, Family, Gender, Role, Worker
from domain.provider import Provider
from domain.referral import Group, Leading, ParallelService, PlanItem, Referral, Used

SHARED = "X1"
"""An id that a worker, a client and a family may have at once."""
WORKERS, CLIENTS, FAMILIES = ("W1", "W2", SHARED), ("C1", "C2", "C3", "C4", SHARED), ("F1", "F2")
REFERRALS = ("R1", "R2", "R3", "R4")
CODES = (None, "38001085718", "49403136526")
PROGRAMMES = {
    "tootukassa-peer": ("tk-peer",),
    "amif-2018": ("am-support", "am-work"),
    "ska-support": ("sk-support",),
}
COMPONENTS = tuple(one for some in PROGRAMMES.values() for one in some)
DAY = date(2026, 11, 2)


def some(dice: Random, ids: tuple[str, ...], most: int = 2) -> list[str]:
    """A few ids, now and then an unknown one."""
    found = dice.sample(ids, dice.randint(0, min(most, len(ids))))
    return [*found, *(["Z9"] if dice.random() < 0.02 else [])]


def worker(dice: Random, one: str) -> Worker:
    """A worker who is kept apart from some."""
    return Worker(
        one,
        "Jaan Tamm",
        frozenset({Role.SUPPORT_PERSON}),
        Contract.EMPLOYEE,
        "tartu",
        excluded=frozenset(some(dice, CLIENTS)),
    )


def client(dice: Random, one: str) -> Client:
    """A client who wants some workers and not others."""
    return Client(
        one,
        "Mari Maasikas",
        "tartu",
        ("et",),
        frozenset(dice.choice([(), ("depression",)])),
        dice.choice(list(Gender)),
        personal_code=dice.choice(CODES),
        chosen=dice.choice([None, None, *WORKERS[:2]]),
        refused=frozenset(some(dice, WORKERS, 1)),
        confirmed=frozenset(some(dice, WORKERS, 1)),
        family=dice.choice([None, None, *FAMILIES]),
    )


def family(dice: Random, one: str) -> Family:
    """A family of a few."""
    return Family(one, "Maasikad", tuple(some(dice, CLIENTS, 3)))


def referral(dice: Random, one: str) -> Referral:
    """A way of somebody into some programme."""
    status = dice.choice(["", "unemployed"])
    whose = dice.choice([*CLIENTS, *FAMILIES])
    return Referral(one, dice.choice(sorted(PROGRAMMES)), whose, DAY, status)


def item(dice: Random, one: str) -> PlanItem:
    """Meetings under a referral."""
    return PlanItem(
        one,
        dice.choice(REFERRALS),
        dice.choice(COMPONENTS),
        1,
        dice.choice([60, 62]),
        frozenset({0, 2}),
        540,
        960,
        pinned_worker=dice.choice([None, *WORKERS]),
    )


def group(dice: Random, one: str) -> Group:
    """A group of a few, perhaps of one gender."""
    return Group(
        one,
        "Grupp",
        dice.choice(COMPONENTS),
        None,
        "et",
        "tartu",
        60,
        frozenset({2}),
        540,
        960,
        Leading.ALONE,
        0,
        3,
        tuple(some(dice, REFERRALS, 3)),
        dice.choice([None, Gender.FEMALE]),
    )


def absence(dice: Random, _: str) -> Absence:
    """Days on which somebody is away."""
    who = dice.choice([*WORKERS, *CLIENTS])
    return Absence(who, DAY, DAY.replace(day=dice.choice([1, 9])))


def used(dice: Random, _: str) -> Used:
    """Minutes of an earlier month."""
    whose = dice.choice(REFERRALS)
    return Used(whose, dice.choice(COMPONENTS), date(2026, 10, 1), 60, 1000)


def parallel(dice: Random, _: str) -> ParallelService:
    """A service of somebody else."""
    return ParallelService(dice.choice(CLIENTS), "rehabilitation", DAY)


MADE: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("workers", worker, WORKERS),
    ("clients", client, CLIENTS),
    ("families", family, (*FAMILIES, SHARED)),
    ("referrals", referral, REFERRALS),
    ("plan", item, ("P1", "P2", "P3", "P4")),
    ("groups", group, ("G1", "G2")),
    ("absences", absence, ("1", "2")),
    ("used", used, ("1", "2")),
    ("parallel", parallel, ("1", "2")),
)
"""Part, how one of its records is made, and the ids there are."""


def provider(dice: Random) -> Provider:
    """A provider in which most ids are taken; the same key stands once."""
    parts: dict[str, Any] = {}
    for part, make, ids in MADE:
        taken = [one for one in ids if dice.random() < (0.3 if one == SHARED else 0.9)]
        parts[part] = tuple(make(dice, one) for one in dice.sample(taken, len(taken)))
    keyed = {(one.who, one.first, one.last): one for one in parts["absences"]}
    parts["absences"] = tuple(keyed.values())
    for part in ("used", "parallel"):
        parts[part] = tuple(dict.fromkeys(parts[part]))
    parts["used"] = tuple({(one.referral, one.component): one for one in parts["used"]}.values())
    parts["parallel"] = tuple({one.client: one for one in parts["parallel"]}.values())
    return replace(Provider("Made up"), **parts)
