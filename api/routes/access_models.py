"""What is asked for and told of accounts, keys and calendars."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from api.routes.models import Id, OptionalId, Strict, Text, When
from api.security.rights import Right, Role

Roles = Annotated[frozenset[Role], Field(max_length=10)]


class MemberTold(Strict):
    """Somebody of the provider."""

    account: str
    login: str
    name: str
    roles: list[Role]
    person: str
    disabled: bool
    second_factor: bool
    since: datetime


class Members(Strict):
    """Everybody of the provider."""

    items: list[MemberTold]


class MemberAsked(Strict):
    """Somebody who is to come in."""

    login: Text
    name: Text
    roles: Roles
    person: OptionalId = ""


class RolesAsked(Strict):
    """What somebody is from now on; nothing: they belong to the provider no more."""

    roles: Roles
    person: OptionalId = ""


class DisabledAsked(Strict):
    """Whether somebody is let in no more."""

    disabled: bool


class InvitedTold(Strict):
    """An account and, told once, the secret by which its person chooses a password."""

    account: str
    secret: str


class KeyAsked(Strict):
    """A key for a program."""

    name: Text
    scopes: Annotated[frozenset[Right], Field(max_length=50)]
    ends: When


class KeyTold(Strict):
    """A key of a program."""

    id: str
    name: str
    scopes: list[Right]
    by: str
    created: datetime
    ends: datetime
    revoked: datetime | None
    secret: str = ""
    """Told once, when the key is made."""


class Keys(Strict):
    """Every key of the provider."""

    items: list[KeyTold]


class FeedTold(Strict):
    """An address of a calendar."""

    id: str
    worker: str
    created: datetime
    revoked: datetime | None
    secret: str = ""
    """Told once, when the address is made."""
    address: str = ""


class Feeds(Strict):
    """Addresses of calendars."""

    items: list[FeedTold]


class FeedAsked(Strict):
    """Whose calendar."""

    worker: Id
