"""The worker's training reaches the level the seat asks for."""

from datetime import date, timedelta

import pytest

from domain.people import Level, Training
from tests.optimizer.builders import MON, MONDAY, TUE, WED, a_meeting, a_problem, at
from tests.optimizer.rules.ask import a_case, both_say, pair_days, pair_price, removed_pairs

RULE = "competence_level"
ALL = list(range(7))
OLD = date(2020, 1, 1)
BESIDE, SHORT, INDEPENDENT, GROUPS = Level


def training(level: Level, last: int | None = None, subject: str = "peer") -> Training:
    """From long ago until a day of the week, included; None: for good."""
    return Training(subject, level, OLD, None if last is None else MONDAY + timedelta(days=last))


def test_the_default_worker_stands_above_the_level_asked_for() -> None:
    assert both_say(a_problem()) == {}


def test_one_level_too_low_breaks_this_rule_alone() -> None:
    assert both_say(a_case(workers=({"trainings": (training(SHORT),)},))) == {RULE: 1}


@pytest.mark.parametrize("has", list(Level))
@pytest.mark.parametrize("asked", [None, *Level])
def test_the_level_is_the_one_asked_for_or_higher(has: Level, asked: Level | None) -> None:
    problem = a_case(workers=({"trainings": (training(has),)},), seats=({"level": asked},))
    enough = asked is None or has >= asked
    assert both_say(problem) == ({} if enough else {RULE: 1})
    assert removed_pairs(RULE, problem) == [int(not enough)]
    assert pair_price(problem) == (0 if enough else None)


@pytest.mark.parametrize(
    ("trainings", "low"),
    [
        ((training(SHORT), training(INDEPENDENT)), []),
        ((training(INDEPENDENT), training(SHORT)), []),
        # The higher level lapses in midweek: from then on the lower one alone counts.
        ((training(SHORT), training(GROUPS, TUE)), [2, 3, 4, 5, 6]),
        ((training(BESIDE), training(INDEPENDENT, MON)), [1, 2, 3, 4, 5, 6]),
        # The lower one lapses: the higher one is enough.
        ((training(SHORT, TUE), training(INDEPENDENT)), []),
        # A high level in another subject is none in this one.
        ((training(GROUPS, None, "support"), training(SHORT)), ALL),
    ],
)
def test_the_best_training_that_holds_on_the_day_counts(
    trainings: tuple[Training, ...], low: list[int]
) -> None:
    problem = a_case(workers=({"trainings": trainings},))
    said = [both_say(problem, [a_meeting(start=at(day, 10))]) for day in ALL]
    assert said == [{RULE: 1} if day in low else {} for day in ALL]
    assert pair_days(problem) == [day for day in ALL if day not in low]


def test_where_no_training_holds_this_rule_is_silent() -> None:
    problem = a_case(workers=({"trainings": (training(SHORT, TUE),)},))
    assert both_say(problem) == {RULE: 1}
    assert both_say(problem, [a_meeting(start=at(WED, 10))]) == {"trained": 1}
    assert both_say(a_case(workers=({"trainings": ()},))) == {"trained": 1}


@pytest.mark.parametrize("trainings", [(), (training(BESIDE),)])
def test_a_level_without_a_subject_asks_for_nothing(trainings: tuple[Training, ...]) -> None:
    problem = a_case(workers=({"trainings": trainings},), seats=({"subject": None},))
    assert both_say(problem) == {}
    assert removed_pairs(RULE, problem) == [0]


def test_a_beginner_may_sit_beside_on_a_second_seat() -> None:
    beginner = {"trainings": (training(BESIDE),)}
    problem = a_case(workers=({}, beginner), seats=({}, {"level": BESIDE}))
    assert both_say(problem, [a_meeting(workers=["w1", "w2"])]) == {}
    assert both_say(problem, [a_meeting(workers=["w2", "w1"])]) == {RULE: 1}
    assert removed_pairs(RULE, problem) == [1, 0]
