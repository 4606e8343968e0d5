"""What stands around every page: where one may go, as whom one is here, how it looks."""

from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from starlette.datastructures import URL

from api.journeys.who_is_it import Known
from api.pages.catalogue import later
from api.pages.forms import put_mask
from api.pages.look import Look
from api.security.rights import Right
from api.store.logins import Stage

LONGEST = 1000
"""Signs of an address that somebody is sent back to."""


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the navigation: a part of the house, and who may go there."""

    name: str
    address: str
    needs: Right


WAYS: tuple[Way, ...] = (
    Way(later("Week"), "/weeks", Right.WEEK_LOOK),
    Way(later("Referrals"), "/referrals", Right.PEOPLE_LOOK),
    Way(later("Clients"), "/clients", Right.PEOPLE_LOOK),
    Way(later("Workers"), "/workers", Right.PEOPLE_LOOK),
    Way(later("Groups"), "/groups", Right.PEOPLE_LOOK),
    Way(later("Month"), "/months", Right.MONTH_LOOK),
    Way(later("Scenarios"), "/scenarios", Right.SCENARIO_LOOK),
    Way(later("My calendar"), "/my/calendar", Right.CALENDAR_OWN),
    Way(later("My clients"), "/my/clients", Right.CLIENTS_OWN),
    Way(later("Users"), "/users", Right.ACCESS_LOOK),
    Way(later("Record of acts"), "/audit", Right.AUDIT_LOOK),
    Way(later("Work under way"), "/jobs", Right.JOB_LOOK),
)
"""In the order in which they stand; a way without a page yet is left out."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything that the frame of a page shows."""

    name: str
    """Of the visitor; empty where nobody is known."""
    provider: str
    other_providers: bool
    ways: tuple[Way, ...]
    here: str
    """Path of this page, with what stands behind it."""
    look: Look
    word: str
    """Against forgery, for the forms of this page; empty where nobody is known."""
    said: str
    version: str
    number: str
    """Of the request, as the log names it."""

    @property
    def first(self) -> str:
        """Where the visitor's own work begins."""
        return self.ways[0].address if self.ways else "/account"

    def is_here(self, way: Way) -> bool:
        """Whether this page belongs to a part of the house."""
        path = self.here.partition("?")[0]
        return path == way.address or path.startswith(f"{way.address}/")


def frame_of(
    known: Known | None, look: Look, url: URL, pages: frozenset[str], said: str, number: str
) -> Frame:
    """The frame of a page; ``pages``: the addresses that there are."""
    inside = known if known and known.stage is Stage.OPEN else None
    rights = inside.caller.rights if inside else frozenset()
    tenant = inside.caller.tenant if inside else 0
    places = inside.places if inside else ()
    return Frame(
        name=inside.name if inside else "",
        provider=next((one.provider for one in places if one.tenant == tenant), ""),
        other_providers=len(places) > 1,
        ways=tuple(way for way in WAYS if way.needs in rights and way.address in pages),
        here=f"{url.path}?{url.query}" if url.query else url.path,
        look=look,
        word=put_mask(known.forgery_word) if known else "",
        said=said,
        version=program_version(),
        number=number,
    )


@cache
def program_version() -> str:
    """Version of the program as it was installed."""
    try:
        return version("tugiplaan")
    except PackageNotFoundError:
        return "0"


def own_address(told: str) -> str:
    """An address of ours that somebody is to be sent back to; the start where it is none."""
    plain = told.isascii() and told.isprintable() and "\\" not in told and len(told) <= LONGEST
    return told if plain and told.startswith("/") and not told.startswith("//") else "/"
