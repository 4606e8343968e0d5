"""What operators and data officers are told is what the program does."""

import configparser
import re
from datetime import timedelta

from api.journeys.privacy_retention import CLIENT_YEARS
from api.settings import Settings
from api.store.kinds import KINDS
from api.store.retention import RETENTION
from docs.build_settings import PAGE, settings_table, with_table
from tests.docs.pages import DOCS, HOUSE, read_tables

OFFICER = DOCS / "security" / "data-protection.md"
PACKAGING = HOUSE / "packaging"
NAMES = {
    "operation": "Answers to requests",
    "job": "Finished work",
    "draft": "Drafts of rosters",
    "feed": "Calendar addresses",
    "api_key": "Keys of programs",
}


def rows_under(heading: str) -> list[tuple[str, ...]]:
    (table,) = (one for one in read_tables(OFFICER) if one.heading.startswith(heading))
    return list(table.rows)


def test_the_table_of_settings_is_that_of_the_program() -> None:
    page = PAGE.read_text("utf-8")
    assert with_table(page) == page, "run python -m docs.build_settings"
    for name in Settings.model_fields:
        assert settings_table().count(f"`TUGIPLAAN_{name.upper()}`") == 1


def test_every_sealed_field_is_told() -> None:
    told = {row[0]: set(re.findall(r"\w+", row[1])) for row in rows_under("What lies sealed")}
    assert told == {kind.name: set(kind.secret) for kind in KINDS if kind.secret}


def test_what_is_dropped_when_is_told() -> None:
    told = {row[0]: (row[1], row[2]) for row in rows_under("How long")}
    for one in RETENTION:
        assert told[NAMES[one.what]] == (f"{one.kept // timedelta(days=1)} days", one.after)
    assert told["Records of a client"][0] == f"{CLIENT_YEARS} years"


def test_units_and_container_start_commands_that_there_are() -> None:
    known = {f"TUGIPLAAN_{name.upper()}" for name in Settings.model_fields}
    container = (HOUSE / "Dockerfile").read_text("utf-8")
    assert set(re.findall(r"TUGIPLAAN_[A-Z_]+", container)) <= known
    for room in ("domain", "optimizer", "billing", "scenarios", "api"):
        assert f"COPY {room} {room}" in container
        assert f"!{room}" in (HOUSE / ".dockerignore").read_text("utf-8")
    page = (DOCS / "reference" / "command-line.md").read_text("utf-8")
    for file in sorted(PACKAGING.glob("*.service")):
        unit = configparser.RawConfigParser(strict=False)
        unit.optionxform = str  # type: ignore[assignment,method-assign]
        unit.read_string(file.read_text("utf-8"))
        command = unit["Service"]["ExecStart"].split("/")[-1].split()
        assert f"## `{command[0]} {command[1]}`" in page
        assert unit["Service"]["UMask"] == "0077"
