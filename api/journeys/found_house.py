"""What only the operator does: set the house up, found a provider, set a password for somebody."""

from dataclasses import dataclass, field
from datetime import datetime

from stdnum.ee import registrikood

from api.journeys.accounts import add_member, judge_account
from api.journeys.open_house import open_house
from api.journeys.safe_settings import judge_settings
from api.journeys.sign_in import BUSY
from api.security.passwords import BusyError, hash_password, judge_password
from api.security.rights import Role
from api.security.seal import new_key, write_key
from api.settings import Settings
from api.store.accounts import account_of_login, set_password
from api.store.logins import end_logins
from api.store.members import members_of, providers_known
from api.store.migrate import UnknownSchemaError, migrate
from api.store.trouble import AWAY
from api.store.unit import Actor, Store, found_provider, open_store
from domain.finding import Finding

COMMAND = "command"
"""Who acts where the operator does."""


@dataclass(frozen=True, slots=True)
class Founded:
    """A new provider and its first administrator."""

    tenant: int
    account: str
    secret: str = field(repr=False)
    """Their invitation; empty where a password was set, or they come in elsewhere already."""


def prepare_house(settings: Settings) -> tuple[Store | None, bool, list[Finding]]:
    """The store with every step carried out; a key is made where nothing was sealed yet.

    Whether a key was made. Findings as of ``open_house``.
    """
    made = False
    found = judge_settings(settings)
    if found:
        return None, made, found
    try:
        migrate(settings.database_url)
        if not settings.key_file.exists():
            empty = open_store(settings.database_url, new_key())
            with empty.door() as connection:
                known = providers_known(connection)
            empty.close()
            if not known:
                write_key(settings.key_file)
                made = True
    except UnknownSchemaError as fault:
        return None, made, [Finding("house.newer", str(fault))]
    except OSError:
        return None, made, [Finding("house.no_key", str(settings.key_file))]
    except AWAY:
        return None, made, [Finding("house.away", "")]
    store, findings = open_house(settings)
    return store, made, findings


def judge_founding(
    provider: str, registry: str, login: str, name: str, password: str = ""
) -> list[Finding]:
    """What stands against a new provider, before anything is made for it.

    Findings: ``provider.registry``, ``access.login``, ``access.name``, and those of
    ``judge_password``.
    """
    findings = judge_account(login, name)
    if not provider.strip() or not provider.isprintable() or not registrikood.is_valid(registry):
        findings.append(Finding("provider.registry", registry))
    if password:
        findings += judge_password(password, login, name, provider)
    return findings


def found(
    store: Store,
    at: datetime,
    provider: str,
    registry: str,
    login: str,
    name: str,
    password: str = "",
) -> tuple[Founded | None, list[Finding]]:
    """Found a provider and let its first administrator in.

    Findings as of ``judge_founding``, and ``provider.known``.
    """
    findings = judge_founding(provider, registry, login, name, password)
    with store.door() as connection:
        if registry in providers_known(connection):
            findings.append(Finding("provider.known", registry))
    if findings:
        return None, findings
    tenant = found_provider(store, provider.strip(), registry, at, COMMAND)
    actor = Actor(tenant, COMMAND)
    roles = (Role.ADMINISTRATOR,)
    invited, findings = add_member(store, actor, at, login, name, roles, everywhere=True)
    if invited is None:
        return None, findings
    if password and invited.secret:
        findings = set_password_of(store, actor, at, invited.account, password)
        return Founded(tenant, invited.account, ""), findings
    return Founded(tenant, invited.account, invited.secret), []


def set_password_of(
    store: Store, actor: Actor, at: datetime, account: str, password: str
) -> list[Finding]:
    """Set somebody's password, by the operator at the machine itself; every login of theirs ends.

    Findings: ``access.no_member``, ``sign_in.busy``, and those of ``judge_password``.
    """
    with store.read(actor, at) as unit:
        member = members_of(unit).get(account)
    if member is None:
        return [Finding("access.no_member", account)]
    findings = judge_password(password, member.login, member.name)
    if findings:
        return findings
    try:
        kept = hash_password(password)
    except BusyError:
        return [BUSY]
    with store.write(actor, at) as unit:
        set_password(unit.connection, account, kept)
        end_logins(unit.connection, account)
        unit.note("reset password", f"account/{account}")
    return []


def which_provider(store: Store, registry: str) -> tuple[int | None, list[Finding]]:
    """Number of the provider of a registry code, or of the only one there is.

    Findings: ``provider.unknown``, ``provider.which``, ``provider.none``.
    """
    with store.door() as connection:
        known = providers_known(connection)
    if registry:
        found_ = known.get(registry)
        return found_, [] if found_ is not None else [Finding("provider.unknown", registry)]
    if len(known) == 1:
        return next(iter(known.values())), []
    return None, [Finding("provider.which" if known else "provider.none", "")]


def account_of(store: Store, login: str) -> tuple[str | None, list[Finding]]:
    """The account of a login. Finding: ``access.no_member``."""
    with store.door() as connection:
        account = account_of_login(connection, login)
    return (account.id, []) if account else (None, [Finding("access.no_member", login)])
