"""``tugiplaan question`` and ``tugiplaan notice``: what the municipality asks and must be told."""

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.markup import escape

from api.cli.account import Provider, at_desk
from api.cli.options import DAY_FORMATS, AsJson, Speak
from api.cli.screen import Screen
from api.exports.phrases import phrase
from api.journeys.letters import answer_request, keep_notice, keep_request, tell_notice
from api.journeys.letters_told import notice_document, question_document
from api.journeys.look_at_letters import (
    Noticed,
    Question,
    find_notice,
    find_question,
    list_notices,
    list_questions,
)
from api.security.tokens import new_id
from api.store.listing import MOST, Chosen
from api.store.unit import Unit
from domain.clock import ZONE
from domain.words import write_day

MOMENT_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M"]
STANDARD_INPUT = Path("-")

Referral = Annotated[str, typer.Argument(metavar="REFERRAL", help="Id of the referral.")]
QuestionId = Annotated[str, typer.Argument(metavar="ID", help="Id of the question.")]
NoticeId = Annotated[str, typer.Argument(metavar="ID", help="Id of the notice.")]
TextFile = Annotated[
    Path,
    typer.Option(
        "--text",
        metavar="FILE",
        dir_okay=False,
        help="File with the words (UTF-8); - reads them from standard input.",
    ),
]
StillOpen = Annotated[bool, typer.Option("--open", help="Only what is still owed.")]
OfReferral = Annotated[str, typer.Option("--referral", help="Only those of a referral, by id.")]
OfClient = Annotated[str, typer.Option("--client", help="Only those of a client, by id.")]


