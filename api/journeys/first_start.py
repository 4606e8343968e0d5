"""The first start of a house: its provider, the administrator, and whom they begin with."""

from dataclasses import dataclass, field
from datetime import date, datetime
from ipaddress import ip_address
from pathlib import Path

from api.imports.misread import is_warning
from api.journeys.found_house import COMMAND, found, judge_founding
from api.journeys.people_files import put_people, read_people
from api.sample import sample
from api.security.rights import Role
from api.store.members import set_roles
from api.store.unit import Actor, Store
from domain.finding import Finding

SAMPLE_SEED = 1


@dataclass(frozen=True, slots=True)
class FirstStart:
    """What somebody asks for who starts a house."""

    provider: str
    registry: str
    login: str
    name: str
    password: str = field(repr=False)
    plans: bool = False
    """Whether the administrator is a coordinator too."""
    sample: bool = False
    """Whether made-up people are put in."""
    monday: date = date(2000, 1, 3)
    """Of the week around which they are made up."""


def begin_house(
    store: Store, at: datetime, asked: FirstStart, book: Path | None = None
) -> list[Finding]:
    """Found the provider with its people; everything that stands against it, and then nothing is.

    ``book``: a workbook with the provider's own people. Findings as of ``judge_founding``, those of
    a workbook, and ``password.none``.
    """
    found_ = judge_founding(asked.provider, asked.registry, asked.login, asked.name, asked.password)
    if not asked.password:
        found_.append(Finding("password.none", ""))
    people, file_hash = None, ""
    if book is not None:
        people, misread, file_hash = read_people(book)
        found_ += [one for one in misread if people is None or not is_warning(one)]
    if found_:
        return found_
    if asked.sample:
        people = sample("provider", asked.monday, SAMPLE_SEED)
    founded, found_ = found(
        store, at, asked.provider, asked.registry, asked.login, asked.name, asked.password
    )
    if founded is None or found_:
        return found_
    with store.write(Actor(founded.tenant, COMMAND), at) as unit:
        if asked.plans:
            roles = frozenset({Role.ADMINISTRATOR, Role.COORDINATOR})
            set_roles(unit, founded.account, roles, "")
        if people is not None:
            put_people(unit, people, file_hash)
    return []


def is_here(address: str) -> bool:
    """Whether an address is of this very machine."""
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
