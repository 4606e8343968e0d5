"""A large month goes from files to its papers by work that is followed, with and without scripts.

What is large is anything here: the bounds are moved, and nothing else.
"""

from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from api.journeys.month_decide import ALL, AtOnce
from api.journeys.month_deliver import deliver_month
from api.journeys.month_reconcile import reconcile_month
from api.journeys.month_sample import make_month
from api.pages.months import long_work
from api.security.rights import Role
from api.store import open_books
from api.store.jobs import ENDED, find_job
from api.store.unit import Actor
from billing.decisions import Verdict
from domain.words import Language
from tests.api.pages.conftest import Served
from tests.api.pages.hand import work_until
from tests.api.pages.month_desk import DECEMBER, open_desk
from tests.api.pages.months_made import NOVEMBER, invoices

SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
ME = Actor(1, "test")
ATTENDED = 4
"""Place of the sheet of meetings in the workbook."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    make_month(folder, "small", NOVEMBER, 1, "en")
    return folder


@pytest.fixture
def desk(
    files: Path, tmp_path: Path, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Served]:
    monkeypatch.setattr(long_work, "AT_ONCE", 0)
    monkeypatch.setattr(long_work, "CLOSED_AT_ONCE", 0)
    for name in ("provider.xlsx", "month.xlsx"):
        copy(files / name, tmp_path / name)
    with open_desk(tmp_path, browser) as told:
        yield told


def _open(desk: Served, path: str, *, scripts: bool = True, language: Language = "en") -> Page:
    page = desk.context(Role.FINANCE, language, scripts=scripts).new_page()
    page.set_default_timeout(20_000)
    page.goto(desk.address + path)
    return page


def _hand_in(page: Page, month: Path, bills: list[Path]) -> None:
    page.get_by_label("What was delivered").set_input_files(month)
    page.get_by_label("Invoices received").set_input_files(bills)
    page.get_by_role("button", name="Look at them").click()
    expect(page.get_by_role("heading", name="The files are being looked at")).to_be_visible()


def _see_done(desk: Served, page: Page, *, scripts: bool) -> None:
    """Have what waits done; scripts show what came of it by themselves."""
    job = page.url.rsplit("/", 1)[1]

    def ended() -> bool:
        with desk.store.read(ME, DECEMBER) as unit:
            found = find_job(unit, job)
        return found is not None and found.state in ENDED

    work_until(desk, ended)
    if not scripts:
        page.reload()


def _drafts(desk: Served) -> int:
    with desk.store.read(ME, DECEMBER) as unit:
        return len(open_books(unit).drafts)


@SCRIPTS
def test_files_of_a_large_month_are_looked_at_kept_and_the_month_closed_by_work_one_follows(
    desk: Served, files: Path, *, scripts: bool
) -> None:
    page = _open(desk, "/months/import", scripts=scripts)
    _hand_in(page, files / "month.xlsx", invoices(files))
    expect(page.get_by_text("It waits for its turn.")).to_be_visible()
    _see_done(desk, page, scripts=scripts)
    expect(page.get_by_text("Nothing is kept yet")).to_be_visible()
    expect(page.locator("h1")).to_contain_text("November 2026")
    assert _drafts(desk) == 0
    page.get_by_role("button", name="Keep it so").click()
    expect(page.get_by_role("heading", name="The files are being kept")).to_be_visible()
    _see_done(desk, page, scripts=scripts)
    expect(page.get_by_role("status").first).to_contain_text("findings wait for a decision")
    assert page.url.endswith("/months/2026-11")
    with desk.store.write(ME, DECEMBER) as unit:
        decided = AtOnce(ALL, Verdict.DISPUTED, "Right invoices follow", "Mari", DECEMBER.date())
        seen, found = reconcile_month(
            files / "month.xlsx", invoices(files), unit, NOVEMBER, at_once=[decided]
        )
        assert seen is not None, found
    page.goto(f"{desk.address}/months/2026-11/close")
    page.get_by_role("button", name="Close the month").click()
    expect(page.get_by_role("heading", name="The month is being closed")).to_be_visible()
    _see_done(desk, page, scripts=scripts)
    expect(page.get_by_role("status").first).to_contain_text("closed and sealed")
    assert page.url.endswith("/months/2026-11/papers")
    page.goto(f"{desk.address}/months/2026-11/close")
    expect(page.locator("main")).to_contain_text("Maarika Finance")
    page.close()


@SCRIPTS
def test_a_large_month_with_faults_is_refused_with_every_place_in_the_language_of_who_looks(
    desk: Served, files: Path, tmp_path: Path, *, scripts: bool
) -> None:
    book = load_workbook(files / "month.xlsx")
    sheet = book.worksheets[ATTENDED]
    heads = [str(cell.value).rstrip(" *") for cell in sheet[1]]
    day, component = heads.index("Day") + 1, heads.index("Component") + 1
    sheet.cell(2, day).value, sheet.cell(3, component).value = "31.02.2026", "no such thing"
    book.save(tmp_path / "broken sheet.xlsx")
    page = _open(desk, "/months/import", scripts=scripts)
    _hand_in(page, tmp_path / "broken sheet.xlsx", [])
    _see_done(desk, page, scripts=scripts)
    told = page.get_by_role("alert")
    expect(told).to_contain_text("Nothing was kept: put these right")
    for words in ("broken sheet.xlsx", f"{sheet.title}, row 2, Day", "31.02.2026",
                  f"{sheet.title}, row 3, Component", "no such thing"):  # fmt: skip
        expect(told).to_contain_text(words)
    assert _drafts(desk) == 0
    there = page.url.removeprefix(desk.address)
    other = _open(desk, there, scripts=scripts, language="et")
    expect(other.get_by_role("alert")).to_contain_text("31.02.2026")
    sentences = [one.locator("tbody td:nth-of-type(2)").first for one in (page, other)]
    assert sentences[0].inner_text() != sentences[1].inner_text()
    page.close()
    other.close()


@SCRIPTS
def test_work_on_a_month_that_is_called_off_keeps_nothing_and_leads_back(
    desk: Served, files: Path, *, scripts: bool
) -> None:
    page = _open(desk, "/months/import", scripts=scripts)
    _hand_in(page, files / "month.xlsx", invoices(files))
    page.get_by_role("button", name="Call it off").click()
    expect(page.get_by_role("status").first).to_contain_text("It was called off")
    assert page.url.endswith("/months/import")
    assert _drafts(desk) == 0
    page.close()


@SCRIPTS
def test_a_large_month_that_cannot_be_closed_says_why_on_its_own_page(
    desk: Served, files: Path, *, scripts: bool
) -> None:
    with desk.store.write(ME, DECEMBER) as unit:
        delivered, found = deliver_month(files / "month.xlsx", unit, NOVEMBER)
        assert delivered is not None, found
    page = _open(desk, "/months/2026-11/close", scripts=scripts)
    with desk.store.write(ME, DECEMBER) as unit:
        seen, found = reconcile_month(files / "month.xlsx", invoices(files), unit, NOVEMBER)
        assert seen is not None, found
    page.get_by_role("button", name="Close the month").click()
    _see_done(desk, page, scripts=scripts)
    expect(page.get_by_role("heading", name="This stands against it")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("results ask for a decision")
    page.close()
