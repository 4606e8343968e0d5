"""``tugiplaan provider``: found a provider in this house; the first one sets the house up."""

from collections.abc import Callable
from typing import Annotated

import typer

from api.cli.account import AskPassword, PasswordFile, password_said
from api.cli.options import AsJson, Speak, right_now
from api.cli.screen import Screen
from api.journeys.found_house import found, judge_founding, prepare_house
from api.settings import Settings


def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Name of the provider.")],
    *,
    registry: Annotated[str, typer.Option("--registry", help="Its Estonian registry code.")],
    administrator: Annotated[
        str, typer.Option("--administrator", help="Login of its first administrator.")
    ],
    administrator_name: Annotated[str, typer.Option("--administrator-name", help="Their name.")],
    password_file: PasswordFile = None,
    ask_password: AskPassword = False,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Found a provider and let its first administrator in.

    The first time this makes the database and the key file (TUGIPLAAN_DATABASE_URL,
    TUGIPLAAN_KEY_FILE); a database of an older version is brought up to date. Without a password
    the administrator gets an invitation to choose one.
    """
    screen = Screen(language, as_json)
    settings = Settings()
    password = password_said(screen, password_file, ask=ask_password)
    findings = judge_founding(name, registry, administrator, administrator_name, password)
    if findings:
        screen.refuse(findings)
    store, made, findings = prepare_house(settings)
    if store is None:
        screen.refuse(findings)
    try:
        founded, findings = found(
            store, right_now(), name, registry, administrator, administrator_name, password
        )
    finally:
        store.close()
    if founded is None or findings:
        screen.refuse(findings)
    if made:
        screen.say("key_made", path=settings.key_file)
    screen.say("provider_founded", name=name, registry=registry, number=founded.tenant)
    if founded.secret:
        screen.say("account_invitation", secret=founded.secret)
    if as_json:
        screen.give(
            {
                "ok": True,
                "provider": founded.tenant,
                "account": founded.account,
                "invitation": founded.secret or None,
                "key_made": made,
            }
        )


PROVIDER: tuple[tuple[str, Callable[..., None]], ...] = (("add", add),)
