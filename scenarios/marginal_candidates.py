"""What might help: every hire, training, language course, contract hour, working day, interpreter.

A proposal is an operation like any other, so that whatever is found can be written into a scenario
as it stands. What they are follows from what is asked: roles of the services, counties, languages
and kinds of experience of their clients.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median_low
from typing import Literal

from domain.people import Level, Role
from domain.words import Language
from scenarios import operations as ops
from scenarios.operations import Operation
from scenarios.services import NO_KIND, Mix, Service
from scenarios.simulate import Stage
from scenarios.staff import Interpreter
from scenarios.words import name_of, tell, write_hours

MORE_MINUTES = 240
"""Added to the contract of one worker, a week."""
INTERPRETED_MINUTES = 600
OTHERWISE_MINUTES = 1200
"""Contract of a hire where nobody has the role yet."""
Kind = Literal["hire", "training", "course", "hours", "weekday", "interpreter"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One proposal."""

    kind: Kind
    operation: Operation
    role: Role | None = None

    @property
    def county(self) -> str:
        """Where; empty: anywhere."""
        return getattr(self.operation, "county", None) or ""


def candidates_of(stage: Stage) -> tuple[Candidate, ...]:
    """Every proposal for a scenario, each once."""
    found: dict[str, Candidate] = {}
    for service in stage.services.services:
        mix = stage.services.mixes[service.demand]
        for one in _of_service(stage, service, mix):
            found.setdefault(one.operation.model_dump_json(), one)
    return tuple(found.values())


def _of_service(stage: Stage, service: Service, mix: Mix) -> Iterator[Candidate]:
    role = _role(stage, service)
    minutes = _usual_minutes(stage, role)
    level = _level(service)
    for county in mix.counties:
        for language in mix.languages:
            for kind in mix.kinds:
                yield Candidate(
                    "hire",
                    ops.StaffAdd(
                        op="staff.add",
                        count=1,
                        roles=(role,),
                        county=county,
                        languages=(language,),
                        experiences=() if kind == NO_KIND else (kind,),
                        level=level,
                        week_minutes=minutes,
                        reach="neighbours",
                    ),
                    role,
                )
            yield Candidate(
                "course",
                ops.LanguageAdd(
                    op="language.add", roles=(role,), county=county, count=1, language=language
                ),
                role,
            )
        if level is not None:
            yield Candidate(
                "training",
                ops.TrainingAdd(
                    op="training.add", roles=(role,), county=county, count=1, level=level
                ),
                role,
            )
        yield Candidate(
            "hours",
            ops.HoursAdd(
                op="hours.add", roles=(role,), county=county, count=1, minutes=MORE_MINUTES
            ),
            role,
        )
        yield Candidate(
            "weekday", ops.WeekdayAdd(op="weekday.add", roles=(role,), county=county, count=1), role
        )
    if service.seat.talks:
        for language in mix.languages:
            interpreter = Interpreter(language=language, week_minutes=INTERPRETED_MINUTES)
            yield Candidate(
                "interpreter", ops.InterpreterAdd(op="interpreter.add", interpreter=interpreter)
            )


def _role(stage: Stage, service: Service) -> Role:
    """Of the roles that suit a service, the one that most of the workers have."""
    many = {
        role: sum(role in person.roles for person in stage.people) for role in service.seat.roles
    }
    return max(service.seat.roles, key=lambda role: many[role])


def _level(service: Service) -> Level | None:
    asked = service.seat.level
    if asked is None:
        return None
    if isinstance(asked, str):
        return Level.GROUPS if asked == "by_leading" else Level.INDEPENDENT
    return Level(asked)


def _usual_minutes(stage: Stage, role: Role) -> int:
    minutes: Iterable[int] = [p.week_minutes for p in stage.people if role in p.roles]
    return median_low(minutes) if minutes else OTHERWISE_MINUTES


def write_candidate(language: Language, one: Candidate) -> str:
    """A proposal in words."""
    facts: dict[str, str] = {
        "county": one.county,
        "role": name_of(language, "role", one.role.value) if one.role else "",
    }
    match one.operation:
        case ops.StaffAdd() as hire:
            spoken = [name_of(language, "language", word) for word in hire.languages]
            lived = [name_of(language, "experience", kind) for kind in hire.experiences]
            facts["languages"] = ", ".join(spoken)
            facts["experience"] = "".join(f", {one}" for one in lived)
            facts["hours"] = write_hours(language, hire.week_minutes or 0)
        case ops.TrainingAdd() as training:
            facts["level"] = name_of(language, "level", str(int(training.level)))
        case ops.LanguageAdd() as course:
            facts["language"] = name_of(language, "language", course.language)
        case ops.HoursAdd() as hours:
            facts["hours"] = write_hours(language, hours.minutes)
        case ops.InterpreterAdd() as added:
            facts["language"] = name_of(language, "language", added.interpreter.language)
            facts["hours"] = write_hours(language, added.interpreter.week_minutes)
    return tell(language, f"helps.{one.kind}", **facts)
