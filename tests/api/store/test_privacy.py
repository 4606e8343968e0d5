"""People are erased, told what is held about them, and unreadable wherever their data lies."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from api.journeys.keep_records import keep_record
from api.journeys.people_files import erased_in
from api.journeys.privacy_erase import erase_person
from api.journeys.privacy_export import export_person
from api.journeys.privacy_retention import keep_no_longer
from api.store import kinds
from api.store.engine import open_engine
from api.store.keys import ErasedError
from api.store.operations import Answer, answered, keep_answer, reserve
from api.store.people import open_provider, put_provider
from api.store.repository import Repository
from api.store.retention import RETENTION
from api.store.rosters import publish
from api.store.schema import ACCOUNT, AUDIT, DRAFT, FEED, JOB, MEMBERSHIP, PERSON_KEY
from api.store.unit import Store, Unit
from domain.people import (
    Absence,
    Cefr,
    Client,
    Contract,
    Family,
    Gender,
    LivedExperience,
    Speaks,
    Worker,
)
from domain.provider import Provider, PublishedMeeting
from domain.referral import (
    Closing,
    ClosingReason,
    Extension,
    Group,
    Leading,
    ParallelService,
    PlanItem,
    Referral,
)
from tests.api.store.places import AT, LATER, MONDAY, ONE

TODAY = date(2026, 11, 23)
MARK = "markerz"


def mark(number: int) -> str:
    return f"{MARK}{number:02d}q"


CLOSED = Closing(ClosingReason.OTHER, date(2026, 10, 1), mark(1))
LADY = Client(
    id="C900",
    name=mark(2),
    home=mark(3),
    languages=(mark(4),),
    themes=frozenset({mark(5)}),
    gender=Gender.FEMALE,
    born=date(1971, 1, 1),
    personal_code=mark(6),
    chosen="W900",
    refused=frozenset({"W901"}),
    confirmed=frozenset({"W900"}),
    family="F1",
)
LORD = Client("C901", "Teine", "tartu", ("et",), refused=frozenset({"W900"}))
HELPER = Worker(
    id="W900",
    name=mark(7),
    roles=frozenset(),
    contract=Contract.EMPLOYEE,
    home=mark(8),
    experiences=(LivedExperience(mark(9), severe=True),),
    languages=(Speaks(mark(10), Cefr.B2),),
    excluded=frozenset({"C901"}),
)
REFERRAL = Referral(
    id="R900",
    programme="p",
    client="C900",
    on=date(2026, 1, 5),
    status=mark(11),
    case_manager=mark(12),
    extensions=(Extension(2, mark(13), mark(14), date(2026, 5, 1)),),
    closing=CLOSED,
)
PROVIDER = Provider(
    name="x",
    workers=(HELPER, replace(HELPER, id="W901", excluded=frozenset({"C900"}))),
    clients=(LADY, LORD),
    families=(Family("F1", mark(15), ("C900",)), Family("F2", mark(16), ("C900", "C901"))),
    referrals=(REFERRAL, Referral("R901", "p", "C901", date(2026, 1, 5))),
    plan=(
        PlanItem("P1", "R900", "c", 1, 60, frozenset({1}), 540, 600),
        PlanItem("P2", "R901", "c", 1, 60, frozenset({1}), 540, 600, pinned_worker="W900"),
    ),
    groups=(
        Group(
            *("G1", mark(17), "c", mark(18), "et", "tartu", 60, frozenset({1}), 540, 600),
            *(Leading.ALONE, 1, 9, ("R900", "R901")),
        ),
    ),
    absences=(Absence("C900", TODAY, TODAY, mark(19)), Absence("W900", TODAY, TODAY, mark(20))),
    parallel=(ParallelService("C900", mark(21), date(2026, 1, 1)),),
)
MARKS = 21


@pytest.fixture
def house(store: Store) -> Store:
    with store.write(ONE, AT) as unit:
        put_provider(unit, PROVIDER)
        clients = Repository[Client](unit, kinds.CLIENT)
        clients.put([replace(LADY, name=f"{mark(2)} older")])
        clients.put([LADY])
    return store


def _erase(store: Store, person: str, today: date = TODAY) -> tuple[Any, list[Any]]:
    with store.write(ONE, LATER) as unit:
        return erase_person(unit, person, today)


def test_of_an_erased_client_nothing_is_left_but_an_id(house: Store) -> None:
    erased, findings = _erase(house, "C900")
    assert findings == []
    assert erased.kind == "client"
    assert {k: erased.taken[k] for k in ("client", "referral", "absence", "family")} == {
        "client": 1,
        "referral": 1,
        "absence": 1,
        "family": 1,
    }
    with house.read(ONE, LATER) as unit:
        found = open_provider(unit, MONDAY)
        assert [one.id for one in found.clients] == ["C901"]
        assert [one.id for one in found.referrals] == ["R901"]
        assert [one.id for one in found.plan] == ["P2"]
        assert [one.who for one in found.absences] == ["W900"]
        assert found.parallel == ()
        assert [(one.id, one.members) for one in found.families] == [("F2", ("C901",))]
        assert [one.referrals for one in found.groups] == [("R901",)]
        assert [one.excluded for one in found.workers] == [frozenset({"C901"}), frozenset()]
        for kind, one in ((kinds.CLIENT, "C900"), (kinds.REFERRAL, "R900"), (kinds.FAMILY, "F1")):
            assert Repository[Any](unit, kind).past(one) == []
        assert unit.keys.erased() == {"C900", "family:F1"}


def test_of_an_erased_worker_nothing_is_left_but_an_id(house: Store) -> None:
    erased, findings = _erase(house, "W900")
    assert (erased.kind, findings) == ("worker", [])
    with house.read(ONE, LATER) as unit:
        found = open_provider(unit, MONDAY)
        assert [one.id for one in found.workers] == ["W901"]
        lady, lord = found.clients
        assert (lady.chosen, lady.confirmed, lady.refused) == (
            None,
            frozenset(),
            frozenset({"W901"}),
        )
        assert lord.refused == frozenset()
        assert [one.pinned_worker for one in found.plan] == [None, None]
        assert Repository[Any](unit, kinds.WORKER).past("W900") == []


def test_who_was_erased_does_not_come_back_by_an_old_workbook(house: Store) -> None:
    _erase(house, "C900")
    with pytest.raises(ErasedError, match="C900"), house.write(ONE, LATER) as unit:
        put_provider(unit, PROVIDER)
    with pytest.raises(ErasedError), house.write(ONE, LATER) as unit:
        unit.keys.of(["C900"])


def test_that_somebody_was_erased_is_a_finding_where_they_are_put_in_again(house: Store) -> None:
    _erase(house, "C900")
    with house.write(ONE, LATER) as unit:
        assert [(one.rule, one.about) for one in erased_in(unit, PROVIDER)] == [
            ("privacy.erased", "C900")
        ]
        kept, findings = keep_record(unit, kinds.CLIENT, replace(LADY, family=None), 0)
        assert kept is None
        assert "privacy.erased" in {one.rule for one in findings}


def test_an_erasure_is_on_record_without_a_name(house: Store) -> None:
    _erase(house, "C900")
    with house.read(ONE, LATER) as unit:
        rows = unit.connection.execute(sa.select(AUDIT).where(AUDIT.c.tenant == 1)).all()
    (erased,) = [row for row in rows if row.action == "erase"]
    assert (erased.about, erased.actor, erased.at) == ("client/C900", ONE.name, LATER)
    assert MARK not in str(rows)


def test_nobody_is_erased_who_is_not_there(house: Store) -> None:
    assert [one.rule for one in _erase(house, "C999")[1]] == ["privacy.unknown"]
    _erase(house, "C900")
    assert [one.rule for one in _erase(house, "C900")[1]] == ["privacy.unknown"]


def _meeting(day: date, client: str | None, group: str | None = None) -> PublishedMeeting:
    return PublishedMeeting(day, 600, 60, "c", client, group, ("W901",))


def _publish(store: Store, monday: date, meetings: Iterable[PublishedMeeting]) -> None:
    with store.write(ONE, AT) as unit:
        publish(unit, monday, 0, meetings, cost=0, bound=0, left_out=0)


def test_open_matters_stand_against_an_erasure_and_nothing_changes(house: Store) -> None:
    with house.write(ONE, AT) as unit:
        again = replace(REFERRAL, id="R902", closing=None)
        Repository[Referral](unit, kinds.REFERRAL).put([again])
        own: dict[str, Any] = {"tenant": 1, "by": "x", "revision": 1, "changed": AT}
        draft = own | {"monday": MONDAY, "told": {"meetings": [{"clients": ["C900"]}]}}
        unit.connection.execute(sa.insert(DRAFT), [draft])
        _job(unit, "J1", None)
    _publish(house, MONDAY - timedelta(days=7), [_meeting(TODAY - timedelta(days=5), "C900")])
    _publish(house, MONDAY, [_meeting(TODAY, "C900"), _meeting(TODAY, None, "G1")])
    erased, findings = _erase(house, "C900")
    assert erased is None
    rules = [one.rule.removeprefix("privacy.") for one in findings]
    assert rules == ["open_referral", "meeting", "meeting", "draft", "jobs"]
    with house.read(ONE, LATER) as unit:
        assert Repository[Any](unit, kinds.CLIENT).get("C900") is not None
        assert not unit.keys.erased()
    assert _erase(house, "C900", MONDAY + timedelta(days=7))[1][0].facts == {"referral": "R902"}


def test_a_worker_who_signs_in_is_not_erased_before_the_account_goes(house: Store) -> None:
    with house.door(writes=True) as connection:
        _account(connection)
    with house.write(ONE, AT) as unit:
        row = {"tenant": 1, "account": "a1", "role": "worker", "person": "W900", "since": AT}
        unit.connection.execute(sa.insert(MEMBERSHIP), [row])
    assert [one.rule for one in _erase(house, "W900")[1]] == ["privacy.account"]


def _account(connection: sa.Connection) -> None:
    row = {"id": "a1", "login": "a1", "name": "x", "disabled": False, "created": AT}
    connection.execute(sa.insert(ACCOUNT), [row])


def _job(unit: Unit, job: str, finished: Any) -> None:
    sealed = unit.keys.own().seal(mark(1).encode(), "x")
    row = {"tenant": 1, "id": job, "kind": "import", "state": "done", "asked": sealed, "by": "x"}
    row |= {"created": AT, "attempt": 1, "stop_asked": False, "finished": finished}
    unit.connection.execute(sa.insert(JOB), [row])


def test_what_lies_beside_the_records_goes_with_them(house: Store) -> None:
    with house.write(ONE, AT) as unit:
        _job(unit, "J1", AT)
        feed = {"tenant": 1, "id": "f", "sha256": "f", "worker": "W900", "created": AT}
        unit.connection.execute(sa.insert(FEED), [feed])
        assert reserve(unit, "key", b"asked")
        keep_answer(unit, "key", Answer(201, mark(2).encode()))
    erased, _ = _erase(house, "W900")
    assert {k: erased.taken[k] for k in ("job", "feed", "operation")} == {
        "job": 1,
        "feed": 1,
        "operation": 1,
    }
    with house.read(ONE, LATER) as unit:
        assert answered(unit, "key", b"asked") == Answer(410, b"")


def test_a_person_is_told_everything_and_nothing_of_others(house: Store) -> None:
    _publish(house, MONDAY, [_meeting(TODAY, "C900"), _meeting(TODAY, "C901")])
    with house.read(ONE, LATER) as unit:
        unit.note("look", "client/C900")
    with house.write(ONE, LATER) as unit:
        export, findings = export_person(unit, "C900")
    assert export is not None
    assert findings == []
    told = json.loads(export.as_json())
    own = [1, 2, 3, 4, 5, 6, 11, 12, 13, 14, 19, 21]
    for text in (export.as_json(), export.as_text()):
        assert [n for n in own if mark(n) not in text] == []
        assert [n for n in range(1, MARKS + 1) if mark(n) in text] == own
        assert "Teine" not in text
    assert [one["day"] for one in told["rosters"]] == [TODAY.isoformat()]
    assert any(one["name"].endswith("older") for one in told["earlier versions"])
    assert {"add", "change", "look"} <= {one["action"] for one in told["on record"]}
    with house.read(ONE, LATER) as unit:
        last = sa.select(AUDIT.c.action, AUDIT.c.about).where(AUDIT.c.tenant == 1)
        row = unit.connection.execute(last.order_by(AUDIT.c.number.desc())).first()
        assert tuple(row or ()) == ("export", "client/C900")
        assert export_person(unit, "C999")[0] is None


def test_what_is_old_is_dropped_and_whose_time_is_over_is_said(house: Store) -> None:
    old = AT - timedelta(days=31)
    with house.write(ONE, old) as unit:
        assert reserve(unit, "old", b"")
    with house.write(ONE, AT) as unit:
        assert reserve(unit, "new", b"")
        _job(unit, "J1", old)
        _job(unit, "J2", AT)
        _job(unit, "J3", None)
    with house.write(ONE, AT) as unit:
        kept, findings = keep_no_longer(unit, TODAY)
        assert kept.dropped["operation"] == kept.dropped["job"] == 1
        assert (kept.due, findings) == ((), [])
        assert set(kept.dropped) == {one.what for one in RETENTION}
    with house.write(ONE, AT) as unit:
        kept, findings = keep_no_longer(unit, date(2031, 10, 1))
        assert (kept.due, [one.rule for one in findings]) == (("C900",), ["privacy.due"])
        assert keep_no_longer(unit, date(2031, 9, 30))[0].due == ()


def test_marked_secrets_stand_nowhere_in_the_files_of_the_database(
    house: Store, address: str, tmp_path: Path
) -> None:
    with house.write(ONE, AT) as unit:
        _job(unit, "J1", AT)
        assert reserve(unit, "key", b"asked")
        keep_answer(unit, "key", Answer(201, mark(2).encode()))
    with house.read(ONE, AT) as unit:
        assert mark(2) in str(open_provider(unit, MONDAY))
    engine = open_engine(address, owner=True)
    if engine.dialect.name == "sqlite":
        files = [path for path in tmp_path.rglob("house.db*") if path.is_file()]
        data = [path.read_bytes() for path in files]
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("CHECKPOINT")
            folder = Path(str(connection.exec_driver_sql("SHOW data_directory").scalar_one()))
        data = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    engine.dispose()
    assert data
    everything = b"\n".join(data)
    assert b"C900" in everything
    open_marks = [n for n in range(1, MARKS + 1) if mark(n).encode() in everything]
    assert open_marks == []


def test_a_key_that_was_forgotten_is_not_in_the_row_any_more(house: Store) -> None:
    _erase(house, "C900")
    with house.read(ONE, LATER) as unit:
        chosen = (PERSON_KEY.c.tenant == 1, PERSON_KEY.c.person == "C900")
        wrapped = sa.select(PERSON_KEY.c.wrapped).where(*chosen)
        assert unit.connection.execute(wrapped).scalar_one() == b""
