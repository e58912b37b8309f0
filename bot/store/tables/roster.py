"""The organisation's own list of its people, their roles and supporters, and what coordinators did."""

import sqlalchemy as sa

from bot.store.columns import Instant
from bot.store.tables.parts import metadata, workspace

# A name or an address as somebody typed it, and whom it means once that is known.
roster_names = sa.Table(
    "roster_names",
    metadata,
    workspace(),
    sa.Column("mark", sa.String(64), primary_key=True),
    sa.Column("given", sa.String(254), nullable=False),
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
