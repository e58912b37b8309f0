"""Opens the database: one writing connection and several reading ones, each with its deadlines."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.pool import QueuePool

BUSY_MS = 1000  # the inbound deadline of design.md section 5, held by the database itself
READERS = 4
IN_MEMORY = (None, "", ":memory:")


class BadDatabaseUrl(ValueError):
    """The address of the database cannot be used; the text says why."""


def sqlite_url(text: str) -> URL:
    """The parsed address of a SQLite file; BadDatabaseUrl for anything else."""
    try:
        url = make_url(text)
    except sa.exc.ArgumentError as fault:
        raise BadDatabaseUrl("DATABASE_URL is not a database address") from fault
    if url.get_backend_name() != "sqlite":
        raise BadDatabaseUrl(
            "DATABASE_URL must be a SQLite file, such as sqlite:///data/aftershift.db"
        )
    if url.database in IN_MEMORY:
        raise BadDatabaseUrl("DATABASE_URL needs a file; a database in memory forgets everything")
    return url


def keys_file(url: URL) -> Path:
    """Where the workers' keys lie: a file of their own beside the data, never in a backup of it."""
    return Path(str(url.database)).with_name("keys.db")


def open_writer(url: URL) -> Engine:
    """The one writing connection; every transaction takes the write lock at its start.

    A plain BEGIN that upgrades later lost 457 of 2,000 updates to "database is locked", and the
    driver's own default lost 656 silently; BEGIN IMMEDIATE lost none (engine.md section 7).
    """
    return _open(url, begin="BEGIN IMMEDIATE", query_only=False, size=1)


def open_readers(url: URL) -> Engine:
    return _open(url, begin="BEGIN", query_only=True, size=READERS)


def _open(url: URL, *, begin: str, query_only: bool, size: int) -> Engine:
    engine = sa.create_engine(
        url,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0,
        hide_parameters=True,
        pool_timeout=BUSY_MS / 1000,
        connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False},
    )

    def on_connect(connection: Any, _record: Any) -> None:  # noqa: ANN401  the driver's own objects
        connection.isolation_level = None
        connection.execute("ATTACH DATABASE ? AS keys", (str(keys_file(url)),))
        for schema in ("main", "keys"):
            connection.execute(f"PRAGMA {schema}.journal_mode = WAL")
            connection.execute(f"PRAGMA {schema}.synchronous = NORMAL")
            connection.execute(f"PRAGMA {schema}.secure_delete = ON")
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        if query_only:
            connection.execute("PRAGMA query_only = ON")

    def on_begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    sa.event.listen(engine, "connect", on_connect)
    sa.event.listen(engine, "begin", on_begin)
    return engine
