"""A month by jobs: handed in, compared, closed; ended early; and what a request comes to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.jobs.kind import Ended, JobKind, RefusedError, Task, read_findings
from api.jobs.month_work import (
    CLOSE_MONTH,
    DELIVER_MONTH,
    RECONCILE_MONTH,
    CloseMonthAsked,
    DeliverAsked,
    Handed,
    ReconcileAsked,
    hand_on,
)
from api.journeys.handed_in import Part
from api.journeys.month_decide import AtOnce
from api.journeys.month_deliver import deliver_month
from api.journeys.month_json import delivered_document
from api.journeys.month_results import state_of_month, tell_kept
from api.journeys.month_sample import make_month
from api.store import open_books
from api.store.jobs import STOPPED, State
from api.store.leases import Lease
from api.store.unit import Store
from billing.decisions import Verdict
from tests.api.jobs.test_week_jobs import do
from tests.api.months import NOVEMBER
from tests.api.store.places import AT, LATER, ONE

FIRST = date(2026, 12, 1)
ALL = (AtOnce("all", Verdict.DISPUTED, "Right invoices follow", "Mari Maasikas", FIRST),)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    make_month(folder, "small", NOVEMBER, 1, "en")
    return folder


def _handed(desk: Path, *, invoices: bool) -> tuple[Handed, ...]:
    bills = sorted((desk / "invoices").iterdir()) if invoices else []
    parts = [Part("month", "month.xlsx", (desk / "month.xlsx").read_bytes())]
    parts += [Part("invoice", one.name, one.read_bytes()) for one in bills if one.is_file()]
    return hand_on(parts)


@dataclass
class _Work:
    """A job done in this process, so that one may look at each step."""

    store: Store
    told: list[str] = field(default_factory=list)
    stop_at: str = ""
    meanwhile: Callable[[], None] = lambda: None

    def do(self, kind: JobKind[Any], asked: Any) -> Ended:
        """Everything of a job but its end."""
        lease = Lease(1, "J1", kind.name, 1, ONE.name, "test")
        task = Task(
            store=self.store,
            lease=lease,
            asked=kind.read(kind.tell(asked)),
            clock=lambda: AT,
            spent=lambda: 0.0,
            tell=lambda one: self.told.append(one["status"]),
            stop=lambda: bool(self.told) and self.told[-1] == self.stop_at,
            memory=1 << 40,
        )
        ended = kind.run(task)
        self.meanwhile()
        return ended

    def keep(self, ended: Ended) -> Any:
        """What the job changes, kept."""
        assert ended.keep is not None, ended
        with self.store.write(ONE, LATER) as unit:
            return ended.keep(unit)


def test_a_month_is_done_by_workers_as_it_is_in_a_request(
    store: Store, address: str, desk: Path
) -> None:
    job, told = do(store, address, DELIVER_MONTH, DeliverAsked(_handed(desk, invoices=False)))
    assert (job.state, job.reason, told["month"]) == (State.DONE, "", "2026-11-01")
    asked = ReconcileAsked(_handed(desk, invoices=True), FIRST, at_once=ALL)
    job, compared = do(store, address, RECONCILE_MONTH, asked)
    assert (job.state, compared["undecided"], compared["unexplained"]) == (State.DONE, 0, 0)
    assert compared["totals"] == told["totals"]
    job, closed = do(store, address, CLOSE_MONTH, CloseMonthAsked(NOVEMBER, FIRST))
    assert (job.state, closed["totals"]) == (State.DONE, compared["totals"])
    with store.read(ONE, AT) as unit:
        state, _ = state_of_month(unit, NOVEMBER)
        assert state is not None
        assert (state.state, state.undecided, state.seal) == ("closed", 0, closed["seal"])
    job, again = do(store, address, CLOSE_MONTH, CloseMonthAsked(NOVEMBER, FIRST))
    assert (job.state, job.reason) == (State.FAILED, "job.refused")
    assert [one.rule for one in read_findings(again)] == ["month_file.closed"]


def test_each_step_is_told_and_comes_to_what_a_request_comes_to(store: Store, desk: Path) -> None:
    work = _Work(store)
    asked = DeliverAsked(_handed(desk, invoices=False), language="en")
    told = work.keep(work.do(DELIVER_MONTH, asked))
    assert work.told == ["reading", "reading", "pricing", "checking", "writing"]
    with store.write(ONE, LATER) as unit:
        found, findings = deliver_month(desk / "month.xlsx", unit)
        assert found is not None, findings
        assert delivered_document(found, "en") == {
            name: value for name, value in told.items() if name != "findings"
        }


@pytest.mark.parametrize("step", ["reading", "pricing", "comparing"])
def test_work_that_is_called_off_keeps_nothing(store: Store, desk: Path, step: str) -> None:
    work = _Work(store, stop_at=step)
    ended = work.do(RECONCILE_MONTH, ReconcileAsked(_handed(desk, invoices=True), FIRST))
    assert (ended.reason, ended.keep) == (STOPPED, None)
    with store.read(ONE, AT) as unit:
        assert open_books(unit).drafts == {}


def test_books_that_somebody_changed_meanwhile_are_not_written_over(
    store: Store, desk: Path
) -> None:
    def meanwhile() -> None:
        with store.write(ONE, AT) as unit:
            found, findings = deliver_month(desk / "month.xlsx", unit)
            assert found is not None, findings

    work = _Work(store, meanwhile=meanwhile)
    ended = work.do(RECONCILE_MONTH, ReconcileAsked(_handed(desk, invoices=True), FIRST))
    with pytest.raises(RefusedError, match=r"books\.busy"):
        work.keep(ended)
    with store.read(ONE, AT) as unit:
        told, findings = tell_kept(unit, NOVEMBER, "en")
        assert (told, [one.rule for one in findings]) == (None, ["decide.not_compared"])
