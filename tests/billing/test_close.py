"""Closed months: one after the other, chained, and any change to them is found."""

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from billing.close import (
    Amended,
    Broken,
    Link,
    Periods,
    State,
    amend,
    amendments,
    close,
    obstacles,
    review,
    send_back,
    verify,
)
from billing.content import Content, content_hash
from billing.ledger import Batch, Cause, Entry
from billing.month import price_month
from domain.programme import Funder
from tests.billing.invented import (
    OURS,
    SINCE,
    attended_of,
    component,
    met,
    price,
    programme,
    terms_of,
)

MONTHS = (date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1))
FIRST, SECOND, THIRD = MONTHS
ON = date(2027, 1, 9)
CONTENTS = {month: f"content of {month}" for month in MONTHS}


def closed(n: int = 3) -> Periods:
    periods = Periods("care of 90000001", FIRST)
    for month in MONTHS[:n]:
        periods = close(review(periods, month), month, CONTENTS[month], ON, "Kai")
    return periods


def test_months_go_from_open_through_review_to_closed() -> None:
    periods = Periods("care", FIRST)
    assert periods.state_of(FIRST) is State.OPEN
    periods = review(periods, FIRST)
    assert (periods.state_of(FIRST), periods.earliest_open()) == (State.REVIEW, SECOND)
    assert send_back(periods, FIRST).state_of(FIRST) is State.OPEN
    periods = close(periods, FIRST, "content", ON, "Kai")
    assert (periods.state_of(FIRST), periods.next, periods.earliest_open()) == (
        State.CLOSED,
        SECOND,
        SECOND,
    )


def test_all_that_stands_against_a_close_is_told() -> None:
    periods = Periods("care", FIRST)
    assert [one.rule for one in obstacles(periods, SECOND, -3)] == [
        "close.not_in_review",
        "close.earlier",
        "X01",
    ]
    assert obstacles(periods, SECOND, -3)[2].amount == -3
    assert obstacles(review(periods, FIRST), FIRST, 0) == ()
    with pytest.raises(ValueError, match="X01"):
        close(review(periods, FIRST), FIRST, "content", ON, "Kai", unexplained=1)
    assert [one.rule for one in obstacles(closed(1), FIRST, 0)] == ["close.not_in_review"]


def test_a_closed_month_is_never_opened_reviewed_or_closed_again() -> None:
    periods = closed(2)
    for step in (review, send_back):
        with pytest.raises(ValueError, match="is closed"):
            step(periods, FIRST)
    with pytest.raises(ValueError, match="cannot be closed"):
        close(periods, FIRST, "content", ON, "Kai")
    for wrong in (date(2026, 9, 1), date(2026, 11, 2)):
        with pytest.raises(ValueError, match="no month of"):
            periods.state_of(wrong)
    with pytest.raises(ValueError, match="first day of a month"):
        Periods("care", date(2026, 10, 2))


def test_a_whole_chain_holds() -> None:
    assert verify(closed(), CONTENTS) is None
    assert verify(Periods("care", FIRST), {}) is None


