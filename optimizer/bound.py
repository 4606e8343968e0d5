"""How good a roster can be at all: a relaxation that still counts needs, minutes and money.

Days lose their order, but not their length: every visit takes its minutes and at least
the shortest way to it, and every working day a shortest way home. All limits stay.
"""

import time
from collections import Counter
from dataclasses import dataclass

import numpy as np

from domain.session import WEEK_DAYS
from optimizer.choices import nothing_chosen
from optimizer.columns import Columns
from optimizer.model import Linear, Model, whole_week
from optimizer.relaxation import bound_of
from optimizer.watch import Stop


@dataclass(frozen=True)
class Bound:
    """No roster costs less, and none leaves out fewer needs."""

    cost: int
    left_out: int
    seconds: float


def find_bound(c: Columns, seconds: float, stop: Stop | None = None) -> Bound:
    """First the fewest needs left out, then the lowest cost under that."""
    begun = time.perf_counter()
    counting = _relaxed(c)
    many = len(counting.served)
    counting.cp.minimize(many - sum(counting.served.values()))
    fewest = max(0, bound_of(counting.cp, seconds / 2, stop) or 0)
    # Even without the second relaxation: that many are left out, at the lowest prices there are.
    least = int(np.sort(c.need_price)[:fewest].sum())
    if stop is not None and stop():
        return Bound(least, fewest, time.perf_counter() - begun)
    costing = _relaxed(c)
    costing.cp.add(sum(costing.served.values()) <= many - fewest)
    costing.minimise()
    left = seconds - (time.perf_counter() - begun)
    cost = max(least, bound_of(costing.cp, max(left, seconds / 4), stop) or 0)
    return Bound(cost, fewest, time.perf_counter() - begun)


def _relaxed(c: Columns) -> Model:
    model = Model(c, whole_week(c, nothing_chosen(c)), timed=False)
    model.build()
    _add_length_of_days(model)
    return model


def _add_length_of_days(model: Model) -> None:
    """Minutes of the visits and of the shortest ways fit into the shift; the ways are paid."""
    t = model.c.tables
    price = t.policy.price("travel") or 0
    for route, nodes in sorted(model.routes.items()):
        worker, day = divmod(route, WEEK_DAYS)
        home = int(t.worker_home[worker])
        visits = Counter(node.place for node in nodes)
        places = {home, *visits}
        used = model.used[route]
        back = min(int(t.minutes[node.place, home]) for node in nodes)
        model.cost.append(price * back * used)
        length: list[Linear] = [back * used]
        for node in nodes:
            to = min(
                int(t.minutes[place, node.place])
                for place in places
                if place != node.place or visits[place] > 1 or place == home
            )
            model.cost.append(price * to * node.chosen)
            length.append((node.minutes + to) * node.chosen)
        shift = int(t.shift_end[worker, day] - t.shift_start[worker, day])
        model.cp.add(sum(length) <= shift)
