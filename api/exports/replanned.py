"""A re-planned week in words: whom to call with what, each change with its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from api.exports.names import NameBook
from api.exports.phrases import phrase
from domain.finding import Fact
from domain.session import DAY_MINUTES, Meeting
from domain.words import Language, read_words, say, write_moment, write_time
from optimizer.replan import Call, MeetingChange, Replanned

ABOUT_RULE, ABOUT_NEED = "replan.why.rule", ("replan.why.room", "replan.why.overrun")
LEFT_OUT = "replan.left_out"


@dataclass(frozen=True, slots=True)
class CallSaid:
    """One person to call, and everything to say."""

    who: str
    name: str
    is_client: bool
    needs: tuple[str, ...]
    sentences: tuple[str, ...]


def write_calls(book: NameBook, answer: Replanned) -> tuple[CallSaid, ...]:
    """Clients first, those with the hardest news before the others; then workers."""
    return tuple(_call(book, one) for one in answer.calls)


def write_meeting_change(book: NameBook, change: MeetingChange) -> str:
    """What becomes of a meeting."""
    return say(book.language, change.kind, **_facts(book, change))


def write_why(book: NameBook, change: MeetingChange) -> str:
    """Why it is not as published."""
    return say(book.language, change.why, **_facts(book, change))


def write_proof(language: Language, answer: Replanned) -> str:
    """How sure it is that nothing less would do."""
    if answer.least_left_out:
        return phrase(language, "fewest_proven" if answer.fewest else "least_proven")
    return phrase(language, "people_proven" if answer.fewest else "nothing_proven")


def left_out_since(answer: Replanned) -> frozenset[str]:
    """Needs whose published meeting cannot be held any more."""
    return frozenset(change.need for change in answer.changes if change.kind == LEFT_OUT)


def replanned_document(book: NameBook, answer: Replanned, now: int) -> dict[str, Any]:
    """The same as plain data; ids for programs beside names for people."""
    return {
        "now": write_moment("en", now),
        "calls": [
            {
                "who": one.who,
                "name": one.name,
                "client": one.is_client,
                "needs": list(one.needs),
                "sentences": list(one.sentences),
            }
            for one in write_calls(book, answer)
        ],
        "changes": [
            {
                "need": one.need,
                "kind": one.kind.removeprefix("replan."),
                "why": one.why.removeprefix("replan.why."),
                "before": _meeting_document(book, one.before),
                "after": _meeting_document(book, one.after),
                "clients": list(one.clients),
                "workers": list(one.workers),
                "sentence": write_meeting_change(book, one),
                "reason": write_why(book, one),
            }
            for one in answer.changes
        ],
        "left_out_now": sorted(left_out_since(answer)),
        "least_left_out_proven": answer.least_left_out,
        "fewest_people_proven": answer.fewest,
        "proof": write_proof(book.language, answer),
    }


def _call(book: NameBook, call: Call) -> CallSaid:
    needs = tuple(change.need for change in call.changes)
    said = tuple(write_meeting_change(book, change) for change in call.changes)
    return CallSaid(call.who, book.person(call.who), call.is_client, needs, said)


def _facts(book: NameBook, change: MeetingChange) -> Mapping[str, Fact]:
    """The facts of a change, with what people call groups, families, meetings and rules."""
    facts = dict(change.facts)
    if change.need in book.needs:
        facts["client"] = f"{book.whom(book.needs[change.need])} ({change.need})"
    about, rule = str(facts["about"]), f"rule_name.{facts['about']}"
    if change.why in ABOUT_NEED:
        facts["about"] = book.about(about)
    elif change.why == ABOUT_RULE and rule in read_words(book.language):
        facts["about"] = say(book.language, rule)
    return facts


def _meeting_document(book: NameBook, meeting: Meeting | None) -> dict[str, Any] | None:
    if meeting is None:
        return None
    day = book.problem.monday + timedelta(days=meeting.start // DAY_MINUTES)
    return {
        "day": day.isoformat(),
        "start": write_time(meeting.start % DAY_MINUTES),
        "workers": list(meeting.workers),
    }


def lines_of(one: CallSaid) -> Iterator[str]:
    """Name and id, then a line for each thing to say."""
    yield f"{one.name} ({one.who})"
    yield from (f"  - {sentence}" for sentence in one.sentences)
