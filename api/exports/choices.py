"""Why a worker was chosen, and what changed since the roster was published, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from api.exports.names import NameBook
from api.exports.phrases import phrase
from api.exports.reasons import write_miss
from domain.session import DAY_MINUTES, Meeting
from domain.words import say, write_count, write_moment, write_time
from optimizer.differ import Comparison, Difference, Fate
from optimizer.runner_up import Choice, Priced


@dataclass(frozen=True, slots=True)
class PriceLine:
    """One rule's price of the chosen way, of the next, and the difference."""

    name: str
    chosen: int
    next: int
    difference: int


@dataclass(frozen=True, slots=True)
class ChoiceSaid:
    """Everything said about one choice."""

    headline: str
    next: str
    misses: tuple[str, ...]
    """What the next way would break."""
    lines: tuple[PriceLine, ...]


def write_choice(book: NameBook, choice: Choice) -> ChoiceSaid:
    """Who was chosen and who comes next, with the price of each by rule."""
    need = book.needs[choice.need]
    chosen = phrase(
        book.language,
        "choice_headline",
        whom=book.whom(need),
        component=book.component(need.component),
        need=need.id,
        **_who_and_when(book, choice.chosen.meeting),
    )
    other = choice.runner_up
    if other is None:
        nobody = phrase(book.language, "choice_nobody")
        return ChoiceSaid(chosen, nobody, (), tuple(_prices(book, choice.chosen, None)))
    said = phrase(book.language, "choice_next", **_who_and_when(book, other.meeting))
    misses = tuple(write_miss(book, one.rule, one.about, one.missed) for one in other.obstacles)
    return ChoiceSaid(chosen, said, misses, tuple(_prices(book, choice.chosen, other)))


def choice_document(book: NameBook, choice: Choice) -> dict[str, Any]:
    """The same as plain data."""
    said = write_choice(book, choice)
    return {
        "chosen": _way_document(book, choice.chosen),
        "next": _way_document(book, choice.runner_up) if choice.runner_up else None,
        "would_miss": list(said.misses),
        "sentence": said.headline,
        "next_sentence": said.next,
    }


def write_differences(book: NameBook, comparison: Comparison) -> Iterator[str]:
    """One line for each meeting that changed: what became of it, and why."""
    for line in comparison.lines:
        if line.fate is not Fate.KEPT:
            yield _written(book, line)
    for gone in comparison.gone:
        yield f"{phrase(book.language, 'fate.dropped')}: {gone.need}"


def comparison_document(book: NameBook, comparison: Comparison) -> dict[str, Any]:
    """What changed since publishing, as plain data."""
    return {
        "kept": comparison.count(Fate.KEPT),
        "gone": [meeting.need for meeting in comparison.gone],
        "costs": [
            {"rule": one.rule, "missed": one.missed, "cost": one.cost} for one in comparison.costs
        ],
        "changed": [
            {
                "need": line.need,
                "fate": str(line.fate),
                "costs": [
                    {"rule": one.rule, "missed": one.missed, "cost": one.cost} for one in line.costs
                ],
                "forced": [
                    {"rule": one.rule, "about": one.about, "missed": one.missed}
                    for one in line.forced
                ],
                "sentence": _written(book, line),
            }
            for line in comparison.lines
            if line.fate is not Fate.KEPT
        ],
    }


def _written(book: NameBook, line: Difference) -> str:
    """Such as ``Other time: Mari Maasikas (P1): E 10:00, Jaan -> T 10:00, Jaan; costs 5 (...)``."""
    language = book.language
    ways = " → ".join(
        ", ".join(_who_and_when(book, meeting).values())
        for meeting in (line.before, line.after)
        if meeting is not None
    )
    said = f"{phrase(language, f'fate.{line.fate}')}: {book.about(line.need)}: {ways}"
    why = write_why_changed(book, line)
    return f"{said}; {why}" if why else said


def write_why_changed(book: NameBook, line: Difference) -> str:
    """What going back on a change alone would break, or what the change costs; or nothing."""
    language = book.language
    if line.forced:
        misses = "; ".join(write_miss(book, o.rule, o.about, o.missed) for o in line.forced)
        return phrase(language, "change_forced", misses=misses)
    rules = ", ".join(
        f"{say(language, f'rule_name.{one.rule}')} {write_count(language, one.cost)}"
        for one in line.costs
    )
    cost = write_count(language, line.cost)
    return phrase(language, "change_costs", cost=cost, rules=rules) if rules else ""


def _who_and_when(book: NameBook, meeting: Meeting) -> dict[str, str]:
    return {
        "worker": ", ".join(book.person(who) for who in meeting.workers),
        "moment": write_moment(book.language, meeting.start),
    }


def _prices(book: NameBook, chosen: Priced, other: Priced | None) -> Iterator[PriceLine]:
    """Every rule that costs something either way, the widest difference first."""
    mine = {line.rule: line.cost for line in chosen.costs}
    others = {line.rule: line.cost for line in other.costs} if other else {}
    rules = sorted(
        mine | others, key=lambda rule: (-abs(others.get(rule, 0) - mine.get(rule, 0)), rule)
    )
    for rule in rules:
        one, two = mine.get(rule, 0), others.get(rule, 0)
        yield PriceLine(say(book.language, f"rule_name.{rule}"), one, two, two - one)


def _way_document(book: NameBook, way: Priced) -> dict[str, Any]:
    day = book.problem.monday + timedelta(days=way.meeting.start // DAY_MINUTES)
    return {
        "workers": list(way.meeting.workers),
        "day": day.isoformat(),
        "start": write_time(way.meeting.start % DAY_MINUTES),
        "cost": way.cost,
        "costs": [{"rule": one.rule, "missed": one.missed, "cost": one.cost} for one in way.costs],
        "obstacles": [
            {"rule": one.rule, "about": one.about, "missed": one.missed} for one in way.obstacles
        ],
    }
