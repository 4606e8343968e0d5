"""What is given in a scenario: each stream of clients with the services that it passes through.

A *service* is a component given alone or in groups, to the clients of one stream. A *kind* of
client is what decides who may serve them: the service, whether it is a short consultation, the
kind of experience, the language, the county.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from domain.people import Level
from domain.places import places
from domain.programme import Component, Programme, SeatAsked
from domain.session import Asked
from scenarios.core.state import Suits
from scenarios.demand import Demand
from scenarios.granting import part_of, rules_of
from scenarios.names import counties
from scenarios.people import Person
from scenarios.scenario import Scenario
from scenarios.world import worlds

WHOLE = 100
NO_KIND = ""
"""No experience is asked for."""
ALONE, IN_GROUPS, AFTERWARDS = "alone", "in groups", "afterwards"
AWAY_COST, LANGUAGE_COST, KIND_COST = 15, 3, 2
"""Of a worker who comes from another county; of each language and kind of experience that a
worker has besides: who can do much is kept for those who need it."""


@dataclass(frozen=True, slots=True)
class Service:
    """A component as the clients of one stream get it."""

    demand: int
    """Number of the stream."""
    stage: str
    programme: Programme
    component: Component

    @property
    def activity(self) -> str:
        """``individual`` or ``group``, as price lists say it."""
        return "group" if self.stage == IN_GROUPS else "individual"

    @property
    def seat(self) -> SeatAsked:
        """The worker who takes the meeting (of two who lead together, the first)."""
        together = self.component.seats_at("group" if self.stage == IN_GROUPS else "individual")
        return together[0]


@dataclass(frozen=True)
class Mix:
    """Where the clients of a stream live, what they speak and have lived through."""

    kinds: tuple[str, ...]
    languages: tuple[str, ...]
    counties: tuple[str, ...]
    share: np.ndarray
    """(kinds, languages, counties) running sum to 1, in that order."""

    @property
    def size(self) -> int:
        """Combinations."""
        return len(self.kinds) * len(self.languages) * len(self.counties)


@dataclass(frozen=True)
class Services:
    """All services, the mixes of their streams, and where the kinds of each begin."""

    services: tuple[Service, ...]
    mixes: tuple[Mix, ...]
    first_kind: tuple[int, ...]
    """Of each service; within it: combination of the mix, twice (long, then short)."""
    kinds: int

    def of(self, demand: int, stage: str) -> int | None:
        """Number of a stream's service; None where the stream has none such."""
        for number, service in enumerate(self.services):
            if (service.demand, service.stage) == (demand, stage):
                return number
        return None

    def county_of(self, kind: np.ndarray) -> np.ndarray:
        """Number (in ``names.counties``) of the county of clients."""
        return self._look_up(kind, "counties", counties())

    def language_of(self, kind: np.ndarray, known: Sequence[str]) -> np.ndarray:
        """Number (in ``known``) of the language of clients; -1: none of them."""
        return self._look_up(kind, "languages", known)

    def theme_of(self, kind: np.ndarray, known: Sequence[str]) -> np.ndarray:
        """Number (in ``known``) of the kind of experience; -1 where none is asked for."""
        return self._look_up(kind, "kinds", known)

    def _look_up(self, kind: np.ndarray, what: str, known: Sequence[str]) -> np.ndarray:
        """Number of a name for each kind of client."""
        number = {name: place for place, name in enumerate(known)}
        found = np.full(self.kinds, -1, np.int64)
        for first, one in zip(self.first_kind, self.services, strict=True):
            mix = self.mixes[one.demand]
            names = np.array([number.get(name, -1) for name in getattr(mix, what)], np.int64)
            axes = {"kinds": 0, "languages": 1, "counties": 2}
            shape = [1, 1, 1]
            shape[axes[what]] = len(names)
            whole = (len(mix.kinds), len(mix.languages), len(mix.counties))
            grid = np.broadcast_to(names.reshape(shape), whole).ravel()
            found[first : first + 2 * mix.size] = np.tile(grid, 2)
        numbers: np.ndarray = found[kind]
        return numbers


