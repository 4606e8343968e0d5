"""Every door for programs, in one place."""

from api.routes import (
    access,
    acts,
    calendars,
    elsewhere,
    files,
    interpreting,
    jobs,
    letters,
    months,
    own,
    own_logins,
    papers,
    records,
    scenarios,
    sign_in,
    weeks,
)
from api.routes.doors import Door

DOORS: tuple[Door, ...] = (
    *sign_in.DOORS,
    *own_logins.DOORS,
    *elsewhere.DOORS,
    *own.DOORS,
    *records.DOORS,
    *letters.DOORS,
    *files.DOORS,
    *weeks.DOORS,
    *months.DOORS,
    *papers.DOORS,
    *scenarios.DOORS,
    *calendars.DOORS,
    *jobs.DOORS,
    *interpreting.DOORS,
    *access.DOORS,
    *acts.DOORS,
)
