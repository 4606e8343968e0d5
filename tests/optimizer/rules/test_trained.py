"""The worker has a training in the seat's subject that holds on the day."""

from datetime import date, timedelta

import pytest

from domain.people import Level, Training
from domain.session import Window
from tests.optimizer.builders import MON, MONDAY, TUE, WED, a_meeting, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say, pair_days, pair_price, removed_pairs

RULE = "trained"
ALL = list(range(7))
OLD = date(2020, 1, 1)


def training(first: int | None, last: int | None, subject: str = "peer") -> Training:
    """From and until a day of the week, both included; None: since long ago, for good."""
    since = OLD if first is None else MONDAY + timedelta(days=first)
    until = None if last is None else MONDAY + timedelta(days=last)
    return Training(subject, Level.GROUPS, since, until)


def test_the_default_worker_is_trained_for_good() -> None:
    assert both_say(a_problem()) == {}


def test_a_worker_without_training_breaks_this_rule_alone() -> None:
    assert both_say(a_case(workers=({"trainings": ()},))) == {RULE: 1}


@pytest.mark.parametrize(
    ("trainings", "days"),
    [
        ((training(None, None),), ALL),
        ((training(None, WED),), [0, 1, 2]),
        ((training(WED, None),), [2, 3, 4, 5, 6]),
        ((training(TUE, TUE),), [1]),
        ((training(None, MON), training(WED, WED)), [0, 2]),
        ((training(None, TUE), training(TUE, None)), ALL),
        ((training(None, -1),), []),
        ((training(7, None),), []),
        # It ends before it begins.
        ((training(WED, TUE),), []),
        ((training(None, None, "support"),), []),
        ((training(None, None, "support"), training(None, MON)), [0]),
    ],
)
def test_a_training_holds_on_its_first_and_last_day_and_between(
    trainings: tuple[Training, ...], days: list[int]
) -> None:
    problem = a_case(workers=({"trainings": trainings},))
    said = [both_say(problem, [a_meeting(start=at(day, 10))]) for day in ALL]
    assert said == [{} if day in days else {RULE: 1} for day in ALL]
    assert pair_days(problem) == days
    assert removed_pairs(RULE, problem) == [int(not days)]
    assert pair_price(problem) == (0 if days else None)


def test_a_worker_is_removed_where_no_day_of_the_need_is_left() -> None:
    for last, removed in ((TUE, 1), (WED, 0)):
        windows = (Window(at(WED, 10), at(WED, 12)),)
        workers = ({"trainings": (training(None, last),)},)
        problem = a_case(workers=workers, need={"windows": windows})
        assert removed_pairs(RULE, problem) == [removed]


@pytest.mark.parametrize("trainings", [(), (training(None, None, "support"),)])
def test_a_seat_without_a_subject_asks_for_no_training(trainings: tuple[Training, ...]) -> None:
    problem = a_case(workers=({"trainings": trainings},), seats=({"subject": None},))
    assert both_say(problem) == {}
    assert removed_pairs(RULE, problem) == [0]
    assert pair_days(problem) == ALL


def test_beside_a_trained_colleague_a_seat_without_a_subject_takes_the_untrained() -> None:
    problem = a_case(workers=({}, {"trainings": ()}), seats=({}, {"subject": None}))
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {}
    assert both_say(problem, [a_meeting(workers=["w2", "w1"])]) == {RULE: 1}
    assert removed_pairs(RULE, problem) == [1, 0]


def test_each_seat_asks_for_its_own_subject() -> None:
    peer, support = training(None, None), training(None, None, "support")
    workers = ({"trainings": (peer,)}, {"trainings": (support,)})
    problem = a_case(workers=workers, seats=({}, {"subject": "support"}))
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {}
    assert both_say(problem, [a_meeting(workers=["w2", "w1"])]) == {RULE: 2}
    assert removed_pairs(RULE, problem) == [1, 1]


def test_of_a_need_without_any_day_the_days_speak_and_not_the_training() -> None:
    workers = ({"trainings": (training(None, -1),)},)
    problem = a_case(workers=workers, need={"plan_owed": True})
    assert removed_pairs(RULE, problem) == [0]
