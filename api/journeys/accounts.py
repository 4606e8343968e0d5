"""People of a provider: who may come in and as what, by its administrator or by the operator.

An account belongs to a person, who may work for several providers. So an administrator gives roles
at the own provider alone, and may add, reset or disable only an account that works nowhere else:
else they could come in as that person there. The operator may (``everywhere``).
Whoever's roles change is out and signs in anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from api.journeys.sign_in import second_factor_key
from api.security.rights import OF_A_PERSON, Role
from api.security.tokens import INVITED_PREFIX
from api.store.accounts import (
    Account,
    TakenError,
    account_of_id,
    account_of_login,
    add_account,
    link_identity,
    make_fresh,
    plain_login,
    set_disabled,
    set_password,
    set_second_factor,
)
from api.store.logins import Stage, end_logins, open_login
from api.store.members import Member, members_of, places_of, set_roles
from api.store.unit import Actor, Store, Unit
from domain.finding import Finding

NAME_MOST = 200


@dataclass(frozen=True, slots=True)
class Invited:
    """An account, and the secret by which its person chooses a password once, within a day."""

    account: str
    secret: str = field(repr=False)
    """Empty where the person comes in already, elsewhere."""


def list_members(unit: Unit) -> Mapping[str, Member]:
    """Everybody of the provider, by account."""
    unit.note("look", "members")
    return members_of(unit)


def add_member(
    store: Store,
    actor: Actor,
    at: datetime,
    login: str,
    name: str,
    roles: Iterable[Role],
    person: str = "",
    *,
    everywhere: bool = False,
) -> tuple[Invited | None, list[Finding]]:
    """Let somebody in, with these roles.

    Findings: ``access.login``, ``access.name``, ``access.member_already``, ``access.elsewhere``,
    and of roles ``access.no_role``, ``access.person`` and ``access.two_persons``.
    """
    wanted = frozenset(roles)
    found = judge_account(login, name) + judge_roles(wanted, person)
    if found:
        return None, found
    try:
        with store.write(actor, at) as unit:
            account = account_of_login(unit.connection, login)
            elsewhere = _places(store, account.id) if account else frozenset()
            if unit.tenant in elsewhere:
                return None, [Finding("access.member_already", login)]
            if elsewhere and not everywhere:
                return None, [Finding("access.elsewhere", login)]
            if account is None:
                one = add_account(unit.connection, login, name, at)
            else:
                one = account.id
                end_logins(unit.connection, one)
                if not elsewhere:
                    make_fresh(unit.connection, one, name)
            set_roles(unit, one, wanted, person)
            secret = "" if elsewhere else _invite(unit, one)
            told = sorted(role.value for role in wanted)
            unit.note("add member", f"account/{one}", roles=told, person=person)
    except TakenError:
        return None, [Finding("access.elsewhere", login)]
    return Invited(one, secret), []


def change_roles(
    unit: Unit, account: str, roles: Iterable[Role], person: str = ""
) -> list[Finding]:
    """Let somebody be these and nothing else; none: they belong to the provider no more.

    Every login of theirs ends. Findings: ``access.no_member``, ``access.last_administrator``, and
    those of roles.
    """
    wanted = frozenset(roles)
    members = members_of(unit)
    if account not in members:
        return [Finding("access.no_member", account)]
    found = judge_roles(wanted, person) if wanted else []
    before = members[account].roles
    if Role.ADMINISTRATOR not in wanted and _is_last(members, account):
        found.append(Finding("access.last_administrator", members[account].login))
    if found:
        return found
    set_roles(unit, account, wanted, person)
    end_logins(unit.connection, account)
    unit.note(
        "change roles",
        f"account/{account}",
        before=sorted(role.value for role in before),
        roles=sorted(role.value for role in wanted),
        person=person,
    )
    return []


def reset_password(
    store: Store, actor: Actor, at: datetime, account: str, *, everywhere: bool = False
) -> tuple[Invited | None, list[Finding]]:
    """Take somebody's password away and invite them to choose another.

    Findings: ``access.no_member``, ``access.elsewhere``.
    """
    with store.write(actor, at) as unit:
        found = _hold(store, unit, account, everywhere=everywhere)
        if found:
            return None, found
        set_password(unit.connection, account, None)
        end_logins(unit.connection, account)
        unit.note("reset password", f"account/{account}")
        return Invited(account, _invite(unit, account)), []


def reset_second_factor(
    store: Store, actor: Actor, at: datetime, account: str, *, everywhere: bool = False
) -> list[Finding]:
    """Forget somebody's second factor, after the telephone was lost. Findings as above."""
    with store.write(actor, at) as unit:
        found = _hold(store, unit, account, everywhere=everywhere)
        if not found:
            set_second_factor(unit.connection, account, None, 0, second_factor_key(store))
            end_logins(unit.connection, account)
            unit.note("reset second factor", f"account/{account}")
        return found


