"""One referral: its clock, what may still be used, and every step that may follow."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from api.journeys import change_referral, letters
from api.journeys.change_referral import FirstAsked
from api.journeys.look_at_referral import Pot, ReferralSeen, look_at_referral
from api.pages.catalogue import later
from api.pages.memory import memory_of
from api.pages.page import Page, Visit
from api.pages.referrals.clock import Cell, clock_of
from api.pages.sent import Sent, wrong_in
from api.routes.doors import Reply
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.unit import Unit
from domain.clock import CLOCK_HOUR, ZONE
from domain.finding import Finding
from domain.referral import ClosingReason, PlaceMode
from domain.session import DAY_MINUTES
from domain.words import write_time

ONE = "/referrals/{id}"
LARGEST = 1000
HOLDS = (PlaceMode.OFFICE, PlaceMode.HOME, PlaceMode.REMOTE)
Step = Callable[[Unit, Visit, Sent], list[Finding]]
EXTENDED = later("The referral is extended.")
CLOSED = later("The referral is closed.")
MET = later("The first meeting is noted.")
AGREED = later("The action plan is noted.")
WANTED = later("The meeting is in the plan: the next roster finds a time for it.")
ASKED = later("The question is kept.")
ANSWERED = later("The answer is kept.")
NOTED = later("The change is kept.")
TOLD = later("It is noted that the municipality was told.")


@dataclass(frozen=True, slots=True)
class Meter:
    """A pot with the share of it that was used, in hundredths of a meter."""

    pot: Pot
    share: int
    kind: str
    """How the meter looks: ``a``, ``w`` (nearly empty) or ``x`` (more was used)."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something in the course of a referral."""

    day: date
    key: str
    more: str = ""
    done: bool = True


def _look(unit: Unit, visit: Visit) -> Reply:
    return show_one(unit, visit, Sent())


def show_one(
    unit: Unit, visit: Visit, sent: Sent, found: Iterable[Finding] = (), step: str = ""
) -> Reply:
    """The page of a referral; 422 with findings where a step could not be taken."""
    seen = look_at_referral(unit, memory_of(visit), visit.path["id"])
    if seen is None:
        raise Refused(404)
    return show_seen(visit, seen, sent, found, step)


