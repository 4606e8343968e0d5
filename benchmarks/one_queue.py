"""One queue that scenarios, Ciw and SimPy can all express: the same clients in each of them.

Clients come on working days, wait for one of so many places, whoever waits longest first, give up
when their patience is over, and keep the place for as long as was drawn for them. ``queue_of``
takes them from a replication of ours, so peers are spared the drawing and must find the very same
waits, client by client. Times of the peers are working days; a client of day 7 stands in their
queue from 8 on, since ours matches in the morning. Whoever gives up does so a quarter of a day
early, that nothing hangs on the order of what happens at one moment.

Settings. Ciw: nothing exact, no tracker, no detector; days as batches, so that one sample draws
all clients of a day. SimPy: one process a client, a ``Resource`` of as many places, and the
condition ``place | patience`` only where no place is free at once. ``simpy-meetings`` also holds
every meeting, as ours does: Ciw cannot say that within a service.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

import numpy as np

from domain.people import Role
from scenarios.core.state import NEVER
from scenarios.demand import Demand, Part
from scenarios.scenario import Matching, Scenario
from scenarios.simulate import Played
from scenarios.staff import Leave, Staff, Turnover

SUPPORT = "kv-three-party"
AT_ONCE = 10
"""Clients of a worker."""
PLACES_PERCENT = 95
"""Places for so many of a hundred clients: somebody always waits, and some give up."""
WEEK = 5
SOONER = 0.25


@dataclass(frozen=True)
class Queue:
    """The clients of a replication, in the order in which they come."""

    came: list[int]
    """Working day."""
    stay: list[int]
    """Working days for which a place is taken."""
    patience: list[int]
    places: int
    days: int


def scenario_of(clients: int) -> Scenario:
    """Clients of one kind, workers who suit them all and are always there."""
    workers = max(1, clients * PLACES_PERCENT // (100 * AT_ONCE))
    return Scenario(
        name=f"queue-{clients}",
        begins=date(2027, 1, 1),
        demand=(
            Demand(
                component=SUPPORT,
                clients=clients,
                minutes=(Part(value=60),),
                stay_days=100,
                stay_shape=1,
                short_percent=0,
                patience_days=20,
                counties={"Harju": 1},
                languages={"et": 1},
            ),
        ),
        staff=(
            Staff(
                id="support",
                roles=(Role.SUPPORT_PERSON,),
                count=workers,
                county="Harju",
                languages=("et",),
                week_minutes=4 * 60 * AT_ONCE,
                week_days=WEEK,
                reach="county",
            ),
        ),
        leave=Leave(annual_days=0, spells_a_year=0),
        turnover=Turnover(percent_a_year=0),
        # A quarter of the week is promised: no week of holidays is too short for its meetings.
        matching=Matching(keep_free_percent=75),
        megabytes=100_000,
    )


def queue_of(played: Played) -> Queue:
    """What a peer is given: the clients of a replication. ValueError where it cannot express it."""
    rows, calendar = played.episodes.rows, played.stage.calendar
    limits = played.stage.money.ends.min(), (rows.total // rows.minutes).min()
    if len(played.episodes.nodes.kind) > 1 or min(limits) <= len(calendar):
        message = f"{played.stage.scenario.name}: more kinds or limits than a plain queue knows"
        raise ValueError(message)
    load = int(played.episodes.nodes.load[0])
    places = int((played.staffing.room // load).sum())
    # The worker is free again on the day after the last one.
    stay = (rows.stay + 1).tolist()
    return Queue(rows.arrives.tolist(), stay, rows.patience.tolist(), places, len(calendar))


def waits_of(played: Played) -> np.ndarray:
    """(clients,) working days until a worker took them; ``NEVER`` where none did."""
    marks = played.marks
    return np.where(marks.started == NEVER, NEVER, marks.started - marks.came)


def by_ciw(queue: Queue) -> np.ndarray:
    """Waits as Ciw finds them."""
    ciw: Any = import_module("ciw")

    class OfClient(ciw.dists.Distribution):  # type: ignore[misc]
        def __init__(self, values: list[float]) -> None:
            self.values = values

        def sample(self, t: float | None = None, ind: Any = None) -> float:  # noqa: ARG002
            number: int = ind.id_number
            return self.values[number - 1]

    class OfDay(ciw.dists.Distribution):  # type: ignore[misc]
        def sample(self, t: float | None = None, ind: Any = None) -> int:  # noqa: ARG002
            day = round(t or 0) - 1
            return by_day[day] if day < len(by_day) else 0

    by_day = np.bincount(queue.came, minlength=queue.days).tolist()
    network = ciw.create_network(
        arrival_distributions=[ciw.dists.Deterministic(1)],
        batching_distributions=[OfDay()],
        service_distributions=[OfClient([float(stay) for stay in queue.stay])],
        reneging_time_distributions=[OfClient([days - SOONER for days in queue.patience])],
        number_of_servers=[queue.places],
    )
    simulation = ciw.Simulation(network)
    simulation.simulate_until_max_time(queue.days)
    waits = np.full(len(queue.came), NEVER)
    for record in simulation.get_all_records(only=["service"]):
        waits[record.id_number - 1] = record.waiting_time + 1
    for one in simulation.nodes[1].all_individuals:
        if one.server:
            waits[one.id_number - 1] = one.service_start_date - one.arrival_date + 1
    return waits


def by_simpy(queue: Queue, *, meetings: bool = False) -> np.ndarray:
    """Waits as SimPy finds them; ``meetings``: each of them is an event."""
    simpy: Any = import_module("simpy")
    environment = simpy.Environment()
    places = simpy.Resource(environment, queue.places)
    waits = np.full(len(queue.came), NEVER)

    def client(number: int) -> Iterator[Any]:
        with places.request() as place:
            if not place.triggered:
                yield place | environment.timeout(queue.patience[number] - SOONER)
            if place.triggered:
                waits[number] = environment.now - queue.came[number]
                left = queue.stay[number]
                while meetings and left > WEEK:
                    yield environment.timeout(WEEK)
                    left -= WEEK
                yield environment.timeout(left)

    def clients() -> Iterator[Any]:
        for number, day in enumerate(queue.came):
            if day + 1 > environment.now:
                yield environment.timeout(day + 1 - environment.now)
            environment.process(client(number))

    environment.process(clients())
    environment.run(until=queue.days)
    return waits


def by_simpy_with_meetings(queue: Queue) -> np.ndarray:
    """Waits as SimPy finds them where it holds every meeting."""
    return by_simpy(queue, meetings=True)
