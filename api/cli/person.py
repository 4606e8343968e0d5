"""``tugiplaan person``: what is held about somebody, and an end to it."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from api.cli.account import Provider, at_desk
from api.cli.month_screen import show_findings
from api.cli.options import AsJson, Speak
from api.cli.screen import Screen
from api.journeys.privacy_erase import erase_person
from api.journeys.privacy_export import export_person
from api.journeys.privacy_retention import CLIENT_YEARS, keep_no_longer
from api.security.private import make_private, write_private

Id = Annotated[str, typer.Argument(metavar="ID", help="Id of the client or worker.")]


def erase(
    person: Id,
    *,
    provider: Provider = "",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Erase a client or worker for good; whatever stands against it is told instead.

    The records are taken away and their key is forgotten. Invoices do not change.
    """
    screen = Screen(language, as_json)
    with at_desk(screen, provider) as desk:
        with desk.store.write(desk.actor, desk.at) as unit:
            erased, findings = erase_person(unit, person, desk.at.date())
        if erased is None:
            screen.refuse(findings)
        screen.say("person_erased", person=person, count=sum(erased.taken.values()))
        if as_json:
            screen.give({"ok": True, "person": person, "taken": erased.taken})


def export(
    person: Id,
    *,
    out: Annotated[Path, typer.Option(file_okay=False, help="Folder for the two files.")] = Path(),
    provider: Provider = "",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Write everything that is held about a client or worker: as JSON and as text to be read."""
    screen = Screen(language, as_json)
    with at_desk(screen, provider) as desk:
        with desk.store.write(desk.actor, desk.at) as unit:
            told, findings = export_person(unit, person)
        if told is None:
            screen.refuse(findings)
        data, text = out / "person.json", out / "person.md"
        try:
            make_private(out)
            write_private(data, told.as_json().encode("utf-8"))
            write_private(text, told.as_text().encode("utf-8"))
        except OSError as error:
            screen.stop("cannot_write", path=out, reason=error.strerror or error)
        screen.say("person_exported", person=person, data=data, text=text)
        if as_json:
            screen.give({"ok": True, "person": person, "files": [str(data), str(text)]})


def drop_old(
    *,
    years: Annotated[
        int, typer.Option(min=1, help="Years for which a client's records are kept.")
    ] = CLIENT_YEARS,
    provider: Provider = "",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Drop what was kept long enough, and name the clients who should be erased."""
    screen = Screen(language, as_json)
    with at_desk(screen, provider) as desk:
        with desk.store.write(desk.actor, desk.at) as unit:
            kept, findings = keep_no_longer(unit, desk.at.date(), years)
        screen.say("dropped", count=sum(kept.dropped.values()), due=len(kept.due))
        if findings and not as_json:
            show_findings(screen, "to_erase", findings)
        if as_json:
            screen.give({"ok": True, "dropped": kept.dropped, "due": list(kept.due)})


PERSON: tuple[tuple[str, Callable[..., None]], ...] = (
    ("erase", erase),
    ("export", export),
    ("drop-old", drop_old),
)
