from datetime import date

import pytest

from api.sample import generate
from domain.people import Level
from domain.places import places
from domain.provider import Provider
from scenarios.examine import examine
from scenarios.outcome import outcome_of
from scenarios.simulate import play_once, set_stage
from scenarios.snapshot import Snapshot, snapshot

DAY = date(2027, 1, 4)


@pytest.fixture(scope="module")
def provider() -> Provider:
    return generate(20, 120, DAY, 3)


@pytest.fixture(scope="module")
def taken(provider: Provider) -> Snapshot:
    return snapshot(provider, DAY)


def test_every_worker_is_taken_along_without_a_name(provider: Provider, taken: Snapshot) -> None:
    assert [person.id for person in taken.people] == [worker.id for worker in provider.workers]
    for person, worker in zip(taken.people, provider.workers, strict=True):
        assert person.county == places()[worker.home].county
        assert person.county in person.reach
        assert person.week_minutes == worker.week_minutes
        assert person.level is max((t.level for t in worker.trainings), default=Level.BESIDE)
    assert not {worker.name for worker in provider.workers} & set(repr(taken.people).split("'"))


def test_the_demand_is_that_of_the_plan(provider: Provider, taken: Snapshot) -> None:
    asked = {item.component for item in provider.plan}
    assert {demand.component for demand in taken.scenario.demand} == asked
    referrals = {(item.component, item.referral) for item in provider.plan}
    assert sum(demand.clients or 0 for demand in taken.scenario.demand) == len(referrals)
    for demand in taken.scenario.demand:
        minutes = {item.minutes for item in provider.plan if item.component == demand.component}
        assert {part.value for part in demand.minutes} == minutes


def test_it_can_be_played_with_those_workers(taken: Snapshot) -> None:
    assert examine(taken.scenario) == []
    short = taken.scenario.model_copy(update={"months": 2, "warm_up_months": 4})
    played = play_once(set_stage(short, taken.people), 0)
    assert outcome_of(played).figure("met") > 0


def test_nobody_with_a_plan_is_a_fault() -> None:
    with pytest.raises(ValueError, match="no client with a plan"):
        snapshot(Provider("Empty"), DAY)
