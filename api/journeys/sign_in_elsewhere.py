"""Sign in through a service of others, such as the state's: to it, and back with who came."""

import logging
from datetime import datetime

from api.journeys.sign_in import SignedIn, sign_in_otherwise
from api.security.oidc import (
    Begun,
    ElsewhereError,
    Service,
    begin_elsewhere,
    finish_elsewhere,
)
from api.security.seal import Key
from api.settings import Settings
from api.store.accounts import account_of_identity
from api.store.unit import Store
from domain.finding import Finding

LOG = logging.getLogger("tugiplaan.access")
FAILED = Finding("sign_in.elsewhere_failed", "")
OFF = Finding("sign_in.elsewhere_off", "")
STRANGER = Finding("sign_in.stranger", "")
WAY_MOST = 200
BACK = "/api/v1/sign-in/elsewhere/back"
"""Our address, below the public one, to which the service sends people back."""


def service_of(settings: Settings) -> tuple[Service | None, list[Finding]]:
    """The service that the operator named; None where there is none.

    Finding: ``house.oidc``: named by halves, or its secret cannot be read.
    """
    if not settings.oidc_issuer:
        return None, []
    try:
        file = settings.oidc_secret_file
        secret = file.read_text("utf-8").strip() if file else ""
    except (OSError, UnicodeError):
        secret = ""
    if not secret or not settings.oidc_client_id or "openid" not in settings.oidc_scopes.split():
        return None, [Finding("house.oidc", settings.oidc_issuer)]
    return Service(
        settings.oidc_issuer,
        settings.oidc_client_id,
        secret,
        settings.public_url.rstrip("/") + BACK,
        settings.oidc_scopes,
        frozenset(settings.oidc_strong.split()),
        settings.oidc_rsa_bits,
    ), []


def go_elsewhere(
    store: Store, at: datetime, service: Service | None
) -> tuple[Begun | None, list[Finding]]:
    """Send somebody to the service. Findings: ``sign_in.elsewhere_off``, ``…_failed``."""
    if service is None:
        return None, [OFF]
    try:
        return begin_elsewhere(service, _key(store), at), []
    except ElsewhereError as fault:
        LOG.warning("sign-in elsewhere failed", extra={"reason": str(fault)})
        return None, [FAILED]


def come_back(
    store: Store, at: datetime, service: Service | None, ticket: str, query: str, cookie: str = ""
) -> tuple[SignedIn | None, list[Finding]]:
    """Let somebody in whom the service names, where an account is linked with that name.

    Where the service is sure enough (``Service.strong``), no second factor of ours is due.
    Findings: ``sign_in.elsewhere_off``, ``sign_in.elsewhere_failed``, ``sign_in.stranger``.
    """
    if service is None:
        return None, [OFF]
    try:
        known = finish_elsewhere(service, _key(store), at, ticket, query)
    except ElsewhereError as fault:
        LOG.warning("sign-in elsewhere failed", extra={"reason": str(fault)})
        return None, [FAILED]
    masters = store.masters
    with store.door() as connection:
        account = account_of_identity(connection, known.issuer, known.subject, masters)
    if account is None or account.disabled:
        return None, [STRANGER]
    way = " ".join(["oidc", known.acr, *known.amr])[:WAY_MOST]
    return sign_in_otherwise(
        store, at, account, way, strong=known.acr in service.strong, cookie=cookie
    )


def _key(store: Store) -> Key:
    return store.master.derive("sign-in elsewhere")
