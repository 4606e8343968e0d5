"""T04, T05: a higher or a lower price than that of the list."""

from collections.abc import Iterator

from billing.joining import Ints
from billing.kinds import Kind
from billing.pairs import Pairs, Part, parts_where
from billing.sides import SUM


def account_for_price(pairs: Pairs, rest: Ints) -> Iterator[Part]:
    """What is left where the row tells minutes or a price; a mere amount explains nothing."""
    figures = (pairs.rows.unit_price != 0) & (pairs.rows.unit != SUM)
    told = pairs.priced & ((pairs.minutes >= 0) | figures)
    facts = {"found": pairs.net, "wanted": pairs.lines.net}
    yield from parts_where(Kind.T04, told & (rest > 0), rest, **facts)
    yield from parts_where(Kind.T05, told & (rest < 0), rest, **facts)
