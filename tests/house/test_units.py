"""Units for systemd and the Dockerfile: what they name is there, and starts what there is.

No service manager and no container engine is wanted for it; what was tried with them stands in
``docs/how-to/run-a-server.md``.
"""

import configparser
import json
import re
import shlex
import tomllib
from pathlib import Path

import pytest
import typer
from fastapi import FastAPI

from api.app import make_app
from api.cli.main import app as program
from api.cli.serve import serve
from api.security.seal import Key
from api.settings import Settings
from api.store.engine import open_engine
from api.store.unit import Store

HOUSE = Path(__file__).parents[2]
PACKAGING = HOUSE / "packaging"
DOCKERFILE = (HOUSE / "Dockerfile").read_text("utf-8")
UNITS = sorted(PACKAGING.glob("*.service"))
KNOWN = {f"TUGIPLAAN_{name.upper()}" for name in Settings.model_fields}
HARD = {
    *("NoNewPrivileges", "PrivateDevices", "PrivateTmp", "ProtectClock", "ProtectControlGroups"),
    *("ProtectHome", "ProtectHostname", "ProtectKernelLogs", "ProtectKernelModules"),
    *("ProtectKernelTunables", "RestrictNamespaces", "RestrictRealtime", "RestrictSUIDSGID"),
    "LockPersonality",
}


def settings_of(unit: Path) -> dict[str, list[str]]:
    """Every setting of a unit, with each of its values."""
    found: dict[str, list[str]] = {}
    for line in unit.read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "[")):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def takes(words: list[str]) -> None:
    """Have the program read its words; it raises where a command or an option is not there."""
    command = typer.main.get_command(program)
    context = command.make_context("tugiplaan", list(words), resilient_parsing=False)
    while words and hasattr(command, "resolve_command"):
        name, command, words = command.resolve_command(context, words)
        context = command.make_context(name, list(words), parent=context)


def instructions() -> list[tuple[str, str]]:
    """Instructions of the Dockerfile with what each says, continued lines joined."""
    joined = re.sub(r"\\\n\s*", " ", DOCKERFILE)
    lines = [line for line in joined.splitlines() if line and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


@pytest.mark.parametrize("unit", UNITS, ids=lambda one: one.stem)
def test_every_command_of_a_unit_is_one_that_the_program_takes(unit: Path) -> None:
    scripts = tomllib.loads((HOUSE / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    for line in settings_of(unit)["ExecStart"]:
        file, *words = shlex.split(line)
        assert file == "/opt/tugiplaan/.venv/bin/tugiplaan"
        assert Path(file).name in scripts
        takes(words)


def test_a_command_that_is_not_there_would_be_noticed() -> None:
    for words in (["serve", "--nothing"], ["nothing"], ["backup", "--out"]):
        with pytest.raises((Exception, SystemExit)):
            takes(words)


@pytest.mark.parametrize("unit", UNITS, ids=lambda one: one.stem)
def test_a_unit_may_as_little_as_it_can(unit: Path) -> None:
    said = settings_of(unit)
    assert {name for name in HARD if said.get(name) != ["yes"]} == set()
    assert said["CapabilityBoundingSet"] == [""]
    assert said["ProtectSystem"] == ["strict"]
    assert (said["UMask"], said["StateDirectoryMode"]) == (["0077"], ["0700"])
    assert said["User"] == ["tugiplaan"]
    assert said["WorkingDirectory"] == [f"/var/lib/{said['StateDirectory'][0]}"]


def test_the_vault_names_the_setting_of_the_key() -> None:
    said = settings_of(PACKAGING / "tugiplaan-vault.conf")
    name, _, path = said["Environment"][0].partition("=")
    held, _, sealed = said["LoadCredentialEncrypted"][0].partition(":")
    assert name in KNOWN
    assert path == f"%d/{held}"
    assert sealed in (HOUSE / "docs" / "how-to" / "run-a-server.md").read_text("utf-8")


def test_the_timer_starts_the_unit_of_its_name() -> None:
    for timer in PACKAGING.glob("*.timer"):
        assert timer.with_suffix(".service") in UNITS
        parser = configparser.RawConfigParser()
        parser.read_string(timer.read_text("utf-8"))
        assert parser["Install"]["WantedBy"] == "timers.target"


def test_the_container_copies_what_is_there_and_nothing_of_it_is_left_out() -> None:
    allowed = (HOUSE / ".dockerignore").read_text("utf-8").splitlines()
    for verb, said in instructions():
        if verb == "COPY" and not said.startswith("--from="):
            *sources, _ = said.split()
            for source in sources:
                assert (HOUSE / source).exists(), source
                assert f"!{source}" in allowed, source


def test_the_environment_of_the_container_stands_where_it_was_built() -> None:
    said = instructions()
    (copied,) = (one.split() for verb, one in said if verb == "COPY" and one.startswith("--from="))
    built = next(one for verb, one in said if verb == "WORKDIR")
    assert copied[1:] == [built, built]
    environment = dict(
        one.split("=", 1) for verb, line in said if verb == "ENV" for one in line.split()
    )
    assert environment["PATH"] == f"{built}/.venv/bin:$PATH"
    assert {name for name in environment if name.startswith("TUGIPLAAN_")} <= KNOWN
    volumes = json.loads(next(one for verb, one in said if verb == "VOLUME"))
    key = environment["TUGIPLAAN_KEY_FILE"]
    assert Path(key).parent.as_posix() in volumes
    assert environment["TUGIPLAAN_DATABASE_URL"].removeprefix("sqlite:///").startswith("/data/")


def test_the_container_runs_as_nobody_of_note_with_pinned_libraries_alone() -> None:
    said = instructions()
    assert [one for verb, one in said if verb == "USER"] == ["tugiplaan"]
    assert said.index(("USER", "tugiplaan")) < [verb for verb, _ in said].index("ENTRYPOINT")
    runs = [one for verb, one in said if verb == "RUN"]
    installs = [one for run in runs for one in run.split("&&") if "pip install" in one]
    assert len(installs) == 2
    assert "--require-hashes --only-binary :all:" in " ".join(installs[0].split())
    assert "--no-deps --no-build-isolation" in " ".join(installs[1].split())
    assert not any(word in DOCKERFILE for word in ("curl ", "wget ", "ADD ", "sudo ", ":latest"))
    assert [one.split()[0] for verb, one in said if verb == "FROM"] == ["python:3.13-slim"] * 2
    for module in re.findall(r"python -m ([a-z.]+)", " ".join(runs)):
        root = module.split(".")[0]
        assert root in {"venv", "pip"} or (HOUSE / f"{module.replace('.', '/')}.py").exists()


def test_the_container_starts_a_server_where_it_says_and_asks_a_door_that_is_open() -> None:
    said = dict(instructions())
    entry, words = json.loads(said["ENTRYPOINT"]), json.loads(said["CMD"])
    assert entry == ["tugiplaan"]
    takes(words)
    port = (serve.__kwdefaults__ or {}).get("port") or (serve.__defaults__ or ())[1]
    assert said["EXPOSE"] == str(port)
    engine = open_engine("sqlite://")
    app: FastAPI = make_app(Store(engine, Key(bytes(32))), Settings(), lambda: pytest.fail("asked"))
    engine.dispose()
    ((address, door),) = re.findall(r"http://127\.0\.0\.1:(\d+)(/\w+)", said["HEALTHCHECK"])
    assert address == str(port)
    assert door in {getattr(route, "path", "") for route in app.routes}
    assert said["STOPSIGNAL"] == "SIGTERM"
