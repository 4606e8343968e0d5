"""Every page of months, in one place; fixed addresses before those with a month in them."""

from api.pages.months import bring, close, decide, look, look_closer, papers, work
from api.pages.page import Page

PAGES: tuple[Page, ...] = (
    *bring.PAGES,
    *work.PAGES,
    *look.PAGES,
    *look_closer.PAGES,
    *decide.PAGES,
    *close.PAGES,
    *papers.PAGES,
)
