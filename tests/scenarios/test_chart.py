import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.words import LANGUAGES, Language
from scenarios.chart import Chart, Scale, apart, read_css, round_step, up_to_round
from scenarios.chart_budget import left_by_week
from scenarios.chart_ranking import Ranked, draw_front, draw_ranking
from scenarios.front import Offer, front
from scenarios.intervals import Interval
from scenarios.library import questions, scenarios_of
from scenarios.report import charts_of
from scenarios.sweep import Swept, sweep

SVG = "{http://www.w3.org/2000/svg}"
CLASS = re.compile(r'class="([^"]+)"')


@pytest.fixture(scope="module")
def played() -> Swept:
    """A question with every kind of chart: two budgets, three scenarios."""
    base = {**questions()["breaks-first"].base, "months": 6, "warm_up_months": 2}
    short = questions()["breaks-first"].model_copy(update={"base": base})
    scenarios, faults = scenarios_of(short)
    assert faults == []
    return sweep(scenarios, replications=3)


@pytest.fixture(scope="module")
def charts(played: Swept) -> list[Chart]:
    every = ("waits", "queue", "gap", "budget", "spending", "front", "breaks")
    question = questions()["breaks-first"].model_copy(update={"charts": every})
    return [chart for language in LANGUAGES for chart in charts_of(language, played, question)]


def test_every_kind_is_drawn_in_every_language(charts: list[Chart]) -> None:
    assert len(charts) == 3 * (1 + 1 + 2 + 2 + 1 + 1 + 1)
    for chart in charts:
        tree = ET.fromstring(chart.svg())  # noqa: S314 - our own picture
        assert (tree.find(f"{SVG}title"), tree.find(f"{SVG}desc")) != (None, None)
        assert tree.attrib["aria-labelledby"] == f"{chart.name}-t {chart.name}-d"


def test_every_chart_has_its_table_beside_it(charts: list[Chart]) -> None:
    for chart in charts:
        assert chart.rows, chart.name
        assert {len(row) for row in chart.rows} == {len(chart.head)}, chart.name


def test_every_class_of_a_chart_has_a_style_for_light_and_dark(charts: list[Chart]) -> None:
    css = read_css()
    used = {name for chart in charts for told in CLASS.findall(chart.body) for name in told.split()}
    assert {name for name in used if f".{name}" not in css} == set()
    light, dark = css.split("@media (prefers-color-scheme:dark)")
    tokens = set(re.findall(r"var\((--\w+)\)", css))
    named = {token for token in tokens if f"{token}:" not in light}
    assert named == set()
    assert {token for token in tokens if f"{token}:" not in dark.split("}}")[0]} == set()


def test_nothing_is_told_by_colour_alone(charts: list[Chart]) -> None:
    """Lines of one chart differ in their dashes and are named; no colour stands in the picture."""
    for chart in charts:
        assert "#" not in chart.body, chart.name
    waits = next(chart for chart in charts if chart.name == "waits")
    dashes = re.findall(r'<polyline class="curve s\d" points="[^"]*"([^/]*)/>', waits.body)
    assert len(dashes) == len(set(dashes)) == 3


def test_everything_drawn_lies_within_the_picture(charts: list[Chart]) -> None:
    for chart in charts:
        heights = [float(y) for y in re.findall(r' y[12]?="(-?[\d.]+)"', chart.body)]
        assert min(heights) >= 0, chart.name
        assert max(heights) <= chart.height, chart.name


def test_what_is_left_of_a_budget_is_what_was_not_spent(played: Swept) -> None:
    name = played.scenarios[0].name
    left = left_by_week(played, name, "AMIF")
    gone = played.tables["exhaustion"]
    rows = gone[(gone["scenario"] == name) & (gone["funder"] == "AMIF")]
    assert left["p50"].iloc[-1] == pytest.approx((rows["cents"] - rows["spent"]).median(), abs=1)
    assert (left["p50"].diff().dropna() <= 0).all()


@given(st.floats(1e-6, 1e9))
def test_an_axis_ends_at_or_above_what_it_holds(number: float) -> None:
    end = up_to_round(number)
    assert number * (1 - 1e-6) <= end <= max(number * 2, round_step(number / 5) * 6)
    ticks = Scale(0, end, 0, 100).ticks()
    assert ticks[0] == 0
    assert ticks[-1] == pytest.approx(end)
    assert len(ticks) <= 8


@given(st.lists(st.floats(0, 200), min_size=1, max_size=10))
def test_labels_do_not_lie_upon_another(places: list[float]) -> None:
    moved = sorted(apart(places, 14, 0, 300))
    assert all(b - a >= 14 - 1e-6 for a, b in pairwise(moved))
    assert moved[-1] <= 300
    assert len(moved) == len(places)


def offer(name: str, cents: float, share: float) -> Offer:
    return Offer(name, Interval(cents, 1.0, 9), Interval(share, 1.0, 9))


def test_the_front_holds_those_that_no_other_beats_in_both() -> None:
    offers = [
        offer("dear and poor", 300, 50),
        offer("cheap", 100, 40),
        offer("good", 200, 90),
        offer("as dear as good, worse", 200, 80),
        offer("best", 400, 95),
    ]
    assert [one.name for one in front(offers)] == ["cheap", "good", "best"]
    chart = draw_front("en", offers)
    assert [row[1] for row in chart.rows if row[-1] == "yes"] == ["cheap", "good", "best"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ranking_shows_each_interval_and_the_zero(language: Language) -> None:
    rows = [
        Ranked("a hire", Interval(2.0, 1.0, 9), "+2.0 ± 1.0"),
        Ranked("a course", Interval(-1.0, 2.0, 9), "\N{MINUS SIGN}1.0 ± 2.0", "tied"),
    ]
    chart = draw_ranking(language, rows)
    assert chart.body.count("<circle") == 2
    assert chart.body.count('class="curve s1"') == 2
    assert 'class="axis"' in chart.body
    assert chart.rows[1] == ("a course", "\N{MINUS SIGN}1.0 ± 2.0", "tied")
