"""One's own logins and codes for emergencies: seen, ended, made; each after showing who one is.

Whoever found a browser open may look; to end another login or to get codes they would need the
password or the telephone as well.
"""

from dataclasses import dataclass, field
from datetime import datetime

from api.journeys.account_record import on_record
from api.journeys.own_account import WRONG_CODE, prove_by_password
from api.journeys.sign_in import OVER, leave_to_try, use_code
from api.security.recovery import digest_of_code, new_recovery_codes
from api.security.second_factor import FIGURES
from api.store.accounts import set_recovery
from api.store.failures import forget_account, give_back
from api.store.logins import (
    Browser,
    Login,
    Stage,
    browser_id,
    browsers_of,
    end_browser,
    find_login,
    is_still_there,
)
from api.store.unit import Store
from domain.finding import Finding


@dataclass(frozen=True, slots=True)
class OwnLogins:
    """Where somebody is in."""

    here: str
    """Id of the login that asks."""
    browsers: tuple[Browser, ...]
    codes_left: int
    """Codes for emergencies that were not used."""


@dataclass(frozen=True, slots=True)
class MadeCodes:
    """Codes for emergencies: told now and never again."""

    codes: tuple[str, ...] = field(repr=False)


def list_logins(store: Store, at: datetime, cookie: str) -> tuple[OwnLogins | None, list[Finding]]:
    """Where somebody is in now, the last seen first. Finding: ``sign_in.over``."""
    with store.door() as connection:
        login = find_login(connection, cookie, at)
        if login is None or login.stage is not Stage.OPEN:
            return None, [OVER]
        browsers = tuple(browsers_of(connection, login.account.id, at))
    left = len(login.account.recovery)
    return OwnLogins(browser_id(login.sha256), browsers, left), []


def end_one_login(
    store: Store, at: datetime, cookie: str, browser: str, proof: str, address: str
) -> list[Finding]:
    """End one of one's logins by its id; ``proof``: the password, or a code of the telephone.

    Findings: ``sign_in.over``, ``sign_in.wait``, ``sign_in.busy``, ``sign_in.code``,
    ``password.wrong``, ``login.unknown``.
    """
    login, found = _prove(store, at, cookie, proof, address)
    if login is None:
        return found
    with on_record(store, at, login.account.id, login.places) as record:
        if not is_still_there(record.connection, login):
            return [OVER]
        if not end_browser(record.connection, login.account.id, browser):
            return [Finding("login.unknown", browser)]
        record.action = "end login"
    return []


def make_recovery_codes(
    store: Store, at: datetime, cookie: str, proof: str, address: str
) -> tuple[MadeCodes | None, list[Finding]]:
    """Codes in place of a lost telephone, each good once; those made before are void.

    Findings as of ``end_one_login``; ``sign_in.no_second_factor``: there is no telephone to lose.
    """
    login, found = _prove(store, at, cookie, proof, address)
    if login is None:
        return None, found
    if login.account.second_factor is None:
        return None, [Finding("sign_in.no_second_factor", "")]
    codes = new_recovery_codes()
    with on_record(store, at, login.account.id, login.places) as record:
        if not is_still_there(record.connection, login):
            return None, [OVER]
        set_recovery(record.connection, login.account.id, map(digest_of_code, codes))
        record.action = "make recovery codes"
    return MadeCodes(codes), []


def _prove(
    store: Store, at: datetime, cookie: str, proof: str, address: str
) -> tuple[Login | None, list[Finding]]:
    """The login of a cookie whose person has shown once more who they are."""
    with store.door() as connection:
        login = find_login(connection, cookie, at)
    if login is None or login.stage is not Stage.OPEN:
        return None, [OVER]
    counters, wait = leave_to_try(store, at, login.account.login, address)
    if wait:
        return None, [wait]
    figures = "".join(proof.split())
    if len(figures) == FIGURES and login.account.second_factor is not None:
        with store.door(writes=True) as connection:
            doubt = None if use_code(connection, store, login.account, figures, at) else WRONG_CODE
    else:
        doubt = prove_by_password(login, at, proof)
    if doubt:
        return None, [doubt]
    with store.door(writes=True) as connection:
        forget_account(connection, counters[0])
        give_back(connection, counters[1])
    return login, []
