"""What is asked for and told of a month."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

from api.routes.models import (
    FIRST_DAY,
    LARGEST,
    LONGEST_TEXT,
    MOST_ENTRIES,
    TEXT_PATTERN,
    Loose,
    Strict,
    Text,
)
from api.routes.problems import FindingTold
from billing.decisions import Verdict

LAST_DAY = date(2100, 12, 1)


def _is_first(day: date) -> date:
    if day.day != 1:
        message = "not the first day of a month"
        raise ValueError(message)
    return day


Month = Annotated[date, Field(ge=FIRST_DAY, le=LAST_DAY), AfterValidator(_is_first)]


Cents = Annotated[int, Field(ge=-LARGEST, le=LARGEST)]
Said = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT, pattern=TEXT_PATTERN
    ),
]
"""Words that must be there."""


class LaterAsked(Loose):
    """Whether to put the work into the queue, however small it is; what is large goes there."""

    later: bool = False


class MonthAsked(LaterAsked):
    """Which month is meant; none: the last of which the workbook tells more than plans."""

    month: Month | None = None


class DecideAsked(MonthAsked):
    """One decision about every result of a kind (or ``all``) of which nobody has decided."""

    kind: Text | None = None
    verdict: Verdict | None = None
    reason: Text = ""


class CloseAsked(Strict):
    """Whether to close a month although its last day is yet to come."""

    early: bool = False


class ResultsAsked(Loose):
    """Which results: of one kind, and only those that wait for a decision or have one."""

    kind: Text | None = None
    decided: bool | None = None


class DecisionAsked(Strict):
    """A decision about one result, or about every result of a kind that waits for one."""

    key: Text = ""
    """Of the result; empty: ``kind`` says which."""
    cents: Cents = 0
    """What was at stake when you looked: by other cents nothing is decided."""
    kind: Text = ""
    """Code of results, or ``all``."""
    verdict: Verdict
    reason: Said

    @model_validator(mode="after")
    def _is_about_something(self) -> "DecisionAsked":
        if bool(self.key) == bool(self.kind):
            message = "either a key or a kind"
            raise ValueError(message)
        return self


class DecisionsAsked(Strict):
    """Decisions, all of them or none."""

    decisions: Annotated[tuple[DecisionAsked, ...], Field(min_length=1, max_length=MOST_ENTRIES)]


class MonthTold(BaseModel):
    """How far a month is."""

    month: date
    state: Literal["none", "open", "review", "closed"]
    """``none``: nothing was handed in."""
    compared: bool
    results: int
    undecided: int
    unexplained: int
    """Cents."""
    invoices: list[str]
    seal: str


class DecisionTold(BaseModel):
    """What was decided of a result."""

    verdict: Verdict
    reason: str
    person: str
    on: date


class ResultTold(BaseModel):
    """A result of the last comparison."""

    key: str
    kind: str
    cents: int
    primary: bool
    sentence: str
    line: str
    document: str
    number: str
    decision: DecisionTold | None


class ResultsTold(BaseModel):
    """What the last comparison of a month found."""

    month: date
    items: list[ResultTold]


class Totals(BaseModel):
    """Sums in cents."""

    model_config = ConfigDict(extra="allow")

    net: int
    gross: int


class Priced(BaseModel):
    """A month as it would be booked today."""

    month: date
    lines: int
    missing: int
    """Meetings of which nobody has told what became of them."""
    totals: Totals
    results: list[dict[str, Any]]
    advice: list[dict[str, Any]]
    warnings: list[FindingTold]


class Compared(Priced):
    """A month beside what was billed for it."""

    undecided: int
    unexplained: int
    """Cents that nothing explains."""


class Closed(BaseModel):
    """A month that never changes again."""

    month: date
    entries: int
    totals: Totals
    content: str
    seal: str
    warnings: list[FindingTold]
