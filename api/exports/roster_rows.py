"""How the view of a planned week comes about: visits with travel, rows, what is left out."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import partial

from api.exports.names import NameBook
from api.exports.phrases import phrase
from api.exports.planned_week import PlannedWeek
from api.exports.reasons import Reason, write_reason
from api.exports.roster_view import (
    CostLine,
    LeftOut,
    Mark,
    ProgrammeCount,
    RosterView,
    Visit,
    WorkerDay,
    WorkerRow,
)
from domain.finding import Finding
from domain.people import Worker, absent_days
from domain.programme import components
from domain.session import DAY_MINUTES, WEEK_DAYS, Meeting
from domain.words import Language, read_facts, say, write_count, write_euros, write_minutes
from optimizer.later import needs_of
from optimizer.lookups import needs_interpreter
from optimizer.policy import Policy
from optimizer.roster import RuleCost
from optimizer.tables import Tables, make_tables
from optimizer.visits import visits_of

WORKING_WEEK = 5


def view_week(week: PlannedWeek, language: Language) -> RosterView:
    """The planned week in one language, with every column that an output shows."""
    book = NameBook(week.provider, week.problem, language)
    visits = _Visits(book, make_tables(week.problem, week.policy), week.result.roster.meetings)
    rows = tuple(_worker_row(book, worker, visits) for worker in week.problem.workers)
    meetings = week.result.roster.meetings
    return RosterView(
        language=language,
        provider=week.provider.name,
        days=tuple(_days_shown(book, rows)),
        holidays=week.problem.holidays,
        workers=rows,
        left_out=_left_out(book, week),
        costs=cost_lines(week.result.costs, week.policy, language),
        programmes=_programmes(book, meetings),
        kept_out=tuple(write_kept_out(book, finding) for finding in week.kept_out),
        served=len(meetings),
        wanted=len(week.problem.needs),
    )


def cost_lines(
    costs: tuple[RuleCost, ...], policy: Policy, language: Language
) -> tuple[CostLine, ...]:
    """Costs per rule in words, the dearest first."""
    return tuple(
        CostLine(
            rule=line.rule,
            name=say(language, f"rule_name.{line.rule}"),
            sentence=say(language, f"rule.{line.rule}"),
            missed=_write_missed(language, line),
            price=policy.price(line.rule) or 0,
            cost=line.cost,
        )
        for line in sorted(costs, key=lambda one: (-one.cost, one.rule))
    )


def write_kept_out(book: NameBook, finding: Finding) -> str:
    """Why a member cannot come to the group this week."""
    return phrase(
        book.language,
        "kept_out_line",
        client=book.person(finding.about),
        group=finding.facts["group"],
        sentence=say(book.language, f"rule.{finding.rule}"),
    )


def _write_missed(language: Language, line: RuleCost) -> str:
    """Units missed, as the sentence of the rule counts them."""
    ways = dict(read_facts(language, f"miss.{line.rule}"))
    if ways.get("missed") == "minutes":
        return write_minutes(language, line.missed)
    if ways.get("missed") == "euros":
        return write_euros(language, line.missed)
    return write_count(language, line.missed)


class _Visits:
    """Every visit of a roster, by worker and day."""

    def __init__(self, book: NameBook, tables: Tables, meetings: tuple[Meeting, ...]) -> None:
        self.book, self.tables = book, tables
        self.meetings = {meeting.need: meeting for meeting in meetings}
        self.by_day: Mapping[tuple[str, int], list[Visit]] = defaultdict(list)
        columns = visits_of(tables, meetings)
        spoken = needs_interpreter(tables, columns.seat, columns.worker).tolist()
        opens = set(columns.first.tolist())
        needs, workers = tables.problem.needs, tables.problem.workers
        rows = zip(
            columns.need.tolist(),
            columns.worker.tolist(),
            columns.start.tolist(),
            columns.way_in.tolist(),
            columns.way_out.tolist(),
            spoken,
            strict=True,
        )
        for at, (need, worker, start, way_in, way_out, language) in enumerate(rows):
            who = workers[worker].id
            way = (way_in, at in opens, way_out)
            visit = self._visit(needs[need].id, who, start, way, language)
            self.by_day[who, start // DAY_MINUTES].append(visit)

    def _visit(
        self, name: str, worker: str, start: int, way: tuple[int, bool, int], language: int
    ) -> Visit:
        book, need = self.book, self.book.needs[name]
        day, begins = divmod(start, DAY_MINUTES)
        meeting = self.meetings[name]
        return Visit(
            need=name,
            worker=worker,
            seat=meeting.workers.index(worker) + 1,
            day=book.problem.monday + timedelta(days=day),
            start=begins,
            end=begins + need.minutes,
            component=need.component,
            component_name=book.component(need.component),
            code=book.code(need.component),
            clients=need.clients,
            whom=book.whom(need),
            place=book.place(need.place),
            way_in=way[0],
            from_home=way[1],
            way_home=way[2],
            colleagues=tuple(book.person(other) for other in meeting.workers if other != worker),
            marks=tuple(self._marks(meeting, language)),
        )

    def _marks(self, meeting: Meeting, language: int) -> Iterator[Mark]:
        book, need = self.book, self.book.needs[meeting.need]
        _, component = components()[need.component]
        told = {
            "three_party": component.three_party,
            "first_meeting": component.first,
            "group": need.group is not None,
            "remote": need.place is None,
            "pinned_worker": any(need.pinned_workers),
            "pinned_time": need.pinned_start is not None,
            "changed": book.problem.published.get(need.id, meeting) != meeting,
        }
        yield from (Mark(key, say(book.language, f"roster.{key}")) for key in told if told[key])
        if language >= 0:
            code = self.tables.languages[language]
            text = say(book.language, "roster.interpreter_needed", language=code)
            yield Mark("interpreter", text)


def _worker_row(book: NameBook, worker: Worker, visits: _Visits) -> WorkerRow:
    days = tuple(_worker_day(book, worker, visits, day) for day in range(WEEK_DAYS))
    own = [visit for day in days for visit in day.visits]
    return WorkerRow(
        id=worker.id,
        name=worker.name,
        roles=", ".join(say(book.language, f"role.{role}") for role in sorted(worker.roles)),
        languages=", ".join(one.language for one in worker.languages),
        meetings=len(own),
        minutes=sum(visit.end - visit.start for visit in own),
        contract=worker.week_minutes,
        most=worker.week_most,
        travel=sum(visit.way_in + visit.way_home for visit in own),
        days=days,
    )


def _worker_day(book: NameBook, worker: Worker, visits: _Visits, weekday: int) -> WorkerDay:
    day = book.problem.monday + timedelta(days=weekday)
    return WorkerDay(
        day=day,
        visits=tuple(visits.by_day.get((worker.id, weekday), ())),
        away=day in absent_days(book.problem.absences, worker.id),
        holiday=day in book.problem.holidays,
        on_duty=any(shift.weekday == weekday for shift in worker.shifts),
    )


def _days_shown(book: NameBook, rows: tuple[WorkerRow, ...]) -> Iterator[date]:
    for weekday in range(WEEK_DAYS):
        happens = any(row.days[weekday].visits for row in rows)
        if weekday < WORKING_WEEK or happens:
            yield book.problem.monday + timedelta(days=weekday)


def _left_out(book: NameBook, week: PlannedWeek) -> tuple[LeftOut, ...]:
    """The urgent ones first, then by the last day allowed."""
    sunday = week.problem.monday + timedelta(days=WEEK_DAYS - 1)
    found = []
    for at, name in enumerate(needs_of(week.reasons)):
        need = book.needs[name]
        found.append(
            LeftOut(
                need=need.id,
                whom=book.whom(need),
                clients=need.clients,
                component=need.component,
                component_name=book.component(need.component),
                code=book.code(need.component),
                minutes=need.minutes,
                priority=need.priority,
                deadline=need.deadline,
                pressing=need.deadline is not None and need.deadline <= sunday,
                tell=partial(_reason, book, week, at),
            )
        )
    return tuple(sorted(found, key=lambda o: (-o.priority, o.deadline or date.max)))


def _reason(book: NameBook, week: PlannedWeek, at: int) -> Reason:
    return write_reason(book, week.reasons[at])


def _programmes(book: NameBook, meetings: tuple[Meeting, ...]) -> tuple[ProgrammeCount, ...]:
    counts = Counter(book.needs[meeting.need].component for meeting in meetings)
    codes: dict[str, ProgrammeCount] = {}
    for component, count in sorted(counts.items()):
        code = book.code(component)
        before = codes[code].meetings if code in codes else 0
        codes[code] = ProgrammeCount(code, book.programme(component), before + count)
    return tuple(codes[code] for code in sorted(codes))
