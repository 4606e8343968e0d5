"""Judge any plan for a plain roster: what it costs, and everything that is wrong with it.

Plain loops over single numbers, on purpose: no engine, no matrix of who fits and no other
part of this package has a hand in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.plain.instance import DAYS, LEFT_OUT, Instance

Routes = Mapping[tuple[int, int], Sequence[int]]
"""(worker, day) -> visits in the order in which they are made."""


@dataclass(frozen=True)
class Judged:
    """What a plan costs and what is wrong with it."""

    unserved: int
    travel: int
    """Minutes on the way, home to home."""
    violations: tuple[str, ...]
    """One sentence for each: every violation is counted, none ends the count."""

    @property
    def cost(self) -> int:
        """J."""
        return LEFT_OUT * self.unserved + self.travel


def evaluate(instance: Instance, routes: Routes) -> Judged:
    """Walk every route from home to home, as early as possible."""
    wrong: list[str] = []
    seen: set[int] = set()
    travel = 0
    for (worker, day), visits in sorted(routes.items()):
        if not visits:
            continue
        if not (0 <= worker < instance.workers and 0 <= day < DAYS):
            wrong.append(f"no worker {worker} on day {day}")
            continue
        known = [v for v in visits if 0 <= v < instance.visits]
        wrong += [f"no visit {v}" for v in visits if not 0 <= v < instance.visits]
        for visit in known:
            if visit in seen:
                wrong.append(f"visit {visit} made again by worker {worker} on day {day}")
            seen.add(visit)
        travel += _walk(instance, worker, day, known, wrong)
    return Judged(instance.visits - len(seen), travel, tuple(wrong))


def _walk(
    instance: Instance, worker: int, day: int, visits: Sequence[int], wrong: list[str]
) -> int:
    """Minutes on the way of one route; what is wrong with it is added to ``wrong``."""
    begin = int(instance.shift_from[worker, day])
    end = int(instance.shift_to[worker, day])
    if begin < 0:
        wrong.append(f"worker {worker} is not at work on day {day}")
        end = 1 << 30
    home = int(instance.worker_place[worker])
    has = int(instance.worker_tags[worker])
    travel, now, at = 0, begin, home
    for visit in visits:
        place = int(instance.visit_place[visit])
        way = int(instance.minutes[at, place])
        travel += way
        now = max(now + way, int(instance.visit_from[visit]))
        late = now - int(instance.visit_to[visit])
        if late > 0:
            wrong.append(f"visit {visit} begins {late} minutes too late")
        if int(instance.visit_day[visit]) != day:
            wrong.append(f"visit {visit} is not wanted on day {day}")
        if int(instance.visit_tags[visit]) & ~has:
            wrong.append(f"worker {worker} lacks a tag of visit {visit}")
        now += int(instance.visit_minutes[visit])
        at = place
    way = int(instance.minutes[at, home])
    if now + way > end:
        wrong.append(f"worker {worker} is home {now + way - end} minutes late on day {day}")
    return travel + way
