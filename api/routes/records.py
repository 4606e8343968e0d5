"""The records of a provider: one set of doors for each kind, all made alike."""

import json
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any
from urllib.parse import quote

from pydantic import BaseModel, ValidationError

from api.exports.said_findings import finding_document
from api.journeys.keep_records import (
    history_of,
    keep_record,
    list_records,
    look_at,
    take_away_record,
)
from api.routes.cursors import read_cursor, write_cursor
from api.routes.doors import JSON, Ask, Door, Reply
from api.routes.examples import examples
from api.routes.problems import Refused, findings_of
from api.routes.record_models import (
    KeptId,
    Resource,
    answers_of,
    filters_of,
    models_of,
    open_columns,
)
from api.security.rights import Right
from api.store import kinds
from api.store.forms import Kind
from api.store.listing import Chosen
from api.store.repository import Stored
from api.store.unit import Unit
from domain.finding import Finding, Where

HERE = "/api/v1"


_PEOPLE = (Right.PEOPLE_LOOK, Right.PEOPLE_CHANGE)
_DELIVERY = (Right.DELIVERY_LOOK, Right.DELIVERY_CHANGE)
RESOURCES: tuple[Resource, ...] = (
    Resource("workers", kinds.WORKER, *_PEOPLE),
    Resource("clients", kinds.CLIENT, *_PEOPLE),
    Resource("families", kinds.FAMILY, *_PEOPLE),
    Resource("referrals", kinds.REFERRAL, *_PEOPLE),
    Resource("plan-items", kinds.PLAN_ITEM, *_PEOPLE),
    Resource("groups", kinds.GROUP, *_PEOPLE),
    Resource("absences", kinds.ABSENCE, *_PEOPLE),
    Resource("used", kinds.USED, *_DELIVERY),
    Resource("parallel-services", kinds.PARALLEL, *_PEOPLE),
    Resource("held-meetings", kinds.HELD, *_DELIVERY),
)


class Changed(BaseModel):
    """What became of a change that has no record to show."""

    revision: int


def doors_of(resource: Resource) -> tuple[Door, ...]:
    """Every door of a kind of records."""
    of = f"{HERE}/{resource.name}"
    one = f"{of}/{{id}}"
    ids = {"id": KeptId}
    example = examples()[resource.name]
    whole, bare = models_of(resource)
    kept, listed, history = answers_of(resource)
    looks, changes = resource.looks, resource.changes
    return (
        Door(
            "GET", of, looks, _lister(resource), "List records, a page at a time", "read",
            gives=listed, asks=filters_of(resource),
        ),
        Door(
            "POST", of, changes, _maker(resource), "Keep a new record", "write",
            gives=kept, status=201, takes=whole, also=(412,), example=example,
        ),
        Door(
            "GET", one, looks, _looker(resource), "Look at a record; the look is on record", "read",
            gives=kept, ids=ids,
        ),
        Door(
            "PUT", one, changes, _keeper(resource), "Keep a record in place of what holds", "write",
            gives=kept, takes=bare, ids=ids, rests=True, example=_without_id(example),
        ),
        Door(
            "DELETE", one, changes, _taker(resource), "Take a record away; its past stays", "write",
            status=204, ids=ids, rests=True, also=(409,),
        ),
        Door(
            "GET", f"{one}/history", looks, _historian(resource), "What a record was before",
            "read", gives=history, ids=ids,
        ),
    )  # fmt: skip


def _without_id(example: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in example.items() if name != "id"}


def _lister(resource: Resource) -> Callable[[Unit, Ask], Reply]:
    def work(unit: Unit, ask: Ask) -> Reply:
        query = ask.query
        equal = {
            name: value.value if isinstance(value, Enum) else value
            for name in open_columns(resource.kind)
            if (value := getattr(query, name)) is not None
        }
        chosen = Chosen(read_cursor(query.after), query.most, equal, query.changed_since)
        names = _chosen_fields(resource, query.fields)
        found = list_records(unit, resource.kind, chosen)
        items = [_told(resource, one, names) for one in found.items]
        after = None if found.next is None else write_cursor(found.next)
        return _json({"items": items, "next": after})

    return work


def _looker(resource: Resource) -> Callable[[Unit, Ask], Reply]:
    def work(unit: Unit, ask: Ask) -> Reply:
        found = look_at(unit, resource.kind, ask.path["id"])
        if found is None:
            raise Refused(404)
        return _kept(resource, found)

    return work


