"""Shifts, where they are heard of, and what waits to be taken in."""

import sqlalchemy as sa

from bot.store.columns import ClockTime, Instant
from bot.store.tables.parts import id_, metadata, of_worker, part_of, partial_index, workspace

usual_shifts = sa.Table(
    "usual_shifts",
    metadata,
    workspace(),
    id_(),
    sa.Column("worker", sa.String(64), nullable=False),
    sa.Column("days", sa.JSON, nullable=False),
    sa.Column("start", ClockTime, nullable=False),
    sa.Column("end", ClockTime, nullable=False),
    sa.Column("first_day", sa.Date, nullable=False),
    sa.Column("last_day", sa.Date),
    sa.Column("skipped", sa.JSON, nullable=False),
    sa.Column("told_until", Instant, nullable=False),
    sa.Column("look_at", Instant, nullable=False),
    of_worker(),
    sa.Index("usual_shifts_by_worker", "workspace", "worker"),
    sa.Index("usual_shifts_by_look", "workspace", "look_at"),
)

shifts = sa.Table(
    "shifts",
    metadata,
    workspace(),
    id_(),
    sa.Column("worker", sa.String(64), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("started_at", Instant),
    sa.Column("ends_at", Instant),
    sa.Column("reopened_at", Instant),
    sa.Column("hard_contacts", sa.Integer),
    sa.Column("heard_at", Instant, nullable=False),
    of_worker(),
    sa.Index("shifts_by_worker", "workspace", "worker", "ends_at"),
    sa.Index("shifts_by_hearing", "workspace", "heard_at"),
    partial_index("shifts_expected", "ends_at", where="state = 'expected'"),
)

shift_names = sa.Table(
    "shift_names",
    metadata,
    workspace(),
    sa.Column("source", sa.String(64), primary_key=True),
    sa.Column("worker", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(255), primary_key=True),
    sa.Column("shift", sa.String(64), nullable=False),
    part_of("shifts", "shift"),
    sa.Index("shift_names_by_shift", "workspace", "shift"),
)

inbound = sa.Table(
    "inbound",
    metadata,
    workspace(),
    sa.Column("key", sa.String(255), primary_key=True),
    sa.Column("heard_at", Instant, nullable=False),
    sa.Index("inbound_by_time", "workspace", "heard_at"),
)

waiting_signals = sa.Table(
    "waiting_signals",
    metadata,
    workspace(),
    id_(),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("source", sa.String(64), nullable=False),
    sa.Column("slack_id", sa.String(64)),
    sa.Column("email", sa.String(254)),
    sa.Column("name", sa.String(255)),
    sa.Column("at", Instant, nullable=False),
    sa.Column("started_at", Instant),
    sa.Column("ended_at", Instant),
    sa.Column("hard_contacts", sa.Integer),
    sa.Column("heard_at", Instant, nullable=False),
    sa.Index("waiting_signals_in_order", "workspace", "heard_at", "id"),
)

unknown_names = sa.Table(
    "unknown_names",
    metadata,
    workspace(),
    sa.Column("source", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(255), primary_key=True),
    sa.Column("heard_at", Instant, nullable=False),
    sa.Column("looked_up_at", Instant),
)
