"""D07: a category or a rate of VAT that the seller or the service does not have."""

from collections.abc import Iterator

from billing.joining import NONE
from billing.kinds import Kind
from billing.pairs import Pairs, Part, parts_where
from billing.rounding import half_away
from billing.vat import HUNDREDTHS


def mark_vat(pairs: Pairs) -> Iterator[Part]:
    """VAT told of a row that is not the VAT of its line; at stake is the VAT that is too much."""
    lines, rows = pairs.lines, pairs.rows
    told = (rows.vat_category != NONE) & (lines.vat_category != NONE)
    wrong = told & ((rows.vat_category != lines.vat_category) | (rows.vat_rate != lines.vat_rate))
    more = half_away(pairs.net * rows.vat_rate, HUNDREDTHS)
    more -= half_away(pairs.net * lines.vat_rate, HUNDREDTHS)
    yield from parts_where(Kind.D07, wrong, more, found=rows.vat_rate, wanted=lines.vat_rate)
