"""A provider's whole way by jobs: workbook in, solved, edited, published, re-planned, published."""

from base64 import b64encode
from datetime import datetime
from typing import Any

import pytest

from api.imports.happened import Happened
from api.jobs.child import House
from api.jobs.clock import utc_now
from api.jobs.import_people import IMPORT_PEOPLE, ImportAsked
from api.jobs.kind import JobKind, read_findings
from api.jobs.kinds import JOBS, KINDS, ask_for
from api.jobs.month_files import FilesAsked
from api.jobs.month_work import CloseMonthAsked, DeliverAsked, Handed, ReconcileAsked
from api.jobs.play_scenario import ScenariosAsked
from api.jobs.replan_week import REPLAN_WEEK, ReplanAskedHere
from api.jobs.size import BASE, estimate_bytes
from api.jobs.solve_week import SOLVE_WEEK
from api.jobs.worker import Limits, Worker
from api.journeys.month_decide import AtOnce
from api.journeys.people_files import import_people
from api.journeys.week_edit import HoldFast, edit_week
from api.journeys.week_publish import publish_week
from api.journeys.week_replan import ReplanStored
from api.journeys.week_solve import SolveAsked
from api.store.drafts import read_draft
from api.store.jobs import ENDED, Job, State, find_job, read_answer
from api.store.rosters import newest_number
from api.store.unit import Store
from billing.decisions import Verdict
from domain.clock import ZONE
from tests.api.conftest import SmallWeek
from tests.api.store.places import AT, MASTER, MONDAY, ONE

LIMITS = Limits(poll=0.1, tick=0.05, over=30.0)
"""Much is granted beyond the limit: others work on this machine too."""


def do(
    store: Store, address: str, kind: JobKind[Any], asked: Any, memory: int = 0
) -> tuple[Job, Any]:
    """Ask for a job and have it done; the job and its answer."""
    with store.write(ONE, AT) as unit:
        job = ask_for(unit, kind, asked).id

    def look() -> Job:
        with store.read(ONE, AT) as unit:
            found = find_job(unit, job)
        assert found is not None
        return found

    house = House(address, MASTER, memory)
    Worker("test", house, KINDS, utc_now, 1, LIMITS).run(lambda: look().state in ENDED)
    with store.read(ONE, AT) as unit:
        return look(), read_answer(unit, job)


def test_the_whole_way_from_a_workbook_to_the_second_roster(
    store: Store, address: str, small_week: SmallWeek
) -> None:
    book = b64encode(small_week.workbook.read_bytes()).decode()
    job, put = do(store, address, IMPORT_PEOPLE, ImportAsked(book))
    assert (job.state, job.reason) == (State.DONE, "")
    assert put["added"]["clients"] == 30

    job, solved = do(store, address, SOLVE_WEEK, SolveAsked(MONDAY, seconds=4, revision=0))
    assert (job.state, job.reason, solved["revision"]) == (State.DONE, "", 1)
    assert solved["served"] + solved["left_out"] == len(small_week.planned.problem.needs)
    assert 0 < solved["bound"] <= solved["cost"]
    assert job.progress["cost"] >= solved["cost"]

    with store.write(ONE, AT) as unit:
        roster = read_draft(unit, MONDAY).roster
        assert roster is not None
        draft, findings = edit_week(unit, MONDAY, 1, [HoldFast(roster.meetings[0].need)])
        assert draft is not None, findings
        first, faults = publish_week(unit, MONDAY, draft.revision, 0)
    assert first is not None, faults
    assert (first.number, len(first.meetings)) == (1, solved["served"])

    ill = first.meetings[-1].workers[0]
    clock = datetime(2026, 11, 23, 7, 0, tzinfo=ZONE)
    week = ReplanStored(MONDAY, clock, Happened(absent=(f"{ill}:Wed..Fri",)), seconds=1)
    job, again = do(store, address, REPLAN_WEEK, ReplanAskedHere(week, "en"))
    assert (job.state, job.reason) == (State.DONE, "")
    assert again["calls"]
    assert again["after"] == 1

    with store.write(ONE, AT) as unit:
        second, faults = publish_week(unit, MONDAY, again["revision"], 1)
        assert newest_number(unit, MONDAY) == 2
    assert second is not None, faults
    days = {line.day.weekday() for line in second.meetings if ill in line.workers}
    assert not days & {2, 3, 4}


def test_a_week_that_does_not_fit_is_refused_with_both_numbers(
    store: Store, address: str, small_week: SmallWeek
) -> None:
    assert estimate_bytes(small_week.planned.problem) > BASE
    job, answer = do(store, address, SOLVE_WEEK, SolveAsked(MONDAY, seconds=5), BASE - 1)
    assert (job.state, job.reason) == (State.FAILED, "job.too_large")
    (finding,) = read_findings(answer)
    assert finding.facts["needed"] == 900
    assert finding.facts["allowed"] == 899


def test_a_broken_workbook_is_refused_with_its_findings(store: Store, address: str) -> None:
    asked = ImportAsked(b64encode(b"no workbook").decode())
    job, answer = do(store, address, IMPORT_PEOPLE, asked)
    assert (job.state, job.reason) == (State.FAILED, "job.refused")
    assert read_findings(answer)


@pytest.mark.parametrize("kind", JOBS, ids=lambda kind: kind.name)
def test_what_is_asked_is_read_as_it_was_told(kind: JobKind[Any]) -> None:
    clock = datetime(2026, 11, 23, 7, 0, tzinfo=ZONE)
    examples: dict[str, Any] = {
        "solve_week": SolveAsked(MONDAY, 30, revision=2),
        "replan_week": ReplanAskedHere(ReplanStored(MONDAY, clock, Happened(back=("W01:K",)))),
        "import_people": ImportAsked("AAAA", whole=True),
        "deliver_month": DeliverAsked((Handed("month", "m.xlsx", "AAAA"),), MONDAY),
        "reconcile_month": ReconcileAsked(
            (Handed("month", "m.xlsx", "AAAA"),),
            MONDAY,
            at_once=(AtOnce("all", Verdict.DISPUTED, "why", "who", MONDAY),),
        ),
        "close_month": CloseMonthAsked(MONDAY, MONDAY, early=True),
        "look_at_files": FilesAsked("a1", MONDAY),
        "keep_files": FilesAsked("a1"),
        "scenario": ScenariosAsked(("base", "other"), 12),
    }
    asked = examples[kind.name]
    assert kind.read(kind.tell(asked)) == asked
    assert kind.limit(asked) > 0


def test_a_workbook_that_brings_an_erased_person_back_is_refused_by_name(
    store: Store, address: str, small_week: SmallWeek
) -> None:
    someone = small_week.planned.provider.clients[0].id
    import_people(store, ONE, AT, small_week.workbook)
    with store.write(ONE, AT) as unit:
        assert unit.keys.forget(someone)
    book = b64encode(small_week.workbook.read_bytes()).decode()
    job, answer = do(store, address, IMPORT_PEOPLE, ImportAsked(book))
    assert (job.state, job.reason) == (State.FAILED, "job.refused")
    erased = [one.about for one in read_findings(answer) if one.rule == "privacy.erased"]
    assert erased == [someone]
