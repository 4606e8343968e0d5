"""A house to look at: a made-up provider, a week, two months, and somebody of each role.

The week is published, and a draft changes it. ``bench_pages`` measures the pages of the house,
``docs.build_pictures`` takes pictures of some.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Literal

from fastapi import FastAPI
from playwright.sync_api import Browser, sync_playwright

from api.app import make_app
from api.jobs.kinds import ask_for
from api.jobs.solve_week import SOLVE_WEEK
from api.journeys.week_edit import HoldFast, LeaveOut, edit_week
from api.journeys.week_publish import publish_week
from api.journeys.week_solve import SolveAsked, solve_week
from api.journeys.week_stored import open_stored
from api.journeys.who_is_it import choose_provider
from api.routes.doors import House
from api.sample import Size, generate, sample
from api.security.rights import OF_A_PERSON, Role
from api.security.seal import Key
from api.settings import Settings
from api.store import open_books
from api.store.accounts import add_account
from api.store.drafts import save_draft
from api.store.logins import Stage, open_login
from api.store.members import set_roles
from api.store.migrate import migrate
from api.store.people import put_provider, without_published
from api.store.unit import Actor, Store, found_provider, open_store
from benchmarks.nation_month import ROWS, put_nation
from domain.provider import Provider
from domain.referral import Referral
from tests.api.pages.months_made import NOVEMBER, put_months, put_november
from tests.api.pages.scenarios_made import put_scenarios
from tests.api.pages.shown import SOMEBODY
from tests.api.routes.running import running
from tests.conftest import QUIET, find_browser

Scale = Literal["small", "provider", "large"]
LARGE = (150, 900)
"""Workers and clients of a provider with 3,000 meetings a week: whatever is wanted, twice."""
AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
BY = Actor(1, "bench")
NAME, REGISTRY = "MTÜ Näidise Tugivõrgustik", "00000000"
MASTER = bytes(range(32))
JOB = "looked-for"
NEED, LINE = "P004-1", "M0186/C019"
RECORDS = ("W01", "W04", "C001", "C005", "C026", "R001", "R024", "G01")
"""What addresses of the table name, as the small sample calls it: number 1 of the workers, and so
on."""
NAMES: Mapping[Role, str] = {
    Role.COORDINATOR: "Kadri Koppel",
    Role.FINANCE: "Fred Raha",
    Role.PLANNER: "Pille Kava",
    Role.WORKER: "Toomas Tugi",
    Role.CASE_MANAGER: "Juta Juhend",
    Role.ADMINISTRATOR: "Ada Haldur",
    Role.AUDITOR: "Aulis Vaatleja",
}


@dataclass(frozen=True)
class PagesHouse:
    """A house, and somebody of each role in it."""

    app: FastAPI
    store: Store
    cookies: Mapping[Role | None, str]
    here: Mapping[str, str]
    """What the table of pages names, and what it is called in this house."""

    def address_of(self, told: str) -> str:
        """An address of the table as it is in this house."""
        for name, mine in self.here.items():
            told = told.replace(name, mine)
        return told


@contextmanager
def open_house(
    folder: Path, scale: Scale, seconds: int = 4, months: Size | None = "provider"
) -> Iterator[PagesHouse]:
    """The house in an empty folder; its roster is searched for so many seconds.

    ``months``: how large a provider's months are in it; None: November alone, of a usual one.
    """
    address = f"sqlite:///{folder / 'house.db'}"
    migrate(address)
    store = open_store(address, Key(MASTER))
    provider = _provider(scale)
    found_provider(store, NAME, REGISTRY, AT, BY.name)
    need = _put_week(store, provider, seconds)
    if months is None:
        put_november(store, folder / "desk", "provider")
    else:
        put_months(store, folder / "desk", months)
    put_scenarios(store)
    persons = {
        Role.WORKER: _record(provider, "W01").id,
        Role.CASE_MANAGER: _referred(provider).case_manager,
    }
    accounts, cookies = _move_in(store, Role, persons)
    with store.read(BY, AT) as unit:
        line = str(open_books(unit).drafts[NOVEMBER].attended["line"].iloc[0])
    here = {NEED: need, LINE: line, SOMEBODY: accounts[Role.WORKER]}
    here |= {name: _record(provider, name).id for name in RECORDS}
    here["R002"] = _referred(provider).id
    app = make_app(store, _settings(address), lambda: AT)
    yield PagesHouse(app, store, cookies, here)
    store.close()


@contextmanager
def open_nation(folder: Path, rows: int = ROWS) -> Iterator[PagesHouse]:
    """A house with a month of so many rows, and with those who look at months."""
    address = f"sqlite:///{folder / 'house.db'}"
    migrate(address)
    store = open_store(address, Key(MASTER))
    found_provider(store, NAME, REGISTRY, AT, BY.name)
    with store.write(BY, AT) as unit:
        line = put_nation(unit, MONDAY, rows)
    _, cookies = _move_in(store, (Role.FINANCE, Role.AUDITOR), {})
    yield PagesHouse(make_app(store, _settings(address), lambda: AT), store, cookies, {LINE: line})
    store.close()


@contextmanager
def on_loopback(house: PagesHouse) -> Iterator[str]:
    """The address at which browsers find a house while the block lasts."""
    with running(house.app) as address:
        settings = house.app.state.house.settings.model_copy(update={"public_url": address})
        house.app.state.house = House(house.store, settings, lambda: AT)
        yield address


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A Chromium without a window, for as long as the block lasts."""
    root = sys.platform != "win32" and os.geteuid() == 0
    args = [*QUIET, *(["--no-sandbox"] if root else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=args)
        yield browser
        browser.close()


def _provider(scale: Scale) -> Provider:
    if scale != "large":
        return without_published(sample(scale, MONDAY))
    made = generate(*LARGE, MONDAY)
    twice = tuple(replace(one, id=f"{one.id}B") for one in made.plan)
    return without_published(replace(made, plan=(*made.plan, *twice)))


def _record(provider: Provider, name: str) -> Any:
    """A record by the number that the small sample gives it."""
    parts = {
        "W": provider.workers,
        "C": provider.clients,
        "R": provider.referrals,
        "G": provider.groups,
    }
    return parts[name[0]][int(name[1:]) - 1]


def _referred(provider: Provider) -> Referral:
    """A referral whose case manager is known."""
    return next(one for one in provider.referrals if one.case_manager)


def _settings(address: str) -> Settings:
    # Whoever measures comes from one address.
    return Settings(database_url=address, requests_a_minute=1_000_000, requests_at_once=1_000_000)


def _put_week(store: Store, provider: Provider, seconds: int) -> str:
    """Publish the week's roster and change it in a draft; a need that is served."""
    with store.write(BY, AT) as unit:
        put_provider(unit, provider)
        week = open_stored(unit, MONDAY)
        asked = SolveAsked(MONDAY, seconds)
        roster = solve_week(week, asked)
        save_draft(unit, MONDAY, roster, 0)
        published, found = publish_week(unit, MONDAY, 1, 0)
        assert published is not None, found
        first, second, third, *_ = (one.need for one in roster.meetings)
        draft, found = edit_week(unit, MONDAY, 2, [LeaveOut(first), HoldFast(second)])
        assert draft is not None, found
        ask_for(unit, SOLVE_WEEK, SolveAsked(MONDAY), JOB)
    return third


def _move_in(
    store: Store, roles: Iterable[Role], persons: Mapping[Role, str]
) -> tuple[dict[Role, str], dict[Role | None, str]]:
    """Somebody of each role: their accounts, and the cookies of their browsers."""
    accounts: dict[Role, str] = {}
    cookies: dict[Role | None, str] = {}
    free = replace(store, asked_twice=frozenset())
    for role in roles:
        assert (role in OF_A_PERSON) == (role in persons)
        with store.write(BY, AT) as unit:
            accounts[role] = add_account(unit.connection, f"{role}@example.ee", NAMES[role], AT)
            set_roles(unit, accounts[role], frozenset({role}), persons.get(role, ""))
        with store.door(writes=True) as connection:
            cookies[role] = open_login(connection, accounts[role], Stage.OPEN, AT, "password")
        known, found = choose_provider(free, AT, cookies[role], 1)
        assert known is not None, found
    return accounts, cookies
