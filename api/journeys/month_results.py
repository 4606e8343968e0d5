"""What a comparison found, result by result, and decisions about single ones of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from api.journeys.month_decide import ALL, join_decisions
from api.journeys.month_write import say_result
from api.store import BusyError, DamagedError, KeptResult, Place, name_place
from api.store.glance import Glance, glance_at, keep_decisions
from billing.close import State
from billing.decisions import Decision, Verdict
from domain.finding import Fact, Finding
from domain.words import Language


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision about one result, or about all of a kind that wait for one."""

    verdict: Verdict
    reason: str
    key: str = ""
    """Of the result; empty: see ``kind``."""
    cents: int = 0
    """That were at stake when it was looked at."""
    kind: str = ""
    """Code of results, or ``all``; where ``key`` is empty."""


@dataclass(frozen=True, slots=True)
class ToldResult:
    """A result with the decision that holds."""

    result: KeptResult
    sentence: str
    held: Decision | None


@dataclass(frozen=True, slots=True)
class MonthState:
    """How far a month is."""

    month: date
    state: str
    """``none`` (nothing was handed in), ``open``, ``review`` or ``closed``."""
    compared: bool
    results: int
    undecided: int
    unexplained: int
    """Cents."""
    invoices: tuple[str, ...]
    """Numbers of what was issued from it."""
    seal: str
    """Of its close; empty: it is not closed."""


def state_of_month(place: Place, month: date) -> tuple[MonthState | None, list[Finding]]:
    """How far a month is (its first day); a finding where the books are damaged."""
    seen, findings = _glance(place, month)
    if seen is None:
        return None, findings
    return MonthState(
        month=month,
        state=_state(seen),
        compared=seen.compared,
        results=len(seen.results),
        undecided=seen.undecided,
        unexplained=seen.unexplained,
        invoices=tuple(one.number for one in seen.invoices),
        seal=_seal(seen),
    ), []


def tell_kept(
    place: Place, month: date, language: Language
) -> tuple[tuple[ToldResult, ...] | None, list[Finding]]:
    """Every result of the last comparison of a month; None, and why, where there was none."""
    seen, findings = _glance(place, month)
    if seen is None:
        return None, findings
    if not seen.compared:
        return None, [Finding("decide.not_compared", month.isoformat())]
    held = _held(seen.results, seen.decisions)
    return tuple(
        ToldResult(one, say_result(one.finding, language), held.get(one.key))
        for one in seen.results
    ), []


def decide_results(
    place: Place, month: date, decided: Sequence[Decided], person: str, on: date
) -> tuple[MonthState | None, list[Finding]]:
    """Keep decisions about results that were looked at: all of them, or none and every reason.

    A result whose cents are others by now is a finding: whoever decides has not seen it so. What
    is decided of a kind concerns the results of which nobody has decided yet.
    """
    seen, findings = _glance(place, month)
    if seen is None:
        return None, findings
    findings = list(_against(seen, decided))
    if findings:
        return None, findings
    held = _held(seen.results, seen.decisions)
    new = [
        Decision(one.key, one.cents, verdict.verdict, verdict.reason.strip(), person, on)
        for one in seen.results
        if (verdict := _verdict_on(one, decided, waits=one.key not in held)) is not None
    ]
    kept = join_decisions(seen.decisions, new)
    ordered = [kept[key] for key in sorted(kept)]
    left = _held(seen.results, ordered)
    undecided = sum(one.key not in left for one in seen.results)
    try:
        keep_decisions(place, month, ordered, undecided)
    except BusyError:
        return None, [Finding("books.busy", name_place(place))]
    return state_of_month(place, month)


def _glance(place: Place, month: date) -> tuple[Glance | None, list[Finding]]:
    try:
        return glance_at(place, month), []
    except DamagedError as fault:
        return None, [Finding("books.damaged", fault.name, {"folder": name_place(place)})]


def _against(seen: Glance, decided: Sequence[Decided]) -> list[Finding]:
    """Every reason why something cannot be decided so."""
    month = seen.month.isoformat()
    if _state(seen) == State.CLOSED.value and seen.periods:
        facts: dict[str, Fact] = {"month": month, "next": seen.periods.next.isoformat()}
        return [Finding("month_file.closed", month, facts)]
    if not seen.compared:
        return [Finding("decide.not_compared", month)]
    now = {one.key: one.cents for one in seen.results}
    found = []
    for one in decided:
        if one.key and one.key not in now:
            near = ", ".join(get_close_matches(one.key, now, 3, 0.3)) or "-"
            found.append(Finding("decide.unknown", one.key, {"expected": near}))
        elif one.key and now[one.key] != one.cents:
            told: dict[str, Fact] = {"cents": now[one.key], "asked": one.cents}
            found.append(Finding("decide.changed", one.key, told, now[one.key]))
    return found


def _verdict_on(result: KeptResult, decided: Sequence[Decided], *, waits: bool) -> Decided | None:
    """What was decided of a result: by its key first, by its kind only while it waits."""
    for one in decided:
        if one.key == result.key:
            return one
    for one in decided:
        if waits and not one.key and one.kind in (result.kind, ALL):
            return one
    return None


def _held(results: Sequence[KeptResult], decisions: Sequence[Decision]) -> Mapping[str, Decision]:
    """Decisions that hold: about the very cents."""
    now = {one.key: one.cents for one in results}
    return {one.key: one for one in decisions if now.get(one.key) == one.cents}


def _state(seen: Glance) -> str:
    periods = seen.periods
    if periods is None or seen.month < periods.first:
        return "none"
    state = periods.state_of(seen.month)
    return state.value if seen.handed_in or state is State.CLOSED else "none"


def _seal(seen: Glance) -> str:
    links = seen.periods.chain if seen.periods else ()
    return next((one.seal for one in links if one.month == seen.month and one.kind == "close"), "")
