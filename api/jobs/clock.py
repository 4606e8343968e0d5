"""The clock of those who work by themselves: here alone do they read it."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The moment it is."""
    return datetime.now(UTC)
