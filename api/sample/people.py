"""Workers of a made-up provider, hired where clients live."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from random import Random

from api.sample.mix import ContractMix, WorkerMix, deal, draw, mix, often
from api.sample.names import full_name, surname
from domain.people import Cefr, Gender, Level, LivedExperience, Shift, Speaks, Training, Worker
from domain.places import places
from domain.themes import kind_of, themes

FEW = 4
"""Workers in a county below which it has common sorts alone."""
COMMON = 9
"""Share from which a sort is common."""


@cache
def homes(county: str) -> dict[str, int]:
    """Places of a county in which people live, by their number."""
    out = mix().not_a_home
    return {
        place.id: max(1, place.population)
        for place in places().values()
        if place.county == county and place.id not in out
    }


def hire(dice: Random, count: int, among: Sequence[str], sorts: Sequence[str]) -> list[Worker]:
    """Hire workers in the counties ``among``; ``sorts`` names each one's sort, empty: by share.

    Counties with few workers have the common sorts, the others all of them.
    """
    dealt = list(deal({county: mix().counties[county] for county in among}, count))
    few = {county for county, number in Counter(dealt).items() if number < FEW}
    shares = {sort.id: sort.share for sort in mix().workers}
    common = {name: share for name, share in shares.items() if share >= COMMON}
    rare = iter(deal(shares, count))
    usual = iter(deal(common, count))
    known = {sort.id: sort for sort in mix().workers}
    digits = max(2, len(str(count)))
    turns: Counter[str] = Counter()
    hired: list[Worker] = []
    for number, county in enumerate(dealt):
        sort = sorts[number] if sorts else next(usual if county in few else rare)
        hired.append(_one(dice, f"W{number + 1:0{digits}}", known[sort], county, turns[sort]))
        turns[sort] += 1
    return hired


def _one(dice: Random, name: str, sort: WorkerMix, county: str, turn: int) -> Worker:
    terms = mix().contracts[sort.contracts[turn % len(sort.contracts)]]
    spoken = _tongue(dice, sort, county, turn)
    gender = Gender.FEMALE if often(dice, 66) else Gender.MALE
    first = max(spoken, key=lambda language: spoken[language])
    week = dice.choice(terms.week)
    return Worker(
        id=name,
        name=full_name(dice, first, gender, surname(dice, first)),
        roles=frozenset(sort.roles),
        contract=terms.contract,
        home=draw(dice, homes(county)),
        trainings=tuple(_training(dice, t.subject, t.level) for t in sort.trainings),
        experiences=_lived(dice, sort, turn),
        languages=tuple(Speaks(language, Cefr(level)) for language, level in spoken.items()),
        gender=gender,
        shifts=_shifts(dice, terms),
        day_minutes=terms.day,
        week_minutes=week,
        week_most=week + terms.more,
        guaranteed_minutes=terms.promised,
        week_days=len(terms.shifts),
        caseload=terms.caseload,
        reach_minutes=terms.reach + 15 * dice.randrange(3),
    )


def _tongue(dice: Random, sort: WorkerMix, county: str, turn: int) -> dict[str, int]:
    choices = mix().tongues[sort.tongues]
    if sort.tongues == "refuge":
        return dict(choices[turn % len(choices)])
    russian = mix().russian.get(county, mix().russian[""])
    table = mix().tongues["russian"] if often(dice, russian) else choices
    return dict(dice.choice(table))


def _training(dice: Random, subject: str, level: Level) -> Training:
    since = date(2019, 1, 7) + timedelta(days=dice.randrange(1800))
    return Training(subject, level, since)


def _lived(dice: Random, sort: WorkerMix, turn: int) -> tuple[LivedExperience, ...]:
    """Two themes or three: the first kind in turn, so that no kind is forgotten, then any."""
    if not sort.kinds:
        return ()
    kinds = [sort.kinds[turn % len(sort.kinds)], dice.choice(sort.kinds), dice.choice(sort.kinds)]
    found: dict[str, LivedExperience] = {}
    for kind in kinds:
        theme = dice.choice([t for t in themes() if kind_of(t) == kind])
        severe = sort.severe and kind == sort.kinds[0]
        found[theme] = LivedExperience(theme, family=sort.family, severe=severe)
    return tuple(found.values())


def _shifts(dice: Random, terms: ContractMix) -> tuple[Shift, ...]:
    """The contract's hours, for each worker a little earlier or later."""
    moved = dice.choice((-30, 0, 0, 0, 30))
    return tuple(Shift(day, start + moved, end + moved) for day, start, end in terms.shifts)
