"""E-invoices in and out: UBL of Peppol BIS Billing 3.0, and Estonian e-invoices 1.2.

``write`` one of ours, ``validate`` it before it leaves, ``read`` what others send.
Sending is left to operators.
"""

from typing import Literal

from billing.einvoice.desk import Read
from billing.einvoice.earve_write import write_earve
from billing.einvoice.gate import validate, validate_many
from billing.einvoice.reading import read, read_many
from billing.einvoice.ubl_write import write_ubl
from billing.invoice import Invoice

__all__ = (
    "Read",
    "read",
    "read_many",
    "validate",
    "validate_many",
    "write",
    "write_earve",
    "write_ubl",
)


def write(invoice: Invoice, syntax: Literal["ubl", "earve"] = "ubl") -> bytes:
    """One invoice or credit note as the bytes of a file."""
    return write_ubl(invoice) if syntax == "ubl" else write_earve([invoice])
