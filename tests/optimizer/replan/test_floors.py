"""What the search holds to be the least: never more than it is."""

from typing import Any

import pytest

from domain.session import Window
from optimizer.replan import Replanned, fewest, front
from tests.optimizer.builders import (
    MON,
    a_client,
    a_meeting,
    a_need,
    a_problem,
    a_worker,
    at,
    shifts,
)
from tests.optimizer.replan.desk import a_week, after, ill, meeting_of, want

Searches = list[fewest.Fewest]


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> Searches:
    """Every search of the test, and none that looks at the whole week at once."""
    found: Searches = []

    def search(*given: Any, **named: Any) -> fewest.Fewest:
        found.append(fewest.Fewest(*given, **named))
        return found[-1]

    monkeypatch.setattr(front, "Fewest", search)
    monkeypatch.setattr(fewest, "WHOLE", 0)
    return found


def three_to_place_again() -> Replanned:
    """Three meetings at fixed hours; three colleagues have one of these hours free each.

    A fourth has one long meeting, which might be later: moving it, two people hear, not three.
    """
    clock = {f"n{k}": at(MON, 8 + k) for k in (1, 2, 3)}
    narrow = {name: (Window(start, start),) for name, start in clock.items()}
    needs = [a_need(name, clients=(f"c{name}",), windows=narrow[name]) for name in clock]
    published = [a_meeting(name, start) for name, start in clock.items()]
    for free in clock:
        for name in set(clock) - {free}:
            blocks = f"b{free}{name}"
            needs.append(a_need(blocks, clients=(f"c{blocks}",), windows=narrow[name]))
            published.append(a_meeting(blocks, clock[name], [f"w{free}"]))
    late = (Window(at(MON, 9), at(MON, 9)), Window(at(MON, 12), at(MON, 12)))
    needs.append(a_need("long", clients=("clong",), minutes=180, windows=late))
    published.append(a_meeting("long", at(MON, 9), ["wlong"]))
    hours = shifts(540, 900, (MON,))
    names = ["w1", *(f"w{free}" for free in clock), "wlong"]
    week = a_problem(
        needs=sorted(needs, key=lambda n: n.clients),
        clients=tuple(a_client(n.clients[0]) for n in sorted(needs, key=lambda n: n.clients)),
        workers=tuple(a_worker(name, shifts=hours) for name in names),
    )
    return after(week, published, ill())


def test_a_long_meeting_is_moved_so_that_three_go_to_one_colleague(searches: Searches) -> None:
    found = three_to_place_again()
    assert len(found.calls) == 6 == searches[0].heard_floor
    assert found.proven
    moved = meeting_of(found, "long")
    assert moved is not None
    assert moved.start == at(MON, 12)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_a_neighbourhood_holds_nothing_beyond_it_to_be_farther_than_it_is(
    most: int, searches: Searches, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fewest, "count", lambda _: iter([most]))
    found = three_to_place_again()
    assert len(found.calls) == (7 if most == 1 else 6)
    assert searches[0].heard_floor == 6
    assert found.fewest is (most > 1)


def test_somebody_left_out_before_is_not_sure_to_hear(searches: Searches) -> None:
    narrow = (Window(at(MON, 9), at(MON, 9)),)
    week = a_week([want(1, windows=narrow), want(2, windows=narrow)], workers=1)
    found = after(week, [a_meeting("n1", at(MON, 9))], [])
    assert searches[0].heard_floor == 0
    assert found.changes == ()
    assert found.proven


def test_what_nobody_may_take_is_left_out_under_every_roster(searches: Searches) -> None:
    week = a_week([want(1), want(2, gender="male")], workers=1)
    found = after(week, [a_meeting("n1", at(MON, 9))], [])
    assert searches[0].hopeless == {1}
    assert found.result.left_out == ("n2",)
    assert found.result.left_out_bound == 1
    assert found.proven
