"""What is asked for and told of coming in."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.routes.models import Strict, Text, Whole
from api.security.rights import Right, Role

Secret = Annotated[str, Field(min_length=1, max_length=1000, pattern=r"^[^\x00]*$")]
Code = Annotated[str, Field(pattern=r"^[0-9]{6}$")]
EitherCode = Annotated[str, Field(pattern=r"^([0-9]{6}|[0-9A-Za-z -]{24,40})$")]


class LoginAsked(Strict):
    """Login and password."""

    login: Text
    password: Secret


class CodeAsked(Strict):
    """The code that the telephone shows, or one for emergencies."""

    code: EitherCode


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
    """What the house told the telephone, the first code it shows, and who one is.

    That is a code of the factor before; where there is none and one is in already, the password.
    """

    ticket: Secret
    code: Code
    current: Annotated[str, Field(pattern=r"^([0-9]{6}|[0-9A-Za-z -]{24,40})?$")] = ""
    password: Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")] = ""


class ProofAsked(Strict):
    """The password, or a code that the telephone shows."""

    proof: Secret


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


class LoginTold(Strict):
    """A browser in which one is in."""

    id: str
    way: str
    """How one showed who one is: ``password``, ``password code``, a service of others."""
    created: datetime
    seen: datetime
    ends: datetime
    here: bool


class Logins(Strict):
    """Where one is in, the last seen first."""

    items: list[LoginTold]
    recovery_codes_left: int


class RecoveryCodes(Strict):
    """Codes in place of a lost telephone, each good once; told now and never again."""

    codes: list[str]


class Begun(Strict):
    """What a telephone is told."""

    secret: str
    address: str
    ticket: str
