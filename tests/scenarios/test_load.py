"""Demand against capacity by week: hours asked, at hand and given, as the tables have them."""

import re

import pandas as pd
import pytest

from domain.words import LANGUAGES
from scenarios.chart import read_css
from scenarios.chart_load import draw_load, load_by_week
from scenarios.chart_queue import TOLD_EVERY
from scenarios.chart_ranking import draw_front
from scenarios.front import Offer
from scenarios.intervals import Interval
from scenarios.sweep import Swept, sweep
from tests.scenarios.builders import HIRE, scenario

CENTRE = re.compile(r'<circle class="dot s1" cx="([^"]+)"')
CLASS = re.compile(r'class="([^"]+)"')


@pytest.fixture(scope="module")
def played() -> Swept:
    base = scenario(months=3, warm_up_months=1)
    more = base.model_copy(update={"name": "more", "changes": (HIRE,)})
    return sweep([base, more], replications=2)


def test_a_week_tells_the_mean_minutes_of_all_counties_and_languages(played: Swept) -> None:
    found = load_by_week(played, "small")
    cells, work = played.tables["cells"], played.tables["work"]
    monday = found.index[3]

    def mean(table: pd.DataFrame, column: str) -> float:
        mine = (table["scenario"] == "small") & (table["monday"] == monday)
        return float(table.loc[mine, column].sum()) / played.replications

    assert found["asked"].iloc[3] == mean(cells, "minutes_asked") > 0
    assert found["there"].iloc[3] == mean(work, "minutes_there") > 0
    assert found["given"].iloc[3] == mean(work, "minutes_given") > 0


def test_nobody_gives_more_than_is_there_and_who_is_hired_adds_to_it(played: Swept) -> None:
    base, more = (load_by_week(played, name) for name in ("small", "more"))
    assert (base["given"] <= base["there"]).all()
    assert (more["there"] > base["there"]).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_has_a_panel_for_each_scenario_and_a_table_in_hours(
    played: Swept, language: str
) -> None:
    titles = {"small": "As it is", "more": "Two more"}
    chart = draw_load(language, played, ["small", "more"], titles)  # type: ignore[arg-type]
    weeks = len(load_by_week(played, "small"))
    assert len(chart.rows) == 2 * -(-weeks // TOLD_EVERY)
    assert {len(row) for row in chart.rows} == {len(chart.head)}
    assert all(title in chart.body for title in titles.values())
    told = int(chart.rows[0][3].replace("\xa0", "").replace(",", ""))
    assert told == round(load_by_week(played, "small")["there"].iloc[0] / 60)


def test_every_class_of_it_has_a_style(played: Swept) -> None:
    chart = draw_load("en", played, ["small"], {"small": "As it is"})
    used = {name for told in CLASS.findall(chart.body) for name in told.split()}
    assert {name for name in used if f".{name}" not in read_css()} == set()


def test_near_axes_of_the_front_end_where_its_points_do() -> None:
    offers = [
        Offer(f"{n}", Interval(28e6 + n * 1e5, 0.0, 3), Interval(84.0 + n, 1.0, 3))
        for n in range(4)
    ]
    places = [float(x) for x in CENTRE.findall(draw_front("en", offers, near=True).body)]
    plain = [float(x) for x in CENTRE.findall(draw_front("en", offers).body)]
    assert places == sorted(places)
    assert places[-1] - places[0] > 20 * (plain[-1] - plain[0])
    assert all(64 < x < 564 for x in places)
