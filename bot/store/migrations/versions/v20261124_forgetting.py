"""Indexes by which forgetting finds what is old, and what hangs on it, without reading the rest."""

from alembic import op

revision = "20261124_forgetting"
down_revision = "20261123_keys_and_restores"
branch_labels = None
depends_on = None

INDEXES = {
    "outbox_by_making": ("outbox", ["workspace", "made_at"]),
    "check_ins_by_planning": ("check_ins", ["workspace", "planned_at"]),
    "check_ins_by_worker": ("check_ins", ["workspace", "worker", "sent_at"]),
    "shifts_by_hearing": ("shifts", ["workspace", "heard_at"]),
    "shift_names_by_shift": ("shift_names", ["workspace", "shift"]),
}


def upgrade() -> None:
    for name, (table, columns) in INDEXES.items():
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, (table, _columns) in reversed(INDEXES.items()):
        op.drop_index(name, table)
