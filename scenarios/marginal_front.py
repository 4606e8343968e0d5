"""Which steps together: sets of proposals that no other set beats in both cost and share in time.

Sets are made of the proposals that were played. What a set costs is the sum of what its steps do;
what it brings is guessed twice: by the solved program, which knows what steps take from each other,
and as the sum of what they brought when played. Whatever another set beats in both cost and guess
is left out, and the rest is played with the same luck. So no set is called good that was not
played, but one that both guesses think little of may be missing.
"""

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import combinations

from scenarios.compare import of_figure
from scenarios.front import unbeaten
from scenarios.intervals import Interval, interval
from scenarios.marginal_candidates import Candidate
from scenarios.marginal_fluid import Fluid
from scenarios.scenario import Scenario, variant
from scenarios.sweep import Swept, Told, joined, sweep

STEPS = 5
"""Proposals, the best first, of which sets are made: 26 sets of two and more."""
SETS = 4
"""Of them, so many are played at most for each of two guesses."""
SHARE, COST = "share_in_time", "provider_cents"


@dataclass(frozen=True, slots=True)
class Step:
    """A proposal as it was played beside the base."""

    name: str
    """Of its scenario."""
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class Together:
    """A set of steps as it was played beside the base, which is the set of none."""

    name: str
    steps: tuple[Candidate, ...]
    change: Interval
    """Of the share in time, percent points."""
    cents: Interval
    """Of what the provider pays."""
    best: bool
    """No other set costs no more and brings as much or more."""
    sure: bool
    """Of the best: that it brings more than the one before it is more than luck. Of the others:
    that the best of those that cost no more bring more is."""


def play_sets(
    fluid: Fluid,
    base: Scenario,
    steps: Sequence[Step],
    swept: Swept,
    executor: Executor,
    told: Told | None = None,
) -> Swept:
    """What was played, and beside it the sets of steps that may be worth their cost."""
    made = [
        variant(base, set_name(base, numbers), tuple(steps[n].candidate.operation for n in numbers))
        for numbers in sets_of(fluid, base, steps, swept)
    ]
    if not made:
        return swept
    more = sweep(made, replications=swept.replications, told=told, executor=executor)
    return joined(swept, more)


def set_name(base: Scenario, numbers: Sequence[int]) -> str:
    """Name of the scenario of a set of steps."""
    return f"{base.name}-together-{'-'.join(str(n + 1) for n in numbers)}"


def sets_of(
    fluid: Fluid, base: Scenario, steps: Sequence[Step], swept: Swept
) -> list[tuple[int, ...]]:
    """Numbers of the steps of each set of two and more that is worth playing."""
    cents = [_mean_change(swept, COST, base.name, one.name) for one in steps]
    shares = [_mean_change(swept, SHARE, base.name, one.name) for one in steps]
    numbers = range(min(len(steps), STEPS))
    every = [one for many in range(1, len(numbers) + 1) for one in combinations(numbers, many)]
    costs = [sum(cents[n] for n in one) for one in every]
    gains = [fluid.gain(*fluid.changes_of([steps[n].candidate for n in one])) for one in every]
    hopes = [sum(shares[n] for n in one) for one in every]
    chosen: list[tuple[int, ...]] = []
    for values in (gains, hopes):
        best = unbeaten(list(zip(costs, values, strict=True)))
        chosen += _spread([every[n] for n in best if len(every[n]) > 1])
    return list(dict.fromkeys(chosen))


def _spread(sets: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Some of the sets, from the cheapest to the dearest."""
    if len(sets) <= SETS:
        return list(sets)
    return [sets[round(k * (len(sets) - 1) / (SETS - 1))] for k in range(SETS)]


def _mean_change(swept: Swept, figure: str, base: str, name: str) -> float:
    return float((of_figure(swept, name, figure) - of_figure(swept, base, figure)).mean())


def fronted(swept: Swept, base: Scenario, steps: Sequence[Step]) -> tuple[Together, ...]:
    """The base, the single steps and the sets that were played, by what they cost."""
    known: dict[str, tuple[Candidate, ...]] = {base.name: ()}
    known |= {one.name: (one.candidate,) for one in steps}
    numbers = range(min(len(steps), STEPS))
    for many in range(2, len(numbers) + 1):
        for one in combinations(numbers, many):
            known[set_name(base, one)] = tuple(steps[n].candidate for n in one)
    played = [one.name for one in swept.scenarios if one.name in known]
    shares = [of_figure(swept, name, SHARE) for name in played]
    costs = [of_figure(swept, name, COST) for name in played]
    means = [(float(c.mean()), float(s.mean())) for c, s in zip(costs, shares, strict=True)]
    best, at = unbeaten(means), played.index(base.name)
    found = []
    for n in sorted(range(len(played)), key=lambda n: (means[n][0], -means[n][1])):
        cheaper = [b for b in best if b != n and means[b][0] <= means[n][0]]
        found.append(
            Together(
                played[n],
                known[played[n]],
                interval(shares[n] - shares[at]),
                interval(costs[n] - costs[at]),
                n in best,
                bool(cheaper) and interval(shares[n] - shares[cheaper[-1]]).is_sure,
            )
        )
    return tuple(found)
