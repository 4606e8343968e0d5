"""One provider never sees another: a statement that does not say whose rows it means is refused.

Every statement on a table with a ``tenant`` must hold it equal to the provider of the unit, for
each mention of the table, or bring that number in each row it inserts. Text is refused wherever
it stands: as a statement, within one, as a hint or an operator. PostgreSQL keeps the same by
row-level security, whatever is sent; this guard holds on SQLite too, and tells the programmer
before the database would. A raw cursor of the driver passes it by: no file of the store outside
of the engine and the migrations may ask for one (``tests/api/store/test_guard.py`` reads them).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.sql import elements, operators, selectable, visitors
from sqlalchemy.sql.dml import DMLWhereBase, UpdateBase
from sqlalchemy.sql.functions import FunctionElement

from api.store.guard_memory import GuardMemory
from api.store.schema import DOORS, META

TENANT = "tenant"
UNSCOPED = "tugiplaan_unscoped"
"""Execution option that names the reason why a statement means no provider, or all of them."""
Row = Mapping[str, Any]

_STEPS = (
    elements.SavepointClause,
    elements.RollbackToSavepointClause,
    elements.ReleaseSavepointClause,
)
_BEGINNINGS = frozenset({"BEGIN", "BEGIN IMMEDIATE"})
_OF_PARTS = (elements.TextClause, selectable.TextualSelect)
_BESIDE = ("_hints", "_statement_hints", "_prefixes", "_suffixes")
"""Where a statement carries text that is no part of its tree."""
_STAR = "*"


class ScopeError(RuntimeError):
    """A statement that could read or change rows of another provider."""


def guard(engine: sa.Engine) -> None:
    """Have every statement of an engine looked at before it is sent."""
    memory = GuardMemory(TENANT)

    def look(connection: sa.Connection, statement: Any, many: Any, one: Any, options: Any) -> None:
        plain = not many and not one
        tenant, unscoped = whose(connection), bool(options.get(UNSCOPED))
        if plain and memory.lets(statement, tenant, unscoped=unscoped):
            return
        _look(connection, statement, many, one, options)
        if plain:
            memory.remember(statement, _parts(statement), tenant, unscoped=unscoped)

    event.listen(engine, "before_execute", look)
    event.listen(engine, "before_cursor_execute", _look_at_text)


def whose(connection: sa.Connection) -> int | None:
    """The provider for which a connection speaks."""
    found = connection.info.get(TENANT)
    return found if isinstance(found, int) else None


def _look(
    connection: sa.Connection,
    statement: Any,
    many: Iterable[Row],
    one: Row,
    options: Mapping[str, Any],
) -> None:
    if isinstance(statement, _STEPS):
        return
    if not isinstance(statement, (selectable.SelectBase, UpdateBase, FunctionElement)):
        # Compiled statements, orders on tables and mere text: nobody can tell whose rows they mean.
        message = f"no statement of ours: {statement}"
        raise ScopeError(message)
    tenant = whose(connection)
    rows = list(many) or ([one] if one else [])
    parts = list(_parts(statement))
    _refuse_text(parts)
    if options.get(UNSCOPED):
        _check_door(parts, tenant)
        return
    _refuse_strange_values(statement, parts, rows)
    for part in parts:
        if isinstance(part, sa.Select):
            _check(part.get_final_froms(), _conjuncts(part.whereclause), tenant, rows)
        elif isinstance(part, DMLWhereBase):
            _check(_touched(part), _conjuncts(part.whereclause), tenant, rows)
        if isinstance(part, sa.Update):
            _check_change(part, tenant, rows if part is statement else [])
        elif isinstance(part, sa.Insert):
            _check_new(part, tenant, rows if part is statement else [])


def _look_at_text(
    _connection: sa.Connection,
    _cursor: object,
    statement: str,
    _parameters: object,
    context: Any,
    _many: object,
) -> None:
    if (context is None or not context.compiled) and statement not in _BEGINNINGS:
        message = f"text is no statement of ours: {statement}"
        raise ScopeError(message)


def _parts(statement: Any) -> Iterator[Any]:
    """Everything a statement is made of; rows of an insert of many are not walked by themselves."""
    for part in visitors.iterate(statement):
        yield part
        if isinstance(part, sa.Insert):
            for row in _rows_within(part):
                for value in row.values():
                    if isinstance(value, sa.ClauseElement):
                        yield from visitors.iterate(value)


def _refuse_text(parts: Iterable[Any]) -> None:
    for part in parts:
        literal = isinstance(part, sa.ColumnClause) and part.is_literal and part.name != _STAR
        custom = isinstance(getattr(part, "operator", None), operators.custom_op)
        hints = any(getattr(part, name, None) for name in _BESIDE)
        if isinstance(part, _OF_PARTS) or literal or custom or hints:
            message = f"text within a statement: {part}"
            raise ScopeError(message)
        if _is_disguised(part):
            message = f"{part} that is not the table of the schema"
            raise ScopeError(message)


def _refuse_strange_values(statement: Any, parts: Iterable[Any], rows: list[Row]) -> None:
    """A value by a name that nobody gave could stand in for the number of the provider."""
    if not rows:
        return
    known = {
        part.key for part in parts if isinstance(part, elements.BindParameter) and not part.unique
    }
    if isinstance(statement, (sa.Insert, sa.Update)):
        known |= {column.key for column in statement.table.c}
    strange = {name for row in rows for name in row} - known
    if strange:
        message = f"values that nothing asks for: {', '.join(sorted(strange))}"
        raise ScopeError(message)


def _check_door(parts: Iterable[Any], tenant: int | None) -> None:
    """Who speaks for all providers may do so before it is known whose, and at the doors alone."""
    if tenant is not None:
        message = f"provider {tenant} is spoken for: no statement may mean all of them"
        raise ScopeError(message)
    for part in parts:
        if isinstance(part, sa.Table) and TENANT in part.c and part.name not in DOORS:
            message = f"{part} of all providers"
            raise ScopeError(message)


def _check(
    froms: Iterable[Any], conjuncts: Iterable[Any], tenant: int | None, rows: list[Row]
) -> None:
    said = list(conjuncts)
    for start in froms:
        for table, more in _mentions(start, []):
            if not any(_says(one, table, tenant, rows) for one in (*said, *more)):
                message = f"{table} without a provider of its own"
                raise ScopeError(message)


def _mentions(start: Any, said: list[Any]) -> Iterator[tuple[Any, list[Any]]]:
    """Tables of providers in a FROM, each with what the joins around say of it for certain.

    The condition of an outer join holds for the rows it brings along, not for those it keeps; that
    of a full one for neither.
    """
    if isinstance(start, selectable.FromGrouping):
        yield from _mentions(start.element, said)
    elif isinstance(start, sa.Join):
        more = [] if start.full else list(_conjuncts(start.onclause))
        yield from _mentions(start.left, said if start.isouter else [*said, *more])
        yield from _mentions(start.right, [*said, *more])
    elif _is_ours(start):
        yield start, said


def _bare(part: Any) -> Any:
    """What stands below the names that a FROM gives to a table."""
    while isinstance(part, (selectable.FromClauseAlias, selectable.FromGrouping)):
        part = part.element
    return part


def _is_ours(part: Any) -> bool:
    """Whether a part of a FROM holds rows of providers (a subquery is looked at by itself)."""
    table = _bare(part)
    if isinstance(table, sa.Join):
        message = f"a join under one name: {part}"
        raise ScopeError(message)
    return isinstance(table, sa.Table) and TENANT in table.c


def _is_disguised(part: Any) -> bool:
    """Whether a table has the name of one of ours and is another thing."""
    if not isinstance(part, sa.TableClause):
        return False
    name = str(part.name).lower()
    return name in META.tables and part is not META.tables[name]


def _conjuncts(clause: Any) -> Iterator[Any]:
    if isinstance(clause, elements.BooleanClauseList) and clause.operator is operators.and_:
        for one in clause.clauses:
            yield from _conjuncts(one)
    elif clause is not None:
        yield clause


def _says(clause: Any, table: Any, tenant: int | None, rows: list[Row]) -> bool:
    """Whether a condition holds a table's provider equal to the one meant."""
    if not isinstance(clause, elements.BinaryExpression) or clause.operator is not operators.eq:
        return False
    sides = (clause.left, clause.right)
    return any(
        column is table.c[TENANT] and _is_meant(value, tenant, rows)
        for column, value in (sides, sides[::-1])
    )


