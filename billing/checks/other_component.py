"""A02: billed as another component, at its price."""

from collections.abc import Iterator

from billing.joining import NONE, Ints
from billing.kinds import Kind
from billing.pairs import Pairs, Part, parts_where


def account_for_component(pairs: Pairs, rest: Ints) -> Iterator[Part]:
    """The whole difference of a row that names another component than the meeting had."""
    theirs = pairs.rows.component
    told = (rest != 0) & (theirs != NONE) & (theirs != pairs.lines.component)
    yield from parts_where(Kind.A02, told, rest, found=pairs.net, wanted=pairs.lines.net)
