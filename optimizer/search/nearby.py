"""The ways of a part only: a small table stays near the processor, a large one does not."""

import numpy as np

from optimizer.search import at
from optimizer.search.week import Week
from optimizer.tables import Bools, Ints


def only_ways_of(w: Week, routes: Bools, seats: Bools) -> Week:
    """A copy of a week with the ways between the places of some routes and seats alone.

    ``w`` is the caller's own: its places are numbered anew. Whatever stands on the routes is
    among the seats or taken by now.
    """
    needs0, seats0 = int(w.num[at.NEEDS0]), int(w.num[at.SEATS0])
    taken = w.rows[seats0:, at.ROUTE]
    place = w.rows[seats0:, at.PLACE]
    asked = seats | ((taken >= 0) & routes[taken])
    used = np.union1d(w.rows[:needs0, at.HOME][routes], place[asked & (place >= 0)])
    # The last row is that of -1, a seat that is taken wherever the worker lives.
    row = np.zeros(w.way.shape[1] + 1, np.int32)
    row[used], row[-1] = np.arange(len(used)), -1
    w.rows[:needs0, at.HOME] = row[w.rows[:needs0, at.HOME]]
    w.rows[seats0:, at.PLACE] = row[place]
    w.stops[:, :, at.STOP_PLACE] = row[w.stops[:, :, at.STOP_PLACE]]
    return w._replace(way=np.ascontiguousarray(w.way[:, used[:, None], used]))


def tell_places(w: Week, routes: Ints) -> None:
    """Number the places of visits on some routes as the whole week does."""
    place = w.rows[w.stops[routes, :, at.SEAT], at.PLACE]
    home = w.rows[routes, at.HOME, None]
    held = np.arange(place.shape[1]) < w.rows[routes, at.SIZE, None]
    w.stops[routes, :, at.STOP_PLACE] = np.where(held, np.where(place >= 0, place, home), 0)
