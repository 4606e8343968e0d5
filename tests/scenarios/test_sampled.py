"""Weeks of a simulation before the real optimizer."""

import numpy as np
import pytest

from domain.session import Asked
from optimizer.policy import default_policy
from optimizer.solve import solve
from scenarios.sampled import LOG, look_at, problem_of, sampled_weeks
from scenarios.simulate import Played, play_once, set_stage
from tests.scenarios.builders import CALM, STAYS, UNITS, scenario


@pytest.fixture(scope="module")
def played() -> Played:
    demand = [
        {"component": UNITS, "clients": 12},
        {"component": STAYS, "clients": 8, "stay_days": 30, "counties": {"Tartu": 1}},
    ]
    staff = [
        {"id": "p", "roles": ["peer_counsellor"], "count": 8, "languages": ["et", "ru"]},
        {
            "id": "s",
            "roles": ["support_person"],
            "count": 3,
            "languages": ["et"],
            "county": "Tartu",
        },
    ]
    of = scenario(months=2, warm_up_months=3, demand=demand, staff=staff, **CALM)
    return play_once(set_stage(of), 0, LOG)


def test_a_week_before_the_optimizer_holds_the_meetings_of_the_simulation(played: Played) -> None:
    week = look_at(played, 3)
    problem = problem_of(played, week, pinned=True)
    assert 3 < len(problem.needs) == len(week.lines)
    people = {person.id: person for person in played.stage.people}
    clients = {client.id: client for client in problem.clients}
    for need in problem.needs:
        (worker,), (client,) = need.pinned_workers, need.clients
        person, (seat,) = people[str(worker)], need.seats
        assert set(clients[client].languages) & person.languages
        assert person.roles & seat.roles
        assert seat.level is None or seat.level <= person.level
        assert bool(clients[client].themes) == (seat.experience is not Asked.NOBODYS)
    there = played.staffing.there[week.number]
    assert [worker.week_most for worker in problem.workers] == there.tolist()


def test_a_small_simulated_week_stands_as_a_roster(played: Played) -> None:
    table = sampled_weeks(played.stage, [3], seconds=4, work=4)
    (row,) = table.to_dict("records")
    assert row["meetings"] == len(look_at(played, 3).lines)
    assert row["kept"] == row["anyhow"] == 100
    assert row["too_much"] == 0


def test_a_week_beyond_the_hours_of_its_workers_is_told(played: Played) -> None:
    # The same meetings with workers who are there for a third of the time: no roster holds them.
    state = played.staffing.state.copy()
    state[:, :] = np.where(np.arange(len(state))[:, None] % 5 == 0, state, 0)
    fewer = played.staffing._replace(state=state, there=played.staffing.there // 12)
    poor = Played(played.stage, 0, played.episodes, fewer, played.marks, played.flows)
    problem = problem_of(poor, look_at(poor, 3), pinned=True)
    result = solve(problem, default_policy(), 3, work=3)
    assert 0 < len(result.left_out) <= len(problem.needs)