def _is_meant(value: Any, tenant: int | None, rows: list[Row]) -> bool:
    """Whether a value is the provider's number, in whatever row it is sent with."""
    if tenant is None or not isinstance(value, elements.BindParameter):
        return False
    given = [row[value.key] for row in rows if not value.unique and value.key in row]
    if len(given) < len(rows) or not rows:
        given.append(value.effective_value)
    return all(type(one) is int and one == tenant for one in given)


def _touched(part: Any) -> list[Any]:
    """Tables that an update or delete changes, or reads beside that one."""
    read = [*part._where_criteria, *part._returning]  # noqa: SLF001 - told nowhere else
    read += (getattr(part, "_values", None) or {}).values()
    more = [one for clause in read for one in getattr(clause, "_from_objects", ())]
    return [part.table, *getattr(part, "_extra_froms", ()), *more]


def _check_change(part: sa.Update, tenant: int | None, rows: list[Row]) -> None:
    """An update may not give a row to another provider."""
    if not _is_ours(part.table):
        return
    values = _by_name(part._values or {})  # noqa: SLF001 - told nowhere else
    given = [row[TENANT] for row in rows if TENANT in row]
    if (TENANT in values and not _is_meant(values[TENANT], tenant, [])) or any(
        one != tenant for one in given
    ):
        message = f"a row of {part.table} given to another provider"
        raise ScopeError(message)


