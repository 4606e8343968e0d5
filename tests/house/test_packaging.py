"""What is installed is what was written: pins, wheel, licence."""

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).parents[2]
ALL = HOUSE / "constraints.txt"
RUN = HOUSE / "constraints-run.txt"
ROOMS = ("api", "scenarios", "optimizer", "billing", "domain")
SYSTEMS = ("linux", "darwin", "win32")
PYTHONS = ("3.11.2", "3.12.0", "3.13.0")

Pins = dict[str, dict[str, tuple[str, frozenset[str]]]]


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    with (HOUSE / "pyproject.toml").open("rb") as file:
        return tomllib.load(file)


def read_pins(file: Path) -> Pins:
    """Pins by package and marker: version and hashes; ValueError on a line of another form."""
    pins: Pins = {}
    joined = file.read_text("utf-8").replace("\\\n", " ")
    for line in joined.splitlines():
        if line.startswith("#"):
            continue
        words, *hashes = line.split("--hash=sha256:")
        requirement, _, marker = words.partition(" ; ")
        name, _, version = requirement.strip().partition("==")
        if not version or not hashes:
            message = f"neither a pin nor a comment: {line[:80]}"
            raise ValueError(message)
        digests = frozenset(digest.strip() for digest in hashes)
        pins.setdefault(name, {})[marker.strip()] = (version, digests)
    return pins


def wanted(project: dict[str, Any], *extras: str) -> set[str]:
    """Name the packages that the project asks for itself."""
    lines = [*project["project"]["dependencies"], *project["dependency-groups"]["build"]]
    for extra in extras:
        lines += project["project"]["optional-dependencies"][extra]
    names = {canonicalize_name(Requirement(line).name) for line in lines}
    return {str(name) for name in names} - {"tugiplaan"}


@pytest.mark.parametrize("file", [ALL, RUN], ids=lambda file: file.name)
def test_every_pin_has_sound_hashes(file: Path) -> None:
    pins = read_pins(file)
    digests = [digest for kinds in pins.values() for _, found in kinds.values() for digest in found]
    assert [digest for digest in digests if not re.fullmatch("[0-9a-f]{64}", digest)] == []
    assert len(digests) == len(set(digests))


@pytest.mark.parametrize("file", [ALL, RUN], ids=lambda file: file.name)
def test_no_pin_names_an_address_or_a_folder(file: Path) -> None:
    text = re.sub(r"--hash=sha256:[0-9a-f]+", "", file.read_text("utf-8"))
    assert re.findall(r"https?:|file:|index|find-links|@|/|\.org|\.com", text) == []


def test_every_dependency_is_pinned(project: dict[str, Any]) -> None:
    assert wanted(project, "test", "dev") - set(read_pins(ALL)) == set()


def test_every_dependency_of_the_run_is_pinned(project: dict[str, Any]) -> None:
    assert wanted(project) - set(read_pins(RUN)) == set()


def test_a_run_brings_no_test_tool(project: dict[str, Any]) -> None:
    tools = wanted(project, "test", "dev") - wanted(project)
    assert tools & set(read_pins(RUN)) == set()


def test_the_pins_of_a_run_are_cut_from_all_pins() -> None:
    every, run = read_pins(ALL), read_pins(RUN)
    assert {name: every.get(name) for name in run} == run


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize("python", PYTHONS)
def test_a_system_finds_one_version_of_each_package(
    project: dict[str, Any], system: str, python: str
) -> None:
    environment = {"sys_platform": system, "python_full_version": python}
    fitting = {
        name: sum(not marker or Marker(marker).evaluate(environment) for marker in kinds)
        for name, kinds in read_pins(ALL).items()
    }
    assert {name: count for name, count in fitting.items() if count > 1} == {}
    assert {fitting[name] for name in wanted(project, "test", "dev")} == {1}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=HOUSE,
        check=True,
        capture_output=True,
    )
    [file] = folder.glob("*.whl")
    return zipfile.ZipFile(file)


def test_the_wheel_holds_every_file_of_the_rooms(wheel: zipfile.ZipFile) -> None:
    written = {
        file.relative_to(HOUSE).as_posix()
        for room in ROOMS
        for file in (HOUSE / room).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == written


def test_the_wheel_carries_its_licence_and_its_command(wheel: zipfile.ZipFile) -> None:
    [licence] = [name for name in wheel.namelist() if name.endswith("/licenses/LICENSE")]
    [points] = [name for name in wheel.namelist() if name.endswith("/entry_points.txt")]
    assert wheel.read(licence) == (HOUSE / "LICENSE").read_bytes()
    assert b"tugiplaan = api.cli:main" in wheel.read(points)


def test_the_licence_is_the_whole_apache_licence() -> None:
    text = (HOUSE / "LICENSE").read_text("utf-8")
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_the_changelog_speaks_of_this_version(project: dict[str, Any]) -> None:
    version = project["project"]["version"]
    assert f"\n## {version} " in (HOUSE / "CHANGELOG.md").read_text("utf-8")


def test_the_makefile_says_what_it_can_do() -> None:
    text = (HOUSE / "Makefile").read_text("utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert phony is not None
    told = set(re.findall(r"^([a-z]+):.*## ", text, re.MULTILINE))
    assert {"demo", "test", "lint", "pins", "clean", "help"} <= told
    assert told <= set(phony[1].split())
