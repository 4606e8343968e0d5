"""Records of one kind, by id: what holds now, what held before, who changed it.

Records are read with one statement, their keys beside them; a change of many records takes one
statement each for what is new, what is changed and what held before, however many there are.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from pydantic_core import from_json

from api.store.forms import Kind, Place
from api.store.keys import OWN
from api.store.named import Pair, ids_naming, names_of, write_names
from api.store.past import MANY, Earlier, keep_past, read_past
from api.store.row_writing import begin_rows, delete_rows, write_over
from api.store.schema import PERSON_KEY, RECORDS
from api.store.unit import Unit

R = TypeVar("R")
_WRAPPED = "wrapped_key"


class ChangedMeanwhileError(RuntimeError):
    """Somebody else changed a record since it was read."""

    def __init__(self, kind: str, ids: Iterable[str]) -> None:
        self.kind, self.ids = kind, tuple(sorted(ids))
        super().__init__(f"{kind} {', '.join(self.ids)}")


@dataclass(frozen=True, slots=True)
class Stored(Generic[R]):
    """A record as it is kept."""

    id: str
    record: R
    revision: int
    """1 when it was new; one more with each change."""
    position: int
    changed: datetime


@dataclass(frozen=True, slots=True)
class Put:
    """What became of records that were handed in, by id."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    same: tuple[str, ...] = field(default=(), repr=False)
    new: Mapping[str, Stored[Any]] = field(default_factory=dict, repr=False)
    """Those that were added, as they are kept."""


