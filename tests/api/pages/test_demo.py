"""The demo: a house with somebody of each role, open at a terminal until somebody ends it."""

import os
import pty
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx

from api.journeys.demo_house import PASSWORD, make_demo
from api.journeys.sign_in import sign_in
from api.security.rights import Role
from api.store.logins import Stage
from tests.api.conftest import SmallWeek
from tests.api.store.places import AT

PROGRAM = "from api.cli.main import main; main()"
SMALL = ("demo", "--small", "--seconds", "1", "--language", "en")
LONGEST_SECONDS = 120
ROOT = Path(__file__).parents[3]


def test_somebody_of_each_role_comes_into_the_house_of_the_demo(
    small_week: SmallWeek, tmp_path: Path
) -> None:
    for _ in range(2):
        house, found = make_demo(tmp_path, small_week.planned, AT, "http://127.0.0.1:8000")
        assert house is not None, found
        assert {one.role for one in house.users} == set(Role)
        for one in house.users:
            signed, found = sign_in(house.store, AT, one.login, PASSWORD, "127.0.0.1")
            assert signed is not None, found
            assert (signed.stage, signed.tenant) == (Stage.OPEN, 1)
        house.store.close()


def test_at_a_terminal_the_pages_are_open_until_ctrl_c(tmp_path: Path) -> None:
    told = os.environ | {"PYTHONPATH": str(ROOT), "TUGIPLAAN_FREE_MEGABYTES": "0"}
    ours, theirs = pty.openpty()
    with subprocess.Popen(  # noqa: S603 - this very program
        [sys.executable, "-c", PROGRAM, *SMALL],
        cwd=tmp_path, env=told, stdin=theirs, stdout=theirs, stderr=theirs, close_fds=True,
    ) as demo:  # fmt: skip
        os.close(theirs)
        try:
            said = _read_until(ours, re.compile(r"Open (http://[\d.:]+) in your browser"))
            page = _when_open(said[1])
            demo.send_signal(signal.SIGINT)
            code = demo.wait(LONGEST_SECONDS)
        finally:
            demo.kill()
    assert "Sign in" in page.text
    assert code == 0


def _read_until(ours: int, wanted: re.Pattern[str]) -> re.Match[str]:
    heard = ""
    until = time.monotonic() + LONGEST_SECONDS
    while time.monotonic() < until:
        heard += os.read(ours, 4096).decode(errors="replace")
        found = wanted.search(heard)
        if found:
            return found
    raise AssertionError(heard)


def _when_open(address: str) -> httpx.Response:
    until = time.monotonic() + LONGEST_SECONDS
    while True:
        try:
            headers = {"Accept": "text/html", "Accept-Language": "en"}
            return httpx.get(f"{address}/sign-in", headers=headers, timeout=10)
        except httpx.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
