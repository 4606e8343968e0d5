"""What helps most: bounds leave most proposals out, solving ranks the rest, playing confirms.

Prices of a linear program bound what a proposal can bring and rank it badly, so they only prune: a
proposal whose bound is no better than what others do bring is not solved. Whoever is best by the
solved program is played beside the base with the same luck; nobody is called better than another
whose difference may be luck. Then sets of the best are played, and those are told that no other
beats in both cost and share in time.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from scenarios.compare import estimate, of_figure, paired
from scenarios.executor import Engine, open_engine
from scenarios.intervals import Interval, interval
from scenarios.marginal_candidates import Candidate, candidates_of
from scenarios.marginal_fluid import Change, Fluid, fluid_of
from scenarios.marginal_front import Step, Together, fronted, play_sets
from scenarios.scenario import Scenario, variant
from scenarios.simulate import set_stage
from scenarios.sweep import Swept, Told, sweep

TOP = 5
MOST_SOLVED = 200
"""Proposals that are solved at most; beyond them the ranking says that it is no proof."""
UNSEEN = ("weekday",)
"""Kinds whose help is in the days alone, where a week of minutes cannot see it."""
JUDGED = "share_in_time"
HAIR = 1e-6


@dataclass(frozen=True, slots=True)
class Solved:
    """A proposal with its bound and what it brings, minutes a week."""

    candidate: Candidate
    bound: float
    gain: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The best proposals by the solved program."""

    best: tuple[Solved, ...]
    candidates: int
    solved: int
    proven: bool
    """Nothing that was not solved can be better than the last of the best."""
    pressure: int
    """Percent of the usual demand at which it was solved."""


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A proposal as it was played beside the base."""

    name: str
    """Of its scenario."""
    candidate: Candidate
    solved: Solved | None
    """None: the program cannot see it."""
    change: Interval
    """Of the share in time, percent points."""
    cents: Interval
    """Of what the provider pays."""
    place: int
    """1 the best; those that cannot be told from the first of a place share it."""


@dataclass(frozen=True)
class Helps:
    """What helps most."""

    base: Scenario
    ranking: Ranking
    confirmed: tuple[Confirmed, ...]
    together: tuple[Together, ...]
    """Sets of steps by what they cost, the base among them."""
    swept: Swept
    """All that was played."""

    @property
    def tied(self) -> tuple[Confirmed, ...]:
        """All that may be the best."""
        return tuple(one for one in self.confirmed if one.place == 1)


def rank(fluid: Fluid, candidates: Sequence[Candidate], top: int = TOP) -> Ranking:
    """The best of each kind, then the best of all, by the solved program.

    A proposal is solved while its bound may still bring more than the best found; of those that
    bring the same, the first named counts.
    """
    bounded = []
    for number, candidate in enumerate(candidates):
        change = fluid.change_of(candidate)
        if change is not None and candidate.kind not in UNSEEN:
            bounded.append(_Bounded(fluid.bound(change), number, candidate, change))
    bounded.sort(key=lambda row: (-row.bound, row.number))
    known: dict[int, Solved] = {}
    kinds = dict.fromkeys(row.candidate.kind for row in bounded)
    ways = [([row for row in bounded if row.candidate.kind == kind], 1) for kind in kinds]
    found, proven = [], True
    for rows, many in [*ways, (bounded, top)]:
        best, sure = _best(fluid, rows, many, known)
        found += [one for one in best if one.gain > HAIR and one not in found]
        proven &= sure
    kept = sorted(found[: max(top, len(kinds))], key=lambda one: -one.gain)
    return Ranking(tuple(kept), len(candidates), len(known), proven, fluid.pressure)


@dataclass(frozen=True, slots=True)
class _Bounded:
    bound: float
    number: int
    candidate: Candidate
    change: Change


def _best(
    fluid: Fluid, rows: Sequence[_Bounded], many: int, known: dict[int, Solved]
) -> tuple[list[Solved], bool]:
    """So many of the best of some proposals, and whether nothing else can be better."""
    found: list[Solved] = []
    for row in rows:
        if len(found) >= many and row.bound <= found[many - 1].gain + HAIR:
            return found[:many], True
        if row.number not in known:
            if len(known) >= MOST_SOLVED:
                return found[:many], False
            known[row.number] = Solved(row.candidate, row.bound, fluid.gain(row.change))
        found.append(known[row.number])
        found.sort(key=lambda one: -one.gain)
    return found[:many], True


def what_helps(
    scenario: Scenario,
    engine: Engine | None = None,
    *,
    top: int = TOP,
    replications: int | None = None,
    told: Told | None = None,
    executor: Executor | None = None,
) -> Helps:
    """Rank every proposal, play the best beside the scenario as it stands, and sets of them."""
    if executor is not None:
        return _what_helps(scenario, executor, top, replications, told)
    with open_engine(engine or Engine()) as opened:
        return _what_helps(scenario, opened, top, replications, told)


def _what_helps(
    scenario: Scenario, executor: Executor, top: int, replications: int | None, told: Told | None
) -> Helps:
    stage = set_stage(scenario)
    candidates = candidates_of(stage)
    fluid = fluid_of(stage)
    ranking = rank(fluid, candidates, top)
    chosen: list[tuple[Candidate, Solved | None]] = [(s.candidate, s) for s in ranking.best]
    chosen += [(one, None) for kind in UNSEEN for one in _unseen(kind, candidates, ranking)]
    named = [
        (variant(scenario, f"{scenario.name}-helps-{n}", (one.operation,)), one, solved)
        for n, (one, solved) in enumerate(chosen, 1)
    ]
    alone = sweep(
        [scenario, *(made for made, _, _ in named)],
        replications=replications,
        told=told,
        executor=executor,
    )
    rows = [
        Confirmed(
            made.name,
            one,
            solved,
            paired(alone, scenario.name, made.name, JUDGED),
            paired(alone, scenario.name, made.name, "provider_cents"),
            0,
        )
        for made, one, solved in named
    ]
    confirmed = _placed(alone, rows)
    steps = [Step(one.name, one.candidate) for one in confirmed if one.change.mean > 0]
    swept = play_sets(fluid, scenario, steps, alone, executor, told)
    return Helps(scenario, ranking, confirmed, fronted(swept, scenario, steps), swept)


def _unseen(kind: str, candidates: Sequence[Candidate], ranking: Ranking) -> list[Candidate]:
    """One proposal of a kind: where the best of the others is, as far as there is one."""
    rows = [one for one in candidates if one.kind == kind]
    places = [(s.candidate.role, s.candidate.county) for s in ranking.best]
    near = [one for place in places for one in rows if (one.role, one.county) == place]
    return [*near, *rows][:1]


def _placed(swept: Swept, rows: Sequence[Confirmed]) -> tuple[Confirmed, ...]:
    """The rows by what they bring; whoever may be as good as the first of a place shares it."""
    ordered = sorted(rows, key=lambda row: -row.change.mean)
    found: list[Confirmed] = []
    first: Confirmed | None = None
    for number, row in enumerate(ordered, 1):
        tied = (
            first is not None
            and not interval(
                of_figure(swept, first.name, JUDGED) - of_figure(swept, row.name, JUDGED)
            ).is_sure
        )
        place = first.place if first is not None and tied else number
        placed = Confirmed(row.name, row.candidate, row.solved, row.change, row.cents, place)
        if not tied:
            first = placed
        found.append(placed)
    return tuple(found)


def share_of(helps: Helps, name: str) -> Interval:
    """Share in time of a scenario that was played."""
    return estimate(helps.swept, name, JUDGED)
