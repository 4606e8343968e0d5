"""Late facts turned back as stored and billed again; credits never beyond what is left."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from billing.bookings import used_of, versions_of
from billing.extracts import balances, entries_of, live
from billing.late import Run, run
from billing.ledger import Batch, Cause, Ledger
from billing.settle import (
    CreditTooLargeError,
    amend,
    credit,
    creditable,
    payment,
    writeoff,
)
from billing.split import NOTHING_OWED, State
from domain.caps import EurosPerCalendarYear
from domain.programme import Funder
from domain.referral import Referral
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
from tests.oracle.money import Row

NOVEMBER, DECEMBER, JANUARY = date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)
YEAR = EurosPerCalendarYear(
    kind="euros_per_calendar_year", month_cents=1_000, since=SINCE, source="invented"
)
CARE = programme(
    "care",
    [component("talks", (YEAR,)), component("walks")],
    funders=(
        Funder(name="union", percent=75, since=SINCE, source="invented"),
        Funder(name="state", percent=25, since=SINCE, source="invented"),
    ),
)
TERMS = terms_of([CARE], [price("talks", 4_001), price("walks", 3_001)])
REFERRALS = tuple(
    Referral(id=f"r-{client}", programme="care", client=client, on=SINCE)
    for client in ("anu", "mati")
)
UNION, STATE = (f"funder:{OURS}:care 2020-01-01:{name}" for name in ("union", "state"))


def row(name: str, day: date, minutes: int = 60, client: str = "anu", part: str = "talks") -> Row:
    return met(f"{name}/{client}", day, 600, minutes, client, f"r-{client}", part)


def book(
    ledger: Ledger,
    rows: list[Row],
    period: date,
    versions: dict[str, int] | None = None,
    state: State = NOTHING_OWED,
) -> Run:
    attended = attended_of(rows)
    if versions:
        attended["version"] = [versions.get(one.line.partition("/")[0], 1) for one in rows]
    found = run(ledger.all, attended, TERMS, REFERRALS, period, state, "a late fact")
    ledger.append(found.batch)
    return found


def test_a_correction_is_turned_back_and_billed_again_in_the_open_month() -> None:
    ledger = Ledger()
    day = date(2026, 11, 4)
    book(ledger, [row("M1", day)], NOVEMBER)
    before = balances(ledger.all)
    found = book(ledger, [row("M1", day, 90)], DECEMBER, {"M1": 2})
    assert found.turned_back == {"M1/anu"}
    told = [(e.kind, e.key, e.period, e.service, e.claimed) for e in entries_of(found.batch)]
    assert told == [
        (Cause.REVERSAL, "reversal:charge:M1/anu#1", DECEMBER, day, -4_001),
        (Cause.REVERSAL, "reversal:split:M1/anu#1", DECEMBER, day, 0),
        (Cause.REBILL, "charge:M1/anu#2", DECEMBER, day, 6_002),
        (Cause.SPLIT, "split:M1/anu#2", DECEMBER, day, 0),
    ]
    assert used_of(ledger.all)["minutes"].tolist() == [90]
    november = ledger.all.entries["period"] == NOVEMBER.toordinal()
    assert balances(Batch(ledger.all.entries[november], ledger.all.postings.iloc[:5])) == before


def test_a_reversal_copies_the_cents_and_shares_that_are_stored() -> None:
    ledger = Ledger()
    rows = [row(f"M{k}", date(2026, 11, 4), part="walks") for k in range(3)]
    book(ledger, rows, NOVEMBER)
    stored = {e.key: dict(e.postings) for e in entries_of(ledger.all)}
    book(ledger, [row("M1", date(2026, 11, 4), 30, part="walks")], DECEMBER, {"M1": 2})
    turned = [e for e in entries_of(ledger.all) if e.kind is Cause.REVERSAL]
    assert len(turned) == 2
    for entry in turned:
        assert dict(entry.postings) == {a: -c for a, c in stored[entry.reverses].items()}


def test_a_line_whose_price_has_changed_is_billed_again_with_the_same_record() -> None:
    ledger = Ledger()
    attended = attended_of([row("M1", date(2026, 11, 4)), row("M2", date(2026, 11, 5))])
    ledger.append(run(ledger.all, attended, TERMS, REFERRALS, NOVEMBER, NOTHING_OWED).batch)
    dearer = terms_of([CARE], [price("talks", 5_001), price("walks", 3_001)])
    again = frozenset({"M1/anu"})
    found = run(ledger.all, attended, dearer, REFERRALS, DECEMBER, NOTHING_OWED, again=again)
    ledger.append(found.batch)
    told = [(e.key, e.kind, e.claimed) for e in entries_of(found.batch) if e.claimed]
    assert told == [
        ("reversal:charge:M1/anu#1", Cause.REVERSAL, -4_001),
        ("charge:M1/anu#1@2026-12-01", Cause.REBILL, 5_001),
    ]
    assert sum(used_of(ledger.all)["cents"]) == 4_001 + 5_001
    assert versions_of(ledger.all) == {"M1/anu": 1, "M2/anu": 1}


def test_what_was_given_without_a_referral_counts_against_the_ceiling_of_its_client() -> None:
    ledger = Ledger()
    bare = replace(row("M1", date(2026, 11, 4), 150), referral="")
    assert book(ledger, [bare], NOVEMBER).month.priced["net"].tolist() == [10_003]
    later = [
        replace(row("M2", date(2026, 12, 4)), referral=""),
        row("M3", date(2026, 12, 5), 60),
        row("M4", date(2026, 12, 5), 60, "mati"),
        replace(row("M5", date(2027, 1, 5)), referral=""),
    ]
    found = book(ledger, later, DECEMBER).month.priced
    assert found["net"].tolist() == [12_000 - 10_003, 0, 4_001, 4_001]


def test_a_ceiling_gets_back_what_was_turned_back_in_the_year_of_the_service() -> None:
    ledger = Ledger()
    rows = [row("M1", date(2026, 11, 4), 120), row("M2", date(2026, 11, 5), 120)]
    book(ledger, rows, NOVEMBER)
    assert used_of(ledger.all)["cents"].tolist() == [12_000]
    late = [
        row("M1", date(2026, 11, 4), 0),
        row("M3", date(2026, 12, 30)),
        row("M4", date(2027, 1, 2), 240),
    ]
    book(ledger, late, JANUARY, {"M1": 2})
    used = {row["month"]: row["cents"] for row in used_of(ledger.all).to_dict("records")}
    assert used == {
        NOVEMBER.toordinal(): 3_998,
        DECEMBER.toordinal(): 4_001,
        JANUARY.toordinal(): 12_000,
    }


def test_closed_lines_are_never_priced_again() -> None:
    ledger = Ledger()
    later = [row("M2", date(2026, 11, 20), 180)]
    book(ledger, later, NOVEMBER)
    both = [row("M1", date(2026, 11, 4)), *later]
    found = book(ledger, both, DECEMBER)
    assert found.attended["line"].tolist() == ["M1/anu"]
    assert found.month.priced["net"].tolist() == [0]


def test_a_client_who_was_recorded_by_mistake_is_turned_back_alone() -> None:
    ledger = Ledger()
    day = date(2026, 11, 4)
    book(ledger, [row("M1", day), row("M2", day)], NOVEMBER)
    found = book(ledger, [row("M1", day, client="mati"), row("M2", day)], DECEMBER, {"M1": 2})
    assert found.turned_back == {"M1/anu"}
    assert sorted(used_of(ledger.all)["referral"].tolist()) == ["r-anu", "r-mati"]
    assert book(ledger, [row("M1", day, client="mati")], DECEMBER, {"M1": 2}).batch.entries.empty


def test_an_older_version_than_that_in_the_ledger_changes_nothing() -> None:
    ledger = Ledger()
    day = date(2026, 11, 4)
    book(ledger, [row("M1", day)], NOVEMBER, {"M1": 3})
    assert len(book(ledger, [row("M1", day, 15)], DECEMBER, {"M1": 2}).batch) == 0


def test_shares_stay_within_a_cent_over_a_correction() -> None:
    ledger = Ledger()
    rows = [row(f"M{k}", date(2026, 11, 4), part="walks") for k in range(9)]
    first = book(ledger, rows, NOVEMBER)
    changed = [row(f"M{k}", date(2026, 11, 4), 61, part="walks") for k in (1, 5)]
    then = book(ledger, changed, DECEMBER, {"M1": 2, "M5": 2}, first.month.state)
    sums = balances(ledger.all)
    total = sums[UNION] + sums[STATE]
    assert abs(100 * sums[UNION] - 75 * total) < 100
    assert then.month.state["care 2020-01-01", OURS][0] == 75 * total - 100 * sums[UNION]


def charged(minutes: int = 60) -> Ledger:
    ledger = Ledger()
    book(ledger, [row("M1", date(2026, 11, 4), minutes, part="walks")], NOVEMBER)
    return ledger


@settings(max_examples=40, deadline=None)
@given(st.lists(st.integers(1, 1_500), max_size=8))
def test_credits_together_never_pass_the_line(amounts: list[int]) -> None:
    ledger = charged()
    given_back = 0
    for k, cents in enumerate(amounts):
        if given_back + cents > 3_001:
            with pytest.raises(CreditTooLargeError, match=f"{3_001 - given_back} are left"):
                credit(ledger.all, "M1/anu", cents, DECEMBER, f"K{k}", "too much")
            continue
        entry = credit(ledger.all, "M1/anu", cents, DECEMBER, f"K{k}", "too much")
        assert (ledger.add(entry), ledger.add(entry)) == (1, 0)
        given_back += cents
    left = creditable(ledger.all, "M1/anu")
    assert sum(left.values()) == 3_001 - given_back
    assert min(left.values()) >= 0
    if given_back < 3_001:
        rest = credit(ledger.all, "M1/anu", 3_001 - given_back, DECEMBER, "rest", "all of it")
        ledger.add(rest)
    assert set(creditable(ledger.all, "M1/anu").values()) == {0}
    assert used_of(ledger.all)["cents"].tolist() == [0]


@pytest.mark.parametrize("cents", [0, -1, 3_002])
def test_a_credit_of_nothing_less_or_more_is_refused(cents: int) -> None:
    with pytest.raises(CreditTooLargeError):
        credit(charged().all, "M1/anu", cents, DECEMBER, "K1", "wrong")
    with pytest.raises(CreditTooLargeError):
        credit(charged().all, "nobody", 1, DECEMBER, "K1", "wrong")


def test_a_credit_takes_the_shares_that_its_note_has() -> None:
    entry = credit(charged().all, "M1/anu", 10, DECEMBER, "K1:1", "wrong", {"state": 3, "union": 7})
    assert dict(entry.postings) == {"credited": 10, STATE: -3, UNION: -7}
    for shares in ({"union": 11}, {"state": 10_000, "union": -9_990}):
        with pytest.raises(CreditTooLargeError):
            credit(charged().all, "M1/anu", 10, DECEMBER, "K1:1", "wrong", shares)


@pytest.mark.parametrize("cents", [-1_000, 1_000])
def test_an_amendment_is_shared_as_the_line_is(cents: int) -> None:
    entry = amend(charged().all, "M1/anu", cents, DECEMBER, "amendment:1", "agreed")
    assert entry.claimed == cents
    owed = dict(entry.postings)
    assert owed["amended"] == -cents
    assert owed[UNION] + owed[STATE] == cents
    assert abs(4 * owed[STATE] - cents) <= 4


def test_an_amendment_of_nothing_or_below_nothing_is_refused() -> None:
    for cents in (0, -1_000_000):
        with pytest.raises(CreditTooLargeError):
            amend(charged().all, "M1/anu", cents, DECEMBER, "amendment:1", "agreed")


def test_a_correction_turns_back_the_credit_with_the_line() -> None:
    ledger = charged()
    ledger.add(credit(ledger.all, "M1/anu", 1_000, DECEMBER, "K1", "too long"))
    book(ledger, [row("M1", date(2026, 11, 4), 30, part="walks")], DECEMBER, {"M1": 2})
    assert used_of(ledger.all)["cents"].tolist() == [1_501]
    assert sum(creditable(ledger.all, "M1/anu").values()) == 1_501
    assert [e.key for e in entries_of(live(ledger.all, ["M1/anu"]))] == [
        "charge:M1/anu#2",
        "split:M1/anu#2",
    ]


def test_payments_and_what_is_written_off_clear_what_a_funder_owes() -> None:
    ledger = charged()
    ledger.add(payment("B7", UNION, 2_251, date(2026, 12, 9)))
    ledger.add(writeoff("W1", STATE, 750, date(2026, 12, 9), "too small to ask for"))
    sums = balances(ledger.all)
    assert {name: sums[name] for name in (UNION, STATE, "bank", "written_off")} == {
        UNION: 0,
        STATE: 0,
        "bank": 2_251,
        "written_off": 750,
    }
    assert used_of(ledger.all)["cents"].tolist() == [3_001]
