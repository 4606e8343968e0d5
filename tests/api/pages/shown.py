"""The table of pages: where each is found, and by whom it is looked at in the tests."""

from dataclasses import dataclass

from api.security.rights import Role

WEEK = "/weeks/{monday}"
MONTH, IN_MONTH = "/months/{month}", "/months/2026-11"
HERE = "/weeks/2026-11-23"
SOMEBODY = "{somebody}"
"""In an address: the account of somebody who works there, which is another in every house."""


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
    Shown("/account/logins", Role.COORDINATOR),
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
    Shown("/months", Role.FINANCE),
    Shown("/months/import", Role.FINANCE),
    Shown("/months/work/{id}", Role.FINANCE, "/months/work/files-looked-at"),
    Shown(MONTH, Role.FINANCE, IN_MONTH),
    Shown(MONTH, Role.AUDITOR, f"{IN_MONTH}?tab=solved&only=difference"),
    Shown(MONTH, Role.FINANCE, "/months/2026-10?tab=disputed"),
    Shown(f"{MONTH}/rows", Role.FINANCE, f"{IN_MONTH}/rows"),
    Shown(f"{MONTH}/rows", Role.AUDITOR, f"{IN_MONTH}/rows?kind=P03&sort=-expected&county=-"),
    Shown(f"{MONTH}/line", Role.FINANCE, f"{IN_MONTH}/line?line=M0186/C019"),
    Shown(f"{MONTH}/caps", Role.FINANCE, f"{IN_MONTH}/caps"),
    Shown(f"{MONTH}/import", Role.FINANCE, f"{IN_MONTH}/import"),
    Shown(f"{MONTH}/close", Role.FINANCE, f"{IN_MONTH}/close"),
    Shown(f"{MONTH}/close", Role.AUDITOR, "/months/2026-10/close"),
    Shown(f"{MONTH}/papers", Role.FINANCE, f"{IN_MONTH}/papers"),
    Shown(f"{MONTH}/papers", Role.FINANCE, "/months/2026-10/papers"),
    Shown("/scenarios", Role.PLANNER),
    Shown("/scenarios", Role.AUDITOR),
    Shown("/scenarios/new", Role.PLANNER, "/scenarios/new?from=q.ida-viru-ukrainian-three-more"),
    Shown("/scenarios/compare", Role.PLANNER, "/scenarios/compare?of=today&of=crowd"),
    Shown("/scenarios/compare", Role.AUDITOR, "/scenarios/compare?of=crowd&of=today"),
    Shown("/scenarios/{id}", Role.PLANNER, "/scenarios/two-more"),
    Shown("/scenarios/{id}", Role.AUDITOR, "/scenarios/not-asked"),
    Shown("/scenarios/{id}", Role.PLANNER, "/scenarios/under-way"),
    Shown("/scenarios/{id}/edit", Role.PLANNER, "/scenarios/two-more/edit"),
    Shown("/referrals", Role.COORDINATOR),
    Shown("/referrals", Role.AUDITOR, "/referrals?state=closed&sort=-name"),
    Shown("/referrals/new", Role.COORDINATOR, "/referrals/new?client=C001"),
    Shown("/referrals/{id}", Role.COORDINATOR, "/referrals/R024"),
    Shown("/referrals/{id}", Role.AUDITOR, "/referrals/R001"),
    Shown("/clients", Role.COORDINATOR),
    Shown("/clients", Role.COORDINATOR, "/clients?who=nobody+at+all"),
    Shown("/clients/{id}", Role.COORDINATOR, "/clients/C005"),
    Shown("/clients/{id}", Role.COORDINATOR, "/clients/C026"),
    Shown("/workers", Role.COORDINATOR),
    Shown("/workers", Role.AUDITOR, "/workers?state=away&sort=lapse"),
    Shown("/workers/{id}", Role.COORDINATOR, "/workers/W04"),
    Shown("/groups", Role.COORDINATOR),
    Shown("/groups/{id}", Role.COORDINATOR, "/groups/G01"),
    Shown("/my/calendar", Role.WORKER),
    Shown("/my/calendar", Role.WORKER, "/my/calendar?week=2027-03-01"),
    Shown("/my/clients", Role.CASE_MANAGER),
    Shown("/my/clients/{id}", Role.CASE_MANAGER, "/my/clients/R002"),
    Shown("/users", Role.ADMINISTRATOR),
    Shown("/users/{id}", Role.ADMINISTRATOR, f"/users/{SOMEBODY}"),
    Shown("/users/{id}", Role.ADMINISTRATOR, "/users/X1", 404),
    Shown("/keys", Role.ADMINISTRATOR),
    Shown("/settings", Role.ADMINISTRATOR),
    Shown("/settings", Role.COORDINATOR),
    Shown("/status", Role.AUDITOR),
    Shown("/audit", Role.AUDITOR),
    Shown("/audit", Role.AUDITOR, "/audit?about=client/nobody"),
    Shown("/audit/chain", Role.AUDITOR),
    Shown("/jobs", Role.COORDINATOR),
)
SENT_ON = frozenset(
    {
        "/",
        "/first",
        "/assets/{name}",
        "/weeks",
        f"{WEEK}/roster.xlsx",
        f"{WEEK}/calendars/{{worker}}.ics",
        f"{MONTH}/files/{{name}}",
        "/scenarios/{id}/files/{name}",
        "/scenarios/compare/{comparison}/files/{name}",
    }
)
"""Pages that send a visitor on, and files."""
