"""A coordinator's week: changed, looked over, published, planned anew for an illness, published."""

import re

import pytest
from playwright.sync_api import Page, expect

from api.jobs.replan_week import REPLAN_WEEK
from api.security.rights import Role
from api.store.jobs import ENDED, ask_to_stop, newest_jobs
from api.store.unit import Actor
from tests.api.pages.conftest import Served
from tests.api.pages.hand import Hand, work_until
from tests.api.pages.people.conftest import JOB
from tests.api.pages.shown import HERE
from tests.api.store.places import AT

WORKER = "W01"


def _published(hand: Hand, page: Page) -> int:
    """Publish what is looked over; its number."""
    button = page.get_by_role("button", name=re.compile(r"^Publish as roster \d+$"))
    number = int(button.inner_text().split()[-1])
    hand.press(button)
    expect(page.locator(".said")).to_contain_text(f"roster {number}", ignore_case=True)
    return number


@pytest.mark.parametrize("keys", [False, True], ids=["mouse", "keyboard"])
def test_a_week_is_changed_published_and_planned_anew(fresh_house: Served, *, keys: bool) -> None:
    with fresh_house.store.write(Actor(1, "test"), AT) as unit:
        ask_to_stop(unit, JOB)
    page = fresh_house.context(Role.COORDINATOR).new_page()
    hand = Hand(fresh_house, page, keys)
    page.goto(fresh_house.address + HERE)

    meeting = page.locator("a.ses").nth(2)
    need = str(meeting.get_attribute("data-need"))
    hand.press(meeting)
    hand.press(page.get_by_role("button", name="Leave it out this week"))
    expect(page.locator(f'a.ses[data-need="{need}"]')).to_have_count(0)
    hand.press(page.get_by_role("link", name="Preview 1 change"))
    expect(page.get_by_role("heading", name="Preview")).to_be_visible()
    first = _published(hand, page)

    hand.press(page.get_by_role("link", name="Somebody is ill…"))
    name = page.locator(f'#worker option[value="{WORKER}"]').inner_text()
    hand.choose("Who is away", WORKER, name)
    hand.press(page.get_by_role("button", name="Plan without them"))
    expect(page.get_by_role("progressbar")).to_be_visible()
    work_until(fresh_house, lambda: _replanned(fresh_house))
    expect(page.get_by_role("heading", name="Preview")).to_be_visible()
    assert _published(hand, page) == first + 1
    page.close()


def _replanned(house: Served) -> bool:
    with house.store.read(Actor(1, "test"), AT) as unit:
        found = [one for one in newest_jobs(unit) if one.kind == REPLAN_WEEK.name]
    return bool(found) and all(one.state in ENDED for one in found)
