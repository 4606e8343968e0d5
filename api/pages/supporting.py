"""Pages beside the week, the month and the scenario: people, access, what happens in the house."""

from api.pages.page import Page
from api.pages.people import clients, workers
from api.pages.referrals import begin, inbox
from api.pages.referrals import one as referral

PAGES: tuple[Page, ...] = (
    *inbox.PAGES,
    # Before the page of one: "new" is no number.
    *begin.PAGES,
    *referral.PAGES,
    *clients.PAGES,
    *workers.PAGES,
)
