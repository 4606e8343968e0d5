"""Who comes and what they take: every episode of every client, drawn before anything is played.

Client n of a stream is the same person in every variant: kind, hours, stay, patience and what comes
after are drawn from streams of their own, one draw a client, so that more demand only brings the
same people sooner, and others after them.
"""

from dataclasses import dataclass, field

import numpy as np

from optimizer.needs import SHORT_PROCESS
from scenarios.arrivals import phase_days, referrals_a_year
from scenarios.calendar import YEAR_DAYS, Calendar
from scenarios.core.state import NEVER, NOBODY, Nodes, Rows
from scenarios.demand import Demand
from scenarios.granting import NO_LIMIT
from scenarios.scenario import Scenario
from scenarios.services import AFTERWARDS, ALONE, IN_GROUPS, Services
from scenarios.streams import stream
from scenarios.tariffs import Granted

WHOLE = 100
WEEK = 5
RETURNS = 3
"""Times that a client comes again, at most."""
FOREVER = 10**6
"""Working days."""
LOADS = 10**5
"""More than the minutes a week of any client."""


@dataclass(frozen=True)
class Episodes:
    """Rows with what results need besides."""

    rows: Rows
    nodes: Nodes
    kind: np.ndarray
    counted: np.ndarray
    """Whether it is a referral (what follows a phase is not)."""
    order: np.ndarray
    """Rows that come by themselves, by day."""


@dataclass
class _Pile:
    """Episodes piled up block by block."""

    blocks: list[dict[str, np.ndarray]] = field(default_factory=list)
    many: int = 0

    def add(self, many: int, **columns: np.ndarray | int) -> np.ndarray:
        """Numbers of the episodes of a block."""
        of = {k: np.broadcast_to(np.asarray(v, np.int64), many).copy() for k, v in columns.items()}
        self.blocks.append(of)
        self.many += many
        return np.arange(self.many - many, self.many)

    def column(self, name: str) -> np.ndarray:
        """A column over all blocks."""
        return np.concatenate([block[name] for block in self.blocks])


@dataclass(frozen=True)
class _Luck:
    """Streams of one demand in one replication."""

    scenario: Scenario
    replication: int
    name: str

    def of(self, purpose: str) -> np.random.Generator:
        """The stream of a purpose."""
        return stream(self.scenario.seed, self.replication, f"{purpose} {self.name}")


def draw_episodes(
    scenario: Scenario,
    services: Services,
    granted: Granted,
    calendar: Calendar,
    replication: int,
) -> Episodes:
    """Draw all episodes of a replication."""
    pile, links = _Pile(), []
    seen: dict[str, int] = {}
    for number, demand in enumerate(scenario.demand):
        seen[demand.component] = seen.get(demand.component, 0) + 1
        luck = _Luck(scenario, replication, f"{demand.component} {seen[demand.component]}")
        links += _draw_stream(services, granted, calendar, luck, number, demand, pile)
    after, gap = np.full(pile.many, NOBODY, np.int64), np.zeros(pile.many, np.int64)
    for one, other, days in links:
        after[one], gap[one] = other, days
    return _together(scenario, services, pile, after, gap)


def arrivals(
    year: float, demand: Demand, calendar: Calendar, luck: np.random.Generator
) -> np.ndarray:
    """Working days on which clients come: a Poisson stream in the time that its rate makes.

    Gaps are drawn for a rate of one; a higher rate brings the same clients sooner.
    """
    rate = np.full(len(calendar), year / YEAR_DAYS)
    for surge in demand.surges:
        first, last = calendar.at_or_after(surge.first), calendar.upto(surge.last)
        rate[first : last + 1] *= surge.percent / WHOLE
    running = np.cumsum(rate)
    total = float(running[-1]) if len(running) else 0.0
    times = np.cumsum(luck.standard_exponential(int(total + 6 * total**0.5) + 16))
    while times[-1] <= total:
        more = np.cumsum(luck.standard_exponential(16))
        times = np.concatenate([times, times[-1] + more])
    days = np.searchsorted(running, times[times < total], side="right")
    return np.asarray(days, np.int64)


