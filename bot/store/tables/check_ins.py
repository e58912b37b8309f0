"""Check-ins, and what a worker said to them, sealed."""

import sqlalchemy as sa

from bot.store.columns import Instant
from bot.store.tables.parts import id_, metadata, of_worker, partial_index, workspace

OPEN_CHECK_IN = "state IN ('planned', 'held', 'sent')"

check_ins = sa.Table(
    "check_ins",
    metadata,
    workspace(),
    id_(),
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
    of_worker(),
    sa.UniqueConstraint("workspace", "shift", name="one_check_in_a_shift"),
    partial_index("one_open_check_in", "worker", "kind", where=OPEN_CHECK_IN, unique=True),
    sa.Index("check_ins_by_worker", "workspace", "worker", "sent_at"),
    sa.Index("check_ins_by_planning", "workspace", "planned_at"),
    sa.Index("check_ins_by_message", "workspace", "channel", "ts"),
    sa.Index("check_ins_by_sending", "workspace", "state", "sent_at"),
)

answers = sa.Table(
    "answers",
    metadata,
    workspace(),
    id_(),
    sa.Column("worker", sa.String(64), nullable=False),
    sa.Column("check_in", sa.String(64), nullable=False),
    sa.Column("keep_until", Instant, nullable=False),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    of_worker(),
    sa.UniqueConstraint("workspace", "worker", "check_in", name="one_answer_a_check_in"),
    sa.Index("answers_by_end", "workspace", "keep_until"),
)

memories = sa.Table(
    "memories",
    metadata,
    workspace(),
    id_("worker"),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    sa.Column("touched_on", sa.Date),
    sa.Column("trimmed_on", sa.Date),
    of_worker(),
)

preferences = sa.Table(
    "preferences",
    metadata,
    workspace(),
    id_("worker"),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    of_worker(),
)
