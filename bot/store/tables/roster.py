"""The organisation's own list of its people, their roles and supporters, and what coordinators did."""

import sqlalchemy as sa

from bot.store.columns import Instant
from bot.store.tables.parts import metadata, workspace

# A name, an address or an id as somebody wrote it: the words only until it is known whom they mean.
roster_names = sa.Table(
    "roster_names",
    metadata,
    workspace(),
    sa.Column("mark", sa.String(64), primary_key=True),
    sa.Column("given", sa.String(254)),
    sa.Column("person", sa.String(64)),
    sa.Index("roster_names_by_person", "workspace", "person"),
)

# `manager`, `supervisor` and `supporter` are marks of names, too.
roster = sa.Table(
    "roster",
    metadata,
    workspace(),
    sa.Column("mark", sa.String(64), primary_key=True),
    sa.Column("team", sa.String(80)),
    sa.Column("site", sa.String(80)),
    sa.Column("manager", sa.String(64)),
    sa.Column("supervisor", sa.String(64)),
    sa.Column("supporter", sa.String(64)),
    sa.Column("languages", sa.JSON, nullable=False),
    sa.Column("experience_years", sa.Float),
    sa.Column("role", sa.String(16)),
    sa.Column("changed_at", Instant, nullable=False),
)

roles = sa.Table(
    "roles",
    metadata,
    workspace(),
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("role", sa.String(16), primary_key=True),
    sa.Column("is_active", sa.Boolean, nullable=False),
    sa.Column("named_at", Instant, nullable=False),
)

# One supporter a person; `supporter` is empty for one outside Slack.
supporters = sa.Table(
    "supporters",
    metadata,
    workspace(),
    sa.Column("person", sa.String(64), primary_key=True),
    sa.Column("supporter", sa.String(64)),
    sa.Column("asked_at", Instant, nullable=False),
    sa.Column("agreed_at", Instant),
    sa.Index("supporters_by_supporter", "workspace", "supporter"),
)

# Rows are only added: on both databases a trigger refuses the rest, but for what is older than the
# beginning of the chain. `actor` and `about` are marks of people, or say what is no person.
audit_log = sa.Table(
    "audit_log",
    metadata,
    workspace(),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("at", Instant, nullable=False),
    sa.Column("actor", sa.String(64), nullable=False),
    sa.Column("act", sa.String(32), nullable=False),
    sa.Column("about", sa.String(128)),
    sa.Column("before", sa.String(64), nullable=False),
    sa.Column("mark", sa.String(64), nullable=False),
)

# Whom a mark in the log stands for; it goes with the person, and the log stays whole.
audit_names = sa.Table(
    "audit_names",
    metadata,
    workspace(),
    sa.Column("mark", sa.String(64), primary_key=True),
    sa.Column("person", sa.String(64), nullable=False),
    sa.UniqueConstraint("workspace", "person", name="one_mark_a_person"),
)

# Where the log begins and ends, sealed: who has the database and not the master key cannot move it.
audit_chain = sa.Table(
    "audit_chain",
    metadata,
    workspace(),
    sa.Column("first", sa.Integer, nullable=False),
    sa.Column("before", sa.String(64), nullable=False),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("mark", sa.String(64), nullable=False),
    sa.Column("seal", sa.String(64), nullable=False),
)
