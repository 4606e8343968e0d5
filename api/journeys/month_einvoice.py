"""E-invoices: judge files, and write those that were issued; none leaves that is not sound."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from api.journeys.month_deliver import open_or_tell
from api.journeys.whole import write_whole
from api.store import Place
from billing.einvoice import read, validate, write
from billing.invoice import Invoice
from domain.finding import Finding

Syntax = Literal["ubl", "earve"]


@dataclass(frozen=True)
class Judged:
    """A file and everything that speaks against it."""

    file: str
    syntax: str
    """``ubl`` or ``earve``; empty: neither."""
    findings: tuple[Finding, ...]


def judge_files(paths: Sequence[Path]) -> tuple[tuple[Judged, ...], list[Finding]]:
    """Each file held to form, official rules and arithmetic; a finding where one cannot be read."""
    found: list[Judged] = []
    findings: list[Finding] = []
    for path in paths:
        try:
            data = path.read_bytes()
        except OSError as fault:
            reason = fault.strerror or str(fault)
            findings.append(Finding("invoices.unreadable", path.name, {"reason": reason}))
            continue
        kinds = set(read(data, path.name).documents["syntax"].astype("str"))
        found.append(Judged(path.name, "".join(sorted(kinds)), validate(data, path.name)))
    return tuple(found), findings


@dataclass(frozen=True)
class Sent:
    """Files that were written, or the findings for which none was."""

    files: tuple[Path, ...]
    judged: tuple[Judged, ...]


def write_einvoices(
    folder: Place, out: Path, syntax: Syntax, numbers: Sequence[str] = ()
) -> tuple[Sent | None, list[Finding]]:
    """Write issued invoices as files, each judged first; all of them or none.

    ``numbers``: which; none named: all. None where the books have none, a number is not there or
    a file would not be sound. Raises OSError where ``out`` cannot be written.
    """
    books, findings = open_or_tell(folder)
    if books is None:
        return None, findings
    issued = books.issued
    known = {one.number for one in issued}
    expected = ", ".join(sorted(known)) or "-"
    findings += [
        Finding("explain.unknown", number, {"expected": expected})
        for number in numbers
        if number not in known
    ]
    chosen = [one for one in issued if not numbers or one.number in numbers]
    if findings or not chosen:
        return None, findings
    data = {_name(one, syntax): write(one, syntax) for one in chosen}
    judged = tuple(Judged(name, syntax, validate(text, name)) for name, text in data.items())
    if any(one.findings for one in judged):
        return Sent((), judged), [fault for one in judged for fault in one.findings]
    return Sent(write_whole(out, {name: _put(text) for name, text in data.items()}), judged), []


def _name(invoice: Invoice, syntax: Syntax) -> str:
    return f"{invoice.number}.xml" if syntax == "ubl" else f"{invoice.number}-earve.xml"


def _put(text: bytes) -> Callable[[Path], None]:
    def write_bytes(path: Path) -> None:
        path.write_bytes(text)

    return write_bytes