def _draw_stream(
    services: Services,
    granted: Granted,
    calendar: Calendar,
    luck: _Luck,
    number: int,
    demand: Demand,
    pile: _Pile,
) -> list[tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """Episodes of one demand; who follows whom after how many days."""
    year = referrals_a_year(luck.scenario, demand)
    comes = arrivals(year, demand, calendar, luck.of("arrivals"))
    many, mix = len(comes), services.mixes[number]
    combination = np.searchsorted(mix.share, luck.of("kind").random(many), side="right")
    combination = np.minimum(combination, mix.size - 1)
    in_groups = luck.of("groups").random(many) * WHOLE < demand.groups.percent
    links: list[tuple[np.ndarray, np.ndarray, np.ndarray]] = []
    who, person = np.arange(many), np.arange(0)
    before: np.ndarray | None = None
    phase = phase_days(luck.scenario, demand)
    for turn in range(RETURNS + 1):
        again = f" {turn}" if turn else ""
        drawn = _draw_turn(demand, luck, again, many, who)
        service, group = np.empty(len(who), np.int64), in_groups[who]
        for stage, here in ((ALONE, ~group), (IN_GROUPS, group)):
            service[here] = services.of(number, stage) or 0
        first = np.array(services.first_kind)[service]
        use = np.where(group, -(-drawn["minutes"] // demand.groups.size), drawn["minutes"])
        total = granted.minutes[service, drawn["extended"], comes[who]]
        short_total = SHORT_PROCESS * drawn["minutes"]
        total = np.where(drawn["short"] == 1, np.minimum(total, short_total), total)
        rows = pile.add(
            len(who),
            kind=first + combination[who] + drawn["short"] * mix.size,
            service=service,
            arrives=comes[who] if before is None else NEVER,
            minutes=drawn["minutes"],
            use=use,
            total=total,
            every=demand.every_days,
            stay=np.minimum(drawn["stay"], phase),
            patience=drawn["patience"],
            opens=np.where(group, demand.groups.smallest, 0),
            counted=1,
        )
        if before is None:
            person = rows.copy()
        else:
            links.append((before, rows, drawn["gap"]))
        pile.blocks[-1]["person"] = person[who]
        last = rows.copy()
        if demand.then is not None:
            stays = np.flatnonzero(drawn["stay"] > phase)
            moved = _afterwards(
                services, granted, number, demand, combination[who[stays]], pile, comes[who[stays]]
            )
            pile.blocks[-1]["person"] = moved
            links.append((rows[stays], moved, np.zeros(len(stays), np.int64)))
            last[stays] = moved
        returns = luck.of(f"returns{again}").random(many)[who] * WHOLE < demand.returns_percent
        who, before = who[returns], last[returns]
        if not len(who):
            break
    return links


def _draw_turn(
    demand: Demand, luck: _Luck, again: str, many: int, who: np.ndarray
) -> dict[str, np.ndarray]:
    """What the clients ``who`` take this time: each draw belongs to a client, not to a place."""
    weights = np.cumsum([part.weight for part in demand.minutes])
    at = np.searchsorted(
        weights, luck.of(f"minutes{again}").random(many)[who] * weights[-1], "right"
    )
    shape = demand.stay_shape
    long = luck.of(f"stay{again}").standard_gamma(shape, many)[who] / shape
    stay = np.full(len(who), FOREVER)
    if demand.stay_days is not None:
        stay = np.maximum(1, np.rint(long * demand.stay_days)).astype(np.int64)
    patience = luck.of(f"patience{again}").standard_exponential(many)[who] * demand.patience_days
    gap = luck.of(f"gap{again}").standard_exponential(many)[who] * demand.returns_after_days
    short = luck.of(f"short{again}").random(many)[who] * WHOLE < demand.short_percent
    extended = luck.of(f"extended{again}").random(many)[who] * WHOLE < demand.extended_percent
    return {
        "minutes": np.array([part.value for part in demand.minutes])[at],
        "stay": stay,
        "patience": np.maximum(1, np.rint(patience)).astype(np.int64),
        "gap": np.maximum(1, np.rint(gap)).astype(np.int64),
        "short": short.astype(np.int64),
        "extended": extended.astype(np.int64),
    }


def _afterwards(
    services: Services,
    granted: Granted,
    number: int,
    demand: Demand,
    combination: np.ndarray,
    pile: _Pile,
    comes: np.ndarray,
) -> np.ndarray:
    """Episodes that follow a phase: at the coordinator's reception."""
    then, service = demand.then, services.of(number, AFTERWARDS)
    if then is None or service is None:
        message = "nothing follows"
        raise ValueError(message)
    return pile.add(
        len(combination),
        kind=services.first_kind[service] + combination,
        service=service,
        arrives=NEVER,
        minutes=then.minutes,
        use=then.minutes,
        total=granted.minutes[service, 0, comes],
        every=then.every_days,
        stay=then.stay_days,
        patience=FOREVER,
        opens=0,
        counted=0,
    )


def _together(
    scenario: Scenario, services: Services, pile: _Pile, after: np.ndarray, gap: np.ndarray
) -> Episodes:
    """All blocks in columns, with nodes of kind and load."""
    of = {name: pile.column(name) for name in pile.blocks[0]}
    load = -(-of["use"] * WEEK // of["every"])
    keys, node = np.unique(of["kind"] * LOADS + load, return_inverse=True)
    nodes = Nodes(keys // LOADS, keys % LOADS)
    language = np.full(pile.many, NOBODY, np.int64)
    if scenario.interpreters:
        pools = [one.language for one in scenario.interpreters]
        language = services.language_of(of["kind"], pools)
    rows = Rows(
        node=node.astype(np.int64),
        service=of["service"],
        arrives=of["arrives"],
        minutes=of["minutes"],
        use=of["use"],
        total=np.minimum(of["total"], NO_LIMIT),
        every=of["every"],
        stay=of["stay"],
        patience=of["patience"],
        opens=of["opens"],
        after=after,
        gap=gap,
        person=of["person"],
        language=language,
    )
    comes = np.flatnonzero(of["arrives"] != NEVER)
    order = comes[np.argsort(of["arrives"][comes], kind="stable")]
    return Episodes(rows, nodes, of["kind"], of["counted"] == 1, order)
