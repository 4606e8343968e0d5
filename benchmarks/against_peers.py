"""Our simulation beside its peers on a queue that all of them can express, in one run.

Each plays the same replications, one after the other, in one thread of this process; seconds are
those of the processor, which hardly depend on what else the machine does. Ours is timed
from the scenario to the finished tables, with drawing, money and every meeting; peers from drawn
clients to their waits alone. What is compiled or read from disk is there before. Waits must be the
same client by client, else AssertionError.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec

import numpy as np

from benchmarks.one_queue import (
    Queue,
    by_ciw,
    by_simpy,
    by_simpy_with_meetings,
    queue_of,
    scenario_of,
    waits_of,
)
from scenarios.core.state import NEVER
from scenarios.intervals import Interval, interval
from scenarios.outcome import outcome_of
from scenarios.simulate import Played, play_once, set_stage
from scenarios.warm import warm_up

YEAR_MONTHS = 12
NOBODY_ELSE = Queue([0], [1], [1], 1, 3)
"""One client, for whom a library is read before it is timed."""


@dataclass(frozen=True)
class Peer:
    """A library and the queue in its words."""

    name: str
    library: str
    play: Callable[[Queue], np.ndarray]


PEERS = (
    Peer("ciw", "ciw", by_ciw),
    Peer("simpy", "simpy", by_simpy),
    Peer("simpy-meetings", "simpy", by_simpy_with_meetings),
)


def against_peers(names: Sequence[str], clients: int, replications: int) -> dict[str, object]:
    """Client-years a second of ours and of every peer, and what all of them found."""
    scenario = scenario_of(clients)
    warm_up()
    begun = time.process_time()
    stage, played, shares, means = set_stage(scenario), [], [], []
    for replication in range(replications):
        played.append(play_once(stage, replication))
        outcome = outcome_of(played[-1])
        shares.append(outcome.figure("share_in_time"))
        means.append(outcome.figure("mean_wait"))
    seconds = time.process_time() - begun
    years = clients * replications * (scenario.months + scenario.warm_up_months) / YEAR_MONTHS
    figures: dict[str, object] = {
        "clients": clients,
        "replications": replications,
        "ours_cpu_s": round(seconds, 3),
        "ours_years_a_second": round(years / seconds),
        **_told("share_in_time", interval(shares)),
        **_told("mean_wait", interval(means)),
    }
    queues = [queue_of(one) for one in played]
    for peer in PEERS:
        if peer.name not in names:
            continue
        if find_spec(peer.library) is None:
            print(f"{peer.name}: {peer.library} is not installed (pip install --group peers)")
            continue
        theirs, found = _timed(peer, queues)
        for one, waits in zip(played, found, strict=True):
            assert np.array_equal(waits, waits_of(one)), f"{peer.name} finds other waits"
        share, mean = _figures(played, found)
        figures |= {
            f"{peer.name}_version": version(peer.library),
            f"{peer.name}_cpu_s": round(theirs, 3),
            f"{peer.name}_years_a_second": round(years / theirs),
            f"ratio_to_{peer.name}": round(theirs / seconds, 2),
            **_told(f"{peer.name}_share_in_time", share),
            **_told(f"{peer.name}_mean_wait", mean),
        }
    return figures


def _timed(peer: Peer, queues: Sequence[Queue]) -> tuple[float, list[np.ndarray]]:
    peer.play(NOBODY_ELSE)
    begun = time.process_time()
    found = [peer.play(queue) for queue in queues]
    return time.process_time() - begun, found


def _figures(played: Sequence[Played], found: Sequence[np.ndarray]) -> tuple[Interval, Interval]:
    """Share in time and mean wait of those whom our tables judge, from a peer's waits."""
    shares, means = [], []
    for one, waits in zip(played, found, strict=True):
        calendar, days = one.stage.calendar, one.stage.scenario.target.days
        came = one.episodes.rows.arrives
        judged = waits[(came >= calendar.counted) & (came < len(calendar) - days)]
        met = judged[judged != NEVER]
        shares.append(100 * float((met <= days).sum()) / len(judged))
        means.append(float(met.mean()))
    return interval(shares), interval(means)


def _told(name: str, one: Interval) -> dict[str, object]:
    return {name: round(one.mean, 3), f"{name}_half": round(one.half, 3)}
