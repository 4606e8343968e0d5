"""A planner from a ready question to a comparison: by mouse, by keyboard alone, without scripts."""

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from api.security.rights import Role
from api.store.jobs import ENDED, find_job
from api.store.scenarios import find_scenarios
from api.store.unit import Actor
from tests.api.pages.conftest import Served
from tests.api.pages.hand import Hand, work_until
from tests.api.store.places import AT

QUESTION = re.compile(r"^Copy and change\W+How many support persons")
NUMBERS = count(1)


def see_work_done(hand: Hand, one: str, *, scripts: bool) -> None:
    """Have what waits done; scripts show the answer by themselves."""
    expect(hand.page.get_by_role("heading", name="It is being played")).to_be_visible()
    finish(hand.served, one)
    if not scripts:
        hand.page.reload()


def finish(served: Served, one: str) -> None:
    """A worker that works until the scenario's job has ended."""

    def ended() -> bool:
        with served.store.read(Actor(1, "test"), AT) as unit:
            found = find_job(unit, find_scenarios(unit, [one])[one].job)
        return found is not None and found.state in ENDED

    work_until(served, ended)


@pytest.mark.parametrize(
    ("keys", "scripts"),
    [(False, True), (True, True), (False, False)],
    ids=["mouse", "keyboard", "no scripts"],
)
def test_a_question_is_copied_changed_played_and_compared(
    served: Served, *, keys: bool, scripts: bool
) -> None:
    page = served.context(Role.PLANNER, scripts=scripts).new_page()
    hand, number = Hand(served, page, keys), next(NUMBERS)
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
    see_work_done(hand, f"journey-{number}", scripts=scripts)
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
    played = f"journey-{number}-grown" if "grown" in base else f"journey-{number}"
    see_work_done(hand, played, scripts=scripts)
    expect(page.get_by_role("heading", name="Difference from the base")).to_be_visible()
    expect(page.locator("table.cmp tbody tr").first).to_contain_text("pp")
    page.close()
