"""Make docs/pictures/roster.png from the small sample: ``python -m docs.build_picture``.

Needs a minute for the solver and a browser on the path (or named by ``TUGIPLAAN_BROWSER``).
"""

import os
import shutil
import tempfile
from datetime import date
from pathlib import Path

from playwright.sync_api import sync_playwright

from api.journeys.make_files import make_sample
from api.journeys.plan_week import PlanAsked, plan_week
from api.journeys.write_week import write_week

PICTURE = Path(__file__).parent / "pictures" / "roster.png"
MONDAY, TODAY = date(2026, 11, 23), date(2026, 11, 22)
WIDE, HIGH = 1280, 770
"""The figures, the first workers, and who is left out."""


def build_page(folder: Path) -> Path:
    """The page of the small sample's week, in English."""
    book = folder / "week.xlsx"
    make_sample(book, "small", MONDAY, 1, "en")
    week, findings = plan_week(PlanAsked(book, MONDAY, TODAY))
    if week is None:
        message = f"the sample has errors: {findings}"
        raise AssertionError(message)
    return write_week(week, "en", folder / "week").page


def take_picture(page: Path, picture: Path) -> None:
    """The top of the page as a PNG file."""
    named = os.environ.get("TUGIPLAAN_BROWSER") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=named, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": WIDE, "height": HIGH})
        opened.goto(page.as_uri())
        opened.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        take_picture(build_page(Path(made)), PICTURE)
