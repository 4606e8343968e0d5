"""Everything that we write passes the schemas, EN 16931 and Peppol BIS Billing 3.0.

``EINVOICE_DOCUMENTS`` is how many random documents are judged (500 cost about 20 seconds of
processor time).
"""

import os
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from billing.einvoice import validate, validate_many, write, write_earve
from billing.invoice import Allowance, Invoice
from tests.billing.einvoice.oracle import judge
from tests.billing.einvoice.papers import UNREGISTERED, draw_months, make_invoice, make_line

DOCUMENTS = int(os.environ.get("EINVOICE_DOCUMENTS", "100"))


def test_random_months_pass_schema_european_rules_and_peppol() -> None:
    for invoice in draw_months(2026, DOCUMENTS):
        data = write(invoice)
        assert validate(data, invoice.number) == ()
        assert judge(data) == ("valid", [])


def test_random_months_keep_the_form_of_e_arve() -> None:
    invoices = draw_months(2027, DOCUMENTS)
    assert validate(write_earve(invoices), "all.xml") == ()


def capped() -> Invoice:
    line = make_line(1, 90, 3500, net=5000, allowances=(Allowance(2000, "Üle kuu piirhinna"),))
    return make_invoice([line])


def late() -> Invoice:
    line = make_line(1, 45, 3500, first=date(2026, 9, 14), last=date(2026, 9, 14))
    return replace(make_invoice([line]), first=date(2026, 9, 1))


def outside_vat() -> Invoice:
    line = make_line(1, 45, 3500, vat_category="O")
    return replace(make_invoice([line], UNREGISTERED), exemption="Ei ole KM-kohustuslane")


def taxed() -> Invoice:
    lines = [make_line(1, 45, 3333, vat_category="S", vat_rate=2400), make_line(2, 45, 3500)]
    return make_invoice(lines)


def without_account() -> Invoice:
    invoice = outside_vat()
    return replace(invoice, seller=replace(invoice.seller, iban=""))


def by_vat_number() -> Invoice:
    invoice = make_invoice([make_line(1, 45, 3500)])
    return replace(invoice, buyer=replace(invoice.buyer, scheme="9931"))


@pytest.mark.parametrize("make", [capped, late, outside_vat, taxed, without_account, by_vat_number])
def test_each_special_case_passes(make: Callable[[], Invoice]) -> None:
    invoice = make()
    assert validate(write(invoice)) == ()
    assert judge(write(invoice)) == ("valid", [])
    assert validate(write(invoice, "earve")) == ()


def test_a_seller_outside_vat_names_no_vat_number() -> None:
    text = write(outside_vat()).decode()
    assert "PartyTaxScheme" not in text
    assert "<cbc:Percent>" not in text
    assert "VATRegNumber" not in write(outside_vat(), "earve").decode()


def test_the_official_rules_are_really_asked() -> None:
    text = write(make_invoice([make_line(1, 45, 3500)])).decode()
    reason = "<cbc:TaxExemptionReason>Maksuvaba käive (KMS § 16)</cbc:TaxExemptionReason>"
    findings = validate(text.replace(reason, "").encode(), "x.xml")
    assert [(found.rule, found.facts["id"]) for found in findings] == [("D02", "BR-E-10")]
    assert findings[0].where is not None
    assert findings[0].where.file == "x.xml"


def test_a_breach_of_the_schema_is_told_with_its_line() -> None:
    text = write(make_invoice([make_line(1, 45, 3500)])).decode()
    findings = validate(text.replace("cbc:ProfileID", "cbc:Unheard").encode(), "x.xml")
    assert findings[0].rule == "D02"
    assert findings[0].where is not None
    assert findings[0].where.row == 4


def test_a_pool_gives_the_same_verdicts() -> None:
    good = write(make_invoice([make_line(1, 45, 3500)]))
    files = [("good.xml", good), ("bad.xml", good.replace(b"<cbc:Name>", b"<cbc:Nome>", 1))]
    alone, pooled = validate_many(files), validate_many(files, workers=2)
    assert [len(found) > 0 for found in alone] == [False, True]
    assert pooled == alone
