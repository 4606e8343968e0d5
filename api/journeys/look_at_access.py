"""Who belongs to the provider and by which keys programs come in; somebody is shown the door."""

from collections.abc import Mapping

from api.store.accounts import account_of_id
from api.store.logins import end_logins
from api.store.members import Member, members_of
from api.store.unit import Unit
from domain.finding import Finding


def names_of_accounts(unit: Unit) -> dict[str, str]:
    """What those are called who act for the provider, by account."""
    return {one: member.name for one, member in members_of(unit).items()}


def look_at_member(unit: Unit, account: str) -> Member | None:
    """Somebody of the provider; None where there is nobody. The look is on record."""
    found: Mapping[str, Member] = members_of(unit)
    if account in found:
        unit.note("look", f"account/{account}")
    return found.get(account)


def sign_out_member(unit: Unit, account: str) -> list[Finding]:
    """End every login of somebody of the provider. Finding: ``access.no_member``."""
    if account not in members_of(unit) or account_of_id(unit.connection, account) is None:
        return [Finding("access.no_member", account)]
    ended = end_logins(unit.connection, account)
    unit.note("end logins", f"account/{account}", count=ended)
    return []
