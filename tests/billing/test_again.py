"""A run with what was kept of earlier runs is a fresh run, table for table."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.months import Drawn, draw_month, price_drawn
from billing.books import REFERRALS, Known
from billing.kept import Kept
from billing.month import Month, Terms, price_month, used_table
from billing.reconcile import Memory, Reconciled, reconcile
from billing.tables import ATTENDED, NO_DAY, NO_END, Column, table
from domain.caps import EurosPerCalendarYear, EurosPerMonth, UnitsPerReferral
from domain.programme import Funder
from domain.referral import Extension, Referral, Used
from tests.billing.builders import render
from tests.billing.draws import USED, referrals, rows, terms
from tests.billing.invented import SINCE, attended_of, component, met, price, programme, terms_of
from tests.billing.reconcile.chaos import shuffled, spoil
from tests.oracle.money import Row

RUNS = 30
DICE = st.randoms(use_true_random=False)
Line = dict[str, Any]


def same_month(one: Month, other: Month) -> None:
    pd.testing.assert_frame_equal(one.priced, other.priced)
    pd.testing.assert_frame_equal(one.split, other.split)
    assert (dict(one.state), one.totals) == (dict(other.state), other.totals)


def same_comparison(one: Reconciled, other: Reconciled) -> None:
    for name in ("matches", "results", "totals"):
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    assert one.identity == other.identity


def _longer(line: Line, dice: random.Random) -> Line:
    return line | {"minutes": line["minutes"] + dice.choice((-15, 5, 15, 60))}


def _another_day(line: Line, dice: random.Random) -> Line:
    days = dice.choice((-31, -1, 1, 31))
    return line | {"day": line["day"] + days, "begun": line["begun"] + days * 1440}


def _another_start(line: Line, dice: random.Random) -> Line:
    later = dice.choice((-60, 60))
    return line | {"start": line["start"] + later, "begun": line["begun"] + later}


def _of_another(names: tuple[str, ...], line: Line, dice: random.Random, lines: list[Line]) -> Line:
    other = dice.choice(lines)
    return line | {name: other[name] for name in names}


def edited(attended: pd.DataFrame, dice: random.Random, edits: int) -> pd.DataFrame:
    """The rows with so many meetings changed, added or left out."""
    lines: Any = attended.astype({n: "object" for n in attended if attended[n].dtype == "category"})
    found: list[Line] = lines.to_dict("records")
    for number in range(edits):
        at = dice.randrange(len(found))
        ways: tuple[Callable[[Line, random.Random], Line], ...] = (
            _longer,
            _another_day,
            _another_start,
            *(
                partial(_of_another, names, lines=found)
                for names in (
                    ("client", "referral"),
                    ("referral",),
                    ("client",),
                    ("component",),
                    ("outcome",),
                    ("worker",),
                    ("provider",),
                    ("meeting",),
                )
            ),
        )
        way = dice.choice(("change", "change", "add", "leave out"))
        changed = dice.choice(ways)(found[at], dice)
        if way == "add":
            name = f"N{dice.randrange(10**6)}-{number}"
            found.insert(at, changed | {"line": name, "meeting": name})
        elif way == "change":
            found[at] = changed
        elif len(found) > 1:
            del found[at]
    for line in found:
        line["minutes"] = max(0, line["minutes"])
    columns: dict[str, Column] = {name: [line[name] for line in found] for name in ATTENDED.names}
    return table(ATTENDED, columns)


def tight() -> Terms:
    """Ceilings of every kind that most clients meet, two funders, a price that changes."""

    day = {"since": SINCE, "source": "invented"}
    of_year = EurosPerCalendarYear.model_validate(
        {"kind": "euros_per_calendar_year", "month_cents": 900, **day}
    )
    of_month = EurosPerMonth.model_validate({"kind": "euros_per_month", "cents": 9_000, **day})
    units = UnitsPerReferral.model_validate(
        {
            "kind": "units_per_referral",
            "units": 9,
            "unit_minutes": 45,
            "may_extend": True,
            **day,
        }
    )
    shares = tuple(
        Funder(name=name, percent=percent, since=SINCE, source="invented")
        for name, percent in (("fund", 75), ("state", 25))
    )
    parts = [component("talks", (of_year,)), component("walks")]
    care = programme("care", parts, (of_month,), shares)
    work = programme("work", [component("jobs")], (units,))
    listed = [price(name, 1_999, unit) for name, unit in (("talks", 45), ("walks", 60))]
    later = price("jobs", 2_501, since=date(2026, 11, 2))
    return terms_of([care, work], [*listed, price("jobs", 2_333, until=date(2026, 11, 1)), later])


def test_prices_after_many_edits_under_tight_ceilings_are_those_of_a_fresh_run() -> None:
    agreed, seen, spared = tight(), 0, 0
    clients = ("anu", "mati", "olga", "igor", "vera", "ants")
    known = [
        Referral(f"{of}-{client}", of, client, date(2026, 9, 1))
        for client in clients
        for of in ("care", "work")
    ]
    used = used_table([Used("work-anu", "jobs", date(2026, 10, 1), 90, 3_000)])
    for seed in range(RUNS):
        dice, kept = random.Random(seed), Kept()  # noqa: S311 - dice of a test
        attended = attended_of([_drawn(number, clients, dice) for number in range(40)])
        for _ in range(6):
            again = price_month(attended, agreed, known, used, kept=kept)
            same_month(again, price_month(attended, agreed, known, used))
            over = again.priced[["over_units", "over_month", "over_year"]].gt(0)
            seen += int(over.any().sum())
            spared += len(attended) - kept.lines
            attended = edited(attended, dice, 1)
    assert seen > RUNS * 6
    assert spared > RUNS * 40


def test_a_meeting_moved_within_its_day_is_cut_in_its_new_turn() -> None:
    known, kept, nothing = [Referral("care-anu", "care", "anu", SINCE)], Kept(), used_table([])
    first, other = (
        met(name, start=start, minutes=minutes, referral="care-anu", name="walks")
        for name, start, minutes in (("M1", 600, 240), ("M2", 700, 120))
    )
    for start in (600, 800):
        moved = [replace(first, start=start), other]
        again = price_month(attended_of(moved), tight(), known, nothing, kept=kept)
        same_month(again, price_month(attended_of(moved), tight(), known, nothing))


def _drawn(number: int, clients: Sequence[str], dice: random.Random) -> Row:
    """A meeting about the end of October, one in four under no referral."""
    name = dice.choice(("talks", "walks", "jobs"))
    client = dice.choice(clients)
    of = "work" if name == "jobs" else "care"
    day = date(2026, 10, 29) + timedelta(dice.randrange(6))
    start, minutes = dice.choice((540, 600, 660)), dice.choice((45, 60, 90, 120))
    under = dice.choice((f"{of}-{client}",) * 3 + ("",))
    return met(f"M{number:02d}", day, start, minutes, client, under, name)


@settings(max_examples=25, deadline=None)
@given(rows(), terms(), referrals(), USED, DICE)
def test_prices_after_any_edits_are_those_of_a_fresh_run(
    met: list[Row], agreed: Terms, known: list[Referral], used: list[Used], dice: random.Random
) -> None:
    attended, kept, before = attended_of(met), Kept(), used_table(used)
    for _ in range(4):
        again = price_month(attended, agreed, known, before, kept=kept)
        same_month(again, price_month(attended, agreed, known, before))
        if len(attended):
            attended = edited(attended, dice, dice.randint(0, 3))
        if dice.random() < 1 / 4:
            attended = attended.sample(frac=1, random_state=dice.randrange(100), ignore_index=True)


@settings(max_examples=20, deadline=None)
@given(rows(), st.lists(st.tuples(terms(), referrals(), USED), min_size=2, max_size=3))
def test_what_was_kept_under_other_terms_is_not_used(
    met: list[Row], agreements: list[tuple[Terms, list[Referral], list[Used]]]
) -> None:
    attended, kept = attended_of(met), Kept()
    for agreed, known, used in (*agreements, agreements[0]):
        before = used_table(used)
        again = price_month(attended, agreed, known, before, kept=kept)
        same_month(again, price_month(attended, agreed, known, before))


def known_of(drawn: Drawn) -> Known:
    """The referrals of a month, each for a year."""
    some = drawn.referrals[: -len(drawn.referrals) // 9]
    first = [referral.on.toordinal() for referral in some]
    columns: dict[str, Column] = {
        "referral": [referral.id for referral in some],
        "client": [referral.client for referral in some],
        "programme": [referral.programme for referral in some],
        "first": first,
        "last": [day + 365 if day % 2 else NO_END for day in first],
        "closed": [NO_DAY] * len(some),
        "granted": [0] * len(some),
        "planned": [NO_DAY] * len(some),
    }
    return Known(referrals=table(REFERRALS, columns))


@pytest.mark.parametrize("seed", range(12))
def test_a_month_compared_after_any_edits_is_that_of_a_fresh_run(seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - dice of a test
    drawn = draw_month(150, seed, providers=3)
    state = price_drawn(drawn).state
    known, kept, memory = known_of(drawn), Kept(), Memory()
    month = price_drawn(drawn)
    chance = np.random.default_rng(seed)
    books = spoil(render(drawn.attended, drawn.terms.prices, month.priced), chance)
    for _ in range(5):
        asked = (drawn.attended, drawn.terms, drawn.referrals, drawn.used, state)
        month = price_month(*asked, kept=kept)
        same_month(month, price_month(*asked))
        books = replace(books, attended=drawn.attended, priced=month.priced, split=month.split)
        same_comparison(reconcile(books, known, memory), reconcile(books, known))
        drawn = replace(drawn, attended=edited(drawn.attended, dice, dice.randint(1, 5)))
        if dice.random() < 1 / 3:
            books = spoil(books, chance)
        if dice.random() < 1 / 4:
            turned = shuffled(replace(books, attended=drawn.attended, priced=_blank(drawn)), seed)
            books, drawn = turned, replace(drawn, attended=turned.attended)


def _blank(drawn: Drawn) -> pd.DataFrame:
    """Any prices: the month is priced anew."""
    return price_drawn(drawn).priced


def test_after_one_change_only_its_client_meets_the_ceilings_anew() -> None:
    drawn, kept = draw_month(600, 5, providers=2), Kept()
    price_drawn(drawn, kept)
    assert kept.lines == len(drawn.attended)
    price_drawn(drawn, kept)
    assert kept.lines == 0
    alone = np.flatnonzero((drawn.attended["activity"] == "individual").to_numpy())[0]
    minutes = drawn.attended["minutes"].to_numpy().copy()
    minutes[alone] += 15
    later = replace(drawn, attended=drawn.attended.assign(minutes=minutes))
    same_month(price_drawn(later, kept), price_drawn(later))
    clients = drawn.attended["client"].astype("str")
    assert kept.lines == (clients == clients[alone]).sum()


def test_a_month_that_only_stands_in_another_order_is_not_cut_again() -> None:
    drawn, kept = draw_month(300, 6, providers=2), Kept()
    price_drawn(drawn, kept)
    turned = replace(
        drawn, attended=drawn.attended.sample(frac=1, random_state=3, ignore_index=True)
    )
    same_month(price_drawn(turned, kept), price_drawn(turned))
    assert kept.lines == 0


def test_an_extension_granted_afterwards_is_seen() -> None:
    drawn, kept = draw_month(300, 7, providers=2), Kept()
    before = price_drawn(drawn, kept)
    more = Extension(40, "goals are near", "case manager", SINCE)
    earlier = tuple(replace(one, extensions=(more,)) for one in drawn.referrals)
    changed = replace(drawn, referrals=earlier)
    again = price_drawn(changed, kept)
    same_month(again, price_drawn(changed))
    assert again.totals.over_units < before.totals.over_units
