"""Reading a file of e-invoices: what it is, and by which reader it is read."""

from collections.abc import Iterable

from lxml import etree

from billing.einvoice.desk import Desk, Read, fingerprint, local_name
from billing.einvoice.earve_read import ROOT, read_earve
from billing.einvoice.safe_xml import RefusedError, parse
from billing.einvoice.ubl_names import ROOTS
from billing.einvoice.ubl_read import read_ubl
from billing.kinds import Kind
from domain.finding import Finding, Where


def read(data: bytes, file: str = "") -> Read:
    """What a file says: a UBL invoice or credit note, or Estonian e-invoices 1.2.

    Never raises: a file that cannot be taken is a finding D01 with the reason (``why``), a
    value that cannot be taken a finding D01 or P10 with its line, element and text, and the
    document and line are kept, with nothing in its place.
    """
    return read_many([(file, data)])


def read_many(files: Iterable[tuple[str, bytes]]) -> Read:
    """What many files (name and bytes) say together; quicker than one by one.

    A document whose seller and number are there already is told apart by ``#2`` in its name.
    """
    desk = Desk("", "", "")
    for file, data in files:
        sha256 = fingerprint(data)
        try:
            root = parse(data)
        except RefusedError as fault:
            desk.findings.append(refusal(fault, file))
            continue
        lay_out(desk, root, sha256, file)
    return desk.close()


def lay_out(desk: Desk, root: etree._Element, sha256: str, file: str) -> None:
    """The rows of one document, by its own reader."""
    if root.tag in ROOTS:
        read_ubl(desk.turn_to(file, sha256, "ubl"), root)
    elif root.tag == ROOT:
        read_earve(desk.turn_to(file, sha256, "earve"), root)
    else:
        element = {"element": local_name(root)[:100]}
        desk.turn_to(file, sha256, "").fault(Kind.D01, file, root, "unknown_kind", facts=element)


def refusal(fault: RefusedError, file: str) -> Finding:
    """A file that was not taken."""
    where = Where(file, row=fault.line or None, value=fault.detail)
    return Finding(Kind.D01.value, file, {"why": fault.why, "text": fault.detail}, where=where)
