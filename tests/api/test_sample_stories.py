import pytest

from api.sample import sample
from domain.caps import EurosPerCalendarYear
from domain.clock import working_day_after
from domain.entitlement import period_of, start_deadline
from domain.people import Contract, absent_days
from domain.programme import components, programmes
from domain.provider import Provider
from domain.referral import Leading, PlaceMode
from domain.themes import kind_of
from optimizer.build import build_problem
from tests.api.weeks import MONDAY, WEEK, items, left, replay


@pytest.fixture(scope="module")
def provider() -> Provider:
    return sample("provider", MONDAY)


def test_first_meetings_are_due_this_week(provider: Provider) -> None:
    due = [
        start_deadline(*components()[item.component], referral)
        for item, referral in items(provider)
    ]
    this_week = [day for day in due if day is not None]
    assert len(this_week) >= 3
    assert all(day in WEEK for day in this_week)
    urgent = [referral for referral in provider.referrals if referral.urgent]
    assert any(working_day_after(referral.on, 5) in WEEK for referral in urgent)


def test_some_referrals_end_this_week_and_some_have_ended(provider: Provider) -> None:
    ends = [
        period_of(*components()[item.component], referral)[1] for item, referral in items(provider)
    ]
    assert any(end in WEEK for end in ends)
    assert sum(end is not None and end < MONDAY for end in ends) >= 2
    assert any(referral.closing for referral in provider.referrals)


def test_academic_hours_run_out_for_some_and_one_is_extended(provider: Provider) -> None:
    hours = left(provider, "units_left")
    assert sum(rest == 0 for rest, _ in hours.values()) == 1
    assert sum(rest < taken for rest, taken in hours.values()) == 1
    assert sum(rest == taken for rest, taken in hours.values()) >= 3
    assert any(referral.extensions for referral in provider.referrals)


def test_a_yearly_ceiling_is_near_for_some_and_reached_for_one(provider: Provider) -> None:
    euros = left(provider, "euros_left")
    capped = [
        c
        for _, c in components().values()
        if any(isinstance(x, EurosPerCalendarYear) for x in c.caps)
    ]
    assert {item.component for item, _ in items(provider) if item.id in euros} == {
        component.id for component in capped
    }
    assert sum(rest < taken for rest, taken in euros.values()) == 1
    assert sum(taken <= rest < 2 * taken for rest, taken in euros.values()) >= 2


def test_of_the_parallel_services_one_is_forbidden(provider: Provider) -> None:
    heads = {referral.client: programmes()[referral.programme] for referral in provider.referrals}
    forbidden = [s for s in provider.parallel if s.kind in heads[s.client].excludes]
    assert len(forbidden) == 1
    assert len(provider.parallel) > 1


def test_one_theme_has_been_lived_through_by_no_worker(provider: Provider) -> None:
    lived = {kind_of(e.theme) for worker in provider.workers for e in worker.experiences}
    asked = {kind_of(theme) for client in provider.clients for theme in client.themes}
    assert asked - lived


def test_one_client_shares_a_language_with_nobody_and_some_need_an_interpreter(
    provider: Provider,
) -> None:
    spoken = {s.language for worker in provider.workers for s in worker.languages}
    alone = [c for c in provider.clients if not spoken & set(c.languages)]
    assert len(alone) == 1
    assert not alone[0].interpreter
    assert all(minutes > 0 for minutes in provider.interpreter_minutes.values())
    _, _, missed = replay(provider)
    interpreters = missed["interpreter"]
    assert interpreters > 0


def test_somebody_is_away_all_week_and_a_chosen_worker_too(provider: Provider) -> None:
    wanting = {referral.client for _, referral in items(provider)}
    away = [c for c in wanting if absent_days(provider.absences, c) >= set(WEEK)]
    assert len(away) == 1
    gone = {
        worker.id
        for worker in provider.workers
        if absent_days(provider.absences, worker.id) >= set(WEEK[:5])
    }
    assert any(client.chosen in gone for client in provider.clients if client.id in wanting)


def test_wishes_of_clients_are_there(provider: Provider) -> None:
    assert any(client.refused for client in provider.clients)
    assert any(client.chosen for client in provider.clients)
    assert any(client.asks_gender for client in provider.clients)
    assert sum(bool(client.confirmed) for client in provider.clients) > 100
    assert any(item.pinned_worker and item.pinned_start is None for item in provider.plan)
    assert any(item.pinned_worker and item.pinned_start is not None for item in provider.plan)
    assert any(not item.planned for item in provider.plan)
    assert any(item.workers == 2 for item in provider.plan)
    assert {item.mode for item in provider.plan} == set(PlaceMode)


def test_a_plan_is_owed_to_one_client(provider: Provider) -> None:
    asking = [
        referral
        for item, referral in items(provider)
        if components()[item.component][1].plan == "asked"
    ]
    assert sum(referral.planned_on is None for referral in asking) == 1


def test_groups_are_led_alone_and_together_and_one_is_for_women(provider: Provider) -> None:
    assert {group.leading for group in provider.groups} == set(Leading)
    assert any(group.gender for group in provider.groups)
    assert len({group.component for group in provider.groups}) >= 4


def test_case_managers_have_time_for_three_party_meetings(provider: Provider) -> None:
    problem, _ = build_problem(provider, MONDAY)
    together = [n for n in problem.needs if components()[n.component][1].three_party]
    assert len(together) >= 10
    assert all(need.windows for need in together)


def test_volunteers_are_never_billed(provider: Provider) -> None:
    volunteers = {w.id for w in provider.workers if w.contract is Contract.VOLUNTEER}
    paid = [m for m in provider.published if components()[m.component][1].paid]
    assert volunteers
    assert not any(volunteers & set(meeting.workers) for meeting in paid)
