"""Every page of scenarios, in one place."""

from api.pages.page import Page
from api.pages.scenarios import compare, edit, files, listed, one

PAGES: tuple[Page, ...] = (
    *listed.PAGES,
    # Before the page of one: "new" and "compare" are no numbers.
    *edit.PAGES,
    *compare.PAGES,
    *one.PAGES,
    *files.PAGES,
)
