"""``tugiplaan backup`` and ``tugiplaan restore``: a house on a disk of its own, and back."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.exits import FAULTS
from api.cli.month_screen import show_findings
from api.cli.options import AsJson, Speak, right_now
from api.cli.screen import Screen
from api.journeys.found_house import COMMAND
from api.journeys.house_backup import back_up, bring_back, prove_backup
from api.journeys.house_verify import VerifiedProvider
from api.journeys.month_json import told_document
from api.journeys.open_house import open_house
from api.security.seal import read_key
from api.settings import Settings
from domain.finding import Finding


def backup(
    *,
    out: Annotated[Path, typer.Option(file_okay=False, help="Folder for the two files.")] = Path(
        "backups"
    ),
    prove: Annotated[
        bool, typer.Option("--prove", help="Bring it back beside the house and verify all of it.")
    ] = False,
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Back the house up while it is open: its data, and the keys of people in a file of their own.

    Both are sealed with the master key (TUGIPLAAN_KEY_FILE), which stands in neither: keep it
    somewhere else. The end of each record of acts is told: keep that somewhere else too.
    """
    screen = Screen(language, as_json)
    store, findings = open_house(Settings())
    if store is None:
        screen.refuse(findings)
    try:
        made, findings = back_up(store, out, right_now())
        if made is not None and prove:
            findings = prove_backup(store, made.data, made.keys, right_now())
    finally:
        store.close()
    if made is None or findings:
        screen.refuse(findings)
    heads = {str(tenant): asdict(head) for tenant, head in made.manifest.heads.items()}
    rows = {name: one.rows for name, one in made.manifest.tables.items()}
    screen.say("backed_up", data=made.data, keys=made.keys)
    for tenant, head in made.manifest.heads.items():
        screen.say(
            "house_head",
            name=tenant,
            number=head.number,
            seal=head.seal,
            records=sum(rows.values()),
            invoices=rows["issued"],
        )
    if as_json:
        files = {"data": str(made.data), "keys": str(made.keys)}
        screen.give({"ok": True, **files, "heads": heads, "rows": rows})


def restore(
    data: Annotated[Path, typer.Argument(metavar="BACKUP", help="The file with the data.")],
    *,
    keys: Annotated[Path, typer.Option(help="The newest file with keys that there is.")],
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Bring a backup back into an empty database, and verify all of it.

    The database is that of TUGIPLAAN_DATABASE_URL. Take the newest file with keys: whoever was
    erased since the backup was made stays erased.
    """
    screen = Screen(language, as_json)
    settings = Settings()
    try:
        master = read_key(settings.key_file)
    except (OSError, ValueError):
        screen.refuse([Finding("house.no_key", str(settings.key_file))])
    found, findings = bring_back(settings.database_url, master, data, keys, COMMAND, right_now())
    if found is None:
        screen.refuse(findings)
    rows = sum(found.restored.rows.values())
    screen.say("brought_back", rows=rows, swept=found.swept)
    more: dict[str, Any] = {"rows": rows, "swept": found.swept}
    show_house(screen, list(found.providers), findings, more)


def show_house(
    screen: Screen,
    seen: list[VerifiedProvider],
    findings: list[Finding],
    more: dict[str, Any],
) -> None:
    """Say how a house was found; ends the command with 1 where something does not hold."""
    for one in seen:
        screen.say(
            "house_head",
            name=one.name,
            number=one.head.number,
            seal=one.head.seal,
            records=one.records,
            invoices=one.invoices,
        )
    if screen.as_json:
        faults = told_document(findings, screen.language)
        told = [asdict(one) for one in seen]
        screen.give({"ok": not findings, **more, "providers": told, "faults": faults})
    elif findings:
        show_findings(screen, "not_verified", findings)
    else:
        screen.say("house_sound")
    if findings:
        raise typer.Exit(FAULTS)
