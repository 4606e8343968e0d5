"""``tugiplaan account``: who may come in and as what, from the machine itself."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from api.cli.options import AsJson, Speak, right_now
from api.cli.screen import Screen
from api.exports.phrases import phrase
from api.journeys.accounts import (
    add_member,
    change_roles,
    disable_account,
    link_account,
    list_members,
    reset_password,
    reset_second_factor,
)
from api.journeys.found_house import COMMAND, account_of, set_password_of, which_provider
from api.journeys.open_house import open_house
from api.security.rights import Role
from api.settings import Settings
from api.store.members import Member
from api.store.unit import Actor, Store
from domain.finding import Finding

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="Name by which the person signs in.")]
Provider = Annotated[
    str, typer.Option("--provider", help="Registry code; needed where there are several.")
]
Roles = Annotated[
    list[Role] | None, typer.Option("--role", help="What the person is; may be said repeatedly.")
]
Person = Annotated[
    str, typer.Option("--person", help="Which worker, or case manager, of the records it is.")
]
PasswordFile = Annotated[
    Path | None,
    typer.Option("--password-file", help="File whose first line is the password."),
]
AskPassword = Annotated[
    bool, typer.Option("--ask-password", help="Ask for the password on the terminal.")
]


@dataclass(frozen=True)
class Desk:
    """The operator at work for one provider."""

    screen: Screen
    store: Store
    actor: Actor
    at: datetime

    def member(self, login: str) -> str:
        """The account of a login; ends the command where there is none."""
        account, findings = account_of(self.store, login)
        if account is None:
            self.screen.refuse(findings)
        return account

    def sure(self, findings: list[Finding]) -> None:
        """End the command where something stands against it."""
        if findings:
            self.screen.refuse(findings)

    def invite(self, account: str, secret: str) -> None:
        """Say the secret by which somebody chooses a password."""
        if self.screen.as_json:
            self.screen.give({"ok": True, "account": account, "invitation": secret or None})
        elif secret:
            self.screen.say("account_invitation", secret=secret)

    def done(self, key: str, login: str, account: str) -> None:
        """Say that it is done."""
        self.screen.say(key, login=login)
        if self.screen.as_json:
            self.screen.give({"ok": True, "account": account})


@contextmanager
def at_desk(screen: Screen, provider: str) -> Iterator[Desk]:
    """Open the house for one of its providers; ends the command where that cannot be."""
    store, findings = open_house(Settings())
    if store is None:
        screen.refuse(findings)
    try:
        tenant, findings = which_provider(store, provider)
        if tenant is None:
            screen.refuse(findings)
        yield Desk(screen, store, Actor(tenant, COMMAND), right_now())
    finally:
        store.close()


def password_said(screen: Screen, file: Path | None, *, ask: bool) -> str:
    """The password of a file or of the terminal; empty: none was said, an invitation is wanted."""
    if file is not None:
        try:
            return file.read_text("utf-8").partition("\n")[0].rstrip("\r")
        except (OSError, UnicodeError):
            screen.refuse([Finding("password.unreadable", str(file))])
    if ask:
        asked: str = typer.prompt(
            phrase(screen.language, "password_asked"), hide_input=True, confirmation_prompt=True
        )
        return asked
    return ""


def add(
    login: Login,
    *,
    name: Annotated[str, typer.Option("--name", help="Name of the person.")],
    role: Roles = None,
    person: Person = "",
    provider: Provider = "",
    password_file: PasswordFile = None,
    ask_password: AskPassword = False,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Let somebody in, with roles; without a password they get an invitation to choose one."""
    screen = Screen(language, as_json)
    password = password_said(screen, password_file, ask=ask_password)
    roles = frozenset(role or ())
    with at_desk(screen, provider) as desk:
        invited, findings = add_member(
            desk.store, desk.actor, desk.at, login, name, roles, person, everywhere=True
        )
        if invited is None:
            screen.refuse(findings)
        secret = invited.secret
        if password and secret:
            desk.sure(set_password_of(desk.store, desk.actor, desk.at, invited.account, password))
            secret = ""
        told = ", ".join(sorted(roles))
        screen.say("account_written", login=login, account=invited.account, roles=told)
        desk.invite(invited.account, secret)


