"""Groups: theme, leaders, places left and meetings; members come and go by a form."""

from collections.abc import Callable, Iterable

from api.journeys.look_at_groups import join_group, leave_group, look_at_group, look_at_groups
from api.pages.catalogue import later
from api.pages.memory import memory_of
from api.pages.page import Page, Visit
from api.pages.sent import Sent, wrong_in
from api.routes.doors import Reply
from api.routes.problems import Refused
from api.security.rights import Right
from api.store.unit import Unit
from domain.finding import Finding
from domain.programme import components

HERE = "/groups"
ONE = f"{HERE}/{{id}}"
JOINED = later("The group has one member more.")
LEFT = later("The group has one member less.")


def _list(unit: Unit, visit: Visit) -> Reply:
    found = look_at_groups(unit, memory_of(visit))
    ordered = sorted(found, key=lambda one: one.group.name.casefold())
    return visit.show("people/groups.html.j2", groups=ordered, codes=_codes())


def _one(unit: Unit, visit: Visit) -> Reply:
    return _show(unit, visit, Sent())


def _show(unit: Unit, visit: Visit, sent: Sent, found: Iterable[Finding] = ()) -> Reply:
    seen = look_at_group(unit, memory_of(visit), visit.path["id"])
    if seen is None:
        raise Refused(404)
    faults = list(found)
    return visit.show(
        "people/group.html.j2",
        422 if faults else 200,
        seen=seen,
        parts={name: part.name[visit.language] for name, (_, part) in components().items()},
        codes=_codes(),
        sent=sent,
        wrong=wrong_in(visit.language, faults),
        changes=visit.who.may(Right.PEOPLE_CHANGE),
    )


def _codes() -> dict[str, str]:
    return {name: programme.code for name, (programme, _) in components().items()}


def _stepper(
    step: Callable[[Unit, str, int, str], list[Finding]], words: str
) -> Callable[[Unit, Visit], Reply]:
    def work(unit: Unit, visit: Visit) -> Reply:
        sent, one = Sent(visit.fields), visit.path["id"]
        revision = sent.number("revision", 1, 2**31 - 1)
        referral = sent.text("referral")
        found = sent.faults or step(unit, one, revision, referral)
        if found:
            return _show(unit, visit, sent, found)
        return visit.go(f"{HERE}/{one}", visit._(words))

    return work


PAGES: tuple[Page, ...] = (
    Page("GET", HERE, Right.PEOPLE_LOOK, _list, "Groups", "read"),
    Page("GET", ONE, Right.PEOPLE_LOOK, _one, "One group", "read"),
    Page("POST", f"{ONE}/join", Right.PEOPLE_CHANGE, _stepper(join_group, JOINED),
         "Somebody joins a group", "write"),
    Page("POST", f"{ONE}/leave", Right.PEOPLE_CHANGE, _stepper(leave_group, LEFT),
         "Somebody leaves a group", "write"),
)  # fmt: skip
