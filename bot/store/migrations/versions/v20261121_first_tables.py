"""The first tables: workers, shifts, check-ins, the outbox, the vault, and the keys apart."""

import sqlalchemy as sa
from alembic import op

revision = "20261121_first_tables"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SCHEMA IF NOT EXISTS keys")
    op.create_table(
        "coordinators",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=64), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "person"),
    )
    op.create_table(
        "inbound",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "key"),
    )
    with op.batch_alter_table("inbound", schema=None) as batch_op:
        batch_op.create_index("inbound_by_time", ["workspace", "heard_at"], unique=False)

    op.create_table(
        "worker_keys",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "worker"),
        schema="keys",
        if_not_exists=True,  # the keys may have outlived the data, or a kill between the two files
    )
    op.create_table(
        "outbox",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=64), nullable=False),
        sa.Column("about", sa.String(length=64), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=64), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("outbox_by_message", ["workspace", "channel", "ts"], unique=False)
        batch_op.create_index("outbox_by_subject", ["workspace", "about"], unique=False)
        batch_op.create_index(
            "outbox_due",
            ["workspace", "priority", "due_at"],
            unique=False,
            sqlite_where=sa.text("state = 'due'"),
            postgresql_where=sa.text("state = 'due'"),
        )
        batch_op.create_index(
            "outbox_sending",
            ["workspace", "lease_until"],
            unique=False,
            sqlite_where=sa.text("state IN ('sending', 'uncertain')"),
            postgresql_where=sa.text("state IN ('sending', 'uncertain')"),
        )

    op.create_table(
        "rate_buckets",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("tokens", sa.Float(), nullable=False),
        sa.Column("rate", sa.Float(), nullable=False),
        sa.Column("filled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("blocked_until", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace"),
    )
    op.create_table(
        "unknown_names",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("looked_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "source", "name"),
    )
    op.create_table(
        "waiting_signals",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("slack_id", sa.String(length=64), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    with op.batch_alter_table("waiting_signals", schema=None) as batch_op:
        batch_op.create_index(
            "waiting_signals_in_order", ["workspace", "heard_at", "id"], unique=False
        )

    op.create_table(
        "workers",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("on_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("zone", sa.String(length=64), nullable=True),
        sa.Column("offered_zone", sa.String(length=64), nullable=True),
        sa.Column("declined_zone", sa.String(length=64), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("email_mark", sa.String(length=64), nullable=True),
        sa.Column("is_guest", sa.Boolean(), nullable=False),
        sa.Column("moment", sa.String(length=16), nullable=False),
        sa.Column("delay_minutes", sa.Integer(), nullable=True),
        sa.Column("wake_at", sa.String(length=5), nullable=True),
        sa.Column("quiet_from", sa.String(length=5), nullable=True),
        sa.Column("quiet_until", sa.String(length=5), nullable=True),
        sa.Column("most_per_week", sa.Integer(), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.Column("may_ask_once", sa.Boolean(), nullable=False),
        sa.Column("asked_once_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_by", sa.String(length=16), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undisturbed_from", sa.String(length=5), nullable=True),
        sa.Column("undisturbed_until", sa.String(length=5), nullable=True),
        sa.Column("last_tap_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    with op.batch_alter_table("workers", schema=None) as batch_op:
        batch_op.create_index("workers_by_email", ["workspace", "email_mark"], unique=False)

    op.create_table(
        "answers",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("check_in", sa.String(length=64), nullable=False),
        sa.Column("keep_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "worker"], ["workers.workspace", "workers.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "id"),
        sa.UniqueConstraint("workspace", "worker", "check_in", name="one_answer_a_check_in"),
    )
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.create_index("answers_by_end", ["workspace", "keep_until"], unique=False)

    op.create_table(
        "check_ins",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("shift", sa.String(length=64), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("was_undisturbed", sa.Boolean(), nullable=False),
        sa.Column("was_touched", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "worker"], ["workers.workspace", "workers.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "id"),
        sa.UniqueConstraint("workspace", "shift", name="one_check_in_a_shift"),
    )
    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.create_index("check_ins_by_message", ["workspace", "channel", "ts"], unique=False)
        batch_op.create_index(
            "check_ins_by_sending", ["workspace", "state", "sent_at"], unique=False
        )
        batch_op.create_index(
            "one_open_check_in",
            ["workspace", "worker", "kind"],
            unique=True,
            sqlite_where=sa.text("state IN ('planned', 'held', 'sent')"),
            postgresql_where=sa.text("state IN ('planned', 'held', 'sent')"),
        )

    op.create_table(
        "memories",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "worker"], ["workers.workspace", "workers.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "worker"),
    )
    op.create_table(
        "shifts",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "worker"], ["workers.workspace", "workers.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    with op.batch_alter_table("shifts", schema=None) as batch_op:
        batch_op.create_index("shifts_by_worker", ["workspace", "worker", "ends_at"], unique=False)
        batch_op.create_index(
            "shifts_expected",
            ["workspace", "ends_at"],
            unique=False,
            sqlite_where=sa.text("state = 'expected'"),
            postgresql_where=sa.text("state = 'expected'"),
        )

    op.create_table(
        "usual_shifts",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("start", sa.String(length=5), nullable=False),
        sa.Column("end", sa.String(length=5), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("skipped", sa.JSON(), nullable=False),
        sa.Column("told_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("look_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "worker"], ["workers.workspace", "workers.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "id"),
    )
    with op.batch_alter_table("usual_shifts", schema=None) as batch_op:
        batch_op.create_index("usual_shifts_by_look", ["workspace", "look_at"], unique=False)
        batch_op.create_index("usual_shifts_by_worker", ["workspace", "worker"], unique=False)

    op.create_table(
        "shift_names",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("source", sa.String(length=64), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("shift", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "shift"], ["shifts.workspace", "shifts.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "source", "worker", "name"),
    )


def downgrade() -> None:
    op.drop_table("shift_names")
    with op.batch_alter_table("usual_shifts", schema=None) as batch_op:
        batch_op.drop_index("usual_shifts_by_worker")
        batch_op.drop_index("usual_shifts_by_look")

    op.drop_table("usual_shifts")
    with op.batch_alter_table("shifts", schema=None) as batch_op:
        batch_op.drop_index(
            "shifts_expected",
            sqlite_where=sa.text("state = 'expected'"),
            postgresql_where=sa.text("state = 'expected'"),
        )
        batch_op.drop_index("shifts_by_worker")

    op.drop_table("shifts")
    op.drop_table("memories")
    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.drop_index(
            "one_open_check_in",
            sqlite_where=sa.text("state IN ('planned', 'held', 'sent')"),
            postgresql_where=sa.text("state IN ('planned', 'held', 'sent')"),
        )
        batch_op.drop_index("check_ins_by_sending")
        batch_op.drop_index("check_ins_by_message")

    op.drop_table("check_ins")
    with op.batch_alter_table("answers", schema=None) as batch_op:
        batch_op.drop_index("answers_by_end")

    op.drop_table("answers")
    with op.batch_alter_table("workers", schema=None) as batch_op:
        batch_op.drop_index("workers_by_email")

    op.drop_table("workers")
    with op.batch_alter_table("waiting_signals", schema=None) as batch_op:
        batch_op.drop_index("waiting_signals_in_order")

    op.drop_table("waiting_signals")
    op.drop_table("unknown_names")
    op.drop_table("rate_buckets")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index(
            "outbox_sending",
            sqlite_where=sa.text("state IN ('sending', 'uncertain')"),
            postgresql_where=sa.text("state IN ('sending', 'uncertain')"),
        )
        batch_op.drop_index(
            "outbox_due",
            sqlite_where=sa.text("state = 'due'"),
            postgresql_where=sa.text("state = 'due'"),
        )
        batch_op.drop_index("outbox_by_subject")
        batch_op.drop_index("outbox_by_message")

    op.drop_table("outbox")
    op.drop_table("worker_keys", schema="keys", if_exists=True)
    with op.batch_alter_table("inbound", schema=None) as batch_op:
        batch_op.drop_index("inbound_by_time")

    op.drop_table("inbound")
    op.drop_table("coordinators")
