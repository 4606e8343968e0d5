"""Finance's month from files to e-invoices: by mouse, by keyboard alone, and without scripts."""

import re
from collections.abc import Iterator
from pathlib import Path
from shutil import copy

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from api.journeys.month_sample import make_month
from api.security.rights import Role
from tests.api.pages.conftest import Served
from tests.api.pages.month_desk import open_desk
from tests.api.pages.months_made import NOVEMBER, invoices

FEW = 40
"""Steps of the tabulator key within which everything of a page is found."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    make_month(folder, "small", NOVEMBER, 1, "et")
    return folder


@pytest.fixture
def desk(files: Path, tmp_path: Path, browser: Browser) -> Iterator[Served]:
    for name in ("provider.xlsx", "month.xlsx"):
        copy(files / name, tmp_path / name)
    with open_desk(tmp_path, browser) as told:
        yield told


def _open(desk: Served, path: str, *, scripts: bool = True) -> Page:
    page = desk.context(Role.FINANCE, scripts=scripts).new_page()
    page.set_default_timeout(20_000)
    page.goto(desk.address + path)
    return page


def _choose_files(page: Page, files: Path) -> None:
    page.get_by_label("What was delivered").set_input_files(files / "month.xlsx")
    page.get_by_label("Invoices received").set_input_files(invoices(files))


@pytest.mark.parametrize("scripts", [True, False], ids=["mouse", "no scripts"])
def test_a_month_goes_from_files_to_e_invoices(desk: Served, files: Path, *, scripts: bool) -> None:
    page = _open(desk, "/months", scripts=scripts)
    page.get_by_role("link", name="Import the first month…").click()
    _choose_files(page, files)
    page.get_by_role("button", name="Look at them").click()
    expect(page.get_by_text("Nothing is kept yet")).to_be_visible()
    page.get_by_role("button", name="Keep it so").click()
    expect(page.get_by_role("status").first).to_contain_text("findings wait for a decision")
    _look_at_one(page)
    waiting = page.locator("#findings tbody tr")
    many = waiting.count()
    assert many > 10
    for box in page.locator("#findings input[name=pick]").all()[1:]:
        box.check()
    page.locator("#f-verdict").select_option("disputed")
    page.locator("#f-reason").fill("Right invoices follow")
    page.get_by_role("button", name="Keep the decision").click()
    expect(page.get_by_role("status").first).to_contain_text(f"{many - 1} decisions are kept")
    expect(page.locator("#findings tbody tr")).to_have_count(1)
    page.locator("#findings input[name=pick]").check()
    page.locator("#f-verdict").select_option("accepted")
    page.locator("#f-reason").fill("It is as it is")
    page.get_by_role("button", name="Keep the decision").click()
    page.get_by_role("link", name="Close the month…").click()
    page.get_by_role("button", name="Close the month").click()
    expect(page.get_by_role("status").first).to_contain_text("closed and sealed")
    page.get_by_label("Workbook of contracts").set_input_files(files / "contracts.xlsx")
    page.get_by_role("button", name="Issue the invoices").click()
    expect(page.locator(".papers tbody tr").first).to_be_visible()
    with page.expect_download() as ubl:
        page.locator(".papers tbody a").first.click()
    assert "Invoice" in Path(ubl.value.path()).read_text("utf-8")[:400]
    page.close()


def _look_at_one(page: Page) -> None:
    """From a finding to every step of its line, and back."""
    page.get_by_role("link", name="Beyond the year's ceiling").click()
    expect(page.locator("#finding")).to_contain_text("Expected")
    page.get_by_role("link", name="Every step of this sum").click()
    expect(page.locator(".chain")).to_contain_text("Ceiling of the calendar year")
    page.get_by_role("link", name="November 2026").click()


def _tab_to(page: Page, wanted: Locator) -> None:
    """Go on with the keyboard until something is in focus; fails where that is never."""
    handle = wanted.first.element_handle()
    for _ in range(FEW * 4):
        page.keyboard.press("Tab")
        if page.evaluate("one => one === document.activeElement", handle):
            return
    pytest.fail(f"the keyboard does not reach {wanted}")


def test_the_same_by_the_keyboard_alone(desk: Served, files: Path) -> None:
    page = _open(desk, "/months")
    _tab_to(page, page.get_by_role("link", name="Import the first month…"))
    page.keyboard.press("Enter")
    for label, some in (("What was delivered", [files / "month.xlsx"]),
                        ("Invoices received", invoices(files))):  # fmt: skip
        _tab_to(page, page.get_by_label(label))
        with page.expect_file_chooser() as chooser:
            page.keyboard.press("Space")
        chooser.value.set_files(some)
    _tab_to(page, page.get_by_role("button", name="Look at them"))
    page.keyboard.press("Enter")
    _tab_to(page, page.get_by_role("button", name="Keep it so"))
    page.keyboard.press("Enter")
    _tab_to(page, page.get_by_label("Tick all"))
    page.keyboard.press("Space")
    expect(page.locator("[data-ticked]")).to_have_text(re.compile(r"^\d\d$"))
    _tab_to(page, page.locator("#f-reason"))
    page.keyboard.type("Right invoices follow")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("decisions are kept")
    _tab_to(page, page.get_by_role("link", name="Close the month…"))
    page.keyboard.press("Enter")
    _tab_to(page, page.get_by_role("button", name="Close the month"))
    page.keyboard.press("Enter")
    _tab_to(page, page.get_by_label("Workbook of contracts"))
    with page.expect_file_chooser() as contracts:
        page.keyboard.press("Space")
    contracts.value.set_files(files / "contracts.xlsx")
    _tab_to(page, page.get_by_role("button", name="Issue the invoices"))
    page.keyboard.press("Enter")
    with page.expect_download() as ubl:
        _tab_to(page, page.locator(".papers tbody a"))
        page.keyboard.press("Enter")
    assert "Invoice" in Path(ubl.value.path()).read_text("utf-8")[:400]
    page.close()
