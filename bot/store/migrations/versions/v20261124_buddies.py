"""Who belongs to whom: the roster, buddies and their requests, pairs and rounds, and the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "20261124_buddies"
down_revision = "20261123_words"
branch_labels = None
depends_on = None

TABLES = (
    "roster_names",
    "roster",
    "roles",
    "supporters",
    "audit_log",
    "audit_names",
    "audit_chain",
    "buddies",
    "private_lists",
    "buddy_requests",
    "buddy_offers",
    "hellos",
    "rounds",
    "pairs",
    "pair_members",
    "rests",
)

# What is older than the beginning of the chain may go, and the beginning is sealed.
IS_KEPT = """OLD.number >= COALESCE(
    (SELECT first FROM audit_chain WHERE workspace = OLD.workspace), OLD.number)"""
REFUSED = "the audit log is only added to"
TRIGGERS = {
    "sqlite": (
        f"""CREATE TRIGGER audit_log_is_not_changed BEFORE UPDATE ON audit_log
            BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
        f"""CREATE TRIGGER audit_log_is_not_deleted BEFORE DELETE ON audit_log WHEN {IS_KEPT}
            BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END""",
    ),
    "postgresql": (
        f"""CREATE FUNCTION refuse_in_audit_log() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'DELETE' AND NOT {IS_KEPT} THEN RETURN OLD; END IF;
                RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation';
            END $$""",
        """CREATE TRIGGER audit_log_is_kept BEFORE UPDATE OR DELETE ON audit_log
            FOR EACH ROW EXECUTE FUNCTION refuse_in_audit_log()""",
        """CREATE TRIGGER audit_log_is_not_emptied BEFORE TRUNCATE ON audit_log
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_in_audit_log()""",
    ),
}
# Who was named before there were supporters waits for one. The release before keeps its own table.
NAMED_BEFORE = """INSERT INTO roles (workspace, person, role, is_active, named_at)
    SELECT workspace, person, 'coordinator', false, named_at FROM coordinators"""


