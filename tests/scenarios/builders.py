"""Small scenarios for tests, and programmes' components by what they are, not by name."""

from typing import Any

from domain.people import Role
from scenarios.operations import StaffAdd
from scenarios.scenario import Scenario

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
