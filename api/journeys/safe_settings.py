"""What an operator set that would let somebody listen: refused before anything is opened."""

from urllib.parse import urlsplit

from api.settings import Settings
from api.store.ways import can_be_listened_to, is_of_this_machine
from domain.finding import Finding


def judge_settings(settings: Settings) -> list[Finding]:
    """Ways to other machines that are not sealed.

    Findings: ``house.open_database``, ``house.open_executor`` (both may be over a network of their
    own), ``house.open_site``, ``house.open_service`` (never).
    """
    found = []
    if not settings.own_network:
        if can_be_listened_to(settings.database_url):
            found.append(Finding("house.open_database", ""))
        if not is_of_this_machine(_host(settings.executor)):
            found.append(Finding("house.open_executor", settings.executor))
    for name, address in (("site", settings.public_url), ("service", settings.oidc_issuer)):
        if address and not _is_sealed(address):
            found.append(Finding(f"house.open_{name}", address))
    return found


def _is_sealed(address: str) -> bool:
    return urlsplit(address).scheme == "https" or is_of_this_machine(_host(address))


def _host(address: str) -> str:
    """The host of an address; none in what names only processes of this machine."""
    return (urlsplit(address).hostname or "") if "//" in address else ""