def upgrade() -> None:
    op.add_column("outbox", sa.Column("others", sa.String(length=64), nullable=True))
    op.create_table(
        "roster_names",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("given", sa.String(length=254), nullable=True),
        sa.Column("person", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "mark"),
    )
    op.create_index("roster_names_by_person", "roster_names", ["workspace", "person"], unique=False)
    op.create_table(
        "roster",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("team", sa.String(length=80), nullable=True),
        sa.Column("site", sa.String(length=80), nullable=True),
        sa.Column("manager", sa.String(length=64), nullable=True),
        sa.Column("supervisor", sa.String(length=64), nullable=True),
        sa.Column("supporter", sa.String(length=64), nullable=True),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("experience_years", sa.Float(), nullable=True),
        sa.Column("role", sa.String(length=16), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "mark"),
    )
    op.create_table(
        "roles",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person", "role"),
    )
    op.create_table(
        "supporters",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("supporter", sa.String(length=64), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "person"),
    )
    op.create_index(
        "supporters_by_supporter", "supporters", ["workspace", "supporter"], unique=False
    )
    op.create_table(
        "audit_log",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=32), nullable=False),
        sa.Column("about", sa.String(length=128), nullable=True),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "number"),
    )
    op.create_table(
        "audit_names",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "mark"),
        sa.UniqueConstraint("workspace", "person", name="one_mark_a_person"),
    )
    op.create_table(
        "audit_chain",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("workspace"),
    )
    for statement in TRIGGERS[op.get_bind().dialect.name]:
        op.execute(statement)
    op.execute(NAMED_BEFORE)
    op.create_table(
        "buddies",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("gives", sa.Boolean(), nullable=False),
        sa.Column("takes", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("most_per_week", sa.Integer(), nullable=False),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("guide_version", sa.Integer(), nullable=True),
        sa.Column("guide_read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wants_outside_team", sa.Boolean(), nullable=False),
        sa.Column("wants_trio", sa.Boolean(), nullable=False),
        sa.Column("guest_is_welcome", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "worker"], ["workers.workspace", "workers.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "worker"),
    )
    op.create_table(
        "private_lists",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "worker"], ["workers.workspace", "workers.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "worker"),
    )
    op.create_table(
        "buddy_requests",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("asker", sa.String(length=64), nullable=False),
        sa.Column("route", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("calls", sa.String(length=64), nullable=True),
        sa.Column("buddy", sa.String(length=64), nullable=True),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("comes_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "asker"], ["workers.workspace", "workers.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    op.create_index(
        "buddy_requests_by_making", "buddy_requests", ["workspace", "made_at"], unique=False
    )
    op.create_index(
        "buddy_requests_by_buddy", "buddy_requests", ["workspace", "buddy", "met_at"], unique=False
    )
    op.create_index(
        "buddy_requests_open",
        "buddy_requests",
        ["workspace", "next_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('planned', 'looking', 'held')"),
        postgresql_where=sa.text("state IN ('planned', 'looking', 'held')"),
    )
    op.create_index(
        "one_open_request",
        "buddy_requests",
        ["workspace", "asker"],
        unique=True,
        sqlite_where=sa.text("state IN ('planned', 'looking', 'held')"),
        postgresql_where=sa.text("state IN ('planned', 'looking', 'held')"),
    )
    op.create_table(
        "buddy_offers",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("buddy", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_named", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "buddy"], ["workers.workspace", "workers.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "request"],
            ["buddy_requests.workspace", "buddy_requests.id"],
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workspace", "id"),
        sa.UniqueConstraint("workspace", "request", "buddy", name="one_offer_a_buddy"),
    )
    op.create_index(
        "buddy_offers_by_buddy", "buddy_offers", ["workspace", "buddy", "made_at"], unique=False
    )
    op.create_index(
        "one_open_offer",
        "buddy_offers",
        ["workspace", "buddy"],
        unique=True,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "hellos",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("one", sa.String(length=64), nullable=False),
        sa.Column("other", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("every_days", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "one"], ["workers.workspace", "workers.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "other"], ["workers.workspace", "workers.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "id"),
        sa.UniqueConstraint("workspace", "one", "other", "kind", name="one_hello_a_pair"),
    )
    op.create_index("hellos_by_turn", "hellos", ["workspace", "next_at"], unique=False)
    op.create_table(
        "rounds",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id"),
        sa.UniqueConstraint("workspace", "number", name="one_round_a_number"),
    )
    op.create_index(
        "one_draft",
        "rounds",
        ["workspace", "state"],
        unique=True,
        sqlite_where=sa.text("state = 'draft'"),
        postgresql_where=sa.text("state = 'draft'"),
    )
    op.create_index(
        "rounds_by_turn",
        "rounds",
        ["workspace", "next_at"],
        unique=False,
        sqlite_where=sa.text("next_at IS NOT NULL"),
        postgresql_where=sa.text("next_at IS NOT NULL"),
    )
    op.create_table(
        "pairs",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("round", sa.String(length=64), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("begins_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "round"], ["rounds.workspace", "rounds.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    op.create_index("pairs_by_round", "pairs", ["workspace", "round"], unique=False)
    op.create_table(
        "pair_members",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("pair", sa.String(length=64), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["workspace", "pair"], ["pairs.workspace", "pairs.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "worker"], ["workers.workspace", "workers.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "pair", "worker"),
    )
    op.create_index("pair_members_by_worker", "pair_members", ["workspace", "worker"], unique=False)
    op.create_table(
        "rests",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("round", sa.String(length=64), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "round"], ["rounds.workspace", "rounds.id"], ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace", "worker"], ["workers.workspace", "workers.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "round", "worker"),
    )


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("outbox", "others")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_in_audit_log()")
