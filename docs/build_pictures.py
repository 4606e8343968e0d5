"""Take the pictures of pages that the first page shows: ``python -m docs.build_pictures``.

Needs three minutes, most of them for the solver, and a browser (see ``make browser``). The house
is that of ``benchmarks.pages_house``: everybody in it is made up.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from api.imports.happened import Happened
from api.journeys.week_drop import drop_draft
from api.journeys.week_replan import ReplanStored, replan_stored
from api.journeys.week_stored import open_published
from api.security.rights import Role
from api.store.drafts import read_draft, save_draft
from api.store.jobs import ask_to_stop
from benchmarks.bench_pages import COOKIE
from benchmarks.pages_house import (
    AT,
    BY,
    JOB,
    MONDAY,
    PagesHouse,
    on_loopback,
    open_browser,
    open_house,
)
from domain.clock import ZONE
from tests.docs.test_links import LARGEST_PICTURE

PICTURES = Path(__file__).parent / "pictures"
WIDE, HIGH = 1440, 700
SECONDS = 60
AWAY = "W07:Tue..Wed"
"""Who falls ill, so that there is something to publish anew."""
AFTER_ILLNESS = "preview"
WEEK = f"/weeks/{MONDAY.isoformat()}"


@dataclass(frozen=True)
class Shot:
    """A picture of a page."""

    name: str
    role: Role
    address: str


SHOTS = (
    Shot("week", Role.COORDINATOR, WEEK),
    Shot("preview", Role.COORDINATOR, f"{WEEK}/preview"),
    Shot("referrals", Role.COORDINATOR, "/referrals"),
    Shot("month", Role.FINANCE, "/months/2026-11"),
)


def take_pictures(folder: Path, browser: Browser) -> None:
    """Every picture anew; AssertionError where one is too large."""
    with open_house(folder, "provider", SECONDS, None) as house:
        let_rest(house)
        with on_loopback(house) as address:
            for shot in SHOTS:
                if shot.name == AFTER_ILLNESS:
                    somebody_is_ill(house)
                _take(shot, house, browser, address)


def let_rest(house: PagesHouse) -> None:
    """Nothing is looked for, and the week is as it was published."""
    with house.store.write(BY, AT) as unit:
        ask_to_stop(unit, JOB)
        drop_draft(unit, MONDAY, read_draft(unit, MONDAY).revision)


def somebody_is_ill(house: PagesHouse) -> None:
    """Re-plan what is published; the draft is the answer."""
    with house.store.write(BY, AT) as unit:
        week, _ = open_published(unit, MONDAY) or (None, None)
        asked = ReplanStored(MONDAY, AT.astimezone(ZONE), Happened(absent=(AWAY,)), SECONDS)
        found, findings = replan_stored(week, asked) if week else (None, [])
        if found is None:
            message = f"the week cannot be re-planned: {findings}"
            raise AssertionError(message)
        save_draft(unit, MONDAY, found[0])


def _take(shot: Shot, house: PagesHouse, browser: Browser, address: str) -> None:
    context = browser.new_context(
        locale="en", viewport={"width": WIDE, "height": HIGH}, color_scheme="light"
    )
    cookie = house.cookies[shot.role]
    context.add_cookies([{"name": COOKIE, "value": cookie, "url": address}])
    page = context.new_page()
    page.goto(address + house.address_of(shot.address))
    path = PICTURES / f"{shot.name}.png"
    page.screenshot(path=path)
    context.close()
    if path.stat().st_size > LARGEST_PICTURE:
        message = f"{path.name} has {path.stat().st_size} bytes"
        raise AssertionError(message)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made, open_browser() as chromium:
        take_pictures(Path(made), chromium)
