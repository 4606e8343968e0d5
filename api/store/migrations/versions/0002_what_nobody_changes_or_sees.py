"""What is closed is never changed, and on PostgreSQL nobody sees rows of another provider."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROLE = "tugiplaan_app"
NEVER_CHANGED = ("audit", "past", "roster", "issued")
OF_PROVIDERS = (
    *("absence", "audit", "book_file", "client", "comparison", "draft", "family", "held"),
    *("information_request", "issued", "named", "notice", "operation", "parallel_service"),
    *("past", "person_key", "plan_item", "referral"),
    *("roster", "scenario", "setting", "support_group", "used", "worker"),
)
DOORS = ("api_key", "feed", "job", "membership")
KEYS = {
    "audit": (("tenant", "number"),),
    "past": (("tenant", "kind", "id", "revision"),),
    "roster": (("tenant", "monday", "number"),),
    "issued": (("tenant", "seller", "series", "position"), ("tenant", "seller", "number")),
}
CLOSED = (
    "{row}.name LIKE 'closed/%' OR ({row}.name LIKE 'ledger/%' AND EXISTS (SELECT 1 FROM "
    "book_file AS of_close WHERE of_close.tenant = {row}.tenant AND of_close.name = "
    "'closed/' || substr({row}.name, 8, 10) || '/closing.json'))"
)
"""A file of a closed month, or of the ledger of one."""


def upgrade() -> None:
    """Carry the step out."""
    if op.get_bind().dialect.name == "sqlite":
        _freeze_sqlite()
    else:
        _freeze_postgresql()
        _part_postgresql()


def _freeze_sqlite() -> None:
    for table in NEVER_CHANGED:
        raised = f"BEGIN SELECT RAISE(ABORT, '{table} is never changed'); END"
        for act in ("UPDATE", "DELETE"):
            op.execute(f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} {raised}")
        # An INSERT OR REPLACE takes the row in its way away without telling the trigger above.
        for number, key in enumerate(KEYS[table]):
            same = " AND ".join(f"{name} = NEW.{name}" for name in key)
            op.execute(
                f"CREATE TRIGGER {table}_no_replace_{number} BEFORE INSERT ON {table} "  # noqa: S608
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {raised}"
            )
    raised = "BEGIN SELECT RAISE(ABORT, 'a closed month is never changed'); END"
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER book_file_no_{act.lower()} BEFORE {act} ON book_file "
            f"WHEN {CLOSED.format(row='OLD')} {raised}"
        )
    op.execute(
        f"CREATE TRIGGER book_file_no_replace BEFORE INSERT ON book_file "  # noqa: S608
        f"WHEN ({CLOSED.format(row='NEW')}) AND EXISTS (SELECT 1 FROM book_file "
        f"WHERE tenant = NEW.tenant AND name = NEW.name) {raised}"
    )


def _freeze_postgresql() -> None:
    refused = "USING ERRCODE = 'integrity_constraint_violation'"
    op.execute(
        "CREATE FUNCTION tugiplaan_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '% is never changed', TG_TABLE_NAME {refused}; END $$"
    )
    for table in NEVER_CHANGED:
        op.execute(
            f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION tugiplaan_kept()"
        )
    op.execute(
        "CREATE FUNCTION tugiplaan_month_kept() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF {CLOSED.format(row='OLD')} THEN "
        f"RAISE EXCEPTION 'a closed month is never changed' {refused}; END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER book_file_kept BEFORE UPDATE OR DELETE ON book_file "
        "FOR EACH ROW EXECUTE FUNCTION tugiplaan_month_kept()"
    )


def _part_postgresql() -> None:
    """Rows by provider for everybody, the owner too; the role has no rights beyond rows."""
    op.execute(
        f"DO $$ BEGIN CREATE ROLE {ROLE} NOLOGIN; "
        "EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
    )
    op.execute(f"GRANT {ROLE} TO CURRENT_USER")
    op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {ROLE}")
    op.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {ROLE}")
    own = "tenant = CASE WHEN {said} ~ '^[0-9]+$' THEN {said}::integer END"
    own = own.format(said="current_setting('app.tenant', true)")
    anybody = "current_setting('app.tenant', true) = 'all'"
    for table in (*OF_PROVIDERS, *DOORS):
        condition = f"({own}) OR ({anybody})" if table in DOORS else own
        op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY {table}_own ON {table} USING ({condition}) WITH CHECK ({condition})"
        )
