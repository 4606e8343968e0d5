"""A first roster: never a must broken, nothing kept that was given taken away."""

from dataclasses import replace

import numpy as np
import pytest

from domain.session import Meeting, Window
from optimizer.choices import Choices, choices_of, nothing_chosen
from optimizer.columns import Columns
from optimizer.construct import MOST_STARTS, construct
from optimizer.policy import default_policy
from tests.optimizer.builders import (
    MON,
    TUE,
    a_client,
    a_need,
    a_problem,
    a_seat,
    a_travel,
    a_worker,
    at,
)
from tests.optimizer.engines import a_busy_week, columns_of, optimum, small_columns, verdict_on


def served(c: Columns, chosen: Choices) -> dict[str, tuple[int, tuple[str, ...]]]:
    """Need -> start and workers."""
    workers, t = [w.id for w in c.tables.problem.workers], c.tables
    return {
        t.problem.needs[need].id: (
            int(chosen.start[need]),
            tuple(
                workers[c.pair_worker[pair]]
                for pair in chosen.pair[t.need_seat[need] : t.need_seat[need + 1]].tolist()
            ),
        )
        for need in np.flatnonzero(chosen.start >= 0).tolist()
    }


@pytest.mark.parametrize("block", range(10))
def test_construction_breaks_no_must_and_beats_no_optimum(block: int) -> None:
    exact = 0
    for seed in range(block * 20, block * 20 + 20):
        c = small_columns(seed)
        verdict = verdict_on(c, construct(c))
        assert verdict.faults == {}, seed
        assert verdict.cost >= optimum(seed)[0], seed
        exact += verdict.cost == optimum(seed)[0]
    assert exact > 4


def test_a_family_is_not_squeezed_into_half_a_caseload() -> None:
    clients = (a_client("c1"), a_client("c2"))
    workers = (a_worker(caseload=1),)
    c = columns_of(
        a_problem(clients=clients, workers=workers, needs=(a_need(clients=("c1", "c2")),))
    )
    assert served(c, construct(c)) == {}


def test_what_is_given_is_kept_and_the_rest_is_filled_in() -> None:
    needs = (a_need("n1"), a_need("n2", clients=("c2",)))
    c = columns_of(a_problem(clients=(a_client("c1"), a_client("c2")), needs=needs))
    start = nothing_chosen(c)
    start.start[1], start.pair[1] = at(MON, 11, 30), c.seat_pair[1]
    found = served(c, construct(c, start))
    assert found["n2"] == (at(MON, 11, 30), ("w1",))
    assert found["n1"][0] <= at(MON, 10, 30)
    assert served(c, start) == {"n2": (at(MON, 11, 30), ("w1",))}


def test_the_dearer_need_is_served_first() -> None:
    needs = tuple(
        a_need(f"n{i}", clients=(f"c{i}",), pinned_start=at(MON, 10), priority=i) for i in (1, 2, 3)
    )
    clients = tuple(a_client(f"c{i}") for i in (1, 2, 3))
    c = columns_of(a_problem(clients=clients, needs=needs))
    assert set(served(c, construct(c))) == {"n3"}


def test_a_need_dearer_to_serve_than_to_leave_out_is_left_out() -> None:
    # Ten minutes there and ten back: 9,980 or 10,000 against 10,000 for leaving it out.
    for price, kept in ((499, True), (500, False)):
        prices = {**default_policy().prices, "travel": price}
        policy = default_policy().model_copy(update={"prices": prices})
        c = columns_of(a_problem(needs=(a_need(place="near"),)), policy)
        assert (len(served(c, construct(c))) == 1) is kept


def test_the_team_of_a_meeting_is_of_different_workers() -> None:
    need = a_need(seats=(a_seat(), a_seat()))
    one = columns_of(a_problem(needs=(need,)))
    assert served(one, construct(one)) == {}
    two = columns_of(a_problem(needs=(need,), workers=(a_worker("w1"), a_worker("w2"))))
    assert sorted(served(two, construct(two))["n1"][1]) == ["w1", "w2"]


