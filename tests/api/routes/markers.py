"""Invented names and personal codes that occur nowhere else: whoever finds one has found a leak."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import sqlalchemy as sa
from stdnum.ee import ik

from api.store.backup import speak_for
from api.store.engine import is_sqlite, open_engine
from api.store.rows_as_text import write_row
from api.store.schema import META, PROVIDER
from domain.people import Client
from domain.provider import Provider

PREFIX = "Zqvx"
MANY = 500


@dataclass(frozen=True)
class Markers:
    """Names and codes, and where any of them stands in something."""

    names: tuple[str, ...]
    codes: tuple[str, ...]

    def found(self, told: bytes | str) -> set[str]:
        """Every marker in some bytes, as UTF-8 or as a half of UTF-16."""
        data = told.encode() if isinstance(told, str) else told
        plain = data.replace(b"\0", b"")
        names = {one for one in self.names if one.encode() in plain} if _holds(plain) else set()
        return names | {one for one in self.codes if one.encode() in plain}


def _holds(data: bytes) -> bool:
    return PREFIX.encode() in data


def make_markers() -> Markers:
    """A thousand: names of one odd word, codes of people born a century apart."""
    codes = []
    for number in range(MANY):
        born = date(1901, 1, 1) + timedelta(days=number)
        stem = f"{3 + number % 2}{born:%y%m%d}{900 + number % 100:03d}"
        codes.append(stem + ik.calc_check_digit(stem))
    names = tuple(f"{PREFIX}{number:03d}k" for number in range(MANY))
    return Markers(names, tuple(codes))


def marked(people: Provider, markers: Markers) -> Provider:
    """A provider whose people bear markers wherever something is told of them."""
    names = iter(markers.names)
    workers = tuple(replace(one, name=next(names)) for one in people.workers)
    families = tuple(replace(one, name=next(names)) for one in people.families)
    groups = tuple(replace(one, name=next(names), theme=next(names)) for one in people.groups)
    clients = [
        replace(one, name=next(names), personal_code=code, themes=frozenset({next(names)}))
        for one, code in zip(people.clients, markers.codes, strict=False)
    ]
    model = people.clients[0]
    more = [
        Client(f"M{number}", name, model.home, model.languages, personal_code=code)
        for number, (name, code) in enumerate(
            zip(names, markers.codes[len(clients) :], strict=False)
        )
    ]
    return replace(
        people,
        workers=workers,
        families=families,
        groups=groups,
        clients=(*clients, *more),
    )


def every_row(address: str) -> Iterable[tuple[str, bytes]]:
    """Every row of every table, as its owner reads it, with the table's name."""
    engine = open_engine(address)
    with engine.connect() as connection, connection.begin():
        speak_for(connection, None)
        tenants = connection.execute(sa.select(PROVIDER.c.id)).scalars().all()
        for table in META.sorted_tables:
            for tenant in tenants if "tenant" in table.c else [None]:
                speak_for(connection, tenant)
                for row in connection.execute(sa.select(table)).mappings():
                    told = {name: _plain(value) for name, value in row.items()}
                    held = b"".join(one for one in told.values() if isinstance(one, bytes))
                    yield table.name, write_row(table, dict(row)) + held
        assert is_sqlite(connection) == address.startswith("sqlite")
    engine.dispose()


def _plain(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value
