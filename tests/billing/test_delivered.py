"""What was delivered: the newest record, true minutes, local days, one row per client billed."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.delivered import delivered
from domain.clock import ZONE
from domain.session import Attendance, Held, Outcome

TEN = datetime(2026, 11, 4, 10, 0, tzinfo=ZONE)
HOUR = timedelta(hours=1)


def held(**changes: Any) -> Held:
    plain = Held(
        meeting="M1",
        version=1,
        component="talks",
        provider="90000001",
        clients=(Attendance("anu", "r1", theirs="S-7"),),
        workers=("juta", "kai"),
        begins=TEN,
        ends=TEN + HOUR,
        outcome=Outcome.DELIVERED,
        recorded=date(2026, 11, 5),
    )
    return replace(plain, **changes)


def rows(*records: Held) -> list[dict[Any, Any]]:
    return delivered(records).to_dict("records")


def test_a_meeting_is_told_whole() -> None:
    assert rows(held(confirmed=True, planned=False, booked=date(2026, 11, 1))) == [
        {
            "line": "M1/anu",
            "meeting": "M1",
            "version": 1,
            "client": "anu",
            "referral": "r1",
            "component": "talks",
            "provider": "90000001",
            "worker": "juta",
            "day": date(2026, 11, 4).toordinal(),
            "start": 600,
            "begun": int(TEN.timestamp()) // 60,
            "minutes": 60,
            "activity": "individual",
            "beneficiary": "person",
            "present": 1,
            "outcome": "delivered",
            "confirmed": True,
            "planned": False,
            "booked": date(2026, 11, 1).toordinal(),
            "recorded": date(2026, 11, 5).toordinal(),
            "theirs": "S-7",
        }
    ]


def test_the_newest_version_is_told_whatever_the_order() -> None:
    first, second, third = (
        held(),
        held(version=2, ends=TEN + 2 * HOUR),
        held(version=3, clients=(Attendance("mati"),)),
    )
    for order in ((first, second, third), (third, first, second)):
        (row,) = rows(*order)
        assert (row["version"], row["client"], row["minutes"]) == (3, "mati", 60)


def test_the_same_record_twice_is_one() -> None:
    assert len(rows(held(), held())) == 1


def test_two_contents_of_one_version_are_refused() -> None:
    with pytest.raises(ValueError, match="two different records of version 1"):
        rows(held(), held(confirmed=True))


@pytest.mark.parametrize(
    ("begins", "ends", "minutes"),
    [
        ("2026-03-29 02:30", "2026-03-29 04:30", 60),
        ("2026-10-25 02:00", "2026-10-25 05:00", 240),
        ("2026-10-24 23:00", "2026-10-25 01:00", 120),
    ],
)
def test_minutes_pass_through_the_change_of_the_clocks(
    begins: str, ends: str, minutes: int
) -> None:
    first, last = (datetime.fromisoformat(t).replace(tzinfo=ZONE) for t in (begins, ends))
    (row,) = rows(held(begins=first, ends=last))
    assert row["minutes"] == minutes


@settings(max_examples=50, deadline=None)
@given(st.datetimes(datetime(2025, 12, 1), datetime(2028, 3, 2)), st.integers(0, 600))  # noqa: DTZ001
def test_a_meeting_belongs_to_the_local_day_on_which_it_began(when: datetime, n: int) -> None:
    begins = when.replace(second=0, microsecond=0, tzinfo=UTC)
    (row,) = rows(held(begins=begins, ends=begins + timedelta(minutes=n)))
    local = begins.astimezone(ZONE)
    assert row["minutes"] == n
    assert row["day"] == local.date().toordinal()
    assert row["start"] == local.hour * 60 + local.minute


@pytest.mark.parametrize(
    ("begins", "day"),
    [
        (datetime(2026, 11, 30, 23, 30, tzinfo=UTC), date(2026, 12, 1)),
        (datetime(2026, 12, 31, 21, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 22, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2028, 2, 28, 22, 0, tzinfo=UTC), date(2028, 2, 29)),
    ],
)
def test_months_and_years_turn_at_local_midnight(begins: datetime, day: date) -> None:
    (row,) = rows(held(begins=begins, ends=begins + HOUR))
    assert row["day"] == day.toordinal()


def test_a_family_is_one_row_of_the_member_who_was_referred() -> None:
    family = (Attendance("anu", "r1", Outcome.NO_SHOW), Attendance("mari"), Attendance("olev"))
    (row,) = rows(held(clients=family, beneficiary="family"))
    assert (row["client"], row["referral"], row["outcome"]) == ("anu", "r1", "delivered")


def test_a_family_of_which_nobody_came_did_not_come() -> None:
    family = (Attendance("anu", "r1"), Attendance("mari"))
    (row,) = rows(held(clients=family, beneficiary="family", outcome=Outcome.NO_SHOW))
    assert row["outcome"] == "no_show"


def test_a_group_is_one_row_for_each_member_and_counts_those_present() -> None:
    members = (
        Attendance("anu", "r1"),
        Attendance("mati", "r2", Outcome.NO_SHOW),
        Attendance("olga", "r3"),
    )
    for beneficiary in ("person", "family"):
        found = rows(held(clients=members, activity="group", beneficiary=beneficiary))
        assert [row["line"] for row in found] == ["M1/anu", "M1/mati", "M1/olga"]
        assert [row["outcome"] for row in found] == ["delivered", "no_show", "delivered"]
        assert {row["present"] for row in found} == {2}


def test_rows_stand_in_the_order_of_service() -> None:
    late = held(meeting="A", begins=TEN + HOUR, ends=TEN + HOUR)
    twin = held(meeting="B", begins=TEN + HOUR, ends=TEN + HOUR)
    assert [row["meeting"] for row in rows(twin, late, held())] == ["M1", "A", "B"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"begins": TEN.replace(tzinfo=None)},
        {"ends": TEN - HOUR},
        {"clients": ()},
        {"clients": (Attendance("anu"), Attendance("anu"))},
        {"version": 0},
    ],
)
def test_a_record_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="M1"):
        held(**wrong)