def _check_new(part: sa.Insert, tenant: int | None, rows: list[Row]) -> None:
    """Rows that an insert brings must be the provider's own."""
    if not _is_ours(part.table):
        return
    if part.select is not None or not _is_within(part, tenant):
        message = f"rows of {part.table} of whom nobody can tell whose they are"
        raise ScopeError(message)
    for row in _rows_within(part) or [{}]:
        held = row.get(TENANT)
        own = _is_meant(held, tenant, []) or (type(held) is int and held == tenant)
        given = [told.get(TENANT, tenant if own else None) for told in rows or [{}]]
        if tenant is None or any(one != tenant for one in (given if rows else [own and tenant])):
            message = f"a row of {part.table} of another provider"
            raise ScopeError(message)


def _is_within(part: sa.Insert, tenant: int | None) -> bool:
    """Whether a row in the way, which an insert would change instead, is the provider's own."""
    instead = getattr(part._post_values_clause, "update_values_to_set", None)  # noqa: SLF001
    if instead is None:
        return True
    target = part._post_values_clause.inferred_target_elements or ()  # type: ignore[union-attr]  # noqa: SLF001
    names = {getattr(one, "key", one) for one in target}
    return TENANT in names and TENANT not in _by_name(instead) and tenant is not None


def _rows_within(part: sa.Insert) -> list[dict[str, Any]]:
    """Rows that stand in the statement itself."""
    several = [
        _by_name(row if isinstance(row, Mapping) else dict(zip(part.table.c, row, strict=False)))
        for rows in part._multi_values  # noqa: SLF001 - told nowhere else
        for row in rows
    ]
    return several or ([_by_name(part._values)] if part._values else [])  # noqa: SLF001


def _by_name(values: Mapping[Any, Any]) -> dict[str, Any]:
    return {str(getattr(name, "key", name)): value for name, value in values.items()}
