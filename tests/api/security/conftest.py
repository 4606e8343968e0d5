"""A certified OpenID provider of one's own, started by node on a loopback port."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import httpx
import pytest

from tests.api.store.conftest import address, new_address, store
from tests.conftest import leave_out

__all__ = ["address", "new_address", "store"]

SOURCES = Path(__file__).parents[2] / "oidc"
LEAST_NODE = 18
CLIENT, SECRET = "tugiplaan", "a secret: of this run/alone"
REDIRECT = "http://127.0.0.1:8000/api/v1/sign-in/elsewhere/back"


@dataclass(frozen=True)
class Elsewhere:
    """A running provider."""

    issuer: str

    def next(self, **who: object) -> None:
        """Who comes next to it: ``sub``, ``acr``, ``amr``, or ``refuse``."""
        httpx.post(f"{self.issuer}/next", json=who).raise_for_status()

    def send(self, url: str) -> str:
        """Go where somebody is sent, as their browser; the query with which they come back."""
        with httpx.Client() as browser:
            answer = browser.get(url)
            while answer.next_request is not None:
                target = answer.next_request.url
                if str(target).startswith(REDIRECT):
                    return target.query.decode()
                answer = browser.send(answer.next_request)
        message = f"the provider sent nobody back: {answer.status_code} {answer.text[:500]}"
        raise AssertionError(message)


@pytest.fixture(scope="session")
def elsewhere() -> Iterator[Elsewhere]:
    """Start the provider; it ends with the tests."""
    node, folder = _node(), _installed()
    command = [node, str(folder / "provider.mjs"), CLIENT, SECRET, REDIRECT]
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(  # noqa: S603 - our own file
            command, stdout=subprocess.PIPE, stderr=said, text=True
        ) as running,
    ):
        assert running.stdout is not None
        issuer = running.stdout.readline().strip()
        if not issuer:
            said.seek(0)
            pytest.fail(said.read().decode("utf-8", "replace"))
        yield Elsewhere(issuer)
        running.terminate()


def _node() -> str:
    """Node of version 18 or newer, on the path."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        leave_out("node is missing: install Node.js 18 or newer with npm (tools/node.sh).")
    assert node is not None
    asked = [node, "--version"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True)  # noqa: S603
    if int(told.stdout.strip().removeprefix("v").split(".")[0]) < LEAST_NODE:
        leave_out(f"node is too old: {told.stdout.strip()}, wanted is {LEAST_NODE} or newer.")
    return node


def _installed() -> Path:
    """A folder with the provider and what it stands on, pinned, installed once for all runs."""
    lock = (SOURCES / "package-lock.json").read_bytes()
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tugiplaan"
    folder = cache / f"oidc-{sha256(lock).hexdigest()[:16]}"
    if not (folder / "node_modules").is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as aside:
            fresh = Path(aside) / "oidc"
            fresh.mkdir()
            for name in ("package.json", "package-lock.json"):
                shutil.copy(SOURCES / name, fresh / name)
            npm = shutil.which("npm")
            done = subprocess.run(  # noqa: S603 - pinned by the lock file
                [npm or "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                cwd=fresh,
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                leave_out(f"the OpenID provider could not be installed: {done.stderr[-500:]}")
            if not folder.exists():
                fresh.rename(folder)
    shutil.copy(SOURCES / "provider.mjs", folder / "provider.mjs")
    return folder
