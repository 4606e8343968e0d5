"""The table of pages: where each is found, and by whom it is looked at in the tests."""

from dataclasses import dataclass

from api.security.rights import Role


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
)
SENT_ON = frozenset({"/", "/first", "/assets/{name}"})
"""Pages that send a visitor on, and files."""
