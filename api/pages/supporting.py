"""Pages beside the week, the month and the scenario: people, access, what happens in the house."""

from api.pages.access import keys, settings, users
from api.pages.own import calendar as own_calendar
from api.pages.own import clients as own_clients
from api.pages.page import Page
from api.pages.people import clients, groups, workers
from api.pages.referrals import begin, inbox
from api.pages.referrals import one as referral
from api.pages.watch import acts, status, work

PAGES: tuple[Page, ...] = (
    *inbox.PAGES,
    # Before the page of one: "new" is no number.
    *begin.PAGES,
    *referral.PAGES,
    *clients.PAGES,
    *workers.PAGES,
    *groups.PAGES,
    *own_calendar.PAGES,
    *own_clients.PAGES,
    *users.PAGES,
    *keys.PAGES,
    *settings.PAGES,
    *acts.PAGES,
    *work.PAGES,
    *status.PAGES,
)
