"""Open a week: a provider's records, the week's problem, the way between its places."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from api.imports.misread import is_warning
from api.imports.provider_workbook import read_provider
from api.journeys.long_work import DONE_HERE
from domain.finding import Finding
from domain.places import travel_from_csv
from domain.provider import Provider
from optimizer.build import build_problem
from optimizer.problem import Problem

NO_WAY = "travel_way_missing"
HARMLESS = frozenset({NO_WAY, DONE_HERE})
"""A way that the provider's own matrix leaves to the formula."""


@dataclass(frozen=True)
class OpenedWeek:
    """A provider, from a file or the store, and what one week asks for."""

    provider: Provider
    problem: Problem
    kept_out: tuple[Finding, ...]


def open_week(
    path: Path, monday: date, travel: Path | None = None
) -> tuple[OpenedWeek | None, list[Finding]]:
    """The week that begins on ``monday``; None where the file or the matrix has errors.

    ``path`` is a workbook or a CSV folder; ``travel`` a matrix of the provider's own. All
    findings of both files come back, warnings too. ValueError when it is no Monday.
    """
    provider, found = read_provider(path)
    if provider is None:
        return None, [*found, *_faults_of(travel)]
    opened = week_of(provider, monday)
    if travel is not None:
        ways, faults = travel_from_csv(travel, opened.problem.travel.ids)
        found = [*found, *_shortened(faults)]
        if ways is None:
            return None, found
        opened = replace(opened, problem=replace(opened.problem, travel=ways))
    return opened, found


def week_of(provider: Provider, monday: date) -> OpenedWeek:
    """What a provider's records ask for in the week from ``monday`` on; ValueError as above."""
    problem, kept_out = build_problem(provider, monday)
    return OpenedWeek(provider, problem, kept_out)


def forgives(finding: Finding) -> bool:
    """Whether a finding lets the week be planned all the same."""
    return is_warning(finding) or finding.rule in HARMLESS


def _faults_of(travel: Path | None) -> list[Finding]:
    """What is wrong with a matrix, told together with what is wrong with the workbook."""
    return [] if travel is None else _shortened(travel_from_csv(travel)[1])


def _shortened(findings: Iterable[Finding]) -> list[Finding]:
    """Ways that follow the formula are counted, not listed."""
    found = list(findings)
    missing = [one for one in found if one.rule == NO_WAY]
    kept = [one for one in found if one.rule != NO_WAY]
    if missing:
        facts = {**missing[0].facts, "count": len(missing)}
        kept.append(replace(missing[0], facts=facts, amount=len(missing)))
    return kept
