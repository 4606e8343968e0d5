"""A house for the journey through a month: people, no months yet, and files to bring in."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser

from api.app import make_app
from api.imports.provider_workbook import read_provider
from api.journeys.month_sample import make_month
from api.routes.doors import House as Doors
from api.security.rights import Role
from api.security.seal import Key
from api.store.migrate import migrate
from api.store.people import put_provider
from api.store.unit import Actor, found_provider, open_store
from tests.api.pages.conftest import PROVIDER, Served, sign_in
from tests.api.pages.months_made import NOVEMBER
from tests.api.routes.conftest import Clock, settings_of
from tests.api.routes.running import running
from tests.api.store.places import AT, MASTER

DECEMBER = AT.replace(month=12, day=1)


@contextmanager
def open_desk(folder: Path, browser: Browser) -> Iterator[Served]:
    """The house on the day after November, with somebody of finance and an auditor signed in."""
    if not (folder / "month.xlsx").exists():
        make_month(folder, "small", NOVEMBER, 1, "et")
    address = f"sqlite:///{folder / 'house.db'}"
    migrate(address)
    store = open_store(address, Key(MASTER))
    found_provider(store, PROVIDER, "80000008", AT, "test")
    people, _ = read_provider(folder / "provider.xlsx")
    assert people is not None
    with store.write(Actor(1, "test"), AT) as unit:
        put_provider(unit, people)
    clock = Clock()
    settings = settings_of(address)
    app = make_app(store, settings, clock)
    with running(app) as here:
        app.state.house = Doors(store, settings.model_copy(update={"public_url": here}), clock)
        told = Served(app, store, clock, browser, here)
        clock.at = DECEMBER
        for role in (Role.FINANCE, Role.AUDITOR):
            told.cookies[role] = sign_in(
                store, role, f"{role}@desk.ee", f"Maarika {role.title()}", DECEMBER
            )
        yield told
        for context in told.contexts.values():
            context.close()
    store.close()
