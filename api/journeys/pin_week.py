"""Pin a week: what somebody types is read, held against the other pins, and put into the week."""

from collections.abc import Sequence
from dataclasses import replace

from api.exports.names import NameBook
from api.exports.reasons import write_miss
from api.imports.pins import read_pins, write_pin
from api.journeys.open_week import OpenedWeek
from domain.finding import Finding
from domain.words import Language, write_moment
from optimizer.pins import Conflict, Pin, conflicts_of_pins, with_pins
from optimizer.policy import Policy

CONFLICT, ALONE, OLD_CONFLICT = "pin.conflict", "pin.alone", "import.warn_pins_conflict"


def pin_week(
    opened: OpenedWeek, texts: Sequence[str], policy: Policy, language: Language
) -> tuple[OpenedWeek, list[Finding]]:
    """The week with pins in it, and all that is wrong with them.

    Pins that cannot stand together, or beside those of the workbook, are named as the
    smallest such sets, with the rules that each would break. Sets that the workbook holds
    by itself are warnings: their meetings are left out and explained.
    """
    pins, faults = read_pins(texts, opened.problem)
    if faults or not pins:
        return opened, list(faults)
    problem = with_pins(opened.problem, pins)
    pinned = replace(opened, problem=problem)
    book = NameBook(opened.provider, problem, language)
    typed = {pin.need for pin in pins}
    conflicts = conflicts_of_pins(problem, policy)
    return pinned, [_finding(book, one, typed) for one in conflicts]


def _finding(book: NameBook, conflict: Conflict, typed: set[str]) -> Finding:
    """A conflict, with what each rule says against it."""
    names = "; ".join(_written(book, pin) for pin in conflict.pins)
    count = len(conflict.pins)
    broken = (write_miss(book, one.rule, one.about, one.missed) for one in conflict.rules)
    rule = CONFLICT if count > 1 else ALONE
    if not any(pin.need in typed for pin in conflict.pins):
        rule = OLD_CONFLICT
    facts: dict[str, str | int] = {"count": count, "misses": "; ".join(dict.fromkeys(broken))}
    return Finding(rule, names, facts, count)


def _written(book: NameBook, pin: Pin) -> str:
    moment = "" if pin.start is None else write_moment(book.language, pin.start)
    return write_pin(pin, moment)