def _maker(resource: Resource) -> Callable[[Unit, Ask], Reply]:
    def work(unit: Unit, ask: Ask) -> Reply:
        record = _record(resource, ask.body.model_dump())
        kept, findings = keep_record(unit, resource.kind, record, 0)
        if kept is None:
            raise Refused(422, "faults", findings)
        where = f"{HERE}/{resource.name}/{kept.stored.id}"
        return _kept(resource, kept.stored, findings, ask, status=201, Location=_quoted(where))

    return work


def _keeper(resource: Resource) -> Callable[[Unit, Ask], Reply]:
    def work(unit: Unit, ask: Ask) -> Reply:
        one, told = ask.path["id"], ask.body.model_dump()
        record = _record(resource, told | ({"id": one} if resource.named else {}))
        salt = unit.keys.own().derive("ids").secret
        own = resource.kind.id_of(record, salt)
        if own != one:
            facts = {"field": "id", "expected": own, "value": one}
            where = Where("", "", None, "id", one)
            raise Refused(422, "faults", [Finding("request.other_id", "id", facts, where=where)])
        kept, findings = keep_record(unit, resource.kind, record, ask.expected())
        if kept is None:
            raise Refused(422, "faults", findings)
        return _kept(resource, kept.stored, findings, ask)

    return work


def _taker(resource: Resource) -> Callable[[Unit, Ask], Reply]:
    def work(unit: Unit, ask: Ask) -> Reply:
        found, findings = take_away_record(unit, resource.kind, ask.path["id"], ask.expected())
        if not found:
            raise Refused(404)
        if findings:
            raise Refused(409, "still_named", findings)
        return Reply(204)

    return work


def _historian(resource: Resource) -> Callable[[Unit, Ask], Reply]:
    def work(unit: Unit, ask: Ask) -> Reply:
        one = ask.path["id"]
        found = history_of(unit, resource.kind, one)
        if not found and look_at(unit, resource.kind, one) is None:
            raise Refused(404)
        items = [
            {
                "revision": before.revision,
                "changed": before.changed.isoformat(),
                "ended": before.ended.isoformat(),
                "ended_by": before.ended_by,
                "taken_away": before.taken_away,
                "record": plain(resource.kind, before.record),
            }
            for before in found
        ]
        return _json({"items": items})

    return work


def plain(kind: Kind[Any], record: Any) -> dict[str, Any]:
    """A record as JSON tells it: equal ones alike, its id beside it."""
    told: dict[str, Any] = kind.adapter.dump_python(record, mode="json")
    told |= {name: sorted(told[name]) for name in kind.sets}
    if kind.key == ("id",):
        told.pop("id")
    return told


def _record(resource: Resource, told: dict[str, Any]) -> Any:
    try:
        return resource.kind.adapter.validate_python(told)
    except ValidationError as fault:
        raise Refused(422, "faults", findings_of(fault.errors(include_url=False))) from None


def _told(
    resource: Resource, stored: Stored[Any], names: frozenset[str] | None = None
) -> dict[str, Any]:
    record = plain(resource.kind, stored.record)
    if names is not None:
        record = {name: value for name, value in record.items() if name in names}
    return {
        "id": stored.id,
        "revision": stored.revision,
        "changed": stored.changed.isoformat(),
        "record": record,
    }


def _kept(
    resource: Resource,
    stored: Stored[Any],
    findings: list[Finding] | None = None,
    ask: Ask | None = None,
    status: int = 200,
    **headers: str,
) -> Reply:
    warnings = [finding_document(ask.language, one) for one in findings or ()] if ask else []
    told = _told(resource, stored) | {"warnings": warnings}
    return _json(told, status, {"ETag": f'"{stored.revision}"', **headers})


def _json(told: Any, status: int = 200, headers: dict[str, str] | None = None) -> Reply:
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    return Reply(status, body, JSON, headers or {})


def _chosen_fields(resource: Resource, asked: str | None) -> frozenset[str] | None:
    if asked is None:
        return None
    names = frozenset(filter(None, (name.strip() for name in asked.split(","))))
    known = frozenset(models_of(resource)[1].model_fields)
    strange = sorted(names - known)
    if strange:
        expected = ", ".join(sorted(known))
        where = Where("", "", None, "fields", strange[0])
        facts = {"field": "fields", "expected": expected}
        raise Refused(422, "faults", [Finding("request.word", "fields", facts, where=where)])
    return names


def _quoted(path: str) -> str:
    return quote(path, safe="/~")


DOORS: tuple[Door, ...] = tuple(door for resource in RESOURCES for door in doors_of(resource))
