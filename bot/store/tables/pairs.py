"""Pairs: the rounds in which they are made, who is in each, and who rested."""

import sqlalchemy as sa

from bot.store.columns import Instant
from bot.store.tables.parts import id_, metadata, of_worker, part_of, partial_index, workspace

# `findings` are numbers of a draft (how good it is, what a rule costs); `begins_at` is when the first
# one hears of it, and `told` how many pairs the coordinator was last told of as sent.
rounds = sa.Table(
    "rounds",
    metadata,
    workspace(),
    id_(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("settings", sa.JSON, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("made_by", sa.String(64), nullable=False),
    sa.Column("made_at", Instant, nullable=False),
    sa.Column("findings", sa.JSON),
    sa.Column("published_at", Instant),
    sa.Column("begins_at", Instant),
    sa.Column("next_at", Instant),
    sa.Column("told", sa.Integer),
    sa.UniqueConstraint("workspace", "number", name="one_round_a_number"),
    partial_index("one_draft", "state", where="state = 'draft'", unique=True),
    partial_index("rounds_by_turn", "next_at", where="next_at IS NOT NULL"),
)

# Without a round it is a pair that a coordinator proposed by hand.
pairs = sa.Table(
    "pairs",
    metadata,
    workspace(),
    id_(),
    sa.Column("round", sa.String(64)),
    sa.Column("state", sa.String(16), nullable=False),
    sa.Column("why", sa.String(32), nullable=False),
    sa.Column("is_locked", sa.Boolean, nullable=False),
    sa.Column("begins_at", Instant),
    sa.Column("ends_at", Instant),
    part_of("rounds", "round"),
    sa.Index("pairs_by_round", "workspace", "round"),
)

pair_members = sa.Table(
    "pair_members",
    metadata,
    workspace(),
    sa.Column("pair", sa.String(64), primary_key=True),
    sa.Column("worker", sa.String(64), primary_key=True),
    sa.Column("agreed_at", Instant),
    part_of("pairs", "pair"),
    of_worker(),
    sa.Index("pair_members_by_worker", "workspace", "worker"),
)

rests = sa.Table(
    "rests",
    metadata,
    workspace(),
    sa.Column("round", sa.String(64), primary_key=True),
    sa.Column("worker", sa.String(64), primary_key=True),
    sa.Column("reason", sa.String(32), nullable=False),
    part_of("rounds", "round"),
    of_worker(),
)
