"""What a comparison tells, written down; and invoices that went through a file compare the same."""

from dataclasses import replace
from pathlib import Path

import pytest
from pandas.testing import assert_frame_equal

from api.exports.month_csv import write_month_csv
from api.exports.month_findings import tell_findings
from api.exports.month_result import FINDING_COLUMNS
from api.exports.month_workbook import write_month
from api.imports.month_book import read_month
from api.workbook.column import LANGUAGES, Language
from api.workbook.month.book import MonthBook
from billing.books import Books
from billing.reconcile import reconcile
from tests.billing.builders import a_month, changed, without


def with_faults() -> Books:
    """A month in which one line is missing and another is a euro too dear."""
    books = without(a_month(), "billed", 3)
    return changed(books, "billed", 0, net=int(books.billed["net"].iloc[0]) + 100)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_has_its_sentence_and_its_client(language: Language) -> None:
    books = with_faults()
    found = reconcile(books)
    told = tell_findings(found.results, books, language)
    assert tuple(told.columns) == FINDING_COLUMNS
    assert found.identity.holds
    assert told.loc[told["primary"], "cents"].sum() == found.identity.told
    assert {"P03", "D05"} <= set(told["kind"].astype("str"))
    assert "P01" not in set(told["kind"].astype("str"))
    assert (told["client"] != "").all()
    missing = told[told["kind"] == "P03"].iloc[0]
    assert missing["client"] in missing["line"]
    assert missing["line"] in missing["evidence"]


def test_what_is_right_has_no_findings() -> None:
    books = a_month()
    assert len(tell_findings(reconcile(books).results, books, "et")) == 0


def test_invoices_that_went_through_a_file_compare_the_same(tmp_path: Path) -> None:
    books = with_faults()
    month = MonthBook(documents=books.documents, billed=books.billed)
    write_month_csv(tmp_path / "csv", month)
    write_month(tmp_path / "a.xlsx", month)
    before = reconcile(books)
    for path in (tmp_path / "csv", tmp_path / "a.xlsx"):
        read, findings = read_month(path)
        assert findings == []
        assert read is not None
        again = replace(books, documents=read.documents, billed=read.billed)
        after = reconcile(again)
        assert after.identity == before.identity
        assert_frame_equal(after.results, before.results)
