"""A planner from a ready question to a comparison: by mouse, by keyboard alone, without scripts."""

import re
from dataclasses import dataclass
from itertools import count

import pytest
from playwright.sync_api import Locator, Page, expect

from api.jobs.child import House as ChildHouse
from api.jobs.clock import utc_now
from api.jobs.kinds import KINDS
from api.jobs.worker import Limits, Worker
from api.security.rights import Role
from api.store.jobs import ENDED, find_job
from api.store.scenarios import find_scenarios
from api.store.unit import Actor
from tests.api.pages.conftest import Served
from tests.api.store.places import AT, MASTER

LIMITS = Limits(poll=0.1, tick=0.05, over=60.0)
MOST_STEPS = 250
"""Steps of the tabulator key within which everything of a page is found."""
QUESTION = re.compile(r"^Copy and change\W+How many support persons")
NUMBERS = count(1)


@dataclass
class Hand:
    """Somebody at a browser: with the mouse, or with the keyboard alone."""

    served: Served
    page: Page
    keys: bool
    scripts: bool

    def press(self, what: Locator) -> None:
        """A link or a button."""
        if self.keys:
            self._tab_to(what)
            self.page.keyboard.press("Enter")
        else:
            what.click()

    def tick(self, what: Locator) -> None:
        """A box."""
        if self.keys:
            self._tab_to(what)
            self.page.keyboard.press("Space")
        else:
            what.check()
        expect(what).to_be_checked()

    def write(self, label: str, words: str) -> None:
        """A field, in place of what stands in it."""
        field = self.page.get_by_label(label, exact=True).first
        if self.keys:
            self._tab_to(field)
            self.page.keyboard.type(words)
        else:
            field.fill(words)
        expect(field).to_have_value(words)

    def see_work_done(self, one: str) -> None:
        """Have what waits done; scripts show the answer by themselves."""
        expect(self.page.get_by_role("heading", name="It is being played")).to_be_visible()
        finish(self.served, one)
        if not self.scripts:
            self.page.reload()

    def _tab_to(self, wanted: Locator) -> None:
        handle = wanted.first.element_handle()
        for _ in range(MOST_STEPS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("one => one === document.activeElement", handle):
                return
        pytest.fail(f"the keyboard does not reach {wanted}")


def finish(served: Served, one: str) -> None:
    """A worker that works until the scenario's job has ended."""

    def ended() -> bool:
        with served.store.read(Actor(1, "test"), AT) as unit:
            found = find_job(unit, find_scenarios(unit, [one])[one].job)
        return found is not None and found.state in ENDED

    house = ChildHouse(str(served.store.engine.url), MASTER, 0)
    Worker("test", house, KINDS, utc_now, 1, LIMITS).run(ended)


@pytest.mark.parametrize(
    ("keys", "scripts"),
    [(False, True), (True, True), (False, False)],
    ids=["mouse", "keyboard", "no scripts"],
)
def test_a_question_is_copied_changed_played_and_compared(
    served: Served, *, keys: bool, scripts: bool
) -> None:
    page = served.context(Role.PLANNER, scripts=scripts).new_page()
    hand, number = Hand(served, page, keys, scripts), next(NUMBERS)
    first, second = f"Journey {number}", f"Journey {number} grown"
    page.goto(f"{served.address}/scenarios")
    hand.press(page.get_by_role("link", name=QUESTION))
    hand.write("Name", first)
    hand.write("Months that count", "2")
    hand.write("Months before, to warm up", "many")
    hand.write("Replications at least", "2")
    hand.write("Replications at most", "2")
    hand.press(page.get_by_role("button", name="Keep the scenario", exact=True).last)
    expect(page.get_by_role("alert")).to_contain_text("Nothing is kept yet")
    expect(page.get_by_label("Months that count", exact=True)).to_have_value("2")
    hand.write("Months before, to warm up", "1")
    hand.press(page.get_by_role("button", name="Keep the scenario", exact=True).last)
    expect(page.get_by_role("status").first).to_contain_text("The scenario is kept")

    hand.press(page.get_by_role("button", name="Play", exact=True))
    hand.see_work_done(f"journey-{number}")
    expect(page.locator(".kpi")).to_contain_text("First meeting in time")
    expect(page.get_by_role("heading", name="Wait until the first meeting")).to_be_visible()

    hand.press(page.get_by_role("link", name="Copy and change", exact=True))
    hand.write("Name", second)
    hand.write("All demand, percent", "200")
    hand.press(page.get_by_role("button", name="Keep the scenario", exact=True).last)
    expect(page.locator("h1")).to_contain_text(second)

    hand.press(page.get_by_role("link", name="Scenarios", exact=True).first)
    for title in (second, first):
        hand.tick(page.get_by_label(f"Compare: {title}", exact=True))
    hand.press(page.get_by_role("button", name="Compare those ticked"))
    base = page.locator("ol.list li").first.inner_text()
    hand.press(page.get_by_role("button", name="Play them together"))
    hand.see_work_done(f"journey-{number}-grown" if "grown" in base else f"journey-{number}")
    expect(page.get_by_role("heading", name="Difference from the base")).to_be_visible()
    expect(page.locator("table.cmp tbody tr").first).to_contain_text("pp")
    page.close()
