import numpy as np
import pytest

from benchmarks.plain.draw import SIZES, Dice, draw, ways
from benchmarks.plain.instance import check_frozen, fingerprint, frozen


@pytest.mark.parametrize("size", ["S", "M", "L"])
def test_frozen_instances_are_drawn_to_the_byte(size: str) -> None:
    assert fingerprint(draw(size, 1)) == frozen()[size, 1]


def test_every_size_has_five_frozen_seeds() -> None:
    assert set(frozen()) == {(size, seed) for size in SIZES for seed in range(1, 6)}


def test_one_byte_more_is_told() -> None:
    instance = draw("S", 2)
    instance.minutes[0, 1] += 1
    with pytest.raises(ValueError, match="has changed"):
        check_frozen(instance)


def test_seeds_that_are_not_frozen_are_drawn_too() -> None:
    fresh = draw("S", 77)
    assert not check_frozen(fresh)
    assert fingerprint(fresh) != fingerprint(draw("S", 78))


@pytest.mark.parametrize(("size", "clients"), [("S", 29), ("M", 218), ("L", 1009)])
def test_sizes_are_those_of_the_comparison(size: str, clients: int) -> None:
    instance = draw(size, 1)
    assert (instance.workers, instance.visits) == (SIZES[size].workers, SIZES[size].visits)
    assert abs(instance.clients - clients) <= 0.2 * clients


def test_visits_and_shifts_lie_within_a_day() -> None:
    instance = draw("M", 3)
    assert (instance.visit_from <= instance.visit_to).all()
    at_work = instance.shift_from >= 0
    assert set((instance.shift_to - instance.shift_from)[at_work].tolist()) == {420}
    assert (at_work.sum(axis=1) == 5).all()
    pairs = set(zip(instance.visit_client.tolist(), instance.visit_day.tolist(), strict=True))
    assert len(pairs) == instance.visits, "a client has one visit a day"
    assert (np.diff(instance.visit_client) >= 0).all()


def test_next_visits_are_some_minutes_away_as_in_a_town() -> None:
    instance = draw("L", 1)
    monday = instance.visit_place[instance.visit_day == 0]
    minutes = instance.minutes[np.ix_(monday, monday)].astype(float)
    np.fill_diagonal(minutes, np.inf)
    assert 5 < np.partition(minutes, 5, axis=1)[:, :5].mean() < 9


def test_a_way_is_its_length_and_the_door() -> None:
    minutes = ways(np.array([0, 38_000, 0]), np.array([0, 0, 1]))
    assert minutes.tolist() == [[0, 81, 4], [81, 0, 81], [4, 81, 0]]


def test_dice_throw_every_side() -> None:
    dice = Dice(1)
    assert {dice.between(2, 4) for _ in range(100)} == {2, 3, 4}
    assert {dice.weighted((0, 3, 1)) for _ in range(100)} == {1, 2}
    assert dice.some(4, 4) == [0, 1, 2, 3]
    spread = [dice.near(100) for _ in range(4000)]
    assert abs(float(np.mean(spread))) < 10
    assert 90 < float(np.std(spread)) < 110
