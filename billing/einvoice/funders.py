"""Who pays what of a line, in one text: AMIF=26.25; Ministry of the Interior=8.75."""

import re
from collections.abc import Iterator

from billing.einvoice.figures import write_cents
from billing.invoice import Line

_SHARE = re.compile(r"(.+)=(-?[0-9]{1,9}\.[0-9]{2})")


def write_funders(line: Line) -> str:
    """Funders of a line: one that pays all of it by name, others with their euros."""
    if len(line.shares) == 1 and line.shares[0].cents == line.net:
        return _plain(line.shares[0].funder)
    return "; ".join(f"{_plain(share.funder)}={write_cents(share.cents)}" for share in line.shares)


def read_funders(told: str, net: int) -> Iterator[tuple[str, int]]:
    """Funder and cents, as written above; a text of another kind names who pays all of it.

    Cents are minus where the line's are.
    """
    parts = [_SHARE.fullmatch(part.strip()) for part in told.split(";")]
    if not told:
        return
    if not all(parts):
        yield told, net
        return
    for part in parts:
        if part is not None:
            cents = int(part[2].replace(".", ""))
            yield part[1], -cents if net < 0 < cents else cents


def _plain(name: str) -> str:
    """A name without the two signs that part names from euros."""
    return name.replace(";", ",").replace("=", "-")
