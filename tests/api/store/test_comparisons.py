"""Comparisons: one for each base and set, found by all that took part, gone with any of them."""

from api.store.comparisons import (
    comparison_of,
    keep_comparison,
    list_comparisons,
    read_comparison,
)
from api.store.scenarios import drop_scenario, save_scenario
from api.store.unit import Store
from tests.api.store.places import AT, LATER, ONE, OTHER

NAMES = ("base", "more", "less")


def put(store: Store) -> None:
    with store.write(ONE, AT) as unit:
        for name in NAMES:
            save_scenario(unit, name, {"title": name}, 0)
        keep_comparison(unit, NAMES, {"played": 1})
    with store.write(ONE, LATER) as unit:
        keep_comparison(unit, ("base", "more"), {"played": 2})


def test_the_order_behind_the_base_does_not_matter_and_the_base_does() -> None:
    assert comparison_of(NAMES) == comparison_of(("base", "less", "more"))
    assert comparison_of(("more", "base")) != comparison_of(("base", "more"))


def test_comparisons_are_listed_the_newest_first_with_their_members(store: Store) -> None:
    put(store)
    with store.read(ONE, LATER) as unit:
        found = list_comparisons(unit)
        assert [(one.members, one.played) for one in found] == [
            (("base", "more"), LATER), (NAMES, AT),
        ]  # fmt: skip
        assert [read_comparison(unit, one.id) for one in found] == [{"played": 2}, {"played": 1}]


def test_what_is_compared_again_takes_the_place_of_what_was(store: Store) -> None:
    put(store)
    with store.write(ONE, LATER) as unit:
        keep_comparison(unit, ("base", "less", "more"), {"played": 3})
        assert len(list_comparisons(unit)) == 2
        assert read_comparison(unit, comparison_of(NAMES)) == {"played": 3}


def test_a_comparison_goes_with_any_that_took_part_in_it(store: Store) -> None:
    put(store)
    with store.write(ONE, LATER) as unit:
        assert drop_scenario(unit, "less")
        assert [one.members for one in list_comparisons(unit)] == [("base", "more")]
        assert drop_scenario(unit, "base")
        assert list_comparisons(unit) == []


def test_comparisons_of_another_provider_are_not_seen(store: Store) -> None:
    put(store)
    with store.write(OTHER, LATER) as unit:
        assert list_comparisons(unit) == []
        assert read_comparison(unit, comparison_of(NAMES)) is None
        keep_comparison(unit, NAMES, {"played": 9})
    with store.read(ONE, LATER) as unit:
        assert read_comparison(unit, comparison_of(NAMES)) == {"played": 1}
