"""A house of its own for those who change people, access and settings; one of each role in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from api.app import make_app
from api.imports.provider_workbook import read_provider
from api.jobs.drafting import keep_roster
from api.jobs.kinds import ask_for
from api.jobs.solve_week import SOLVE_WEEK
from api.journeys.week_publish import publish_week
from api.journeys.week_solve import SolveAsked
from api.routes.doors import House as Doors
from api.security.rights import Role
from api.security.seal import Key
from api.store.drafts import DraftRoster
from api.store.migrate import migrate
from api.store.people import put_provider
from api.store.unit import Actor, found_provider, open_store
from tests.api.conftest import MONDAY, SmallWeek
from tests.api.pages.conftest import Served, sign_in
from tests.api.routes.conftest import Clock, settings_of
from tests.api.routes.running import running
from tests.api.store.places import AT, MASTER

JOB = "waits"
TABS = 150


@pytest.fixture(scope="package")
def house(
    small_week: SmallWeek, tmp_path_factory: pytest.TempPathFactory, browser: Browser
) -> Iterator[Served]:
    """Thirty clients, six workers and a published week, open on loopback."""
    with opened(small_week, tmp_path_factory.mktemp("people") / "house.db", browser) as told:
        yield told


@pytest.fixture
def fresh_house(small_week: SmallWeek, tmp_path: Path, browser: Browser) -> Iterator[Served]:
    """The same before anybody was there: no absence told elsewhere breaks its week."""
    with opened(small_week, tmp_path / "house.db", browser) as told:
        yield told


@contextmanager
def opened(small_week: SmallWeek, file: Path, browser: Browser) -> Iterator[Served]:
    """A house in this file, with the small week published and a job that waits."""
    address = f"sqlite:///{file}"
    migrate(address)
    store = open_store(address, Key(MASTER))
    found_provider(store, "MTÜ Virumaa Tugivõrgustik", "80000008", AT, "test")
    provider, _ = read_provider(Path(small_week.workbook))
    assert provider is not None
    with store.write(Actor(1, "test"), AT) as unit:
        put_provider(unit, provider)
        roster = DraftRoster(small_week.planned.result.roster.meetings)
        keep_roster(unit, small_week.planned.problem, roster, None)
        published, found = publish_week(unit, MONDAY, 1, 0)
        assert published is not None, found
        ask_for(unit, SOLVE_WEEK, SolveAsked(MONDAY), JOB)
    clock = Clock()
    settings = settings_of(str(store.engine.url))
    app = make_app(store, settings, clock)
    with running(app) as here:
        app.state.house = Doors(store, settings.model_copy(update={"public_url": here}), clock)
        told = Served(app, store, clock, browser, here)
        for role in Role:
            login, name = f"{role}@example.ee", f"Kadri {role.title()}"
            told.cookies[role] = sign_in(store, role, login, name)
        yield told
        for context in told.contexts.values():
            context.close()
    store.close()


def tab_to(page: Page, words: str) -> None:
    """Move the focus, by the keyboard alone, to what is called so."""
    named = "document.activeElement?.labels?.[0]?.innerText"
    said = (
        f"({named} ?? document.activeElement?.ariaLabel ?? document.activeElement?.innerText ?? '')"
        ".trim().split('\\n')[0]"
    )
    for _ in range(TABS):
        page.keyboard.press("Tab")
        if page.evaluate(said) == words:
            return
    raise AssertionError(words)
