"""What a provider pays besides hours at hand: trainings, language courses, interpreters.

No source at hand names these prices, so each is an assumption of the scenario, to be replaced by
the provider's own.
"""

from collections.abc import Iterable

from pydantic import Field

from domain.caps import Record
from scenarios.operations import LanguageAdd, OfStaff, TrainingAdd
from scenarios.staff import Interpreter

HOUR = 60


class Costs(Record):
    """Prices of steps; assumptions of the scenario."""

    training_cents: int = Field(default=150_000, ge=0, le=10**9)
    """A training to a higher level, for each worker trained, once: 80 academic hours of the newer
    training (facts 0.6) at 20 € an hour, and 300 € for the place."""
    language_cents: int = Field(default=300_000, ge=0, le=10**9)
    """A language, for each worker who learns it, once: 120 hours at 20 €, 600 € for the place."""
    interpreter_cents_an_hour: int = Field(default=4000, ge=0, le=1_000_000)
    """An hour of interpreting at hand."""


def steps_cents(
    costs: Costs,
    courses: Iterable[OfStaff],
    taught: Iterable[int],
    interpreters: Iterable[Interpreter],
    weeks: int,
) -> int:
    """What trainings, language courses and interpreting cost over so many weeks.

    ``taught`` are the workers whom each course changes: they cost once, however long the weeks.
    Interpreting is paid as it is at hand, like the hours of workers.
    """
    once = sum(many * _price(costs, course) for course, many in zip(courses, taught, strict=True))
    minutes = weeks * sum(one.week_minutes for one in interpreters)
    return once + minutes * costs.interpreter_cents_an_hour // HOUR


def _price(costs: Costs, course: OfStaff) -> int:
    match course:
        case TrainingAdd():
            return costs.training_cents
        case LanguageAdd():
            return costs.language_cents
    return 0
