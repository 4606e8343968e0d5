"""Where parts of a week are improved besides this process: an executor as it comes.

Processes of this machine, or a cluster: whatever is behind it is a plain
``concurrent.futures.Executor``, and this room knows no URL.
"""

from concurrent.futures import Executor
from dataclasses import dataclass
from uuid import uuid4


@dataclass
class Elsewhere:
    """An executor, and what is known of it in the run of one week."""

    executor: Executor
    hands: int
    """Parts that are done at once."""
    failed: str = ""
    """Why it is not asked any more; empty: it is."""
    slow: float = 0.0
    """Seconds that the last turn took beyond its own, on the way there and back."""
    key: str = ""
    """Names what its processes keep of the week that is searched."""

    def begin(self) -> None:
        """Another search: nothing of it is known there."""
        self.key = uuid4().hex

    def end_of(self, span: tuple[float, float], seconds: float) -> float:
        """When a turn ends so that its parts are back in time; span and end are shares."""
        return max(span[0], span[1] - self.slow / max(seconds, 1e-9))
