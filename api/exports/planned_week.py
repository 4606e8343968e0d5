"""A planned week: everything that the outputs of one roster speak about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.finding import Finding
from domain.provider import Provider
from optimizer.differ import Comparison
from optimizer.helps import Helps
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.roster import Result
from optimizer.runner_up import Choice
from optimizer.why import Why


@dataclass(frozen=True)
class PlannedWeek:
    """The provider, what was asked, what came out, why the rest is left out."""

    provider: Provider
    problem: Problem
    policy: Policy
    result: Result
    reasons: Sequence[Why]
    """One for each need left out."""
    kept_out: tuple[Finding, ...]
    """Members who cannot come to their group this week: rule, client, group."""
    printed_on: date
    """The day on which the outputs are written."""
    seconds_asked: int
    comparison: Comparison | None = None
    """What changed since this week's roster was published; None where none was."""
    helps: Helps | None = None
    """What would help those left out, where it was asked for."""
    held_faults: tuple[Finding, ...] = ()
    """What meetings that have been held already missed, of a week that is re-planned."""
    choice: Choice | None = None
    """Why the worker of the one need asked about was chosen, where it is served."""
