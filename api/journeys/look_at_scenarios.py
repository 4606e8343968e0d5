"""Look at a planner's scenarios: all of them, one, some side by side, and where one begins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from api.journeys.scenario_told import report_from
from api.store.comparisons import (
    Comparison,
    comparison_of,
    list_comparisons,
    read_comparison,
)
from api.store.jobs import ENDED, Job, State, find_job, read_answer
from api.store.scenarios import KeptScenario, find_scenarios
from api.store.unit import Unit
from domain.words import Language
from scenarios.library import Question, questions, scenarios_of
from scenarios.report import Report
from scenarios.scenario import Scenario

READY = "q."
"""What the address of a ready question begins with; a scenario's own number has no point."""


@dataclass(frozen=True)
class ScenarioSeen:
    """A scenario, its newest answer in one language, and the work that goes on for it."""

    kept: KeptScenario
    report: Report | None
    """None: it was never played, or before reports were kept."""
    job: Job | None
    answer: Mapping[str, Any]
    """What a job that failed told; empty otherwise."""
    comparisons: tuple[Comparison, ...] = ()
    """In which it took part, the newest first."""

    @property
    def live(self) -> bool:
        """Whether it is being played, or waits for its turn."""
        return self.job is not None and self.job.state not in ENDED

    @property
    def failed(self) -> bool:
        """Whether the newest attempt came to nothing."""
        return self.job is not None and self.job.state in {State.FAILED, State.STOPPED}

    @property
    def result(self) -> Mapping[str, Any]:
        """The kept result; empty where there is none."""
        return self.kept.result or {}

    @property
    def outdated(self) -> bool:
        """Whether it was changed since it was played."""
        played = dict(self.result.get("revisions", {})).get(self.kept.id)
        return self.report is not None and played != self.kept.revision


def look_at_scenario(unit: Unit, one: str, language: Language) -> ScenarioSeen | None:
    """A scenario of the provider; None where there is none of that number."""
    found = find_scenarios(unit, [one]).get(one)
    if found is None:
        return None
    mine = tuple(each for each in list_comparisons(unit) if one in each.members)
    return replace(_seen(unit, found, language), comparisons=mine)


def _seen(unit: Unit, kept: KeptScenario, language: Language) -> ScenarioSeen:
    job = find_job(unit, kept.job) if kept.job else None
    answer = read_answer(unit, job.id) if job and job.state is State.FAILED else None
    report = report_from(kept.result or {}, language)
    return ScenarioSeen(kept, report, job, answer if isinstance(answer, dict) else {})


@dataclass(frozen=True)
class SideBySide:
    """Scenarios to be compared, the base first, and what came of playing them together."""

    first: ScenarioSeen
    others: tuple[KeptScenario, ...]
    result: Mapping[str, Any]
    """Of these very scenarios played together; empty: that was not done."""
    report: Report | None
    """The same, in one language."""
    comparison: str
    """Id of what is kept of it."""
    elsewhere: Comparison | None
    """The same scenarios played together beside another base, where they were not beside this."""

    @property
    def ids(self) -> tuple[str, ...]:
        """All of them, the base first."""
        return (self.first.kept.id, *(one.id for one in self.others))

    @property
    def outdated(self) -> bool:
        """Whether one of them was changed since they were played."""
        played = dict(self.result.get("revisions", {}))
        now = {one.id: one.revision for one in (self.first.kept, *self.others)}
        return self.report is not None and played != now


def look_at_several(unit: Unit, ids: Sequence[str], language: Language) -> SideBySide | None:
    """Scenarios side by side, the base first; None where one of them is not there."""
    wanted = tuple(dict.fromkeys(ids))
    found = find_scenarios(unit, wanted)
    if not wanted or set(found) != set(wanted):
        return None
    first, *others = (found[one] for one in wanted)
    comparison = comparison_of(wanted)
    result = read_comparison(unit, comparison) or {}
    report = report_from(result, language)
    elsewhere = None
    if report is None:
        same = (one for one in list_comparisons(unit) if set(one.members) == set(wanted))
        elsewhere = next(same, None)
    seen = _seen(unit, first, language)
    return SideBySide(seen, tuple(others), result, report, comparison, elsewhere)


def look_at_comparison(unit: Unit, one: str, language: Language) -> Report | None:
    """The report of a comparison; None where there is none such."""
    return report_from(read_comparison(unit, one) or {}, language)


@dataclass(frozen=True)
class Ready:
    """A ready question, with its base and variants as they would be copied."""

    question: Question
    scenarios: tuple[Scenario, ...]


@cache
def ready_questions(language: Language) -> tuple[Ready, ...]:
    """Every ready question of the library, in its order."""
    return tuple(Ready(one, scenarios_of(one, language)[0]) for one in questions().values())


def look_for_pattern(unit: Unit, name: str, language: Language) -> Mapping[str, Any] | None:
    """The fields of what is to be copied: one's own scenario, or ``q.`` and a ready one's name."""
    if not name.startswith(READY):
        kept = find_scenarios(unit, [name]).get(name)
        return kept.told if kept else None
    wanted = name.removeprefix(READY)
    found = (one for ready in ready_questions(language) for one in ready.scenarios)
    one = next((one for one in found if one.name == wanted), None)
    return one.model_dump(mode="json", exclude_defaults=True) if one else None
