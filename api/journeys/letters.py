"""Questions of the municipality and notices of change: kept, answered, told, with their moments.

Source: seed 004: questions are answered within five working days; a change for the worse, or of
behaviour, also for the better, is told at once, and both moments are on record.
"""

from dataclasses import replace
from datetime import date, datetime

from api.security.tokens import new_id
from api.store import kinds
from api.store.repository import Repository
from api.store.unit import Unit
from domain.clock import ZONE
from domain.finding import Finding, Where
from domain.referral import InformationRequest, Notice, Referral

LONGEST = 2000
"""Signs of a question, an answer or a notice."""


def keep_request(
    unit: Unit, referral: str, received: date, asked: str, one: str = ""
) -> list[Finding]:
    """Keep a question that came in, under the id ``one``; an empty id is made up.

    Findings: ``referral.unknown``, ``letter.empty``, ``letter.long``, ``letter.future``.
    """
    held = _referral(unit, referral)
    found = _judge_text(referral, "asked", asked)
    if received > _today(unit):
        found.append(_at("letter.future", referral, "received"))
    if held is None:
        found.append(_at("referral.unknown", referral, "referral"))
    if found or held is None:
        return found
    request = InformationRequest(
        referral, received, id=one or new_id("Q"), client=held.client, asked=asked.strip()
    )
    Repository[InformationRequest](unit, kinds.REQUEST).put([request])
    return []


def answer_request(
    unit: Unit, one: str, answered: date, answer: str, expected: int | None = None
) -> list[Finding]:
    """Keep what was answered, and when; answered before, the new answer takes its place.

    ``expected``: the revision on which it rests (None: any there is); ChangedMeanwhileError where
    another one holds. Findings: ``letter.unknown``, ``letter.empty``, ``letter.long``,
    ``letter.future``, ``letter.reversed``.
    """
    repository = Repository[InformationRequest](unit, kinds.REQUEST)
    held = repository.get(one)
    if held is None:
        return [_at("letter.unknown", one, "id")]
    found = _judge_text(one, "answer", answer)
    if answered > _today(unit):
        found.append(_at("letter.future", one, "answered"))
    if answered < held.record.received:
        found.append(_at("letter.reversed", one, "answered"))
    if not found:
        kept = replace(held.record, answered=answered, answer=answer.strip())
        repository.put([kept], _rests(one, expected), {one: held})
    return found


def keep_notice(
    unit: Unit,
    referral: str,
    noticed: datetime,
    what: str,
    *,
    better: bool,
    told: bool,
    one: str = "",
) -> list[Finding]:
    """Keep a change that somebody noticed; ``told``: the municipality knows of it now.

    ``one``: its id; an empty one is made up.

    Findings: ``referral.unknown``, ``letter.empty``, ``letter.long``, ``letter.future``.
    """
    held = _referral(unit, referral)
    found = _judge_text(referral, "what", what)
    if noticed > unit.at:
        found.append(_at("letter.future", referral, "noticed"))
    if held is None:
        found.append(_at("referral.unknown", referral, "referral"))
    if found or held is None:
        return found
    notice = Notice(
        id=one or new_id("N"),
        referral=referral,
        client=held.client,
        noticed=noticed,
        what=what.strip(),
        better=better,
        told=unit.at if told else None,
    )
    Repository[Notice](unit, kinds.NOTICE).put([notice])
    return []


def tell_notice(unit: Unit, one: str, expected: int | None = None) -> list[Finding]:
    """The municipality was told now; told before, nothing changes. Finding: ``letter.unknown``.

    ``expected`` as with an answer; ChangedMeanwhileError where another revision holds.
    """
    repository = Repository[Notice](unit, kinds.NOTICE)
    held = repository.get(one)
    if held is None:
        return [_at("letter.unknown", one, "id")]
    kept = replace(held.record, told=held.record.told or unit.at)
    repository.put([kept], _rests(one, expected), {one: held})
    return []


def _rests(one: str, expected: int | None) -> dict[str, int]:
    return {} if expected is None else {one: expected}


def _referral(unit: Unit, one: str) -> Referral | None:
    held = Repository[Referral](unit, kinds.REFERRAL).get(one)
    return held.record if held else None


def _judge_text(about: str, field: str, text: str) -> list[Finding]:
    if not text.strip():
        return [_at("letter.empty", about, field)]
    if len(text) > LONGEST:
        facts = {"most": LONGEST}
        return [Finding("letter.long", about, facts, where=Where("", "", None, field))]
    return []


def _today(unit: Unit) -> date:
    return unit.at.astimezone(ZONE).date()


def _at(rule: str, about: str, field: str) -> Finding:
    return Finding(rule, about, where=Where("", "", None, field))
