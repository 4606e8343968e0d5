"""A month looked at more closely: its rows, its ceilings, and every step of one line."""

from api.exports.trace_words import account_name, component_name, kind_of, write_hundredths
from api.journeys.look_at_line import look_at_line
from api.journeys.month_write import say_result
from api.pages.listing import turn, turning
from api.pages.months.asked import Chosen, MonthAsked, sum_column
from api.pages.months.kind_names import KIND_NAMES
from api.pages.months.look import HERE, IDS, facets_of, month_address, seen_month, show_month
from api.pages.months.view import SUMS, caps_shown, programme_name, rows_shown
from api.pages.page import Page, Visit
from api.routes.doors import Reply
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.unit import Unit
from domain.programme import components

FACETS = ("kind", "programme", "payer", "county")


def _rows(unit: Unit, visit: Visit) -> Reply:
    seen = seen_month(unit, visit)
    asked: MonthAsked = visit.query
    address = asked.address(month_address(seen.month, "/rows"))
    chosen = Chosen(seen, asked)
    ordered = chosen.in_order()
    shown = turn(ordered.tolist(), asked.page)
    return show_month(
        visit,
        "rows",
        seen,
        asked=asked,
        address=address,
        rows=tuple(rows_shown(seen, shown, visit.language)),
        pages=turning(address, len(ordered), asked.page),
        many=len(ordered),
        minutes_in_all=int(seen.rows.minutes[ordered].sum()),
        sums={name: int(sum_column(seen, name)[ordered].sum()) for name in SUMS},
        facets=facets_of(visit, chosen, address, FACETS),
        states=chosen.state_counts(),
        component=component_name(asked.component, visit.language) if asked.component else "",
        programme=programme_name(asked.programme, visit.language),
        client=seen.people.clients.get(asked.client, asked.client),
    )


def _line(unit: Unit, visit: Visit) -> Reply:
    seen = seen_month(unit, visit)
    asked: MonthAsked = visit.query
    line = look_at_line(unit, seen, asked.line)
    if line is None:
        raise Refused(404)
    trace = line.trace
    known = components().get(trace.component)
    return show_month(
        visit,
        "line",
        seen,
        line=line,
        trace=trace,
        component=component_name(trace.component, visit.language),
        programme=known[0] if known else None,
        pots=tuple((kind_of(one), one) for one in trace.pots),
        told_account=lambda account: account_name(account, visit.language),
        hundredths=lambda value: write_hundredths(value, visit.language),
        results=tuple((one, say_result(one.finding, visit.language)) for one in line.results),
        kinds=KIND_NAMES,
    )


def _caps(unit: Unit, visit: Visit) -> Reply:
    seen = seen_month(unit, visit)
    asked: MonthAsked = visit.query
    address = asked.address(month_address(seen.month, "/caps"))
    caps = seen.base.caps
    return show_month(
        visit,
        "caps",
        seen,
        caps=caps_shown(seen, turn(caps, asked.page), visit.language),
        pages=turning(address, len(caps), asked.page),
    )


LOOK = Right.MONTH_LOOK
PAGES: tuple[Page, ...] = (
    Page("GET", f"{HERE}/{{month}}/rows", LOOK, _rows, "Rows of a month", "read",
         ids=IDS, asks=MonthAsked),
    Page("GET", f"{HERE}/{{month}}/line", LOOK, _line, "Every step of a line", "read",
         ids=IDS, asks=MonthAsked),
    Page("GET", f"{HERE}/{{month}}/caps", LOOK, _caps, "Ceilings of a month", "read",
         ids=IDS, asks=MonthAsked),
)  # fmt: skip
