"""Chance: one stream for each purpose of each replication, so that luck belongs to somebody.

A stream is named by the root, the replication and the purpose (``leave peers/3``). Whoever is added
draws from a stream of their own and changes nobody else's luck; two variants of a scenario meet the
same clients, the same illnesses, the same patience.
"""

from zlib import crc32

import numpy as np


def stream(root: int, replication: int, purpose: str) -> np.random.Generator:
    """The stream of a purpose in a replication."""
    key = (replication, crc32(purpose.encode()))
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(root, spawn_key=key)))


OF_THE_WORLD = 2**32 - 1
"""In place of a replication: what is the same in all of them (who the workers are)."""
