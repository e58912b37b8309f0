"""Buddies: who gives and takes, a request and whom it reaches, and hellos that nobody has to ask for."""

import sqlalchemy as sa

from bot.store.columns import Instant
from bot.store.tables.parts import id_, metadata, of_worker, part_of, partial_index, workspace

buddies = sa.Table(
    "buddies",
    metadata,
    workspace(),
    id_("worker"),
    sa.Column("gives", sa.Boolean, nullable=False),
    sa.Column("takes", sa.Boolean, nullable=False),
    sa.Column("since", Instant, nullable=False),
    sa.Column("hours", sa.JSON, nullable=False),
    sa.Column("languages", sa.JSON, nullable=False),
    sa.Column("most_per_week", sa.Integer, nullable=False),
    sa.Column("paused_until", Instant),
    sa.Column("guide_version", sa.Integer),
    sa.Column("guide_read_at", Instant),
    sa.Column("wants_outside_team", sa.Boolean, nullable=False),
    sa.Column("wants_trio", sa.Boolean, nullable=False),
    sa.Column("rests_gladly", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("guest_is_welcome", sa.Boolean, nullable=False),
    of_worker(),
)

# Whom somebody would rather not meet, what they would rather not hear, what they would like to share.
private_lists = sa.Table(
    "private_lists",
    metadata,
    workspace(),
    id_("worker"),
    sa.Column("sealed", sa.LargeBinary, nullable=False),
    of_worker(),
)

OPEN_REQUEST = "state IN ('planned', 'looking', 'held')"

buddy_requests = sa.Table(
    "buddy_requests",
    metadata,
    workspace(),
    id_(),
    sa.Column("asker", sa.String(64), nullable=False),
    sa.Column("route", sa.String(16), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("begins_at", Instant, nullable=False),
    sa.Column("ends_at", Instant, nullable=False),
    sa.Column("next_at", Instant),
    sa.Column("calls", sa.String(64)),
    sa.Column("buddy", sa.String(64)),
    sa.Column("met_at", Instant),
    sa.Column("comes_at", Instant),
    of_worker("asker"),
    partial_index("one_open_request", "asker", where=OPEN_REQUEST, unique=True),
    partial_index("buddy_requests_open", "next_at", where=OPEN_REQUEST),
    sa.Index("buddy_requests_by_making", "workspace", "made_at"),
    sa.Index("buddy_requests_by_buddy", "workspace", "buddy", "met_at"),
)

# Declined, lapsed or covered by somebody else: all of them are `closed`, and nothing tells them apart.
buddy_offers = sa.Table(
    "buddy_offers",
    metadata,
    workspace(),
    id_(),
    sa.Column("request", sa.String(64), nullable=False),
    sa.Column("buddy", sa.String(64), nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("is_named", sa.Boolean, nullable=False),
    part_of("buddy_requests", "request"),
    of_worker("buddy"),
    sa.UniqueConstraint("workspace", "request", "buddy", name="one_offer_a_buddy"),
    partial_index("one_open_offer", "buddy", where="state = 'open'", unique=True),
    sa.Index("buddy_offers_by_buddy", "workspace", "buddy", "made_at"),
)

hellos = sa.Table(
    "hellos",
    metadata,
    workspace(),
    id_(),
    sa.Column("one", sa.String(64), nullable=False),
    sa.Column("other", sa.String(64), nullable=False),
    sa.Column("kind", sa.String(16), nullable=False),
    sa.Column("every_days", sa.Integer, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("next_at", Instant),
    of_worker("one"),
    of_worker("other"),
    sa.UniqueConstraint("workspace", "one", "other", "kind", name="one_hello_a_pair"),
    sa.Index("hellos_by_turn", "workspace", "next_at"),
)
