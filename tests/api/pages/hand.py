"""Somebody at a browser, with the mouse or with the keyboard alone; and waiting work, done."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from api.jobs.child import House as ChildHouse
from api.jobs.clock import utc_now
from api.jobs.kinds import KINDS
from api.jobs.worker import Limits, Worker
from tests.api.pages.conftest import Served
from tests.api.store.places import MASTER

LIMITS = Limits(poll=0.1, tick=0.05, over=60.0)
MOST_STEPS = 250
"""Steps of the tabulator key within which everything of a page is found."""


@dataclass
class Hand:
    """How somebody presses, ticks and writes."""

    served: Served
    page: Page
    keys: bool

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

    def choose(self, label: str, value: str, words: str) -> None:
        """One of a list, by the words that it begins with."""
        field = self.page.get_by_label(label, exact=True).first
        if self.keys:
            self._tab_to(field)
            self.page.keyboard.type(words)
        else:
            field.select_option(value)
        expect(field).to_have_value(value)

    def _tab_to(self, wanted: Locator) -> None:
        handle = wanted.first.element_handle()
        for _ in range(MOST_STEPS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("one => one === document.activeElement", handle):
                return
        pytest.fail(f"the keyboard does not reach {wanted}")


def work_until(served: Served, ended: Callable[[], bool]) -> None:
    """A worker does what waits until that has ended."""
    house = ChildHouse(str(served.store.engine.url), MASTER, 0)
    Worker("test", house, KINDS, utc_now, 1, LIMITS).run(ended)
