"""The coordinator's letters and extensions by the keyboard alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from api.security.rights import Role
from tests.api.pages.conftest import Served
from tests.api.pages.people.conftest import tab_to

HERE = "/referrals/R003"


@pytest.fixture
def desk(house: Served) -> Iterator[Page]:
    """A coordinator at a referral."""
    page = house.context(Role.COORDINATOR).new_page()
    page.goto(house.address + HERE)
    yield page
    page.close()


def _press(page: Page, key: str, words: str) -> None:
    """Go to what is called so and press a key there."""
    tab_to(page, words)
    page.keyboard.press(key)


def _write(page: Page, words: str, text: str) -> None:
    tab_to(page, words)
    page.keyboard.type(text)


def test_a_referral_is_extended(desk: Page) -> None:
    _press(desk, "Enter", "Extend")
    _write(desk, "Units more", "3")
    _write(desk, "Approved by", "Töötukassa, Mall Mets")
    _write(desk, "Justification", "Uus töökoht vajab tuge.")
    _press(desk, "Enter", "Extend the referral")
    expect(desk.locator(".said")).to_have_text("The referral is extended.")
    expect(desk.get_by_text("3 units more")).to_be_visible()


def test_a_question_of_the_municipality_is_kept_and_answered(desk: Page) -> None:
    _press(desk, "Enter", "A question came in…")
    _write(desk, "The question", "Kas kohtumised toimuvad?")
    _press(desk, "Enter", "Keep the question")
    expect(desk.locator(".said")).to_have_text("The question is kept.")
    _press(desk, "Enter", "Answer…")
    _write(desk, "What was answered", "Jah, iga nädal.")
    _press(desk, "Enter", "Keep the answer")
    expect(desk.locator(".said")).to_have_text("The answer is kept.")
    expect(desk.locator(".letter").first).to_contain_text(re.compile("answered 23 Nov 2026"))
    expect(desk.locator(".reply").first).to_have_text("Jah, iga nädal.")
