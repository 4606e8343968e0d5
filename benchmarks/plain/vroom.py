"""VROOM 1.15.2 (pyvroom), a construction and local search in C++, day after day on two threads.

Settings: ``exploration_level`` 5, the highest: it decides how many starts are tried and how deep
the search around each goes, and 5 was best at every size. The tags are skills; leaving out comes
before the way by VROOM's own order, so no price is needed. It has no seed and ends by itself;
``timeout`` is soft (looked at between starts and steps), so large days pass it, and the time
that a day did not use goes to the days after it. From ``MANY`` visits a day on the level is 0: a
day of XL asked for 4 s took 44 s at level 0 and 89 s at 1, with 3,322 and 3,329 of 3,498 visits,
and none of the week was ready after 180 s at level 5 (a busy machine; only the order counts).
"""

from datetime import timedelta
from importlib import import_module
from typing import Any

from benchmarks.plain.day import Day

SETTINGS = "exploration 5 (very large days: 0), 2 threads, one day at a time"
TAG_BITS = 16
MANY = 1_500
LEVEL, LARGE_LEVEL = 5, 0


def solve_day(day: Day, seconds: float, seed: int) -> list[list[int]]:  # noqa: ARG001 no seed
    """Positions of visits per worker, in order."""
    vroom: Any = import_module("vroom")
    asked = vroom.Input()
    asked.set_durations_matrix("car", day.minutes.astype("uint32"))
    for row in range(day.workers):
        asked.add_vehicle(
            vroom.Vehicle(
                row,
                start=day.visits + row,
                end=day.visits + row,
                skills=_tags(int(day.tags[row])),
                time_window=(int(day.begin[row]), int(day.end[row])),
            )
        )
    for row in range(day.visits):
        asked.add_job(
            vroom.Job(
                row,
                location=row,
                default_service=int(day.length[row]),
                skills=_tags(int(day.asked[row])),
                time_windows=[(int(day.first[row]), int(day.last[row]))],
            )
        )
    found = asked.solve(
        exploration_level=LARGE_LEVEL if day.visits >= MANY else LEVEL,
        nb_threads=2,
        timeout=timedelta(seconds=max(0.05, seconds)),
    )
    routes: list[list[int]] = [[] for _ in range(day.workers)]
    steps = found.routes
    for worker, kind, job in zip(steps["vehicle_id"], steps["type"], steps["id"], strict=True):
        if kind == "job":
            routes[int(worker)].append(int(job))
    return routes


def _tags(bits: int) -> set[int]:
    return {tag for tag in range(TAG_BITS) if bits >> tag & 1}
