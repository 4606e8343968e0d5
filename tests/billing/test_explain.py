"""What is told of a line is what made it: every step follows from the one before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings

from billing.basis import OPENING, Basis, used_before
from billing.bookings import bookings_of
from billing.explain import explain_account, explain_line
from billing.ledger import Batch, Cause, Entry
from billing.month import Month, Terms, used_table
from billing.split import NOTHING_OWED
from billing.trace import Trace
from domain.caps import EurosPerCalendarYear, UnitsPerReferral
from domain.programme import Funder
from domain.referral import Referral, Used
from tests.billing.draws import OF_PROGRAMME, USED, referrals, rows, terms
from tests.billing.invented import (
    attended_of,
    component,
    met,
    price,
    priced,
    programme,
    terms_of,
)
from tests.oracle.money import Row

NOVEMBER = date(2026, 11, 1)
ANU = Referral(id="r1", programme="care", client="anu", on=date(2026, 9, 1))
YEAR = EurosPerCalendarYear(
    kind="euros_per_calendar_year",
    month_cents=1_000,
    since=date(2026, 1, 1),
    until=None,
    source="a contract",
)
UNITS = UnitsPerReferral(
    kind="units_per_referral",
    units=10,
    unit_minutes=45,
    may_extend=True,
    since=date(2026, 1, 1),
    until=None,
    source="a page",
)
FUNDERS = tuple(
    Funder(name=name, percent=percent, since=date(2020, 1, 1), until=None, source="a grant")
    for name, percent in (("union", 75), ("state", 25))
)


def basis_of(
    met_: Sequence[Row],
    agreed: Terms,
    known: Sequence[Referral],
    used: Sequence[Used] = (),
) -> tuple[Basis, Month]:
    month = priced(met_, agreed, known, used)
    attended = attended_of(met_)
    return (
        Basis(
            attended=attended,
            prices=agreed.prices,
            priced=month.priced,
            split=month.split,
            programmes=agreed.programmes,
            referrals=tuple(known),
            used=used_table(used),
            owed=NOTHING_OWED,
            booked=bookings_of(attended, month, NOVEMBER),
            rules=agreed.rules,
        ),
        month,
    )


def steps_fit(trace: Trace) -> bool:
    """Whether ceilings let through exactly what the line got."""
    units = [pot for pot in trace.pots if pot.rule == "units_left"]
    months = [p for p in trace.pots if p not in units and "-" in p.scope.rpartition(":")[2]]
    years = [pot for pot in trace.pots if pot not in units and pot not in months]
    granted = min([trace.billable, *(max(0, pot.before) for pot in units)])
    paid = trace.full - trace.over_units
    in_month = min([paid, *(max(0, pot.before) for pot in months)])
    net = min([in_month, *(max(0, pot.before) for pot in years)])
    return (granted, paid - in_month, in_month - net, net) == (
        trace.granted,
        trace.over_month,
        trace.over_year,
        trace.net,
    )


@settings(max_examples=60, deadline=None)
@given(rows(16), terms(), referrals(), USED)
def test_the_ceilings_told_are_those_that_cut_the_line(
    drawn: list[Row], agreed: Terms, known: list[Referral], used: list[Used]
) -> None:
    of = {referral.id: referral.programme for referral in known}
    fits = [
        row for row in drawn if of.get(row.referral, "") in ("", OF_PROGRAMME.get(row.component))
    ]
    past = [one for one in used if of.get(one.referral, "") in ("", OF_PROGRAMME[one.component])]
    basis, _ = basis_of(fits, agreed, known, past)
    for line in basis.attended["line"]:
        trace = explain_line(basis, str(line))
        assert trace.apart == 0
        if trace.tariff is not None:
            assert steps_fit(trace), trace
        assert sum(c for entry in trace.entries for _, c in entry.postings) == 0


def test_each_step_of_a_line_is_told() -> None:
    agreed = terms_of(
        [programme("care", [component("talks", (YEAR,))], (UNITS,), FUNDERS)],
        [price("talks", 4_000)],
    )
    used = [Used("r1", "talks", date(2026, 10, 1), 400, 10_500)]
    basis, _ = basis_of([met("M1/anu"), met("M2/anu", start=700)], agreed, [ANU], used)
    trace = explain_line(basis, "M1/anu")
    assert (trace.client, trace.day, trace.start, trace.minutes) == (
        "anu",
        date(2026, 11, 2),
        600,
        60,
    )
    assert trace.tariff is not None
    assert (trace.tariff.cents, trace.tariff.unit_minutes) == (4_000, 60)
    assert trace.tariff.source == "invented list"
    assert (trace.full, trace.granted, trace.over_units) == (4_000, 50, 667)
    units, year = trace.pots
    assert (units.before, units.asked, units.taken, units.after) == (50, 60, 50, 0)
    assert (year.before, year.asked, year.taken, year.after) == (1_500, 3_333, 1_500, 0)
    assert (units.source, year.source) == ("a page", "a contract")
    assert (trace.over_year, trace.net) == (1_833, 1_500)
    assert [(one.funder, one.cents) for one in trace.shares] == [("union", 1_125), ("state", 375)]
    kinds = [entry.kind for entry in trace.entries]
    assert kinds == [Cause.CHARGE, Cause.CAP_REDUCTION, Cause.SPLIT]
    later = explain_line(basis, "M2/anu")
    assert (later.granted, later.net, later.pots[0].before) == (0, 0, 0)


def test_what_is_owed_to_a_funder_runs_on_from_line_to_line() -> None:
    agreed = terms_of(
        [programme("care", [component("talks")], (), FUNDERS)], [price("talks", 1_001)]
    )
    lines = [met("M1/anu"), met("M2/anu", start=700)]
    basis, _ = basis_of(lines, agreed, [ANU])
    first, second = (explain_line(basis, name) for name in ("M1/anu", "M2/anu"))
    assert [one.owed for one in first.shares] == [0, 0]
    assert [one.owed for one in second.shares] == [one.after for one in first.shares]
    for trace in (first, second):
        for one in trace.shares:
            assert one.after == one.owed + trace.net * one.percent - 100 * one.cents


def test_a_line_that_a_month_does_not_have_is_no_line() -> None:
    agreed = terms_of([programme("care", [component("talks")])], [price("talks", 100)])
    basis, _ = basis_of([met("M1/anu")], agreed, [ANU])
    with pytest.raises(KeyError, match="M9/anu"):
        explain_line(basis, "M9/anu")


def test_a_share_that_was_changed_stands_apart() -> None:
    agreed = terms_of(
        [programme("care", [component("talks")], (), FUNDERS)], [price("talks", 1_000)]
    )
    basis, _ = basis_of([met("M1/anu")], agreed, [ANU])
    cents = basis.split["cents"].to_numpy().copy()
    cents[0] += 1
    wrong = replace(basis, split=basis.split.assign(cents=cents))
    assert explain_line(basis, "M1/anu").apart == 0
    assert explain_line(wrong, "M1/anu").apart == 1


def test_an_account_is_the_sum_of_its_lines() -> None:
    agreed = terms_of([programme("care", [component("talks")])], [price("talks", 1_000)])
    basis, month = basis_of([met("M1/anu"), met("M2/anu", minutes=30)], agreed, [ANU])
    found = explain_account(basis.booked, "service:talks")
    assert found == {"M1/anu": -1_000, "M2/anu": -500}
    assert -sum(found.values()) == month.totals.full


def test_what_was_booked_before_is_all_but_the_month_itself() -> None:
    def entry(key: str, period: date, kind: Cause = Cause.CHARGE) -> Entry:
        return Entry(
            key=key,
            kind=kind,
            period=period,
            service=date(2026, 10, 5),
            postings=(("claim", 100), ("service:talks", -100)),
            line=key,
            referral="r1",
            component="talks",
            claimed=100,
        )

    booked = Batch.of(
        [
            entry("charge:old", date(2026, 10, 1)),
            entry(f"{OPENING}:r1", NOVEMBER),
            entry("reversal:x", NOVEMBER, Cause.REVERSAL),
            entry("charge:now", NOVEMBER),
            entry("charge:later", date(2026, 12, 1)),
        ]
    )
    assert used_before(booked, NOVEMBER)[0]["cents"].tolist() == [300]
