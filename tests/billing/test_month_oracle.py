"""Prices and ceilings of random months: plain loops and ``remaining`` say the same."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from billing.month import Month, Terms
from domain.entitlement import History, remaining
from domain.programme import Component, Programme
from domain.referral import Referral, Used
from tests.billing.draws import USED, referrals, rows, terms
from tests.billing.invented import (
    component,
    office_of,
    priced,
    programme,
    terms_of,
    told_by,
)
from tests.oracle.money import Row


def adds_up(month: Month) -> bool:
    table = month.priced
    over = table["over_units"] + table["over_month"] + table["over_year"]
    cents = table[["full", "over_units", "over_month", "over_year", "net"]]
    return bool((table["full"] == table["net"] + over).all() and (cents >= 0).all(axis=None))


@settings(max_examples=80, deadline=None)
@given(rows(), terms(), referrals(), USED)
def test_every_line_is_what_plain_loops_find(
    met: list[Row], agreed: Terms, known: list[Referral], used: list[Used]
) -> None:
    month = priced(met, agreed, known, used)
    assert told_by(month) == office_of(agreed, known, used).serve(met)
    assert adds_up(month)


@settings(max_examples=40, deadline=None)
@given(rows(), terms(), referrals(), USED, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(
    met: list[Row],
    agreed: Terms,
    known: list[Referral],
    used: list[Used],
    dice: random.Random,
) -> None:
    shuffled = dice.sample(met, len(met))
    one, other = priced(met, agreed, known, used), priced(shuffled, agreed, known[::-1], used[::-1])
    assert told_by(one) == told_by(other)
    columns = ["line", "funder", "grant", "cents"]
    assert sorted(one.split[columns].astype(str).to_numpy().tolist()) == sorted(
        other.split[columns].astype(str).to_numpy().tolist()
    )


@settings(max_examples=80, deadline=None)
@given(rows(20), terms(), referrals(), USED)
def test_a_ceiling_lets_through_what_remaining_says_is_left(
    met: list[Row], agreed: Terms, known: list[Referral], used: list[Used]
) -> None:
    by_id = {referral.id: referral for referral in known}
    parts = {c.id: (p, c) for p in agreed.programmes.values() for c in p.components}
    met = [
        row
        for row in met
        if row.referral in by_id
        and row.component in parts
        and by_id[row.referral].programme == parts[row.component][0].id
    ]
    taken = [row for row in used if _fits(row, by_id, parts)]
    told = told_by(priced(met, agreed, known, taken))
    for row in sorted(met, key=lambda r: (r.day, r.start, r.line)):
        history = History.of(taken, known)
        pots = remaining(*parts[row.component], by_id[row.referral], history, row.day, row.day)
        line = told[row.line]
        minutes = [max(0, pot.left) for pot in pots if pot.rule == "units_left"]
        cents = [max(0, pot.left) for pot in pots if pot.rule == "euros_left"]
        if line.price is not None:
            assert line.granted == min([row.minutes, *minutes])
            assert line.net == min([line.full - line.over_units, *cents])
        first = row.day.replace(day=1)
        taken.append(Used(row.referral, row.component, first, line.granted, line.net))


def _fits(
    row: Used, by_id: dict[str, Referral], parts: dict[str, tuple[Programme, Component]]
) -> bool:
    referral = by_id.get(row.referral)
    return referral is None or referral.programme == parts[row.component][0].id


@settings(max_examples=40, deadline=None)
@given(rows(), terms(), referrals(), USED)
def test_closing_part_of_a_year_changes_none_of_its_lines(
    met: list[Row], agreed: Terms, known: list[Referral], used: list[Used]
) -> None:
    whole = told_by(priced(met, agreed, known, used))
    cut = sorted({(row.day, row.start, row.line) for row in met})
    early = {line for _, _, line in cut[: len(cut) // 2]}
    before = [row for row in met if row.line in early]
    after = [row for row in met if row.line not in early and row.referral in {r.id for r in known}]
    first = told_by(priced(before, agreed, known, used))
    assert all(first[line] == whole[line] for line in first)
    if any(row.referral not in {r.id for r in known} for row in met):
        return
    closed = [
        Used(
            r.referral, r.component, r.day.replace(day=1), first[r.line].granted, first[r.line].net
        )
        for r in before
    ]
    then = told_by(priced(after, agreed, known, [*used, *closed]))
    assert all(then[line] == whole[line] for line in then)


@settings(max_examples=40, deadline=None)
@given(rows(), terms(), referrals(), st.data())
def test_one_more_meeting_never_lowers_another_clients_lines(
    met: list[Row], agreed: Terms, known: list[Referral], data: st.DataObject
) -> None:
    if not met:
        return
    extra = data.draw(st.sampled_from(met))
    less = [row for row in met if row is not extra]
    owners = office_of(agreed, known)
    before, after = told_by(priced(less, agreed, known)), told_by(priced(met, agreed, known))
    for row in less:
        same = owners.owner(row) == owners.owner(extra) or row.referral == extra.referral
        assert same or after[row.line] == before[row.line]


def test_a_month_without_rows_is_a_month_of_nothing() -> None:
    month = priced([], _no_terms())
    assert (len(month.priced), len(month.split), month.totals.gross) == (0, 0, 0)


def _no_terms() -> Terms:
    return terms_of([programme("care", [component("talks")])])
