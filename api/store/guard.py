"""One provider never sees another: a statement that does not say whose rows it means is refused.

Every statement on a table with a ``tenant`` must hold it equal to the provider of the unit, for
each mention of the table, or bring that number in each row it inserts. Statements as mere text
are refused but for those of the store's own making. PostgreSQL keeps the same by row-level
security, whatever is sent; this guard holds on SQLite too, and tells the programmer before the
database would.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.sql import operators, visitors
from sqlalchemy.sql.elements import BinaryExpression, BindParameter, BooleanClauseList

TENANT = "tenant"
UNSCOPED = "tugiplaan_unscoped"
"""Execution option that names the reason why a statement means no provider, or all of them."""


class ScopeError(RuntimeError):
    """A statement that could read or change rows of another provider."""


def guard(engine: sa.Engine) -> None:
    """Have every statement of an engine looked at before it is sent."""
    event.listen(engine, "before_execute", _look)
    event.listen(engine, "before_cursor_execute", _look_at_text)


def whose(connection: sa.Connection) -> int | None:
    """The provider for which a connection speaks."""
    found = connection.info.get(TENANT)
    return found if isinstance(found, int) else None


def _look(
    connection: sa.Connection,
    statement: Any,
    many: Iterable[Mapping[str, Any]],
    one: Mapping[str, Any],
    options: Mapping[str, Any],
) -> None:
    if options.get(UNSCOPED) or not isinstance(statement, sa.ClauseElement):
        return
    if isinstance(statement, sa.TextClause):
        message = f"text is no statement of ours: {statement}"
        raise ScopeError(message)
    tenant = whose(connection)
    for part in visitors.iterate(statement):
        if isinstance(part, (sa.TextClause, sa.sql.selectable.TextualSelect)):
            message = f"text within a statement: {part}"
            raise ScopeError(message)
        if isinstance(part, sa.Select):
            _check(part.get_final_froms(), _conjuncts(part.whereclause), tenant)
        elif isinstance(part, (sa.Update, sa.Delete)):
            _check([part.table], _conjuncts(part.whereclause), tenant)
        if isinstance(part, sa.Update):
            _check_values(part, many, one, tenant, must=False)
        elif isinstance(part, sa.Insert):
            _check_values(part, many, one, tenant, must=True)


def _look_at_text(
    _connection: sa.Connection,
    _cursor: object,
    statement: str,
    _parameters: object,
    context: Any,
    _many: object,
) -> None:
    if context is not None and (context.compiled or context.execution_options.get(UNSCOPED)):
        return
    if statement.split(" ", 1)[0] not in {"BEGIN", "SET", "SHOW", "PRAGMA"}:
        message = f"text is no statement of ours: {statement}"
        raise ScopeError(message)


def _check(froms: Iterable[Any], conjuncts: Iterable[Any], tenant: int | None) -> None:
    said = list(conjuncts)
    tables = []
    for start in froms:
        for part in _leaves(start):
            if isinstance(part, sa.Join):
                said.extend(_conjuncts(part.onclause) if not part.isouter else ())
            elif _is_ours(part):
                tables.append(part)
    for table in tables:
        if not any(_says(one, table, tenant) for one in said):
            message = f"{table} without a provider of its own"
            raise ScopeError(message)


def _leaves(start: Any) -> Iterator[Any]:
    """Joins and tables that a FROM is made of."""
    if isinstance(start, sa.Join):
        yield start
        yield from _leaves(start.left)
        yield from _leaves(start.right)
    else:
        yield start


def _is_ours(part: Any) -> bool:
    """Whether a part of a FROM holds rows of providers (a subquery is looked at by itself)."""
    table = part.element if isinstance(part, sa.sql.selectable.Alias) else part
    return isinstance(table, sa.Table) and TENANT in table.c


def _conjuncts(clause: Any) -> Iterator[Any]:
    if isinstance(clause, BooleanClauseList) and clause.operator is operators.and_:
        for one in clause.clauses:
            yield from _conjuncts(one)
    elif clause is not None:
        yield clause


def _says(clause: Any, table: Any, tenant: int | None) -> bool:
    """Whether a condition holds a table's provider equal to the one meant."""
    if not isinstance(clause, BinaryExpression) or clause.operator is not operators.eq:
        return False
    sides = (clause.left, clause.right)
    return any(
        column is table.c[TENANT]
        and isinstance(value, BindParameter)
        and tenant is not None
        and value.effective_value == tenant
        for column, value in (sides, sides[::-1])
    )


def _check_values(
    part: sa.Insert | sa.Update,
    many: Iterable[Mapping[str, Any]],
    one: Mapping[str, Any],
    tenant: int | None,
    *,
    must: bool,
) -> None:
    """Rows that an insert brings, or an update writes, must be the provider's own."""
    if not _is_ours(part.table):
        return
    compiled = part.compile()
    rows = [{**compiled.params, **row} for row in (list(many) or [one])]
    for row in rows:
        if (must or TENANT in row) and (tenant is None or row.get(TENANT) != tenant):
            message = f"a row of {part.table} of another provider"
            raise ScopeError(message)
