"""What the official rules let through, and what of it arithmetic alone can find."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from billing.einvoice import validate, write
from billing.einvoice.figures import write_cents
from billing.invoice import Invoice, Line, group_vat
from domain.money import price_of
from tests.billing.einvoice.oracle import judge
from tests.billing.einvoice.papers import make_invoice, make_line


def plain() -> Invoice:
    lines = [make_line(n, 45 + n, 3500, vat_category="S", vat_rate=2400) for n in range(1, 6)]
    return make_invoice(lines)


def with_lines(invoice: Invoice, lines: tuple[Line, ...]) -> Invoice:
    """Other lines, and totals that go with them."""
    return replace(invoice, lines=lines, vat=group_vat(lines))


def a_cent_too_much(invoice: Invoice) -> Invoice:
    first, *rest = invoice.lines
    return with_lines(invoice, (replace(first, net=first.net + 1), *rest))


def vat_off(invoice: Invoice) -> Invoice:
    group = invoice.vat[0]
    return replace(invoice, vat=(replace(group, vat=group.vat + 99),))


def a_line_twice(invoice: Invoice) -> Invoice:
    return with_lines(invoice, (*invoice.lines, replace(invoice.lines[0], number="99")))


def an_hour_for_an_academic_hour(invoice: Invoice) -> Invoice:
    first, *rest = invoice.lines
    minutes = first.quantity // 10_000
    other = replace(first, base=60, net=price_of(3500, minutes, 60))
    return with_lines(invoice, (other, *rest))


def an_allowance_nobody_asked_for(invoice: Invoice) -> Invoice:
    first, *rest = invoice.lines
    return with_lines(invoice, (replace(first, net=first.net - 2), *rest))


@pytest.mark.parametrize(
    ("mutate", "found"),
    [
        (a_cent_too_much, [("D05", 1)]),
        (an_allowance_nobody_asked_for, [("D05", -2)]),
        (vat_off, [("D08", 99)]),
        (a_line_twice, []),
        (an_hour_for_an_academic_hour, []),
    ],
)
def test_official_rules_pass_it_and_our_arithmetic_finds_what_it_can(
    mutate: Callable[[Invoice], Invoice], found: list[tuple[str, int]]
) -> None:
    data = write(mutate(plain()))
    assert judge(data) == ("valid", [])
    findings = validate(data)
    assert [each for each in findings if each.rule == "D02"] == []
    assert [(each.rule, each.amount) for each in findings] == found


def test_the_same_faults_are_found_in_an_e_arve() -> None:
    data = write(a_cent_too_much(plain()), "earve")
    assert [(each.rule, each.amount) for each in validate(data)] == [("D05", 1)]
    data = write(vat_off(plain()), "earve")
    assert [(each.rule, each.amount) for each in validate(data)] == [("D08", 99)]


def test_a_total_that_is_not_that_of_the_lines_is_found_by_both() -> None:
    gross = write_cents(plain().gross)
    assert gross.endswith("7")
    data = write(plain()).replace(f">{gross}<".encode(), f">{gross[:-1]}8<".encode())
    rules = [each.rule for each in validate(data)]
    assert "D02" in rules
    assert "D06" in rules
