from datetime import date

import hypothesis.strategies as st
import pytest
from hypothesis import given

from billing.numbering import Counters, find_gaps, next_number
from billing.parties import Buyer, Seller, VatNumber, check_party
from tests.billing.einvoice.papers import BUYER, REGISTERED, UNREGISTERED


@given(st.lists(st.sampled_from([("a", "X-"), ("a", "Y-"), ("b", "X-")])))
def test_numbers_have_no_gaps_whatever_the_order(asked: list[tuple[str, str]]) -> None:
    counters: Counters = {}
    given_out: dict[tuple[str, str], list[str]] = {}
    for seller, series in asked:
        number = next_number(counters, seller, series)
        counters = number.counters
        given_out.setdefault((seller, series), []).append(number.number)
    for (seller, series), numbers in given_out.items():
        assert numbers == [f"{series}{n:04d}" for n in range(1, len(numbers) + 1)]
        assert find_gaps(numbers, series) == ()
        assert counters[seller, series] == len(numbers)


def test_a_counter_handed_in_is_left_as_it_was() -> None:
    counters = {("a", "X-"): 7}
    assert next_number(counters, "a", "X-").number == "X-0008"
    assert counters == {("a", "X-"): 7}


@pytest.mark.parametrize("series", ["TP2026", "A-very-long-series-"])
def test_a_series_whose_numbers_could_be_mistaken_is_refused(series: str) -> None:
    with pytest.raises(ValueError, match="no series"):
        next_number({}, "a", series)


def test_a_missing_number_is_seen() -> None:
    assert find_gaps(["X-0001", "X-0004", "Y-0002"], "X-") == ("X-0002", "X-0003")


def test_numbers_of_the_invented_parties_are_right() -> None:
    assert [check_party(party) for party in (REGISTERED, UNREGISTERED, BUYER)] == [(), (), ()]


def test_every_wrong_number_of_a_party_is_told() -> None:
    party = Seller("", "123", vat=(VatNumber("EE1", date(2020, 1, 1)),), iban="EE00")
    assert [found.rule for found in check_party(party)] == [
        "party_registry",
        "party_vat_number",
        "party_iban",
        "party_name",
    ]


def test_a_vat_number_holds_on_its_days_alone() -> None:
    first, last = date(2024, 2, 1), date(2025, 5, 31)
    party = Buyer("B", "70000013", vat=(VatNumber("EE1", first, last),), scheme="9931")
    days = (date(2024, 1, 31), first, last, date(2025, 6, 1))
    assert [party.vat_on(day) for day in days] == ["", "EE1", "EE1", ""]
    assert party.address_on(first) == ("9931", "EE1")
    assert party.address_on(date(2025, 6, 1)) == ("0191", "70000013")
