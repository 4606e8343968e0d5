"""Minutes on the way, home to home, per route."""

import pytest

from domain.people import Contract
from optimizer.policy import default_policy
from tests.optimizer.builders import MON, TUE, a_problem, a_seat, a_travel, at
from tests.optimizer.rules.ask import Changes, both_say, with_price
from tests.optimizer.rules.week import a_week, cheapest, meet, only, price_of_one_more, starts, whom

RULE = "travel"
FAR_REACHING: tuple[Changes, ...] = ({"reach_minutes": 100, "contract": Contract.MANDATE},)
HOURS = (at(MON, 10), at(MON, 12, 30), at(MON, 15))
# Builders' workers live here: near is ten minutes away, far 90, and 85 from near.


def at_places(*places: str | None, **changes: object) -> list[Changes]:
    """One client each, at these places and hours."""
    return [
        {"clients": (f"c{k}",), "place": place, "windows": starts(hour)} | changes
        for k, (place, hour) in enumerate(zip(places, HOURS, strict=False), 1)
    ]


def test_whoever_stays_where_the_home_is_travels_nowhere() -> None:
    assert both_say(a_problem()) == {}


@pytest.mark.parametrize(
    ("places", "minutes"),
    [
        (("near",), 10 + 10),
        ((None,), 0),
        (("near", "near"), 10 + 0 + 10),
        (("near", "here"), 10 + 10 + 0),
        (("here", "near"), 0 + 10 + 10),
        (("near", "here", "near"), 10 + 10 + 10 + 10),
        # A remote meeting is held from home.
        (("near", None, "near"), 10 + 10 + 10 + 10),
        ((None, None), 0),
    ],
)
def test_the_way_leads_from_home_through_the_meetings_and_home_again(
    places: tuple[str | None, ...], minutes: int
) -> None:
    problem = a_week(*at_places(*places), clients=({"home": "far"},) * 3)
    held = [meet(k, hour) for k, hour in enumerate(HOURS[: len(places)], 1)]
    assert both_say(problem, held) == only(RULE, minutes)
    assert both_say(problem, held[::-1]) == only(RULE, minutes)
    assert cheapest(problem) == (minutes, tuple(held))


@pytest.mark.parametrize(
    ("places", "more"),
    [
        (("near",), 20),
        (("near", "near"), 0),
        (("here", "near"), 20),
        (("near", "here"), 0),
        (("near", "far"), 85 + 90 - 10),
        (("near", None), 0),
        # The third is put in between: nothing is nearer than home.
        (("near", "near", "here"), 20),
        (("near", "far", "near"), 0),
        (("here", "near", "far"), 90 + 85 - 10),
    ],
)
def test_the_board_prices_the_way_there_instead_of_the_way_past(
    places: tuple[str | None, ...], more: int
) -> None:
    order = (HOURS[0], HOURS[2], HOURS[1]) if len(places) == 3 else HOURS
    needs = [
        dict(need) | {"windows": starts(hour)}
        for need, hour in zip(at_places(*places), order, strict=False)
    ]
    problem = a_week(*needs, workers=FAR_REACHING, clients=({}, {}, {})[: len(places)])
    held = [meet(k, hour) for k, hour in enumerate(order[: len(places)], 1)]
    before = both_say(problem, held[:-1]).get(RULE, 0)
    assert price_of_one_more(problem, held[:-1], held[-1]) == more
    assert both_say(problem, held).get(RULE, 0) == before + more


def test_there_and_back_may_differ() -> None:
    minutes = ((0, 10, 90), (25, 0, 40), (90, 50, 0))
    travel = a_travel(("here", "near", "far"), minutes)
    for places, on_the_way in ((("near",), 35), (("near", "far"), 140), (("far", "near"), 165)):
        problem = a_week(*at_places(*places), workers=FAR_REACHING, clients=({}, {}), travel=travel)
        held = [meet(k, hour) for k, hour in enumerate(HOURS[: len(places)], 1)]
        assert both_say(problem, held) == {RULE: on_the_way}
        assert cheapest(problem)[0] == on_the_way


def test_every_day_and_every_worker_begins_at_home() -> None:
    needs = [{"place": "near"}, {"place": "near"}]
    problem = a_week(*needs, workers=({}, {"home": "near"}, {"home": "far", "reach_minutes": 100}))
    assert both_say(problem, (meet(1, at(MON, 10)), meet(2, at(TUE, 10)))) == {RULE: 20 + 20}
    held = (meet(1, at(MON, 10), "w2"), meet(2, at(TUE, 10), "w2"))
    assert both_say(problem, held) == {}
    held = (meet(1, at(MON, 10), "w3"), meet(2, at(TUE, 10), "w3"))
    assert both_say(problem, held) == {RULE: 170 + 170}


def test_each_of_a_team_travels() -> None:
    seats = (a_seat(), a_seat())
    afar = {"home": "far", "reach_minutes": 100}
    problem = a_week({"place": "near", "seats": seats}, workers=({}, afar))
    assert both_say(problem, (meet(1, at(MON, 10), "w1", "w2"),)) == {RULE: 20 + 170}
    assert cheapest(problem)[0] == 20 + 170


def test_the_exact_engine_goes_the_shortest_way() -> None:
    anywhen = [
        {"clients": (f"c{k}",), "place": place}
        for k, place in enumerate(("near", "here", "near"), 1)
    ]
    problem = a_week(*anywhen, clients=({"home": "here"},) * 3)
    assert cheapest(problem)[0] == 20
    assert cheapest(problem, with_price(RULE))[0] == 7 * 20
    # Whoever lives nearer comes, if nothing else speaks for somebody.
    near = a_week({"place": "near"}, workers=({"home": "here"}, {"home": "near"}))
    assert cheapest(near) == (0, (meet(1, cheapest(near)[1][0].start, "w2"),))


def test_a_minute_on_the_way_never_outweighs_a_client() -> None:
    assert default_policy().prices[RULE] == 1
    problem = a_week({"place": "far"}, workers=FAR_REACHING)
    cost, held = cheapest(problem)
    assert (cost, len(held)) == (180, 1)


def test_whoever_is_on_the_way_is_named_once_a_route() -> None:
    places = at_places("near", "here", "near")
    problem = a_week(*places, workers=({}, {"home": "far"}), clients=({"home": "near"},) * 3)
    held = (meet(1, HOURS[0]), meet(2, HOURS[1], "w2"), meet(3, HOURS[2]))
    assert whom(RULE, problem, held) == {"w1": 20, "w2": 180}
