"""E-invoices measured: documents of 1, 30 and 1,000 lines written, read and validated.

    python -m benchmarks.bench_einvoice [--quick] [--write]

Prints a line per step and, last, one JSON object: documents a second of processor time, by lines
and step; ``nation_seconds`` is what a nation's month of 260,000 lines would take at the rates of
30 lines. ``--quick`` ends within a minute. ``--write`` adds the run to
``benchmarks/results/einvoice.csv`` with date, commit and machine. Figures are of one run.
"""

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from benchmarks.bench_week import keep
from billing.arithmetic import find_arithmetic
from billing.einvoice import read_many, validate, validate_many, write
from billing.invoice import Allowance, Invoice, Line, Share, group_vat
from billing.parties import Buyer, Seller
from domain.money import price_of

RESULTS = Path(__file__).parent / "results" / "einvoice.csv"
SIZES = {1: 600, 30: 150, 1_000: 5}
"""Lines of a document -> documents in a full run."""
QUICK = 5
"""A quick run has so many times fewer documents."""
NATION = 260_000
OFFICE = Seller("Kasekodu MTÜ", "80000014", "Kase 1", "Tartu", "50001")
PAYER = Buyer("Näidisamet", "70000013", "Paldiski mnt 80", "Tallinn", "10617")


def main() -> None:
    """Run all sizes and print their figures."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--write", action="store_true")
    given = asked.parse_args()
    figures: dict[str, object] = {"quick": int(given.quick)}
    validate(write(make(1, 0)))
    for lines, documents in SIZES.items():
        figures |= measure(lines, max(1, documents // (QUICK if given.quick else 1)))
    per_document = {step: float(str(figures[f"{step}_30"])) for step in ("write_ubl", "validate")}
    seconds = {step: round(NATION / 30 / rate) for step, rate in per_document.items()}
    figures |= {f"nation_seconds_{step}": value for step, value in seconds.items()}
    if given.write:
        keep(figures, RESULTS)
    print(json.dumps(figures))


def measure(lines: int, documents: int) -> dict[str, object]:
    """Documents a second of processor time in each step; every one is right."""
    invoices = [make(lines, number) for number in range(documents)]
    figures: dict[str, object] = {}

    def timed(step: str, run: Callable[[], object]) -> None:
        begun = time.process_time()
        run()
        rate = documents / max(time.process_time() - begun, 1e-9)
        figures[f"{step}_{lines}"] = round(rate, 2)
        print(f"{lines:>6} lines {step:>12} {rate:10.1f} documents a second")

    ubl: list[tuple[str, bytes]] = []
    earve: list[tuple[str, bytes]] = []
    timed("write_ubl", lambda: ubl.extend((one.number, write(one)) for one in invoices))
    timed(
        "write_earve", lambda: earve.extend((one.number, write(one, "earve")) for one in invoices)
    )
    timed("read_ubl", lambda: check(ubl))
    timed("read_earve", lambda: check(earve))
    verdicts: list[object] = []
    timed("validate", lambda: verdicts.extend(validate_many(ubl)))
    if any(verdicts):
        message = f"a document of ours breaks a rule: {next(filter(None, verdicts))}"
        raise ValueError(message)
    return figures


def check(files: Sequence[tuple[str, bytes]]) -> None:
    """Read files into tables and hold them to our own arithmetic."""
    found = read_many(files)
    if found.findings or find_arithmetic(found.documents, found.billed):
        message = f"what we wrote is not read as it was: {found.findings[:1]}"
        raise ValueError(message)


def make(lines: int, number: int) -> Invoice:
    """An invented invoice; one line in five is cut by a ceiling, two funders share each."""
    rows = tuple(_line(number * lines + place, place + 1) for place in range(lines))
    return Invoice(
        number=f"TP26-{number + 1:04d}",
        kind="invoice",
        seller=OFFICE,
        buyer=PAYER,
        issued=date(2026, 12, 3),
        due=date(2026, 12, 17),
        first=date(2026, 11, 1),
        last=date(2026, 11, 30),
        reference="2.3-1/26/17",
        lines=rows,
        vat=group_vat(rows),
        exemption="Müüja ei ole käibemaksukohustuslane",
    )


def _line(serial: int, number: int) -> Line:
    minutes, cents = 30 + serial % 90, 3_000 + serial % 700
    full = price_of(cents, minutes, 45)
    over = 500 if serial % 5 == 0 else 0
    funders = (Share("AMIF", (full - over) * 3 // 4), Share("Siseministeerium", 0))
    day = date(2026, 11, 1) + timedelta(days=serial % 30)
    return Line(
        number=str(number),
        object=f"M{serial:06d}/C{serial % 997:04d}",
        client=f"C{serial % 997:04d}",
        component="peer-counselling",
        worker=f"W{serial % 31}",
        activity="individual",
        first=day,
        last=day,
        quantity=minutes * 10_000,
        unit="min",
        base=45,
        unit_price=cents * 100,
        net=full - over,
        vat_category="O",
        vat_rate=0,
        said="Kogemusnõustamine",
        allowances=(Allowance(over, "Üle kuu piirhinna"),) if over else (),
        shares=(funders[0], replace(funders[1], cents=full - over - funders[0].cents)),
    )


if __name__ == "__main__":
    main()
