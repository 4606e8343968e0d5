"""Random months, priced, invoiced, written, judged by the official rules and read back.

``EINVOICE_DOCUMENTS`` is how many months at most; half of them go back without our line names
(500 cost about two minutes of processor time).
"""

import os

import numpy as np

from api.workbook.month.book import MonthBook
from billing.einvoice import read_many, validate, write
from billing.tables import BILLED, conform
from tests.api.exports.test_month_exact import assert_exact, compared, drawn
from tests.billing.einvoice.oracle import judge

MONTHS = int(os.environ.get("EINVOICE_DOCUMENTS", "30"))


def test_random_months_pass_the_official_rules_and_are_read_back_exact() -> None:
    judged = 0
    for seed in range(MONTHS):
        dice = np.random.default_rng(seed)
        books, invoices = drawn(int(dice.integers(0, 10**6)), int(dice.integers(1, 31)))
        if not invoices:
            continue
        files = [(f"{number}.xml", write(one)) for number, one in enumerate(invoices)]
        for name, data in files:
            assert validate(data, name) == ()
            assert judge(data) == ("valid", [])
        papers = read_many(files)
        assert papers.findings == ()
        billed = papers.billed
        if seed % 2:
            billed = conform(BILLED, billed.assign(object=[""] * len(billed)))
        again = MonthBook(documents=papers.documents, billed=billed)
        assert_exact(compared(books, again), sum(len(one.lines) for one in invoices))
        judged += len(files)
    assert judged >= MONTHS
