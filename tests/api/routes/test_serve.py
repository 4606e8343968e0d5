"""``tugiplaan serve``: opens, answers, lets go of whoever listens, and ends well when told to."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

ROOT = Path(__file__).parents[3]
PROGRAM = "from api.cli.main import main; main()"
LONGEST_SECONDS = 60


def test_the_house_opens_answers_and_closes_when_told_to(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    told = os.environ | {"PYTHONPATH": str(ROOT), "TUGIPLAAN_FREE_MEGABYTES": "0"}
    with (tmp_path / "log").open("wb") as log:
        house = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-c", PROGRAM, "serve", "--port", str(port), "--alone"],
            cwd=tmp_path,
            env=told,
            stderr=log,
        )
        try:
            answer = _when_open(f"http://127.0.0.1:{port}/readyz")
            house.send_signal(signal.SIGTERM)
            code = house.wait(LONGEST_SECONDS)
        finally:
            house.kill()
            house.wait()
    assert answer.json()["ready"] is True
    assert "server" not in answer.headers
    assert code == 0
    lines = [json.loads(line) for line in (tmp_path / "log").read_text().splitlines()]
    messages = [line["message"] for line in lines]
    assert messages[0] == "open"
    assert messages[-1] == "closed"
    assert [line["route"] for line in lines if line["message"] == "answered"][-1] == "/readyz"


def _when_open(address: str) -> httpx.Response:
    """The first answer of a house that is about to open."""
    until = time.monotonic() + LONGEST_SECONDS
    while True:
        try:
            return httpx.get(address, timeout=10)
        except httpx.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