class Repository(Generic[R]):
    """The records of one kind of one provider, within a unit of work."""

    def __init__(self, unit: Unit, kind: Kind[Any]) -> None:
        self._unit = unit
        self._kind = kind
        self._table = RECORDS[kind.name]
        self._raw: dict[str, dict[str, Any]] = {}
        """Rows as they were read: nobody else changes them while this unit lasts."""

    def all(self, **equal: str | int | date | None) -> dict[str, Stored[R]]:
        """Records by id in the order in which they came in, without people who were erased.

        ``equal``: only those whose open columns hold these values.
        """
        chosen = [self._table.c[name] == value for name, value in equal.items()]
        return self._read(chosen)

    def some(self, ids: Iterable[str]) -> dict[str, Stored[R]]:
        """Records by id, those that there are."""
        wanted = sorted(set(ids))
        if len(wanted) > MANY:
            every = self._read([])
            return {one: every[one] for one in wanted if one in every}
        return self._read([self._table.c.id.in_(wanted)]) if wanted else {}

    def alike(self, column: str, one: str) -> dict[str, Stored[R]]:
        """Records by id whose open column holds what that of a record does, that one among them."""
        held = self._table.c[column]
        its = sa.select(held).where(
            self._table.c.tenant == self._unit.tenant, self._table.c.id == one
        )
        return self._read([held.in_(its.scalar_subquery())])

    def page(
        self, chosen: list[sa.ColumnElement[bool]], most: int
    ) -> tuple[dict[str, Stored[R]], list[tuple[int, str]]]:
        """The first records of those chosen; position and id of each row, readable or not."""
        known = self._raw
        self._raw = {}
        found = self._read(chosen, most)
        places = [(row["position"], one) for one, row in self._raw.items()]
        self._raw = known | self._raw
        return found, places

    def where(self, column: str, values: Iterable[str]) -> dict[str, Stored[R]]:
        """Records by id whose open column holds one of some values."""
        wanted = sorted(set(values))
        return self._read([self._table.c[column].in_(wanted)]) if wanted else {}

    def naming(self, pairs: Iterable[Pair]) -> dict[str, Stored[R]]:
        """Records by id that name any of some things in their sealed fields."""
        wanted = set(pairs)
        if not wanted:
            return {}
        return self._read([self._table.c.id.in_(ids_naming(self._unit, self._kind, wanted))])

    def get(self, one: str) -> Stored[R] | None:
        """A record; None where there is none."""
        return self.some([one]).get(one)

    def past(self, one: str) -> list[Earlier[R]]:
        """What a record was before, the first version first."""
        found = []
        for row in read_past(self._unit, self._kind, one):
            told = {**row["told"], "id": row["id"]}
            record = self._open(row, told)
            if record is not None:
                found.append(
                    Earlier(
                        record,
                        row["revision"],
                        row["changed"],
                        row["ended"],
                        row["ended_by"],
                        row["taken_away"],
                    )
                )
        return found

    def id_of(self, record: R) -> str:
        """Id under which a record is kept."""
        return self._kind.id_of(record, self._unit.keys.own().derive("ids").secret)

    def put(
        self,
        records: Iterable[R],
        expected: Mapping[str, int] | None = None,
        held: Mapping[str, Stored[R]] | None = None,
    ) -> Put:
        """Keep records: new ones are added, others take the place of what holds, equal ones stay.

        ``expected``: revisions on which a change rests (0: there is none yet). ``held``: those
        among them that there are, where this repository has read them before.
        ChangedMeanwhileError where another one holds; then nothing is kept.
        """
        wanted = {self.id_of(one): one for one in records}
        held = self.some(wanted) if held is None else held
        self._expect(expected or {}, held)
        added = [one for one in wanted if one not in held]
        changed = [one for one in wanted if one in held and held[one].record != wanted[one]]
        people = {one: self._kind.whose(wanted[one]) for one in (*added, *changed)}
        keys = self._unit.keys.of(people.values()) if people else {}
        start, revisions = begin_rows(self._unit, self._kind, added)
        new = []
        for at, one in enumerate(added):
            row = self._row(one, wanted[one], revisions.get(one, 0) + 1, keys[people[one]])
            new.append(row | {"position": start + at})
        over = [
            self._row(one, wanted[one], held[one].revision + 1, keys[people[one]])
            for one in changed
        ]
        if new:
            self._unit.connection.execute(sa.insert(self._table), new)
        if over:
            self._keep_past(changed, gone=False)
            # Only PostgreSQL lets others in between.
            if not write_over(self._unit, self._kind, over):
                raise ChangedMeanwhileError(self._kind.name, changed)
        before = names_of(self._kind, {one: held[one].record for one in changed})
        after = names_of(self._kind, {one: wanted[one] for one in (*added, *changed)})
        write_names(self._unit, self._kind, before, after)
        for action, ids in (("add", added), ("change", changed)):
            self._note(action, ids)
        same = tuple(one for one in wanted if one in held and one not in set(changed))
        stored = {
            row["id"]: Stored(
                row["id"], wanted[row["id"]], row["revision"], row["position"], row["changed"]
            )
            for row in new
        }
        return Put(tuple(added), tuple(changed), same, stored)

    def take_away(
        self, ids: Iterable[str], expected: Mapping[str, int] | None = None
    ) -> tuple[str, ...]:
        """Records hold no more from now on; what they were stays in the past. Ids of those gone."""
        held = self.some(ids)
        self._expect(expected or {}, held)
        if held:
            self._keep_past(held, gone=True)
            revisions = {one: kept.revision for one, kept in held.items()}
            if not delete_rows(self._unit, self._kind, revisions):
                raise ChangedMeanwhileError(self._kind.name, held)
            names = names_of(self._kind, {one: kept.record for one, kept in held.items()})
            write_names(self._unit, self._kind, names, {})
            self._note("take away", list(held))
        return tuple(held)

    def _note(self, action: str, ids: list[str]) -> None:
        if ids:
            about = ids[0] if len(ids) == 1 else ""
            self._unit.note(action, f"{self._kind.name}/{about}", count=len(ids), ids=ids[:50])

    def _expect(self, expected: Mapping[str, int], held: Mapping[str, Stored[R]]) -> None:
        other = [
            one
            for one, revision in expected.items()
            if revision != (held[one].revision if one in held else 0)
        ]
        if other:
            raise ChangedMeanwhileError(self._kind.name, other)

    def _read(
        self, chosen: list[sa.ColumnElement[bool]], most: int | None = None
    ) -> dict[str, Stored[R]]:
        table, tenant = self._table, self._unit.tenant
        order = sa.select(table)
        if self._kind.secret:
            beside = sa.and_(PERSON_KEY.c.tenant == tenant, PERSON_KEY.c.person == table.c.person)
            order = sa.select(table, PERSON_KEY.c.wrapped.label(_WRAPPED)).select_from(
                table.outerjoin(PERSON_KEY, beside)
            )
        rows = self._unit.connection.execute(
            order.where(table.c.tenant == tenant, *chosen)
            .order_by(table.c.position, table.c.id)
            .limit(most)
        )
        raw = {row["id"]: dict(row) for row in rows.mappings()}
        if self._kind.secret:
            self._unit.keys.learn({row["person"]: row.pop(_WRAPPED) for row in raw.values()})
        self._raw |= raw
        found = {}
        for one, row in raw.items():
            record = self._open(row, row)
            if record is not None:
                found[one] = Stored(one, record, row["revision"], row["position"], row["changed"])
        return found

    def _open(self, row: Mapping[str, Any], told: Mapping[str, Any]) -> R | None:
        """The record of a row; None where its person was erased."""
        hidden: dict[str, Any] = {}
        if row["secret"] is not None:
            key = self._unit.keys.existing(row["person"])
            if key is None:
                return None
            place = Place(self._unit.tenant, self._kind.name, row["id"], row["revision"])
            hidden = from_json(place.open(key, row["secret"]))
        record: R = self._kind.read(told, hidden)
        return record

    def _row(self, one: str, record: R, revision: int, key: Any) -> dict[str, Any]:
        place = Place(self._unit.tenant, self._kind.name, one, revision)
        return {
            "tenant": self._unit.tenant,
            "id": one,
            "revision": revision,
            "person": self._kind.whose(record) or OWN,
            "changed": self._unit.at,
            "secret": place.seal(key, self._kind.hidden(record)) if self._kind.secret else None,
            **self._kind.row(record),
        }

    def _keep_past(self, ids: Iterable[str], *, gone: bool) -> None:
        keep_past(self._unit, self._kind, [self._raw[one] for one in ids], gone=gone)
