"""Every page: usable by everybody, silent, small, and like its address in three languages."""

import pytest
from playwright.sync_api import Page, Response

from api.pages.all_pages import PAGES
from domain.words import LANGUAGES, Language
from tests.api.pages.conftest import Served
from tests.api.pages.looking import THEMES, find_faults, sizes_of
from tests.api.pages.shown import SENT_ON, SHOWN, Shown

LOUD = {"error", "warning"}
MOST_REQUESTS, MOST_BYTES = 4, 60_000
WIDTHS = (1440, 1024, 390)
WIDER = """() => {
  const wide = document.documentElement.scrollWidth;
  if (wide <= window.innerWidth) return [];
  const found = [...document.querySelectorAll("body *")].filter(
    (one) => one.getBoundingClientRect().right > window.innerWidth + 1);
  return found.map((one) => one.outerHTML.slice(0, 80));
}"""
"""What reaches beyond the screen, where the page scrolls sideways."""


def _listen(page: Page) -> tuple[list[str], list[Response]]:
    said: list[str] = []
    answers: list[Response] = []
    page.on("console", lambda one: said.append(one.text) if one.type in LOUD else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it sets marks
    return said, answers


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("shown", SHOWN, ids=str)
def test_a_page_is_usable_by_everybody_and_says_nothing_to_the_console(
    served: Served, shown: Shown, language: Language
) -> None:
    page = served.context(shown.role, language).new_page()
    said, _ = _listen(page)
    try:
        answer = page.goto(served.place_of(shown))
        assert answer is not None
        assert answer.status == shown.status
        assert page.locator("html").get_attribute("lang") == language
        # An address that is none asks for nobody: its page has the way back to the start alone.
        inside = bool(shown.role and shown.path)
        assert page.locator(".who-tools form[action='/sign-out']").count() == inside
        for theme in THEMES:
            assert find_faults(page, theme) == [], theme
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(WIDER) == [], width
        assert [words for words in said if str(shown.status) not in words] == []
    finally:
        page.close()


@pytest.mark.parametrize("shown", SHOWN, ids=str)
def test_a_page_is_small_and_asks_for_little(served: Served, shown: Shown) -> None:
    context = served.browser.new_context()
    context.add_cookies(served.context(shown.role).cookies(served.address))  # type: ignore[arg-type]
    page = context.new_page()
    _, answers = _listen(page)
    try:
        page.goto(served.place_of(shown))
        page.wait_for_load_state("load")
        fetched = sizes_of(answers)
        assert 3 <= len(fetched) <= MOST_REQUESTS, [one.url for one in answers]
        assert sum(fetched) <= MOST_BYTES, fetched
    finally:
        context.close()


def test_every_page_that_is_declared_is_looked_at() -> None:
    declared = {page.path for page in PAGES if page.method == "GET"}
    assert declared - SENT_ON == {one.path for one in SHOWN if one.path}
