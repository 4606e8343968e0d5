"""A heap of (key, thing): the smallest key first, of equal keys the smaller thing.

Arrays are passed in; the number of entries is returned.
"""

import numpy as np

from scenarios.core.compiled import inner


@inner
def push(keys: np.ndarray, things: np.ndarray, many: int, key: float, thing: int) -> int:
    """Put a thing in."""
    k = many
    while k > 0:
        up = (k - 1) >> 1
        if keys[up] < key or (keys[up] == key and things[up] <= thing):
            break
        keys[k], things[k] = keys[up], things[up]
        k = up
    keys[k], things[k] = key, thing
    return many + 1


@inner
def pop(keys: np.ndarray, things: np.ndarray, many: int) -> int:
    """Take the first out: it stands behind the others then, at the number returned."""
    last = many - 1
    key, thing = keys[0], things[0]
    moved, what = keys[last], things[last]
    k = 0
    while True:
        down = 2 * k + 1
        if down >= last:
            break
        right = down + 1
        if right < last and (
            keys[right] < keys[down] or (keys[right] == keys[down] and things[right] < things[down])
        ):
            down = right
        if moved < keys[down] or (moved == keys[down] and what <= things[down]):
            break
        keys[k], things[k] = keys[down], things[down]
        k = down
    if last > 0:
        keys[k], things[k] = moved, what
    keys[last], things[last] = key, thing
    return last
