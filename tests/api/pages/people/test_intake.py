"""The coordinator takes a referral in, plans its first meeting, answers, tells, and closes it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from api.security.rights import Role
from tests.api.pages.conftest import Served
from tests.api.pages.people.conftest import tab_to


@pytest.fixture
def desk(house: Served) -> Iterator[Page]:
    """A coordinator's browser; what a page's scripts stumble over is a fault."""
    page = house.context(Role.COORDINATOR).new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield page
    page.close()
    assert faults == []


def test_a_referral_from_its_first_day_to_its_end(house: Served, desk: Page) -> None:
    _taken_in_with_all_its_faults_said_at_once(house, desk)
    _its_first_meeting_is_planned_and_noted(house, desk)
    _a_question_is_answered_and_a_change_told_at_once(house, desk)
    _closed_for_another_reason_only_with_words(house, desk)


def _taken_in_with_all_its_faults_said_at_once(house: Served, desk: Page) -> None:
    desk.goto(f"{house.address}/referrals")
    desk.get_by_role("link", name="New referral…").click()
    desk.get_by_label("Somebody new").check()
    desk.get_by_label("Name", exact=True).fill("Юлия Ковальчук-Сидоренко")
    desk.get_by_label("Home").fill("Talin")
    desk.get_by_label("Programme").select_option("ska-support")
    desk.get_by_label("Status").select_option("notice")
    desk.get_by_role("button", name="Keep the referral").click()
    faults = desk.locator(".field .fault, fieldset > .fault").all_inner_texts()
    assert any("Talin" in one for one in faults), faults
    assert any("Fill in this field" in one for one in faults), faults
    # What was typed is still there.
    expect(desk.get_by_label("Name", exact=True)).to_have_value("Юлия Ковальчук-Сидоренко")
    desk.get_by_label("Home").fill("Narva")
    desk.get_by_label("Language 1").select_option("uk")
    desk.get_by_label("Status").select_option("")
    desk.get_by_label("Municipality").fill("Narva linn")
    desk.get_by_label("Case manager").fill("Eha Soorand")
    desk.get_by_role("button", name="Keep the referral").click()
    expect(desk.locator("h1")).to_have_text("Юлия Ковальчук-Сидоренко")
    expect(desk.locator(".said")).to_have_text("The referral is kept.")
    expect(desk.locator(".clock .now")).to_contain_text("23")
    expect(desk.locator(".clock .due")).to_contain_text("day 5, last")


def _its_first_meeting_is_planned_and_noted(house: Served, desk: Page) -> None:
    _open(house, desk, "Юлия")
    desk.get_by_role("button", name="Put it into the plan").click()
    expect(desk.locator(".said")).to_contain_text("the next roster finds a time for it")
    expect(desk.get_by_text("in the plan", exact=True)).to_be_visible()
    desk.get_by_label("The first meeting was held on").fill("2026-11-23")
    desk.locator("form[action$='/met'] button").click()
    expect(desk.locator(".said")).to_have_text("The first meeting is noted.")
    expect(desk.locator(".clock")).to_have_count(0)


def _a_question_is_answered_and_a_change_told_at_once(house: Served, desk: Page) -> None:
    _open(house, desk, "Юлия")
    desk.get_by_text("A question came in…").click()
    desk.get_by_label("The question").fill("Kuidas läheb?")
    desk.get_by_label("Received on").fill("2026-11-16")
    desk.get_by_role("button", name="Keep the question").click()
    expect(desk.locator(".letter").first).to_contain_text("today is the last day")
    desk.get_by_text("Answer…").click()
    desk.get_by_label("What was answered").fill("Hästi.")
    desk.get_by_role("button", name="Keep the answer").click()
    expect(desk.locator(".letter").first).to_contain_text("answered 23 Nov 2026")
    desk.get_by_text("Something has changed…").click()
    desk.get_by_label("What has changed").fill("Leidis töö.")
    desk.get_by_label("for the better").check()
    desk.get_by_label("The municipality was told just now").uncheck()
    desk.get_by_role("button", name="Keep the notice").click()
    expect(desk.get_by_text("to be told at once")).to_be_visible()
    desk.get_by_role("button", name="Told now").click()
    expect(desk.get_by_text("The municipality was told 23/11/2026")).to_be_visible()


def _closed_for_another_reason_only_with_words(house: Served, desk: Page) -> None:
    _open(house, desk, "Юлия")
    desk.get_by_role("heading", name="End of the service").click()
    desk.get_by_label("another reason").check()
    desk.get_by_role("button", name="Close the referral").click()
    expect(desk.get_by_role("alert")).to_contain_text("needs a text")
    desk.get_by_label("Explanation").fill("Kolis ära.")
    desk.get_by_role("button", name="Close the referral").click()
    expect(desk.locator(".said")).to_have_text("The referral is closed.")
    expect(desk.get_by_text("Kolis ära.")).to_be_visible()
    desk.goto(f"{house.address}/referrals")
    expect(desk.get_by_text("Юлия")).to_have_count(0)


def test_an_extension_names_its_need_and_who_approved_it(house: Served, desk: Page) -> None:
    desk.goto(f"{house.address}/referrals/R001")
    left = desk.locator(".caps li").first.inner_text()
    desk.get_by_role("heading", name="Extend", exact=True).click()
    desk.get_by_label("Units more").fill("2")
    desk.get_by_label("Approved by").fill("Töötukassa, Mall Mets")
    desk.get_by_label("Justification").fill("Uus töökoht vajab tuge.")
    desk.get_by_role("button", name="Extend the referral").click()
    expect(desk.locator(".said")).to_have_text("The referral is extended.")
    expect(desk.get_by_text("2 units more")).to_be_visible()
    assert _minutes(desk.locator(".caps li").first.inner_text()) == _minutes(left) + 90


def test_the_keyboard_alone_takes_a_referral_in(house: Served, desk: Page) -> None:
    desk.goto(f"{house.address}/clients/C003")
    tab_to(desk, "New referral…")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/referrals/new?client=C003")
    tab_to(desk, "Programme")
    desk.keyboard.type("SK")
    tab_to(desk, "Number of the referral")
    desk.keyboard.type("SK-2026-0412")
    tab_to(desk, "Urgent")
    desk.keyboard.press("Space")
    tab_to(desk, "Keep the referral")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/referrals/SK-2026-0412")
    expect(desk.locator(".head")).to_contain_text("urgent")


def test_an_absence_is_told_and_ended_earlier(house: Served, desk: Page) -> None:
    desk.goto(f"{house.address}/workers/W02")
    desk.get_by_text("Away…").click()
    desk.get_by_label("First day").fill("2026-11-24")
    desk.get_by_label("Last day", exact=True).fill("2026-11-20")
    desk.get_by_role("button", name="Keep the absence").click()
    expect(desk.get_by_role("alert")).to_contain_text("cannot be before the first")
    desk.get_by_label("Last day", exact=True).fill("2026-11-30")
    desk.get_by_role("button", name="Keep the absence").click()
    row = desk.locator(".away-row")
    expect(row).to_contain_text("24–30 Nov 2026")
    row.locator("input[type=date]").fill("2026-11-26")
    row.get_by_role("button", name="End earlier").click()
    expect(desk.locator(".away-row")).to_contain_text("24–26 Nov 2026")


def test_without_scripts_a_list_is_filtered_and_a_group_gets_a_member(house: Served) -> None:
    page = house.context(Role.COORDINATOR, scripts=False).new_page()
    page.goto(f"{house.address}/clients")
    page.get_by_role("searchbox").fill("C003")
    page.get_by_role("button", name="Find").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    page.goto(f"{house.address}/groups/G01")
    page.get_by_label("Number of the referral").fill("R003")
    page.get_by_role("button", name="Join").click()
    expect(page.locator("section").first.locator("tbody tr")).to_have_count(4)
    page.close()


def _open(house: Served, page: Page, name: str) -> None:
    page.goto(f"{house.address}/referrals")
    page.get_by_role("link", name=name).click()


def _minutes(told: str) -> int:
    hours, minutes = re.search(
        r"(?:(\d+) h)?\s*(?:(\d+) min)? left", told.replace("\xa0", " ")
    ).groups()  # type: ignore[union-attr]
    return 60 * int(hours or 0) + int(minutes or 0)
