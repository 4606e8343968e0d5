"""The operator's commands: a house from nothing, people in and out, no secret as an argument."""

import json
import os
import re
import shlex
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import GROUPS, app
from api.exports.phrases import PHRASES
from api.journeys.open_house import open_house
from api.journeys.sign_in import accept_invitation, sign_in
from api.security.seal import write_key
from api.settings import Settings
from api.store.logins import Stage

Run = Callable[..., Result]
HOUSE = Path(__file__).parents[2]
REGISTRY, OTHER_REGISTRY = "12345678", "10000001"
ANN, JAAN = "ann@naidis.ee", "jaan@naidis.ee"
PASSWORD = "kolm rebast metsas"  # noqa: S105 - an invented one
FIRST = ("--administrator", ANN, "--administrator-name", "Ann Näidis", "--language", "en")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in an empty folder with settings of its own."""
    monkeypatch.chdir(tmp_path)
    for name in [one for one in os.environ if one.startswith("TUGIPLAAN_")]:
        monkeypatch.delenv(name)
    (tmp_path / "password.txt").write_text(f"{PASSWORD}\n", "utf-8")

    def run_command(*words: object, said: str = "") -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], input=said)

    return run_command


@pytest.fixture
def founded(run: Run) -> Run:
    """A house with one provider and its administrator."""
    result = run(
        *("provider", "add", "Näidis OÜ", "--registry", REGISTRY, *FIRST),
        *("--password-file", "password.txt"),
    )
    assert result.exit_code == 0, result.output
    return run


def stage_of(login: str, password: str) -> Stage | None:
    """How far somebody gets with a password."""
    store, findings = open_house(Settings())
    assert store is not None, findings
    signed, _ = sign_in(store, datetime.now(UTC), login, password, "192.0.2.1")
    store.close()
    return signed.stage if signed else None


@pytest.mark.parametrize(
    ("group", "name"), [(group, name) for group, late in GROUPS.items() for name, _ in late.read()]
)
def test_every_command_of_a_group_has_help_language_and_json(
    group: str, name: str, run: Run
) -> None:
    result = run(group, name, "--help")
    assert result.exit_code == 0
    assert "--language" in result.stdout
    assert "--json" in result.stdout
    assert "--password " not in result.stdout, "a password is no argument"


def test_a_house_begins_with_a_key_a_database_and_an_administrator(
    founded: Run, tmp_path: Path
) -> None:
    assert (tmp_path / "tugiplaan.db").exists()
    assert (tmp_path / "tugiplaan.key").stat().st_mode & 0o077 == 0
    assert stage_of(ANN, PASSWORD) is Stage.SET_UP
    told = json.loads(founded("account", "list", "--json").stdout)
    assert [(one["login"], one["roles"]) for one in told["members"]] == [(ANN, ["administrator"])]


def test_a_second_provider_takes_the_same_key_and_database(founded: Run, tmp_path: Path) -> None:
    key = (tmp_path / "tugiplaan.key").read_bytes()
    again = founded("provider", "add", "Teine OÜ", "--registry", REGISTRY, *FIRST)
    assert again.exit_code == 2
    assert "already" in again.output
    other = founded("provider", "add", "Teine OÜ", "--registry", OTHER_REGISTRY, *FIRST, "--json")
    assert json.loads(other.stdout)["provider"] == 2
    assert json.loads(other.stdout)["invitation"] is None
    assert (tmp_path / "tugiplaan.key").read_bytes() == key
    which = founded("account", "list", "--language", "en")
    assert which.exit_code == 2
    assert "--provider" in which.output
    named = founded("account", "list", "--provider", OTHER_REGISTRY)
    assert named.exit_code == 0
    assert ANN in named.stdout


def test_nothing_is_made_for_a_provider_that_cannot_be(run: Run, tmp_path: Path) -> None:
    result = run(
        *("provider", "add", "Näidis OÜ", "--registry", "12345679", *FIRST),
        *("--ask-password",),
        said="short\nshort\n",
    )
    assert result.exit_code == 2
    assert "registry code" in result.output
    assert "12 characters" in result.output
    assert not (tmp_path / "tugiplaan.db").exists()
    assert not (tmp_path / "tugiplaan.key").exists()


def test_a_lost_key_is_never_replaced_by_a_new_one(founded: Run, tmp_path: Path) -> None:
    (tmp_path / "tugiplaan.key").unlink()
    result = founded("provider", "add", "Teine OÜ", "--registry", OTHER_REGISTRY, *FIRST)
    assert result.exit_code == 2
    assert not (tmp_path / "tugiplaan.key").exists()
    assert founded("account", "list").exit_code == 2
    write_key(tmp_path / "tugiplaan.key")


def test_a_key_that_is_there_already_is_taken(run: Run, tmp_path: Path) -> None:
    write_key(tmp_path / "tugiplaan.key")
    key = (tmp_path / "tugiplaan.key").read_bytes()
    result = run("provider", "add", "Näidis OÜ", "--registry", REGISTRY, *FIRST, "--json")
    assert json.loads(result.stdout)["key_made"] is False
    assert (tmp_path / "tugiplaan.key").read_bytes() == key


def test_without_a_house_every_command_says_how_to_begin(run: Run) -> None:
    result = run("account", "list", "--language", "en")
    assert result.exit_code == 2
    assert "tugiplaan provider add" in result.output


def test_somebody_is_invited_and_chooses_a_password(founded: Run) -> None:
    result = founded(*("account", "add", JAAN, "--name", "Jaan", "--role", "coordinator", "--json"))
    secret = json.loads(result.stdout)["invitation"]
    assert stage_of(JAAN, PASSWORD) is None
    store, _ = open_house(Settings())
    assert store is not None
    signed, findings = accept_invitation(store, datetime.now(UTC), secret, PASSWORD, "192.0.2.1")
    store.close()
    assert signed is not None, findings
    assert stage_of(JAAN, PASSWORD) is Stage.OPEN


def test_a_password_is_asked_for_twice_and_never_shown(founded: Run) -> None:
    add = ("account", "add", JAAN, "--name", "Jaan", "--role", "planner", "--ask-password")
    result = founded(*add, said=f"{PASSWORD}\n{PASSWORD}\n")
    assert result.exit_code == 0
    assert PASSWORD not in result.output
    assert stage_of(JAAN, PASSWORD) is Stage.OPEN


def test_a_password_that_is_no_good_is_refused(founded: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_text("Parool123456", "utf-8")
    set_it = ("account", "password", ANN, "--language", "en", "--password-file")
    assert "Too many people" in founded(*set_it, "bad.txt").output
    missing = founded(*set_it, "nowhere.txt")
    assert missing.exit_code == 2
    assert "cannot be read" in missing.output
    assert stage_of(ANN, PASSWORD) is Stage.SET_UP


def test_a_password_is_taken_away_by_an_invitation_or_set(founded: Run, tmp_path: Path) -> None:
    result = founded("account", "password", ANN, "--language", "en")
    assert re.search(r"tpi_\S{43}", result.stdout)
    assert stage_of(ANN, PASSWORD) is None
    (tmp_path / "new.txt").write_text("neli hunti kevadel\r\nsecond line", "utf-8")
    assert founded("account", "password", ANN, "--password-file", "new.txt").exit_code == 0
    assert stage_of(ANN, "neli hunti kevadel") is Stage.SET_UP


def test_roles_change_and_somebody_leaves(founded: Run) -> None:
    founded("account", "add", JAAN, "--name", "Jaan", "--role", "coordinator")
    worker = founded("account", "role", JAAN, "--role", "worker", "--person", "W1", "--json")
    assert json.loads(worker.stdout)["roles"] == ["worker"]
    assert founded("account", "role", JAAN, "--role", "worker").exit_code == 2
    assert founded("account", "role", JAAN).exit_code == 0
    assert JAAN not in founded("account", "list").stdout
    assert founded("account", "role", ANN).exit_code == 2
    assert founded("account", "role", "nobody@naidis.ee").exit_code == 2


def test_a_disabled_account_stays_out_until_it_is_enabled(founded: Run) -> None:
    founded(
        *("account", "add", JAAN, "--name", "Jaan", "--role", "planner"),
        *("--password-file", "password.txt"),
    )
    assert founded("account", "disable", JAAN).exit_code == 0
    assert stage_of(JAAN, PASSWORD) is None
    assert "Disabled" in founded("account", "list", "--language", "en").stdout
    assert founded("account", "disable", JAAN, "--enable").exit_code == 0
    assert stage_of(JAAN, PASSWORD) is Stage.OPEN
    assert founded("account", "disable", ANN).exit_code == 2


def test_a_second_factor_is_forgotten_and_a_service_linked(
    founded: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert founded("account", "second-factor", ANN).exit_code == 0
    (tmp_path / "subject.txt").write_text("EE60001018800\n", "utf-8")
    link = ("account", "link", ANN, "--subject-file", "subject.txt", "--language", "en")
    assert "not set up" in founded(*link).output
    monkeypatch.setenv("TUGIPLAAN_OIDC_ISSUER", "https://tara.example")
    assert founded(*link).exit_code == 0
    assert "belongs to an account already" in founded(*link).output


def test_the_commands_of_the_page_run_as_they_stand_there(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = (HOUSE / "docs" / "how-to" / "let-people-in.md").read_text("utf-8")
    typed = re.findall(r"^tugiplaan (.*)$", page, re.MULTILINE)
    typed += re.findall(r"`tugiplaan (account link .*)`", page)
    commands = [shlex.split(line) for line in typed]
    monkeypatch.setenv("TUGIPLAAN_OIDC_ISSUER", "https://tara.example")
    (tmp_path / "subject.txt").write_text("EE60001018800", "utf-8")
    assert len(commands) == 9
    assert [run(*words).exit_code for words in commands] == [0] * 9


def test_every_fault_of_access_has_its_sentence() -> None:
    sources = [
        *(HOUSE / "api" / "journeys").glob("*.py"),
        *(HOUSE / "api" / "security").glob("*.py"),
        *(HOUSE / "api" / "cli").glob("*.py"),
    ]
    families = r"(?:sign_in|password|access|key|feed|provider|house)\.\w+"
    said = {
        rule
        for file in sources
        for rule in re.findall(rf'Finding\(\s*"({families})"', file.read_text("utf-8"))
    }
    assert len(said) > 30
    assert said <= PHRASES.keys()
