from typing import Any

from billing.books import STAYS, WAYS, WORKERS, Known
from tests.billing.checks.given import DAY, ELSEWHERE, books_of, meeting, some, told


def pair(**facts: Any) -> list[dict[str, Any]]:
    """Two meetings of one client, the second 45 minutes after the first began."""
    return [meeting(1), meeting(2, start=645, **facts)]


def test_a_client_in_two_meetings_at_once_is_told_of_the_later_one() -> None:
    assert told(books_of(*pair())) == [("O01", "L2", 4000, 15)]


def test_meetings_that_touch_do_not_overlap() -> None:
    assert told(books_of(meeting(1), meeting(2, start=660))) == []


def test_two_programmes_at_once_pay_for_the_same_need() -> None:
    assert told(books_of(*pair(component=ELSEWHERE))) == [("F04", "L2", 4000, 15)]


def test_a_long_meeting_overlaps_all_that_begin_within_it() -> None:
    lines = [meeting(1, minutes=180), meeting(2, start=620, minutes=15), meeting(3, start=700)]
    assert [one[:2] for one in told(books_of(*lines))] == [("O01", "L2"), ("O01", "L3")]


def test_what_was_not_delivered_overlaps_nothing() -> None:
    assert told(books_of(*pair(outcome="planned"))) == []


def test_a_worker_in_two_meetings_at_once_is_told() -> None:
    lines = [meeting(1, worker="W"), meeting(2, worker="W", client="C2", start=645)]
    assert told(books_of(*lines)) == [("O02", "L2", 4000, 15)]


def test_members_of_a_group_are_one_meeting_for_the_worker() -> None:
    group = {"meeting": "M", "worker": "W", "activity": "group", "present": 2}
    lines = [meeting(1, **group), meeting(2, client="C2", **group)]
    assert [one for one in told(books_of(*lines)) if one[0] == "O02"] == []


def test_a_day_over_the_limit_of_the_worker_is_told_with_the_minutes_over() -> None:
    lines = [meeting(k, worker="W", client=f"C{k}", start=480 + 90 * k) for k in range(4)]
    known = Known(workers=some(WORKERS, {"worker": "W", "day_minutes": 200}))
    assert told(books_of(*lines), known) == [("O04", "L3", 0, 40)]
    known = Known(workers=some(WORKERS, {"worker": "W", "day_minutes": 240}))
    assert told(books_of(*lines), known) == []


def test_two_days_are_two_days() -> None:
    lines = [meeting(1, worker="W"), meeting(2, worker="W", day=DAY + 1)]
    known = Known(workers=some(WORKERS, {"worker": "W", "day_minutes": 60}))
    assert told(books_of(*lines), known) == []


def test_a_way_that_is_longer_than_the_time_between_is_told() -> None:
    lines = [meeting(1, worker="W"), meeting(2, worker="W", client="C2", start=680)]
    stays = some(STAYS, {"meeting": "M1", "place": "a"}, {"meeting": "M2", "place": "b"})
    for minutes, kinds in ((21, [("O03", "L2", 4000, 1)]), (20, [])):
        ways = some(WAYS, {"place": "a", "other": "b", "minutes": minutes})
        assert told(books_of(*lines), Known(stays=stays, ways=ways)) == kinds
