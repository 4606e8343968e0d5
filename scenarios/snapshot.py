"""A scenario of a provider's own records: the workers as they are, the demand as it stands.

What records do not tell (how long clients stay, how long they wait before they give up) is taken
from the scenario's assumptions and said so. Groups are left out: their members count where they
have a plan item of their own. No name is taken along; themes become kinds.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.caps import UnitsPerReferral
from domain.people import Client, Level, Worker
from domain.places import places, travel_between
from domain.programme import components
from domain.provider import Provider
from domain.referral import PlanItem
from domain.themes import kind_of
from scenarios.demand import Demand, Part
from scenarios.names import counties
from scenarios.people import WEEK, Person
from scenarios.scenario import Scenario

STAY_DAYS = 120
"""Mean stay where no units end the service, in working days."""
ASSUMED = (
    f"Clients stay {STAY_DAYS} working days on average where no units end the service (assumed).",
    "How long people wait before they give up, return, or fall ill is assumed, not recorded.",
    "Groups are left out.",
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A scenario without staff of its own, and the workers to be given to it."""

    scenario: Scenario
    people: tuple[Person, ...]


def snapshot(provider: Provider, begins: date, name: str = "as-it-is") -> Snapshot:
    """The provider as the records tell on a day, as a scenario that begins on it.

    Raises ValueError where no client has a plan item whose component can be simulated.
    """
    clients = {client.id: client for client in provider.clients}
    of_referral = {referral.id: referral.client for referral in provider.referrals}
    items: dict[str, list[tuple[PlanItem, Client]]] = {}
    for item in provider.plan:
        client = clients.get(of_referral.get(item.referral, ""))
        if client is not None:
            items.setdefault(item.component, []).append((item, client))
    demand = tuple(_demand(component, items[component], begins) for component in sorted(items))
    if not demand:
        message = f"{provider.name} has no client with a plan"
        raise ValueError(message)
    scenario = Scenario(
        name=name,
        title=provider.name,
        begins=begins,
        demand=demand,
        sources=(f"Records of {provider.name} on {begins.isoformat()}",),
        assumptions=ASSUMED,
    )
    return Snapshot(scenario, tuple(person_of(worker, begins) for worker in provider.workers))


def person_of(worker: Worker, day: date) -> Person:
    """A worker as a simulation knows them on a day."""
    trainings = [training.level for training in worker.trainings if training.holds_on(day)]
    return Person(
        id=worker.id,
        roles=worker.roles,
        county=places()[worker.home].county,
        reach=_reach(worker),
        languages=frozenset(speaks.language for speaks in worker.languages),
        kinds=frozenset(kind_of(one.theme) for one in worker.experiences if not one.family),
        level=max(trainings, default=Level.BESIDE),
        week_minutes=worker.week_minutes,
        weekdays=frozenset(shift.weekday for shift in worker.shifts if shift.weekday < WEEK),
    )


def _reach(worker: Worker) -> frozenset[str]:
    """Counties of which the worker can reach most people, and the own."""
    known = list(places().values())
    minutes = travel_between([worker.home, *(place.id for place in known)]).minutes[0, 1:]
    near, all_of = Counter[str](), Counter[str]()
    for place, way in zip(known, minutes.tolist(), strict=True):
        all_of[place.county] += place.population
        near[place.county] += place.population * (way <= worker.reach_minutes)
    own = places()[worker.home].county
    return frozenset({own, *(name for name in counties() if 2 * near[name] > all_of[name])})


def _demand(component: str, items: list[tuple[PlanItem, Client]], begins: date) -> Demand:
    """The clients of a component: how many, how long they meet, how often, and who they are."""
    programme, part = components()[component]
    units = any(isinstance(cap, UnitsPerReferral) for cap in programme.caps_of(part, begins))
    meetings = sum(item.meetings for item, _ in items)
    kinds = Counter(kind_of(theme) for _, client in items for theme in sorted(client.themes)[:1])
    return Demand(
        component=component,
        clients=len({item.referral for item, _ in items}),
        minutes=_parts(item.minutes for item, _ in items),
        every_days=max(1, round(WEEK * len(items) / max(meetings, 1))),
        stay_days=None if units else STAY_DAYS,
        counties=dict(Counter(places()[client.home].county for _, client in items)),
        languages=dict(Counter(client.languages[0] for _, client in items)),
        experiences=dict(kinds),
        source="records",
    )


def _parts(minutes: Iterable[int]) -> tuple[Part, ...]:
    return tuple(Part(value=value, weight=many) for value, many in sorted(Counter(minutes).items()))
