"""Every table there is; the workspace is part of each primary key, each unique key and each index."""

import sqlalchemy as sa

from bot.store.columns import ClockTime, Instant

metadata = sa.MetaData()
KEYS = "keys"  # worker keys live apart from the data: keys.db on SQLite, a schema on PostgreSQL


def _id(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.String(64), primary_key=True)


def _workspace() -> sa.Column[str]:
    return sa.Column("workspace", sa.String(32), primary_key=True)


def _of_worker() -> sa.ForeignKeyConstraint:
    """What belongs to a worker goes with the worker."""
    return sa.ForeignKeyConstraint(
        ["workspace", "worker"], ["workers.workspace", "workers.id"], ondelete="CASCADE"
    )


def _partial_index(name: str, *columns: str, where: str, unique: bool = False) -> sa.Index:
    some = sa.text(where)
    return sa.Index(
        name, "workspace", *columns, unique=unique, sqlite_where=some, postgresql_where=some
    )


workers = sa.Table(
    "workers",
    metadata,
    _workspace(),
    _id(),
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

usual_shifts = sa.Table(
    "usual_shifts",
    metadata,
    _workspace(),
    _id(),
    sa.Column("worker", sa.String(64), nullable=False),
    sa.Column("days", sa.JSON, nullable=False),
    sa.Column("start", ClockTime, nullable=False),
    sa.Column("end", ClockTime, nullable=False),
    sa.Column("first_day", sa.Date, nullable=False),
    sa.Column("last_day", sa.Date),
    sa.Column("skipped", sa.JSON, nullable=False),
    sa.Column("told_until", Instant, nullable=False),
    sa.Column("look_at", Instant, nullable=False),
    _of_worker(),
    sa.Index("usual_shifts_by_worker", "workspace", "worker"),
    sa.Index("usual_shifts_by_look", "workspace", "look_at"),
)

shifts = sa.Table(
    "shifts",
    metadata,
    _workspace(),
    _id(),
    sa.Column("worker", sa.String(64), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("started_at", Instant),
    sa.Column("ends_at", Instant),
    sa.Column("reopened_at", Instant),
    sa.Column("hard_contacts", sa.Integer),
    sa.Column("heard_at", Instant, nullable=False),
    _of_worker(),
    sa.Index("shifts_by_worker", "workspace", "worker", "ends_at"),
    sa.Index("shifts_by_hearing", "workspace", "heard_at"),
    _partial_index("shifts_expected", "ends_at", where="state = 'expected'"),
)

shift_names = sa.Table(
    "shift_names",
    metadata,
    _workspace(),
    sa.Column("source", sa.String(64), primary_key=True),
    sa.Column("worker", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(255), primary_key=True),
    sa.Column("shift", sa.String(64), nullable=False),
    sa.ForeignKeyConstraint(
        ["workspace", "shift"], ["shifts.workspace", "shifts.id"], ondelete="CASCADE"
    ),
    sa.Index("shift_names_by_shift", "workspace", "shift"),
)

OPEN_CHECK_IN = "state IN ('planned', 'held', 'sent')"

check_ins = sa.Table(
    "check_ins",
    metadata,
    _workspace(),
    _id(),
    sa.Column("worker", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("due_at", Instant),
    sa.Column("shift", sa.String(64)),
    sa.Column("sent_at", Instant),
    sa.Column("answered_at", Instant),
    sa.Column("was_undisturbed", sa.Boolean, nullable=False),
    sa.Column("was_touched", sa.Boolean, nullable=False),
    sa.Column("channel", sa.String(32)),
    sa.Column("ts", sa.String(32)),
    sa.Column("planned_at", Instant, nullable=False),
    _of_worker(),
    sa.UniqueConstraint("workspace", "shift", name="one_check_in_a_shift"),
    _partial_index("one_open_check_in", "worker", "kind", where=OPEN_CHECK_IN, unique=True),
    sa.Index("check_ins_by_worker", "workspace", "worker", "sent_at"),
    sa.Index("check_ins_by_planning", "workspace", "planned_at"),
    sa.Index("check_ins_by_message", "workspace", "channel", "ts"),
    sa.Index("check_ins_by_sending", "workspace", "state", "sent_at"),
)

outbox = sa.Table(
    "outbox",
    metadata,
    _workspace(),
    _id(),
    sa.Column("kind", sa.String(32), nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("recipient", sa.String(64), nullable=False),
    sa.Column("about", sa.String(64)),
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
    _partial_index("outbox_due", "priority", "due_at", where="state = 'due'"),
    _partial_index("outbox_sending", "lease_until", where="state IN ('sending', 'uncertain')"),
    sa.Index("outbox_by_making", "workspace", "made_at"),
    sa.Index("outbox_by_recipient", "workspace", "recipient"),
    sa.Index("outbox_by_subject", "workspace", "about"),
    sa.Index("outbox_by_message", "workspace", "channel", "ts"),
)

rate_buckets = sa.Table(
    "rate_buckets",
    metadata,
    _workspace(),
    sa.Column("tokens", sa.Float, nullable=False),
    sa.Column("rate", sa.Float, nullable=False),
    sa.Column("filled_at", Instant, nullable=False),
    sa.Column("blocked_until", Instant),
)

inbound = sa.Table(
    "inbound",
    metadata,
    _workspace(),
    sa.Column("key", sa.String(255), primary_key=True),
    sa.Column("heard_at", Instant, nullable=False),
    sa.Index("inbound_by_time", "workspace", "heard_at"),
)

waiting_signals = sa.Table(
    "waiting_signals",
    metadata,
    _workspace(),
    _id(),
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
    _workspace(),
    sa.Column("source", sa.String(64), primary_key=True),
    sa.Column("name", sa.String(255), primary_key=True),
    sa.Column("heard_at", Instant, nullable=False),
    sa.Column("looked_up_at", Instant),
)

coordinators = sa.Table(
    "coordinators",
    metadata,
    _workspace(),
    _id("person"),
    sa.Column("named_at", Instant, nullable=False),
)

heartbeats = sa.Table(
    "heartbeats",
    metadata,
    _workspace(),
    _id("process"),
    sa.Column("role", sa.String(16), nullable=False),
    sa.Column("began_at", Instant, nullable=False),
    sa.Column("beat_at", Instant, nullable=False),
)

master_keys = sa.Table(
    "master_keys",
    metadata,
    _workspace(),
    _id("fingerprint"),
)

restores = sa.Table(
    "restores",
    metadata,
    _workspace(),
    sa.Column("restored_at", Instant, nullable=False),
)

answers = sa.Table(
    "answers",
    metadata,
    _workspace(),
    _id(),
    sa.Column("worker", sa.String(64), nullable=False),
    sa.Column("check_in", sa.String(64), nullable=False),
    sa.Column("keep_until", Instant, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    _of_worker(),
    sa.UniqueConstraint("workspace", "worker", "check_in", name="one_answer_a_check_in"),
    sa.Index("answers_by_end", "workspace", "keep_until"),
)

memories = sa.Table(
    "memories",
    metadata,
    _workspace(),
    _id("worker"),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("touched_on", sa.Date),
    sa.Column("trimmed_on", sa.Date),
    _of_worker(),
)

preferences = sa.Table(
    "preferences",
    metadata,
    _workspace(),
    _id("worker"),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    _of_worker(),
)

worker_keys = sa.Table(
    "worker_keys",
    metadata,
    _workspace(),
    _id("worker"),
    sa.Column("wrapped", sa.LargeBinary, nullable=False),
    schema=KEYS,
)
