"""What every table is made of: the workspace in each key, and what belongs to a worker goes with them."""

import sqlalchemy as sa

metadata = sa.MetaData()
KEYS = "keys"  # worker keys live apart from the data: keys.db on SQLite, a schema on PostgreSQL


def id_(name: str = "id") -> sa.Column[str]:
    return sa.Column(name, sa.String(64), primary_key=True)


def workspace() -> sa.Column[str]:
    return sa.Column("workspace", sa.String(32), primary_key=True)


def of_worker(column: str = "worker") -> sa.ForeignKeyConstraint:
    """What belongs to a worker goes with the worker."""
    return sa.ForeignKeyConstraint(
        ["workspace", column], ["workers.workspace", "workers.id"], ondelete="CASCADE"
    )


def part_of(table: str, column: str) -> sa.ForeignKeyConstraint:
    """What is part of something goes with it."""
    return sa.ForeignKeyConstraint(
        ["workspace", column], [f"{table}.workspace", f"{table}.id"], ondelete="CASCADE"
    )


def partial_index(name: str, *columns: str, where: str, unique: bool = False) -> sa.Index:
    some = sa.text(where)
    return sa.Index(
        name, "workspace", *columns, unique=unique, sqlite_where=some, postgresql_where=some
    )
