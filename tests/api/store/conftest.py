"""A store of one's own for each test, on SQLite and on a real PostgreSQL alike."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from shutil import copyfile

import pytest
import sqlalchemy as sa

from api.security.seal import Key
from api.store.engine import POSTGRESQL, SQLITE
from api.store.migrate import migrate
from api.store.unit import Store, found_provider, open_store
from tests.api.store.places import AT, MASTER, REGISTRIES

NewAddress = Callable[[Path], str]
NUMBERS = count()
"""Other folders of tests borrow these fixtures, each with a pattern of its own on one server."""


@pytest.fixture(scope="session", params=[SQLITE, POSTGRESQL])
def new_address(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> NewAddress:
    """Makes the address of a fresh database whose steps are all carried out."""
    if request.param == SQLITE:
        pattern = tmp_path_factory.mktemp("pattern") / "pattern.db"
        migrate(f"sqlite:///{pattern}")

        def sqlite(folder: Path) -> str:
            copyfile(pattern, folder / "house.db")
            return f"sqlite:///{folder / 'house.db'}"

        return sqlite
    server: str = request.getfixturevalue("postgres")
    pattern_name = f"store_pattern_{next(NUMBERS)}"
    _create(server, pattern_name)
    migrate(_named(server, pattern_name))

    def postgresql(_folder: Path) -> str:
        name = f"store_{next(NUMBERS)}"
        _create(server, name, pattern_name)
        return _named(server, name)

    return postgresql


@pytest.fixture
def address(new_address: NewAddress, tmp_path: Path) -> Iterator[str]:
    """Address of a fresh database; it is gone afterwards, for many make the server's end slow."""
    fresh = new_address(tmp_path)
    yield fresh
    if sa.make_url(fresh).get_backend_name() == POSTGRESQL:
        _drop(fresh)


@pytest.fixture
def store(address: str) -> Iterator[Store]:
    """A store with two providers, numbered 1 and 2."""
    opened = open_store(address, Key(MASTER))
    for registry in REGISTRIES:
        found_provider(opened, f"Provider {registry}", registry, AT, "test")
    yield opened
    opened.close()


def _named(server: str, name: str) -> str:
    return (
        sa.make_url(server)
        .set(drivername="postgresql", database=name)
        .render_as_string(hide_password=False)
    )


def _create(server: str, name: str, pattern: str = "template1") -> None:
    _tell(server, f'CREATE DATABASE "{name}" TEMPLATE "{pattern}"')


def _drop(address: str) -> None:
    _tell(_named(address, "postgres"), f'DROP DATABASE "{sa.make_url(address).database}" (FORCE)')


def _tell(server: str, order: str) -> None:
    url = sa.make_url(server).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(order)
    engine.dispose()
