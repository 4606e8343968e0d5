"""Lines of closed months that are billed again because a price has changed, as sums and data."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich.text import Text

from api.cli.month_options import write_month_name
from api.cli.screen import Screen
from api.exports.phrases import phrase
from api.exports.trace_words import component_name
from api.journeys.month_deliver import PricedMonth
from domain.words import write_euros


@dataclass(frozen=True, slots=True)
class Changed:
    """Lines of one month and component whose price changed alike."""

    month: date
    component: str
    before: int
    now: int
    lines: int
    cents: int
    """By how much they come to more (+) or less (-)."""


def changes_of(priced: PricedMonth) -> Iterator[Changed]:
    """What changed, in the order of month, component and price."""
    table = priced.run.month.priced
    nets = dict(zip(table["line"].tolist(), table["net"].tolist(), strict=True))
    found: defaultdict[tuple[date, str, int, int], list[int]] = defaultdict(list)
    for one in priced.repriced:
        key = (one.day.replace(day=1), str(one.component), one.before, one.now)
        found[key].append(nets[one.line] - one.net)
    for key in sorted(found):
        yield Changed(*key, len(found[key]), sum(found[key]))


def repriced_document(priced: PricedMonth) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [
        {
            "month": write_month_name(one.month),
            "component": one.component,
            "before": one.before,
            "now": one.now,
            "lines": one.lines,
            "cents": one.cents,
        }
        for one in changes_of(priced)
    ]


def show_repriced(screen: Screen, priced: PricedMonth) -> None:
    """How many lines there are, what they change, and by which prices."""
    changes = list(changes_of(priced))
    if not changes:
        return
    language = screen.language
    whole = sum(one.cents for one in changes)
    count = sum(one.lines for one in changes)
    text = phrase(language, "repriced", count=count, cents=_signed(screen, whole))
    screen.out.print(Text(text, style="yellow"), soft_wrap=True)
    for one in changes:
        told = phrase(
            language,
            "repriced_line",
            month=write_month_name(one.month),
            component=f"{component_name(one.component, language)} ({one.component})",
            before=write_euros(language, one.before) if one.before else "–",
            now=write_euros(language, one.now),
            count=one.lines,
            cents=_signed(screen, one.cents),
        )
        screen.out.print(Text(f"  {told}"), soft_wrap=True)


def _signed(screen: Screen, cents: int) -> str:
    return ("+" if cents > 0 else "") + write_euros(screen.language, cents)
