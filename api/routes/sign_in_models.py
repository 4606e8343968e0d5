"""What is asked for and told of coming in."""

from typing import Annotated

from pydantic import Field

from api.routes.models import Strict, Text, Whole
from api.security.rights import Right, Role

Secret = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[^\x00]*$")]
Code = Annotated[str, Field(pattern=r"^[0-9]{6}$")]


class LoginAsked(Strict):
    """Login and password."""

    login: Text
    password: Secret


class CodeAsked(Strict):
    """The code that the telephone shows."""

    code: Code


class InvitationAsked(Strict):
    """An invitation, and the password that is chosen by it."""

    secret: Secret
    password: Secret


class ProviderAsked(Strict):
    """The provider to work for."""

    provider: Whole


class OutAsked(Strict):
    """Whether to go out everywhere, or here alone."""

    everywhere: bool = False


class PasswordAsked(Strict):
    """Another password for oneself."""

    old_password: Secret
    new_password: Secret


class SecondFactorAsked(Strict):
    """What the house told the telephone, the first code it shows, and one of the factor before."""

    ticket: Secret
    code: Code
    current: Annotated[str, Field(pattern=r"^([0-9]{6})?$")] = ""


class PlaceTold(Strict):
    """A provider one works for."""

    provider: int
    name: str
    roles: list[Role]
    person: str


class Way(Strict):
    """How far one is on the way in."""

    stage: str
    """``open``: in; ``code``: the second factor is due; ``set_up``: one must be set up first."""
    name: str
    provider: int | None
    providers: list[PlaceTold]
    failed_before: int
    """Attempts that failed since the last time."""


class Me(Strict):
    """Who one is here."""

    account: str
    stage: str
    login: str
    name: str
    provider: int
    """0: none is chosen."""
    rights: list[Right]
    providers: list[PlaceTold]
    second_factor: bool
    csrf_token: str
    """Goes along in ``X-CSRF-Token`` with everything that changes something."""


class Begun(Strict):
    """What a telephone is told."""

    secret: str
    address: str
    ticket: str
