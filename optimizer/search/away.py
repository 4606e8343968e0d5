"""Parts of a week improved elsewhere: by other processes, or on other machines.

Whatever is behind it is a plain ``concurrent.futures.Executor``; it gets functions of this module
and arrays. What no part changes goes to each process once. An executor that fails or is late
costs the turn of its parts and nothing else: what they were stays as it was.
"""

import time
from collections.abc import Sequence
from concurrent.futures import Future, wait
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optimizer.elsewhere import Elsewhere
from optimizer.search.slices import Clock, Turn, take_turns
from optimizer.search.week import Table, Week, Wide

LISTEN_SECONDS = 0.25
"""Between two looks at whether somebody said stop."""
LATE_SECONDS = 1.0
"""After the end of the search, for parts to come back; what is later is not waited for."""

Kinds = NDArray[np.float64]
Fixed = tuple[Table, Table]
"""Who counts where, and who is near whom: the same in all parts of a week."""


class Improved(NamedTuple):
    """What a part has become."""

    rows: Table
    limits: Wide
    stops: Table
    num: Wide
    bits: NDArray[np.uint64]
    kinds: Kinds

    def put_into(self, week: Week) -> Week:
        """The part that was handed over, as it has become."""
        return week._replace(
            rows=self.rows, limits=self.limits, stops=self.stops, num=self.num, bits=self.bits
        )


_kept: dict[str, Fixed] = {}
"""Of the last week that this process was handed a part of."""


def improve_there(
    key: str, fixed: Fixed | None, weeks: Sequence[Week], turn: Turn
) -> list[Improved] | None:
    """Improve the parts of one hand, in the process that was handed them; None: ``fixed`` is asked.

    ``weeks`` come without what is fixed.
    """
    if fixed is not None:
        _kept.clear()
        _kept[key] = fixed
    if key not in _kept:
        return None
    uses, near = _kept[key]
    own = [_own(week._replace(uses=uses, near=near)) for week in weeks]
    clock = Clock(turn.seconds, turn.iterations, begun=time.perf_counter() - turn.gone)
    kinds = take_turns(own, turn, clock)
    return [
        Improved(week.rows, week.limits, week.stops, week.num, week.bits, kind)
        for week, kind in zip(own, kinds, strict=True)
    ]


def _own(week: Week) -> Week:
    """Tables that may be written: some executors hand over what is still theirs."""
    own = {name: np.require(getattr(week, name), requirements=["C", "W"]) for name in Week._fields}
    return week._replace(**own)


class _Hand:
    """Parts that were handed over together, and what has come of them."""

    def __init__(self, there: Elsewhere, weeks: Sequence[Week], turn: Turn) -> None:
        self.there, self.turn = there, turn
        self.fixed = (weeks[0].uses, weeks[0].near)
        nothing = np.zeros((0, *self.fixed[0].shape[1:]), np.int32)
        none_near = np.zeros((0, *self.fixed[1].shape[1:]), np.int32)
        self.weeks = [week._replace(uses=nothing, near=none_near) for week in weeks]
        self.future = self._submit(None)

    def _submit(self, fixed: Fixed | None) -> Future[list[Improved] | None]:
        there = self.there
        return there.executor.submit(improve_there, there.key, fixed, self.weeks, self.turn)

    def result(self) -> list[Improved] | None:
        """What came of it; None where it was handed over anew, with what was missing."""
        found = self.future.result()
        if found is None:
            self.future = self._submit(self.fixed)
        return found


def improve_elsewhere(
    there: Elsewhere,
    hands: Sequence[tuple[Sequence[Week], Turn]],
    clock: Clock,
) -> list[list[Improved] | None]:
    """Per hand what became of its parts; None where nothing did, and nothing will."""
    found: list[list[Improved] | None] = [None] * len(hands)
    end = clock.begun + clock.seconds + LATE_SECONDS
    begun = time.perf_counter()
    turn_ends = clock.begun + clock.seconds * max(turn.last for _, turn in hands)
    pending: dict[int, _Hand] = {}
    try:
        for k, (weeks, turn) in enumerate(hands):
            pending[k] = _Hand(there, weeks, turn)
        while pending:
            wait([hand.future for hand in pending.values()], LISTEN_SECONDS)
            for k, hand in list(pending.items()):
                if hand.future.done():
                    found[k] = hand.result()
                    if found[k] is not None:
                        del pending[k]
            if clock.stopped():
                break
            if clock.iterations is None and time.perf_counter() > end and pending:
                there.failed = "late"
                break
    except Exception as error:  # noqa: BLE001 - whatever it was, the search goes on here
        there.failed = type(error).__name__
    for hand in pending.values():
        hand.future.cancel()
    there.slow = max(0.0, time.perf_counter() - max(turn_ends, begun))
    return found
