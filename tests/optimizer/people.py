"""Random workers, clients and ways for small weeks: sound by default, lacking where in trouble."""

from datetime import date, timedelta

from domain.people import (
    Cefr,
    Client,
    Contract,
    Gender,
    Level,
    LivedExperience,
    Role,
    Shift,
    Speaks,
    Training,
    Worker,
)
from domain.places import UNREACHABLE, Travel
from tests.optimizer.builders import a_client, a_travel, a_worker, shifts
from tests.optimizer.dice import Dice

THEMES = ("depression", "bipolar", "wheelchair", "stroke")
PEER, SUPPORT, SPECIALIST = Role.PEER_COUNSELLOR, Role.SUPPORT_PERSON, Role.SPECIALIST
ALL_WEEK = tuple(range(7))
BOUND = (Contract.EMPLOYEE, Contract.EMPLOYEE, Contract.MANDATE)
GENDERS = (Gender.FEMALE, Gender.MALE)


def some_travel(dice: Dice) -> Travel:
    """Ways that differ there and back; mostly, but not always, no way round is shorter."""
    size = dice.between(2, 4)
    spread = (20, 40, 70) if "travel" in dice.troubles else (0, 10, 25)
    far = dice.one(spread)
    ways = [[dice.between(min(far, 5), far) for _ in range(size)] for _ in range(size)]
    for place in range(size):
        ways[place][place] = 0
    if not dice.trouble("travel", 25):
        for via in range(size):
            for a in range(size):
                for b in range(size):
                    ways[a][b] = min(ways[a][b], ways[a][via] + ways[via][b])
    if dice.trouble("travel", 25):
        for other in range(size - 1):
            ways[size - 1][other] = ways[other][size - 1] = UNREACHABLE
    return a_travel([f"p{i}" for i in range(size)], ways)


def is_metric(travel: Travel) -> bool:
    """Whether no way round is shorter than the way itself."""
    ways = travel.minutes.astype(int)
    return all(
        bool((ways <= ways[:, [via]] + ways[[via], :]).all()) for via in range(len(travel.ids))
    )


def _shifts(dice: Dice) -> tuple[Shift, ...]:
    if "rest" in dice.troubles:
        return shifts(300, 1420, ALL_WEEK)
    if not dice.trouble("shifts", 70):
        return shifts(480, 1140, ALL_WEEK)
    if dice.chance(10):
        return ()
    hours = dice.one(((540, 1020), (720, 1260), (360, 1380), (540, 720)))
    return shifts(*hours, weekdays=dice.some(ALL_WEEK, dice.one((3, 5, 6))))


def _trainings(dice: Dice, monday: date) -> tuple[Training, ...]:
    """For good; or lapsing or beginning in midweek; or of a lower level."""
    levels = tuple(Level) if "training" in dice.troubles else (Level.GROUPS,)
    until = monday + timedelta(days=dice.between(0, 3)) if dice.trouble("training", 30) else None
    late = dice.trouble("training", 20)
    since = monday + timedelta(days=dice.between(1, 3)) if late else date(2020, 1, 1)
    found = [Training("peer", dice.one(levels), since, until)]
    if dice.chance(30):
        found.append(Training("peer", Level.SHORT, date(2019, 1, 1)))
    if not dice.trouble("training", 50):
        found.append(Training("support", Level.SHORT, date(2021, 1, 1)))
    return tuple(found)


def _languages(dice: Dice) -> tuple[Speaks, ...]:
    if "language" not in dice.troubles:
        return (Speaks("et", Cefr.C2), Speaks("ru", dice.one((Cefr.B2, Cefr.C1, Cefr.C2))))
    found = [Speaks("et", dice.one((Cefr.B1, Cefr.B2, Cefr.C1, Cefr.C2)))]
    if dice.chance(60):
        found.append(Speaks("ru", dice.one(tuple(Cefr))))
    return tuple(found)


def _experiences(dice: Dice) -> tuple[LivedExperience, ...]:
    if "experience" not in dice.troubles:
        return tuple(LivedExperience(theme, severe=True) for theme in THEMES)
    return tuple(
        LivedExperience(theme, family=dice.chance(30), severe=dice.chance(50))
        for theme in dice.some(THEMES, dice.between(1, 4))
    )


def _roles(dice: Dice) -> frozenset[Role]:
    if dice.trouble("roles", 60):
        return frozenset(dice.some((PEER, SUPPORT, SPECIALIST), dice.between(1, 2)))
    return frozenset({PEER, SUPPORT, SPECIALIST})


def some_worker(dice: Dice, number: int, monday: date, places: tuple[str, ...]) -> Worker:
    """A worker ``w1``, ``w2`` ..."""
    tight = "limits" in dice.troubles
    week = dice.one((60, 120, 240)) if tight else dice.one((200, 400, 900))
    return a_worker(
        f"w{number}",
        roles=_roles(dice),
        contract=Contract.VOLUNTEER if dice.trouble("roles", 30) else dice.one(BOUND),
        home=dice.one(places),
        trainings=_trainings(dice, monday),
        experiences=_experiences(dice),
        languages=_languages(dice),
        gender=dice.one(GENDERS),
        shifts=_shifts(dice),
        day_minutes=dice.one((60, 120, 240)) if tight else 480,
        week_minutes=week,
        week_most=week + (dice.one((0, 60)) if tight else 480),
        guaranteed_minutes=dice.one((0, 0, 90, 240)),
        week_days=dice.one((1, 2, 5)) if tight else 7,
        caseload=dice.one((1, 2)) if dice.trouble("bonds", 70) else 30,
        reach_minutes=dice.one((15, 45)) if dice.trouble("travel", 50) else 90,
        excluded=frozenset({"c1"} if dice.trouble("wishes", 20) else ()),
    )


def some_client(dice: Dice, number: int, workers: tuple[Worker, ...]) -> Client:
    """A client ``c1``, ``c2`` ..."""
    ids = [w.id for w in workers]
    languages: tuple[str, ...] = dice.one((("et",), ("ru", "et")))
    if dice.trouble("language", 60):
        languages = dice.one((("ru",), ("uk",), ("uk", "ru")))
    return a_client(
        f"c{number}",
        languages=languages,
        themes=frozenset(dice.some(THEMES, 0 if dice.trouble("experience", 10) else 1)),
        gender=dice.one(GENDERS),
        asks_gender=dice.one(GENDERS) if dice.trouble("wishes", 20) else None,
        interpreter=dice.chance(75),
        chosen=dice.one(ids) if dice.trouble("wishes", 25) else None,
        refused=frozenset(dice.some(ids, 1 if dice.trouble("wishes", 25) else 0)),
        confirmed=frozenset(dice.some(ids, 1 if dice.trouble("wishes", 50) else 0)),
    )
