"""A house to try everything in: the sample provider, its week published, somebody of each role."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from api.exports.planned_week import PlannedWeek
from api.journeys.accounts import add_member
from api.journeys.found_house import COMMAND, set_password_of
from api.journeys.open_house import open_house
from api.journeys.people_files import put_people
from api.journeys.week_publish import publish_week
from api.journeys.week_solve import draft_of
from api.journeys.week_stored import open_stored
from api.security.rights import Role
from api.settings import Settings
from api.store.drafts import save_draft
from api.store.unit import Actor, Store, found_provider
from domain.finding import Finding
from domain.provider import Provider

HOUSE, KEY = "house.db", "house.key"
REGISTRY = "00000000"
"""No provider has this one."""
PASSWORD = "kolm väikest kassi aknal"  # noqa: S105 - told to whoever runs the demo
NAMES: Mapping[Role, str] = {
    Role.COORDINATOR: "Kadri Näidis",
    Role.FINANCE: "Fred Näidis",
    Role.PLANNER: "Pille Näidis",
    Role.WORKER: "Toomas Näidis",
    Role.CASE_MANAGER: "Juta Näidis",
    Role.ADMINISTRATOR: "Ada Näidis",
    Role.AUDITOR: "Aulis Näidis",
}


@dataclass(frozen=True, slots=True)
class DemoUser:
    """Somebody to sign in as."""

    login: str
    role: Role


@dataclass(frozen=True)
class DemoHouse:
    """A house in a folder, open."""

    settings: Settings
    store: Store
    users: tuple[DemoUser, ...]


def make_demo(
    folder: Path, week: PlannedWeek, at: datetime, public_url: str
) -> tuple[DemoHouse | None, list[Finding]]:
    """A house made anew in a folder, with the people of a planned week and its roster published.

    Nobody is asked for a telephone: everybody in it is made up, and it is open to its own machine
    alone. None, and why, where it cannot be: findings as of ``open_house``.
    """
    for old in (*folder.glob(f"{HOUSE}*"), folder / KEY):
        old.unlink(missing_ok=True)
    settings = Settings(
        database_url=f"sqlite:///{folder / HOUSE}", key_file=folder / KEY, public_url=public_url
    )
    opened, found = open_house(settings)
    if opened is None:
        return None, found
    store = replace(opened, asked_twice=frozenset())
    tenant = found_provider(store, week.provider.name, REGISTRY, at, COMMAND)
    actor = Actor(tenant, COMMAND)
    with store.write(actor, at) as unit:
        put_people(unit, week.provider, "demo")
        monday = week.problem.monday
        roster = draft_of(open_stored(unit, monday), week.result, round(week.result.seconds))
        draft = save_draft(unit, monday, roster)
        publish_week(unit, monday, draft.revision, 0)
    users = tuple(_add(store, actor, at, week.provider, role) for role in Role)
    return DemoHouse(settings, store, users), []


def _add(store: Store, actor: Actor, at: datetime, provider: Provider, role: Role) -> DemoUser:
    login = f"{role.value.replace('_', '.')}@example.ee"
    invited, found = add_member(
        store, actor, at, login, NAMES[role], [role], _person(provider, role)
    )
    if invited is None:
        raise AssertionError(found)
    set_password_of(store, actor, at, invited.account, PASSWORD)
    return DemoUser(login, role)


def _person(provider: Provider, role: Role) -> str:
    """Whom of the records somebody of this role is."""
    managers: Iterable[str] = (one.case_manager for one in provider.referrals)
    match role:
        case Role.WORKER:
            return provider.workers[0].id
        case Role.CASE_MANAGER:
            return next((one for one in managers if one), "Juta Näidis")
        case _:
            return ""
