"""Credit notes: stored cents given back, never worked out anew.

Whatever is given back of a line, and however often, comes to no more than the line; the last
credit note gives back exactly what is left, of the line, of each funder and of the VAT.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from billing.invoice import Invoice, Line, Share, vat_on
from billing.kinds import Kind
from billing.numbering import Counters, next_number
from billing.tables import E4
from billing.vat import VatGroup
from domain.finding import Fact, Finding, Unit
from domain.money import price_of

SUM = "sum"
_CENT_E4 = 100


@dataclass(frozen=True, slots=True)
class Credited:
    """A credit note and the counters to be saved with it; without one, the reasons."""

    note: Invoice | None
    counters: Counters
    findings: tuple[Finding, ...] = ()


def credit(
    original: Invoice,
    before: Sequence[Invoice],
    issued: date,
    series: str,
    counters: Counters,
    take: Mapping[str, int] | None = None,
    quantities: Mapping[str, int] | None = None,
) -> Credited:
    """Give back of an invoice: cents by number of line, or all that is left of every line.

    ``before`` holds the credit notes that the invoice has already. ``quantities`` are
    ten-thousandths of a line's unit that its cents stand for (see ``cents_of``): where they make
    the cents at the line's price, the note's line bears them, else it is a mere sum. Nothing is
    written where anything is wrong: D11 the invoice is no invoice or a line is not its own, D12
    more than is left of a line, D13 nothing is left at all.
    """
    left = remaining(original, before)
    asked = {n: cents for n, cents in left.items() if cents} if take is None else dict(take)
    findings = tuple(_refusals(original, left, asked))
    if findings:
        return Credited(None, counters, findings)
    given = next_number(counters, original.seller.registry, series)
    sizes = quantities or {}
    lines = tuple(
        _line(line, asked[line.number], left[line.number], before, sizes.get(line.number, 0))
        for line in original.lines
        if line.number in asked
    )
    note = replace(
        original,
        number=given.number,
        kind="credit",
        issued=issued,
        due=None,
        lines=lines,
        vat=tuple(_vat(original, before, lines)),
        corrects=original.number,
        corrects_issued=original.issued,
    )
    return Credited(note, given.counters)


def remaining(original: Invoice, before: Sequence[Invoice]) -> dict[str, int]:
    """Cents left of each line, by its number, after the credit notes there are."""
    left = {line.number: line.net for line in original.lines}
    for note in before:
        for line in note.lines:
            left[line.number] -= line.net
    return left


def quantity_left(line: Line, before: Sequence[Invoice]) -> int:
    """Ten-thousandths of a line's unit that no credit note bears; mere sums take none away."""
    given = (mine for note in before for mine in note.lines if mine.number == line.number)
    return line.quantity - sum(mine.quantity for mine in given if mine.unit == line.unit)


def cents_of(line: Line, quantity: int, left: int, before: Sequence[Invoice]) -> int:
    """Cents of a part of a line (ten-thousandths of its unit), of which ``left`` cents are left.

    The part of the stored net, rounded once; the last part is whatever is left of the line.
    """
    if quantity == quantity_left(line, before):
        return left
    return price_of(line.net, quantity, line.quantity)


def _refusals(
    original: Invoice, left: Mapping[str, int], asked: Mapping[str, int]
) -> Iterator[Finding]:
    if original.kind != "invoice":
        yield Finding(Kind.D11.value, original.document, {"kind": original.kind})
    if not asked:
        yield Finding(Kind.D13.value, original.document)
    for number, cents in asked.items():
        facts: dict[str, Fact] = {"line": number, "asked": cents, "left": left.get(number, 0)}
        if number not in left:
            yield Finding(Kind.D11.value, original.document, facts, cents, Unit.CENTS)
        elif not 0 < cents <= left[number]:
            over = cents - left[number]
            yield Finding(Kind.D12.value, original.document, facts, over, Unit.CENTS)


def _line(line: Line, cents: int, left: int, before: Sequence[Invoice], quantity: int) -> Line:
    """A whole line as it is stored; part of one by its price, or else as a mere sum."""
    if cents == line.net:
        return line
    shares = tuple(_shares(line, cents, left, before))
    if quantity and not line.allowances and cents == _priced(line, quantity):
        return replace(line, quantity=quantity, net=cents, shares=shares)
    return replace(
        line,
        quantity=E4,
        unit=SUM,
        base=0,
        unit_price=cents * _CENT_E4,
        net=cents,
        allowances=(),
        shares=shares,
    )


def _priced(line: Line, quantity: int) -> int:
    """Cents of a quantity at the line's price."""
    return price_of(line.unit_price, quantity, E4 * _CENT_E4 * (line.base or 1))


def _shares(line: Line, cents: int, left: int, before: Sequence[Invoice]) -> Iterator[Share]:
    """Cents of each funder: by what is left of each, largest remainder first."""
    owed = {share.funder: share.cents for share in line.shares}
    if not owed:
        return
    earlier = (mine for note in before for mine in note.lines if mine.number == line.number)
    for given in (share for mine in earlier for share in mine.shares):
        owed[given.funder] -= given.cents
    parts = {funder: divmod(cents * cents_left, left) for funder, cents_left in owed.items()}
    short = cents - sum(whole for whole, _ in parts.values())
    first = sorted(parts, key=lambda funder: -parts[funder][1])[:short]
    for funder, (whole, _) in parts.items():
        yield Share(funder, whole + (funder in first))


def _vat(original: Invoice, before: Sequence[Invoice], lines: Sequence[Line]) -> Iterator[VatGroup]:
    """VAT of each group: that of all given back so far, less that of the notes before."""
    for group in original.vat:
        key = (group.category, group.rate)
        net = sum(line.net for line in lines if (line.vat_category, line.vat_rate) == key)
        if not any((line.vat_category, line.vat_rate) == key for line in lines):
            continue
        earlier = [g for note in before for g in note.vat if (g.category, g.rate) == key]
        past = sum(g.net for g in earlier)
        paid = sum(g.vat for g in earlier)
        whole = past + net == group.net
        vat = (group.vat if whole else vat_on(past + net, group.rate)) - paid
        yield VatGroup(group.category, group.rate, net, vat)
