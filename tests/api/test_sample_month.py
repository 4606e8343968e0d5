"""The made-up month: nobody is in two places, and every error is planted where it is said to be."""

from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from api.imports.month_book import read_month
from api.journeys.month_sample import make_month
from api.sample import Size, sample
from api.sample.month import entitle_some, sample_month
from api.sample.month_faults import FAULTS, plant_faults
from api.sample.month_invoices import right_invoices
from api.sample.month_terms import month_terms
from api.workbook.month.book import MonthBook
from billing.arithmetic import check_arithmetic
from billing.papers import to_tables
from billing.parties import check_party
from domain.programme import components, programmes
from domain.provider import Provider
from domain.session import Outcome

NOVEMBER = date(2026, 11, 1)
MONDAY = date(2026, 11, 23)
SIZES: tuple[Size, ...] = ("small", "provider")


@pytest.fixture(scope="module", params=SIZES)
def made(request: pytest.FixtureRequest) -> tuple[Provider, MonthBook]:
    provider = entitle_some(sample(request.param, MONDAY))
    return provider, sample_month(provider, NOVEMBER)


def in_month(book: MonthBook) -> np.ndarray:
    return (book.attended["day"] < date(2026, 12, 1).toordinal()).to_numpy()


def test_the_same_seed_makes_the_same_month() -> None:
    provider = sample("small", MONDAY)
    one, other = (sample_month(provider, NOVEMBER, 3).attended for _ in range(2))
    assert one.equals(other)
    assert not one.equals(sample_month(provider, NOVEMBER, 4).attended)


def test_nobody_works_in_two_places_at_once(made: tuple[Provider, MonthBook]) -> None:
    _, book = made
    held = book.attended[in_month(book)].drop_duplicates("meeting")
    for _, rows in held.groupby("worker", observed=True):
        spans = sorted(zip(rows["begun"], rows["minutes"], strict=True))
        ends = [start + minutes for start, minutes in spans]
        assert all(end <= start for end, (start, _) in zip(ends[:-1], spans[1:], strict=True))


def test_what_is_told_of_meetings_is_of_every_kind(made: tuple[Provider, MonthBook]) -> None:
    _, book = made
    outcomes = Counter(book.attended["outcome"][in_month(book)].astype("str"))
    assert set(outcomes) == {one.value for one in Outcome}
    assert outcomes["delivered"] > 0.8 * sum(outcomes.values())


def test_every_component_given_for_money_has_a_price(made: tuple[Provider, MonthBook]) -> None:
    _, book = made
    right = right_invoices(book, NOVEMBER)
    parts = components()
    unpriced = {
        str(component)
        for component, billable, price in zip(
            right.attended["component"],
            right.priced["billable"],
            right.priced["price"],
            strict=True,
        )
        if billable and price < 0 and parts[str(component)][1].paid
    }
    assert unpriced == set()


def test_right_invoices_claim_what_the_month_comes_to(made: tuple[Provider, MonthBook]) -> None:
    _, book = made
    right = right_invoices(book, NOVEMBER)
    assert sum(one.net for one in right.invoices.values()) == right.priced["net"].sum()
    assert set(right.invoices) == set(programmes())


def test_every_error_is_planted_once_or_more(made: tuple[Provider, MonthBook]) -> None:
    _, book = made
    right = right_invoices(book, NOVEMBER)
    sent, planted = plant_faults(right, month_terms().prices, NOVEMBER)
    kinds = {one.kind for one in planted}
    assert len(kinds) >= 17
    assert len(planted) >= len(FAULTS) + 1
    assert len({one.line for one in planted}) == len(planted)
    papers = to_tables(sent)
    off = check_arithmetic(papers.documents, papers.billed)
    assert Counter(off.line.tolist()) == {0: len(off.line) - 1, 1: 1}
    assert sorted(off.vat.tolist())[-2:] == [0, 99]
    assert not off.net.any()


def test_invented_parties_have_sound_numbers_and_say_that_they_are_invented() -> None:
    terms = month_terms()
    for party in (terms.seller, *terms.buyers):
        assert check_party(party) == ()
        assert "näid" in party.name.lower()


def test_some_clients_are_entitled_to_benefits() -> None:
    before, after = sample("small", MONDAY), entitle_some(sample("small", MONDAY))

    def entitled(provider: Provider) -> int:
        found = (
            one.status in programmes()[one.programme].benefits.values()
            for one in provider.referrals
        )
        return sum(found)

    assert (entitled(before), entitled(after)) == (0, 2)


def test_the_written_month_reads_back_as_it_was_made(tmp_path: Path) -> None:
    made = make_month(tmp_path, "small", NOVEMBER, 1, "ru")
    book, findings = read_month(tmp_path / "month.xlsx")
    assert findings == []
    assert book is not None
    assert len(book.attended) == made.lines
    again = sample_month(entitle_some(sample("small", MONDAY)), NOVEMBER, 1)
    assert book.attended.astype(str).equals(again.attended.astype(str))
    assert book.referrals == again.referrals