def disable_account(
    store: Store,
    actor: Actor,
    at: datetime,
    account: str,
    *,
    disabled: bool = True,
    everywhere: bool = False,
) -> list[Finding]:
    """Let somebody in no more, or again. Findings as above, and ``access.last_administrator``."""
    with store.write(actor, at) as unit:
        found = _hold(store, unit, account, everywhere=everywhere)
        members = members_of(unit)
        if not found and disabled and _is_last(members, account):
            found = [Finding("access.last_administrator", members[account].login)]
        if not found:
            set_disabled(unit.connection, account, disabled=disabled)
            end_logins(unit.connection, account)
            unit.note("disable" if disabled else "enable", f"account/{account}")
        return found


def link_account(
    store: Store,
    actor: Actor,
    at: datetime,
    account: str,
    issuer: str,
    subject: str,
    *,
    everywhere: bool = False,
) -> list[Finding]:
    """Let somebody in whom a service of others names so (TARA: ``EE`` and the personal code).

    Findings as above, and ``access.identity_taken``.
    """
    masters = store.masters
    try:
        with store.write(actor, at) as unit:
            found = _hold(store, unit, account, everywhere=everywhere)
            if not found:
                link_identity(unit.connection, issuer, subject, account, masters)
                unit.note("link", f"account/{account}", issuer=issuer)
            return found
    except TakenError:
        return [Finding("access.identity_taken", account)]


def judge_roles(roles: frozenset[Role], person: str) -> list[Finding]:
    """What stands against roles: none at all, or a person missing, too many, or for nothing."""
    own = roles & OF_A_PERSON
    if not roles:
        return [Finding("access.no_role", "")]
    if len(own) > 1:
        return [Finding("access.two_persons", person)]
    return [] if bool(own) == bool(person) else [Finding("access.person", person)]


def judge_account(login: str, name: str) -> list[Finding]:
    """What stands against a new account: a login or a name that is none."""
    plain = plain_login(login)
    found = []
    if not plain or any(one.isspace() or not one.isprintable() for one in plain):
        found.append(Finding("access.login", login))
    if not name.strip() or len(name) > NAME_MOST or not name.isprintable():
        found.append(Finding("access.name", login))
    return found


def _is_last(members: Mapping[str, Member], account: str) -> bool:
    """Whether nobody else of the provider is an administrator who can come in."""
    able = {
        one.account
        for one in members.values()
        if Role.ADMINISTRATOR in one.roles and not one.disabled
    }
    return able == {account}


def _hold(store: Store, unit: Unit, account: str, *, everywhere: bool) -> list[Finding]:
    """Hold an account still and see that it works for this provider and, as asked, nowhere else."""
    held: Account | None = account_of_id(unit.connection, account, hold=True)
    if held is None or account not in members_of(unit):
        return [Finding("access.no_member", account)]
    if everywhere:
        return []
    if _places(store, account) != {unit.tenant}:
        return [Finding("access.elsewhere", held.login)]
    return []


def _places(store: Store, account: str) -> frozenset[int]:
    """Providers that an account works for: a unit sees the rows of its own provider alone."""
    with store.door() as connection:
        return frozenset(place.tenant for place in places_of(connection, account))


def _invite(unit: Unit, account: str) -> str:
    return open_login(
        unit.connection, account, Stage.INVITED, unit.at, "invitation", prefix=INVITED_PREFIX
    )
