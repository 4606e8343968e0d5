"""Two hosts for tests of a cluster: network namespaces, each with its own link to this machine.

Needs root and ``ip``. Certificates are made for the test and trusted by nobody else.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

NEEDED = os.geteuid() == 0 and shutil.which("ip") is not None
TTL = "8s"
"""After which a worker that says nothing is given up."""


@dataclass
class Host:
    """A host of its own, with whatever runs on it."""

    name: str
    outside: str
    """Address of this machine on the host's link."""
    inside: str
    link: str
    running: subprocess.Popen[bytes] | None = None

    def run(self, *words: str, settings: dict[str, str]) -> None:
        """Run a program there, as the leader of a group of processes."""
        command = ["ip", "netns", "exec", self.name, sys.executable, "-m", *words]
        self.running = _start(command, settings)

    def cut(self) -> None:
        """Cut the link, so that nothing is heard of the host any longer, and kill all on it."""
        subprocess.run(["ip", "link", "set", self.link, "down"], check=True)  # noqa: S603, S607
        self.kill()

    def kill(self) -> None:
        """Kill every process that was started there."""
        if self.running is not None:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()
            self.running = None


def _start(command: list[str], settings: dict[str, str]) -> subprocess.Popen[bytes]:
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(  # type: ignore[call-overload, no-any-return]  # noqa: S603
        command, env={**os.environ, **settings}, start_new_session=True, **quiet
    )


@contextmanager
def two_hosts() -> Iterator[tuple[Host, Host]]:
    """Two hosts that know this machine and not each other."""
    made = [
        Host(
            f"tp{os.getpid()}n{n}", f"10.213.{n}.1", f"10.213.{n}.2", f"tp{os.getpid() % 9999}l{n}"
        )
        for n in (1, 2)
    ]

    def do(*words: str) -> None:
        subprocess.run(["ip", *words], check=True)  # noqa: S603, S607

    try:
        for host in made:
            do("netns", "add", host.name)
            do("link", "add", host.link, "type", "veth", "peer", "name", "eth0", "netns", host.name)
            do("addr", "add", f"{host.outside}/24", "dev", host.link)
            do("link", "set", host.link, "up")
            for device, address in (("lo", ""), ("eth0", f"{host.inside}/24")):
                if address:
                    do("-n", host.name, "addr", "add", address, "dev", device)
                do("-n", host.name, "link", "set", device, "up")
        yield made[0], made[1]
    finally:
        for host in made:
            host.kill()
            subprocess.run(["ip", "link", "del", host.link], check=False)  # noqa: S603, S607
            subprocess.run(["ip", "netns", "del", host.name], check=False)  # noqa: S603, S607


def certificate(folder: Path) -> dict[str, str]:
    """A certificate that signs itself: settings of dask that name it for everybody."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert, secret = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    found = {"ca-file": str(cert)}
    for role in ("scheduler", "worker", "client"):
        found |= {f"{role}.cert": str(cert), f"{role}.key": str(secret)}
    return {f"distributed.comm.tls.{name}": path for name, path in found.items()}


def as_environment(settings: dict[str, str]) -> dict[str, str]:
    """Settings of dask as variables of the environment."""
    return {
        "DASK_" + name.replace(".", "__").replace("-", "_").upper(): value
        for name, value in settings.items()
    }


@contextmanager
def scheduler(port: int, settings: dict[str, str]) -> Iterator[None]:
    """A scheduler on this machine, for as long as it is needed."""
    words = ["distributed.cli.dask_scheduler", "--protocol", "tls", "--host", "0.0.0.0"]  # noqa: S104
    command = [sys.executable, "-m", *words, "--port", str(port), "--no-dashboard", "--no-show"]
    running = _start(command, settings)
    try:
        yield
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