def test_a_team_meets_when_both_are_free() -> None:
    need = a_need("n3", seats=(a_seat(), a_seat()), clients=("c3",))
    alone = [
        a_need(f"n{i}", clients=(f"c{i}",), pinned_workers=(f"w{i}",), pinned_start=start)
        for i, start in ((1, at(MON, 10)), (2, at(MON, 11)))
    ]
    c = columns_of(
        a_problem(
            clients=tuple(a_client(f"c{i}") for i in (1, 2, 3)),
            needs=(*alone, need),
            workers=(a_worker("w1"), a_worker("w2")),
        )
    )
    start = nothing_chosen(c)
    for n in (0, 1):
        start.start[n] = alone[n].pinned_start or 0
        start.pair[n] = c.seat_pair[n]
    found = served(c, construct(c, start))
    assert found["n3"] == (at(MON, 12), ("w1", "w2"))


def test_many_starts_of_a_team_are_thinned_evenly() -> None:
    windows = tuple(Window(at(d, 8), at(d, 17)) for d in range(5))
    need = a_need(seats=(a_seat(), a_seat()), windows=windows)
    workers = tuple(a_worker(f"w{i:02}") for i in range(MOST_STARTS))
    c = columns_of(a_problem(needs=(need,), workers=workers))
    assert len(served(c, construct(c))) == 1


def test_promised_minutes_do_not_make_a_meeting_dearer() -> None:
    # w2 lives at the place but is promised nothing; w1 comes from near and is promised an hour.
    workers = (a_worker("w1", home="near", guaranteed_minutes=60), a_worker("w2"))
    c = columns_of(a_problem(workers=workers))
    assert served(c, construct(c))["n1"][1] == ("w1",)


def test_a_busy_week_is_filled_without_a_fault() -> None:
    c = columns_of(a_busy_week(60, 6))
    chosen = construct(c)
    assert verdict_on(c, chosen).faults == {}
    assert len(served(c, chosen)) == 60


def test_a_worker_who_cannot_be_there_in_time_does_not_come() -> None:
    windows = (Window(at(TUE, 8), at(TUE, 8, 5)),)
    c = columns_of(a_problem(needs=(a_need(place="near", windows=windows),)))
    assert served(c, construct(c)) == {}
    later = (Window(at(TUE, 8), at(TUE, 8, 10)),)
    c = columns_of(a_problem(needs=(a_need(place="near", windows=later),)))
    assert served(c, construct(c)) == {"n1": (at(TUE, 8, 10), ("w1",))}


def test_making_room_leaves_the_rest_of_the_day_sound() -> None:
    # By way of o it is 20 minutes from a to b, straight on an hour: n2 must not leave w1's day.
    travel = a_travel(("o", "a", "b"), ((0, 10, 10), (10, 0, 60), (10, 60, 0)))
    times = (("a", at(MON, 10), 60), ("o", at(MON, 11, 10), 10), ("b", at(MON, 11, 30), 30))
    needs = [
        a_need(
            f"n{i}",
            clients=(f"c{i}",),
            place=place,
            minutes=minutes,
            windows=(Window(start, start),),
        )
        for i, (place, start, minutes) in enumerate((*times, ("b", at(MON, 13), 10)), 1)
    ]
    mine = ("w1",)
    needs = [n if n.id == "n2" else replace(n, pinned_workers=mine) for n in needs]
    problem = a_problem(
        clients=tuple(a_client(f"c{i}") for i in (1, 2, 3, 4)),
        needs=tuple(needs),
        travel=travel,
        workers=(a_worker("w1", home="o", day_minutes=100), a_worker("w2", home="o")),
    )
    c = columns_of(problem)
    start = choices_of(c, [Meeting(f"n{i}", s, mine) for i, (_, s, _) in enumerate(times, 1)])
    assert verdict_on(c, start).faults == {}
    chosen = construct(c, start)
    assert verdict_on(c, chosen).faults == {}
    assert len(served(c, chosen)) == 3


def test_making_room_holds_a_meeting_elsewhere() -> None:
    # w1 alone may take n2, which may only be at ten; n1 may as well be at eleven or with w2.
    needs = (
        a_need("n1"),
        a_need("n2", clients=("c2",), windows=(Window(at(MON, 10), at(MON, 10)),)),
    )
    c = columns_of(a_problem(clients=(a_client("c1"), a_client("c2")), needs=needs))
    start = choices_of(c, [Meeting("n1", at(MON, 10, 30), ("w1",))])
    found = served(c, construct(c, start))
    assert found == {"n1": (at(MON, 11), ("w1",)), "n2": (at(MON, 10), ("w1",))}