def services_of(scenario: Scenario) -> Services:
    """The services of a scenario, stream by stream."""
    rules = rules_of(scenario)
    services: list[Service] = []
    mixes = [mix_of(scenario, demand, rules) for demand in scenario.demand]
    for number, demand in enumerate(scenario.demand):
        programme, component = part_of(rules, demand.component)
        if demand.groups.percent < WHOLE:
            services.append(Service(number, ALONE, programme, component))
        if demand.groups.percent:
            services.append(Service(number, IN_GROUPS, programme, component))
        if demand.then is not None:
            services.append(Service(number, AFTERWARDS, *part_of(rules, demand.then.component)))
    sizes = [2 * mixes[service.demand].size for service in services]
    begins = np.concatenate([[0], np.cumsum(sizes)]).tolist()
    return Services(tuple(services), tuple(mixes), tuple(begins[:-1]), int(begins[-1]))


def mix_of(scenario: Scenario, demand: Demand, rules: Mapping[str, Programme]) -> Mix:
    """The mix of a stream: its own where it names one, else the world's."""
    world = worlds()[scenario.world]
    _, component = part_of(rules, demand.component)
    asked = any(seat.experience is not Asked.NOBODYS for seat in component.seats)
    of_kinds = dict(demand.experiences or world.experiences) if asked else {NO_KIND: 1}
    of_counties = dict(demand.counties) or {n: c.people for n, c in world.counties.items()}
    spoken = {
        name: demand.languages or world.counties[name].languages or world.languages
        for name in of_counties
    }
    languages = tuple(dict.fromkeys(word for words in spoken.values() for word in words))
    by_county = np.array(
        [[spoken[n].get(word, 0) for n in of_counties] for word in languages], float
    )
    by_county *= np.array(list(of_counties.values())) / by_county.sum(axis=0)
    share = np.array(list(of_kinds.values()), float)[:, None, None] * by_county
    running = np.cumsum(share.ravel())
    return Mix(tuple(of_kinds), languages, tuple(of_counties), running / running[-1])


def suits_of(services: Services, people: Sequence[Person], *, interpreted: bool = False) -> Suits:
    """Who may serve whom, the cheapest first; ``interpreted``: in whatever language."""
    begins, workers, costs = [np.zeros(1, np.int64)], [], []
    widths = np.array(
        [LANGUAGE_COST * len(p.languages) + KIND_COST * len(p.kinds) for p in people], np.int64
    )
    total = 0
    for service in services.services:
        mix = services.mixes[service.demand]
        able = _able(service, mix, people, interpreted=interpreted)
        home = np.array([[p.county == name for p in people] for name in mix.counties])
        for short in (False, True):
            fit = able & _competent(service, people, short=short)
            kind, worker = np.nonzero(fit)
            near = home.reshape(len(mix.counties), len(people))[kind % len(mix.counties), worker]
            cost = widths[worker] + np.where(near, 0, AWAY_COST)
            order = np.lexsort((cost, kind))
            begins.append(total + np.cumsum(fit.sum(axis=1)))
            total += len(kind)
            workers.append(worker[order])
            costs.append(cost[order])
    empty = [np.zeros(0, np.int64)]
    return Suits(
        np.concatenate(begins).astype(np.int64),
        np.concatenate(workers or empty).astype(np.int64),
        np.concatenate(costs or empty).astype(np.int64),
    )


def _able(service: Service, mix: Mix, people: Sequence[Person], *, interpreted: bool) -> np.ndarray:
    """(combinations, workers): role, experience, language and way."""
    seat, many = service.seat, len(people)
    role = np.array([bool(p.roles & set(seat.roles)) for p in people], bool).reshape(many)
    free = seat.experience is Asked.NOBODYS
    lived = [[free or kind == NO_KIND or kind in p.kinds for p in people] for kind in mix.kinds]
    free = interpreted or not seat.talks
    speaks = [[free or word in p.languages for p in people] for word in mix.languages]
    bound = {places()[place].county for place in service.component.places}
    goes = [[bool(p.reach & (bound or {name})) for p in people] for name in mix.counties]
    able = np.array(lived, bool).reshape(len(lived), 1, 1, many)
    able = able & np.array(speaks, bool).reshape(1, len(speaks), 1, many)
    able = able & np.array(goes, bool).reshape(1, 1, len(goes), many)
    fit: np.ndarray = (able & role).reshape(mix.size, many)
    return fit


def _competent(service: Service, people: Sequence[Person], *, short: bool) -> np.ndarray:
    """Whose competence is sufficient, as the seat asks: by the length, for groups, or a level."""
    asked = service.seat.level
    if asked == "by_length":
        asked = Level.SHORT if short else Level.INDEPENDENT
    elif asked == "by_leading":
        asked = Level.GROUPS
    least = 0 if asked is None else int(asked)
    return np.array([int(p.level) >= least for p in people], bool)
