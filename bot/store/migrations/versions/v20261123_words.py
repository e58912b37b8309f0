"""What the words and the decision rules go by: Slack's own language of a worker, hard contacts of a shift."""

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


def downgrade() -> None:
    op.drop_column("shifts", "hard_contacts")
    op.drop_column("waiting_signals", "hard_contacts")
    op.drop_column("workers", "slack_language")
