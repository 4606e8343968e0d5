"""The house as it was first built."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _index(table: str, *columns: str) -> None:
    """An index over a provider's rows."""
    with op.batch_alter_table(table, schema=None) as batch_op:
        name = "_".join(("ix", table, "tenant", *columns))
        batch_op.create_index(batch_op.f(name), ["tenant", *columns], unique=False)


def upgrade() -> None:  # noqa: PLR0915 - one table after the other
    """Carry the step out."""
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("login", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=True),
        sa.Column("second_factor", sa.LargeBinary(), nullable=True),
        sa.Column("second_factor_step", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("recovery", sa.JSON(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("login", name=op.f("uq_account_login")),
    )
    op.create_table(
        "failure",
        sa.Column("about", sa.String(length=64), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("last", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("about", name=op.f("pk_failure")),
    )
    op.create_table(
        "house_key",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.Column("replaced", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_house_key")),
    )
    op.create_table(
        "provider",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("registry", sa.String(length=20), nullable=False),
        sa.Column("founded", sa.DateTime(timezone=True), nullable=False),
        sa.Column("books", sa.Integer(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider")),
        sa.UniqueConstraint("registry", name=op.f("uq_provider_registry")),
    )
    op.create_table(
        "absence",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_absence_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_absence")),
    )
    _index("absence", "who")

    op.create_table(
        "api_key",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_api_key_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("sha256", name=op.f("uq_api_key_sha256")),
    )
    op.create_table(
        "audit",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("number", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=200), nullable=False),
        sa.Column("action", sa.String(length=40), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_audit_tenant")),
        sa.PrimaryKeyConstraint("tenant", "number", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        for name in ("action", "actor"):
            batch_op.create_index(
                batch_op.f(f"ix_audit_tenant_{name}_number"),
                ["tenant", name, "number"],
                unique=False,
            )

    op.create_table(
        "book_file",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("bytes", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_book_file_tenant")),
        sa.PrimaryKeyConstraint("tenant", "name", name=op.f("pk_book_file")),
    )
    op.create_table(
        "client",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_client_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_client")),
    )
    op.create_table(
        "comparison",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("played", sa.DateTime(timezone=True), nullable=False),
        sa.Column("members", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_comparison_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_comparison")),
    )
    op.create_table(
        "draft",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_draft_tenant")),
        sa.PrimaryKeyConstraint("tenant", "monday", name=op.f("pk_draft")),
    )
    op.create_table(
        "family",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_family_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_family")),
    )
    op.create_table(
        "feed",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("worker", sa.String(length=200), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_feed_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_feed")),
        sa.UniqueConstraint("sha256", name=op.f("uq_feed_sha256")),
    )
    op.create_table(
        "held",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("component", sa.String(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("workers", sa.JSON(), nullable=False),
        sa.Column("begins", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("recorded", sa.Date(), nullable=False),
        sa.Column("activity", sa.String(), nullable=False),
        sa.Column("beneficiary", sa.String(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("planned", sa.Boolean(), nullable=False),
        sa.Column("booked", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_held_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_held")),
    )
    op.create_table(
        "identity",
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_identity_account")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_identity")),
    )
    op.create_table(
        "issued",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("seller", sa.String(length=20), nullable=False),
        sa.Column("series", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_issued_tenant")),
        sa.PrimaryKeyConstraint("tenant", "seller", "series", "position", name=op.f("pk_issued")),
        sa.UniqueConstraint(
            "tenant", "seller", "number", name=op.f("uq_issued_tenant_seller_number")
        ),
    )
    op.create_table(
        "job",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("asked", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(length=200), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stop_asked", sa.Boolean(), nullable=False),
        sa.Column("progress", sa.JSON(), nullable=True),
        sa.Column("finished", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=400), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_job_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_job_state_created"), ["state", "created"], unique=False
        )

    op.create_table(
        "login",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("tenant_chosen", sa.Integer(), nullable=True),
        sa.Column("way", sa.String(length=200), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_login_account")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_login")),
    )
    with op.batch_alter_table("login", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_account"), ["account"], unique=False)

    op.create_table(
        "membership",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=200), server_default="", nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name=op.f("fk_membership_account")),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_membership_tenant")),
        sa.PrimaryKeyConstraint("tenant", "account", "role", name=op.f("pk_membership")),
    )
    op.create_table(
        "named",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_named_tenant")),
        sa.PrimaryKeyConstraint("tenant", "mark", "kind", "id", name=op.f("pk_named")),
    )
    _index("named", "kind", "id")

    op.create_table(
        "operation",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_operation_tenant")),
        sa.PrimaryKeyConstraint("tenant", "key", name=op.f("pk_operation")),
    )
    op.create_table(
        "information_request",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("referral", sa.String(), nullable=False),
        sa.Column("received", sa.Date(), nullable=False),
        sa.Column("answered", sa.Date(), nullable=True),
        sa.Column("client", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant"], ["provider.id"], name=op.f("fk_information_request_tenant")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_information_request")),
    )
    _index("information_request", "client")
    _index("information_request", "referral")

    op.create_table(
        "notice",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("referral", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("noticed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_notice_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_notice")),
    )
    _index("notice", "client")
    _index("notice", "referral")

    op.create_table(
        "parallel_service",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant"], ["provider.id"], name=op.f("fk_parallel_service_tenant")
        ),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_parallel_service")),
    )
    _index("parallel_service", "client")

    op.create_table(
        "past",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_by", sa.String(length=200), nullable=False),
        sa.Column("taken_away", sa.Boolean(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_past_tenant")),
        sa.PrimaryKeyConstraint("tenant", "kind", "id", "revision", name=op.f("pk_past")),
    )
    op.create_table(
        "person_key",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_person_key_tenant")),
        sa.PrimaryKeyConstraint("tenant", "person", name=op.f("pk_person_key")),
    )
    op.create_table(
        "plan_item",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("referral", sa.String(), nullable=False),
        sa.Column("component", sa.String(), nullable=False),
        sa.Column("meetings", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("earliest", sa.Integer(), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("liked", sa.JSON(), nullable=True),
        sa.Column("days_apart", sa.Integer(), nullable=False),
        sa.Column("workers", sa.Integer(), nullable=False),
        sa.Column("pinned_worker", sa.String(), nullable=True),
        sa.Column("pinned_start", sa.Integer(), nullable=True),
        sa.Column("planned", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_plan_item_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_plan_item")),
    )
    _index("plan_item", "referral")
    _index("plan_item", "pinned_worker")

    op.create_table(
        "referral",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("client", sa.String(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("municipality", sa.String(), nullable=False),
        sa.Column("case_manager_free", sa.JSON(), nullable=False),
        sa.Column("first_met", sa.Date(), nullable=True),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_referral_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_referral")),
    )
    _index("referral", "client")

    op.create_table(
        "roster",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("published", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("bound", sa.BigInteger(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_roster_tenant")),
        sa.PrimaryKeyConstraint("tenant", "monday", "number", name=op.f("pk_roster")),
    )
    op.create_table(
        "scenario",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("job", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_scenario_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_scenario")),
    )
    op.create_table(
        "setting",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=200), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_setting_tenant")),
        sa.PrimaryKeyConstraint("tenant", "name", name=op.f("pk_setting")),
    )
    op.create_table(
        "support_group",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("component", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("earliest", sa.Integer(), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("leading", sa.String(), nullable=False),
        sa.Column("smallest", sa.Integer(), nullable=False),
        sa.Column("largest", sa.Integer(), nullable=False),
        sa.Column("gender", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_support_group_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_support_group")),
    )
    op.create_table(
        "used",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("referral", sa.String(), nullable=False),
        sa.Column("component", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_used_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_used")),
    )
    _index("used", "referral")

    op.create_table(
        "worker",
        sa.Column("tenant", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("contract", sa.String(), nullable=False),
        sa.Column("trainings", sa.JSON(), nullable=False),
        sa.Column("shifts", sa.JSON(), nullable=False),
        sa.Column("day_minutes", sa.Integer(), nullable=False),
        sa.Column("week_minutes", sa.Integer(), nullable=False),
        sa.Column("week_most", sa.Integer(), nullable=False),
        sa.Column("guaranteed_minutes", sa.Integer(), nullable=False),
        sa.Column("week_days", sa.Integer(), nullable=False),
        sa.Column("caseload", sa.Integer(), nullable=False),
        sa.Column("reach_minutes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tenant"], ["provider.id"], name=op.f("fk_worker_tenant")),
        sa.PrimaryKeyConstraint("tenant", "id", name=op.f("pk_worker")),
    )