def list_asked(
    *,
    still_open: StillOpen = False,
    referral: OfReferral = "",
    client: OfClient = "",
    provider: Provider = "",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """List questions of municipalities with the last day for each answer."""
    screen = Screen(language, as_json)
    with at_desk(screen, provider) as desk, desk.store.read(desk.actor, desk.at) as unit:
        empty = {"answered": True} if still_open else {}
        pages = _pages(unit, list_questions, referral, client, empty)
        found: list[Question] = list(pages)
    _show(screen, [_question_line(screen, one) for one in found], map(question_document, found))


def ask(
    referral: Referral,
    *,
    received: Annotated[
        datetime, typer.Option("--received", formats=DAY_FORMATS, help="Day on which it came in.")
    ],
    text: TextFile,
    provider: Provider = "",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Keep a question that came in; it is answered within five working days."""
    screen = Screen(language, as_json)
    words, one = _words(screen, text), new_id("Q")
    with at_desk(screen, provider) as desk:
        with desk.store.write(desk.actor, desk.at) as unit:
            found = keep_request(unit, referral, received.date(), words, one)
            kept = find_question(unit, one)
        desk.sure(found)
        due = kept.due if kept else None
        screen.say("question_kept", one=one, due=write_day(language, due) if due else "-")
        _give(screen, question_document(kept) if kept else None)


def answer(
    question: QuestionId,
    *,
    on: Annotated[
        datetime, typer.Option("--on", formats=DAY_FORMATS, help="Day on which it was answered.")
    ],
    text: TextFile,
    provider: Provider = "",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Keep what was answered, and when."""
    screen = Screen(language, as_json)
    words = _words(screen, text)
    with at_desk(screen, provider) as desk:
        with desk.store.write(desk.actor, desk.at) as unit:
            found = answer_request(unit, question, on.date(), words)
            kept = find_question(unit, question)
        desk.sure(found)
        screen.say("question_answered", one=question)
        _give(screen, question_document(kept) if kept else None)


def list_noticed(
    *,
    still_open: StillOpen = False,
    referral: OfReferral = "",
    client: OfClient = "",
    provider: Provider = "",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """List changes that were noticed, and of which the municipality still has to hear."""
    screen = Screen(language, as_json)
    with at_desk(screen, provider) as desk, desk.store.read(desk.actor, desk.at) as unit:
        empty = {"told": True} if still_open else {}
        pages = _pages(unit, list_notices, referral, client, empty)
        found: list[Noticed] = list(pages)
    _show(screen, [_notice_line(screen, one) for one in found], map(notice_document, found))


def keep(
    referral: Referral,
    *,
    noticed: Annotated[
        datetime,
        typer.Option(
            "--noticed",
            formats=MOMENT_FORMATS,
            help="When it was noticed, by the clock in Estonia: 2026-11-23T14:05.",
        ),
    ],
    text: TextFile,
    better: Annotated[bool, typer.Option("--better", help="A change for the better.")] = False,
    told: Annotated[bool, typer.Option("--told", help="The municipality knows of it now.")] = False,
    provider: Provider = "",
    language: Speak = "et",
    as_json: AsJson = False,
) -> None:
    """Keep a change of a client's situation or behaviour; the municipality is told at once."""
    screen = Screen(language, as_json)
    words, one = _words(screen, text), new_id("N")
    with at_desk(screen, provider) as desk:
        moment = noticed.replace(tzinfo=ZONE)
        with desk.store.write(desk.actor, desk.at) as unit:
            found = keep_notice(unit, referral, moment, words, better=better, told=told, one=one)
            kept = find_notice(unit, one)
        desk.sure(found)
        screen.say("notice_kept_told" if told else "notice_kept", one=one)
        _give(screen, notice_document(kept) if kept else None)


def tell(
    notice: NoticeId, *, provider: Provider = "", language: Speak = "et", as_json: AsJson = False
) -> None:
    """The municipality was told now; told before, nothing changes."""
    screen = Screen(language, as_json)
    with at_desk(screen, provider) as desk:
        with desk.store.write(desk.actor, desk.at) as unit:
            found = tell_notice(unit, notice)
            kept = find_notice(unit, notice)
        desk.sure(found)
        screen.say("notice_told", one=notice)
        _give(screen, notice_document(kept) if kept else None)


QUESTION: tuple[tuple[str, Callable[..., None]], ...] = (
    ("list", list_asked),
    ("ask", ask),
    ("answer", answer),
)
NOTICE: tuple[tuple[str, Callable[..., None]], ...] = (
    ("list", list_noticed),
    ("keep", keep),
    ("told", tell),
)


def _pages(
    unit: Unit,
    turn: Callable[[Unit, Chosen], Any],
    referral: str,
    client: str,
    empty: dict[str, bool],
) -> Iterator[Any]:
    """Every letter that is asked for, page after page."""
    told = {"referral": referral, "client": client}
    equal = {name: value for name, value in told.items() if value}
    after = None
    while True:
        page = turn(unit, Chosen(after, MOST, equal, empty=empty))
        yield from page.items
        after = page.next
        if after is None:
            return


def _words(screen: Screen, file: Path) -> str:
    """What stands in a file, or comes in; ends the command where it cannot be read."""
    try:
        text = sys.stdin.read() if file == STANDARD_INPUT else file.read_text("utf-8")
    except (OSError, UnicodeError):
        screen.stop("text_unreadable", path=file)
    return text


def _show(screen: Screen, lines: list[str], documents: Iterator[dict[str, Any]]) -> None:
    if screen.as_json:
        screen.give({"ok": True, "items": list(documents)})
        return
    for line in lines:
        screen.out.print(escape(line), soft_wrap=True)
    if not lines:
        screen.say("letter_none")


def _give(screen: Screen, document: dict[str, Any] | None) -> None:
    if screen.as_json and document is not None:
        screen.give({"ok": True, **document})


def _question_line(screen: Screen, one: Question) -> str:
    told = one.stored.record
    parts = (one.stored.id, told.referral, write_day(screen.language, told.received))
    return "  ".join((*parts, _state(screen, one.days, told.answered), told.asked))


def _notice_line(screen: Screen, one: Noticed) -> str:
    told = one.stored.record
    parts = (one.stored.id, told.referral, write_day(screen.language, one.due))
    done = told.told.astimezone(ZONE).date() if told.told else None
    return "  ".join((*parts, _state(screen, one.days, done), told.what))


def _state(screen: Screen, days: int | None, done: Any) -> str:
    """How long there is, or when it was done."""
    if done is not None:
        return phrase(screen.language, "letter_done", day=write_day(screen.language, done))
    if days is None:
        return phrase(screen.language, "letter_waits")
    key = "letter_late" if days < 0 else "letter_days"
    return phrase(screen.language, key, days=abs(days))
