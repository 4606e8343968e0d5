"""Break each contract between the floors on purpose and see it fail.

A contract that cannot fail keeps nothing. For every contract in ``.importlinter`` the rooms are
copied aside, one forbidden import is written into the copy, and ``lint-imports`` must find exactly
that contract broken.
"""

import subprocess
import sys
import tempfile
from configparser import ConfigParser
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, ignore_patterns

HOUSE = Path(__file__).parent.parent
ROOMS = ("api", "scenarios", "optimizer", "billing", "domain")
SETTINGS = ".importlinter"
SECTION = "importlinter:contract:"


@dataclass(frozen=True)
class Breach:
    """One import that one contract forbids, or a file that has no place on any floor."""

    contract: str
    file: str
    line: str
    new: bool = False


BREACHES = (
    Breach("floors", "domain/money.py", "import optimizer.policy"),
    Breach("floors", "optimizer/policy.py", "import billing"),
    Breach("floors", "billing/__init__.py", "import optimizer.policy"),
    Breach("floors", "scenarios/__init__.py", "import api"),
    Breach("doors", "api/workbook/catalogue.py", "import api.exports"),
    Breach("doors", "api/imports/__init__.py", "import api.exports"),
    Breach("optimizer", "optimizer/policy.py", "import optimizer.tables"),
    Breach("optimizer", "optimizer/rules/trained.py", "import optimizer.check"),
    Breach("optimizer", "optimizer/exact.py", "import optimizer.bound"),
    Breach("optimizer", "optimizer/stray.py", "import domain.money", new=True),
    Breach("doors", "api/stray.py", "import domain.money", new=True),
    Breach("billing", "billing/stray.py", "import domain.money", new=True),
    Breach("check", "optimizer/check.py", "import optimizer.columns"),
    Breach("check", "optimizer/check.py", "import ortools"),
    Breach("rules", "optimizer/rules/trained.py", "import optimizer.rules.overtime"),
    Breach("checks", "billing/checks/price.py", "import billing.checks.length"),
    Breach("engines", "billing/checks/price.py", "import ortools"),
    Breach("engines", "optimizer/check.py", "import ortools"),
    Breach("engines", "optimizer/rules/trained.py", "import ortools"),
    Breach("libraries", "optimizer/check.py", "import rich"),
    Breach("libraries", "domain/people.py", "import sqlalchemy"),
    Breach("ground", "domain/people.py", "import ortools"),
    Breach("circles", "domain/people.py", "import domain.session"),
)


def contracts() -> tuple[str, ...]:
    """Name the contracts the house keeps, in the order of the settings."""
    settings = ConfigParser()
    settings.read(HOUSE / SETTINGS, encoding="utf-8")
    return tuple(
        section.removeprefix(SECTION)
        for section in settings.sections()
        if section.startswith(SECTION)
    )


def lint(house: Path, contract: str | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``lint-imports`` on a house: every contract, or one."""
    chosen = [] if contract is None else ["--contract", contract]
    code = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(  # noqa: S603 - our own interpreter and our own words
        [sys.executable, "-c", code, "--config", SETTINGS, "--no-cache", "--no-logo", *chosen],
        cwd=house,
        capture_output=True,
        text=True,
        check=False,
    )


def copy_house(to: Path) -> None:
    """Copy the rooms and their contracts into an empty folder."""
    for room in ROOMS:
        copytree(HOUSE / room, to / room, ignore=ignore_patterns("__pycache__"))
    (to / SETTINGS).write_bytes((HOUSE / SETTINGS).read_bytes())


def breaks(breach: Breach) -> bool:
    """Tell whether the contract fails once the forbidden import is there, and not before.

    Raises FileNotFoundError when the file to write into is not in the house any more, and
    FileExistsError when a file meant to be new is there.
    """
    with tempfile.TemporaryDirectory(prefix="tugiplaan-contract-") as folder:
        house = Path(folder)
        copy_house(house)
        kept = lint(house, breach.contract).returncode == 0
        file = house / breach.file
        if breach.new:
            file.touch(exist_ok=False)
        file.write_text(f"{file.read_text('utf-8')}\n{breach.line}\n", encoding="utf-8")
        broken = lint(house, breach.contract)
    return kept and broken.returncode == 1 and "1 broken" in broken.stdout


def main() -> int:
    """Break every contract; 1 if one of them bends without breaking, or is never tried."""
    faults = [f"{name}: no breach is tried" for name in contracts() if name not in tried()]
    for breach in BREACHES:
        failed = breaks(breach)
        told = "fails as it should" if failed else "DOES NOT FAIL"
        print(f"{breach.contract}: {told} with `{breach.line}` in {breach.file}")
        if not failed:
            faults.append(f"{breach.contract}: cannot fail")
    for fault in faults:
        print(fault)
    return int(bool(faults))


def tried() -> frozenset[str]:
    """Name the contracts that some breach is meant to break."""
    return frozenset(breach.contract for breach in BREACHES)


if __name__ == "__main__":
    sys.exit(main())
