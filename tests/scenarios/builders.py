"""Small scenarios for tests, and programmes' components by what they are, not by name."""

from typing import Any

from domain.people import Role
from scenarios.operations import Operation, StaffAdd
from scenarios.outcome import outcome_of
from scenarios.scenario import Scenario, variant
from scenarios.simulate import Played, play_once, set_stage

UNITS, STAYS, PHASED, RECEPTION, YEARLY = (
    "tk-peer",
    "sk-support",
    "am-support",
    "am-reception",
    "is-worklike",
)

HIRE = StaffAdd(op="staff.add", count=2, roles=(Role.SUPPORT_PERSON,), languages=("uk",))


def scenario(**changes: Any) -> Scenario:
    """A hundred clients of two programmes and sixteen workers, half a year after half a year."""
    fields: dict[str, Any] = {
        "name": "small",
        "begins": "2027-01-01",
        "months": 6,
        "warm_up_months": 6,
        "demand": [
            {"component": UNITS, "clients": 50, "returns_percent": 20},
            {"component": STAYS, "clients": 50, "stay_days": 60, "languages": {"uk": 3, "ru": 1}},
        ],
        "staff": [
            {"id": "peers", "roles": ["peer_counsellor"], "count": 10},
            {
                "id": "support",
                "roles": ["support_person"],
                "count": 6,
                "languages": ["uk", "ru"],
                "reach": "country",
            },
        ],
    }
    return Scenario.model_validate({**fields, **changes})


ALL_KINDS = (
    "psychiatric",
    "mobility",
    "vision",
    "hearing",
    "speech",
    "intellectual",
    "combined",
    "other",
    "joblessness",
)


CALM: dict[str, Any] = {
    "leave": {"annual_days": 0, "spells_a_year": 0},
    "turnover": {"percent_a_year": 0},
}
WHOLE_WEEK = {"week_minutes": 2400, "week_days": 5, "reach": "country"}


def one_kind(component: str = STAYS, role: str = "support_person", **more: Any) -> dict[str, Any]:
    """Clients of one component and language, workers who suit them all and are always there."""
    demand = {
        "component": component,
        "clients": 40,
        "minutes": [{"value": 60}],
        "languages": {"uk": 1},
        "patience_days": 2600,
        "short_percent": 0,
    }
    if component != UNITS:
        demand["stay_days"] = 40
    staff = {"id": "s", "roles": [role], "count": 8, "languages": ["uk"], **WHOLE_WEEK}
    return {**CALM, "demand": [{**demand, **more}], "staff": [staff]}


def play(of: Scenario, *changes: Operation) -> Played:
    return play_once(set_stage(variant(of, of.name, changes) if changes else of), 0)


def figures(of: Scenario, *changes: Operation) -> dict[str, float]:
    table = outcome_of(play(of, *changes)).tables["figures"]
    return dict(zip(table["figure"], table["value"], strict=True))
