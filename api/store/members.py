"""Who belongs to a provider, and as what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from api.security.rights import OF_A_PERSON, Role
from api.store.guard import UNSCOPED
from api.store.schema import ACCOUNT, MEMBERSHIP, PROVIDER
from api.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody works, and as what."""

    tenant: int
    provider: str
    roles: frozenset[Role]
    person: str
    """The worker, or the case manager, that this is."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a provider, as its administrator sees them."""

    account: str
    login: str
    name: str
    roles: frozenset[Role]
    person: str
    disabled: bool
    second_factor: bool
    """Whether one is set up."""
    since: datetime


def places_of(connection: sa.Connection, account: str) -> tuple[Place, ...]:
    """Every provider that somebody works for, in the order of their numbers; through the door."""
    rows = connection.execute(
        sa.select(MEMBERSHIP.c.tenant, MEMBERSHIP.c.role, MEMBERSHIP.c.person, PROVIDER.c.name)
        .join_from(MEMBERSHIP, PROVIDER, PROVIDER.c.id == MEMBERSHIP.c.tenant)
        .where(MEMBERSHIP.c.account == account)
        .order_by(MEMBERSHIP.c.tenant, MEMBERSHIP.c.role),
        execution_options={UNSCOPED: "somebody signs in before choosing a provider"},
    ).all()
    return gather_places((row.tenant, row.name, row.role, row.person) for row in rows)


def gather_places(rows: Iterable[tuple[int, str, str, str]]) -> tuple[Place, ...]:
    """Rows of memberships (provider's number and name, role, person) by provider."""
    found: dict[int, Place] = {}
    for tenant, provider, role, person in rows:
        before = found.get(tenant, Place(tenant, provider, frozenset(), ""))
        roles = before.roles | {Role(role)}
        found[tenant] = Place(tenant, provider, roles, before.person or person)
    return tuple(found[tenant] for tenant in sorted(found))


def members_of(unit: Unit) -> dict[str, Member]:
    """Everybody of the provider by account, in the order of their names."""
    rows = unit.connection.execute(
        sa.select(MEMBERSHIP.c.role, MEMBERSHIP.c.person, MEMBERSHIP.c.since, *ACCOUNT.c)
        .join_from(MEMBERSHIP, ACCOUNT, ACCOUNT.c.id == MEMBERSHIP.c.account)
        .where(MEMBERSHIP.c.tenant == unit.tenant)
        .order_by(ACCOUNT.c.name, ACCOUNT.c.id)
    ).all()
    found: dict[str, Member] = {}
    for row in rows:
        before = found.get(row.id)
        found[row.id] = Member(
            row.id,
            row.login,
            row.name,
            (before.roles if before else frozenset()) | {Role(row.role)},
            (before.person if before else "") or row.person,
            row.disabled,
            row.second_factor is not None,
            min(before.since, row.since) if before else row.since,
        )
    return found


def set_roles(unit: Unit, account: str, roles: frozenset[Role], person: str) -> None:
    """Let somebody be these at the provider and nothing else; without roles they are gone."""
    unit.connection.execute(
        sa.delete(MEMBERSHIP).where(
            MEMBERSHIP.c.tenant == unit.tenant, MEMBERSHIP.c.account == account
        )
    )
    rows = [
        {
            "tenant": unit.tenant,
            "account": account,
            "role": role.value,
            "person": person if role in OF_A_PERSON else "",
            "since": unit.at,
        }
        for role in sorted(roles)
    ]
    if rows:
        unit.connection.execute(sa.insert(MEMBERSHIP), rows)


def providers_known(connection: sa.Connection) -> dict[str, int]:
    """Numbers of all providers of the house by registry code."""
    rows = connection.execute(sa.select(PROVIDER.c.registry, PROVIDER.c.id))
    return {row.registry: row.id for row in rows}
