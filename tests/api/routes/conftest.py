"""An application over a store of two providers, and callers of every kind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from api.app import make_app
from api.imports.provider_workbook import read_provider
from api.journeys.who_is_it import choose_provider
from api.security.rights import NOT_FOR_KEYS, Right, Role
from api.settings import Settings
from api.store.accounts import add_account
from api.store.api_keys import keep_api_key
from api.store.logins import Stage, open_login
from api.store.members import set_roles
from api.store.people import put_provider, without_published
from api.store.unit import Actor, Store
from domain.provider import Provider
from tests.api.clients import TestClient
from tests.api.conftest import SmallWeek
from tests.api.store.conftest import address, new_address, store
from tests.api.store.places import AT

__all__ = ["address", "new_address", "store"]
SITE = "http://127.0.0.1:8000"
COOKIE = "tugiplaan"
WORKER, CASE_MANAGER = "W01", "Kadri Juhend"


@dataclass
class Clock:
    """Time that tests move."""

    at: datetime = AT

    def __call__(self) -> datetime:
        return self.at

    def pass_by(self, **spans: int) -> None:
        self.at += timedelta(**spans)


@dataclass
class House:
    """A running application and ways to come to it."""

    app: FastAPI
    store: Store
    clock: Clock
    keys: dict[int, str] = field(default_factory=dict)

    def by_key(self, tenant: int = 1, scopes: frozenset[Right] | None = None) -> TestClient:
        """A program with a key that may all that keys may, or with these rights alone."""
        actor = Actor(tenant, "test")
        wanted = frozenset(Right) - NOT_FOR_KEYS if scopes is None else scopes
        with self.store.write(actor, AT) as unit:
            ends = AT + timedelta(days=30)
            _, secret = keep_api_key(unit, "test", wanted, ends)
        return self._client({"Authorization": f"Bearer {secret}"})

    def signed_in(self, *roles: Role, tenant: int = 1, person: str = "") -> TestClient:
        """Somebody signed in with roles, as their browser asks."""
        login = f"{'-'.join(roles)}{tenant}{len(self.keys)}@example.ee"
        self.keys[len(self.keys)] = login
        with self.store.write(Actor(tenant, "test"), AT) as unit:
            account = add_account(unit.connection, login, "Kadri Kasutaja", AT)
            set_roles(unit, account, frozenset(roles), person)
        with self.store.door(writes=True) as connection:
            secret = open_login(connection, account, Stage.OPEN, AT, "password")
        known, found = choose_provider(self.store, AT, secret, tenant)
        assert known is not None, found
        client = self._client({})
        client.cookies.set(COOKIE, secret)
        token = client.get("/api/v1/me").json()["csrf_token"]
        client.headers.update({"X-CSRF-Token": token, "Origin": SITE})
        return client

    def nobody(self) -> TestClient:
        """Somebody unknown."""
        return self._client({})

    def _client(self, headers: dict[str, str]) -> TestClient:
        told = {"Accept-Language": "en", **headers}
        return TestClient(
            self.app, SITE, headers=told, raise_server_exceptions=False, client=("127.0.0.1", 5)
        )


def settings_of(address: str, **more: Any) -> Settings:
    told: dict[str, Any] = {"requests_a_minute": 1_000_000, "requests_at_once": 1_000_000}
    told |= {"free_megabytes": 0, "public_url": SITE}
    return Settings(database_url=address, **(told | more))


NewHouse = Callable[..., House]


@pytest.fixture
def new_house(store: Store, address: str) -> NewHouse:
    """Makes a house over the store, with settings of its own."""

    def make(**settings: Any) -> House:
        clock = Clock()
        return House(make_app(store, settings_of(address, **settings), clock), store, clock)

    return make


@pytest.fixture
def house(new_house: NewHouse) -> House:
    """A house of two providers without anybody in it."""
    return new_house()


@pytest.fixture(scope="session")
def people(small_week: SmallWeek) -> Provider:
    """A small provider: thirty clients, six workers."""
    read, _ = read_provider(Path(small_week.workbook))
    assert read is not None
    return without_published(read)


@pytest.fixture
def full_house(house: House, people: Provider) -> House:
    """A house whose first provider has its people."""
    with house.store.write(Actor(1, "test"), AT) as unit:
        put_provider(unit, people)
    return house
