"""Who may do what: roles, rights, and nothing that is not written here.

A right names a kind of thing and whether it is looked at or changed. Whoever has several roles has
the rights of all of them at one provider; what no role names, nobody may. Coordinators see themes
of support, never diagnoses: the house holds none. The table stands in ``docs/reference/rights.md``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is at a provider."""

    COORDINATOR = "coordinator"
    FINANCE = "finance"
    PLANNER = "planner"
    WORKER = "worker"
    CASE_MANAGER = "case_manager"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Right(StrEnum):
    """One kind of thing, looked at or changed."""

    PEOPLE_LOOK = "people:look"
    """Clients, families, workers, referrals, plans, groups, absences."""
    PEOPLE_CHANGE = "people:change"
    WEEK_LOOK = "week:look"
    """Rosters: drafts and published ones."""
    WEEK_CHANGE = "week:change"
    DELIVERY_LOOK = "delivery:look"
    """Meetings that took place, and who came."""
    DELIVERY_CHANGE = "delivery:change"
    MONTH_LOOK = "month:look"
    """Lines, findings, decisions, invoices and reports of a month."""
    MONTH_CHANGE = "month:change"
    SCENARIO_LOOK = "scenario:look"
    SCENARIO_CHANGE = "scenario:change"
    SETTINGS_LOOK = "settings:look"
    """Policy, prices, programmes and other things that hold for the provider as a whole."""
    SETTINGS_CHANGE = "settings:change"
    JOB_LOOK = "job:look"
    """Long work: how far it is. What came of it needs the right for that kind of thing as well."""
    JOB_CHANGE = "job:change"
    ACCESS_LOOK = "access:look"
    """Accounts, roles, keys and calendar addresses."""
    ACCESS_CHANGE = "access:change"
    AUDIT_LOOK = "audit:look"
    PERSON_EXPORT = "person:export"
    """Everything the house holds about one person, for that person."""
    PERSON_ERASE = "person:erase"
    CALENDAR_OWN = "calendar:own"
    """A worker's own meetings, and their address for a calendar."""
    CLIENTS_OWN = "clients:own"
    """Clients whom this case manager referred; never changed."""


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.COORDINATOR: frozenset(
        {
            Right.PEOPLE_LOOK,
            Right.PEOPLE_CHANGE,
            Right.WEEK_LOOK,
            Right.WEEK_CHANGE,
            Right.DELIVERY_LOOK,
            Right.DELIVERY_CHANGE,
            Right.SETTINGS_LOOK,
            Right.JOB_LOOK,
            Right.JOB_CHANGE,
        }
    ),
    Role.FINANCE: frozenset(
        {
            Right.DELIVERY_LOOK,
            Right.MONTH_LOOK,
            Right.MONTH_CHANGE,
            Right.SETTINGS_LOOK,
            Right.JOB_LOOK,
            Right.JOB_CHANGE,
        }
    ),
    Role.PLANNER: frozenset(
        {
            Right.SCENARIO_LOOK,
            Right.SCENARIO_CHANGE,
            Right.SETTINGS_LOOK,
            Right.JOB_LOOK,
            Right.JOB_CHANGE,
        }
    ),
    Role.WORKER: frozenset({Right.CALENDAR_OWN}),
    Role.CASE_MANAGER: frozenset({Right.CLIENTS_OWN}),
    Role.ADMINISTRATOR: frozenset(
        {
            Right.ACCESS_LOOK,
            Right.ACCESS_CHANGE,
            Right.AUDIT_LOOK,
            Right.SETTINGS_LOOK,
            Right.SETTINGS_CHANGE,
            Right.JOB_LOOK,
            Right.PERSON_EXPORT,
            Right.PERSON_ERASE,
        }
    ),
    Role.AUDITOR: frozenset(
        {
            Right.PEOPLE_LOOK,
            Right.WEEK_LOOK,
            Right.DELIVERY_LOOK,
            Right.MONTH_LOOK,
            Right.SCENARIO_LOOK,
            Right.SETTINGS_LOOK,
            Right.JOB_LOOK,
            Right.ACCESS_LOOK,
            Right.AUDIT_LOOK,
        }
    ),
}

STRONG = frozenset({Role.ADMINISTRATOR, Role.FINANCE})
"""Roles that nobody has without a second factor, whatever is set."""

_ACTS = frozenset({Right.PERSON_EXPORT, Right.PERSON_ERASE})
ASKED_OF: Mapping[str, frozenset[Role]] = {
    "strong": STRONG,
    "changing": STRONG
    | {
        role
        for role, rights in RIGHTS.items()
        if rights & _ACTS or any(one.endswith(":change") for one in rights)
    },
    "everybody": frozenset(Role),
}
"""Who is asked for a second factor, by what an operator may set."""

OF_A_PERSON = frozenset({Role.WORKER, Role.CASE_MANAGER})
"""Roles that mean one person of the provider's records: which one stands in the membership."""

NOT_FOR_KEYS = frozenset(
    {
        Right.ACCESS_LOOK,
        Right.ACCESS_CHANGE,
        Right.PERSON_ERASE,
        Right.CALENDAR_OWN,
        Right.CLIENTS_OWN,
    }
)
"""Rights that no key of a program has: keys make no keys, erase nobody and are nobody."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks: somebody signed in who chose a provider, or a program by its key."""

    tenant: int
    """Number of the provider for which is asked; 0: none is chosen, and nothing may be done."""
    account: str
    """Id of the account; of a program ``key:`` and the id of its key."""
    roles: frozenset[Role] = frozenset()
    person: str = ""
    """The worker, or the case manager, that this is."""
    scopes: frozenset[Right] | None = None
    """What a key may; None: the roles say it."""

    @property
    def rights(self) -> frozenset[Right]:
        """Everything that this caller may."""
        if not self.tenant:
            return frozenset()
        if self.scopes is not None:
            return self.scopes - NOT_FOR_KEYS
        return frozenset().union(*(RIGHTS[role] for role in self.roles))

    @property
    def name(self) -> str:
        """Name on the record of acts: the account's id."""
        return self.account

    def may(self, right: Right) -> bool:
        """Whether this caller has a right."""
        return right in self.rights
