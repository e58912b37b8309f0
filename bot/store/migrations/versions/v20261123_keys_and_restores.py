"""Which master key a workspace is used with, and when it was last restored from a backup."""

import sqlalchemy as sa
from alembic import op

revision = "20261123_keys_and_restores"
down_revision = "20261122_heartbeats"
branch_labels = None
depends_on = None


def upgrade() -> None:
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


def downgrade() -> None:
    op.drop_table("restores")
    op.drop_table("master_keys")
