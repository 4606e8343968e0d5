"""D05: quantity, price and allowance of a line do not make its net."""

from collections.abc import Iterator

from billing.joining import Ints
from billing.kinds import Kind
from billing.pairs import Pairs, Part, parts_where


def account_for_paper(pairs: Pairs, rest: Ints) -> Iterator[Part]:
    """What a row states beyond what it makes itself, to the cent (official rules let 2 pass)."""
    off = pairs.rows.net - pairs.rows.made
    told = (off != 0) & (pairs.net == pairs.rows.net) & (rest != 0)
    yield from parts_where(Kind.D05, told, off, found=pairs.rows.net, wanted=pairs.rows.made)


def mark_paper(pairs: Pairs) -> Iterator[Part]:
    """A row that states the net that is due, but other figures before it."""
    off = pairs.rows.net - pairs.rows.made
    told = (off != 0) & (pairs.net == pairs.lines.net)
    yield from parts_where(Kind.D05, told, off, found=pairs.rows.net, wanted=pairs.rows.made)
