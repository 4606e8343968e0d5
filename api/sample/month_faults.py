"""Errors planted into a partner's invoices: what goes wrong when a month is billed by hand.

Each is a small function that takes the invoices and changes one line or document, and says what a
comparison must find there. ``FAULTS`` lists them; a month without a fitting line passes one over.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from api.sample.month_desk import Desk, Planted
from api.sample.month_invoices import RightMonth, renumbered
from billing.invoice import Invoice, Line, group_vat
from billing.kinds import Kind
from billing.papers import rows_of
from billing.prices import Price
from billing.tables import E4
from billing.vat import VatGroup
from domain.money import price_of
from domain.session import Outcome

CENT_E4 = 100
ACADEMIC, HOUR = 45, 60
VAT_OFF = 99


Fault = Callable[[Desk], None]


def _priced(line: Line, price: int, minutes: int, base: int) -> Line:
    """A line at another price, length or unit."""
    return replace(
        line,
        quantity=minutes * E4,
        unit_price=price * CENT_E4,
        base=base,
        net=price_of(price, minutes, base),
        shares=(),
    )


def _individual(line: Line, row: Any) -> bool:
    return bool(row.activity == "individual" and line.unit == "min" and line.vat_rate == 0)


def bill_twice(desk: Desk) -> None:
    """The same line twice on an invoice."""
    found = desk.one(_individual)
    if found:
        programme, _, line = found
        desk.add(programme, line, Kind.U01, line.net)


def take_hour_for_academic_hour(desk: Desk) -> None:
    """Academic hours counted as hours."""
    found = desk.one(lambda line, row: _individual(line, row) and line.base == ACADEMIC)
    if found:
        programme, at, line = found
        wrong = _priced(line, line.unit_price // CENT_E4, line.minutes, HOUR)
        desk.put(programme, at, wrong, Kind.Q03, wrong.net - line.net)


def ask_old_price(desk: Desk) -> None:
    """The price of before the last change."""
    old: dict[tuple[str, str, str], Price] = {
        (price.component, price.activity, price.beneficiary): price
        for price in desk.prices
        if price.until is not None and price.until < desk.month
    }

    def fits(line: Line, row: Any) -> bool:
        known = (line.component, line.activity, str(row.beneficiary)) in old
        return _individual(line, row) and known and line.base == HOUR

    found = desk.one(fits)
    if found:
        programme, at, line = found
        beneficiary = str(desk.rows[line.object].beneficiary)
        price = old[line.component, line.activity, beneficiary]
        wrong = _priced(line, price.cents, line.minutes, line.base)
        desk.put(programme, at, wrong, Kind.T01, wrong.net - line.net)


def _bill_unbilled(desk: Desk, kind: Kind, *outcomes: Outcome) -> None:
    """Bill a meeting of which nothing is due, as if it had been held."""
    names = {outcome.value for outcome in outcomes}
    billed = {line.component: (p, line) for p, _, line in desk.lines(_individual)}
    for row in desk.rows.values():
        fits = row.component in billed and row.beneficiary == "person"
        if str(row.outcome) in names and row.line not in desk.touched and fits:
            programme, like = billed[row.component]
            if desk.rows[like.object].beneficiary != "person":
                continue
            line = _priced(like, like.unit_price // CENT_E4, int(row.minutes), like.base)
            day = date.fromordinal(int(row.day))
            said = line.said.split(",")[0] + f", {day:%d.%m.%Y}"
            line = replace(
                line,
                object=row.line,
                client=str(row.client),
                worker=str(row.worker),
                first=day,
                last=day,
                said=said,
            )
            desk.add(programme, line, kind, line.net)
            return


def bill_cancelled(desk: Desk) -> None:
    """A cancelled meeting."""
    cancelled = (Outcome.CANCELLED_IN_TIME, Outcome.CANCELLED_LATE, Outcome.CANCELLED_BY_PROVIDER)
    _bill_unbilled(desk, Kind.P07, *cancelled)


def bill_no_show(desk: Desk) -> None:
    """A meeting to which the client did not come."""
    _bill_unbilled(desk, Kind.P08, Outcome.NO_SHOW)


def bill_planned(desk: Desk) -> None:
    """A meeting of which nobody has told that it was held."""
    _bill_unbilled(desk, Kind.P05, Outcome.PLANNED)


def name_other_client(desk: Desk) -> None:
    """Another client's name on a line."""
    found = desk.one(_individual)
    if found:
        programme, at, line = found
        others = sorted({one.client for _, _, one in desk.lines(_individual)} - {line.client})
        desk.put(programme, at, replace(line, client=others[0]), Kind.A01, 0)


def forget_ceilings(desk: Desk) -> None:
    """Lines that a ceiling cuts, billed in full: beyond the units and beyond the year."""
    columns = {"over_units": Kind.E04, "over_year": Kind.E05}
    cut = {str(row.line): row for row in rows_of(desk.right.priced)}
    for programme, invoice in sorted(desk.invoices.items()):
        for at, line in enumerate(invoice.lines):
            for column, kind in columns.items():
                over = int(getattr(cut[line.object], column)) if line.object in cut else 0
                if over and line.object not in desk.touched:
                    whole = replace(line, net=line.net + over, allowances=(), shares=())
                    desk.put(programme, at, whole, kind, over)


