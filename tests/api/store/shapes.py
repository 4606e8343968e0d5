"""Ways to ask a database for rows, none of which may show or change those of another provider.

Each is sent as provider 2 after what is provider 1's; what it gives back, and what provider 1 sees
afterwards, tells whether it leaked.
"""

from collections.abc import Callable
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from api.store.guard import UNSCOPED
from api.store.schema import FEED, JOB, PAST, PROVIDER, SCENARIO, SETTING
from tests.api.store.places import AT

MINE, THEIRS = 2, 1
NEW = {"name": "new", "revision": 1, "changed": AT, "by": "x", "told": "x"}
SEEN = SETTING.c.told
OWN = SETTING.c.tenant == MINE
Shape = Callable[[sa.Connection], Any]
s, other = SETTING, SETTING.alias("other")
question = SCENARIO.alias("question")


def rows(statement: Any, *values: Any, **options: Any) -> Shape:
    """A statement that gives rows."""
    return lambda c: c.execute(statement, *values, execution_options=options).all()


def change(statement: Any, *values: Any) -> Shape:
    """A statement that changes rows."""
    return lambda c: c.execute(statement, *values).rowcount


def upsert(c: sa.Connection, target: list[str], values: dict[str, Any], **also: Any) -> Any:
    """Put a row in, or write over the one in its way."""
    made = (sqlite if c.dialect.name == "sqlite" else postgresql).insert(s).values(values)
    return c.execute(made.on_conflict_do_update(index_elements=target, set_={"told": "x"} | also))


def raw(c: sa.Connection, text: str) -> Any:
    """Text through the driver's own cursor."""
    cursor = c.connection.cursor()
    cursor.execute(text)
    return cursor.fetchall()


joined = s.join(SCENARIO, SCENARIO.c.job == s.c.name)
lateral = sa.select(SEEN).where(s.c.name == SCENARIO.c.job).lateral("l")
mine_or = sa.or_(OWN, s.c.name == "colour")
THEIR_NAME = "select told from setting where tenant = 1"

