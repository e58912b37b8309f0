"""Who is glad to rest when the number of people in a round is odd."""

import sqlalchemy as sa
from alembic import op

revision = "20261125_rests"
down_revision = "20261124_buddies"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """With a default, since the release before goes on writing rows that do not name it."""
    op.add_column(
        "buddies",
        sa.Column("rests_gladly", sa.Boolean(), nullable=False, server_default=sa.false()),
    )


def downgrade() -> None:
    op.drop_column("buddies", "rests_gladly")
