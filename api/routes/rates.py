"""How often somebody may ask: a bucket of tokens each, filled as time passes."""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from threading import Lock

MOST_KNOWN = 10_000
"""Askers remembered; whoever asked least lately is forgotten first, with a full bucket."""
MINUTE_SECONDS = 60


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: datetime


class Rates:
    """Buckets of everybody who asks."""

    def __init__(self, a_minute: int, at_once: int) -> None:
        """``a_minute``: requests that may come for long; ``at_once``: in one go."""
        self._a_second = a_minute / MINUTE_SECONDS
        self._most = at_once
        self._known: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = Lock()

    def take(self, who: str, at: datetime) -> int:
        """Take a token; seconds to wait where there is none, else 0."""
        with self._lock:
            bucket = self._known.pop(who, None) or _Bucket(self._most, at)
            passed = max((at - bucket.at).total_seconds(), 0.0)
            tokens = min(bucket.tokens + passed * self._a_second, float(self._most))
            wait = 0 if tokens >= 1 else ceil((1 - tokens) / self._a_second)
            self._known[who] = _Bucket(tokens if wait else tokens - 1, max(at, bucket.at))
            if len(self._known) > MOST_KNOWN:
                self._known.popitem(last=False)
            return wait
