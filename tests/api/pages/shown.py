"""The table of pages: where each is found, and by whom it is looked at in the tests."""

from dataclasses import dataclass

from api.security.rights import Role


WEEK = "/weeks/{monday}"
HERE = "/weeks/2026-11-23"


@dataclass(frozen=True)
class Shown:
    """One page as tests open it."""

    path: str
    """As it is declared."""
    role: Role | None
    """Who looks; None: nobody is signed in."""
    at: str = ""
    """Address, where the path has parts or something is asked."""
    status: int = 200

    @property
    def address(self) -> str:
        """Where a browser goes."""
        return self.at or self.path

    def __str__(self) -> str:
        return self.address


SHOWN: tuple[Shown, ...] = (
    Shown("/sign-in", None),
    Shown("/sign-in/code", None),
    Shown("/sign-in/second-factor", Role.COORDINATOR),
    Shown("/sign-in/provider", Role.COORDINATOR),
    Shown("/invitation", None, "/invitation?secret=tpi_x"),
    Shown("/account", Role.COORDINATOR),
    Shown("/account", None),
    Shown("", Role.COORDINATOR, "/nowhere", 404),
    Shown(WEEK, Role.COORDINATOR, HERE),
    Shown(WEEK, Role.AUDITOR, f"{HERE}?programme=IS&language=et"),
    Shown(WEEK, Role.COORDINATOR, f"{HERE}?view=clients"),
    Shown(WEEK, Role.COORDINATOR, f"{HERE}?view=counties"),
    Shown(WEEK, Role.COORDINATOR, f"{HERE}?who=nobody+at+all"),
    Shown(WEEK, Role.COORDINATOR, "/weeks/2027-03-01"),
    Shown(f"{WEEK}/needs/{{need}}", Role.COORDINATOR, f"{HERE}/needs/P004-1?worker=W01&start=600"),
    Shown(f"{WEEK}/preview", Role.COORDINATOR, f"{HERE}/preview"),
    Shown(f"{WEEK}/solve", Role.COORDINATOR, f"{HERE}/solve"),
    Shown(f"{WEEK}/ill", Role.COORDINATOR, f"{HERE}/ill"),
    Shown(f"{WEEK}/work/{{id}}", Role.COORDINATOR, f"{HERE}/work/looked-for"),
    Shown(f"{WEEK}/sheets", Role.COORDINATOR, f"{HERE}/sheets"),
)
SENT_ON = frozenset(
    {
        "/",
        "/first",
        "/assets/{name}",
        "/weeks",
        f"{WEEK}/roster.xlsx",
        f"{WEEK}/calendars/{{worker}}.ics",
    }
)
"""Pages that send a visitor on, and files."""
