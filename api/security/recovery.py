"""Codes in place of a lost telephone: told once, kept as hashes, each good for one time.

Each has 120 random bits, so that its SHA-256 tells nobody what it was (NIST SP 800-63B asks that of
112 bits and more). People write them down, so what a pen confuses is read alike.
"""

import re
import secrets
from base64 import b32encode

from api.security.tokens import digest

AT_ONCE = 8
"""Codes that somebody gets in one go; those they had before are void."""
BYTES = 15
GROUP = 4
_MARKS = re.compile(r"[\s-]+")
_PEN = str.maketrans("018", "OIB")
_CODE = re.compile(r"[A-Z2-7]{24}")


def new_recovery_codes() -> tuple[str, ...]:
    """Codes that nobody has, in groups of four letters and figures."""
    return tuple(_grouped(b32encode(secrets.token_bytes(BYTES)).decode()) for _ in range(AT_ONCE))


def is_recovery_code(typed: str) -> bool:
    """Whether what somebody typed could be such a code."""
    return _CODE.fullmatch(_plain(typed)) is not None


def digest_of_code(typed: str) -> str:
    """What is kept of a code, however it is typed."""
    return digest(f"recovery|{_plain(typed)}")


def _plain(typed: str) -> str:
    return _MARKS.sub("", typed[:100]).upper().translate(_PEN)


def _grouped(code: str) -> str:
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))
