"""The operator's own commands: back up, bring back, verify, erase, export."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from api.security.seal import read_key
from api.store.people import put_provider
from api.store.unit import Actor, open_store
from tests.api.store.places import AT
from tests.api.store.test_privacy import LADY, MARK, PROVIDER


def give(*words: object, code: int = 0) -> Any:
    result = CliRunner().invoke(app, [*map(str, words), "--json", "--language", "en"])
    assert result.exit_code == code, result.output
    return json.loads(result.stdout)


def say(*words: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [*map(str, words), "--language", "en"])
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house in a folder, with one provider and its people."""
    monkeypatch.chdir(tmp_path)
    words = ("Näidis MTÜ", "--registry", "10000001", "--administrator", "mari")
    give("provider", "add", *words, "--administrator-name", "Mari")
    store = open_store("sqlite:///tugiplaan.db", read_key(Path("tugiplaan.key")))
    with store.write(Actor(1, "test"), AT) as unit:
        put_provider(unit, PROVIDER)
    store.close()
    return tmp_path


def test_a_house_is_backed_up_brought_back_and_verified(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = give("backup")
    assert Path(made["data"]).parent == Path("backups")
    sound = give("verify", "--told", made["data"])
    # The backup itself is the newest act on record, and stands after the end that it tells.
    assert [one["head"]["number"] for one in sound["providers"]] == [
        made["heads"]["1"]["number"] + 1
    ]
    assert give("restore", made["data"], "--keys", made["keys"], code=2)["errors"][0]["rule"] == (
        "backup.not_empty"
    )
    monkeypatch.setenv("TUGIPLAAN_DATABASE_URL", f"sqlite:///{house / 'again.db'}")
    back = give("restore", made["data"], "--keys", made["keys"])
    assert (back["ok"], back["swept"]) == (True, 0)
    assert back["rows"] == sum(made["rows"].values())
    assert "Everything holds." in say("verify", "--house")


def test_a_person_is_told_and_erased_and_does_not_come_back(
    house: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = give("backup", "--out", "old")
    told = give("person", "export", LADY.id, "--out", "told")
    assert LADY.name in Path(told["files"][1]).read_text("utf-8")
    assert "C900 is erased" in say("person", "erase", LADY.id)
    assert give("person", "erase", LADY.id, code=2)["errors"][0]["rule"] == "privacy.unknown"
    assert give("person", "drop-old")["due"] == []
    keys = give("backup", "--out", "new")["keys"]
    monkeypatch.setenv("TUGIPLAAN_DATABASE_URL", f"sqlite:///{house / 'again.db'}")
    back = give("restore", old["data"], "--keys", keys)
    assert back["swept"] > 0
    assert give("person", "export", LADY.id, code=2)["errors"][0]["rule"] == "privacy.unknown"
    assert MARK.encode() not in b"".join(path.read_bytes() for path in house.glob("*.db*"))


def test_a_record_that_was_cut_off_is_found_by_the_backup_alone(house: Path) -> None:
    made = give("backup")
    with sqlite3.connect(house / "tugiplaan.db") as connection:
        connection.execute("DROP TRIGGER audit_no_delete")
        told = made["heads"]["1"]["number"]
        connection.execute("DELETE FROM audit WHERE number >= ?", (told,))
    connection.close()
    assert give("verify", "--house")["ok"]
    faults = give("verify", "--told", made["data"], code=1)["faults"]
    assert [one["rule"] for one in faults] == ["verify.acts"]
    assert "record of acts" in say("verify", "--told", made["data"], code=1)
