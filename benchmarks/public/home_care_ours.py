"""Home health care for our own search, which knows no price per minute of lateness and no gaps.

Lateness is offered in steps: a patient may be visited by the end of the window, or some steps
later at the price of the last minute of the step; so nobody is later than was paid for. The
largest lateness is bounded: turns look for the least cap under which all are served, and then
search near that of the best plan, each with other seeds. Two services one after the other are
taken as begun together, where all ways from and to the second are shifted by the gap: a gap in the
middle of what is allowed. The judge moves all starts as early as orders allow, gaps then free. So
this is our engine on a narrower problem, judged by the rules as published.
"""

import time
from dataclasses import dataclass
from functools import partial

import numpy as np

from benchmarks.public.home_care import HomeCare, Patient
from benchmarks.public.home_care_judge import Nursed, Service, judge_home_care
from benchmarks.public.search import search
from benchmarks.public.week import Ints, Job, Vehicles, Visit, lay_out
from optimizer.search.week import Week

UNITS = 50
"""Units of the search in a minute."""
STEPS = 16
"""Steps of lateness offered; they grow with the square, the last one is the cap."""
LATEST = 640.0
"""Minutes that anybody may be late in the first turn."""
LEAST_CAP = 4.0
"""Below that, nobody may be late at all."""
TURNS, OTHER = 14, 100
"""Searches of one run, and how far their seeds lie apart."""
NEAR, ROOM = 0.1, (1.0, 1.06, 0.97)
"""Share of the best plan's cap within which the least one is known well enough; caps from then on,
in caps of the best plan."""
DAY = 3000
"""Minutes: later than anybody need be back."""
DEAR = 4000
"""Minutes on the way that leaving out a patient costs."""
LEAST_SECONDS = 1.0


@dataclass(frozen=True)
class Cared:
    """What our engine made of an instance."""

    nursed: Nursed | None
    """None where every plan left somebody out."""
    seconds: float
    words: str


def solve_home_care(instance: HomeCare, seconds: float, seeds: tuple[int, ...]) -> Cared:
    """Turns with other seeds, each under a cap on lateness; the cheapest plan by the judge."""
    begun = time.perf_counter()
    best: Nursed | None = None
    done, failed, held, cap = 0, 0.0, 2 * LATEST, LATEST
    turns = max(1, min(TURNS, int(seconds / LEAST_SECONDS)))
    for turn in range(turns):
        rest = seconds - (time.perf_counter() - begun)
        others = tuple(seed + OTHER * turn for seed in seeds)
        found = search(partial(week_of, instance, cap), rest / (turns - turn), others)
        done += found.iterations
        nursed = judge_home_care(instance, services(instance, found.routes))
        if nursed.violations:
            failed = max(failed, min(cap, held))
        elif best is None or nursed.cost < best.cost:
            best, held = nursed, cap
        cap = next_cap(failed, held, turn)
    spent = time.perf_counter() - begun
    return Cared(best, spent, f"{len(seeds)} seeds, {done:,} iterations")


def next_cap(failed: float, held: float, turn: int) -> float:
    """Between the highest cap that failed and that of the best plan; near the latter once close."""
    if held - failed > NEAR * held:
        wanted = (failed + held) / 2
        return wanted if wanted >= LEAST_CAP else 0.0
    return held * ROOM[turn % len(ROOM)]


def services(instance: HomeCare, routes: tuple[tuple[int, ...], ...]) -> list[list[Service]]:
    """Seats as services: they are counted over all patients in order."""
    every = [(p, s) for p, told in enumerate(instance.patients) for s in range(len(told.services))]
    return [[every[seat] for seat in route] for route in routes]


def week_of(instance: HomeCare, cap: float, seed: int) -> Week:
    """The tables of the search, nobody later than ``cap`` minutes."""
    ways = np.ceil(np.array(instance.ways) * UNITS).astype(np.int64)
    shifted, places = _with_shifts(instance, ways)
    carers = 0 * np.arange(len(instance.carers))
    vehicles = Vehicles(home=carers, begin=carers, end=carers + DAY * UNITS)
    jobs = [_job(instance, told, places, cap) for told in instance.patients]
    return lay_out(shifted, vehicles, jobs, seed)


def _with_shifts(instance: HomeCare, ways: Ints) -> tuple[Ints, dict[int, int]]:
    """Ways with a further place for every second service that begins later than the first.

    Who is there at a minute of the shifted clock is there ``gap`` later in truth: ways to
    the place are that much shorter, ways from it that much longer, whole rounds the same.
    """
    places = {
        told.place: len(ways) + k
        for k, told in enumerate(p for p in instance.patients if p.gap[1] > 0)
    }
    origin = [*range(len(ways)), *places]
    later = np.zeros(len(origin), np.int64)
    for told in instance.patients:
        if told.place in places:
            later[places[told.place]] = _gap(told)
    shifted = ways[np.ix_(origin, origin)] - later[None, :] + later[:, None]
    return shifted, places


def _gap(told: Patient) -> int:
    return round(sum(told.gap) / 2 * UNITS)


def _job(instance: HomeCare, told: Patient, places: dict[int, int], cap: float) -> Job:
    first, last = round(told.first * UNITS), round(told.last * UNITS)
    late = _gap(told) if told.gap[1] > 0 else 0
    steps = [cap * (k / STEPS) ** 2 for k in range(STEPS + 1)] if cap > 0 else [0.0]
    stretches = []
    for step in steps:
        by = int(step * UNITS)
        # By as much as the service that is the later one may be late; the other is so much less.
        if (ends := last + by - late) >= first:
            price = by * len(told.services) if late == 0 else by + max(0, by - late)
            stretches.append((first, ends, price))
    who = [
        tuple(k for k, able in enumerate(instance.carers) if service in able)
        for service in told.services
    ]
    spots = [told.place, places.get(told.place, told.place)]
    visits = tuple(
        Visit(spots[s], round(told.minutes[s] * UNITS), who[s]) for s in range(len(told.services))
    )
    return Job(DEAR * UNITS, tuple(stretches), visits)
