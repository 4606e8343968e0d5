from typing import Any

import pytest

from billing.books import QUALIFIED, REFERRALS, Known
from billing.tables import NO_DAY, NO_END
from tests.billing.checks.given import (
    DAY,
    ELSEWHERE,
    OTHER_PROGRAMME,
    PLAIN,
    PROGRAMME,
    books_of,
    meeting,
    some,
    told,
    unpriced,
)

REFERRAL: dict[str, Any] = {
    "referral": "R1",
    "client": "C1",
    "programme": PROGRAMME,
    "first": DAY - 100,
    "last": DAY + 100,
    "closed": NO_DAY,
    "granted": 0,
    "planned": NO_DAY,
}
QUALIFICATION: dict[str, Any] = {
    "worker": "W1", "component": PLAIN, "since": DAY, "until": DAY
}  # fmt: skip


def referred(**facts: Any) -> Known:
    return Known(referrals=some(REFERRALS, {**REFERRAL, **facts}))


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("E01", {"referral": "R2"}),
        ("E01", {"client": "C2"}),
        ("E02", {"first": DAY + 1}),
        ("E03", {"last": DAY - 1}),
        ("E07", {"programme": OTHER_PROGRAMME}),
        ("E08", {"closed": DAY - 1}),
    ],
)
def test_a_meeting_that_the_referral_does_not_allow_is_at_stake(
    kind: str, facts: dict[str, Any]
) -> None:
    books = books_of(meeting(1))
    assert told(books, referred(**facts)) == [(kind, "L1", 4000, 60)]
    assert told(books, referred()) == []


@pytest.mark.parametrize(
    "facts", [{"first": DAY}, {"last": DAY}, {"closed": DAY}, {"last": NO_END}]
)
def test_the_first_and_the_last_day_belong_to_the_referral(facts: dict[str, Any]) -> None:
    assert told(books_of(meeting(1)), referred(**facts)) == []


def test_a_meeting_without_a_referral_and_without_a_price_is_billed_for_nothing() -> None:
    books = unpriced(books_of(meeting(1), meeting(2, client="C2", referral="")), "L2")
    assert told(books, referred()) == [("E01", "L2", 4000, 60)]


@pytest.mark.parametrize(
    "facts",
    [
        {"since": DAY + 1, "until": DAY + 1},
        {"since": 1, "until": DAY - 1},
        {"worker": "W2"},
        {"component": ELSEWHERE},
    ],
)
def test_a_worker_who_was_not_qualified_on_the_day_is_told(facts: dict[str, Any]) -> None:
    books = books_of(meeting(1), meeting(2, component=ELSEWHERE, day=DAY + 2))
    other = {**QUALIFICATION, "worker": "W2", "component": ELSEWHERE, "until": NO_END}
    known = Known(qualified=some(QUALIFIED, {**QUALIFICATION, **facts}, other))
    assert told(books, known) == [("E09", "L1", 4000, 60)]


def test_a_worker_with_two_qualifications_needs_only_one_that_holds() -> None:
    rows = [{**QUALIFICATION, "until": DAY - 1, "since": 1}, QUALIFICATION]
    assert told(books_of(meeting(1)), Known(qualified=some(QUALIFIED, *rows))) == []


def test_what_nobody_confirmed_is_at_stake() -> None:
    assert told(books_of(meeting(1, confirmed=False))) == [("P06", "L1", 4000, 60)]
