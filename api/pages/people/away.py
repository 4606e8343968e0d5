"""Absences of a client or a worker, by a form on their page: told, ended earlier."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from api.journeys.absences import end_absence, tell_absence
from api.pages.page import Page, Visit
from api.pages.sent import Sent
from api.routes.doors import Reply
from api.routes.record_models import KeptId
from api.security.rights import Right
from api.store.unit import Unit
from domain.clock import ZONE
from domain.finding import Finding


@dataclass(frozen=True)
class Away:
    """Whose absences, by where their page is and what shows it again."""

    path: str
    show: Callable[[Unit, Visit, Sent, list[Finding]], Reply]


def steps_of(away: Away) -> tuple[Page, ...]:
    """The pages by which absences of one kind of people change."""

    def tell(unit: Unit, visit: Visit) -> Reply:
        sent, who = Sent(visit.fields), visit.path["id"]
        first = sent.day("first")
        last = sent.day("last", first)
        if sent.faults:
            return away.show(unit, visit, sent, sent.faults)
        found = tell_absence(unit, who, first, last, sent("reason"))
        if found:
            return away.show(unit, visit, sent, found)
        return visit.go(f"{away.path}/{who}", visit._("The absence is kept."))

    def end(unit: Unit, visit: Visit) -> Reply:
        sent, who = Sent(visit.fields), visit.path["id"]
        today: date = visit.at.astimezone(ZONE).date()
        last = sent.day("back", today)
        found = sent.faults or end_absence(unit, who, visit.path["absence"], last)
        if found:
            return away.show(unit, visit, sent, found)
        return visit.go(f"{away.path}/{who}", visit._("The absence ends earlier."))

    one = f"{away.path}/{{id}}/absences"
    return (
        Page("POST", one, Right.PEOPLE_CHANGE, tell, "Tell of an absence", "write"),
        Page("POST", f"{one}/{{absence}}/end", Right.PEOPLE_CHANGE, end, "End an absence", "write",
             ids={"absence": KeptId}),
    )  # fmt: skip
