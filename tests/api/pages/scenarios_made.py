"""Scenarios of the house that pages are tested in: one answered, two compared, one that waits."""

from typing import Any

from api.jobs.ask_to_play import ask_to_play
from api.jobs.kind import Task
from api.jobs.play_scenario import ScenariosAsked, run_scenarios
from api.journeys.scenario_keep import keep_scenario
from api.store.jobs import State
from api.store.leases import Lease
from api.store.unit import Actor, Store
from tests.api.store.places import AT
from tests.scenarios.builders import STAYS

ME = Actor(1, "test")
ANSWERED, BASE, MORE, ASKED, LIVE = "two-more", "today", "crowd", "not-asked", "under-way"
SMALL: dict[str, Any] = {
    "begins": "2027-01-01",
    "months": 3,
    "warm_up_months": 1,
    "sources": ["Our own records, November 2026"],
    "assumptions": ["Clients stay 60 working days on average."],
    "demand": [
        {
            "component": STAYS,
            "clients": 40,
            "stay_days": 60,
            "languages": {"uk": 3, "ru": 1},
            "counties": {"Harju": 3, "Ida-Viru": 2, "Tartu": 1},
        }
    ],
    "staff": [
        {
            "id": "all",
            "roles": ["support_person"],
            "count": 5,
            "languages": ["uk", "ru"],
            "reach": "country",
            "week_minutes": 300,
        }
    ],
    "prices": [
        {
            "component": STAYS,
            "activity": "individual",
            "unit": "minutes",
            "unit_minutes": 60,
            "cents": 3500,
            "since": "2023-05-01",
            "source": "agreed",
        }
    ],
    "budgets": [
        {"funder": "AMIF", "cents": 600_000, "first": "2027-01-01", "last": "2027-12-31"},
    ],
    "replications": {"fewest": 3, "most": 3},
}
HIRE: dict[str, Any] = {
    "op": "staff.add",
    "count": 2,
    "roles": ["support_person"],
    "county": "Ida-Viru",
    "languages": ["uk"],
    "week_minutes": 600,
}
MADE: dict[str, dict[str, Any]] = {
    ANSWERED: {
        **SMALL,
        "title": "Two more in Ida-Viru",
        "question": "What if two more came to Ida-Viru?",
        "changes": [HIRE, {"op": "patience.set", "days": 90}],
    },
    BASE: {**SMALL, "title": "Today"},
    MORE: {
        **SMALL,
        "title": "Half as many again",
        "changes": [{"op": "demand.scale", "percent": 150}],
    },
    ASKED: {**SMALL, "title": "Not asked yet"},
    LIVE: {**SMALL, "title": "Under way"},
}


def put_scenarios(store: Store) -> None:
    """Keep them, play what is to be answered, and leave one in the queue."""
    with store.write(ME, AT) as unit:
        for name, told in MADE.items():
            kept, found = keep_scenario(unit, name, told, 0)
            assert kept is not None, found
    play(store, ScenariosAsked((ANSWERED,), 2, helps=True))
    play(store, ScenariosAsked((BASE, MORE), 2))
    with store.write(ME, AT) as unit:
        assert ask_to_play(unit, ScenariosAsked((LIVE,))).state is State.QUEUED


def play(store: Store, asked: ScenariosAsked) -> None:
    """Have scenarios played as a worker does, without one."""
    task = Task(
        store=store,
        lease=Lease(ME.tenant, "played", "scenario", 1, ME.name, "worker"),
        asked=asked,
        clock=lambda: AT,
        spent=lambda: 0.0,
        tell=lambda _: None,
        stop=lambda: False,
        memory=0,
    )
    ended = run_scenarios(task)
    assert ended.keep is not None, ended
    with store.write(ME, AT) as unit:
        assert ended.keep(unit)["kept"]