def show_seen(
    visit: Visit,
    seen: ReferralSeen,
    sent: Sent,
    found: Iterable[Finding] = (),
    step: str = "",
    *,
    own: bool = False,
) -> Reply:
    """A referral as it was found; ``own``: to the case manager who made it."""
    faults = list(found)
    start = _free_time(seen)
    plain = {
        "day_now": seen.today.isoformat(),
        "moment_now": f"{visit.at.astimezone(ZONE):%Y-%m-%dT%H:%M}",
        "earliest": write_time(start % DAY_MINUTES),
        "latest": write_time(min(start % DAY_MINUTES + CLOCK_HOUR, DAY_MINUTES - 1)),
        "weekday": str(start // DAY_MINUTES),
    }
    return visit.show(
        "referrals/one.html.j2",
        422 if faults else 200,
        seen=seen,
        clock=_clock(seen),
        meters=[_meter(pot) for pot in seen.pots],
        names={one.id: one.name[visit.language] for one in seen.programme.components},
        reasons=[one for one in ClosingReason if one.value in _reasons(seen)],
        modes=HOLDS,
        events=_events(seen),
        plain=plain,
        sent=sent,
        wrong=wrong_in(visit.language, faults),
        step=step,
        changes=visit.who.may(Right.PEOPLE_CHANGE) and not own,
        own=own,
    )


def _clock(seen: ReferralSeen) -> tuple[Cell, ...]:
    if seen.start_due is None or seen.referral.closing is not None:
        return ()
    return clock_of(seen.referral.on, seen.start_due, seen.today)


def _meter(pot: Pot) -> Meter:
    share = min(max(round(100 * pot.used / pot.whole), 0), 100) if pot.whole > 0 else 100
    kind = "x" if pot.left < 0 else "w" if pot.left * 5 <= pot.whole else "a"
    return Meter(pot, share, kind)


def _reasons(seen: ReferralSeen) -> Iterable[str]:
    return seen.programme.closing_reasons or [one.value for one in ClosingReason]


def _free_time(seen: ReferralSeen) -> int:
    """When the case manager can come first, in minutes of the week; else Monday at 10."""
    free = seen.referral.case_manager_free
    return free[0][0] if free else 10 * CLOCK_HOUR


def _events(seen: ReferralSeen) -> list[Event]:
    """The course of a referral: what was, then today, then what is still to come."""
    told = seen.referral
    found = [Event(told.on, "received", told.case_manager)]
    if told.first_met:
        found.append(Event(told.first_met, "met"))
    if told.planned_on:
        found.append(Event(told.planned_on, "planned"))
    found += [Event(more.on, "extended", more.approved_by) for more in told.extensions]
    for one in seen.asked:
        found.append(Event(one.request.received, "asked"))
        if one.request.answered:
            found.append(Event(one.request.answered, "answered"))
    for notice in seen.notices:
        day = notice.noticed.astimezone(ZONE).date()
        found.append(Event(day, "better" if notice.better else "worse"))
    if told.closing:
        found.append(Event(told.closing.on, "closed"))
    else:
        if seen.start_due:
            found.append(Event(seen.start_due, "start_due", done=False))
        if seen.last:
            found.append(Event(seen.last, "ends", done=False))
    return sorted(found, key=lambda one: one.day)


def _stepper(words: str, name: str, take: Step) -> Callable[[Unit, Visit], Reply]:
    def work(unit: Unit, visit: Visit) -> Reply:
        sent = Sent(visit.fields)
        found = take(unit, visit, sent)
        if found:
            if any(one.rule in {"referral.unknown", "letter.unknown"} for one in found):
                raise Refused(404)
            return show_one(unit, visit, sent, found, name)
        return visit.go(f"/referrals/{visit.path['id']}", visit._(words))

    return work


def _revision(sent: Sent) -> int:
    return sent.number("revision", 1, 2**31 - 1)


def _extend(unit: Unit, visit: Visit, sent: Sent) -> list[Finding]:
    revision, units = _revision(sent), sent.number("units", 1, LARGEST)
    texts = sent.text("justification"), sent.text("approved_by")
    return sent.faults or change_referral.extend_referral(
        unit, visit.path["id"], revision, units, *texts
    )


def _close(unit: Unit, visit: Visit, sent: Sent) -> list[Finding]:
    revision, on = _revision(sent), sent.day("closed_on")
    reason = sent.word("reason", ClosingReason)
    one = visit.path["id"]
    if sent.faults:
        none = [] if reason else change_referral.close_referral(unit, one, revision, None, on, "")
        return [*sent.faults, *none]
    return change_referral.close_referral(unit, one, revision, reason, on, sent("closing_text"))


def _met(unit: Unit, visit: Visit, sent: Sent) -> list[Finding]:
    revision, on = _revision(sent), sent.day("first_met")
    return sent.faults or change_referral.note_first_meeting(unit, visit.path["id"], revision, on)


def _planned(unit: Unit, visit: Visit, sent: Sent) -> list[Finding]:
    revision, on = _revision(sent), sent.day("planned_on")
    return sent.faults or change_referral.note_action_plan(unit, visit.path["id"], revision, on)


def _first(unit: Unit, visit: Visit, sent: Sent) -> list[Finding]:
    days = sent.several("weekdays", lambda told: int(told) if told in set("0123456") else None)
    earliest, latest = sent.time("earliest"), sent.time("latest")
    minutes = sent.number("minutes", 15, DAY_MINUTES // 3)
    mode = sent.word("mode", PlaceMode) or PlaceMode.OFFICE
    asked = FirstAsked(frozenset(days), earliest, latest, minutes, mode)
    return sent.faults or change_referral.plan_first_meeting(unit, visit.path["id"], asked)


def _ask(unit: Unit, visit: Visit, sent: Sent) -> list[Finding]:
    received, asked = sent.day("received"), sent.text("asked")
    return sent.faults or letters.keep_request(unit, visit.path["id"], received, asked)


def _answer(unit: Unit, visit: Visit, sent: Sent) -> list[Finding]:
    answered, answer = sent.day("answered"), sent.text("answer")
    return sent.faults or letters.answer_request(unit, visit.path["letter"], answered, answer)


def _notice(unit: Unit, visit: Visit, sent: Sent) -> list[Finding]:
    noticed: datetime = sent.moment("noticed", visit.at)
    what = sent.text("what")
    return sent.faults or letters.keep_notice(
        unit,
        visit.path["id"],
        noticed,
        what,
        better=sent("better") == "yes",
        told=sent("told") == "yes",
    )


def _tell(unit: Unit, visit: Visit, _sent: Sent) -> list[Finding]:
    return letters.tell_notice(unit, visit.path["letter"])


def _step(path: str, does: str, words: str, name: str, take: Step, **more: Any) -> Page:
    work = _stepper(words, name, take)
    return Page("POST", f"{ONE}/{path}", Right.PEOPLE_CHANGE, work, does, "write", **more)


PAGES: tuple[Page, ...] = (
    Page("GET", ONE, Right.PEOPLE_LOOK, _look, "One referral", "read"),
    _step("extend", "Extend a referral", EXTENDED, "extend", _extend),
    _step("close", "Close a referral", CLOSED, "close", _close),
    _step("met", "Note the first meeting", MET, "met", _met),
    _step("planned", "Note the action plan", AGREED, "planned", _planned),
    _step("first-meeting", "Plan the first meeting", WANTED, "first", _first, keyed=True),
    _step("questions", "Keep a question", ASKED, "ask", _ask, keyed=True),
    _step("questions/{letter}", "Answer a question", ANSWERED, "answer", _answer),
    _step("notices", "Keep a notice of change", NOTED, "notice", _notice, keyed=True),
    _step("notices/{letter}/told", "The municipality was told", TOLD, "tell", _tell),
)
