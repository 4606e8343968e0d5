"""Everything that the house holds about one person, for that person: as data and to be read.

Source: GDPR articles 15 and 20. What others wrote down about the person is there too, and who
looked at it; what is said of other people in the same records (names of a family's members) is not.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic_core import to_jsonable_python

from api.journeys.privacy_known import KnownPerson, find_person, meetings_of
from api.store import kinds, open_books
from api.store.repository import Repository
from api.store.rosters import published_of
from api.store.traces import looks_at, weeks_with_rosters
from api.store.unit import Unit
from domain.finding import Finding

Told = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class PersonExport:
    """What is held about somebody, by where it stands."""

    id: str
    told: Told
    """Part -> its records, as JSON has them."""

    def as_json(self) -> str:
        """The data, for a program."""
        return json.dumps({"id": self.id, **self.told}, ensure_ascii=False, indent=2) + "\n"

    def as_text(self) -> str:
        """The same, for a reader."""
        lines = [f"# {self.id}"]
        for part, records in self.told.items():
            lines += ["", f"## {part} ({len(records)})"]
            for record in records:
                lines += ["", *_lines(record)]
        return "\n".join(lines) + "\n"


def export_person(unit: Unit, person: str) -> tuple[PersonExport | None, list[Finding]]:
    """Everything about a client or a worker; that it was handed out is on record.

    None, with a finding, where nobody of that id is known.
    """
    known = find_person(unit, person)
    if known is None:
        return None, [Finding("privacy.unknown", person)]
    told: Told = {
        "client": _told([known.client] if known.client else []),
        "worker": _told([known.worker] if known.worker else []),
        "referrals": _told(known.referrals.values()),
        "plan": _told(known.plan.values()),
        "absences": _told(known.absences.values()),
        "parallel services": _told(known.parallel.values()),
        "used": _told(known.used.values()),
        "information requests": _told(known.requests.values()),
        "notices": _told(known.notices.values()),
        "families": [{"id": one} for one in known.families],
        "groups": [{"id": one, "component": g.component} for one, g in known.groups.items()],
        "held": [_alone(one, person) for one in _told(known.held.values())],
        "rosters": _rosters(unit, known),
        "lines": _lines_of_months(unit, person),
        "invoiced": _invoiced(unit, person),
        "earlier versions": _earlier(unit, known),
        "on record": _told(looks_at(unit, person)),
    }
    unit.note("export", f"{'client' if known.client else 'worker'}/{person}")
    return PersonExport(person, {part: records for part, records in told.items() if records}), []


def _told(records: Iterable[Any]) -> list[Any]:
    return [to_jsonable_python(one) for one in records]


def _alone(held: dict[str, Any], person: str) -> dict[str, Any]:
    """A meeting without the other people who attended it."""
    return {**held, "clients": [one for one in held["clients"] if one["client"] == person]}


def _rosters(unit: Unit, known: KnownPerson) -> list[Any]:
    rosters = published_of(unit, weeks_with_rosters(unit))
    meetings = (one for roster in rosters for one in meetings_of(known, roster.meetings))
    return [
        {"day": one.day.isoformat(), "start": one.start, "minutes": one.minutes}
        | {"component": one.component, "group": one.group}
        for one in meetings
    ]


def _lines_of_months(unit: Unit, person: str) -> list[Any]:
    """Rows of the books, open and closed, that are the person's."""
    books = open_books(unit)
    found: list[Any] = []
    months = [*books.drafts.items(), *((m, one.book) for m, one in books.closed.items())]
    for month, book in months:
        table = book.attended
        mine = (table["client"].astype("str") == person) | (table["worker"].astype("str") == person)
        rows = table[mine.to_numpy()].astype("str").to_dict("records")
        found += [{"month": month.isoformat(), **row} for row in rows]
    return found


def _invoiced(unit: Unit, person: str) -> list[Any]:
    return [
        {"invoice": invoice.number, "line": line.number, "first": line.first.isoformat()}
        | {"component": line.component, "cents": line.net}
        for invoice in open_books(unit).issued
        for line in invoice.lines
        if person in {line.client, line.worker}
    ]


def _earlier(unit: Unit, known: KnownPerson) -> list[Any]:
    """What the person's own records were before."""
    return [
        {"kind": kind.name, "until": one.ended.isoformat(), **to_jsonable_python(one.record)}
        for kind, ids in known.own
        if kind not in {kinds.USED, kinds.PLAN_ITEM}
        for which in ids
        for one in Repository[Any](unit, kind).past(which)
    ]


def _lines(record: Any, indent: str = "") -> list[str]:
    """A record, a line a field; nothing is said of fields that are empty."""
    found = []
    for name, value in record.items():
        if isinstance(value, Mapping):
            found += [f"{indent}- {name}:", *_lines(value, f"{indent}  ")]
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            found.append(f"{indent}- {name}:")
            for one in value:
                found += _lines(one, f"{indent}  ")
        elif value not in (None, "", [], {}):
            told = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            found.append(f"{indent}- {name}: {told}")
    return found
