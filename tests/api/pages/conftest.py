"""One house with made-up people, served on loopback, and somebody of each role; one browser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page

from api.app import make_app
from api.imports.provider_workbook import read_provider
from api.jobs.drafting import keep_roster
from api.jobs.kinds import ask_for
from api.jobs.month_files import LOOK_AT_FILES, FilesAsked
from api.jobs.solve_week import SOLVE_WEEK
from api.journeys.accounts import list_members
from api.journeys.week_edit import HoldFast, LeaveOut, edit_week
from api.journeys.week_publish import publish_week
from api.journeys.week_solve import SolveAsked
from api.journeys.who_is_it import choose_provider
from api.routes.doors import House as Doors
from api.security.rights import OF_A_PERSON, Role
from api.security.seal import Key
from api.store.accounts import add_account
from api.store.drafts import DraftRoster
from api.store.logins import Stage, open_login
from api.store.members import set_roles
from api.store.migrate import migrate
from api.store.people import put_provider
from api.store.unit import Actor, Store, found_provider, open_store
from domain.words import Language
from tests.api.clients import TestClient
from tests.api.conftest import MONDAY, SmallWeek
from tests.api.pages.months_made import put_months
from tests.api.pages.scenarios_made import put_scenarios
from tests.api.pages.shown import SOMEBODY, Shown
from tests.api.routes.conftest import COOKIE, Clock, settings_of
from tests.api.routes.running import running
from tests.api.store.places import AT, MASTER

PROVIDER = "MTÜ Virumaa Tugivõrgustik"
PEOPLE = {Role.WORKER: "W01", Role.CASE_MANAGER: "Eha Soorand"}
JOB = "looked-for"
"""The job of finding a roster, which waits."""
MONTH_JOB = "files-looked-at"
"""The job of looking at files of a month that are no longer there, which waits or was refused."""


@dataclass
class Served:
    """A house that is open to browsers."""

    app: FastAPI
    store: Store
    clock: Clock
    browser: Browser
    address: str
    cookies: dict[Role | None, str] = field(default_factory=dict)
    contexts: dict[tuple[Role | None, Language, bool], BrowserContext] = field(default_factory=dict)
    somebody: str = ""
    """The account of a worker."""

    def place_of(self, shown: Shown) -> str:
        """Where a browser finds a page."""
        return self.address + shown.address.replace(SOMEBODY, self.somebody)

    def context(
        self, role: Role | None, language: Language = "en", *, scripts: bool = True
    ) -> BrowserContext:
        """A browser of somebody with a role, or of nobody; with scripts or without."""
        key = (role, language, scripts)
        if key not in self.contexts:
            told = self.browser.new_context(
                locale=language,
                java_script_enabled=scripts,
                viewport={"width": 1440, "height": 900},
            )
            looks = {
                "name": "tugiplaan-look",
                "value": f"{language}..",
                "url": self.address,
            }
            told.add_cookies([looks])  # type: ignore[list-item]
            if role is not None:
                one = {
                    "name": COOKIE,
                    "value": self.cookies[role],
                    "url": self.address,
                }
                told.add_cookies([one])  # type: ignore[list-item]
            self.contexts[key] = told
        return self.contexts[key]

    def client(self, role: Role | None, language: Language = "en") -> TestClient:
        """The same person without a browser; redirections are not followed."""
        headers = {"Accept": "text/html", "Accept-Language": language}
        told = TestClient(
            self.app, self.address, headers=headers, follow_redirects=False,
            raise_server_exceptions=False, client=("127.0.0.1", 5),
        )  # fmt: skip
        if role is not None:
            told.cookies.set(COOKIE, self.cookies[role])
        return told


@pytest.fixture(scope="session")
def pages_store(small_week: SmallWeek, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with thirty clients, six workers, a published week, and a draft that changes it."""
    address = f"sqlite:///{tmp_path_factory.mktemp('pages') / 'house.db'}"
    migrate(address)
    store = open_store(address, Key(MASTER))
    found_provider(store, PROVIDER, "80000008", AT, "test")
    people, _ = read_provider(Path(small_week.workbook))
    assert people is not None
    with store.write(Actor(1, "test"), AT) as unit:
        put_provider(unit, people)
        roster = DraftRoster(small_week.planned.result.roster.meetings)
        keep_roster(unit, small_week.planned.problem, roster, None)
        published, found = publish_week(unit, MONDAY, 1, 0)
        assert published is not None, found
        first, second, *_ = (one.need for one in roster.meetings)
        draft, found = edit_week(unit, MONDAY, 2, [LeaveOut(first), HoldFast(second)])
        assert draft is not None, found
        ask_for(unit, SOLVE_WEEK, SolveAsked(MONDAY), JOB)
        ask_for(unit, LOOK_AT_FILES, FilesAsked("gone"), MONTH_JOB)
    put_months(store, tmp_path_factory.mktemp("desk"))
    put_scenarios(store)
    yield store
    store.close()


@pytest.fixture(scope="session")
def served(pages_store: Store, browser: Browser) -> Iterator[Served]:
    """The house, open on loopback, with somebody of each role signed in."""
    clock = Clock()
    settings = settings_of(str(pages_store.engine.url))
    app = make_app(pages_store, settings, clock)
    with running(app) as address:
        here = settings.model_copy(update={"public_url": address})
        app.state.house = Doors(pages_store, here, clock)
        told = Served(app, pages_store, clock, browser, address)
        for role in Role:
            login, name = f"{role}@example.ee", f"Kadri {role.title()}"
            told.cookies[role] = sign_in(pages_store, role, login, name)
        with pages_store.read(Actor(1, "test"), AT) as unit:
            members = list_members(unit)
        told.somebody = next(name for name, one in members.items() if Role.WORKER in one.roles)
        yield told
        for context in told.contexts.values():
            context.close()


def sign_in(store: Store, role: Role, login: str, name: str, at: datetime = AT) -> str:
    """The cookie of somebody with a role, who is added for it."""
    with store.write(Actor(1, "test"), at) as unit:
        account = add_account(unit.connection, login, name, at)
        set_roles(unit, account, frozenset({role}), PEOPLE.get(role, ""))
    assert (role in OF_A_PERSON) == (role in PEOPLE)
    with store.door(writes=True) as connection:
        secret = open_login(connection, account, Stage.OPEN, at, "password")
    known, found = choose_provider(store, at, secret, 1)
    assert known is not None, found
    return secret


@pytest.fixture
def visit(served: Served) -> Iterator[Page]:
    """A page of a coordinator's browser, in English."""
    page = served.context(Role.COORDINATOR).new_page()
    yield page
    page.close()