order: Any = cast("Any", sa.DDL)(THEIR_NAME)
SHAPES: tuple[tuple[str, Shape], ...] = (
    ("select", rows(sa.select(SEEN))),
    ("select of a name", rows(sa.select(SEEN).where(s.c.name == "colour"))),
    ("count of a table", lambda c: "MARK" * (c.scalar(sa.select(sa.func.count(SEEN))) or 0)),
    ("join", rows(sa.select(SEEN).select_from(joined).where(SCENARIO.c.tenant == MINE))),
    (
        "join with both in its condition, but another's",
        rows(sa.select(other.c.told).join_from(s, other, OWN & (other.c.tenant == THEIRS))),
    ),
    (
        "outer join that keeps the other side",
        rows(sa.select(SEEN).select_from(s.outerjoin(other, OWN & (other.c.tenant == MINE)))),
    ),
    (
        "full join",
        rows(sa.select(SEEN).select_from(s.join(other, OWN & (other.c.tenant == MINE), full=True))),
    ),
    (
        "join within a join",
        rows(
            sa.select(SEEN)
            .select_from(PROVIDER.join(s.join(other, s.c.name == other.c.name), sa.true()))
            .where(other.c.tenant == MINE)
        ),
    ),
    ("alias", rows(sa.select(other.c.told))),
    ("alias of an alias", rows(sa.select(other.alias("again").c.told))),
    ("two aliases, one scoped", rows(sa.select(other.c.told, SEEN).where(other.c.tenant == MINE))),
    ("sample of a table", rows(sa.select(sa.tablesample(s, 100).c.told))),
    ("subquery", rows(sa.select(sa.select(SEEN).subquery().c.told))),
    ("subquery scoped from outside", rows(sa.select(sa.select(s).subquery().c.told).where(OWN))),
    ("common table", rows(sa.select(sa.select(SEEN).cte("all_of_them").c.told))),
    (
        "union",
        rows(sa.union_all(sa.select(SEEN).where(OWN), sa.select(SEEN))),
    ),
    (
        "exists",
        rows(sa.select(sa.literal("MARK-1")).where(sa.exists().where(s.c.name == "theirs alone"))),
    ),
    (
        "correlated scalar subquery",
        rows(
            sa.select(
                sa.select(other.c.told)
                .where(other.c.name == s.c.name, other.c.tenant != s.c.tenant)
                .scalar_subquery()
            ).where(OWN)
        ),
    ),
    (
        "in a subquery",
        rows(
            sa.select(sa.literal("MARK-1")).where(
                sa.literal("theirs alone").in_(sa.select(s.c.name))
            )
        ),
    ),
    (
        "order by a subquery",
        rows(sa.select(SEEN).where(OWN).order_by(sa.select(other.c.told).scalar_subquery())),
    ),
    ("function over a table", rows(sa.select(sa.func.max(sa.cast(SEEN, sa.String))))),
    (
        "lateral",
        rows(sa.select(lateral.c.told).select_from(SCENARIO).where(SCENARIO.c.tenant == MINE)),
    ),
    ("literal number of the other", rows(sa.select(SEEN).where(s.c.tenant == THEIRS))),
    ("or-ed condition", rows(sa.select(SEEN).where(mine_or))),
    ("unequal", rows(sa.select(SEEN).where(s.c.tenant != MINE))),
    ("not unequal, but more", rows(sa.select(SEEN).where(s.c.tenant >= THEIRS))),
    ("among numbers", rows(sa.select(SEEN).where(s.c.tenant.in_([THEIRS, MINE])))),
    ("condition in having", rows(sa.select(SEEN, s.c.tenant).group_by(*s.c).having(OWN))),
    ("the number as a word", rows(sa.select(SEEN).where(s.c.tenant == sa.literal_column("1")))),
    (
        "number given later",
        rows(sa.select(SEEN).where(s.c.tenant == sa.bindparam("of", MINE)), {"of": THEIRS}),
    ),
    ("number given by its made-up name", rows(sa.select(SEEN).where(OWN), {"tenant_1": THEIRS})),
    ("order on tables", rows(order)),
    ("light table", rows(sa.select(sa.table("setting", sa.column("told")).c.told))),
    (
        "table of another schema",
        rows(sa.select(sa.Table("setting", sa.MetaData(), sa.Column("told", sa.JSON)))),
    ),
    ("text", rows(sa.text(THEIR_NAME))),
    ("text within where", rows(sa.select(SEEN).where(OWN, sa.text("1=0 OR 1=1")))),
    ("text as a column", rows(sa.select(sa.literal_column(f"({THEIR_NAME} limit 1)")))),
    ("text as columns", rows(sa.text(THEIR_NAME).columns(SEEN))),
    ("text as an operator", rows(sa.select(SEEN).where(OWN, SEEN.op("is null or 1=1 or 1=")(1)))),
    ("text as a hint", rows(sa.select(SEEN).where(OWN).with_statement_hint("OR 1=1"))),
    ("text behind the columns", rows(sa.select(SEEN).where(OWN).suffix_with("or 1=1"))),
    (
        "text before the columns",
        rows(sa.select(SEEN).where(OWN).prefix_with(f"({THEIR_NAME} limit 1),")),
    ),
    (
        "text that replaces",
        change(
            sa.insert(s).prefix_with("OR REPLACE").values({**NEW, "tenant": MINE, "name": "colour"})
        ),
    ),
    ("text of the driver", lambda c: c.exec_driver_sql(THEIR_NAME).all()),
    ("text behind a beginning", lambda c: c.exec_driver_sql(f"BEGIN; {THEIR_NAME}").all()),
    ("text that sets a role", lambda c: c.exec_driver_sql("SET ROLE NONE")),
    ("without a scope", rows(sa.select(SEEN), **{UNSCOPED: "a test"})),
    ("door of the other", rows(sa.select(FEED.c.worker), **{UNSCOPED: "a test"})),
    ("update of all", change(sa.update(s).values(told="x"))),
    ("update of the other", change(sa.update(s).where(s.c.tenant == THEIRS).values(told="x"))),
    ("update that gives away", change(sa.update(s).where(OWN).values(tenant=THEIRS, name="gift"))),
    (
        "update that gives away by a value",
        change(sa.update(s).where(OWN), {"tenant": THEIRS, "name": "gift"}),
    ),
    (
        "update from the other's",
        rows(
            sa.update(s)
            .where(OWN, other.c.name == "colour", other.c.tenant != MINE)
            .values(told=other.c.told)
            .returning(SEEN)
        ),
    ),
    (
        "update with a subquery",
        rows(
            sa.update(s)
            .where(OWN)
            .values(told=sa.select(sa.func.min(sa.cast(other.c.told, sa.String))).scalar_subquery())
            .returning(SEEN)
        ),
    ),
    ("delete of all", change(sa.delete(s))),
    ("delete of the other", change(sa.delete(s).where(s.c.tenant == THEIRS))),
    (
        "delete beside the other's",
        rows(
            sa.delete(s)
            .where(OWN, question.c.id == "theirs", question.c.tenant == THEIRS)
            .returning(question.c.told)
        ),
    ),
    ("insert for the other", change(sa.insert(s).values(tenant=THEIRS, **NEW))),
    ("insert for nobody", change(sa.insert(s).values(**NEW))),
    (
        "insert of many with the other's row",
        change(
            sa.insert(s),
            [{"tenant": MINE, **NEW}, {"tenant": THEIRS, **NEW}],
        ),
    ),
    (
        "insert of many rows in one statement",
        change(sa.insert(s).values([{"tenant": MINE, **NEW}, {"tenant": THEIRS, **NEW}])),
    ),
    ("insert with a number given later", change(sa.insert(s), {"tenant": THEIRS, **NEW})),
    (
        "insert with another number given later",
        change(sa.insert(s).values(tenant=MINE), {"tenant": THEIRS, **NEW}),
    ),
    (
        "insert of a row from a subquery",
        rows(
            sa.insert(s)
            .values([{**NEW, "tenant": MINE, "told": sa.select(SEEN).limit(1).scalar_subquery()}])
            .returning(SEEN)
        ),
    ),
    (
        "insert from a select",
        rows(
            sa.insert(s)
            .from_select(
                ["tenant", "name", "revision", "changed", "by", "told"],
                sa.select(sa.literal(MINE), SEEN.cast(sa.String), s.c.revision, s.c.changed)
                .add_columns(s.c.by, SEEN)
                .where(s.c.tenant == THEIRS),
            )
            .returning(SEEN)
        ),
    ),
    (
        "insert from a select for the other",
        change(
            sa.insert(s).from_select(
                ["tenant", "name", "revision", "changed", "by", "told"],
                sa.select(sa.literal(THEIRS), sa.literal("gift"), s.c.revision, s.c.changed)
                .add_columns(s.c.by, SEEN)
                .where(OWN),
            )
        ),
    ),
    (
        "upsert over the other's",
        lambda c: (
            upsert(c, ["tenant", "name"], {**NEW, "tenant": THEIRS, "name": "colour"}).rowcount
        ),
    ),
    (
        "upsert that gives away",
        lambda c: (
            upsert(
                c, ["tenant", "name"], {**NEW, "tenant": MINE, "name": "colour"}, tenant=THEIRS
            ).rowcount
        ),
    ),
    (
        "upsert that reads the other's",
        lambda c: [
            upsert(
                c,
                ["tenant", "name"],
                {**NEW, "tenant": MINE, "name": "colour"},
                told=sa.select(other.c.told).where(other.c.tenant == THEIRS).scalar_subquery(),
            ).rowcount,
            *c.execute(sa.select(SEEN).where(OWN)).all(),
        ],
    ),
    ("past of the other", rows(sa.select(PAST.c.told).where(PAST.c.tenant == THEIRS))),
    ("jobs of all", rows(sa.select(JOB.c.by))),
)

RAW: Shape = lambda c: raw(c, THEIR_NAME)  # noqa: E731 - one more of the row above