def password(
    login: Login,
    *,
    provider: Provider = "",
    password_file: PasswordFile = None,
    ask_password: AskPassword = False,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Set somebody's password, or (without one) take it away and invite them to choose another."""
    screen = Screen(language, as_json)
    new = password_said(screen, password_file, ask=ask_password)
    with at_desk(screen, provider) as desk:
        account = desk.member(login)
        if new:
            desk.sure(set_password_of(desk.store, desk.actor, desk.at, account, new))
            desk.done("account_password_set", login, account)
            return
        invited, findings = reset_password(
            desk.store, desk.actor, desk.at, account, everywhere=True
        )
        if invited is None:
            screen.refuse(findings)
        desk.invite(account, invited.secret)


def role(
    login: Login,
    *,
    role: Roles = None,
    person: Person = "",
    provider: Provider = "",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Let somebody be these and nothing else; without a role they leave the provider."""
    screen = Screen(language, as_json)
    roles = frozenset(role or ())
    with at_desk(screen, provider) as desk:
        account = desk.member(login)
        with desk.store.write(desk.actor, desk.at) as unit:
            findings = change_roles(unit, account, roles, person)
        desk.sure(findings)
        told = ", ".join(sorted(roles))
        if roles:
            screen.say("account_written", login=login, account=account, roles=told)
        else:
            screen.say("account_gone", login=login)
        if as_json:
            screen.give({"ok": True, "account": account, "roles": sorted(roles)})


def list_(*, provider: Provider = "", language: Speak = "et", as_json: AsJson = False) -> None:
    """List everybody who may come in, and as what."""
    screen = Screen(language, as_json)
    with at_desk(screen, provider) as desk, desk.store.read(desk.actor, desk.at) as unit:
        members = list_members(unit)
    if as_json:
        screen.give({"ok": True, "members": [_document(one) for one in members.values()]})
    for one in () if as_json else members.values():
        screen.out.print(escape(_line(screen, one)), soft_wrap=True)


def disable(
    login: Login,
    *,
    enable: Annotated[bool, typer.Option("--enable", help="Let them in again.")] = False,
    provider: Provider = "",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Let somebody in no more; every login of theirs ends."""
    screen = Screen(language, as_json)
    with at_desk(screen, provider) as desk:
        account = desk.member(login)
        desk.sure(
            disable_account(
                desk.store, desk.actor, desk.at, account, disabled=not enable, everywhere=True
            )
        )
        desk.done("account_enabled" if enable else "account_disabled", login, account)


def second_factor(
    login: Login, *, provider: Provider = "", language: Speak = "et", as_json: AsJson = False
) -> None:
    """Forget somebody's second factor, after the telephone was lost."""
    screen = Screen(language, as_json)
    with at_desk(screen, provider) as desk:
        account = desk.member(login)
        desk.sure(reset_second_factor(desk.store, desk.actor, desk.at, account, everywhere=True))
        desk.done("second_factor_reset", login, account)


def link(
    login: Login,
    *,
    subject_file: Annotated[
        Path,
        typer.Option(
            "--subject-file",
            help="File whose first line is who the person is there (TARA: EE and personal code).",
        ),
    ],
    provider: Provider = "",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Let somebody in through the service that the settings name (TUGIPLAAN_OIDC_ISSUER)."""
    screen = Screen(language, as_json)
    subject = password_said(screen, subject_file, ask=False).strip()
    issuer = Settings().oidc_issuer
    if not issuer:
        screen.refuse([Finding("sign_in.elsewhere_off", "")])
    with at_desk(screen, provider) as desk:
        account = desk.member(login)
        desk.sure(
            link_account(desk.store, desk.actor, desk.at, account, issuer, subject, everywhere=True)
        )
        desk.done("account_linked", login, account)


ACCOUNT: tuple[tuple[str, Callable[..., None]], ...] = (
    ("add", add),
    ("password", password),
    ("role", role),
    ("list", list_),
    ("disable", disable),
    ("second-factor", second_factor),
    ("link", link),
)


def _document(one: Member) -> dict[str, object]:
    return {
        "account": one.account,
        "login": one.login,
        "name": one.name,
        "roles": sorted(one.roles),
        "person": one.person or None,
        "second_factor": one.second_factor,
        "disabled": one.disabled,
    }


def _line(screen: Screen, one: Member) -> str:
    marks = [
        phrase(screen.language, key)
        for key, holds in (
            ("member_second_factor", one.second_factor),
            ("member_disabled", one.disabled),
        )
        if holds
    ]
    roles = ", ".join(sorted(one.roles))
    return "  ".join(filter(None, (one.login, one.name, roles, one.person, *marks)))
