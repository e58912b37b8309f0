"""What looks after the data: heartbeats, the master key in use, the last restore, indexes for forgetting."""

import sqlalchemy as sa
from alembic import op

revision = "20261122_caretaking"
down_revision = "20261121_first_tables"
branch_labels = None
depends_on = None

# By these, forgetting finds what is old, and a withdrawal what still waits, without reading the rest.
INDEXES = {
    "outbox_by_making": ("outbox", ["workspace", "made_at"]),
    "outbox_by_recipient": ("outbox", ["workspace", "recipient"]),
    "check_ins_by_planning": ("check_ins", ["workspace", "planned_at"]),
    "check_ins_by_worker": ("check_ins", ["workspace", "worker", "sent_at"]),
    "shifts_by_hearing": ("shifts", ["workspace", "heard_at"]),
    "shift_names_by_shift": ("shift_names", ["workspace", "shift"]),
}


def upgrade() -> None:
    op.create_table(
        "heartbeats",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("process", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=16), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "process"),
    )
    op.create_table(
        "master_keys",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("workspace", "fingerprint"),
    )
    op.create_table(
        "restores",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("restored_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("workspace"),
    )
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, (table, _columns) in reversed(INDEXES.items()):
        op.drop_index(name, table)
    op.drop_table("restores")
    op.drop_table("master_keys")
    op.drop_table("heartbeats")
