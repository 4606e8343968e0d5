"""A provider's week as the store keeps it: read as one, put in as one."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from api.store import kinds
from api.store.forms import Kind
from api.store.repository import Put, Repository
from api.store.rosters import published_of
from api.store.schema import PROVIDER
from api.store.settings_of import read_setting, write_setting
from api.store.unit import Unit
from domain.provider import Provider

WEEK = timedelta(days=7)
INTERPRETING = "interpreter_minutes"
PARTS: Mapping[str, Kind[Any]] = {
    "workers": kinds.WORKER,
    "clients": kinds.CLIENT,
    "families": kinds.FAMILY,
    "referrals": kinds.REFERRAL,
    "plan": kinds.PLAN_ITEM,
    "groups": kinds.GROUP,
    "absences": kinds.ABSENCE,
    "used": kinds.USED,
    "parallel": kinds.PARALLEL,
}
"""Part of a provider -> the kind of its records."""


def open_provider(unit: Unit, monday: date) -> Provider:
    """Everything a week needs, with the newest rosters of the week and of the one before."""
    parts = {
        part: tuple(one.record for one in Repository[Any](unit, kind).all().values())
        for part, kind in PARTS.items()
    }
    weeks = published_of(unit, (monday - WEEK, monday))
    name = unit.connection.execute(
        sa.select(PROVIDER.c.name).where(PROVIDER.c.id == unit.tenant)
    ).scalar_one()
    minutes = read_setting(unit, INTERPRETING)
    return Provider(
        name=name,
        published=tuple(one for roster in weeks for one in roster.meetings),
        interpreter_minutes=dict(minutes.told) if minutes else {},
        **parts,
    )


def put_provider(unit: Unit, provider: Provider, *, whole: bool = False) -> dict[str, Put]:
    """Keep a provider's records, by part; ``whole``: whatever it does not name is taken away.

    What it says of published rosters is not kept: a roster is published by publishing it.
    """
    found: dict[str, Put] = {}
    for part, kind in PARTS.items():
        repository = Repository[Any](unit, kind)
        records: Iterable[Any] = getattr(provider, part)
        found[part] = repository.put(records)
        if whole:
            named = {repository.id_of(one) for one in records}
            repository.take_away(one for one in repository.all() if one not in named)
    if dict(provider.interpreter_minutes) or whole:
        write_setting(unit, INTERPRETING, dict(provider.interpreter_minutes))
    return found


def without_published(provider: Provider) -> Provider:
    """The same without its rosters."""
    return replace(provider, published=())
