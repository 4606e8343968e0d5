"""Two people change the same week: the second sees what changed, and nothing of theirs is lost."""

from dataclasses import dataclass

from api.exports.names import NameBook
from api.pages.page import Visit
from api.pages.weeks.changing import EditForm, write_state
from api.pages.weeks.grid import days_of, place_of, seen_week
from api.pages.writing import write_when
from api.routes.doors import Reply
from api.routes.problems import Refused
from api.store.accounts import account_of_id
from api.store.unit import Unit
from domain.session import Meeting


@dataclass(frozen=True, slots=True)
class Stand:
    """How a meeting stands: when and with whom; nobody: it is left out."""

    start: int | None
    who: str


def show_clash(unit: Unit, visit: Visit, form: EditForm) -> Reply:
    """How the meeting stood, how it stands now, and the visitor's own change to apply on top."""
    seen = seen_week(unit, visit)
    need = visit.path["need"]
    if seen.told is None:
        raise Refused(409)
    planned = seen.told.planned
    book = NameBook(planned.provider, planned.problem, visit.language)
    if need not in book.needs:
        raise Refused(404)
    now = next((one for one in planned.result.roster.meetings if one.need == need), None)
    draft = seen.week.draft
    account = account_of_id(unit.connection, draft.by) if draft.by else None
    return visit.show(
        "weeks/clash.html.j2",
        409,
        place=place_of(visit, seen.monday),
        seen=seen,
        book=book,
        need=book.needs[need],
        form=form,
        was=_was(book, form.was),
        now=_stand(book, now),
        mine=Stand(form.start, ", ".join(map(book.person, form.worker))),
        same=form.was == write_state(now),
        by=account.name if account else "",
        when_said=write_when(visit.language, draft.changed) if draft.changed else "",
        now_told=write_state(now),
        days=days_of(seen.monday),
    )


def _was(book: NameBook, told: str) -> Stand:
    start, *workers = told.split() or [""]
    if not start.isdecimal():
        return Stand(None, "")
    return Stand(int(start), ", ".join(map(book.person, workers)))


def _stand(book: NameBook, held: Meeting | None) -> Stand:
    return Stand(held.start, ", ".join(map(book.person, held.workers))) if held else Stand(None, "")
