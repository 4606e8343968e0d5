"""A planned week: everything that the outputs of one roster speak about."""

from dataclasses import dataclass
from datetime import date

from domain.finding import Finding
from domain.provider import Provider
from optimizer.policy import Policy
from optimizer.problem import Problem
from optimizer.roster import Result
from optimizer.why import Why


@dataclass(frozen=True)
class PlannedWeek:
    """The provider, what was asked, what came out, why the rest is left out."""

    provider: Provider
    problem: Problem
    policy: Policy
    result: Result
    reasons: tuple[Why, ...]
    """One for each need left out."""
    kept_out: tuple[Finding, ...]
    """Members who cannot come to their group this week: rule, client, group."""
    printed_on: date
    """The day on which the outputs are written."""
    seconds_asked: int
