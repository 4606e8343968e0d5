"""What a page makes of figures: what a difference means, its place on the scale, shades of late."""

from datetime import date
from typing import Any

import pytest

from api.pages.scenarios.view import (
    counties_of,
    figures_of,
    headlines_of,
    helps_of,
    places_shown,
)
from scenarios.intervals import Interval
from scenarios.library import Asked
from scenarios.report import Report
from scenarios.report_values import Row

BASE, OTHER = "base", "other"


def report(figure: str, change: Interval, mean: float = 50.0, **asked: Any) -> Report:
    """A report of one figure of two scenarios."""
    told = Asked(figure=figure, **asked)
    value = Interval(mean, 2.0, 10)
    return Report(
        language="en", day=date(2026, 11, 22), name=BASE, question="",
        titles={BASE: "Today", OTHER: "Other"},
        rows=(Row(BASE, told, value, None), Row(OTHER, told, value, change)),
        answers=(told,), charts=(), changes=(), sources=(), assumptions=(), how=(),
        replications=10, narrow=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "mean", "tone"),
    [
        ("share_in_time", 5.0, "good"),
        ("share_in_time", -5.0, "bad"),
        ("late_wait", 5.0, "bad"),
        ("queue", -5.0, "good"),
        ("cents", 5.0, ""),
        ("busy", -5.0, ""),
    ],
)
def test_a_sure_difference_is_good_or_bad_by_what_the_figure_counts(
    figure: str, mean: float, tone: str
) -> None:
    (one,) = figures_of(report(figure, Interval(mean, 1.0, 10)))
    assert (one.deltas[0].tone, one.deltas[0].sure) == (tone, True)


def test_a_difference_that_may_be_luck_is_neither_good_nor_bad() -> None:
    (one,) = figures_of(report("share_in_time", Interval(5.0, 6.0, 10)))
    assert (one.deltas[0].tone, one.deltas[0].sure) == ("", False)
    (same,) = figures_of(report("share_in_time", Interval(0.0, 0.0, 10)))
    assert same.deltas[0].sure


@pytest.mark.parametrize("mean", [5.0, -5.0])
def test_an_interval_lies_on_a_scale_that_holds_zero_and_leaves_room(mean: float) -> None:
    (one,) = figures_of(report("queue", Interval(mean, 1.0, 10)))
    span = one.deltas[0].span
    assert span is not None
    assert span.least < min(0, span.low) <= span.low < span.middle < span.high <= max(0, span.high)
    assert span.most > max(0, span.high)


def test_money_is_told_where_there_is_any() -> None:
    change = Interval(0.0, 0.0, 10)
    assert figures_of(report("cents", change, mean=0.0)) == ()
    assert headlines_of(report("cents", change, mean=0.0), OTHER) == ()
    (head,) = headlines_of(report("cents", change, mean=123456.0), OTHER)
    assert (head.name, head.value) == ("Paid by funders", "€1,235")


def test_a_headline_tells_half_of_its_interval_and_the_difference() -> None:
    (head,) = headlines_of(report("share_in_time", Interval(5.0, 1.5, 10)), OTHER)
    assert (head.value, head.half) == ("50.0%", "± 2.0")
    assert head.change is not None
    assert (head.change.change, head.change.half) == ("+5.0 pp", "± 1.5")


PLACES = [
    {"county": "Harju", "language": "et", "came": 90.0, "share": 100.0},
    {"county": "Harju", "language": "ru", "came": 10.0, "share": 50.0},
    {"county": "Valga", "language": "uk", "came": 20.0, "share": 30.0},
]


def test_a_county_is_the_darker_the_more_of_its_referrals_are_late() -> None:
    tiles = {one.name: one for one in counties_of({"places": PLACES})}
    assert len(tiles) == 15
    assert (tiles["Harju"].share, tiles["Harju"].shade) == (95.0, 1)
    assert (tiles["Valga"].share, tiles["Valga"].shade) == (30.0, 5)
    assert tiles["Hiiu"].share is None


def test_where_most_are_kept_waiting_stands_first() -> None:
    shown = places_shown({"places": PLACES}, "en")
    assert [(one["county"], one["words"]) for one in shown] == [
        ("Valga", "Ukrainian"), ("Harju", "Russian"), ("Harju", "Estonian"),
    ]  # fmt: skip


def test_what_helps_is_told_with_ties_and_sets_that_are_worth_their_cost() -> None:
    def brought(mean: float, half: float, **more: Any) -> dict[str, Any]:
        change = {"mean": mean, "half_width": half, "low": mean - half, "high": mean + half}
        cents = {"mean": 100_000.0, "half_width": 0.0, "low": 1e5, "high": 1e5}
        return {"share_in_time_change": change, "provider_cents_change": cents, **more}

    told = {
        "proposals": [
            brought(4.0, 1.0, place=1, letter="A", words="x"),
            brought(3.5, 4.0, place=1, letter="B", words="y"),
            brought(-2.0, 1.0, place=3, letter="C", words="z"),
        ],
        "together": [
            brought(6.0, 1.0, letters="A + B", operations=[{}], best_for_its_cost=True),
            brought(1.0, 1.0, letters="B + C", operations=[{}], best_for_its_cost=False),
            brought(0.0, 0.0, letters="nothing", operations=[], best_for_its_cost=True),
        ],
    }
    helps = helps_of({"helps": {"en": told}}, "en")
    assert helps is not None
    assert [one["tied"] for one in helps["shown"]] == [True, True, False]
    assert [one["sure"] for one in helps["shown"]] == [True, False, True]
    assert [one["letters"] for one in helps["sets"]] == ["A + B"]
    assert (helps["shown"][0]["change"], helps["shown"][0]["cents"]) == ("+4.0 pp", "+€1,000")
    assert helps["least"] < -3.0
    assert helps["most"] > 7.5
    assert helps_of({}, "en") is None
