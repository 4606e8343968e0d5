from collections import defaultdict
from string import Formatter

import pytest

from api.exports.phrases import PHRASES, phrase
from api.exports.roster_rows import view_week
from domain.words import LANGUAGES, Language
from tests.api.conftest import SmallWeek


def test_travel_in_the_view_is_the_travel_that_the_roster_pays_for(small_week: SmallWeek) -> None:
    view = small_week.written.view
    (travel,) = (line for line in small_week.planned.result.costs if line.rule == "travel")
    assert view.travel == travel.missed > 0


def test_minutes_and_meetings_of_workers_add_up(small_week: SmallWeek) -> None:
    minutes: dict[str, int] = defaultdict(int)
    lengths = {need.id: need.minutes for need in small_week.planned.problem.needs}
    for meeting in small_week.planned.result.roster.meetings:
        for worker in meeting.workers:
            minutes[worker] += lengths[meeting.need]
    rows = small_week.written.view.workers
    assert {row.id: row.minutes for row in rows if row.minutes} == dict(minutes)
    assert [row.id for row in rows] == [one.id for one in small_week.planned.problem.workers]


def test_visits_of_a_day_stand_in_order_with_one_way_from_home_and_one_back(
    small_week: SmallWeek,
) -> None:
    days = [day for row in small_week.written.view.workers for day in row.days if day.visits]
    for day in days:
        starts = [visit.start for visit in day.visits]
        assert starts == sorted(starts)
        assert [visit.from_home for visit in day.visits] == [True] + [False] * (len(starts) - 1)
        assert all(visit.way_home == 0 for visit in day.visits[:-1])


def test_served_and_left_out_make_up_everything_wanted(small_week: SmallWeek) -> None:
    view = small_week.written.view
    assert view.served + len(view.left_out) == view.wanted == len(small_week.planned.problem.needs)
    assert all(one.reason.sentence and one.reason.change for one in view.left_out)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_view_speaks_every_language(language: Language, small_week: SmallWeek) -> None:
    view = view_week(small_week.planned, language)
    assert view.language == language
    assert len(view.costs) == len([c for c in small_week.planned.result.costs if c.cost])


def test_costs_are_listed_the_dearest_first(small_week: SmallWeek) -> None:
    costs = [line.cost for line in small_week.written.view.costs]
    assert costs == sorted(costs, reverse=True)
    assert sum(costs) == small_week.planned.result.cost


def test_every_phrase_asks_for_the_same_facts_in_every_language() -> None:
    for key, names in PHRASES.items():
        asked = [
            {fact for _, fact, _, _ in Formatter().parse(text) if fact} for text in names.all()
        ]
        assert asked[0] == asked[1] == asked[2], key
        assert all(text.strip() for text in names.all()), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_phrase_has_as_many_forms_as_its_language(language: Language) -> None:
    for key, names in PHRASES.items():
        pieces = list(Formatter().parse(names.name(language)))
        counted = {fact for _, fact, how, _ in pieces if how}
        for count in (1, 2, 5) if counted else ():
            facts = {fact: count for _, fact, _, _ in pieces if fact}
            assert not set("{}|") & set(phrase(language, key, **facts)), key


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("et", ["1 suletud kuu,", "2 suletud kuud,", "5 suletud kuud,"]),
        ("ru", ["1 закрытый месяц,", "2 закрытых месяца,", "5 закрытых месяцев,"]),
        ("en", ["1 closed month,", "2 closed months,", "5 closed months,"]),
    ],
)
def test_a_phrase_bends_its_words_to_the_number(language: Language, said: list[str]) -> None:
    for count, words in zip((1, 2, 5), said, strict=True):
        facts = {"files": 1, "closed": count, "entries": 1, "invoices": 1}
        assert words in phrase(language, "verified", **facts)


def test_a_phrase_without_its_fact_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        phrase("et", "wrote_calendars")
