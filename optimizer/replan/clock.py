"""The time that a re-planning has, on a machine that may be busy with something else."""

import time
from dataclasses import dataclass, field

SEARCH_SHARE = 0.82
"""Of the time, until the last search ends: the answer is checked and told after it."""
LEAST_PACE = 0.2
"""A machine busier than that is hoped to be less busy soon."""


@dataclass
class Clock:
    """When the search has to end, so that the answer is there in time."""

    seconds: float
    pace: float = 1.0
    """Share of a processor that there was so far: what is left to do takes so much longer."""
    _begun: float = field(default_factory=time.perf_counter)
    _worked: float = field(default_factory=time.thread_time)

    def spent(self) -> float:
        """Seconds gone."""
        return time.perf_counter() - self._begun

    def left(self) -> float:
        """Seconds until the search has to end."""
        after = self.seconds * (1 - SEARCH_SHARE)
        return self.seconds - after / self.pace - self.spent()

    def look_at_pace(self) -> None:
        """How busy the machine is: asked while one thread does all the work."""
        worked = time.thread_time() - self._worked
        self.pace = min(1.0, max(LEAST_PACE, worked / max(self.spent(), 1e-6)))
