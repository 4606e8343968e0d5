import hashlib
import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from api.sample import generate, sample
from api.sample.mix import deal, mix
from domain.languages import languages
from domain.people import Contract, Level, Role
from domain.places import places
from domain.programme import components, programmes
from domain.provider import Provider
from domain.themes import themes
from optimizer.build import build_problem
from tests.api.weeks import MONDAY, items, musts, replay

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def provider() -> Provider:
    return sample("provider", MONDAY)


def digest(provider: Provider) -> str:
    def plain(value: Any) -> Any:
        return sorted(value) if isinstance(value, frozenset) else str(value)

    text = json.dumps(asdict(provider), default=plain, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_provider_has_forty_workers_and_three_hundred_clients(provider: Provider) -> None:
    assert (len(provider.workers), len(provider.clients)) == (40, 300)
    wanted = sum(item.meetings for item in provider.plan) + len(provider.groups)
    assert 430 <= wanted <= 480


def test_a_small_provider_can_be_read_by_eye() -> None:
    small = sample("small", MONDAY)
    assert (len(small.workers), len(small.clients)) == (6, 30)
    assert {places()[client.home].county for client in small.clients} == {"Harju"}
    assert {referral.programme for referral in small.referrals} == set(programmes())
    assert small.groups


def test_the_same_seed_makes_the_same_provider_and_another_seed_another() -> None:
    assert sample("small", MONDAY, 7) == sample("small", MONDAY, 7)
    assert sample("small", MONDAY, 7) != sample("small", MONDAY, 8)


def test_the_order_of_sets_does_not_matter() -> None:
    code = (
        "from datetime import date; from api.sample import sample;"
        "from tests.api.test_sample import digest;"
        "print(digest(sample('provider', date(2026, 11, 23))))"
    )
    said = {
        subprocess.run(  # noqa: S603 our own code
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=HOUSE,
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1


def test_last_weeks_roster_held_again_misses_only_those_who_are_away(provider: Provider) -> None:
    needs, meetings, missed = replay(provider)
    faults = musts(missed)
    assert set(faults) <= {"worker_present", "client_present"}
    assert len(meetings) - faults.total() >= 0.8 * len(needs)
    assert len(meetings) <= 0.97 * len(needs)


@pytest.mark.parametrize("seed", [2, 3])
def test_other_seeds_make_weeks_that_work_too(seed: int) -> None:
    _, _, missed = replay(sample("provider", MONDAY, seed))
    assert set(musts(missed)) <= {"worker_present", "client_present"}


def test_meetings_fill_about_two_thirds_of_the_contracts(provider: Provider) -> None:
    needs, _, _ = replay(provider)
    wanted = sum(need.minutes * len(need.seats) for need in needs)
    assert 0.6 <= wanted / sum(worker.week_minutes for worker in provider.workers) <= 0.8


def test_every_id_resolves(provider: Provider) -> None:
    clients = {client.id: client for client in provider.clients}
    workers = {worker.id for worker in provider.workers}
    referrals = {referral.id: referral for referral in provider.referrals}
    families = {family.id: family.members for family in provider.families}
    assert len(clients) == len(provider.clients)
    assert len(referrals) == len(provider.referrals)
    for worker in provider.workers:
        assert worker.home in places()
        assert {e.theme for e in worker.experiences} <= set(themes())
        assert {s.language for s in worker.languages} <= set(languages())
    for client in clients.values():
        assert client.home in places()
        assert client.themes <= set(themes())
        assert set(client.languages) <= set(languages())
        assert client.refused | client.confirmed | {client.chosen or "W01"} <= workers
        assert client.family is None or client.id in families[client.family]
        assert client.personal_code is None
    for members in families.values():
        assert len(members) > 1
        assert {clients[member].home for member in members} == {clients[members[0]].home}
    for item, referral in items(provider):
        assert components()[item.component][0].id == referral.programme
        assert item.place in {None, *places()}
        assert item.mode in components()[item.component][1].modes
    for group in provider.groups:
        assert group.place in places()
        assert {referrals[m].programme for m in group.referrals} == {
            components()[group.component][0].id
        }
        assert group.smallest <= len(group.referrals) <= group.largest
    for used in provider.used:
        assert components()[used.component][0].id == referrals[used.referral].programme
        assert used.minutes > 0
    known = {*clients, *workers}
    assert {absence.who for absence in provider.absences} <= known
    assert {service.client for service in provider.parallel} <= set(clients)


def test_every_programme_language_role_and_contract_is_there(provider: Provider) -> None:
    assert {referral.programme for referral in provider.referrals} == set(programmes())
    spoken = {code for client in provider.clients for code in client.languages}
    assert {"et", "ru", "uk", "en", "ar"} <= spoken
    assert {role for worker in provider.workers for role in worker.roles} == set(Role)
    assert {worker.contract for worker in provider.workers} == set(Contract)
    subjects = {seat.subject for _, component in components().values() for seat in component.seats}
    trained = {t.subject for worker in provider.workers for t in worker.trainings}
    assert trained <= subjects
    levels = {
        training.level
        for worker in provider.workers
        if Role.PEER_COUNSELLOR in worker.roles
        for training in worker.trainings
        if training.subject.startswith("peer")
    }
    assert levels == set(Level)


def test_clients_live_where_people_live(provider: Provider) -> None:
    lived = Counter(places()[client.home].county for client in provider.clients)
    assert lived.most_common(1)[0][0] == "Harju"
    assert len(lived) >= 12
    assert {"Ida-Viru", "Tartu"} <= set(lived)


@pytest.mark.parametrize(
    "monday", [date(2026, 1, 5), date(2026, 12, 21), date(2027, 2, 22), date(2028, 2, 28)]
)
def test_any_week_can_be_made_up(monday: date) -> None:
    small = sample("small", monday)
    problem, _ = build_problem(small, monday)
    assert len(problem.needs) > 20
    assert all(meeting.day < monday for meeting in small.published)
    assert all(referral.on < monday for referral in small.referrals)


def test_any_size_can_be_made_up() -> None:
    large = generate(80, 1000, MONDAY)
    assert (len(large.workers), len(large.clients)) == (80, 1000)
    share = len({item.referral for item in large.plan}) / len(large.referrals)
    assert 0.5 < share < 0.75
    tiny = generate(1, 1, MONDAY)
    assert (len(tiny.workers), len(tiny.clients)) == (1, 1)


@pytest.mark.parametrize(("workers", "monday"), [(0, MONDAY), (3, date(2026, 11, 24))])
def test_nothing_is_made_up_of_nothing(workers: int, monday: date) -> None:
    with pytest.raises(ValueError, match="cannot be made up"):
        generate(workers, 10, monday)


def test_dealt_cards_follow_the_shares_at_every_moment() -> None:
    dealt = deal({"a": 3, "b": 1}, 8)
    assert Counter(dealt) == {"a": 6, "b": 2}
    assert Counter(dealt[:4]) == {"a": 3, "b": 1}


def test_the_mix_speaks_of_components_that_exist() -> None:
    named = {wish.component for of in mix().referrals for wish in of.wishes}
    assert named | {group.component for group in mix().groups} <= set(components())
    for of in mix().referrals:
        own = {component.id for component in programmes()[of.programme].components}
        assert {wish.component for wish in of.wishes} <= own
        for wish in of.wishes:
            assert set(wish.modes) <= set(components()[wish.component][1].modes)
