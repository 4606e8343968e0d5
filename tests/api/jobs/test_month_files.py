"""Files of a month looked at and kept by jobs, as a request would; refused whole; called off."""

import pytest

from api.jobs.kind import Ended, JobKind, RefusedError, Task, read_findings
from api.jobs.month_files import (
    KEEP_FILES,
    LAID_LONG,
    LOOK_AT_FILES,
    FilesAsked,
    lay_files,
    read_look,
    take_files,
)
from api.journeys.brought_in import lay_out_named
from api.journeys.handed_in import Part
from api.journeys.month_import import bring_in, look_at_files
from api.journeys.month_results import state_of_month
from api.journeys.month_sample import make_month
from api.store import open_books
from api.store.jobs import STOPPED, State
from api.store.leases import Lease
from api.store.unit import Store
from tests.api.jobs.test_week_jobs import do
from tests.api.months import NOVEMBER
from tests.api.store.places import AT, LATER, ONE


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> list[Part]:
    folder = tmp_path_factory.mktemp("desk")
    make_month(folder, "small", NOVEMBER, 1, "en")
    bills = sorted(one for one in (folder / "invoices").iterdir() if one.is_file())
    month = Part("month", "month.xlsx", (folder / "month.xlsx").read_bytes())
    return [month, *(Part("invoice", one.name, one.read_bytes()) for one in bills)]


def _lay(store: Store, parts: list[Part]) -> FilesAsked:
    with store.write(ONE, AT) as unit:
        return FilesAsked(lay_files(unit, LAID_LONG, parts, None))


def _is_kept(store: Store, asked: FilesAsked) -> bool:
    with store.read(ONE, AT) as unit:
        return take_files(unit, LAID_LONG, asked.laid) is not None


def _drafts(store: Store) -> int:
    with store.read(ONE, AT) as unit:
        return len(open_books(unit).drafts)


def _run(store: Store, kind: JobKind[FilesAsked], asked: FilesAsked, stop: str = "") -> Ended:
    """Everything of a job but its end, in this process; called off when it tells of a step."""
    told: list[str] = []
    task = Task(
        store=store,
        lease=Lease(1, "J1", kind.name, 1, ONE.name, "test"),
        asked=asked,
        clock=lambda: AT,
        spent=lambda: 0.0,
        tell=lambda one: told.append(one["status"]),
        stop=lambda: bool(told) and told[-1] == stop,
        memory=1 << 40,
    )
    return kind.run(task)


def test_files_are_looked_at_and_kept_by_workers_as_in_a_request(
    store: Store, address: str, parts: list[Part]
) -> None:
    with lay_out_named(parts) as brought:
        wanted, _ = look_at_files(store, ONE, AT, brought, None)
    assert wanted is not None
    asked = _lay(store, parts)
    job, answer = do(store, address, LOOK_AT_FILES, asked)
    assert (job.state, job.reason) == (State.DONE, "")
    seen = read_look(answer)
    for name in ("month", "lines", "added", "expected", "invoiced", "missing", "papers", "kinds"):
        assert getattr(seen, name) == getattr(wanted, name), name
    assert seen.undecided == wanted.undecided > 0
    assert (_drafts(store), _is_kept(store, asked)) == (0, True)
    job, answer = do(store, address, KEEP_FILES, asked)
    assert (job.state, read_look(answer)) == (State.DONE, seen)
    assert (_drafts(store), _is_kept(store, asked)) == (1, False)
    with store.read(ONE, AT) as unit:
        state, _ = state_of_month(unit, NOVEMBER)
    assert state is not None
    assert state.undecided == wanted.undecided
    job, answer = do(store, address, KEEP_FILES, asked)
    assert (job.state, job.reason) == (State.FAILED, "job.refused")
    assert [one.rule for one in read_findings(answer)] == ["page.laid_by_gone"]


@pytest.mark.parametrize("kind", [LOOK_AT_FILES, KEEP_FILES], ids=lambda kind: kind.name)
def test_files_with_faults_are_refused_with_all_that_a_request_tells(
    store: Store, kind: JobKind[FilesAsked]
) -> None:
    broken = [Part("month", "broken.xlsx", b"no workbook"), Part("invoice", "b.xml", b"<no")]
    with lay_out_named(broken) as brought:
        _, wanted = look_at_files(store, ONE, AT, brought, None)
    ended = _run(store, kind, _lay(store, broken))
    assert (ended.reason, ended.keep) == ("job.refused", None)
    told = read_findings(ended.answer)
    assert {one.where.file for one in told if one.where} == {"broken.xlsx", "b.xml"}
    assert [one.where for one in told] == [one.where for one in wanted]
    assert _drafts(store) == 0


@pytest.mark.parametrize("step", ["reading", "pricing", "reading invoices", "comparing"])
def test_keeping_that_is_called_off_at_any_step_keeps_nothing(
    store: Store, parts: list[Part], step: str
) -> None:
    asked = _lay(store, parts)
    ended = _run(store, KEEP_FILES, asked, step)
    assert (ended.reason, ended.keep) == (STOPPED, None)
    assert (_drafts(store), _is_kept(store, asked)) == (0, True)


def test_files_are_not_kept_over_what_somebody_changed_meanwhile(
    store: Store, parts: list[Part]
) -> None:
    asked = _lay(store, parts)
    ended = _run(store, KEEP_FILES, asked)
    with lay_out_named(parts[:1]) as brought:
        other, found = bring_in(store, ONE, AT, brought, NOVEMBER)
    assert other is not None, found
    assert ended.keep is not None
    with pytest.raises(RefusedError, match=r"books\.busy"), store.write(ONE, LATER) as unit:
        ended.keep(unit)
    assert _is_kept(store, asked)
    with store.read(ONE, AT) as unit:
        assert NOVEMBER not in open_books(unit).received
