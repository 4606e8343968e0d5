"""Questions of the municipality and notices of change: asked, answered, noticed, told."""

from api.journeys.letters import answer_request, keep_notice, keep_request, tell_notice
from api.journeys.letters_told import notice_document, question_document
from api.journeys.look_at_letters import (
    Noticed,
    Question,
    find_notice,
    find_question,
    list_notices,
    list_questions,
    look_at_notice,
    look_at_question,
)
from api.routes.cursors import read_cursor, write_cursor
from api.routes.doors import Ask, Door, Reply, answer
from api.routes.letter_models import (
    AnswerAsked,
    LettersAsked,
    NoticeAsked,
    NoticesTold,
    NoticeTold,
    QuestionAsked,
    QuestionsTold,
    QuestionTold,
)
from api.routes.problems import Refused
from api.routes.record_models import KeptId
from api.security.rights import Right
from api.security.tokens import new_id
from api.store.listing import Chosen
from api.store.unit import Unit
from domain.finding import Finding

QUESTIONS, NOTICES = "/api/v1/questions", "/api/v1/notices"


def _questions(unit: Unit, ask: Ask) -> Reply:
    found = list_questions(unit, _chosen(ask.query, "answered"))
    items = [QuestionTold.model_validate(question_document(one)) for one in found.items]
    return answer(QuestionsTold(items=items, next=_cursor(found.next)))


def _ask(unit: Unit, ask: Ask) -> Reply:
    told, one = ask.body, new_id("Q")
    _refuse(keep_request(unit, told.referral, told.received, told.asked, one))
    return _question(find_question(unit, one), 201, Location=f"{QUESTIONS}/{one}")


def _look_at_question(unit: Unit, ask: Ask) -> Reply:
    return _question(look_at_question(unit, ask.path["id"]))


def _answer(unit: Unit, ask: Ask) -> Reply:
    one, told = ask.path["id"], ask.body
    _refuse(answer_request(unit, one, told.answered, told.answer, ask.expected()))
    return _question(find_question(unit, one))


def _notices(unit: Unit, ask: Ask) -> Reply:
    found = list_notices(unit, _chosen(ask.query, "told"))
    items = [NoticeTold.model_validate(notice_document(one)) for one in found.items]
    return answer(NoticesTold(items=items, next=_cursor(found.next)))


def _notice(unit: Unit, ask: Ask) -> Reply:
    said, one = ask.body, new_id("N")
    _refuse(
        keep_notice(
            unit,
            said.referral,
            said.noticed,
            said.what,
            better=said.better,
            told=said.told,
            one=one,
        )
    )
    return _noticed(find_notice(unit, one), 201, Location=f"{NOTICES}/{one}")


def _look_at_notice(unit: Unit, ask: Ask) -> Reply:
    return _noticed(look_at_notice(unit, ask.path["id"]))


def _tell(unit: Unit, ask: Ask) -> Reply:
    one = ask.path["id"]
    _refuse(tell_notice(unit, one, ask.expected()))
    return _noticed(find_notice(unit, one))


def _question(found: Question | None, status: int = 200, **headers: str) -> Reply:
    if found is None:
        raise Refused(404)
    told = QuestionTold.model_validate(question_document(found))
    return answer(told, status, ETag=f'"{told.revision}"', **headers)


def _noticed(found: Noticed | None, status: int = 200, **headers: str) -> Reply:
    if found is None:
        raise Refused(404)
    told = NoticeTold.model_validate(notice_document(found))
    return answer(told, status, ETag=f'"{told.revision}"', **headers)


def _chosen(query: LettersAsked, done: str) -> Chosen:
    """Which letters are asked for; ``done``: the column in which nothing stands while one waits."""
    told = {"referral": query.referral, "client": query.client}
    equal = {name: value for name, value in told.items() if value is not None}
    empty = {} if query.open is None else {done: query.open}
    return Chosen(read_cursor(query.after), query.most, equal, query.changed_since, empty)


def _cursor(after: tuple[int, str] | None) -> str | None:
    return None if after is None else write_cursor(after)


def _refuse(found: list[Finding]) -> None:
    """Refused: 404 for a letter that is not there, 422 for anything else."""
    if any(one.rule == "letter.unknown" for one in found):
        raise Refused(404)
    if found:
        raise Refused(422, "faults", found)


_LOOK, _CHANGE = Right.PEOPLE_LOOK, Right.PEOPLE_CHANGE
_IDS = {"id": KeptId}
_ASKED = {"referral": "R901", "received": "2026-11-19", "asked": "Kuidas pere toime tuleb?"}
_NOTICED = {"referral": "R901", "noticed": "2026-11-19T14:05:00+02:00", "what": "Leidis töö."}
DOORS: tuple[Door, ...] = (
    Door("GET", QUESTIONS, _LOOK, _questions, "Questions of municipalities, a page at a time",
         "read", gives=QuestionsTold, asks=LettersAsked),
    Door("POST", QUESTIONS, _CHANGE, _ask, "Keep a question that came in", "write",
         gives=QuestionTold, status=201, takes=QuestionAsked, example=_ASKED),
    Door("GET", f"{QUESTIONS}/{{id}}", _LOOK, _look_at_question,
         "Look at a question; the look is on record", "read", gives=QuestionTold, ids=_IDS),
    Door("PUT", f"{QUESTIONS}/{{id}}/answer", _CHANGE, _answer, "Keep what was answered, and when",
         "write", gives=QuestionTold, takes=AnswerAsked, ids=_IDS, rests=True,
         example={"answered": "2026-11-23", "answer": "Hästi."}),
    Door("GET", NOTICES, _LOOK, _notices, "Notices of change, a page at a time", "read",
         gives=NoticesTold, asks=LettersAsked),
    Door("POST", NOTICES, _CHANGE, _notice, "Keep a change that was noticed", "write",
         gives=NoticeTold, status=201, takes=NoticeAsked, example=_NOTICED),
    Door("GET", f"{NOTICES}/{{id}}", _LOOK, _look_at_notice,
         "Look at a notice; the look is on record", "read", gives=NoticeTold, ids=_IDS),
    Door("PUT", f"{NOTICES}/{{id}}/told", _CHANGE, _tell, "The municipality was told, now",
         "write", gives=NoticeTold, ids=_IDS, rests=True),
)  # fmt: skip
