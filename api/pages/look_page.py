"""Another language, light or dark, more contrast: by a button in the head of every page."""

from dataclasses import replace

from api.pages.frame import own_address
from api.pages.look import Contrast, Theme, look_line
from api.pages.page import Page, Visit
from api.routes.doors import Public, Reply
from api.routes.models import Loose, Text
from domain.words import Language

ANYBODY = Public("how pages look is nobody's secret and changes nothing in the house")


class LookAsked(Loose):
    """What is to be another way, and where to go back to."""

    language: Language | None = None
    theme: Theme | None = None
    contrast: Contrast | None = None
    to: Text = "/"


def _look(visit: Visit) -> Reply:
    asked: LookAsked = visit.body
    told = {
        name: value
        for name in ("language", "theme", "contrast")
        if (value := getattr(asked, name)) is not None
    }
    line = look_line(visit.house, replace(visit.look, **told))
    return visit.go(own_address(asked.to), cookies=(line,))


PAGES: tuple[Page, ...] = (
    Page("POST", "/look", ANYBODY, _look, "How pages look", "free", takes=LookAsked),
)
