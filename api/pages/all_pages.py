"""Every page, in one place."""

from api.pages import account, first, logins, look_page, sign_in, start, supporting
from api.pages.assets import HERE, NAME, OPEN, serve
from api.pages.months import all_months
from api.pages.page import Page
from api.pages.scenarios import all_scenarios
from api.pages.weeks import all_weeks

PAGES: tuple[Page, ...] = (
    Page("GET", f"{HERE}/{{name}}", OPEN, serve, "Styles, scripts and icons", "free",
         ids={"name": NAME}, asks_who=False),
    *start.PAGES,
    *first.PAGES,
    *sign_in.PAGES,
    *look_page.PAGES,
    *account.PAGES,
    *logins.PAGES,
    *supporting.PAGES,
    *all_weeks.PAGES,
    *all_months.PAGES,
    *all_scenarios.PAGES,
)  # fmt: skip