CHANGES: list[dict[str, Any]] = [
    {"by": "somebody else"},
    {"on": date(2027, 1, 10)},
    {"reason": "because"},
    {"signature": "0"},
    {"seal": "0" * 64},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_changed_link_is_the_first_that_is_named(change: dict[str, Any], place: int) -> None:
    periods = closed()
    links = list(periods.chain)
    links[place] = replace(links[place], **change)
    broken = verify(replace(periods, chain=tuple(links)), CONTENTS)
    assert broken == Broken(place, MONTHS[place], "seal")


def test_a_link_that_was_sealed_anew_breaks_the_next_one() -> None:
    periods = closed()
    links = list(periods.chain)
    links[0] = replace(links[0], by="somebody else").sealed()
    broken = verify(replace(periods, chain=tuple(links)), CONTENTS)
    assert broken == Broken(1, SECOND, "previous")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_changed_content_is_found_in_its_month(place: int) -> None:
    changed = {**CONTENTS, MONTHS[place]: "other"}
    assert verify(closed(), changed) == Broken(place, MONTHS[place], "content")
    del changed[MONTHS[place]]
    assert verify(closed(), changed) == Broken(place, MONTHS[place], "content")


def test_a_link_taken_out_or_of_another_scope_is_found() -> None:
    periods = closed()
    without = replace(periods, chain=(periods.chain[0], periods.chain[2]))
    assert verify(without, CONTENTS) == Broken(1, THIRD, "order")
    assert verify(replace(periods, scope="another"), CONTENTS) == Broken(0, FIRST, "order")


AMENDED = Amended("M1/anu", -500, THIRD, "amendment:1", "cd" * 32)


def test_an_amendment_is_dated_signed_and_a_link_of_its_own() -> None:
    before = closed(2)
    periods = amend(before, FIRST, AMENDED, ON, "Kai", "a court said so", "ab" * 32)
    assert (periods.closed, periods.next) == ((FIRST, SECOND), THIRD)
    assert periods.chain[:2] == before.chain
    assert [one.amended for one in amendments(periods)] == [AMENDED]
    assert periods.chain[2].content == CONTENTS[FIRST]
    assert verify(periods, CONTENTS) is None
    last = close(review(periods, THIRD), THIRD, CONTENTS[THIRD], ON, "Kai")
    assert verify(last, CONTENTS) is None
    assert verify(last, {**CONTENTS, FIRST: "other"}) == Broken(0, FIRST, "content")


AMENDMENTS: list[dict[str, Any]] = [
    {"line": "M2/anu"},
    {"cents": -499},
    {"period": FIRST},
    {"key": "amendment:2"},
    {"fingerprint": "0" * 64},
]


@pytest.mark.parametrize("change", AMENDMENTS, ids=lambda change: next(iter(change)))
def test_whatever_is_changed_in_an_amendment_breaks_its_seal(change: dict[str, Any]) -> None:
    periods = amend(closed(2), FIRST, AMENDED, ON, "Kai", "a court said so", "ab" * 32)
    link = replace(periods.chain[2], amended=replace(AMENDED, **change))
    changed = replace(periods, chain=(*periods.chain[:2], link))
    assert verify(changed, CONTENTS) == Broken(2, FIRST, "seal")
    without = replace(periods, chain=(*periods.chain[:2], replace(link, amended=None)))
    assert verify(without, CONTENTS) == Broken(2, FIRST, "seal")


def test_an_amendment_without_reason_name_or_signature_or_of_an_open_month_is_refused() -> None:
    for by, reason, signature in (("", "why", "ab"), ("Kai", " ", "ab"), ("Kai", "why", "")):
        with pytest.raises(ValueError, match="tells who, why"):
            amend(closed(2), FIRST, AMENDED, ON, by, reason, signature)
    with pytest.raises(ValueError, match="is open, not closed"):
        amend(closed(2), THIRD, AMENDED, ON, "Kai", "why", "ab")
    with pytest.raises(ValueError, match="booked in an open month"):
        amend(closed(3), FIRST, AMENDED, ON, "Kai", "why", "ab")


CARE = programme(
    "care",
    [component("talks")],
    funders=(
        Funder(name="union", percent=75, since=SINCE, source="invented"),
        Funder(name="state", percent=25, since=SINCE, source="invented"),
    ),
)
TERMS = terms_of([CARE], [price("talks", 3_511, 45)])


def content(reverse: bool = False) -> Content:  # noqa: FBT001, FBT002
    rows = [met(f"M{k}/anu", start=600 + k) for k in range(5)]
    attended = attended_of(rows[::-1] if reverse else rows)
    month = price_month(attended, TERMS, ())
    entry = Entry(
        key="payment:1",
        kind=Cause.PAYMENT,
        period=SECOND,
        service=SECOND,
        postings=(("bank", 1), ("funder:1:care:union", -1)),
    )
    booked = Batch.of([entry])
    papers = frozenset({"aa", "bb"})
    return Content(attended, TERMS.prices, month.priced, month.split, booked, month.state, papers)


def test_the_order_of_rows_is_no_content() -> None:
    assert content_hash(content()) == content_hash(content(reverse=True))


def test_a_hash_is_the_same_on_every_machine() -> None:
    plain = content_hash(content())
    assert plain == content_hash(content())
    assert len(plain) == 64


@pytest.mark.parametrize("name", ["attended", "prices", "priced", "split"])
def test_every_value_of_every_table_is_in_the_hash(name: str) -> None:
    whole = content()
    plain = content_hash(whole)
    frame: pd.DataFrame = getattr(whole, name)
    for column in frame.columns:
        values = frame[column].to_numpy().copy()
        number = values.dtype.kind in "iub"
        values = values.astype("int64") + 1 if number else np.asarray([f"{v}x" for v in values])
        changed = frame.assign(**{column: values})
        parts: dict[str, Any] = {name: changed}
        assert content_hash(replace(whole, **parts)) != plain, column


def test_entries_state_and_documents_are_in_the_hash() -> None:
    whole = content()
    owed = {("care 2020-01-01", OURS): (25, -25)}
    others = (
        replace(whole, booked=Batch.none()),
        replace(whole, state=owed),
        replace(whole, documents=frozenset({"aa"})),
    )
    hashes = {content_hash(one) for one in (whole, *others)}
    assert len(hashes) == 4


def test_a_link_is_sealed_over_all_it_says() -> None:
    link = Link("care", FIRST, "close", "content", ON, "Kai", "0" * 64).sealed()
    others: list[dict[str, Any]] = [
        {"scope": "x"},
        {"month": SECOND},
        {"kind": "amendment"},
        {"content": "x"},
        {"previous": "1" * 64},
    ]
    assert all(replace(link, **one).sealed().seal != link.seal for one in others)
