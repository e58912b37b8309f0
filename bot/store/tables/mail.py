"""Letters, and how fast they may leave."""

import sqlalchemy as sa

from bot.store.columns import Instant
from bot.store.tables.parts import id_, metadata, partial_index, workspace

outbox = sa.Table(
    "outbox",
    metadata,
    workspace(),
    id_(),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("recipient", sa.String(64), nullable=False),
    sa.Column("about", sa.String(64)),
    sa.Column("others", sa.String(64)),
    sa.Column("channel", sa.String(32)),
    sa.Column("ts", sa.String(32)),
    sa.Column("priority", sa.Integer, nullable=False),
    sa.Column("due_at", Instant, nullable=False),
    sa.Column("expires_at", Instant),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("owner", sa.String(64)),
    sa.Column("lease_until", Instant),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("error", sa.String(64)),
    sa.Column("made_at", Instant, nullable=False),
    partial_index("outbox_due", "priority", "due_at", where="state = 'due'"),
    partial_index("outbox_sending", "lease_until", where="state IN ('sending', 'uncertain')"),
    sa.Index("outbox_by_making", "workspace", "made_at"),
    sa.Index("outbox_by_recipient", "workspace", "recipient"),
    sa.Index("outbox_by_subject", "workspace", "about"),
    sa.Index("outbox_by_message", "workspace", "channel", "ts"),
)

rate_buckets = sa.Table(
    "rate_buckets",
    metadata,
    workspace(),
    sa.Column("tokens", sa.Float, nullable=False),
    sa.Column("rate", sa.Float, nullable=False),
    sa.Column("filled_at", Instant, nullable=False),
    sa.Column("blocked_until", Instant),
)
