"""Months are handed in, compared, closed and billed in a folder and in both databases alike."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from api.journeys.month_amend import AmendAsked, amend_month
from api.journeys.month_close import close_month
from api.journeys.month_credit import CreditAsked, credit_invoice
from api.journeys.month_decide import AtOnce
from api.journeys.month_deliver import deliver_month
from api.journeys.month_einvoice import write_einvoices
from api.journeys.month_explain import explain_cent
from api.journeys.month_invoice import issue_invoices
from api.journeys.month_reconcile import reconcile_month
from api.journeys.month_report import report_month
from api.journeys.month_verify import verify_books
from api.store import BusyError, DamagedError, Place, keep_books, open_books
from api.store.issued import issued_numbers
from api.store.places import open_files
from api.store.schema import BOOK_FILE, ISSUED
from api.store.unit import Store
from billing.decisions import Verdict
from billing.invoice import Invoice
from domain.finding import Finding
from tests.api.months import NOVEMBER, copy_office, make_office
from tests.api.store.places import AT, LATER, ONE, OTHER
from tests.api.test_cli_month_books import write_december

Answer = tuple[Any, list[Finding]]
Step = Callable[[Path, Place], Answer]
DECEMBER = date(2026, 12, 1)
FIRST, NEXT_YEAR = date(2026, 12, 1), date(2027, 1, 1)
BY, WHY = "Mari Maasikas", "Right invoices follow"
DECIDED = (
    AtOnce("P03", Verdict.CORRECTED, WHY, BY, FIRST),
    AtOnce("all", Verdict.DISPUTED, WHY, BY, FIRST),
)
LINE = "M0093/C012"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbooks of November and December, and what a partner sent."""
    made = tmp_path_factory.mktemp("made")
    make_office(made)
    office = copy_office(made, tmp_path_factory.mktemp("files"))
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(office.folder)
        write_december(office, longer="M0093")
    (office.folder / "signed.pdf").write_bytes(b"a signature")
    return office.folder


def _compare(files: Path, place: Place, *decided: AtOnce) -> Answer:
    came = sorted((files / "invoices").iterdir())
    return reconcile_month(files / "month.xlsx", came, place, on=FIRST, at_once=decided)


def _first_invoice(place: Place) -> Invoice:
    return open_books(place).invoices[NOVEMBER][0]


def _credit(_files: Path, place: Place) -> Answer:
    invoice = _first_invoice(place)
    line = invoice.lines[0].number
    asked = CreditAsked(invoice.number, WHY, BY, FIRST, (line,), cents=100)
    return credit_invoice(place, asked)


def _amend(files: Path, place: Place) -> Answer:
    asked = AmendAsked(NOVEMBER, LINE, -50, WHY, BY, FIRST, files / "signed.pdf")
    return amend_month(place, asked)


STEPS: tuple[tuple[str, Step], ...] = (
    ("close too soon", lambda _, p: close_month(p, NOVEMBER, FIRST, BY)),
    ("hand in", lambda f, p: deliver_month(f / "month.xlsx", p)),
    ("compare", _compare),
    ("close undecided", lambda _, p: close_month(p, NOVEMBER, FIRST, BY)),
    ("decide", lambda f, p: _compare(f, p, *DECIDED)),
    ("invoice too soon", lambda f, p: issue_invoices(p, NOVEMBER, f / "contracts.xlsx", FIRST)),
    ("close", lambda _, p: close_month(p, NOVEMBER, FIRST, BY)),
    ("close again", lambda _, p: close_month(p, NOVEMBER, FIRST, BY)),
    ("hand in a closed month", lambda f, p: deliver_month(f / "month.xlsx", p)),
    ("invoice", lambda f, p: issue_invoices(p, NOVEMBER, f / "contracts.xlsx", FIRST)),
    ("invoice again", lambda f, p: issue_invoices(p, NOVEMBER, f / "contracts.xlsx", FIRST)),
    ("explain", lambda _, p: explain_cent(p, LINE)),
    ("hand in December", lambda f, p: deliver_month(f / "december.xlsx", p)),
    ("credit", _credit),
    ("amend", _amend),
    ("close December", lambda _, p: close_month(p, DECEMBER, NEXT_YEAR, BY)),
    ("invoice December", lambda f, p: issue_invoices(p, DECEMBER, f / "contracts.xlsx", NEXT_YEAR)),
    ("report", lambda f, p: report_month(p, NOVEMBER, f / "report", "en")),
    ("send", lambda f, p: write_einvoices(p, f / "sent", "ubl")),
    ("verify", lambda _, p: verify_books(p)),
)
REFUSED = {"close too soon", "close undecided", "invoice too soon", "close again"}
REFUSED |= {"hand in a closed month"}


