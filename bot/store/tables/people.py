"""Workers, and who is named in the workspace."""

import sqlalchemy as sa

from bot.store.columns import ClockTime, Instant
from bot.store.tables.parts import id_, metadata, workspace

workers = sa.Table(
    "workers",
    metadata,
    workspace(),
    id_(),
    sa.Column("is_on", sa.Boolean, nullable=False),
    sa.Column("on_since", Instant),
    sa.Column("zone", sa.String(64)),
    sa.Column("offered_zone", sa.String(64)),
    sa.Column("declined_zone", sa.String(64)),
    sa.Column("language", sa.String(16)),
    sa.Column("slack_language", sa.String(16)),
    sa.Column("country", sa.String(2)),
    sa.Column("channel", sa.String(32)),
    sa.Column("email_mark", sa.String(64)),
    sa.Column("is_guest", sa.Boolean, nullable=False),
    sa.Column("moment", sa.String(16), nullable=False),
    sa.Column("delay_minutes", sa.Integer),
    sa.Column("wake_at", ClockTime),
    sa.Column("quiet_from", ClockTime),
    sa.Column("quiet_until", ClockTime),
    sa.Column("most_per_week", sa.Integer, nullable=False),
    sa.Column("keep_days", sa.Integer, nullable=False),
    sa.Column("may_ask_once", sa.Boolean, nullable=False),
    sa.Column("asked_once_at", Instant),
    sa.Column("paused_by", sa.String(16)),
    sa.Column("paused_until", Instant),
    sa.Column("undisturbed_from", ClockTime),
    sa.Column("undisturbed_until", ClockTime),
    sa.Column("last_tap_at", Instant),
    sa.Index("workers_by_email", "workspace", "email_mark"),
)

# Of the release before; `roles` has taken its rows over, and a later release lets it go.
coordinators = sa.Table(
    "coordinators",
    metadata,
    workspace(),
    id_("person"),
    sa.Column("named_at", Instant, nullable=False),
)
