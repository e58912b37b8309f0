"""What looks after the data: heartbeats, keys, restores."""

import sqlalchemy as sa

from bot.store.columns import Instant
from bot.store.tables.parts import KEYS, id_, metadata, workspace

heartbeats = sa.Table(
    "heartbeats",
    metadata,
    workspace(),
    id_("process"),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("began_at", Instant, nullable=False),
    sa.Column("beat_at", Instant, nullable=False),
)

master_keys = sa.Table(
    "master_keys",
    metadata,
    workspace(),
    id_("fingerprint"),
)

restores = sa.Table(
    "restores",
    metadata,
    workspace(),
    sa.Column("restored_at", Instant, nullable=False),
)

worker_keys = sa.Table(
    "worker_keys",
    metadata,
    workspace(),
    id_("worker"),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
    schema=KEYS,
)
