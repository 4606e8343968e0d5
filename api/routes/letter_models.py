"""What is asked for and told of questions of the municipality and notices of change."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, Field

from api.journeys.letters import LONGEST
from api.routes.models import Day, Id, Loose, Strict, Text, When
from api.routes.record_models import PAGE
from api.store.listing import MOST

Words = Annotated[Text, Field(max_length=LONGEST)]


class LettersAsked(Loose):
    """A page of a list: of a referral or a client, still open or not."""

    after: Annotated[str | None, Field(max_length=500)] = None
    most: Annotated[int, Field(ge=1, le=MOST)] = PAGE
    changed_since: When | None = None
    referral: Text | None = None
    client: Text | None = None
    open: bool | None = None
    """Whether an answer, or telling, is still owed."""


class QuestionAsked(Strict):
    """A question that came in."""

    referral: Id
    received: Day
    asked: Words


class AnswerAsked(Strict):
    """What was answered, and on which day."""

    answered: Day
    answer: Words


class NoticeAsked(Strict):
    """A change of a client's situation or behaviour; for the better too."""

    referral: Id
    noticed: When
    what: Words
    better: bool = False
    told: bool = False
    """Whether the municipality knows of it now."""


class QuestionRecord(BaseModel):
    """A question as it was asked, and its answer."""

    referral: str
    client: str
    received: date
    asked: str
    answered: date | None
    answer: str


class QuestionTold(BaseModel):
    """A question as it is kept."""

    id: str
    revision: int
    changed: datetime
    record: QuestionRecord
    due: date | None
    """Last day on which an answer is in time."""
    days: int | None
    """Working days left, below 0: so many late; none once it is answered."""


class QuestionsTold(BaseModel):
    """A page of questions."""

    items: list[QuestionTold]
    next: str | None


class NoticeRecord(BaseModel):
    """A change, when it was noticed, and when the municipality was told."""

    referral: str
    client: str
    noticed: datetime
    what: str
    better: bool
    told: datetime | None


class NoticeTold(BaseModel):
    """A notice as it is kept."""

    id: str
    revision: int
    changed: datetime
    record: NoticeRecord
    due: date
    """Day on which the municipality is to be told."""
    days: int | None
    """Working days left, below 0: so many late; none once it was told."""


class NoticesTold(BaseModel):
    """A page of notices."""

    items: list[NoticeTold]
    next: str | None
