"""The doors for programs: JSON, files and calendars."""

from api.routes import records
from api.routes.doors import Door

DOORS: tuple[Door, ...] = (*records.DOORS,)
