"""The bound, worked out on another processor while rosters are being improved."""

from threading import Event, Thread

from optimizer.bound import Bound, find_bound
from optimizer.columns import Columns

PATIENCE = 0.5
"""Seconds that a result is waited for once nobody needs it any more."""
NOTHING_KNOWN = Bound(0, 0, 0.0)


class Bounding:
    """A bound being found; not waited for beyond ``PATIENCE``, for HiGHS may be slow to stop.

    The thread is no daemon: a program that ends lets it come to its end, as HiGHS must.
    """

    def __init__(self, c: Columns, seconds: float) -> None:
        """Begin at once."""
        self.name = "bound"
        """For the log: what failed stands behind it."""
        self._done = Event()
        self._found: Bound | None = None
        self._thread = Thread(target=self._find, args=(c, seconds), daemon=False)
        self._thread.start()

    def _find(self, c: Columns, seconds: float) -> None:
        try:
            self._found = find_bound(c, seconds, self._done.is_set)
        except BaseException as fault:
            # The roster is worth having without a bound; the thread tells the whole story.
            self.name = f"bound (failed: {type(fault).__name__})"
            raise

    def so_far(self) -> Bound:
        """What is known now."""
        return self._found or NOTHING_KNOWN

    def is_done(self) -> bool:
        """Whether nothing more will be known."""
        return not self._thread.is_alive()

    def hurry(self) -> None:
        """Ask for an end without waiting for it: HiGHS takes its time to stop."""
        self._done.set()

    def end(self) -> Bound:
        """Ask for an end and take what is known a moment later."""
        self.hurry()
        self._thread.join(PATIENCE)
        return self.so_far()

    def wait(self) -> Bound:
        """Let it finish."""
        self._thread.join()
        return self.so_far()