def _told(answer: Answer, place: Place) -> Any:
    """What a step answered, and what the books are after it."""
    found, findings = answer
    rules = [(one.rule, one.about, one.amount) for one in findings if one.rule != "books.none"]
    return found is None, rules, dict(open_files(place).hashes)


@pytest.fixture(scope="module")
def in_a_folder(files: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What each step comes to in a folder."""
    place = tmp_path_factory.mktemp("folder") / "books"
    return {name: _told(step(files, place), place) for name, step in STEPS}


def test_the_steps_in_a_folder_do_what_they_are_meant_to(in_a_folder: dict[str, Any]) -> None:
    assert {name for name, (refused, _, _) in in_a_folder.items() if refused} == REFUSED
    assert in_a_folder["verify"][1] == []
    assert len(in_a_folder["verify"][2]) > 30


def test_every_step_comes_to_the_same_in_a_database(
    store: Store, files: Path, in_a_folder: dict[str, Any]
) -> None:
    for name, step in STEPS:
        with store.write(ONE, AT) as unit:
            assert _told(step(files, unit), unit) == in_a_folder[name], name
    with store.read(ONE, LATER) as unit:
        issued = open_books(unit).issued
        rows = issued_numbers(unit)
        assert {(one.number, one.gross) for one in rows} == {
            (one.number, one.gross) for one in issued
        }
        assert len(rows) == len(issued) > 5
    with store.read(OTHER, LATER) as unit:
        assert not open_books(unit).issued


@pytest.fixture(scope="module")
def billed(files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of books in which November is closed and billed."""
    place = tmp_path_factory.mktemp("billed") / "books"
    for _, step in STEPS[: 1 + [name for name, _ in STEPS].index("invoice")]:
        step(files, place)
    return place


@pytest.fixture
def closed(store: Store, billed: Path) -> Store:
    """A store that has taken these books over."""
    with store.write(ONE, AT) as unit:
        keep_books(replace(open_books(billed), shelf=None), unit)
    return store


def test_books_of_a_folder_are_taken_over_whole(closed: Store, billed: Path) -> None:
    with closed.read(ONE, LATER) as unit:
        assert open_files(unit).hashes == open_files(billed).hashes
        assert len(issued_numbers(unit)) == len(open_books(billed).issued)
        assert verify_books(unit)[1] == []


def test_closed_months_are_read_only_when_they_are_asked_for(closed: Store) -> None:
    sent: list[str] = []
    event.listen(closed.engine, "before_cursor_execute", lambda *told: sent.append(str(told[2:4])))
    with closed.read(ONE, LATER) as unit:
        books = open_books(unit)
        assert list(books.closed) == [NOVEMBER]
        assert not any("closed/" in one for one in sent)
        assert len(sent) <= 12
        before = len(sent)
        assert len(books.closed[NOVEMBER].priced)
        assert books.closed[NOVEMBER].owed
        assert len(sent) == before + 1


def test_keeping_books_unchanged_writes_nothing_and_reads_no_closed_month(closed: Store) -> None:
    with closed.write(ONE, LATER) as unit:
        books = open_books(unit)
        kept = keep_books(books, unit)
        assert kept.shelf is not None
        assert books.shelf is not None
        assert kept.shelf.revision == books.shelf.revision
        assert not unit.acts


def test_a_step_that_fails_later_leaves_neither_invoice_nor_number(
    store: Store, files: Path
) -> None:
    names = [name for name, _ in STEPS]
    for _, step in STEPS[1 : names.index("invoice")]:
        with store.write(ONE, AT) as unit:
            step(files, unit)
    with pytest.raises(RuntimeError, match="power cut"):
        _issue_and_fail(store, files)
    with store.read(ONE, LATER) as unit:
        assert not open_books(unit).issued
        assert not issued_numbers(unit)


def _issue_and_fail(store: Store, files: Path) -> None:
    message = "power cut"
    with store.write(ONE, AT) as unit:
        issued, _ = issue_invoices(unit, NOVEMBER, files / "contracts.xlsx", FIRST)
        assert issued
        assert issued_numbers(unit)
        raise RuntimeError(message)


def test_books_read_in_one_unit_may_be_kept_in_another_unless_somebody_was_faster(
    closed: Store,
) -> None:
    with closed.read(ONE, LATER) as unit:
        mine, theirs = open_books(unit), open_books(unit)
    with closed.write(ONE, LATER) as unit:
        keep_books(replace(mine, decisions=()), unit)
    with closed.write(ONE, LATER) as unit:
        assert open_books(unit).decisions == ()
    with pytest.raises(BusyError), closed.write(ONE, LATER) as unit:
        keep_books(replace(theirs, received={}), unit)


def test_a_number_that_follows_none_is_refused(closed: Store) -> None:
    with closed.read(ONE, LATER) as unit:
        books = open_books(unit)
    first, *rest = books.invoices[NOVEMBER]
    jumped = replace(first, number=f"{first.number[:-4]}0099")
    other = {**books.invoices, NOVEMBER: (jumped, *rest)}
    with pytest.raises(ValueError, match="0099 follows no"), closed.write(ONE, LATER) as unit:
        keep_books(replace(books, invoices=other), unit)


def test_a_number_that_was_given_stands_for_no_other_invoice(closed: Store) -> None:
    with closed.read(ONE, LATER) as unit:
        books = open_books(unit)
    first, *rest = books.invoices[NOVEMBER]
    other = replace(first, lines=first.lines[1:])
    changed = {**books.invoices, NOVEMBER: (other, *rest)}
    with pytest.raises(sa.exc.IntegrityError), closed.write(ONE, LATER) as unit:
        keep_books(replace(books, invoices=changed), unit)


def test_verify_compares_the_numbers_with_the_invoices(closed: Store) -> None:
    own = {"tenant": ONE.tenant, "seller": "x", "series": "ZZ-", "month": NOVEMBER, "gross": 1}
    with closed.write(ONE, LATER) as unit:
        row = own | {"position": 1, "number": "ZZ-0001"}
        unit.connection.execute(sa.insert(ISSUED), [row])
    with closed.read(ONE, LATER) as unit:
        _, findings = verify_books(unit)
    assert [(one.rule, one.about) for one in findings] == [("verify.number_apart", "ZZ-0001")]


def test_a_file_of_the_books_that_somebody_moved_or_changed_does_not_open(closed: Store) -> None:
    name, other = "invoices/2026-11-01.json", "decisions.json"
    with closed.write(ONE, LATER) as unit:
        rows = sa.select(BOOK_FILE.c.bytes).where(BOOK_FILE.c.tenant == ONE.tenant)
        sealed = unit.connection.execute(rows.where(BOOK_FILE.c.name == other)).scalar_one()
        own = (BOOK_FILE.c.tenant == ONE.tenant, BOOK_FILE.c.name == name)
        unit.connection.execute(sa.update(BOOK_FILE).where(*own).values(bytes=sealed))
    with closed.read(ONE, LATER) as unit:
        with pytest.raises(DamagedError, match=name):
            open_books(unit)
        seen, findings = verify_books(unit)
    assert seen is None
    assert [one.about for one in findings] == [name]


def test_nothing_of_a_client_stands_readable_in_the_rows_of_the_books(closed: Store) -> None:
    with closed.read(ONE, LATER) as unit:
        rows = sa.select(BOOK_FILE.c.bytes).where(BOOK_FILE.c.tenant == ONE.tenant)
        sealed = b"".join(unit.connection.execute(rows).scalars())
        assert LINE.encode() in b"".join(
            open_files(unit).read(name) for name in open_files(unit).names("closed")
        )
    assert LINE.encode() not in sealed
