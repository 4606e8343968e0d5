"""Files that are meant to harm, or are only broken, are refused soon and with a reason."""

import gzip
import io
import time
import zipfile

import pytest

from billing.einvoice import read, validate, write
from tests.billing.einvoice.papers import make_invoice, make_line

GOOD = write(make_invoice([make_line(1, 45, 3500)]))
BODY = GOOD.decode().partition("?>")[2]
NAMES = "urn:oasis:names:specification:ubl:schema:xsd:"
UBL = f"<Invoice xmlns='{NAMES}Invoice-2' xmlns:cac='{NAMES}CommonAggregateComponents-2'>".encode()
LAUGHS = "".join(
    f'<!ENTITY l{n} "{"&l" + str(n - 1) + ";" if n else "ha"}'
    f'{"&l" + str(n - 1) + ";" if n else ""}">'
    for n in range(40)
)


def why(data: bytes) -> object:
    """The reason for which nothing of a file is read."""
    found = read(data, "x.xml")
    assert len(found.documents) == 0
    assert [each.rule for each in found.findings] == ["D01"]
    assert validate(data, "x.xml") == found.findings
    return found.findings[0].facts["why"]


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", b" " * 10**7)
    return held.getvalue()


def with_name(text: str) -> str:
    return BODY.replace("<cbc:Note>November 2026<", f"<cbc:Note>{text}<")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (f"<!DOCTYPE a [{LAUGHS}]>{with_name('&l39;')}".encode(), "doctype"),
        (f'<!DOCTYPE a SYSTEM "http://invalid.example/a.dtd">{BODY}'.encode(), "doctype"),
        (
            f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>{with_name("&x;")}'.encode(),
            "doctype",
        ),
        (f"<!DOCTYPE a []>{BODY}".encode("utf-16"), "doctype"),
        (with_name("&undefined;").encode(), "malformed"),
        (zipped(), "packed"),
        (gzip.compress(GOOD * 100), "packed"),
        (b"<a>" * 100_000, "malformed"),
        (b"<a>" * 2_000 + b"</a>" * 2_000, "malformed"),
        (b'<a b="' + b"x" * 15_000_000 + b'"/>', "malformed"),
        (b"<a>" + b"<b/>" * 2_000_000 + b"</a>", "too_many_tags"),
        (
            UBL + b"<cac:InvoiceLine/>\n" * 600_000 + b"</Invoice>",
            "too_many_lines",
        ),
        (b"<E_Invoice>" + b"<Invoice/>\n" * 700_000 + b"</E_Invoice>", "too_many_lines"),
        (b"<E_Invoice>" + b"<VAT/>\n" * 700_000 + b"</E_Invoice>", "too_many_lines"),
        (b"\n" * 12_000_000, "malformed"),
        (b" " * 40_000_000, "too_large"),
        (GOOD + b" " * 40_000_000, "too_large"),
        (b"", "malformed"),
        (b"\x00" * 1000, "malformed"),
        (b"\xff\xfe<", "encoding"),
        (b"PK", "malformed"),
        (GOOD.replace(b"UTF-8", b"UTF-7"), "encoding"),
        (GOOD.replace(b"UTF-8", b"EBCDIC-CP-US"), "encoding"),
        (GOOD.replace(b"November", b"Nov\xe4mber"), "encoding"),
        (BODY.replace("November", "Nov\x0bember").encode(), "malformed"),
        (BODY.replace("November", "&#0;").encode(), "malformed"),
        (BODY.replace("November", "&#xD800;").encode(), "malformed"),
        (BODY.replace("</cbc:Note>", "</cbc:Nope>").encode(), "malformed"),
    ],
)
def test_harm_is_refused_within_a_second(data: bytes, reason: str) -> None:
    begun = time.process_time()
    assert why(data) == reason
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-15", "windows-1252"]
)
def test_every_usual_encoding_says_the_same(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = f'<?xml version="1.0" encoding="{name}"?>{BODY}'
    found = read(text.encode(encoding))
    assert found.findings == ()
    assert found.billed["said"].tolist() == ["Kogemusnõustamine"]


def test_lines_are_counted_as_people_count_them() -> None:
    found = read(BODY.replace("</cbc:Note>", "</cbc:Note><", 1).encode(), "x.xml")
    where = found.findings[0].where
    assert where is not None
    assert where.row == BODY[: BODY.index("</cbc:Note>")].count("\n") + 1


def test_nothing_is_fetched_for_a_schema_that_a_file_names() -> None:
    told = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a http://invalid.example/a.xsd"'
    found = read(BODY.replace("<Invoice ", f"<Invoice {told} ", 1).encode())
    assert found.findings == ()
    assert len(found.billed) == 1


def test_a_cdata_section_is_only_text() -> None:
    found = read(BODY.replace(">Kogemusnõustamine<", "><![CDATA[a & <b>]]><").encode())
    assert found.billed["said"].tolist() == ["a & <b>"]


def test_thousands_of_extras_do_not_square() -> None:
    extra = (
        "<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator>"
        '<cbc:Amount currencyID="EUR">0.01</cbc:Amount></cac:AllowanceCharge>'
    )
    data = BODY.replace("<cac:TaxTotal>", extra * 20_000 + "<cac:TaxTotal>", 1).encode()
    begun = time.process_time()
    assert len(read(data).billed) == 20_001
    assert time.process_time() - begun < 4


def test_thousands_of_invoices_of_one_name_do_not_square_and_are_all_told_apart() -> None:
    data = f"<E_Invoice>{'<Invoice/>' * 20_000}</E_Invoice>".encode()
    begun = time.process_time()
    found = read(data, "x.xml")
    assert time.process_time() - begun < 4
    assert found.documents["document"].nunique() == 20_000
    assert len(found.findings) == 1_001
    assert found.findings[-1].facts["why"] == "many"
