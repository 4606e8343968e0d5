"""The way to a database: on this machine, or over a network where others could listen."""

from ipaddress import ip_address

import sqlalchemy as sa

from api.store.engine import POSTGRESQL

SAFE = "verify-full"
"""The only way of the PostgreSQL client that checks whom it speaks to (``sslmode``)."""


def is_of_this_machine(host: str) -> bool:
    """Whether a name or an address of a host, or the folder of a socket, leads nowhere else."""
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def can_be_listened_to(address: str) -> bool:
    """Whether what is said to a database goes to another machine unsealed or to whoever answers."""
    url = sa.make_url(address)
    if url.get_backend_name() != POSTGRESQL:
        return False
    told = {name: value if isinstance(value, str) else ",".join(value)
            for name, value in url.query.items()}  # fmt: skip
    hosts = (url.host or "", told.get("host", ""), told.get("hostaddr", ""))
    named = [one for host in hosts for one in host.split(",") if one]
    elsewhere = "service" in told or not all(map(is_of_this_machine, named))
    return elsewhere and told.get("sslmode") != SAFE
