"""The first start: found the provider, let its administrator in, put people in.

Open only as long as the house is empty, and only to whoever sits at the machine itself: nobody else
may take an empty house for their own. An operator elsewhere uses ``tugiplaan provider add``.
"""

from datetime import timedelta
from typing import Literal

from api.journeys import sign_in
from api.journeys.first_start import FirstStart, begin_house, is_here
from api.journeys.look_at_house import is_empty
from api.pages.page import Page, Visit
from api.pages.sign_in import go_in, said
from api.routes.doors import MEGABYTE, Public, Reply
from api.routes.models import Loose, Text
from api.routes.problems import Refused
from api.routes.uploads import FORM, laid_out
from domain.clock import ZONE, monday_of

HERE = "/first"
EMPTY = Public("open while nobody lives here, and to whoever sits at this machine alone")
WEEK = timedelta(days=7)


class FirstForm(Loose):
    """The provider, its administrator, and whose people are put in."""

    provider: Text = ""
    registry: Text = ""
    name: Text = ""
    login: Text = ""
    password: Text = ""
    plans: bool = False
    """Whether the administrator plans weeks too."""
    people: Literal["none", "sample", "own"] = "none"


def _ask(visit: Visit) -> Reply:
    if not is_empty(visit.house.store):
        return visit.go("/sign-in")
    return visit.show("first.html.j2", here=_is_here(visit), form=FirstForm(), found=())


def _found(visit: Visit) -> Reply:
    if not is_empty(visit.house.store):
        return visit.go("/sign-in")
    if not _is_here(visit):
        raise Refused(403)
    form: FirstForm = visit.body
    asked = FirstStart(
        provider=form.provider,
        registry=form.registry,
        login=form.login,
        name=form.name,
        password=form.password,
        plans=form.plans,
        sample=form.people == "sample",
        monday=monday_of(visit.at.astimezone(ZONE).date()) + WEEK,
    )
    with laid_out(tuple(part for part in visit.fields.files if part.field == "book")) as files:
        book = next(iter(files.get("book", ())), None) if form.people == "own" else None
        found = begin_house(visit.house.store, visit.at, asked, book)
    if found:
        plain = form.model_copy(update={"password": ""})
        return visit.show("first.html.j2", 422, here=True, form=plain, found=said(visit, found))
    signed, _ = sign_in.sign_in(
        visit.house.store, visit.at, form.login, form.password, visit.address
    )
    return go_in(visit, signed, "/") if signed else visit.go("/sign-in")


def _is_here(visit: Visit) -> bool:
    return "x-forwarded-for" not in visit.headers and is_here(visit.address)


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, EMPTY, _ask, "The first start", "free"),
    Page("POST", HERE, EMPTY, _found, "Found the provider", "free", takes=FirstForm,
         uploads=FORM, most=400 * MEGABYTE),
)  # fmt: skip
