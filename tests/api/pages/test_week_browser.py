"""The coordinator in a browser: with the mouse, by dragging, and with the keyboard alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from api.journeys.week_edit import HoldFast, edit_week
from api.security.rights import Role
from api.store.drafts import read_draft
from api.store.unit import Actor
from tests.api.conftest import MONDAY
from tests.api.pages.conftest import Served
from tests.api.pages.shown import HERE
from tests.api.store.places import AT

DIALOG = "dialog.sheet-of-need"


@pytest.fixture
def week(served: Served, visit: Page) -> Iterator[Page]:
    """The week, open in a coordinator's browser; what the console says is a fault."""
    faults: list[str] = []
    visit.on("pageerror", lambda error: faults.append(str(error)))
    visit.goto(served.address + HERE)
    yield visit
    assert faults == []


def _held(served: Served) -> dict[str, tuple[int, tuple[str, ...]]]:
    with served.store.read(Actor(1, "test"), AT) as unit:
        roster = read_draft(unit, MONDAY).roster
    assert roster is not None
    return {one.need: (one.start, one.workers) for one in roster.meetings}


def test_a_meeting_opens_in_a_dialog_is_left_out_and_comes_back(served: Served, week: Page) -> None:
    meeting = week.locator("a.ses").nth(3)
    need = str(meeting.get_attribute("data-need"))
    before = _held(served)[need]
    meeting.click()
    dialog = week.locator(DIALOG)
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Leave it out this week").click()
    expect(dialog).to_be_hidden()
    expect(week.locator(f'a.ses[data-need="{need}"]')).to_have_count(0)
    expect(week.locator("#live")).to_have_text("The meeting is left out.")
    assert need not in _held(served)
    week.goto(f"{served.address}{HERE}/needs/{need}?worker={','.join(before[1])}&start={before[0]}")
    expect(week.locator("#would")).to_contain_text("breaks nothing")
    week.get_by_role("button", name="Assign", exact=True).click()
    expect(week.locator(".said:not(.inf)")).to_have_text("The meeting is assigned.")
    assert _held(served)[need] == before


def test_dragging_a_meeting_asks_before_anything_is_changed(served: Served, week: Page) -> None:
    before = _held(served)
    meeting = week.locator("a.ses").first
    row = week.locator("table.week tbody tr").nth(3)
    worker = str(row.get_attribute("id")).removeprefix("w-")
    meeting.drag_to(row.locator("td").nth(1))
    dialog = week.locator(DIALOG)
    expect(dialog).to_be_visible()
    assert dialog.locator("select[name=worker]").first.input_value() == worker
    assert int(dialog.locator("select[name=start]").input_value()) // 1440 == 1
    expect(dialog.locator("#would")).not_to_be_empty()
    week.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert _held(served) == before


def test_the_keyboard_alone_holds_a_meeting_fast_and_lets_it_go(week: Page) -> None:
    meeting = week.locator("a.ses").nth(5)
    need = str(meeting.get_attribute("data-need"))
    for _ in range(120):
        week.keyboard.press("Tab")
        focused = week.evaluate("document.activeElement?.dataset.need ?? ''")
        if focused == need:
            break
    assert focused == need
    week.keyboard.press("Enter")
    dialog = week.locator(DIALOG)
    expect(dialog).to_be_visible()
    _tab_to(week, "both")
    week.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(week.locator(f'a.ses[data-need="{need}"] .lk')).to_be_visible()
    # The focus is where it was.
    assert week.evaluate("document.activeElement?.dataset.need") == need
    week.keyboard.press("Enter")
    expect(dialog).to_be_visible()
    _tab_to(week, "Let it go")
    week.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(week.locator(f'a.ses[data-need="{need}"] .lk')).to_have_count(0)


def _tab_to(page: Page, words: str) -> None:
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement?.innerText?.trim()") == words:
            return
    raise AssertionError(words)


def test_who_is_second_sees_in_the_dialog_what_changed(served: Served, week: Page) -> None:
    meeting = week.locator("a.ses").nth(7)
    need = str(meeting.get_attribute("data-need"))
    meeting.click()
    dialog = week.locator(DIALOG)
    expect(dialog).to_be_visible()
    with served.store.write(Actor(1, "test"), AT) as unit:
        draft = read_draft(unit, MONDAY)
        changed, found = edit_week(unit, MONDAY, draft.revision, [HoldFast(need)])
    assert changed is not None, found
    dialog.get_by_role("button", name="Leave it out this week").click()
    expect(dialog).to_contain_text("The week was changed meanwhile")
    dialog.get_by_role("button", name="Make my change on top").click()
    expect(dialog).to_be_hidden()
    assert need not in _held(served)


def test_without_scripts_filters_and_forms_do_the_same(served: Served) -> None:
    page = served.context(Role.COORDINATOR, scripts=False).new_page()
    page.goto(served.address + HERE)
    page.get_by_label("County").select_option("Harju")
    page.get_by_role("button", name="Show", exact=True).click()
    expect(page).to_have_url(re.compile("county=Harju"))
    assert page.locator("a.ses").count() > 0
    page.locator("a.ses").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("button", name="What would break?").click()
    expect(page).to_have_url(re.compile("worker="))
    page.close()