def miss_a_cent(desk: Desk) -> None:
    """A line whose sum is a cent more than its own price and quantity make."""
    found = desk.one(_individual)
    if found:
        programme, at, line = found
        desk.put(programme, at, replace(line, net=line.net + 1, shares=()), Kind.D05, 1)


def bill_group_as_individual(desk: Desk) -> None:
    """A member of a group at the price of a meeting alone."""
    alone = {price.component: price for price in desk.prices if price.activity == "individual"}
    found = desk.one(
        lambda line, row: bool(
            line.unit == "min" and row.activity == "group" and line.component in alone
        )
    )
    if found:
        programme, at, line = found
        price = alone[line.component]
        wrong = _priced(line, price.cents, line.minutes, price.unit_minutes)
        desk.put(
            programme, at, replace(wrong, activity="individual"), Kind.Q04, wrong.net - line.net
        )


def leave_a_line_out(desk: Desk) -> None:
    """A meeting that was held and is not billed."""
    found = desk.one(_individual)
    if found:
        programme, at, line = found
        desk.invoices[programme] = renumbered(desk.invoices[programme], [at])
        desk.tell(programme, Kind.P03, line.object, -line.net)


def count_too_many_minutes(desk: Desk) -> None:
    """A quarter of an hour more than was delivered."""
    found = desk.one(lambda line, row: _individual(line, row) and line.base == HOUR)
    if found:
        programme, at, line = found
        price = line.unit_price // CENT_E4
        wrong = _priced(line, price, line.minutes + 15, line.base)
        desk.put(programme, at, wrong, Kind.Q01, wrong.net - line.net)


def bill_other_month(desk: Desk) -> None:
    """A meeting of this month with a day of the month before."""
    found = desk.one(_individual)
    if found:
        programme, at, line = found
        day = desk.month - timedelta(days=5)
        desk.put(programme, at, replace(line, first=day, last=day), Kind.A04, 0)


def bill_the_unknown(desk: Desk) -> None:
    """A line of which nothing is known: no such meeting."""
    found = desk.one(_individual)
    if found:
        programme, _, line = found
        day = line.first + timedelta(days=1)
        ghost = replace(line, object="M9999/C999", client="C999", first=day, last=day)
        ghost = _priced(ghost, line.unit_price // CENT_E4, 3 * HOUR, line.base)
        desk.add(programme, ghost, Kind.P04, ghost.net)


def bill_on_another(desk: Desk) -> None:
    """The same line on another invoice as well."""
    found = desk.one(_individual)
    if found:
        programme, _, line = found
        whole = desk.invoices[programme]
        other = replace(whole, number=f"{whole.number}-L", lines=(line,))
        desk.extra.append(renumbered(other))
        desk.touched.add(line.object)
        desk.planted.append(Planted(Kind.U02, other.document, line.object, line.net))


FAULTS: tuple[Fault, ...] = (
    forget_ceilings,
    bill_group_as_individual,
    take_hour_for_academic_hour,
    ask_old_price,
    count_too_many_minutes,
    bill_cancelled,
    bill_no_show,
    bill_planned,
    bill_twice,
    name_other_client,
    miss_a_cent,
    leave_a_line_out,
    bill_other_month,
    bill_the_unknown,
    bill_on_another,
)


def plant_faults(
    right: RightMonth, prices: tuple[Price, ...], month: date
) -> tuple[tuple[Invoice, ...], tuple[Planted, ...]]:
    """Every error once: the wrong invoices, and what must be found.

    Last of all the VAT of the first invoice that asks any is off by 99 cents, which the official
    rules of e-invoices let pass.
    """
    rows = {str(row.line): row for row in rows_of(right.attended)}
    desk = Desk(right, prices, month, dict(right.invoices), rows=rows)
    for fault in FAULTS:
        fault(desk)
    sent = [_with_totals(invoice) for _, invoice in sorted(desk.invoices.items())]
    sent += [_with_totals(invoice) for invoice in desk.extra]
    for at, invoice in enumerate(sent):
        taxed = [group for group in invoice.vat if group.rate]
        if taxed:
            wrong = replace(taxed[0], vat=taxed[0].vat + VAT_OFF)
            groups: tuple[VatGroup, ...] = (wrong, *(g for g in invoice.vat if g is not taxed[0]))
            sent[at] = replace(invoice, vat=tuple(sorted(groups, key=lambda g: g.category)))
            desk.planted.append(Planted(Kind.D08, invoice.document, "", VAT_OFF))
            break
    return tuple(sent), tuple(desk.planted)


def _with_totals(invoice: Invoice) -> Invoice:
    whole = renumbered(invoice)
    return replace(whole, vat=group_vat(whole.lines))
