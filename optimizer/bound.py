"""How good a roster can be at all: what is proven of needs left out, and of the cost.

Two relaxations, and the better of each figure. By *days*: workers' days in their order, mixed
in parts (``generation``). By *sums*: whole numbers, but days lose their order, if not their
length: every visit takes its minutes and at least the shortest way to it, and every working day
a shortest way home. All limits stay in both.
"""

import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from domain.session import WEEK_DAYS
from optimizer.choices import nothing_chosen
from optimizer.columns import Columns
from optimizer.generation import Generation
from optimizer.labels import are_compiled
from optimizer.model import Linear, Model, whole_week
from optimizer.relaxation import bound_of
from optimizer.routes import count_calls, fits_in_memory, needs_without_calls
from optimizer.shares import take_apart
from optimizer.watch import Stop

FEW_CALLS = 2_000
"""Up to which HiGHS bounds the sums of a week in no time."""
COMPILE_SECONDS = 15.0
"""The labels may take so long to compile, once after installation."""
COUNT_SHARE = 0.5
"""Of the time of a share, for the fewest left out; the cost has the rest."""
AT_ONCE = 2
"""Shares that are bounded side by side."""
GENEROUS = 1.2
"""Times its part that a share may take: most need less."""


@dataclass(frozen=True)
class Bound:
    """No roster costs less, and none leaves out fewer needs."""

    cost: int
    left_out: int
    seconds: float
    generations: tuple[Generation, ...] = field(default=(), compare=False, repr=False)
    """What is known of each share, for whoever goes on from there ..."""
    beside: int = field(default=0, compare=False, repr=False)
    """... and what is paid in any case beside the shares."""


def find_bound(c: Columns, seconds: float, stop: Stop | None = None) -> Bound:
    """The best that can be proven in so many seconds, and soon after ``stop`` says so.

    Small weeks are counted in whole numbers first; then, in weeks that memory can hold, the
    order of each worker's day counts too. What nobody can serve is left out in any case.
    """
    begun = time.perf_counter()
    until = begun + seconds

    def over() -> bool:
        return time.perf_counter() > until or (stop is not None and stop())

    unserved = needs_without_calls(c)
    found = Bound(int(c.need_price[unserved].sum()), int(unserved.sum()), 0.0)
    calls = count_calls(c)
    if calls <= FEW_CALLS:
        found = better(found, _bound_by_sums(c, seconds / 2, stop))
    in_time = until - time.perf_counter() > COMPILE_SECONDS or are_compiled()
    if in_time and not over() and fits_in_memory(c):
        found = better(found, bound_by_days(c, until, over))
    return replace(found, seconds=time.perf_counter() - begun)


def better(one: Bound, other: Bound) -> Bound:
    """Two bounds of the same week hold both; the seconds are those of the first."""
    cost, left_out = max(one.cost, other.cost), max(one.left_out, other.left_out)
    by_days = other if other.generations else one
    return Bound(cost, left_out, one.seconds, by_days.generations, by_days.beside)


def bound_by_days(c: Columns, until: float, stop: Stop) -> Bound:
    """Share by share, with the order of the day: first the fewest left out, then the cost."""
    shares, missed = take_apart(c)
    generations = [Generation(c, share, stop) for share in shares]
    bound_shares(generations, until)
    return added_up(c, generations, missed)


def bound_shares(generations: Sequence[Generation], until: float) -> None:
    """Two shares at once, the small ones first: what time they leave the others have."""
    generations = sorted(generations, key=lambda one: len(one.share.calls.need))
    waiting = {one.share.needs[0]: len(one.share.calls.need) for one in generations}

    def work(one: Generation) -> None:
        name, now = one.share.needs[0], time.perf_counter()
        part = min(1.0, GENEROUS * AT_ONCE * waiting[name] / sum(waiting.values()))
        end = now + (until - now) * part
        fewest = one.fewest(now + (end - now) * COUNT_SHARE)
        one.cost(fewest, end)
        del waiting[name]

    with ThreadPoolExecutor(AT_ONCE) as threads:
        for turn in [threads.submit(work, one) for one in generations]:
            turn.result()


def added_up(c: Columns, generations: Sequence[Generation], missed: int) -> Bound:
    """What is proven of all shares together; those not yet bounded count as nothing."""
    alone = np.ones(len(c.need_price), np.bool_)
    for one in generations:
        alone[one.share.needs] = False
    beside = missed + int(c.need_price[alone].sum())
    left_out = sum(one.least_left for one in generations) + int(alone.sum())
    lower = beside + sum(one.lower for one in generations)
    return Bound(lower, left_out, 0.0, tuple(generations), beside)


def _bound_by_sums(c: Columns, seconds: float, stop: Stop | None) -> Bound:
    """Without the order of the day, in whole numbers."""
    begun = time.perf_counter()
    counting = _relaxed(c)
    many = len(counting.served)
    counting.cp.minimize(many - sum(counting.served.values()))
    fewest = max(0, bound_of(counting.cp, seconds / 2, stop) or 0)
    # Even without the second relaxation: that many are left out, at the lowest prices there are.
    least = int(np.sort(c.need_price)[:fewest].sum())
    if stop is not None and stop():
        return Bound(least, fewest, 0.0)
    costing = _relaxed(c)
    costing.cp.add(sum(costing.served.values()) <= many - fewest)
    costing.minimise()
    left = seconds - (time.perf_counter() - begun)
    cost = max(least, bound_of(costing.cp, max(left, seconds / 4), stop) or 0)
    return Bound(cost, fewest, 0.0)


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
