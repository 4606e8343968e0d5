"""Every page of the week, in one place."""

from api.pages.page import Page
from api.pages.weeks import files, grid, need, preview, work

PAGES: tuple[Page, ...] = (
    *grid.PAGES,
    *need.PAGES,
    *preview.PAGES,
    *work.PAGES,
    *files.PAGES,
)
