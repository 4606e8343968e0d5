"""Opening what a planner asks about: a ready question, or files of scenarios, with all faults."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from domain.finding import Finding
from domain.words import Language
from scenarios.library import Question, questions, scenarios_of
from scenarios.names import nearest
from scenarios.reading import FORMATS, read_scenario
from scenarios.scenario import Scenario

NO_QUESTION, SAME_NAME = "scenario.no_question", "scenario.same_name"
BASE = "-base"


@dataclass(frozen=True)
class Opened:
    """What is played together: the base first."""

    scenarios: tuple[Scenario, ...]
    question: Question | None = None

    @property
    def base(self) -> Scenario:
        """Beside which the others are told."""
        return self.scenarios[0]


def open_scenarios(
    asked: Sequence[str | Path], language: Language
) -> tuple[Opened | None, list[Finding]]:
    """What is asked: one name of a ready question, or files.

    A single file with changes is told beside its own base. None, and every finding of every file,
    where anything cannot be.
    """
    names = [str(one) for one in asked]
    if len(names) == 1 and names[0] in questions():
        question = questions()[names[0]]
        found, faults = scenarios_of(question, language)
        return (None if faults else Opened(found, question)), faults
    read: list[Scenario] = []
    findings: list[Finding] = []
    for name in names:
        scenario, faults = _file(name)
        findings += faults
        if scenario is not None:
            read.append(scenario)
    if not findings and len(read) == 1 and read[0].changes:
        read.insert(0, base_of(read[0]))
    same = [name for name, many in Counter(one.name for one in read).items() if many > 1]
    findings += [Finding(SAME_NAME, name) for name in same]
    return (None if findings else Opened(tuple(read))), findings


def _file(name: str) -> tuple[Scenario | None, list[Finding]]:
    path = Path(name)
    if path.suffix.lower() not in FORMATS and not path.exists():
        facts = {"expected": nearest(name, questions())}
        return None, [Finding(NO_QUESTION, name, facts)]
    return read_scenario(path)


def base_of(scenario: Scenario) -> Scenario:
    """The scenario without its changes, under a name of its own."""
    name = f"{scenario.name}{BASE}"
    return scenario.model_copy(update={"name": name, "title": name, "changes": ()})


def write_scenario(scenario: Scenario) -> str:
    """A scenario as a YAML file that reads as the same one."""
    told = scenario.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=100)
