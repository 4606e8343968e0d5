"""What the weekly workbook knows of a month: who may give what, and where meetings were."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from billing.benefits import Ways
from billing.books import QUALIFIED, STAYS, WAYS, WORKERS, Known
from billing.papers import rows_of
from billing.tables import NO_END, table
from domain.people import Worker
from domain.places import places, travel_between
from domain.programme import Component, components
from domain.provider import Provider
from domain.referral import PlaceMode


def with_people(known: Known, provider: Provider, attended: pd.DataFrame) -> Known:
    """The same with workers' days and qualifications, places of meetings and ways between them."""
    stays = _stays(provider, attended)
    return replace(
        known,
        workers=table(
            WORKERS,
            {
                "worker": [one.id for one in provider.workers],
                "day_minutes": [one.day_minutes for one in provider.workers],
            },
        ),
        qualified=_qualified(provider),
        stays=table(STAYS, {"meeting": list(stays), "place": list(stays.values())}),
        ways=_ways(sorted(set(stays.values()))),
    )


def ways_of(provider: Provider, attended: pd.DataFrame) -> Ways:
    """Homes of clients, and where each line was met, by the plan and the groups of the week."""
    homes = {client.id: client.home for client in provider.clients}
    planned: dict[tuple[str, str], str | None] = {}
    for item in provider.plan:
        at_home = item.mode in (PlaceMode.HOME, PlaceMode.REMOTE)
        planned[item.referral, item.component] = None if at_home else item.place
    grouped = {
        (referral, group.component): group.place
        for group in provider.groups
        for referral in group.referrals
    }
    found: dict[str, str | None] = {}
    for row in rows_of(attended):
        key = (str(row.referral), str(row.component))
        listed = grouped if row.activity == "group" else planned
        if key in listed:
            found[str(row.line)] = listed[key]
    return Ways(homes, found)


def _stays(provider: Provider, attended: pd.DataFrame) -> dict[str, str]:
    """Place of each meeting of which the plan tells one; at home that is the client's home."""
    ways = ways_of(provider, attended)
    remote = {
        (item.referral, item.component) for item in provider.plan if item.mode is PlaceMode.REMOTE
    }
    found: dict[str, str] = {}
    for row in rows_of(attended):
        line, key = str(row.line), (str(row.referral), str(row.component))
        if line not in ways.places or key in remote:
            continue
        place = ways.places[line] or ways.homes.get(str(row.client), "")
        if place in places():
            found[str(row.meeting)] = place
    return found


def _ways(ids: list[str]) -> pd.DataFrame:
    travel = travel_between(ids)
    pairs = [(a, b) for a in range(len(ids)) for b in range(len(ids)) if a != b]
    return table(
        WAYS,
        {
            "place": [ids[a] for a, _ in pairs],
            "other": [ids[b] for _, b in pairs],
            "minutes": [int(travel.minutes[a, b]) for a, b in pairs],
        },
    )


def _qualified(provider: Provider) -> pd.DataFrame:
    """Days on which each worker may give each component, by role and training (not by level)."""
    rows = [
        (worker.id, component.id, since, until)
        for worker in provider.workers
        for _, component in components().values()
        for since, until in _days(worker, component)
    ]
    columns = list(zip(*rows, strict=True)) if rows else [(), (), (), ()]
    return table(QUALIFIED, dict(zip(QUALIFIED.names, columns, strict=True)))


def _days(worker: Worker, component: Component) -> Iterator[tuple[int, int]]:
    """First and last days of every way in which a worker may take a seat."""
    for seat in component.seats:
        if not worker.roles & set(seat.roles):
            continue
        if seat.subject is None:
            yield 1, NO_END
        for held in worker.trainings:
            if held.subject == seat.subject:
                last = held.until.toordinal() if held.until else NO_END
                yield held.since.toordinal(), last
