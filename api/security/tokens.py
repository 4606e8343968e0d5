"""Secrets that let somebody in: 256 random bits each, of which only the SHA-256 is kept.

What programs and calendars bring begins with a prefix, so that a secret that leaks into a text is
found by those who look for such things.
"""

import hmac
import secrets
from hashlib import sha256

BYTES = 32
KEY_PREFIX, FEED_PREFIX, INVITED_PREFIX = "tpk_", "tpf_", "tpi_"
MOST = 200
"""Characters beyond which nothing is a secret of ours."""


def new_secret(prefix: str = "") -> str:
    """A secret that nobody has."""
    return prefix + secrets.token_urlsafe(BYTES)


def new_id(letter: str) -> str:
    """An id that tells nothing."""
    return letter + secrets.token_hex(8)


def digest(secret: str) -> str:
    """What is kept of a secret: 64 hexadecimal digits."""
    return sha256(secret[:MOST].encode("utf-8", "replace")).hexdigest()


def forgery_word(cookie: str) -> str:
    """The word that a page of ours sends along: who cannot read the cookie cannot know it."""
    return sha256(f"tugiplaan forgery word|{cookie[:MOST]}".encode("utf-8", "replace")).hexdigest()


def is_forgery_word(cookie: str, word: str) -> bool:
    """Whether a request brings the word that belongs to its cookie."""
    return hmac.compare_digest(
        forgery_word(cookie).encode(), word[:MOST].encode("utf-8", "replace")
    )
