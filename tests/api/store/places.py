"""Who works in the tests of the store, when, and with which key."""

from datetime import UTC, date, datetime

from api.store.unit import Actor

MASTER = bytes(range(32))
REGISTRIES = ("10000001", "10000002")
AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)
ONE = Actor(1, "coordinator")
OTHER = Actor(2, "stranger")
