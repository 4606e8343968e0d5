"""A record of each kind as a program would hand it in; nobody's, and sound beside one another.

Programmes and components are data: the examples name whichever the house has.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from api.workbook.catalogue import house_catalogue


@cache
def examples() -> Mapping[str, Any]:
    """The examples, by the name of the resource, with a programme and components of the house."""
    known = house_catalogue().programmes.values()
    programme = next(one for one in known if one.excludes and not one.statuses)
    alone = next(one for one in programme.components if "individual" in one.activity)
    together = next(one for one in programme.components if "group" in one.activity)
    words = {
        "{programme}": programme.id,
        "{component}": alone.id,
        "{group}": together.id,
        "{service}": programme.excludes[0],
    }
    return {
        name: {
            field: words.get(value, value) if isinstance(value, str) else value
            for field, value in record.items()
        }
        for name, record in _EXAMPLES.items()
    }


_EXAMPLES: Mapping[str, Mapping[str, Any]] = {
    "workers": {
        "id": "W901",
        "name": "Jaan Tamm",
        "roles": ["support_person"],
        "contract": "employee",
        "home": "tartu",
        "languages": [{"language": "et", "level": 6}, {"language": "ru", "level": 4}],
        "shifts": [{"weekday": 0, "start": 540, "end": 1020}],
    },
    "clients": {
        "id": "C901",
        "name": "Mari Maasikas",
        "home": "tartu",
        "languages": ["et"],
        "themes": ["depression"],
    },
    "families": {"id": "F901", "name": "Maasikad", "members": ["C901"]},
    "referrals": {
        "id": "R901",
        "programme": "{programme}",
        "client": "C901",
        "on": "2026-11-02",
        "municipality": "Tartu linn",
    },
    "plan-items": {
        "id": "P901",
        "referral": "R901",
        "component": "{component}",
        "meetings": 1,
        "minutes": 60,
        "weekdays": [0, 2],
        "earliest": 540,
        "latest": 960,
    },
    "groups": {
        "id": "G901",
        "name": "Kolmapäevane grupp",
        "component": "{group}",
        "theme": "depression",
        "language": "et",
        "place": "tartu",
        "minutes": 90,
        "weekdays": [2],
        "earliest": 900,
        "latest": 1020,
        "leading": "alone",
        "smallest": 1,
        "largest": 10,
        "referrals": ["R901"],
    },
    "absences": {"who": "W901", "first": "2026-12-24", "last": "2026-12-31", "reason": "puhkus"},
    "used": {
        "referral": "R901",
        "component": "{component}",
        "month": "2026-10-01",
        "minutes": 180,
        "cents": 10500,
    },
    "parallel-services": {
        "client": "C901",
        "kind": "{service}",
        "first": "2026-01-12",
        "last": "2026-03-31",
    },
    "held-meetings": {
        "meeting": "M901",
        "version": 1,
        "component": "{component}",
        "provider": "80123456",
        "clients": [{"client": "C901", "referral": "R901"}],
        "workers": ["W901"],
        "begins": "2026-11-23T10:00:00+02:00",
        "ends": "2026-11-23T11:00:00+02:00",
        "outcome": "delivered",
        "recorded": "2026-11-23",
    },
}
