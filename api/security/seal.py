"""Sealed fields: health and lived experience lie unreadable in the database and its backups.

AES-256-GCM with a key per person. A sealed value is bound to where it stands (provider, table,
row, version), so that it cannot be moved to another row. A person's key is wrapped by the
provider's, and that by the master key, which stands in no database: whoever loses a person's key
has erased the person, in old backups too as long as these carry no keys (see ``api.store.keys``).
"""

import hmac
import os
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.security.private import FILE, OTHERS, make_private

KEY_BYTES = 32
NONCE_BYTES = 12


class SealError(RuntimeError):
    """A sealed value that does not open: another key, another place, or changed by somebody."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


@dataclass(frozen=True, slots=True)
class Key:
    """A key that seals values; never shown in a text of the program."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            message = f"a key has {KEY_BYTES} bytes, not {len(self.secret)}"
            raise ValueError(message)

    def seal(self, value: bytes, place: str) -> bytes:
        """The value unreadable; ``place`` says where it will stand."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self.secret).encrypt(nonce, value, place.encode())

    def open(self, sealed: bytes, place: str) -> bytes:
        """The value again; SealError where it is not one sealed with this key for this place."""
        try:
            return AESGCM(self.secret).decrypt(
                sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode()
            )
        except (InvalidTag, ValueError) as fault:
            raise SealError(place) from fault

    def derive(self, purpose: str) -> "Key":
        """Another key for one purpose, the same each time."""
        return Key(hmac.new(self.secret, purpose.encode(), sha256).digest())

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
    """The key in a file of 64 hexadecimal digits.

    OSError where there is none; ValueError where it holds something else, or others may read it.
    """
    if os.name == "posix" and path.stat().st_mode & OTHERS:
        message = f"{path.name} can be read by others: chmod 600"
        raise ValueError(message)
    return Key(bytes.fromhex(path.read_text("ascii").strip()))


def write_key(path: Path) -> Key:
    """A new key in a new file that only its owner may read; FileExistsError where there is one."""
    key = new_key()
    make_private(path.parent)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(path, flags, FILE), "w", encoding="ascii") as file:
        file.write(f"{key.secret.hex()}\n")
        file.flush()
        os.fsync(file.fileno())
    return key
