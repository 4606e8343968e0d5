"""A month is looked at to the cent, kept while nothing changes; files are looked at first."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest

from api.imports.provider_workbook import read_provider
from api.journeys.brought_in import lay_out_named, safe_name
from api.journeys.handed_in import Part
from api.journeys.look_at_line import look_at_line
from api.journeys.look_at_month import MonthSeen, look_at_month, look_at_months
from api.journeys.month_close import close_month
from api.journeys.month_import import keep_import, prepare_import
from api.journeys.month_results import Decided, decide_results
from api.journeys.month_rows import DECIDED, WAITS
from api.journeys.month_sample import make_month
from api.store.laid_by import lay_by, let_go, take_up
from api.store.people import put_provider
from api.store.unit import Actor, Store
from billing.close import State
from billing.decisions import Verdict
from domain.clock import ZONE
from domain.places import places
from tests.api.store.places import AT

T = TypeVar("T")
NOVEMBER = date(2026, 11, 1)
FINANCE, STRANGER = Actor(1, "finance"), Actor(2, "finance")


class Counting:
    """Keeps as pages do, and counts what was made."""

    def __init__(self) -> None:
        self.held: dict[Hashable, tuple[str, object]] = {}
        self.made: list[str] = []

    def __call__(
        self, key: tuple[str | int, ...], mark: str, at: datetime, make: Callable[[], T]
    ) -> T:
        del at
        if key not in self.held or self.held[key][0] != mark:
            self.made.append(str(key[0]))
            self.held[key] = (mark, make())
        return self.held[key][1]  # type: ignore[return-value]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("files")
    make_month(folder, "small", NOVEMBER, 1, "en")
    return folder


def _parts(files: Path, *, invoices: bool = True) -> list[Part]:
    found = [Part("month", "month.xlsx", (files / "month.xlsx").read_bytes())]
    sent = sorted(one for one in (files / "invoices").iterdir() if invoices and one.is_file())
    return [*found, *(Part("invoice", one.name, one.read_bytes()) for one in sent)]


def _bring(store: Store, parts: list[Part]) -> None:
    with store.write(FINANCE, AT) as unit, lay_out_named(parts) as brought:
        found, findings = keep_import(unit, brought, NOVEMBER)
        assert found is not None, findings


def _see(store: Store, keep: Counting | None = None) -> MonthSeen:
    with store.read(FINANCE, AT) as unit:
        seen, findings = look_at_month(unit, NOVEMBER, keep or Counting())
    assert seen is not None, findings
    return seen


def test_sums_of_rows_are_those_of_the_tables_to_the_cent(store: Store, files: Path) -> None:
    people, _ = read_provider(files / "provider.xlsx")
    assert people is not None
    with store.write(FINANCE, AT) as unit:
        put_provider(unit, people)
    _bring(store, _parts(files))
    seen = _see(store)
    rows, basis, received = seen.rows, seen.base.basis, seen.base.received
    assert int(rows.expected.sum()) == int(basis.priced["net"].sum())
    assert int(rows.delivered.sum()) == int(basis.priced["full"].sum())
    assert int(rows.invoiced.sum()) == int(received.billed["net"].sum())
    told = sum(one.cents for one in seen.results if one.primary)
    assert int((rows.invoiced - rows.expected).sum()) == told != 0
    assert (rows.planned >= 0).all()
    assert {rows.programme.name(at) for at in range(len(rows))} > {"ska-components"}
    assert set(seen.county.names) - {""} <= {one.county for one in places().values()}
    assert len(set(seen.people.clients.values())) == len(people.clients)


def test_a_decision_prices_nothing_anew_and_is_seen_at_once(store: Store, files: Path) -> None:
    _bring(store, _parts(files))
    keep = Counting()
    before = _see(store, keep)
    assert keep.made.count("base") == 1
    assert _see(store, keep) is before
    one = before.results[0]
    decided = Decided(Verdict.DISPUTED, "Why", one.key, one.cents)
    with store.write(FINANCE, AT) as unit:
        decide_results(unit, NOVEMBER, [decided], "Mari", AT.astimezone(ZONE).date())
    after = _see(store, keep)
    assert keep.made.count("base") == 1
    assert (before.undecided, after.undecided) == (len(before.results), len(before.results) - 1)
    row = int(after.rows.result_row[0])
    assert (before.row_states[row], after.row_states[row]) == (WAITS, DECIDED)


def test_the_list_tells_each_month_without_what_came_before_the_books(
    store: Store, files: Path
) -> None:
    _bring(store, _parts(files))
    seen = _see(store)
    with store.read(FINANCE, AT) as unit:
        months, _ = look_at_months(unit, Counting())
    assert months is not None
    (one,) = months.months
    assert (one.month, one.state, months.next) == (NOVEMBER, State.OPEN, NOVEMBER)
    assert one.expected == int(seen.rows.expected.sum())
    assert one.undecided == seen.undecided > 0
    with store.read(STRANGER, AT) as unit:
        others, _ = look_at_months(unit, Counting())
        none, _ = look_at_month(unit, NOVEMBER, Counting())
    assert others is not None
    assert (others.months, none) == ((), None)


def test_a_closed_month_is_listed_with_what_it_claims_who_closed_it_and_its_seal(
    store: Store, files: Path
) -> None:
    _bring(store, _parts(files, invoices=False))
    expected = int(_see(store).rows.expected.sum())
    with store.write(FINANCE, AT) as unit:
        closed, findings = close_month(unit, NOVEMBER, date(2026, 12, 1), "Mari")
        assert closed is not None, findings
    with store.read(FINANCE, AT) as unit:
        months, _ = look_at_months(unit, Counting())
    seen = _see(store)
    assert months is not None
    (one,) = months.months
    assert one.closed is not None
    assert (one.state, one.expected, one.closed.by) == (State.CLOSED, expected, "Mari")
    assert (seen.closed, seen.against, int(seen.rows.expected.sum())) == (one.closed, (), expected)


def test_invoices_join_those_that_came_and_the_same_file_counts_once(
    store: Store, files: Path
) -> None:
    first, *others = _parts(files)
    _bring(store, [first, *others[:2]])
    _bring(store, [*others[2:], others[0]])
    apart = _see(store)
    assert len(apart.base.received.documents) == len(others)
    with store.write(STRANGER, AT) as unit, lay_out_named(_parts(files)) as brought:
        whole, findings = keep_import(unit, brought, NOVEMBER)
    assert whole is not None, findings
    assert sum(cents for _, _, cents in whole.kinds) == whole.invoiced - whole.expected
    assert (apart.undecided, int(apart.rows.invoiced.sum())) == (whole.undecided, whole.invoiced)


def test_looking_at_files_changes_nothing_and_tells_what_would_change(
    store: Store, files: Path
) -> None:
    with store.read(FINANCE, AT) as unit, lay_out_named(_parts(files)) as brought:
        found, findings = prepare_import(unit, brought, None)
    assert found is not None, findings
    assert (found.month, found.added, found.changed, found.gone) == (NOVEMBER, found.lines, 0, 0)
    with store.read(FINANCE, AT) as unit:
        none, _ = look_at_month(unit, NOVEMBER, Counting())
    assert none is None
    bare = [one for one in _parts(files) if one.field == "invoice"]
    with store.read(FINANCE, AT) as unit, lay_out_named(bare) as brought:
        refused, why = prepare_import(unit, brought, NOVEMBER)
    assert (refused, [one.rule for one in why]) == (None, ["page.no_deliveries"])


def test_a_line_tells_its_steps_and_where_it_was_billed(store: Store, files: Path) -> None:
    _bring(store, _parts(files))
    seen = _see(store)
    at = int(np.flatnonzero(seen.rows.line == "M0186/C019")[0])
    with store.read(FINANCE, AT) as unit:
        line = look_at_line(unit, seen, "M0186/C019")
        assert look_at_line(unit, seen, "nothing") is None
    assert line is not None
    assert line.trace.net == int(seen.rows.expected[at])
    assert sum(one.net for one in line.billed) == int(seen.rows.invoiced[at])
    assert {one.kind for one in line.results} == {"E05"}


def test_ceilings_tell_what_is_left_and_the_soonest_to_end_first(store: Store, files: Path) -> None:
    _bring(store, _parts(files))
    caps = _see(store).base.caps
    assert caps
    assert [one.urgency for one in caps] == sorted(one.urgency for one in caps)
    for one in caps:
        assert one.left == max(one.whole - one.used, 0)
        assert one.slowest <= one.pace <= one.fastest
        calm = replace(one, runs_out=None)
        assert not calm.ends_in_time
        assert calm.urgency > one.urgency or not one.ends_in_time


@pytest.mark.parametrize(
    "name", ["../../aside.xml", "/etc/aside.xml", "..xml", "a\\b.xml", "..", ""]
)
def test_no_name_of_a_file_leads_out_of_its_folder(name: str) -> None:
    safe = safe_name(Part("invoice", name, b""))
    assert safe
    assert Path(safe).name == safe
    assert not safe.startswith(".")
    assert "\\" not in safe


def test_what_is_laid_by_is_taken_up_by_its_provider_until_it_is_let_go(store: Store) -> None:
    with store.write(FINANCE, AT) as unit:
        one = lay_by(unit, "files_of_month", {"month": "2026-11-01"})
    with store.read(STRANGER, AT) as unit:
        assert take_up(unit, "files_of_month", one) is None
    with store.write(FINANCE, AT) as unit:
        assert take_up(unit, "other", one) is None
        assert take_up(unit, "files_of_month", one) == {"month": "2026-11-01"}
        let_go(unit, "files_of_month", one)
        assert take_up(unit, "files_of_month", one) is None
