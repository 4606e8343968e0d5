"""What an operator set that would let somebody listen: refused before anything is opened."""

from urllib.parse import urlsplit

from api.settings import Settings
from api.store.ways import can_be_listened_to, is_of_this_machine
from domain.finding import Finding
from scenarios.executor import NEEDS_TLS, read_engine


def judge_settings(settings: Settings) -> list[Finding]:
    """Ways to other machines that are not sealed.

    Findings: ``house.open_database`` (unless it is over a network of its own),
    ``executor.needs_tls``, ``house.open_site``, ``house.open_service``.
    """
    _, found = read_engine(settings.executor)
    found = [one for one in found if one.rule == NEEDS_TLS]
    if not settings.own_network and can_be_listened_to(settings.database_url):
        found.append(Finding("house.open_database", ""))
    for name, address in (("site", settings.public_url), ("service", settings.oidc_issuer)):
        if address and not _is_sealed(address):
            found.append(Finding(f"house.open_{name}", address))
    return found


def _is_sealed(address: str) -> bool:
    return urlsplit(address).scheme == "https" or is_of_this_machine(_host(address))


def _host(address: str) -> str:
    return urlsplit(address).hostname or ""
