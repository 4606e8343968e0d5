from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import hypothesis.strategies as st
from hypothesis import given, settings

from billing.credit import Credited, cents_of, credit, quantity_left, remaining
from billing.einvoice import read, validate, write
from billing.invoice import Allowance, Invoice, Share
from billing.papers import to_tables
from tests.billing.einvoice.oracle import judge
from tests.billing.einvoice.papers import draw_months, make_invoice, make_line
from tests.billing.einvoice.same import differences

LATER = date(2027, 1, 8)
SHARES = (Share("AMIF", 2625), Share("Ministry", 875))
INVOICE = make_invoice([make_line(1, 45, 3500, shares=SHARES), make_line(2, 50, 3500)])


def give_back(
    take: dict[str, int] | None = None, before: Sequence[Invoice] = (), of: Invoice = INVOICE
) -> Credited:
    return credit(of, before, LATER, "KR26-", {}, take)


def note_of(found: Credited) -> Invoice:
    assert found.note is not None, found.findings
    return found.note


def test_a_whole_invoice_is_given_back_with_the_cents_it_has() -> None:
    note = note_of(give_back())
    assert (note.kind, note.number, note.corrects) == ("credit", "KR26-0001", "TP26-0001")
    assert note.lines == INVOICE.lines
    assert (note.net, note.vat) == (INVOICE.net, INVOICE.vat)


def test_stored_cents_are_copied_even_where_they_are_wrong() -> None:
    wrong = replace(INVOICE, lines=(replace(INVOICE.lines[0], net=3499, shares=()),))
    assert note_of(give_back(of=wrong)).lines[0].net == 3499


def test_stored_vat_is_given_back_even_where_it_is_wrong() -> None:
    group = INVOICE.vat[0]
    wrong = replace(INVOICE, vat=(replace(group, category="S", rate=2400, vat=1000),))
    lines = tuple(replace(line, vat_category="S", vat_rate=2400) for line in INVOICE.lines)
    wrong = replace(wrong, lines=lines)
    first = note_of(give_back({"1": 3500}, of=wrong))
    rest = note_of(give_back(before=[first], of=wrong))
    assert first.tax == 840
    assert first.tax + rest.tax == 1000


def test_more_than_is_left_is_refused() -> None:
    first = note_of(give_back({"1": 1000}))
    found = give_back({"1": 2501}, [first])
    assert found.note is None
    assert [(each.rule, each.amount) for each in found.findings] == [("D12", 1)]


def test_a_refusal_takes_no_number() -> None:
    assert give_back({"1": 3501}).counters == {}


def test_an_invoice_given_back_is_not_given_back_again() -> None:
    assert [each.rule for each in give_back(before=[note_of(give_back())]).findings] == ["D13"]


def test_a_line_of_another_invoice_is_refused() -> None:
    assert [each.rule for each in give_back({"9": 1}).findings] == ["D11"]


def test_a_credit_note_is_not_credited() -> None:
    assert [each.rule for each in give_back(of=note_of(give_back())).findings] == ["D11"]


def test_part_of_a_line_is_a_sum_with_the_shares_of_its_funders() -> None:
    line = note_of(give_back({"1": 1000})).lines[0]
    assert (line.unit, line.quantity, line.unit_price) == ("sum", 10_000, 100_000)
    assert line.shares == (Share("AMIF", 750), Share("Ministry", 250))


def test_credit_notes_pass_the_official_rules_and_come_back_minus() -> None:
    for note in (note_of(give_back()), note_of(give_back({"2": 1}))):
        data = write(note)
        assert validate(data) == ()
        assert judge(data) == ("valid", [])
        assert "381" in data.decode()
        back = read(data)
        assert back.documents["net"].tolist() == [-note.net]
        assert differences(to_tables([note]), back) == []


def test_part_of_a_quantity_keeps_unit_and_price_where_they_make_the_cents() -> None:
    whole = INVOICE.lines[1]
    cents = cents_of(whole, 150_000, whole.net, [])
    assert (whole.quantity, cents) == (500_000, 1167)
    first = note_of(credit(INVOICE, [], LATER, "KR26-", {}, {"2": cents}, {"2": 150_000}))
    (line,) = first.lines
    assert (line.quantity, line.unit, line.unit_price) == (150_000, "min", whole.unit_price)
    assert validate(write(first)) == ()
    assert quantity_left(whole, [first]) == 350_000
    assert cents_of(whole, 350_000, whole.net - cents, [first]) == whole.net - cents


def test_part_of_a_line_that_a_ceiling_cut_is_a_sum_of_what_was_asked() -> None:
    cut = replace(INVOICE.lines[1], allowances=(Allowance(1889, "ceiling"),), net=2000)
    original = replace(INVOICE, lines=(cut,))
    cents = cents_of(cut, 100_000, 2000, [])
    assert cents == 400, "a fifth of what was asked, not of the price"
    (line,) = note_of(credit(original, [], LATER, "KR26-", {}, {"2": cents}, {"2": 100_000})).lines
    assert (line.unit, line.net, line.allowances) == ("sum", 400, ())


@given(st.integers(0, 10**6), st.data())
@settings(max_examples=60, deadline=None)
def test_many_credits_together_give_back_the_invoice_to_the_cent(
    seed: int, data: st.DataObject
) -> None:
    original = draw_months(seed, 1)[0]
    notes: list[Invoice] = []
    for _ in range(4):
        left = {n: cents for n, cents in remaining(original, notes).items() if cents > 0}
        if not left:
            break
        number = data.draw(st.sampled_from(sorted(left)))
        part = data.draw(st.integers(1, left[number]))
        notes.append(note_of(credit(original, notes, LATER, "KR26-", {}, {number: part})))
    if any(remaining(original, notes).values()):
        notes.append(note_of(credit(original, notes, LATER, "KR26-", {})))
    assert sum(note.net for note in notes) == original.net
    assert sum(note.tax for note in notes) == original.tax
    assert _by_funder(notes) == _by_funder([original])
    assert all(share.cents >= 0 for note in notes for line in note.lines for share in line.shares)


def _by_funder(invoices: Sequence[Invoice]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for line in (line for invoice in invoices for line in invoice.lines):
        for share in line.shares:
            key = (line.number, share.funder)
            found[key] = found.get(key, 0) + share.cents
    return {key: cents for key, cents in found.items() if cents}
