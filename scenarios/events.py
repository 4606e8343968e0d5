"""The same matching in continuous time, for queues whose answer is known.

``serve`` lets clients come, wait, give up and be served at any moment; whoever is free takes
whoever waits longest, by the very function that matches clients and workers in a scenario's days.
"""

from collections.abc import Sequence

import numpy as np

from scenarios.core.events import play_events
from scenarios.core.state import Nodes, Suits


def serve(
    arrives: np.ndarray,
    lasts: np.ndarray,
    servers: int,
    patience: np.ndarray | None = None,
    *,
    kind: np.ndarray | None = None,
    able: Sequence[Sequence[int]] | None = None,
) -> np.ndarray:
    """Time that each client waits, NaN for those who gave up; all arrays of one length.

    ``arrives`` ascends. ``kind`` and ``able`` (servers of each kind of client, the first choice
    first) tell who may serve whom; by default everybody serves everybody.
    """
    many = len(arrives)
    choices = [range(servers)] if able is None else able
    worker = np.concatenate([np.asarray(list(choice), np.int64) for choice in choices])
    suits = Suits(
        np.cumsum([0, *(len(choice) for choice in choices)]).astype(np.int64),
        worker,
        np.concatenate([np.arange(len(choice), dtype=np.int64) for choice in choices]),
    )
    begun = np.full(many, np.nan)
    play_events(
        np.asarray(arrives, float),
        np.asarray(lasts, float),
        np.full(many, np.inf) if patience is None else np.asarray(patience, float),
        np.zeros(many, np.int64) if kind is None else np.asarray(kind, np.int64),
        Nodes(np.arange(len(choices)), np.ones(len(choices), np.int64)),
        suits,
        np.ones(servers, np.int64),
        begun,
    )
    return np.asarray(begun - arrives)
