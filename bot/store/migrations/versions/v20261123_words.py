"""What the words and the decision rules go by: languages, hard contacts, and what a worker prefers."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_words"
down_revision = "20261122_caretaking"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("workers", sa.Column("slack_language", sa.String(length=16), nullable=True))
    op.add_column("waiting_signals", sa.Column("hard_contacts", sa.Integer(), nullable=True))
    op.add_column("shifts", sa.Column("hard_contacts", sa.Integer(), nullable=True))
    op.add_column("memories", sa.Column("touched_on", sa.Date(), nullable=True))
    op.add_column("memories", sa.Column("trimmed_on", sa.Date(), nullable=True))
    # Without a day a row would stay for good; nobody knows its own, so its two weeks begin now.
    op.execute(sa.text("UPDATE memories SET touched_on = CURRENT_DATE"))
    op.create_table(
        "preferences",
        sa.Column("workspace", sa.String(length=32), nullable=False),
        sa.Column("worker", sa.String(length=64), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace", "worker"], ["workers.workspace", "workers.id"], ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workspace", "worker"),
    )


def downgrade() -> None:
    op.drop_table("preferences")
    op.drop_column("memories", "trimmed_on")
    op.drop_column("memories", "touched_on")
    op.drop_column("shifts", "hard_contacts")
    op.drop_column("waiting_signals", "hard_contacts")
    op.drop_column("workers", "slack_language")
