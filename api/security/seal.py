"""Sealed fields: health and lived experience lie unreadable in the database and its backups.

AES-256-GCM with a key per person. A sealed value is bound to where it stands (provider, table,
row, version), so that it cannot be moved to another row. A person's key is wrapped by the
provider's, and that by the master key, which stands in no database: whoever loses a person's key
has erased the person, in old backups too as long as these carry no keys (see ``api.store.keys``).
"""

import hmac
import os
import tempfile
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.security.private import GROUP_READS, OTHERS, make_private, sync_folder, write_private

KEY_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
WAY = 1
"""How values are sealed today: AES-256-GCM. Another way would have another number, and values that
were sealed before would still be opened by theirs."""
OVERHEAD = 1 + NONCE_BYTES + TAG_BYTES
"""Bytes by which a sealed value is longer: way, nonce and tag."""


class SealError(RuntimeError):
    """A sealed value that does not open: another key, another place, or changed by somebody."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


@dataclass(frozen=True, slots=True)
class Key:
    """A key that seals values; never shown in a text of the program."""

    secret: bytes = field(repr=False)
    number: int = 0
    """How often the master key had been replaced before this one; of others that of theirs."""

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            message = f"a key has {KEY_BYTES} bytes, not {len(self.secret)}"
            raise ValueError(message)

    def seal(self, value: bytes, place: str) -> bytes:
        """The value unreadable; ``place`` says where it will stand."""
        nonce = os.urandom(NONCE_BYTES)
        sealed = AESGCM(self.secret).encrypt(nonce, value, place.encode())
        return bytes([WAY]) + nonce + sealed

    def open(self, sealed: bytes, place: str) -> bytes:
        """The value again; SealError where it is not one sealed with this key for this place."""
        if sealed[:1] != bytes([WAY]):
            raise SealError(place)
        nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return AESGCM(self.secret).decrypt(nonce, rest, place.encode())
        except (InvalidTag, ValueError) as fault:
            raise SealError(place) from fault

    def derive(self, purpose: str) -> "Key":
        """Another key for one purpose, the same each time."""
        return Key(hmac.new(self.secret, purpose.encode(), sha256).digest(), self.number)

    def wrap(self, key: "Key", place: str) -> bytes:
        """Another key, sealed with this one."""
        return self.seal(key.secret, place)

    def unwrap(self, sealed: bytes, place: str) -> "Key":
        """The key that ``wrap`` sealed; SealError as in ``open``."""
        return Key(self.open(sealed, place))


def new_key() -> Key:
    """A key nobody has yet."""
    return Key(os.urandom(KEY_BYTES))


def read_key(path: Path) -> Key:
    """The key in a file: 64 hexadecimal digits, and how often it was replaced (0 is not written).

    OSError where there is none; ValueError where it holds something else, or others may read it.
    """
    if os.name == "posix" and path.stat().st_mode & _closed_to(path):
        message = f"{path.name} can be read by others: chmod 600"
        raise ValueError(message)
    told, _, number = path.read_text("ascii").strip().partition(" ")
    return Key(bytes.fromhex(told), int(number or 0))


def _closed_to(path: Path) -> int:
    """Rights that nobody but the owner may have.

    Where systemd lays a key down for one service alone, in a folder of that service's own, the
    rights of the group are but the mask of a list that names the service.
    """
    vault = os.environ.get("CREDENTIALS_DIRECTORY")
    return OTHERS & ~GROUP_READS if vault and path.parent == Path(vault) else OTHERS


def write_key(path: Path, number: int = 0) -> Key:
    """A new key in a new file that only its owner may read; FileExistsError where there is one.

    The file is there whole, or not at all. ``number``: how often the key was replaced before.
    """
    key = Key(new_key().secret, number)
    make_private(path.parent)
    handle, aside = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    os.close(handle)
    try:
        told = f"{key.secret.hex()} {number}" if number else key.secret.hex()
        write_private(Path(aside), f"{told}\n".encode("ascii"))
        # Never over one that somebody else has just made.
        os.link(aside, path)
        sync_folder(path.parent)
    finally:
        Path(aside).unlink()
    return key
