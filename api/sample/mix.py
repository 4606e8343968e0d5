"""The mix of a made-up provider: shares of workers, programmes, wishes and groups, as data."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from random import Random
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict

from domain.people import Contract, Gender, Level, Role
from domain.referral import Leading, PlaceMode

T = TypeVar("T")


class Part(BaseModel):
    """Strict and frozen: an unknown word in the mix is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ContractMix(Part):
    """Hours, shifts (weekday, from, to) and limits that come with a contract."""

    contract: Contract
    week: tuple[int, ...]
    more: int
    day: int
    promised: int
    caseload: int
    reach: int
    shifts: tuple[tuple[int, int, int], ...]


class TrainingMix(Part):
    """A training and its level."""

    subject: str
    level: Level


class WorkerMix(Part):
    """A sort of worker; themes lived through are drawn from ``kinds``."""

    id: str
    share: int
    roles: tuple[Role, ...]
    tongues: str
    contracts: tuple[str, ...]
    trainings: tuple[TrainingMix, ...]
    kinds: tuple[str, ...] = ()
    severe: bool = False
    family: bool = False


class Understood(Part):
    """Languages of a client; ``interpreter`` is the percent who accept one."""

    weight: int
    languages: tuple[str, ...]
    interpreter: int = 0


class Wish(Part):
    """A component that clients want; months since the referral, from and to (excluded)."""

    component: str
    share: int
    meetings: tuple[int, ...]
    minutes: tuple[int, ...]
    modes: Mapping[PlaceMode, int]
    months: tuple[int, int] = (0, 1200)
    counties: tuple[str, ...] = ()
    workers: int = 1


class ReferralMix(Part):
    """Clients of one programme; ``months`` since the referral at least and at most."""

    programme: str
    share: int
    languages: str
    themes: str
    months: tuple[int, int]
    used: int = 0
    family: int = 0
    """Percent of referrals that are a family's."""
    wishes: tuple[Wish, ...]


class GroupMix(Part):
    """A group: one for ``per`` clients, at least ``least``."""

    name: str
    component: str
    kind: str | None = None
    leading: Leading
    minutes: int
    members: tuple[int, int]
    smallest: int
    largest: int
    language: str
    gender: Gender | None = None
    least: int
    per: int


class SmallMix(Part):
    """The small provider: its counties, its workers one by one, and who is away."""

    counties: tuple[str, ...]
    workers: tuple[str, ...]
    away: tuple[tuple[int, int, str], ...]


class Mix(Part):
    """All shares of a made-up provider."""

    name: str
    clients_per_worker: float
    load: int
    counties: Mapping[str, int]
    not_a_home: tuple[str, ...]
    russian: Mapping[str, int]
    offices: tuple[str, ...]
    contracts: Mapping[str, ContractMix]
    tongues: Mapping[str, tuple[Mapping[str, int], ...]]
    workers: tuple[WorkerMix, ...]
    tempers: Mapping[str, Mapping[str, int]]
    understood: Mapping[str, tuple[Understood, ...]]
    referrals: tuple[ReferralMix, ...]
    groups: tuple[GroupMix, ...]
    away_workers: tuple[tuple[int, int, str], ...]
    away_clients: int
    refused: int
    chosen: int
    confirmed: int
    asks_gender: int
    new_since_last_week: int
    new_clients: int
    interpreter_minutes: Mapping[str, int]
    small: SmallMix


@cache
def mix() -> Mix:
    """The mix of the house."""
    text = (files("api.sample") / "mix.yaml").read_text("utf-8")
    return Mix.model_validate(yaml.safe_load(text))


def draw(dice: Random, weights: Mapping[T, int]) -> T:
    """One key of a table of weights."""
    return dice.choices(list(weights), list(weights.values()))[0]


def often(dice: Random, percent: int) -> bool:
    """Whether something happens that happens in so many cases of a hundred."""
    return dice.randrange(100) < percent


def deal(shares: Mapping[T, int], cards: int) -> Sequence[T]:
    """So many cards, at every moment as close to the shares as whole cards can be."""
    total = sum(shares.values())
    credit = dict.fromkeys(shares, 0)
    dealt: list[T] = []
    for _ in range(cards):
        for key, share in shares.items():
            credit[key] += share
        best = max(credit, key=lambda key: credit[key])
        credit[best] -= total
        dealt.append(best)
    return dealt
